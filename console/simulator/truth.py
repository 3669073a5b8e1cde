"""The truth: what was planted, by detector, with the movements that prove it (`truth.csv`).

Columns: episode_id, detector, lawful (true | false), account, first_date, last_date, movement_ids joined by `|`, note. An
episode that several detectors must find has a row for each; a lawful row names a detector that must stay silent.
Movements are named by the identity that the house gives them; a row about something that never reaches the lake names
none.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import date
from pathlib import Path

from console.simulator.episodes.stage import Label


@dataclass(frozen=True, order=True)
class TruthRow:
    """One row of `truth.csv`."""

    episode_id: str
    detector: str
    lawful: str
    account: str
    first_date: date
    last_date: date
    movement_ids: str
    note: str


def truth_row(episode_id: str, account: str, label: Label) -> TruthRow:
    """Write one label down; the statements of its movements must be numbered by then."""
    named = [booking.movement_id for booking in label.bookings if booking.movement_id]
    lawful = "true" if label.lawful else "false"
    return TruthRow(episode_id, label.detector, lawful, account, label.first, label.last, "|".join(named), label.note)


def write_truth(path: Path, rows: Iterable[TruthRow]) -> None:
    """Write the rows, sorted."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([column.name for column in fields(TruthRow)])
        writer.writerows(astuple(row) for row in sorted(rows))
