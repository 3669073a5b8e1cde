"""Whether an account was reported before: which reports told of it, to whichever bâtonnier, and on which day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from detection.reports.content import Earlier
from detection.reports.language import Language
from warehouse.belgian_day import day_of
from warehouse.register import bars
from warehouse.reports_register import Report


def reference_of(report: Report) -> str:
    """Give the number that is printed on a report: the folder of its pieces."""
    return next(piece.path for piece in report.pieces if piece.kind == "body").split("/")[0]


def earlier_reports(
    released: Iterable[Report], ibans: Collection[str], words: Language, *, before: datetime
) -> tuple[Earlier, ...]:
    """Give those of the released reports that told of these accounts before a moment, by account and day."""
    found = [
        Earlier(iban, reference_of(report), day_of(report.decided_at), bars()[report.bar].name(words.code))
        for report in released
        if report.decided_at is not None and report.decided_at < before
        for iban in _told_of(report)
        if iban in ibans
    ]
    return tuple(sorted(found, key=lambda one: (one.iban, one.released_on, one.reference)))


def _told_of(report: Report) -> tuple[str, ...]:
    return next(piece.accounts for piece in report.pieces if piece.kind == "body")
