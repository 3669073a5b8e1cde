"""Which dossier a communication names, in the French, Dutch and German ways.

Art. 4.74 §2 of the OBFG code and art. 134 of the OVB Codex: the lawyer mentions in the communication what identifies the
file. Lawyers write it in many ways, so a reference is recognised by the word before it (`lists/dossier_words.csv`) or,
without any word, by its shape (`year/number` anywhere, further shapes at the very beginning); it is then written in one
way, so that `DOS 2026/0123` and `Dossier 2026-123` are the same dossier. A number that stands alone is not a reference: it
may be an invoice, a date, an amount or a customer number.

>>> dossier_of("DOS 2026/0123 JANSSENS"), dossier_of("uitbetaling Dossier 2026-123"), dossier_of("N/REF: ABC/2026/15")
('2026/123', '2026/123', 'ABC/2026/15')
>>> dossier_of("Akte 12/345"), dossier_of("ons ref. 24.117"), dossier_of("2026/0417 SOLDE"), dossier_of("LOYER 03/2026")
('12/345', '24/117', '2026/417', None)
>>> dossier_of("26.0342 Abricka c/ Boskdon"), dossier_of("N/Réf. DOS 260342 X c/ Y"), dossier_of("20260342/AB")
('26/342', '260342', '20260342/AB')
>>> dossier_of("12.500 EUR solde"), dossier_of("01/2026 loyer"), dossier_of("31.12.2026"), dossier_of("26.0342,00")
(None, None, None, None)
>>> dossier_of("paiement 12345"), dossier_of(""), fee_note_of("Note d'honoraires 2026-044"), fee_note_of("honoraires")
(None, None, '2026/44', None)
"""

from __future__ import annotations

import re

import polars as pl

from detection.lists import category, rows
from detection.texts import folded

_REFERENCE = r"((?:[A-Z]{1,8}[-/._]?)?\d+(?:[-/._][A-Z0-9]+)*)"
_NUMBER = r"[ .:#°\-]*(?:N[R°O]?[.: ]|NUMMER|NUMERO)?[ .:#°]*"


def _word(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\.? ?").replace("/", "/ ?")


_WORDS = "|".join(_word(row["word"]) for row in sorted(rows("dossier_words"), key=lambda row: -len(row["word"])))
_FEES = "|".join(word.replace(" ", "[ ']") for word in category("wordings", "fee"))
_YEAR_NUMBER = r"((?:19|20)\d{2}[-/]\d{1,6})"
NAMED = rf"(?:^|[^A-Z0-9])(?:{_WORDS})\.?{_NUMBER}{_REFERENCE}"
"""A reference right behind a word that announces one."""
FURTHER = rf"(?:^|[^A-Z0-9])(?:{_WORDS})\b.{{0,40}}?[^A-Z0-9/.-]{_YEAR_NUMBER}(?:[^0-9/.-]|$)"
"""A year and a number some words behind it: `DOSSIER JANSSENS 2026/12`."""
BARE = r"(?:^|[^A-Z0-9/.-])((?:19|20)\d{2}[-/]\d{3,6}(?:[-/][A-Z]{1,4})?)(?:[^A-Z0-9/.-]|[.-](?:[^0-9]|$)|$)"
"""A year and a number of three digits or more, without a word, perhaps with initials."""
LEADING = r"^((?:19|20)\d{5,7}/[A-Z]{1,4}|\d{2}[./-]\d{4,6}(?:[./-][A-Z]{1,4})?|\d{2}[/-]\d{3})(?:[^A-Z0-9/.,-]|$)"
"""What else a communication may begin with: `20260342/AB`, `26.0342`, `26/342`."""
MONTH_OF_YEAR = r"^(?:0[1-9]|1[0-2])[./-](?:19|20)\d{2}$"
"""Looks like a reference and is a month."""
FEE_NOTE = rf"\b(?:{_FEES})\b.{{0,20}}?((?:19|20)?\d{{2,}}(?:[-/]\d+)*)"
"""A number behind a word for fees."""


def dossier_reference(communication: pl.Expr) -> pl.Expr:
    """Give the dossier that a communication names, in its one way of writing; null when it names none."""
    return dossier_in(folded(communication))


def dossier_in(text: pl.Expr) -> pl.Expr:
    """Give the same of a communication that is folded already."""
    named = canonical(text.str.extract(NAMED))
    enough = named.str.count_matches(r"\d") >= 2
    leading = text.str.extract(LEADING)
    leading = pl.when(~leading.str.contains(MONTH_OF_YEAR)).then(leading)
    further, bare = text.str.extract(FURTHER), text.str.extract(BARE)
    return pl.coalesce(
        pl.when(enough).then(named), canonical(further), canonical(bare), canonical(leading), pl.lit(None, pl.String)
    )


def fee_note_reference(communication: pl.Expr) -> pl.Expr:
    """Give the number of the fee note that a communication names; null when it names none."""
    return canonical(folded(communication).str.extract(FEE_NOTE))


def canonical(token: pl.Expr) -> pl.Expr:
    """Write a reference in its one way: parts joined by a slash, numbers without leading zeros."""
    parts = token.str.replace_all(r"[-/._ ]+", "/").str.strip_chars("/")
    return parts.str.replace_all(r"(^|/)0+(\d)", "$1$2")


def dossier_of(communication: str) -> str | None:
    """Give the dossier that one communication names."""
    found: str | None = pl.select(dossier_reference(pl.lit(communication))).item()
    return found


def fee_note_of(communication: str) -> str | None:
    """Give the fee note that one communication names."""
    found: str | None = pl.select(fee_note_reference(pl.lit(communication))).item()
    return found
