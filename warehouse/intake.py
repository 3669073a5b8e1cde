"""Intake: bytes in, statements in the lake, a receipt back.

`receive` takes one delivery, `ingest_paths` files and folders. Both go through the same steps: hash, ledger, parse, judge every
statement, then one transaction for ledger, manifest, quarantine and outbox (`intake_store`). Bringing a delivery again changes
nothing. Acknowledgements are written afterwards from the outbox, so a crash between delays them and loses none.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from coda_parser.together import kernels_for
from warehouse.acknowledgements import answer_again, deliver_to_folders
from warehouse.database import Warehouse
from warehouse.intake_accounting import Accounting, accounting
from warehouse.intake_files import (
    Appearance,
    appearance_of,
    bank_of,
    content_of,
    end_of,
    files_below,
    has_trailer,
    note_sightings,
)
from warehouse.intake_reading import LARGEST, Brought, read_brought, too_large
from warehouse.intake_receipt import Receipt, StatementOutcome
from warehouse.intake_rows import Parsed
from warehouse.intake_store import store
from warehouse.printable import printable
from warehouse.quarantine_release import retry_chained

__all__ = [
    "Accounting",
    "IntakeSummary",
    "Receipt",
    "StatementOutcome",
    "accounting",
    "ingest_paths",
    "pending_receipt",
    "receive",
    "received_together",
    "take",
]

GROUP_FILES = 5000
GROUP_BYTES = 32 * 1024 * 1024
A_MOMENT = 0.5
Progress = Callable[[int, int], None]


@dataclass
class IntakeSummary:
    """What an intake brought: receipts in the order of the files, with their names as they were given."""

    receipts: list[tuple[str, Receipt]] = field(default_factory=list)

    def add(self, file: str, receipt: Receipt) -> None:
        """Count one more delivery."""
        self.receipts.append((file, receipt))

    @property
    def refused(self) -> bool:
        """Whether any delivery or statement was refused (exit code 3)."""
        return any(receipt.refused for _, receipt in self.receipts)

    @property
    def statements(self) -> int:
        """Statements newly in the lake."""
        return sum(receipt.statements for _, receipt in self.receipts)

    @property
    def movements(self) -> int:
        """Movements newly in the lake, details not counted."""
        return sum(receipt.movements for _, receipt in self.receipts)

    @property
    def statements_quarantined(self) -> int:
        """Statements newly in quarantine."""
        return sum(receipt.statements_quarantined for _, receipt in self.receipts)

    def count(self, state: str) -> int:
        """Deliveries in a state."""
        return sum(receipt.state == state for _, receipt in self.receipts)

    def as_json(self) -> dict[str, Any]:
        """The `--json` of `quater ingest`."""
        states = {state: self.count(state) for state in ("ingested", "partial", "duplicate", "quarantined", "pending")}
        deliveries = [
            {"file": file, "state": receipt.state, "reason": receipt.reason, "problems": list(receipt.problems)}
            for file, receipt in self.receipts
        ]
        return {
            **states,
            "statements": self.statements,
            "movements": self.movements,
            "statements_quarantined": self.statements_quarantined,
            "deliveries": deliveries,
        }


def receive(warehouse: Warehouse, bank: str, name: str, data: bytes, *, at: datetime, still_growing: bool = False) -> Receipt:
    """Receive one delivery; without its end and `still_growing` it is pending and leaves nothing behind."""
    return received_together(warehouse, [(bank, name, data)], at=at, still_growing=still_growing)[0]


def received_together(
    warehouse: Warehouse, brought: Sequence[tuple[str, str, bytes]], *, at: datetime, still_growing: bool = False
) -> list[Receipt]:
    """Receive several deliveries (bank, name, bytes) in one transaction; receipts in their order."""
    kernels = kernels_for(sum(len(data) for _, _, data in brought))
    parsed = read_brought(warehouse.settings, [Brought(*one) for one in brought], kernels)
    pending = {index for index, one in enumerate(parsed) if still_growing and not one.delivery.complete}
    stored = iter(take(warehouse, [one for index, one in enumerate(parsed) if index not in pending], at=at))
    return [pending_receipt(one.bank, one.name) if index in pending else next(stored) for index, one in enumerate(parsed)]


def ingest_paths(
    warehouse: Warehouse, paths: Iterable[Path], *, at: datetime, progress: Progress | None = None, moment: float = A_MOMENT
) -> IntakeSummary:
    """Receive files and folders, in order; files without their end are looked at again after `moment` seconds.

    Every delivery is acknowledged in its bank's folder, one whose bytes were received before too. `progress` is called with how
    many files are done and how many there are. Raises Refusal when a path does not exist.
    """
    files = list(dict.fromkeys(files_below(paths)))
    sizes, growing = _looked_at(warehouse, files, at=at, moment=moment)
    receipts = {path: pending_receipt(bank_of(path), printable(path.name)) for path in growing}
    kernels = kernels_for(sum(sizes.values()), daily=True)
    with ThreadPoolExecutor(1) as post:  # files are made while the next group is read
        answered: Future[None] | None = None
        for group in _groups([path for path in files if path not in growing], sizes):
            parsed = read_brought(warehouse.settings, [_brought(path, sizes[path]) for path in group], kernels)
            stored = take(warehouse, parsed, at=at)
            receipts.update(zip(group, stored, strict=True))
            if progress is not None:
                progress(len(receipts), len(files))
            if answered is not None:
                answered.result()
            answered = post.submit(_answer, warehouse, stored, at)
    deliver_to_folders(warehouse, at=at)
    return IntakeSummary([(printable(str(path)), receipts[path]) for path in files])


def _answer(warehouse: Warehouse, receipts: Sequence[Receipt], at: datetime) -> None:
    deliver_to_folders(warehouse, at=at)
    answer_again(warehouse, receipts, at=at)


def take(warehouse: Warehouse, group: Sequence[Parsed], *, at: datetime) -> list[Receipt]:
    """Receive deliveries that have been read; statements without number that waited for one of them follow it at once.

    They follow in the same transaction: an end between the two would leave them waiting for what has already come.
    """

    def follow(session: Session, receipts: Sequence[Receipt]) -> None:
        outcomes = [outcome for receipt in receipts for outcome in receipt.outcomes]
        links = {one.account for one in outcomes if one.state == "ingested" and one.statement_number == 0}
        if links:
            retry_chained(warehouse, session, links, at=at)

    return store(warehouse, group, at=at, then=follow)


def pending_receipt(bank: str, name: str) -> Receipt:
    """The receipt of a file that is not complete yet: it is not received."""
    return Receipt("", bank, name, "pending", "not complete yet: no trailer (record 9) at its end, or still growing")


def _brought(path: Path, size: int) -> Brought | Parsed:
    if size <= LARGEST:
        return Brought(bank_of(path), path.name, content_of(path, size))
    with path.open("rb") as file:
        return too_large(bank_of(path), path.name, hashlib.file_digest(file, "sha256").hexdigest(), size)


def _looked_at(
    warehouse: Warehouse, files: Sequence[Path], *, at: datetime, moment: float
) -> tuple[dict[Path, int], set[Path]]:
    """The size of every file, and those without their end that grow: they are looked at twice, `moment` seconds apart."""
    sizes: dict[Path, int] = {}
    first: dict[Path, Appearance] = {}
    for path in files:
        seen, end = end_of(path)
        sizes[path] = seen.size
        if not has_trailer(end):
            first[path] = seen
    if not first:
        return sizes, set()
    time.sleep(moment)
    second = {path: appearance_of(path) for path in first}
    sizes |= {path: seen.size for path, seen in second.items()}
    growing = {path for path in first if first[path] != second[path]}
    for bank in sorted({bank_of(path) for path in growing}):
        note_sightings(warehouse, bank, {path.name: second[path] for path in growing if bank_of(path) == bank}, at=at)
    return sizes, growing


def _groups(files: Sequence[Path], sizes: Mapping[Path, int]) -> Iterator[list[Path]]:
    """The files in groups that are received in one transaction: some hundreds, or some tens of megabytes."""
    group: list[Path] = []
    size = 0
    for path in files:
        bytes_of_file = sizes[path]
        if group and (len(group) >= GROUP_FILES or size + bytes_of_file > GROUP_BYTES):
            yield group
            group, size = [], 0
        group.append(path)
        size += bytes_of_file
    if group:
        yield group
