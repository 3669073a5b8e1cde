"""What people decided, as labels: an account-month is reported, dismissed, or was never looked at.

| state | when |
|---|---|
| reported | the last decision on an alert with a finding in that month was to report it, or a bâtonnier found that it was so |
| dismissed | it was to dismiss it, or a bâtonnier found that it was not so, and no other alert about the month was reported |
| never looked at | no final decision; what is watched or waits for data is not decided (no row here) |

A decision counts for the months of the findings that were read, and from the Belgian day on which it was made: what is learnt
for a day knows only earlier ones. Whoever decides later knows more, so a later source stands over an earlier one: an analyst
decides on an alert (`warehouse.alerts`), a bâtonnier on what was reported to him (`warehouse.reports_register.answered`).
`Decision` is what every source gives; `decisions` lists the sources.

Counterparties of reported alerts are remembered too (`confirmed`), from `DELAY` after the decision: what happened in between
was not known to anybody, and a feature that knew it would only repeat the label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl

from models.features.around import DATED
from warehouse.alerts import Finding, reviewed_findings
from warehouse.belgian_day import day_of
from warehouse.database import Warehouse
from warehouse.lake import movements
from warehouse.reports_register.answered import answered_findings

REPORTED, DISMISSED = "reported", "dismissed"
ANALYST, BATONNIER = 0, 1
DELAY = timedelta(days=30)

LABELS = pl.Schema({"account": pl.String(), "month": pl.Date(), "label": pl.String(), "decided_on": pl.Date()})


@dataclass(frozen=True)
class Decision:
    """A final decision about some findings: its outcome, when it was made, and how late its source decides."""

    outcome: str
    decided_at: datetime
    findings: tuple[Finding, ...]
    stage: int = ANALYST
    """A later stage stands over an earlier one, whatever the dates."""

    @property
    def decided_on(self) -> date:
        """The Belgian day of the decision."""
        return day_of(self.decided_at)


def decisions(warehouse: Warehouse) -> Iterator[Decision]:
    """Every final decision that is kept, source by source."""
    for reviewed, findings in reviewed_findings(warehouse):
        yield Decision(reviewed.outcome, reviewed.decided_at, findings)
    for answered, findings in answered_findings(warehouse):
        yield Decision(answered.label, answered.decided_at, findings, BATONNIER)


def labels(warehouse: Warehouse, *, on: date) -> pl.DataFrame:
    """The account-months on which people had decided by a day (`LABELS`), by account and month."""
    return labels_of(decision for decision in decisions(warehouse) if decision.decided_on <= on)


def labels_of(decided: Iterable[Decision]) -> pl.DataFrame:
    """The account-months that decisions are about; the latest stage stands, and within it a report over a dismissal."""
    rows = [
        (finding.account, month, decision.outcome, decision.decided_on, decision.stage)
        for decision in decided
        for finding in decision.findings
        for month in _months(finding)
    ]
    frame = pl.DataFrame(rows, schema={**LABELS, "stage": pl.Int64()}, orient="row")
    ranked = frame.sort("account", "month", "stage", "label", "decided_on", descending=[False, False, True, True, False])
    return ranked.unique(["account", "month"], keep="first", maintain_order=True).select(LABELS.names())


def confirmed(warehouse: Warehouse, *, on: date) -> pl.DataFrame:
    """The counterparties of what was reported by a day, and from when on that may be known (`DATED`)."""
    known_from = {
        movement: decision.decided_on + DELAY
        for decision in sorted(decisions(warehouse), key=lambda decision: decision.decided_at, reverse=True)
        if decision.outcome == REPORTED and decision.decided_on <= on
        for finding in decision.findings
        for movement in finding.movement_ids
    }
    if not known_from:
        return DATED.to_frame()
    accounts = sorted({movement.split(".")[0] for movement in known_from})
    named = pl.DataFrame({"movement_id": list(known_from), "known_from": list(known_from.values())})
    lines = movements(warehouse, accounts=accounts, columns=["movement_id", "counterparty_account"])
    met = lines.join(named.lazy(), on="movement_id").filter(pl.col("counterparty_account").fill_null("") != "")
    first = met.group_by(pl.col("counterparty_account").alias("iban")).agg(pl.col("known_from").min())
    return first.cast(DATED).sort("iban").collect()


def _months(finding: Finding) -> list[date]:
    """The months in which a finding's movements may lie: from its first to its last day."""
    months, day = [], finding.first_date.replace(day=1)
    while day <= finding.last_date:
        months.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return months
