"""Which dossier a communication names, in the French, Dutch and German ways, and how surely.

Art. 4.74 §2 of the OBFG code and art. 134 of the OVB Codex: the lawyer mentions in the communication what identifies the
file. Lawyers write it in many ways, so a reference is recognised by the word before it (`lists/dossier_words.csv`) or,
without any word, by its shape (`year/number` anywhere, further shapes at the very beginning), last by the names of the
parties (`Dupont c/ Janssens`); it is then written in one way, so that `DOS 2026/0123` and `Dossier 2026-123` are the same
dossier. A number that stands alone is not a reference: it may be an invoice, a date, an amount or a customer number.

A reference is not always the lawyer's own: what a payer calls *your reference* is, what the lawyer calls so is not; a
court's roll number or an insurer's claim names the same file under another number. `confidence_in` says how surely a
reference is the lawyer's own dossier: by the word (its columns `received` and `paid`, in thousandths) or by the shape, at
most 500 where one communication names several.

>>> dossier_of("DOS 2026/0123 JANSSENS"), dossier_of("uitbetaling Dossier 2026-123"), dossier_of("N/REF: ABC/2026/15")
('2026/123', '2026/123', 'ABC/2026/15')
>>> dossier_of("Akte 12/345"), dossier_of("ons ref. 24.117"), dossier_of("2026/0417 SOLDE"), dossier_of("LOYER 03/2026")
('12/345', '24/117', '2026/417', None)
>>> dossier_of("26.0342 Abricka c/ Boskdon"), dossier_of("N/Réf. DOS 260342 X c/ Y"), dossier_of("20260342/AB")
('26/342', '260342', '20260342/AB')
>>> dossier_of("solde 26/0342 Abricka"), dossier_of("Inzake Boskdon t/ Abricka"), dossier_of("Abricka ./. Boskdon")
('26/342', 'ABRICKA/BOSKDON', 'ABRICKA/BOSKDON')
>>> dossier_of("12.500 EUR solde"), dossier_of("01/2026 loyer"), dossier_of("31.12.2026"), dossier_of("26.0342,00")
(None, None, None, None)
>>> dossier_of("paiement 12345"), dossier_of(""), fee_note_of("Note d'honoraires 2026-044"), fee_note_of("honoraires")
(None, None, '2026/44', None)
>>> confidence_of("V/Réf. 26.0342", received=True), confidence_of("V/Réf. 26.0342", received=False)
(950, 500)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import polars as pl

from detection.lists import category, rows
from detection.texts import folded

Reading = Callable[[pl.Expr], pl.Expr]

_REFERENCE = r"((?:[A-Z]{1,8}[-/._]?)?\d+(?:[-/._][A-Z0-9]+)*)"
_NUMBER = r"[ .:#°\-]*(?:N[R°O]?[.: ]|NUMMER|NUMERO)?[ .:#°]*"


def _word(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\.? ?").replace("/", "/ ?")


_KNOWN = sorted(rows("dossier_words"), key=lambda row: -len(row["word"]))
_WORDS = "|".join(_word(row["word"]) for row in _KNOWN)
_FEES = "|".join(word.replace(" ", "[ ']") for word in category("wordings", "fee"))
_YEAR_NUMBER = r"((?:19|20)\d{2}[-/]\d{1,6}|[123]\d[/.]\d{4,6})"
_BEFORE, _AFTER = r"(?:^|[^A-Z0-9/.,-])", r"(?:[^A-Z0-9/.,-]|[.,-](?:[^0-9]|$)|$)"
NAMED = rf"(?:^|[^A-Z0-9])({_WORDS})\.?{_NUMBER}{_REFERENCE}"
"""A word that announces a reference, and the reference right behind it."""
TWO_DIGITS = r"^.*\d.*\d.*$"
FURTHER = rf"(?:^|[^A-Z0-9])({_WORDS})\b.{{0,40}}?[^A-Z0-9/.-]{_YEAR_NUMBER}(?:[^0-9/.,-]|[.,-](?:[^0-9]|$)|$)"
"""A year and a number some words behind it: `DOSSIER JANSSENS 2026/12`."""
BARE = r"(?:^|[^A-Z0-9/.-])((?:19|20)\d{2}[-/]\d{3,6}(?:[-/][A-Z]{1,4})?)(?:[^A-Z0-9/.-]|[.-](?:[^0-9]|$)|$)"
"""A year and a number of three digits or more, without a word, perhaps with initials."""
LEADING = r"^((?:19|20)\d{5,7}/[A-Z]{1,4}|\d{2}[./-]\d{4,6}(?:[./-][A-Z]{1,4})?|\d{2}[/-]\d{3})(?:[^A-Z0-9/.,-]|$)"
"""What else a communication may begin with: `20260342/AB`, `26.0342`, `26/342`."""
ROLL = rf"{_BEFORE}(\d{{2}}(?:\d{{2}})?/\d{{1,6}}/[A-Z]{{1,2}}){_AFTER}"
"""A number of a court's roll: `24/1234/A`."""
AMID = rf"{_BEFORE}([123]\d[/.]\d{{4,6}}(?:[./-][A-Z]{{1,4}})?){_AFTER}"
"""A short year and a number of four digits or more amid the text: `solde 26/0342 Dupont`."""
INTERNAL = rf"{_BEFORE}D-?(\d{{4,6}}){_AFTER}"
"""A number behind the letter D alone: `D12345`."""
_SIDE = r"[A-Z][A-Z'-]{2,}"
_FORM = "SA|NV|SRL|BV|SPRL|BVBA|ASBL|VZW"
_BEFORE_NAME = rf"(?:(?:DE|DEN|DER|DES|DU|LA|LE|VAN|VON|ME|MR|MME|{_FORM})\.? )*"
PARTIES = rf"({_SIDE})(?: (?:{_FORM}))? ?(?:\b[CT]/|\./\.|\bVS\b) ?{_BEFORE_NAME}({_SIDE})"
"""The parties, one against the other."""
LIKE_A_REFERENCE = r"\b\d{2}(?:\d{2})?[-/.]\d{3,6}\b"
"""What may be one of several references."""
END_OF_ONE = r"[-/.]\d{3}"
"""What each of them holds."""
MONTH_OF_YEAR = r"^(?:0[1-9]|1[0-2])[./-](?:19|20)\d{2}$"
"""Looks like a reference and is a month."""
FEE_NOTE = rf"\b(?:{_FEES})\b.{{0,20}}?((?:19|20)?\d{{2,}}(?:[-/]\d+)*)"
"""A number behind a word for fees."""
_SHAPES = ((BARE, 900), (LEADING, 900), (ROLL, 700), (AMID, 850))
"""References without a word in the order in which they are tried, and their confidence."""
BY_INTERNAL, BY_PARTIES, AMONG_SEVERAL = 700, 600, 500
SURE = 900
"""Confidence from which a reference is taken for the lawyer's own dossier without a further look."""


def dossier_reference(communication: pl.Expr) -> pl.Expr:
    """Give the dossier that a communication names, in its one way of writing; null when it names none."""
    return dossier_in(folded(communication))


def dossier_in(text: pl.Expr) -> pl.Expr:
    """Give the same of a communication that is folded already."""
    return _else(text, _named, _of_shape, pl.String())


def _of_shape(text: pl.Expr) -> pl.Expr:
    shapes = (_not_a_month(text.str.extract(shape)) for shape, _ in _SHAPES)
    return canonical(pl.coalesce(_further(text), *shapes, _internal(text), _parties(text)))


def _else(text: pl.Expr, first: Reading, then: Reading, kind: pl.DataType) -> pl.Expr:
    """Read every text in the first way, and in the second only those that it gives nothing of: reading is what costs."""

    def read(texts: pl.Series) -> pl.Series:
        given = texts.alias("text").to_frame()
        found = given.select(first(pl.col("text"))).to_series()
        rest = found.is_null().arg_true()
        return found.scatter(rest, given[rest].select(then(pl.col("text"))).to_series())

    # not declared elementwise: a filter by what was read shall not be moved before what makes the texts few
    return text.map_batches(read, return_dtype=kind)


def confidence_in(text: pl.Expr, *, received: bool) -> pl.Expr:
    """Say how surely what `dossier_in` gives is the lawyer's own dossier, in thousandths; null where it gives none.

    `received`: the communication is a payer's; else the lawyer wrote it.
    """

    def of_word(text: pl.Expr) -> pl.Expr:
        return pl.when(_named(text).is_not_null()).then(_of_word(text.str.extract(NAMED, 1), received))

    def of_shape(text: pl.Expr) -> pl.Expr:
        shapes = (pl.when(_not_a_month(text.str.extract(shape)).is_not_null()).then(sure) for shape, sure in _SHAPES)
        surely = pl.coalesce(
            pl.when(_further(text).is_not_null()).then(_of_word(text.str.extract(FURTHER, 1), received)),
            *shapes,
            pl.when(_internal(text).is_not_null()).then(BY_INTERNAL),
            pl.when(_parties(text).is_not_null()).then(BY_PARTIES),
        )
        return surely.cast(pl.Int64)

    surely = _else(text, of_word, of_shape, pl.Int64())
    return pl.when(several_in(text)).then(pl.min_horizontal(surely, AMONG_SEVERAL)).otherwise(surely).cast(pl.Int64)


def several_in(text: pl.Expr) -> pl.Expr:
    """Say whether a folded communication names several references; the number of a fee note is none."""
    return _else(text, _one_at_most, _several, pl.Boolean())


def _one_at_most(text: pl.Expr) -> pl.Expr:
    return pl.when(text.str.count_matches(END_OF_ONE) < 2).then(False)


def _several(text: pl.Expr) -> pl.Expr:
    tokens = text.str.replace_all(FEE_NOTE, " ").str.extract_all(LIKE_A_REFERENCE)
    references = tokens.list.eval(canonical(pl.element().filter(~pl.element().str.contains(MONTH_OF_YEAR))))
    return references.list.n_unique() > 1


def _named(text: pl.Expr) -> pl.Expr:
    return canonical(text.str.extract(NAMED, 2)).str.extract(TWO_DIGITS, 0)


def _further(text: pl.Expr) -> pl.Expr:
    return _not_a_month(text.str.extract(FURTHER, 2))


def _not_a_month(token: pl.Expr) -> pl.Expr:
    return pl.when(~token.str.contains(MONTH_OF_YEAR)).then(token)


def _internal(text: pl.Expr) -> pl.Expr:
    return "D" + text.str.extract(INTERNAL)


def _parties(text: pl.Expr) -> pl.Expr:
    """Name two parties in one order: who is against whom, the two sides write in opposite ways."""
    one, other = text.str.extract(PARTIES, 1), text.str.extract(PARTIES, 2)
    return pl.when(one < other).then(one + "/" + other).when(one.is_not_null()).then(other + "/" + one)


def _of_word(word: pl.Expr, received: bool) -> pl.Expr:
    spelled = word.str.replace_all(r"[. ]", "")
    return spelled.replace_strict(_confidences("received" if received else "paid"), default=None, return_dtype=pl.Int64)


@cache
def _confidences(column: str) -> dict[str, int]:
    return {re.sub(r"[. ]", "", row["word"]): int(row[column]) for row in _KNOWN}


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


def confidence_of(communication: str, *, received: bool) -> int | None:
    """Say how surely the dossier that one communication names is the lawyer's own, in thousandths."""
    surely: int | None = pl.select(confidence_in(folded(pl.lit(communication)), received=received)).item()
    return surely


def fee_note_of(communication: str) -> str | None:
    """Give the fee note that one communication names."""
    found: str | None = pl.select(fee_note_reference(pl.lit(communication))).item()
    return found
