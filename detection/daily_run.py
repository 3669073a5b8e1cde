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

from detection.daily import Day, find_news
from detection.engine import BucketResult, accounts_of, outliers_of, read
from detection.material import Material
from detection.news import LastRun, News
from detection.registry import detectors
from detection.screening import screening
from detection.surroundings import Surroundings
from warehouse.alerts import store_findings
from warehouse.database import Warehouse
from warehouse.lake import bucket_of
from warehouse.news import movements_named
from warehouse.quarantine import refused_statements_frame


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
    held = accounts_of(warehouse, bucket=bucket, buckets=buckets)
    # banks, and accounts that nobody registered, have no movement but may have findings
    others = {account or "" for frame in (refused, around.coverage, around.silences) for account in frame["account"].unique()}
    accounts = frozenset(held) | {account for account in others if bucket_of(account, buckets) == bucket}

    def loaded(wanted: Iterable[str], edge: date | None) -> Material:
        chosen = sorted(wanted)
        narrow = {name: _of(getattr(around, name), chosen) for name in ("coverage", "silences")}
        near = replace(around, **narrow)
        return read(warehouse, chosen, on=on, around=near, refused=_of(refused, chosen), edge=edge)

    day = Day(accounts, news, last, loaded)
    findings = list(find_news(day, detectors().values()))
    findings += outliers_of(warehouse, loaded(held, None), held)
    touched = accounts & news.touched
    named = {movement for finding in findings if finding.account in touched for movement in finding.movement_ids}
    new = store_findings(warehouse, findings, on=on, at=at)
    judged = loaded(touched, None)
    there = judged.movements.select("movement_id").collect()["movement_id"]
    before = pl.Series("named", sorted(movements_named(warehouse, touched)), dtype=pl.String)
    still = before.filter(before.is_in(there.implode()))
    screened = screening(judged, pl.concat([pl.Series("named", sorted(named), dtype=pl.String), still]).unique())
    return BucketResult(dict(Counter(finding.detector for finding in findings)), new, screened)


def _of(frame: pl.DataFrame, accounts: list[str]) -> pl.DataFrame:
    return frame.filter(pl.col("account").fill_null("").is_in(accounts))
