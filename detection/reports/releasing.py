"""Release a report: after an analyst has checked it, an officer lets it go, and only then a version without draft mark exists.

What is released is what they read: the content is gathered again and must still be the drafted one, so an alert that was put
aside, evidence that came in since, or a holder who moved stops the release with the advice to draft anew. The day of the
release, on the clock of Belgium, is the day on which the twelve months begin (art. 474 of the Judicial Code). The access is
recorded before anything is printed; the pieces are signed, kept beside the drafts, sealed for the recipient and laid into the
outbox. A recipient whose account is suspended stops the release before anything is decided.

For the piece `report.pdf` the folder then holds `report.final.pdf` (PDF/A, signed, kept); what leaves is in the outbox.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from detection.reports.content import ReportContent
from detection.reports.drafting import says_the_same
from detection.reports.earlier import reference_of
from detection.reports.gathering import gather
from detection.reports.printing import print_pieces, write_private
from detection.reports.selection import destination_of, mandate_accounts, route, tell
from detection.reports.sending import open_recipient, send
from detection.reports.signing import signer_of
from warehouse.alerts import get_alert
from warehouse.belgian_day import day_of
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.evidence import record_access
from warehouse.reports_register import Piece, Reader, Report, admit, check, get_report, piece_subject, release
from warehouse.reports_register.dispatches import REPORT, Dispatch, list_dispatches
from warehouse.reports_register.pieces import piece_file


@dataclass(frozen=True)
class ReleasedReport:
    """A report that two people let go: the signed pieces kept here, and the sealed ones in the outbox."""

    report_id: str
    reference: str
    bar: str
    recipient: str
    released_on: date
    final: tuple[Path, ...]
    sealed: tuple[Path, ...]


def check_report(warehouse: Warehouse, report_id: str, *, by: str, at: datetime) -> Report:
    """Note that an analyst read a draft that still says what is so; Refusal when its content changed since."""
    report = get_report(warehouse, report_id)
    if report.state == "drafted":
        _unchanged_content(warehouse, report, on=day_of(at))
    _note(warehouse, report.report_id, action="check", by=by, at=at)
    return check(warehouse, report_id, by=by, at=at)


def release_report(warehouse: Warehouse, report_id: str, *, by: str, at: datetime) -> ReleasedReport:
    """Release a checked report. Refusal when its content changed since, or for its drafter or checker.

    Asked again for a released report whose files did not reach the disk, it writes them, and nothing else.
    """
    report = get_report(warehouse, report_id)
    if report.state == "released" and not _missing(warehouse, report):
        return _released(warehouse, report)
    open_recipient(warehouse, report.recipient)
    content = _unchanged_content(warehouse, report, on=day_of(at))
    _note(warehouse, report.report_id, action="release", by=by, at=at)
    moment = report.decided_at if report.state == "released" and report.decided_at else at
    signer = signer_of(warehouse.settings, at=moment)
    printed = print_pieces(
        content,
        reference_of(report),
        drafted=report.on,
        released=day_of(moment),
        at=moment,
        signed=partial(signer.sign, at=moment),
        attached=_attached(warehouse, report),
    )
    if report.state != "released":
        report = release(warehouse, report_id, by=by, at=at)
    for piece in report.pieces:
        write_private(_final(warehouse, piece), printed[_name(piece)])
    send(warehouse, report, printed, purpose=REPORT, signer=signer, by=by, at=moment)
    return _released(warehouse, report)


def read_piece(warehouse: Warehouse, report_id: str, position: int, *, reader: Reader, at: datetime) -> bytes:
    """Give a piece, counted from 1: the released version once there is one, else the draft; the access is recorded first.

    Refusal, with an incident, when the piece's class is not for this reader.
    """
    report = get_report(warehouse, report_id)
    piece = admit(warehouse, reader, report, position, at=at)
    _note(warehouse, piece_subject(report.report_id, position), action="read", by=reader.person, at=at)
    final = _final(warehouse, piece)
    return (final if final.is_file() else piece_file(warehouse.settings.reports, piece.path)).read_bytes()


def _unchanged_content(warehouse: Warehouse, report: Report, *, on: date) -> ReportContent:
    """Gather what the report told, for whom it goes to on the day; Refusal when that is no longer what was drafted."""
    excluded = mandate_accounts(warehouse)
    alerts = [get_alert(warehouse, alert_id) for alert_id in report.alert_ids]
    told = [each for alert in alerts if (each := tell(alert, excluded))]
    destination = destination_of(report)
    share = route(warehouse, told, on=on).told.get(destination, ())
    content = gather(warehouse, destination, share, before=report.drafted_at) if share else None
    if content is None or len(share) < len(alerts) or not says_the_same(report, content):
        raise Refusal(
            f"report {report.report_id}: its alerts changed since it was drafted on {report.on:%Y-%m-%d}; "
            f"draft it again with `quater report --bar {report.bar}`, read the new draft, then release that one"
        )
    return content


def _attached(warehouse: Warehouse, report: Report) -> dict[str, bytes]:
    return {
        _name(piece): piece_file(warehouse.settings.reports, piece.path).read_bytes()
        for piece in report.pieces
        if piece.kind == "attachment"
    }


def _name(piece: Piece) -> str:
    return piece.path.split("/")[1]


def _final(warehouse: Warehouse, piece: Piece) -> Path:
    path = piece_file(warehouse.settings.reports, piece.path)
    return path.with_name(f"{path.stem}.final{path.suffix}")


def _dispatch(warehouse: Warehouse, report: Report) -> Dispatch | None:
    sent = list_dispatches(warehouse, report_id=report.report_id, recipient=report.recipient)
    return next((one for one in sent if one.purpose == REPORT), None)


def _missing(warehouse: Warehouse, report: Report) -> bool:
    dispatch = _dispatch(warehouse, report)
    return dispatch is None or not all(_final(warehouse, piece).is_file() for piece in report.pieces)


def _released(warehouse: Warehouse, report: Report) -> ReleasedReport:
    dispatch = _dispatch(warehouse, report)
    if report.decided_at is None or dispatch is None:
        raise ValueError(f"report {report.report_id} is {report.state} without a moment or a dispatch")
    return ReleasedReport(
        report_id=report.report_id,
        reference=reference_of(report),
        bar=report.bar,
        recipient=report.recipient,
        released_on=day_of(report.decided_at),
        final=tuple(_final(warehouse, piece) for piece in report.pieces),
        sealed=tuple(warehouse.settings.outbox / path for path in dispatch.files),
    )


def _note(warehouse: Warehouse, subject: str, *, action: str, by: str, at: datetime) -> None:
    record_access(
        warehouse,
        actor=by,
        action=action,
        subject=subject,
        purpose="communicate",
        modality="report",
        result="granted",
        at=at,
    )
