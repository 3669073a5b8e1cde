"""Champion and challenger side by side: the alerts that another model would bring, take away and keep, before its approval.

Both score the same table of the same closed months; what lies within each model's line becomes findings as detection would make
them, grouped into alerts as detection groups. Two alerts are the same when they share a month of an account. Without a champion
(no model was approved yet) every alert is new. Nothing is stored and no alert is raised.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import polars as pl

from detection.learned import DETECTOR, RULE
from detection.replay.comparing import Story, Tally, compared, stories_of
from warehouse.alerts import Finding
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.register import accounts_frame

if TYPE_CHECKING:
    from models.contract import FittedModel
    from models.counting import Counting

NO_BAR = "no bar"
UNREGISTERED = "unregistered"


@dataclass(frozen=True)
class Comparison:
    """What a challenger would have changed: alerts in all, by bar and by kind of account; months flagged by each."""

    champion: str | None
    challenger: str
    first: date
    last: date
    account_months: int
    champion_months: int
    challenger_months: int
    both_months: int
    alerts: Tally
    by_bar: Mapping[str, Tally]
    by_kind: Mapping[str, Tally]


def compare(warehouse: Warehouse, challenger_id: str, champion_id: str | None = None, *, first: date, last: date) -> Comparison:
    """Replay a registered model beside another, or beside the one that counts, over the closed months between two days.

    Refusal for days in the wrong order, and for a model whose file cannot be read.
    """
    from models.counting import counting, on_trial
    from models.sources import feature_table

    if first > last:
        raise Refusal(f"expected the first day before the last, got {first} and {last}")
    challenger = on_trial(warehouse, challenger_id)
    champion = on_trial(warehouse, champion_id) if champion_id else counting(warehouse)
    table = feature_table(warehouse, on=last)
    return side_by_side(champion, challenger, table.filter(pl.col("month") >= first), accounts_frame(warehouse), first, last)


def side_by_side(
    champion: Counting | None, challenger: Counting, table: pl.DataFrame, accounts: pl.DataFrame, first: date, last: date
) -> Comparison:
    """Compare two models on a feature table; `accounts` is the register."""
    known = accounts.select(pl.col("iban").alias("account"), "currency", "kind", "holder_id", "bar")
    known = known.unique(["account", "currency"], keep="first", maintain_order=True)
    joined = table.join(known, on=["account", "currency"], how="left", maintain_order="left")
    before = [] if champion is None else _findings(champion.model, joined)
    after = _findings(challenger.model, joined)
    kinds = dict(joined.select("account", pl.col("kind").fill_null(UNREGISTERED)).unique().iter_rows())
    lived, drafted = stories_of(before), stories_of(after)

    def kind_of(story: Story) -> str:
        return str(kinds.get(story.account, UNREGISTERED))

    return Comparison(
        champion=champion.model_id if champion else None,
        challenger=challenger.model_id,
        first=first,
        last=last,
        account_months=table.height,
        champion_months=len(before),
        challenger_months=len(after),
        both_months=len({finding.key for finding in before} & {finding.key for finding in after}),
        alerts=sum(compared(lived, drafted).values(), Tally()),
        by_bar=compared(lived, drafted, lambda story: story.bar or NO_BAR),
        by_kind=compared(lived, drafted, kind_of),
    )


def _findings(model: FittedModel, table: pl.DataFrame) -> Sequence[Finding]:
    """Give the months within a model's line, each as a finding that is known by its month alone."""
    from models.fitting import scores

    beyond = model.scores.known_share(scores(model, table))
    line = RULE.parameters["budget"].largest() / 1_000_000
    return [_finding(row) for row in table.filter(pl.Series(beyond <= line)).iter_rows(named=True)]


def _finding(row: Mapping[str, object]) -> Finding:
    month = row["month"]
    assert isinstance(month, date)
    last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return Finding(
        key=f"{DETECTOR}:{row['account']}|{row['currency']}|{month:%Y-%m}",
        detector=DETECTOR,
        detector_version="",
        nature=RULE.nature,
        severity=RULE.severity,
        typology=RULE.typology,
        account=str(row["account"]),
        holder_id=str(row["holder_id"] or ""),
        bar=str(row["bar"] or ""),
        first_date=month,
        last_date=last,
        amount_milli=0,
        currency=str(row["currency"]),
        movement_ids=(),
        bank_references=(),
        evidence={},
        reason=DETECTOR,
    )
