"""A failed expectation becomes a finding that a person must read, never only a line in a log.

Two natures. Rows that break a declared constraint, or totals that do not add up, are a matter of *data*: one finding an
account. A bank that fills a field less than it should, or sends far more or less than its custom, is a matter of *governance*:
one finding a bank. Both name movements that prove it, as examples where there are many, of one account, because an alert is
read, kept and destroyed with an account; the holder is not named, since the failure is not the holder's. The key holds the
month and no number: a failure that lasts is one finding a month, however often the check is run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from coda_parser.banks import banks
from warehouse.alerts import Finding
from warehouse.quality_fields import FIELDS, Completeness, Filling
from warehouse.quality_volumes import Volume

DETECTOR, VERSION, TYPOLOGY = "quality-expectation", "1", "quality"
EXAMPLES = 20
MOST_ACCOUNTS = 50
"""Accounts named for one broken constraint; the pages have the whole count."""
STATEMENT = ["account", "currency", "statement_date", "statement_number"]
NAMED = [*STATEMENT, "movement_id", "booked", "bank_reference"]


@dataclass(frozen=True)
class Examples:
    """Movements of one account that prove a failure, in their order; none where the account has none."""

    account: str
    currency: str
    movement_ids: tuple[str, ...]
    bank_references: tuple[str, ...]
    first_date: date
    last_date: date


def incomplete(found: Completeness, filling: Filling, bars: Mapping[str, str]) -> Iterator[Finding]:
    """Give the finding of a field that a bank fills too rarely, on the account that it concerns most."""
    field = next(field for field in FIELDS if field.name == found.field)
    examples = of_most_concerned(filling.missing(found.bank, field), filling.movements)
    if found.success or examples is None:
        return
    evidence: dict[str, str | int] = {
        "bank": found.bank,
        "field": found.field,
        "asked": found.asked,
        "filled": found.filled,
        "share": found.share or 0,
        "minimum": found.minimum or 0,
        "before": -1 if found.before is None else found.before,
    }
    asked_of = "statements" if field.of == "statements" else "movements"
    month_before = "" if found.before is None else f"; a month before it was {found.before}"
    reason = (
        f"{_name(found.bank)} fills the {found.field} in {found.filled} of {found.asked} {asked_of} of thirty days:"
        f" {found.share} of 1000, at least {found.minimum} are expected{month_before}."
    )
    anchor = f"{found.bank}|{found.field}|{filling.on:%Y-%m}"
    yield _finding("governance", "medium", anchor, examples, bars, evidence, reason)


def unusual_volume(found: Volume, filling: Filling, bars: Mapping[str, str]) -> Iterator[Finding]:
    """Give the finding of a bank day outside its bounds, on the account with most of that day's movements."""
    of_day = filling.statements.filter((pl.col("bank") == found.bank) & (pl.col("statement_date") == found.day))
    examples = of_most_concerned(of_day, filling.movements)
    if found.success or examples is None:
        return
    evidence: dict[str, str | int] = {
        "bank": found.bank,
        "day": found.day.isoformat(),
        "measure": found.measure,
        "found": found.found,
        "lowest": found.lowest,
        "highest": found.highest,
        "days": found.days,
    }
    reason = (
        f"{_name(found.bank)} sent {found.found} {found.measure} for {found.day}; {found.lowest} to {found.highest}"
        f" are expected after its {found.days} bank days of the same kind."
    )
    yield _finding("governance", "medium", f"{found.bank}|{found.measure}|{found.day}", examples, bars, evidence, reason)


def broken(
    dataset: str, expectation: str, column: str, rows: pl.DataFrame, moved: pl.DataFrame, on: date, bars: Mapping[str, str]
) -> Iterator[Finding]:
    """Give the findings of a declared constraint that rows break, one an account."""
    for (account,), part in sorted(rows.group_by("account"))[:MOST_ACCOUNTS]:
        examples = of_most_concerned(part, moved)
        if examples is None:
            continue
        evidence: dict[str, str | int] = {"dataset": dataset, "column": column, "expectation": expectation, "rows": part.height}
        reason = f"{part.height} of the account's {dataset} break what is expected of their {column} ({expectation})."
        anchor = f"{dataset}|{column}|{expectation}|{account}|{on:%Y-%m}"
        yield _finding("data", "high", anchor, examples, bars, evidence, reason)


def of_most_concerned(rows: pl.DataFrame, moved: pl.DataFrame) -> Examples | None:
    """Name movements of the account with most of the rows: the rows themselves, else those of their statements.

    A statement without movements has none to name; its account and date stand alone. None when there is no row.
    """
    if rows.is_empty():
        return None
    counted = rows.group_by("account", "currency").len().sort(["len", "account", "currency"], descending=[True, False, False])
    account, currency, _ = counted.row(0)
    concerned = rows.filter((pl.col("account") == account) & (pl.col("currency") == currency))
    if "movement_id" in rows.columns:
        named = concerned.select(NAMED)
    else:
        named = moved.join(concerned.select(STATEMENT).unique(), on=STATEMENT, how="semi").select(NAMED)
    named = named.sort("booked", "movement_id").head(EXAMPLES)
    days = concerned["statement_date"] if named["booked"].drop_nulls().is_empty() else named["booked"].drop_nulls()
    references = [reference for reference in named["bank_reference"].unique(maintain_order=True) if reference]
    first, last = min(days), max(days)
    return Examples(account, currency, tuple(named["movement_id"].unique(maintain_order=True)), tuple(references), first, last)


def _finding(
    nature: str,
    severity: str,
    anchor: str,
    examples: Examples,
    bars: Mapping[str, str],
    evidence: Mapping[str, str | int],
    reason: str,
) -> Finding:
    digest = hashlib.sha256(anchor.encode()).hexdigest()[:32]
    return Finding(
        key=f"{DETECTOR}:{digest}",
        detector=DETECTOR,
        detector_version=VERSION,
        nature=nature,
        severity=severity,
        typology=TYPOLOGY,
        account=examples.account,
        holder_id="",
        bar=bars.get(examples.account, ""),
        first_date=examples.first_date,
        last_date=examples.last_date,
        amount_milli=0,
        currency=examples.currency,
        movement_ids=examples.movement_ids,
        bank_references=examples.bank_references,
        evidence=evidence,
        reason=reason,
    )


def _name(bank: str) -> str:
    known = banks().get(bank)
    return known.name if known else f"The bank {bank}"
