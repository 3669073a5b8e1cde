"""One call for the whole of detection: every bucket through every detector, then the alerts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from detection.accounting import account
from detection.daily_run import run_bucket_daily
from detection.engine import BucketResult, run_bucket, surroundings
from detection.grouping import settle
from detection.learned import DETECTOR
from detection.learned_run import find_outliers
from detection.model_watch import watch
from detection.news import SETTLING, LastRun, News, news
from detection.outlook import Outlook
from detection.registry import detectors
from detection.screening import Screening
from detection.surroundings import Surroundings
from warehouse.alerts import list_alerts
from warehouse.database import Warehouse
from warehouse.detection_runs import read_hash

Progress = Callable[[int, int], None]
SEEN = SETTLING + timedelta(days=372)
"""As far back as a daily run looks at what other accounts sent: a calendar year, and what is not settled."""


@dataclass(frozen=True)
class DetectionSummary:
    """What a run found: findings by detector (zeros too), how many of them are new, the alerts that stand, the screening; and
    the outlook for the next run, its own of a run over everything, else the one that it was given.

    `refused`: why the approved model was not used, empty when it was or when there is none.
    """

    by_detector: Mapping[str, int]
    new_findings: int
    touched_alerts: int
    alerts: int
    screening: Screening
    outlook: Outlook
    refused: str = ""

    @property
    def findings(self) -> int:
        """All findings of the run, stored before or not."""
        return sum(self.by_detector.values())

    def as_json(self) -> dict[str, Any]:
        """Give the summary as `quater detect --json` prints it."""
        return {"findings": self.findings, "alerts": self.alerts, "by_detector": dict(self.by_detector)}


def detect(
    warehouse: Warehouse,
    *,
    on: date,
    at: datetime,
    buckets: int = 1,
    progress: Progress | None = None,
    since: LastRun | None = None,
) -> DetectionSummary:
    """Run every rule over the lake as it is known on a day, then the learned model, and group the findings into alerts.

    `since`: the run before; then only what is new since then is looked for, to the same alerts (`detection.daily`), as long as
    its outlook holds. The run is accounted for (`detection.accounting`). `progress` is called with how many buckets are done
    and how many there are. Repeating a run stores nothing twice.
    """
    if since is not None and on > since.outlook.until:
        since = None
    found, new, screened, read = Counter[str](), 0, Screening(), read_hash(warehouse)
    watched = watch(warehouse, on=on, at=at)
    outlook = Outlook(on, at) if since is None else since.outlook
    came = None if since is None else news(warehouse, since, on=on)
    around = around_of(warehouse, since, on=on, came=came)
    for bucket in range(buckets):
        result = detect_bucket(warehouse, on=on, bucket=bucket, buckets=buckets, at=at, around=around, since=since, came=came)
        found.update(result.by_detector)
        new, screened = new + result.new, screened + result.screening
        outlook = outlook if result.outlook is None else outlook.and_also(result.outlook)
        if progress is not None:
            progress(bucket + 1, buckets)
    touched_accounts = None if came is None else came.touched
    outliers = find_outliers(warehouse, on=on, at=at, since=since, touched=touched_accounts)
    found[DETECTOR], new = outliers.found, new + outliers.new
    screened = screened.named_too(len(outliers.only))
    touched = settle(warehouse, on=on, at=at)
    looked_back_to = None if since is None else since.at
    account(warehouse, on=on, begun=at, since=looked_back_to, read=read, new_findings=new, alerts=len(touched), at=at)
    names = [*detectors(), DETECTOR]
    return DetectionSummary(
        by_detector={name: found[name] for name in names},
        new_findings=new,
        touched_alerts=len(touched),
        alerts=len(list_alerts(warehouse)),
        screening=screened,
        outlook=outlook,
        refused=watched.refused,
    )


def around_of(warehouse: Warehouse, since: LastRun | None, *, on: date, came: News | None = None) -> Surroundings:
    """Read what is known across accounts for a run: from the beginning, or, where nothing is read whole, of the last year."""
    if since is None or (came or news(warehouse, since, on=on)).whole:
        return surroundings(warehouse, on=on)
    return surroundings(warehouse, on=on, since=since.on - SEEN)


def detect_bucket(
    warehouse: Warehouse,
    *,
    on: date,
    bucket: int,
    buckets: int,
    at: datetime,
    around: Surroundings,
    since: LastRun | None = None,
    came: News | None = None,
) -> BucketResult:
    """Run every detector over one account bucket: over everything, or over what `came` since the run before."""
    if since is None:
        return run_bucket(warehouse, on=on, bucket=bucket, buckets=buckets, at=at, around=around)
    fresh = news(warehouse, since, on=on) if came is None else came
    return run_bucket_daily(warehouse, on=on, bucket=bucket, buckets=buckets, at=at, around=around, last=since, news=fresh)
