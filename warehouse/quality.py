"""Quality: is the lake what its columns declare, and do the banks send what the decree asks and as much as they use to?

Four kinds of expectation, all checked by Great Expectations, so that one set of pages shows them: every declared constraint of
the columns (`schema.expectations`), the totals of each statement (`quality_totals`), the share of every field that each bank
fills (`quality_fields`), and how much each bank sends on a bank day (`quality_volumes`). A broken expectation is a result, not
an exception: a doubtful column must not keep accounts from being controlled. It becomes a finding (`quality_findings`), which
detection groups into an alert like any other.

Source: royal decree of 9 June 2024, art. 2 §3 and §4.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl

from warehouse.alerts import Finding, store_findings
from warehouse.database import Warehouse
from warehouse.quality_fields import Completeness, completeness, read_filling
from warehouse.quality_findings import broken, incomplete, unusual_volume
from warehouse.quality_frames import UNREAD, broken_rows, newest_rows
from warehouse.quality_suites import Check, Expectation, Suite, validated
from warehouse.quality_totals import DIFFERENCES, EXPECTED, TOTALS, totals
from warehouse.quality_volumes import Volume, volumes
from warehouse.register import accounts_frame
from warehouse.schema import DATASETS, expectations

__all__ = ["Check", "Completeness", "QualityResult", "Volume", "check_and_record", "check_quality"]

BANKS = "banks"
"""The suite of what each bank sends."""


@dataclass(frozen=True)
class QualityResult:
    """What the check found; `index` is the first of the pages, `rows` how many rows were looked at by dataset."""

    on: date
    index: Path
    rows: Mapping[str, int]
    checks: tuple[Check, ...]
    fields: tuple[Completeness, ...] = ()
    volumes: tuple[Volume, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def success(self) -> bool:
        """Whether every expectation holds."""
        return not self.failed

    @property
    def failed(self) -> tuple[Check, ...]:
        """The expectations that do not hold."""
        return tuple(check for check in self.checks if not check.success)

    def as_json(self) -> dict[str, Any]:
        """The result by name; findings as a number, because they name accounts."""
        return {
            "on": self.on.isoformat(),
            "success": self.success,
            "index": str(self.index),
            "rows": dict(self.rows),
            "checks": len(self.checks),
            "failed": [asdict(check) for check in self.failed],
            "fields": [asdict(field) | {"success": field.success} for field in self.fields],
            "volumes": [asdict(one) | {"day": one.day.isoformat(), "success": one.success} for one in self.volumes],
            "findings": len(self.findings),
        }


def check_quality(warehouse: Warehouse, *, on: date) -> QualityResult:
    """Check what the lake holds up to the month of `on`, and write the pages anew into `settings.data_docs`."""
    frames = {dataset.name: newest_rows(warehouse, dataset, on) for dataset in DATASETS}
    filling = read_filling(warehouse, on)
    fields, sent = completeness(filling), volumes(warehouse, on)
    suites = [_declared(dataset.name, frames[dataset.name], expectations(dataset)) for dataset in DATASETS]
    rows = {name: len(frame) for name, frame in frames.items()}
    if fields:
        frames[TOTALS] = totals(filling)
        suites.append(Suite(TOTALS, frames[TOTALS].select(DIFFERENCES).to_pandas(), EXPECTED))
        suites.append(_of_banks(fields, sent))
    suites = [suite for suite in suites if suite.expectations]
    draft = warehouse.settings.data_docs.with_name(f".{warehouse.settings.data_docs.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    checked = validated(suites, on, draft)
    _publish(draft, warehouse.settings.data_docs)
    register = accounts_frame(warehouse)
    bars = dict(zip(register["iban"], register["bar"], strict=True))
    failed = {check.column for check, _ in checked if check.dataset == BANKS and not check.success}
    findings = [
        *_of_declared(checked, frames, on, bars),
        *(one for field in fields if _column(field) in failed for one in incomplete(field, filling, bars)),
        *(one for volume in sent if _column(volume) in failed for one in unusual_volume(volume, filling, bars)),
    ]
    counted = tuple(_with_counts(check, fields) for check, _ in checked)
    index = warehouse.settings.data_docs / "index.html"
    return QualityResult(on, index, rows, counted, tuple(fields), tuple(sent), tuple(findings))


def check_and_record(warehouse: Warehouse, *, on: date, at: datetime) -> QualityResult:
    """Check, and store what failed as findings, for detection to group into alerts; repeating it stores nothing twice."""
    result = check_quality(warehouse, on=on)
    store_findings(warehouse, result.findings, on=on, at=at)
    return result


def _declared(name: str, frame: pl.DataFrame, declared: Sequence[tuple[str, dict[str, Any]]]) -> Suite:
    wanted: list[Expectation] = []
    for expectation, arguments in declared:
        if arguments.get("column") == UNREAD:
            continue
        if "column_list" in arguments:
            arguments = {"column_list": [column for column in arguments["column_list"] if column != UNREAD]}
        wanted.append((expectation, arguments))
    return Suite(name, frame.to_pandas(), wanted)


def _of_banks(fields: Sequence[Completeness], sent: Sequence[Volume]) -> Suite:
    """One row of measures, a column for each that is judged; a share or a count is no datum of a person."""
    judged = [field for field in fields if field.minimum is not None]
    row = {_column(field): [field.share] for field in judged} | {_column(volume): [volume.found] for volume in sent}
    at_least = [("ExpectColumnMinToBeBetween", {"column": _column(field), "min_value": field.minimum}) for field in judged]
    between = [
        ("ExpectColumnMinToBeBetween", {"column": _column(one), "min_value": one.lowest, "max_value": one.highest})
        for one in sent
    ]
    return Suite(BANKS, pd.DataFrame(row, index=[0]), [*at_least, *between])


def _column(measure: Completeness | Volume) -> str:
    if isinstance(measure, Completeness):
        return f"{measure.bank}: {measure.field}"
    return f"{measure.bank}: {measure.measure} of {measure.day}"


def _with_counts(check: Check, fields: Sequence[Completeness]) -> Check:
    """Say of how many rows a share was counted, where the library saw only the share."""
    of = next((field for field in fields if check.dataset == BANKS and _column(field) == check.column), None)
    return check if of is None else replace(check, checked=of.asked, unexpected=of.asked - of.filled)


def _of_declared(
    checked: Sequence[tuple[Check, Expectation]], frames: Mapping[str, pl.DataFrame], on: date, bars: Mapping[str, str]
) -> Iterator[Finding]:
    for check, (name, arguments) in checked:
        if not check.success and check.dataset in frames:
            rows = broken_rows(frames[check.dataset], name, arguments)
            yield from broken(check.dataset, check.expectation, check.column, rows, frames["movements"], on, bars)


def _publish(draft: Path, place: Path) -> None:
    """Put the new pages in place of the old ones."""
    old = place.with_name(f".{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    draft.rename(place)
    shutil.rmtree(old, ignore_errors=True)
