"""One pass of the learned model over all accounts, after the rules: months within its line become findings, with their reasons.

After the rules, because what they found is an input of the model: only when every bucket has stored its findings do two runs of
the same day score alike. What is known across accounts is read once; accounts are taken some at a time.

A month that was flagged before keeps its finding as it was stored; only a month that is flagged for the first time is
explained, which is what costs. After a run over everything, a daily run looks at the touched accounts alone, unless a month
has closed or a model was approved since: then every account may have something new to say. What only other accounts' news
change is found by the weekly run over everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import polars as pl

from detection.chunks import chunks
from detection.engine import REASON_LANGUAGE, key_of, movements_of
from detection.findings import CERTAIN
from detection.learned import DETECTOR, RULE, evidence_of, reason
from detection.months import MONTH, largest
from detection.news import LastRun, news
from warehouse.alerts import Finding, findings_of, store_findings
from warehouse.database import Warehouse
from warehouse.lake import movements
from warehouse.model_approvals import get_model, list_models
from warehouse.news import movements_named
from warehouse.register import accounts_frame

if TYPE_CHECKING:
    from models.counting import Counting
    from models.explaining import Explanation
    from models.features.around import Around

MOVED = ("movement_id", "account", "currency", "booked", "is_detail", "amount_milli", "bank_reference")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Outliers:
    """What the pass found: months, how many are new, and the movements that became found by it and by nothing else."""

    found: int = 0
    new: int = 0
    only: frozenset[str] = frozenset()


def find_outliers(
    warehouse: Warehouse,
    *,
    on: date,
    at: datetime,
    since: LastRun | None = None,
    touched: frozenset[str] | None = None,
) -> Outliers:
    """Score the accounts, store what lies within the line as findings; nothing when no model can be used.

    `since`: the last run; `touched`: the accounts to which something came since then, where that is known. A model that is
    refused stops nothing: `detection.model_watch` tells people once a run.
    """
    counted = _counted(warehouse)
    if counted is None:
        return Outliers()
    from models.sources import around, last_closed_month_end

    known = movements_of(warehouse, bucket=0, buckets=1)
    chosen = frozenset[str]()
    if since is not None:
        chosen = news(warehouse, since, on=on).touched if touched is None else touched
    if since is not None and not _all_again(warehouse, counted.model_id, since, on):
        known = {account: count for account, count in known.items() if account in chosen}
    beside = around(warehouse, until=last_closed_month_end(on))
    found, new, only = 0, 0, set[str]()
    for part in filter(None, chunks(known)):
        stored, fresh = _of_accounts(warehouse, counted, part, on=on, beside=beside)
        new += store_findings(warehouse, fresh, on=on, at=at)
        found += len(stored) + len(fresh)
        # a run over everything names anew what was stored; a daily one counted that already
        named = [*stored, *fresh] if since is None else [finding for finding in fresh if finding.account in chosen]
        ids = {movement for finding in named for movement in finding.movement_ids}
        only |= ids - movements_named(warehouse, {finding.account for finding in named}, but=DETECTOR)
    return Outliers(found, new, frozenset(only))


def within(scored: pl.DataFrame) -> pl.DataFrame:
    """Keep the scores within the line, with `row`, their place in the table that was scored."""
    return scored.with_row_index("row").filter(pl.col("beyond_micro") <= RULE.at("budget", pl.col("month")))


def _counted(warehouse: Warehouse) -> Counting | None:
    if not list_models(warehouse):
        return None
    from models.counting import counting  # the learning libraries come with it: seconds that no rule needs
    from models.refusals import ModelRefused

    try:
        return counting(warehouse)
    except ModelRefused:
        return None


def _all_again(warehouse: Warehouse, model_id: str, since: LastRun, on: date) -> bool:
    from models.sources import last_closed_month_end

    decided_at = get_model(warehouse, model_id).decided_at
    closed = last_closed_month_end(on) > last_closed_month_end(since.on)
    return closed or decided_at is None or decided_at >= since.at


def _of_accounts(
    warehouse: Warehouse, counted: Counting, accounts: Sequence[str], *, on: date, beside: Around
) -> tuple[list[Finding], list[Finding]]:
    """Give the findings of some accounts: those stored before, and the others with their explanation."""
    from models.explaining import explain
    from models.scoring import line_of, score_table
    from models.sources import feature_table, last_closed_month_end

    table = feature_table(warehouse, on=on, accounts=accounts, beside=beside)
    scored = within(score_table(counted.model, table, model_id=counted.model_id))
    rows = {_key(row): row for row in scored.iter_rows(named=True)}
    stored = {finding.key: finding for finding in findings_of(warehouse, keys=list(rows))}
    fresh = [row for key, row in rows.items() if key not in stored]
    told: list[Explanation] = []
    if fresh:
        line = line_of(counted.model, RULE.parameters["budget"].largest())
        flagged, until = table[[row["row"] for row in fresh]], last_closed_month_end(on)
        told = explain(warehouse, counted.model, flagged, until=until, line=line, beside=beside)
    return list(stored.values()), list(_completed(warehouse, fresh, told))


def _completed(warehouse: Warehouse, rows: Sequence[Row], told: Sequence[Explanation]) -> Iterator[Finding]:
    """Make findings of months and their explanations: with the register's facts and the movements that show them."""
    months = pl.DataFrame([{name: row[name] for name in MONTH} for row in rows]).lazy()
    if not rows:
        return
    accounts = sorted({row["account"] for row in rows})
    booked = movements(warehouse, accounts=accounts, columns=MOVED).filter(~pl.col("is_detail")).sort("booked", "movement_id")
    proof = [(*(row[name] for name in MONTH), ids) for row, one in zip(rows, told, strict=True) for ids in one.proof.named]
    proven = pl.DataFrame(proof, schema={**months.collect_schema(), "movement_id": pl.String}, orient="row").lazy()
    shown = booked.join(proven.select("movement_id").unique(), on="movement_id", how="semi", maintain_order="left")
    most = RULE.at("named", pl.col("month"))
    by_month: dict[tuple[Any, ...], Row] = {}
    for given in (booked, shown):  # the month's largest where nothing alone shows a reason
        for found in largest(given, months, most).collect().iter_rows(named=True):
            by_month[tuple(found[name] for name in MONTH)] = found
    known = accounts_frame(warehouse).select(pl.col("iban").alias("account"), "currency", "holder_id", "bar")
    holders = {(row["account"], row["currency"]): row for row in known.iter_rows(named=True)}
    for row, explanation in zip(rows, told, strict=True):
        moved = by_month.get(tuple(row[name] for name in MONTH))
        if moved is not None:
            yield _finding(row, moved, holders.get((row["account"], row["currency"]), {}), explanation)


def _finding(row: Row, moved: Row, holder: Row, explanation: Explanation) -> Finding:
    evidence = {"month": f"{row['month']:%Y-%m}", "model": row["model_id"]} | evidence_of(explanation)
    return Finding(
        key=_key(row),
        detector=DETECTOR,
        detector_version=row["model_id"],
        nature=RULE.nature,
        severity=RULE.severity,
        typology=RULE.typology,
        account=row["account"],
        holder_id=holder.get("holder_id") or "",
        bar=holder.get("bar") or "",
        first_date=moved["first_date"],
        last_date=moved["last_date"],
        amount_milli=moved["amount_milli"],
        currency=row["currency"],
        movement_ids=tuple(moved["movement_ids"]),
        bank_references=tuple(moved["bank_references"]),
        evidence=evidence | {"confidence": CERTAIN},
        parameters=RULE.in_force(moved["first_date"], moved["last_date"]),
        reason=reason(evidence, REASON_LANGUAGE, row["currency"]),
        score_micro=row["score_micro"],
    )


def _key(row: Row) -> str:
    return key_of(DETECTOR, row["account"], row["currency"], f"{row['month']:%Y-%m}@{row['model_id']}", "")
