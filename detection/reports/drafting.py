"""Draft the reports: one per recipient, printed with the draft mark, classified, registered, waiting for two people.

Drafting again while nothing changed does nothing: a report is found again by its content. When the alerts of a bar have
changed, the new draft takes the place of the one that nobody released, which is withdrawn with that reason, so a bâtonnier
can never be sent both. A draft whose alerts were all put aside is withdrawn too. While one report is printed the next is
gathered; they are entered in their order.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Collection, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from detection.reports.content import ILLICIT, SUSPICIOUS, ReportContent
from detection.reports.earlier import reference_of
from detection.reports.gathering import Known, gather, known_of
from detection.reports.printing import print_pieces, write_pieces
from detection.reports.routing import Destination, Unrouted
from detection.reports.selection import Told, destination_of, reportable
from warehouse.alerts.rerouting import note_rerouted
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.register import bars
from warehouse.reports_register import Piece, Report, list_reports, record_report, refusals_kept, withdraw

PROGRAM = "program"
PRESSES = len(os.sched_getaffinity(0))
"""Reports that are printed at once: typst works outside of Python's lock, so threads are enough."""
MOST_AHEAD = 2 * PRESSES
"""Reports that may be in the press or wait behind it; what they hold in memory is bounded by this."""
REPLACED = "replaced by a newer draft: the alerts of this bar changed"
EMPTIED = "no alert of this draft is left to report"


@dataclass(frozen=True)
class DraftedReport:
    """A report that waits for its release; `new` says whether this drafting made it or found it unchanged."""

    report_id: str
    reference: str
    bar: str
    recipient: str
    language: str
    state: str
    new: bool
    illicit: int
    suspicious: int
    alert_ids: tuple[str, ...]
    pieces: tuple[Piece, ...]

    def as_json(self) -> dict[str, Any]:
        """Give the report as the command line prints it; names and account numbers stay in the pieces."""
        return {
            "report": self.report_id,
            "reference": self.reference,
            "bar": self.bar,
            "recipient": self.recipient,
            "language": self.language,
            "state": self.state,
            "new": self.new,
            "facts": {"illicit": self.illicit, "suspicious": self.suspicious},
            "alerts": list(self.alert_ids),
            "pieces": [{"kind": p.kind, "class": p.piece_class, "path": p.path, "sha256": p.sha256} for p in self.pieces],
        }


@dataclass(frozen=True)
class _Begun:
    """A report that is being drafted; `printed`: its pieces as they come from the press, or the report that says the same."""

    to: Destination
    told: Sequence[Told]
    content: ReportContent
    earlier: Sequence[Report]
    reference: str
    printed: Future[dict[str, bytes]] | Report


def draft_reports(
    warehouse: Warehouse, *, on: date, at: datetime, bar: str | None = None, by: str = PROGRAM
) -> list[DraftedReport]:
    """Draft the report of each recipient, or of those of one bar, from the alerts of the day; gives all that wait, old or new.

    What can be told to nobody yet is `unrouted_alerts`.
    """
    if bar is not None and bar not in bars():
        raise Refusal(f"expected a bar among {', '.join(bars())}, got {bar!r}")
    chosen = reportable(warehouse, on=on).told
    _withdraw_emptied(warehouse, chosen, bar=bar, at=at)
    known = known_of(warehouse)
    drafted: list[DraftedReport] = []
    begun: deque[_Begun] = deque()
    with ThreadPoolExecutor(PRESSES) as printers:
        for to, told in chosen.items():
            if bar in (None, to.bar):
                begun.append(_begin(warehouse, to, told, known, printers, on=on, at=at))
            if len(begun) > MOST_AHEAD:
                drafted.append(_end(warehouse, begun.popleft(), on=on, at=at, by=by))
        drafted.extend(_end(warehouse, one, on=on, at=at, by=by) for one in begun)
    return drafted


def unrouted_alerts(warehouse: Warehouse, *, on: date) -> tuple[Unrouted, ...]:
    """Give the alerts that are due and can be told to nobody yet."""
    return reportable(warehouse, on=on).unrouted


def _begin(
    warehouse: Warehouse, to: Destination, told: Sequence[Told], known: Known, printers: Executor, *, on: date, at: datetime
) -> _Begun:
    """Gather the content of a recipient's report and have it printed, unless it stands already."""
    content = gather(warehouse, to, told, before=at, known=known)
    earlier = list_reports(warehouse, bar=to.bar, recipient=to.recipient)
    same = [report for report in earlier if says_the_same(report, content)]
    standing = next((report for report in same if report.state != "withdrawn"), None)
    reference = f"{content.reference}-{len(same) + 1}" if same else content.reference
    printed = standing or printers.submit(print_pieces, content, reference, drafted=on, released=None, at=at)
    return _Begun(to, told, content, earlier, reference, printed)


def _end(warehouse: Warehouse, begun: _Begun, *, on: date, at: datetime, by: str) -> DraftedReport:
    """Write what was printed and enter it into the register, in the place of the draft before it."""
    content, to = begun.content, begun.to
    if isinstance(begun.printed, Report):
        return _drafted(begun.printed, content, new=False)
    with refusals_kept(warehouse, bar=to.bar, by=by, at=at):
        pieces = write_pieces(warehouse, content, begun.reference, begun.printed.result())
    report = record_report(
        warehouse,
        bar=to.bar,
        recipient=to.recipient,
        language=content.language,
        on=on,
        alert_ids=sorted({each.alert.alert_id for each in begun.told}),
        pieces=pieces,
        at=at,
        drafted_by=by,
    )
    for old in begun.earlier:
        if old.state == "drafted":
            withdraw(warehouse, old.report_id, by=PROGRAM, reason=REPLACED, at=at)
    for each in begun.told:
        note_rerouted(warehouse, each.alert, to.bar, by=by, at=at)
    return _drafted(report, content, new=True)


def says_the_same(report: Report, content: ReportContent) -> bool:
    """Say whether a registered report was printed from this content."""
    reference = reference_of(report)
    return reference == content.reference or reference.startswith(f"{content.reference}-")


def _drafted(report: Report, content: ReportContent, *, new: bool) -> DraftedReport:
    return DraftedReport(
        report_id=report.report_id,
        reference=reference_of(report),
        bar=report.bar,
        recipient=report.recipient,
        language=report.language,
        state=report.state,
        new=new,
        illicit=sum(1 for _ in content.of_nature(ILLICIT)),
        suspicious=sum(1 for _ in content.of_nature(SUSPICIOUS)),
        alert_ids=report.alert_ids,
        pieces=report.pieces,
    )


def _withdraw_emptied(warehouse: Warehouse, chosen: Collection[Destination], *, bar: str | None, at: datetime) -> None:
    for report in list_reports(warehouse, state="drafted"):
        if bar in (None, report.bar) and destination_of(report) not in chosen:
            withdraw(warehouse, report.report_id, by=PROGRAM, reason=EMPTIED, at=at)
