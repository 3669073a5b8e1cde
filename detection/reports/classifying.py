r"""What a document shows of its class, so that one whose content contradicts its class is refused before it is saved.

A PDF is read for its text, and for files hidden inside it. Account statements betray themselves by their balances (the words of
banks and of our own annexes are `class_signs.csv`, two different ones are a statement) or by coded lines; a report by its two
headings; a record of the anti-money-laundering law, none of which is taken in, by the names of the unit and its declarations.
Text that cannot be read (a scan) contradicts nothing; its classes have the same readers as statements.
Source: the founding security note: a misclassified piece is refused, with the invitation to offer it again.

>>> shown_by("Ancien solde 12,00 EUR … Nouveau solde 0,00 EUR"), shown_by("Le solde est nouveau")
(frozenset({'statements'}), frozenset())
>>> shown_by("1" + "00196850000001" * 9 + "x"), shown_by("Faits illicites. Faits suspects.")
(frozenset({'statements'}), frozenset({'report'}))
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from io import BytesIO

import pikepdf
import pypdfium2

from detection.reports.language import languages
from warehouse.aml_records import names_aml_record
from warehouse.fingerprint import sha256
from warehouse.reports_register import MisclassifiedPiece

PDF = b"%PDF-"
ENOUGH = 2
"""How many different signs make a statement: one of them alone may stand in a sentence."""
CODED_LINE = re.compile(r"^(?:0000|[12389][0-9]{4}|4 )[^\r\n]{100,124}\r?$", re.MULTILINE)
"""A record of a coded statement as the banks deliver it."""
CONTRADICTED_BY = {
    "report": ("statements",),
    "translation": ("statements",),
    "report_data": ("statements",),
    "recall": ("statements",),
    "attachment": ("aml_record", "statements", "report"),
    "account_statements": ("report",),
}
"""Class → what a document of it may not show."""
WORDS = {
    "statements": "lines of an account statement",
    "report": "a report",
    "aml_record": "a record of the anti-money-laundering law, which stays apart with the bâtonnier",
}


def check_content(piece_class: str, document: bytes, *, name: str) -> None:
    """Refuse a document whose content contradicts its class; raises MisclassifiedPiece."""
    if document.startswith(PDF) and _holds_files(document):
        raise _refused(piece_class, document, f"piece {name}: expected one document, found files inside it")
    shown = shown_by(text_in(document))
    wrong = [what for what in CONTRADICTED_BY.get(piece_class, ()) if what in shown]
    if wrong:
        what = WORDS[wrong[0]]
        raise _refused(piece_class, document, f"piece {name}: its class is {piece_class} and its content shows {what}")


def text_in(document: bytes) -> str:
    """Give the text of a document, pages joined by line ends."""
    if not document.startswith(PDF):
        return document.decode("utf-8", "replace")
    with pypdfium2.PdfDocument(document) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def shown_by(text: str) -> frozenset[str]:
    """Say what a text shows itself to be: `statements`, `report`, `aml_record`, several of them or nothing."""
    said = " ".join(text.casefold().split())
    shown = set()
    if sum(sign in said for sign in _statement_signs()) >= ENOUGH or CODED_LINE.search(text):
        shown.add("statements")
    if any(one in said and other in said for one, other in _report_headings()):
        shown.add("report")
    if names_aml_record(text):
        shown.add("aml_record")
    return frozenset(shown)


@cache
def _statement_signs() -> tuple[str, ...]:
    text = files(__package__).joinpath("class_signs.csv").read_text(encoding="utf-8")
    return tuple(dict.fromkeys(row["sign"] for row in csv.DictReader(text.splitlines())))


@cache
def _report_headings() -> tuple[tuple[str, str], ...]:
    spoken = languages().values()
    return tuple((one.texts["illicit_heading"].casefold(), one.texts["suspicious_heading"].casefold()) for one in spoken)


def _holds_files(document: bytes) -> bool:
    with pikepdf.open(BytesIO(document)) as pdf:
        return bool(pdf.attachments) or "/AF" in pdf.Root


def _refused(piece_class: str, document: bytes, message: str) -> MisclassifiedPiece:
    return MisclassifiedPiece(message, piece_class=piece_class, sha256=sha256(document))
