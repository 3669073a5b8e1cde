"""One account bucket of a daily run: read what is new, ask the rules, store what they find.

See `detection.daily` for what is asked of which account. The screening counts the movements of the touched accounts: all that
the run could judge anew. A movement that an earlier run's finding names is found, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

import polars as pl

from detection.chunks import SIZE, chunks
from detection.daily import Day, Loaded, find_news
from detection.engine import BucketResult, movements_of, read
from detection.material import Material
from detection.news import LastRun, News
from detection.registry import detectors
from detection.screening import Screening, screening
from detection.surroundings import Surroundings
from warehouse.alerts import Finding, store_findings
from warehouse.database import Warehouse
from warehouse.lake import bucket_of
from warehouse.news import movements_named
from warehouse.quarantine import refused_statements_frame

TOGETHER = 4
"""Parts that a daily run takes as one: of most accounts it reads little."""


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

    def loaded(wanted: Iterable[str], edge: date | None) -> Material:
        chosen = sorted(wanted)
        narrow = {name: _of(getattr(around, name), chosen) for name in ("coverage", "silences")}
        near = replace(around, **narrow)
        return read(warehouse, chosen, on=on, around=near, refused=_of(refused, chosen), edge=edge)

    counted, new, screened = Counter[str](), 0, Screening()
    for part in parts:
        findings = list(find_news(Day(frozenset(part), news, last, loaded), detectors().values()))
        new += store_findings(warehouse, findings, on=on, at=at)
        screened += _screened(warehouse, loaded, news.touched.intersection(part), findings)
        counted.update(finding.detector for finding in findings)
    return BucketResult(dict(counted), new, screened)


def _screened(warehouse: Warehouse, loaded: Loaded, touched: frozenset[str], findings: Iterable[Finding]) -> Screening:
    """Count the movements of the touched accounts: found by this run, or by one before."""
    judged = loaded(touched, None)
    named = {movement for finding in findings if finding.account in touched for movement in finding.movement_ids}
    there = judged.movements.select("movement_id").collect()["movement_id"]
    before = pl.Series("named", sorted(movements_named(warehouse, touched)), dtype=pl.String)
    still = before.filter(before.is_in(there.implode()))
    return screening(judged, pl.concat([pl.Series("named", sorted(named), dtype=pl.String), still]).unique())


def _of(frame: pl.DataFrame, accounts: list[str]) -> pl.DataFrame:
    return frame.filter(pl.col("account").fill_null("").is_in(accounts))
