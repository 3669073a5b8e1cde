"""A document that a person adds to a drafted report: classified first, then checked, then saved.

Only a draft can be added to, by whoever the access table lets write that class; what is refused stands in the register of
refusals with its reason. The document is kept as it was offered: a PDF, read for what it shows itself to be.
"""

from __future__ import annotations

from datetime import datetime

from detection.reports.classifying import PDF, check_content
from detection.reports.earlier import reference_of
from detection.reports.printing import write_private
from detection.reports.signing import signer_of
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.fingerprint import sha256
from warehouse.reports_register import (
    PIECE_CLASSES,
    MisclassifiedPiece,
    Piece,
    Reader,
    Report,
    add_piece,
    get_report,
    may,
    refusals_kept,
)

FILE = "attachment-{digest}.pdf"


def attach(warehouse: Warehouse, report_id: str, document: bytes, *, piece_class: str, by: Reader, at: datetime) -> Report:
    """Add a PDF to a draft; raises MisclassifiedPiece without a class or with a wrong one, Refusal for another reason."""
    report = get_report(warehouse, report_id)
    digest = sha256(document)
    name = f"{reference_of(report)}/{FILE.format(digest=digest[:12])}"
    with refusals_kept(warehouse, bar=report.bar, by=by.person, at=at):
        if piece_class not in PIECE_CLASSES:
            known = ", ".join(known for known in PIECE_CLASSES if may(by.role, known, "edit"))
            message = f"a document has a class before it is saved, one of {known or 'none for you'}, got {piece_class!r}"
            raise MisclassifiedPiece(message, piece_class=piece_class, sha256=digest)
        if not document.startswith(PDF):
            raise Refusal("a document added to a report is a PDF: print it to one, then add it")
        check_content(piece_class, document, name=name)
        _check_signable(warehouse, document, at=at)
    if not may(by.role, piece_class, "edit") or report.bar not in by.bars:
        raise Refusal(f"a {by.role} does not write pieces of class {piece_class} for {report.bar}")
    accounts = tuple(sorted({account for piece in report.pieces for account in piece.accounts}))
    latest = max(piece.last_date for piece in report.pieces)
    piece = Piece(PIECE_CLASSES[piece_class], piece_class, name, digest, latest, (), accounts)
    write_private(warehouse.settings.reports / name, document)
    return add_piece(warehouse, report.report_id, piece, by=by.person, at=at)


def _check_signable(warehouse: Warehouse, document: bytes, *, at: datetime) -> None:
    """Refuse a PDF that cannot be signed when it leaves: encrypted, or not written as the standard asks."""
    try:
        signer_of(warehouse.settings, at=at).sign(document, at=at)
    except Exception as error:  # whatever somebody's PDF does to the signer is a reason not to take it
        raise Refusal("this PDF cannot be signed as it is: print it to a new PDF without password, then add it") from error
