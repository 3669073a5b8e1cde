"""One account bucket of a daily run: read what is new, ask the rules, store what they find.

See `detection.daily` for what is asked of which account. The screening counts the movements of the touched accounts that the
run could judge anew: those of whole accounts, and of the others what is not settled. A movement that an earlier run's finding
names is found, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

import polars as pl

from detection.asking import Day, Edges
from detection.chunks import SIZE, chunks
from detection.daily import find_news
from detection.engine import BucketResult, movements_of, rows_behind
from detection.material import Material
from detection.news import SETTLING, LastRun, News
from detection.registry import detectors
from detection.screening import Screening, screening
from detection.surroundings import Surroundings
from warehouse.alerts import Finding, store_findings
from warehouse.database import Warehouse
from warehouse.lake import bucket_of
from warehouse.news import movements_named
from warehouse.quarantine import refused_statements_frame
from warehouse.register import accounts_frame, own_accounts_frame

TOGETHER = 100
"""Parts of a run over everything that a daily run takes as one: of most accounts it reads next to nothing."""


def run_bucket_daily(
    warehouse: Warehouse,
    *,
    on: date,
    bucket: int,
    buckets: int,
    at: datetime,
    around: Surroundings,
    last: LastRun,
    news: News,
) -> BucketResult:
    """Find what is new in one account bucket since the last run, store it, and say what was found."""
    refused = refused_statements_frame(warehouse)
    parts = chunks(movements_of(warehouse, bucket=bucket, buckets=buckets), size=TOGETHER * SIZE)
    # banks, and accounts that nobody registered, have no movement but may have findings
    held = {account for part in parts for account in part}
    others = {account or "" for frame in (refused, around.coverage, around.silences) for account in frame["account"].unique()}
    parts[0] += [account for account in others - held if bucket_of(account, buckets) == bucket]
    none = rows_behind(warehouse, {})
    nothing = Material(*none, accounts_frame(warehouse), own_accounts_frame(warehouse), refused, on, around, news.faulty)

    counted, new, screened = Counter[str](), 0, Screening()
    for part in parts:
        narrow = {name: _of(getattr(around, name), part) for name in ("coverage", "silences")}
        given = replace(nothing, refused=_of(refused, part), around=replace(around, **narrow))

        def loaded(edges: Edges, given: Material = given) -> Material:
            moved, stated = rows_behind(warehouse, edges)
            return replace(given, movements=moved, statements=stated)

        day = Day(frozenset(part), news, last.on, last.outlook, loaded)
        findings = list(find_news(day, detectors().values()))
        new += store_findings(warehouse, findings, on=on, at=at)
        screened += _screened(warehouse, day, findings)
        counted.update(finding.detector for finding in findings)
    return BucketResult(dict(counted), new, screened)


def _screened(warehouse: Warehouse, day: Day, findings: Iterable[Finding]) -> Screening:
    """Count the movements of the touched accounts that are not settled: found by this run, or by one before."""
    touched = day.news.touched & day.accounts
    whole, edge = day.news.whole, day.last_on - SETTLING
    judged = day.loaded({account: None if account in whole else edge for account in touched})
    there = judged.movements.select("movement_id").collect()["movement_id"]
    by_this_run = {movement for finding in findings if finding.account in touched for movement in finding.movement_ids}
    named = pl.Series("named", sorted(by_this_run | movements_named(warehouse, touched)), dtype=pl.String)
    return screening(judged, named.filter(named.is_in(there.implode())), seen=judged.counted)


def _of(frame: pl.DataFrame, accounts: list[str]) -> pl.DataFrame:
    return frame.filter(pl.col("account").fill_null("").is_in(accounts))
