"""One replay: both versions over the same material, read once, and their findings of the asked days compared.

Only what the two rules need is read: the days asked for with the longer look-back before them, everything where one of them
needs the whole history; what is known across accounts, only where one of them looks at it. A finding belongs to the day on
which it could be known, its last one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from detection.contract import shortcomings_of_columns
from detection.dependence import looks_across, looks_around
from detection.engine import accounts_of, findings_of_rule, read, surroundings
from detection.material import Material
from detection.registry import Detector
from detection.replay.comparing import Story, Tally, compared, stories_of
from detection.replay.drafts import source_of
from detection.surroundings import Surroundings
from models.peers import band
from warehouse.alerts import Finding
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.lake import movements
from warehouse.persons import restricted_accounts
from warehouse.quarantine import refused_statements_frame

NO_BAR = "no bar"
UNREGISTERED = "unregistered"
DAYS_OF_A_MONTH = 30


@dataclass(frozen=True)
class Replay:
    """What a draft would have changed: alerts in all, by bar and by peer group (kind and activity), and the findings."""

    rule: str
    live_version: str | None
    draft_version: str
    first: date
    last: date
    live_findings: int
    draft_findings: int
    alerts: Tally
    by_bar: Mapping[str, Tally]
    by_peers: Mapping[str, Tally]


def replay(
    warehouse: Warehouse, live: Detector | None, draft: Detector, *, first: date, last: date, bar: str | None = None
) -> Replay:
    """Run a draft beside the live version (None: there is none) over the days from `first` to `last`, of one bar or all.

    Stores nothing. Refusal for days in the wrong order, or for a draft that fails or breaks the contract of findings.
    """
    if first > last:
        raise Refusal(f"expected the first day before the last, got {first} and {last}")
    material = _material(warehouse, [detector for detector in (live, draft) if detector], first, last)
    before = _within(findings_of_rule(live, material), first, last, bar) if live else []
    after = _within(_drafted(draft, material), first, last, bar)
    peers = _peers(warehouse, material, first, last)
    lived, drafted = stories_of(before), stories_of(after)

    def peers_of(story: Story) -> str:
        return peers.get(story.account, UNREGISTERED)

    return Replay(
        rule=draft.id,
        live_version=live.version if live else None,
        draft_version=draft.version,
        first=first,
        last=last,
        live_findings=len(before),
        draft_findings=len(after),
        alerts=sum(compared(lived, drafted).values(), Tally()),
        by_bar=compared(lived, drafted, lambda story: story.bar or NO_BAR),
        by_peers=compared(lived, drafted, peers_of),
    )


def _material(warehouse: Warehouse, rules: Sequence[Detector], first: date, last: date) -> Material:
    """Read what the rules need for the days asked for."""
    lookbacks = [detector.rule.lookback for detector in rules]
    longest = None if None in lookbacks else max(days for days in lookbacks if days is not None)
    edge = None if longest is None else first - timedelta(days=longest + 1)
    return read(
        warehouse,
        replayed_accounts(warehouse),
        on=last,
        around=_around(warehouse, rules, last),
        refused=refused_statements_frame(warehouse),
        edge=edge,
    )


def replayed_accounts(warehouse: Warehouse) -> list[str]:
    """Give the accounts over which a draft is tried: all but those whose use a person had restricted (GDPR, art. 18)."""
    restricted = restricted_accounts(warehouse)
    return [account for account in accounts_of(warehouse, bucket=0, buckets=1) if account not in restricted]


def _around(warehouse: Warehouse, rules: Iterable[Detector], on: date) -> Surroundings:
    sources = [source_of(rule)[1] for rule in rules]
    if not any(map(looks_around, sources)):
        return Surroundings()
    return surroundings(warehouse, on=on, moved=any(map(looks_across, sources)))


def _drafted(draft: Detector, material: Material) -> list[Finding]:
    """Give what a draft finds; whatever it does wrong is told in one line."""
    try:
        given = draft.find(material).collect()
        if found := shortcomings_of_columns(draft.rule, given.columns):
            raise Refusal("the draft breaks the contract of findings: " + "; ".join(found))
        return list(findings_of_rule(replace(draft, find=lambda _material: given.lazy()), material))
    except Refusal:
        raise
    except Exception as error:  # the draft is somebody's unfinished work
        line = next(iter(str(error).splitlines()), "")
        raise Refusal(f"the draft of {draft.id} failed while it looked: {type(error).__name__}: {line}") from error


def _within(findings: Iterable[Finding], first: date, last: date, bar: str | None) -> list[Finding]:
    return [finding for finding in findings if first <= finding.last_date <= last and (bar is None or finding.bar == bar)]


def _peers(warehouse: Warehouse, material: Material, first: date, last: date) -> dict[str, str]:
    """Say of each registered account its kind and how busy it was in the days asked for (`models.peers`)."""
    counted = movements(warehouse, since=first, until=last, columns=["account", "is_detail"]).filter(~pl.col("is_detail"))
    busy = counted.group_by("account").agg(pl.len().alias("past_movements"))
    months = max(1, round(((last - first).days + 1) / DAYS_OF_A_MONTH))
    known = material.accounts.lazy().select(pl.col("iban").alias("account"), "kind").unique("account", keep="any")
    described = known.join(busy, on="account", how="left").with_columns(
        pl.col("past_movements").fill_null(0), pl.lit(months).alias("history_months")
    )
    return dict(described.select("account", pl.format("{} {}", "kind", band())).collect().iter_rows())
