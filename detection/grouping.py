"""Findings become alerts: one for each holder, typology and 90 days.

An analyst needs one case per holder and story, not one per movement. The findings of a holder (of the account, where the
register knows no holder) and a typology are read in the order of their last day; the first opens a window of 90 days, the
first one behind it the next window. So a daily run and one run over everything group alike. What has an alert keeps it: new
evidence is appended by `warehouse.alerts.raise_alerts`, which also reopens, silences and snoozes. What orders it among the
others is what alerts of its kind were worth so far (`detection.worth`). Only the stories to which
something new belongs are read again: a day costs what it brings, whatever the years before it hold. What a class of rules found
that waits for the data protection officer waits too (`detection.rule_classes`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from detection.rule_classes import class_of, waiting_classes
from detection.worth import worth_of
from warehouse.alerts import Alert, AlertDraft, Finding, alerts_of, findings_about, findings_of, raise_alerts
from warehouse.database import Warehouse

WINDOW = timedelta(days=90)


def settle(warehouse: Warehouse, *, on: date, at: datetime, about: str | None = None) -> list[Alert]:
    """Group the findings known on the day into alerts; give those that are new or have new evidence, in the queue's order.

    `about`: only what one account, model, bank or run is named by; the rest goes on waiting.
    """
    silent = waiting_classes(warehouse)
    heard = [
        finding for finding in findings_of(warehouse, account=about, attached=False) if class_of(finding.detector) not in silent
    ]
    waiting = {(_subject(finding), finding.typology) for finding in heard}
    known = findings_about(warehouse, sorted({subject for subject, _ in waiting}), until=on)
    known = [finding for finding in known if class_of(finding.detector) not in silent]
    concerned = [finding for finding in known if (_subject(finding), finding.typology) in waiting]
    raised = raise_alerts(warehouse, drafts_of(concerned, worth_of(warehouse).score_micro), at=at)
    return alerts_of(warehouse, [*raised.new, *raised.appended])


def drafts_of(findings: Iterable[Finding], score: Callable[[Iterable[Finding]], int] | None = None) -> list[AlertDraft]:
    """Group findings by holder, typology and window, in a fixed order; `score` says what orders those of one alert."""
    stories: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        stories[_subject(finding), finding.typology].append(finding)
    return [_draft(window, score) for _, story in sorted(stories.items()) for window in _windows(story)]


def _windows(story: Sequence[Finding]) -> Iterator[list[Finding]]:
    window: list[Finding] = []
    for finding in sorted(story, key=lambda finding: (finding.last_date, finding.key)):
        if window and finding.last_date >= window[0].last_date + WINDOW:
            yield window
            window = []
        window.append(finding)
    yield window


def _draft(window: Sequence[Finding], score: Callable[[Iterable[Finding]], int] | None) -> AlertDraft:
    first = window[0]
    return AlertDraft(
        holder_id=first.holder_id,
        account=first.account,
        typology=first.typology,
        window_start=first.last_date,
        finding_keys=tuple(finding.key for finding in window),
        score_micro=None if score is None else score(window),
    )


def _subject(finding: Finding) -> str:
    return finding.holder_id or finding.account
