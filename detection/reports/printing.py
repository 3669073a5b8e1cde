"""Print the pieces of a report and put them on the disk, each with its class.

The report is the body; the statements of each account are an annex of their own, of another class, in another file (founding
security note): a piece without class cannot be registered.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from detection.reports import pdf
from detection.reports.annex_sheets import annex_sheet
from detection.reports.annexing import cited_lines
from detection.reports.classifying import check_content
from detection.reports.content import AnnexContent, Line, ReportContent
from detection.reports.data_pieces import JSON_NAME, XML_NAME
from detection.reports.data_pieces import written as data_of
from detection.reports.sheets import ListedPiece, report_sheet
from warehouse.database import Warehouse
from warehouse.fingerprint import sha256
from warehouse.reports_register import Piece

BODY, ANNEX = "report.pdf", "annex-{number}.pdf"
BODY_CLASS, ANNEX_CLASS = "report", "account_statements"
CLASS_BY_NAME = {
    "report.": BODY_CLASS,
    "annex-": ANNEX_CLASS,
    "attachment-": "attachment",
    JSON_NAME: "report_data",
    XML_NAME: "report_data",
}
OWNER_ONLY_FOLDER = 0o700
OWNER_ONLY_FILE = 0o600
Sign = Callable[[bytes], bytes]


def _unsigned(document: bytes) -> bytes:
    return document


def print_pieces(
    content: ReportContent,
    reference: str,
    *,
    drafted: date,
    released: date | None,
    at: datetime,
    signed: Sign = _unsigned,
    attached: Mapping[str, bytes] = MappingProxyType({}),
) -> dict[str, bytes]:
    """Give every piece by its file name, the body first; without a release day each carries the draft mark.

    `signed` signs a PDF; `attached` are documents that persons added. The body lists the other pieces, and once released
    their hashes: its signature stands for them all.
    """
    others: dict[str, bytes] = {}
    for annex in content.annexes:
        sheet = annex_sheet(content, annex, reference=reference, drafted=drafted, released=released)
        others[ANNEX.format(number=annex.number)] = signed(pdf.print_sheet(pdf.ANNEX, sheet, at=at))
    others |= dict(data_of(content, reference=reference, drafted=drafted, released=released))
    others |= {name: signed(document) for name, document in attached.items()}
    listed = [ListedPiece(class_of(name), name, sha256(document) if released else "") for name, document in others.items()]
    sheet = report_sheet(content, reference=reference, drafted=drafted, released=released, pieces=listed)
    return {BODY: signed(pdf.print_sheet(pdf.MAIN_PIECE, sheet, at=at)), **others}


def write_pieces(
    warehouse: Warehouse, content: ReportContent, reference: str, printed: Mapping[str, bytes]
) -> tuple[Piece, ...]:
    """Write the printed draft pieces of a report, the body first; gives them classified, ready for the register."""
    for name, document in printed.items():
        check_content(class_of(name), document, name=f"{reference}/{name}")
        write_private(warehouse.settings.reports / reference / name, document)
    cited = cited_lines(content.facts)
    body = Piece(
        kind="body",
        piece_class=BODY_CLASS,
        path=f"{reference}/{BODY}",
        sha256=sha256(printed[BODY]),
        last_date=_latest(cited, max(fact.last_date for fact in content.facts)),
        movement_ids=tuple(sorted({line.movement_id for line in cited})),
        accounts=tuple(sorted({fact.account.iban for fact in content.facts})),
    )
    data = (
        replace(body, kind="data", piece_class=class_of(name), path=f"{reference}/{name}", sha256=sha256(printed[name]))
        for name in (JSON_NAME, XML_NAME)
    )
    return (body, *(_annex_piece(annex, reference, printed) for annex in content.annexes), *data)


def class_of(name: str) -> str:
    """Give the class of a piece by its file name.

    >>> class_of("report.pdf"), class_of("annex-2.pdf"), class_of("attachment-0a1b.pdf")
    ('report', 'account_statements', 'attachment')
    """
    return next(piece_class for start, piece_class in CLASS_BY_NAME.items() if name.startswith(start))


def _annex_piece(annex: AnnexContent, reference: str, printed: Mapping[str, bytes]) -> Piece:
    name = ANNEX.format(number=annex.number)
    lines = [line for sheet in annex.statements for line in sheet.lines]
    return Piece(
        kind="annex",
        piece_class=ANNEX_CLASS,
        path=f"{reference}/{name}",
        sha256=sha256(printed[name]),
        last_date=_latest(lines, max(sheet.statement_date for sheet in annex.statements)),
        movement_ids=tuple(line.movement_id for line in lines),
        accounts=(annex.account.iban,),
    )


def _latest(lines: Sequence[Line], otherwise: date) -> date:
    return max([otherwise, *(max(line.booked, line.valued or line.booked) for line in lines)])


def write_private(path: Path, document: bytes) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(OWNER_ONLY_FOLDER)
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")  # a version of the piece: destroyed with it
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(document)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
