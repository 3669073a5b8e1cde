"""Release a report: a person lets it go, and only then a version without the draft mark exists.

What is released is what the person read: the content is gathered again and must still be the drafted one, so an alert that
was put aside, or evidence that came in since, stops the release with the advice to draft anew. The day of the release, on
the clock of Belgium, is the day on which the bâtonnier's twelve months begin (art. 474 of the Judicial Code). The access is
recorded before anything is printed; encrypted copies are written beside the pieces under the password of the bar; nothing is
sent from here.

For the piece `report.pdf` the folder then holds `report.final.pdf` (PDF/A, kept) and `report.encrypted.pdf` (to send).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from detection.reports.content import ReportContent
from detection.reports.drafting import reference_of, says_the_same
from detection.reports.encryption import encrypted_copy, recipient_password
from detection.reports.gathering import gather
from detection.reports.printing import print_pieces, write_private
from detection.reports.selection import mandate_accounts, present_bars, tell
from warehouse.alerts import get_alert
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.evidence import record_access
from warehouse.reports_register import Piece, Reader, Report, admit, get_report, piece_subject, release
from warehouse.reports_register.pieces import piece_file

BELGIUM = ZoneInfo("Europe/Brussels")


@dataclass(frozen=True)
class ReleasedReport:
    """A report that a person let go: the pieces kept (PDF/A) and the encrypted copies to send."""

    report_id: str
    reference: str
    bar: str
    released_on: date
    final: tuple[Path, ...]
    encrypted: tuple[Path, ...]


def release_report(warehouse: Warehouse, report_id: str, *, by: str, at: datetime) -> ReleasedReport:
    """Release a drafted report. Refusal when its content changed since, when it was decided on, or when its drafter asks.

    Asked again for a released report whose files did not reach the disk, it writes them, and nothing else.
    """
    report = get_report(warehouse, report_id)
    if report.state == "released" and not _missing(warehouse, report):
        return _released(warehouse, report)
    content = _unchanged_content(warehouse, report)
    _note(warehouse, report.report_id, action="release", by=by, at=at)
    moment = report.decided_at if report.state == "released" and report.decided_at else at
    printed = _print(report, content, moment)
    if report.state != "released":
        report = release(warehouse, report_id, by=by, at=at)
    password = recipient_password(warehouse.settings, report.bar)
    for piece in report.pieces:
        document = printed.get(piece.path.split("/")[1]) or piece_file(warehouse.settings.reports, piece.path).read_bytes()
        write_private(_beside(warehouse, piece, "final"), document)
        write_private(_beside(warehouse, piece, "encrypted"), encrypted_copy(document, password))
    return _released(warehouse, report)


def read_piece(warehouse: Warehouse, report_id: str, position: int, *, reader: Reader, at: datetime) -> bytes:
    """Give a piece, counted from 1: the released version once there is one, else the draft; the access is recorded first.

    Refusal, with an incident, when the piece's class is not for this reader.
    """
    report = get_report(warehouse, report_id)
    piece = admit(warehouse, reader, report, position, at=at)
    _note(warehouse, piece_subject(report.report_id, position), action="read", by=reader.person, at=at)
    final = _beside(warehouse, piece, "final")
    return (final if final.is_file() else piece_file(warehouse.settings.reports, piece.path)).read_bytes()


def _unchanged_content(warehouse: Warehouse, report: Report) -> ReportContent:
    """Gather what the report told; Refusal when that is no longer what was drafted."""
    excluded, bar_of = mandate_accounts(warehouse), present_bars(warehouse)
    alerts = [get_alert(warehouse, alert_id) for alert_id in report.alert_ids]
    told = [each for alert in alerts if (each := tell(alert, excluded))]
    content = gather(warehouse, report.bar, told) if told else None
    moved = any(bar_of.get(alert.holder_id, alert.bar) != report.bar for alert in alerts)
    if content is None or moved or len(told) < len(alerts) or not says_the_same(report, content):
        raise Refusal(
            f"report {report.report_id}: its alerts changed since it was drafted on {report.on:%Y-%m-%d}; "
            f"draft it again with `quater report --bar {report.bar}`, read the new draft, then release that one"
        )
    return content


def _print(report: Report, content: ReportContent, at: datetime) -> Mapping[str, bytes]:
    released = at.astimezone(BELGIUM).date()
    return print_pieces(content, reference_of(report), drafted=report.on, released=released, at=at)


def _beside(warehouse: Warehouse, piece: Piece, version: str) -> Path:
    path = piece_file(warehouse.settings.reports, piece.path)
    return path.with_name(f"{path.stem}.{version}{path.suffix}")


def _missing(warehouse: Warehouse, report: Report) -> bool:
    versions = [_beside(warehouse, piece, version) for piece in report.pieces for version in ("final", "encrypted")]
    return not all(path.is_file() for path in versions)


def _released(warehouse: Warehouse, report: Report) -> ReleasedReport:
    if report.decided_at is None:
        raise ValueError(f"report {report.report_id} is {report.state} without a moment")
    return ReleasedReport(
        report_id=report.report_id,
        reference=reference_of(report),
        bar=report.bar,
        released_on=report.decided_at.astimezone(BELGIUM).date(),
        final=tuple(_beside(warehouse, piece, "final") for piece in report.pieces),
        encrypted=tuple(_beside(warehouse, piece, "encrypted") for piece in report.pieces),
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
