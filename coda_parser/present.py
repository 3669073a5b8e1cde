"""A statement as a person reads it: plain rows of text in en, fr, nl or de, for a terminal or a page to lay out.

Headings, codes, types of communication and the fields of a structured one are in the language.

>>> money(-1234567, "EUR")
'-1 234.567 EUR'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from coda_parser.codes import LANGUAGES, Language, label
from coda_parser.iban import country_of
from coda_parser.statement import Information, Movement, Statement
from coda_parser.structured import Part, Value, decode, field_name, parts_of, type_name

_GROUP = 4
_COLUMNS = ("number", "booked", "valued", "amount", "what")
_WORDS: Mapping[str, tuple[str, str, str]] = {
    "account": ("compte", "rekening", "Konto"),
    "holder": ("titulaire", "titularis", "Inhaber"),
    "description": ("intitulé", "omschrijving", "Bezeichnung"),
    "bank": ("banque", "bank", "Bank"),
    "statement": ("extrait", "uittreksel", "Auszug"),
    "old balance": ("ancien solde", "oud saldo", "alter Saldo"),
    "debit": ("débit", "debet", "Soll"),
    "credit": ("crédit", "credit", "Haben"),
    "new balance": ("nouveau solde", "nieuw saldo", "neuer Saldo"),
    "movements": ("mouvements", "verrichtingen", "Umsätze"),
    "not numbered": ("non numéroté", "niet genummerd", "nicht nummeriert"),
    "duplicate": ("duplicata", "duplicaat", "Duplikat"),
    "separate application": ("application distincte", "afzonderlijke toepassing", "getrennte Anwendung"),
    "unknown": ("inconnue", "onbekend", "unbekannt"),
    "number": ("numéro", "nummer", "Nummer"),
    "booked": ("comptabilisé", "geboekt", "gebucht"),
    "valued": ("valeur", "valuta", "Wertstellung"),
    "amount": ("montant", "bedrag", "Betrag"),
    "what": ("opération", "omschrijving", "Vorgang"),
}
"""Headings in French, Dutch and German."""


@dataclass(frozen=True)
class MovementRow:
    """A movement in words; `explains` holds what else the bank says of it, one line each."""

    number: str
    booked: str
    valued: str
    amount: str
    kind: str
    counterparty: str
    communication: str
    is_detail: bool
    explains: tuple[str, ...]


@dataclass(frozen=True)
class StatementRows:
    """A statement in words: heading pairs, names of the columns of its movements, movements, messages of the bank."""

    heading: tuple[tuple[str, str], ...]
    movements: tuple[MovementRow, ...]
    messages: tuple[str, ...]
    columns: tuple[str, ...]


def present(statement: Statement, language: Language = "en") -> StatementRows:
    """Give a statement as rows of text in the language."""
    currency = statement.currency
    say = partial(_word, language)
    number = f"{statement.statement_number:03d}" if statement.statement_number else say("not numbered")
    marks = (
        say("duplicate") if statement.duplicate else "",
        say("separate application") if statement.separate_application else "",
    )
    day, balance_day = _day(statement.statement_date, language), _day(statement.old_balance_date, language)
    heading = (
        ("account", f"{printed(statement.account)} {currency}"),
        ("holder", statement.holder_name),
        ("description", statement.description),
        ("bank", statement.bank_bic),
        ("statement", ", ".join(part for part in (f"{number} · {day}", *marks) if part)),
        ("old balance", f"{money(statement.old_balance_milli, currency)} · {balance_day}"),
        ("debit", money(-statement.debit_milli, currency)),
        ("credit", money(statement.credit_milli, currency)),
        ("new balance", money(statement.new_balance_milli, currency)),
        ("movements", str(statement.movement_count)),
    )
    rows = tuple(_row(movement, language) for movement in statement.movements)
    told = tuple((say(name), value) for name, value in heading if value)
    return StatementRows(told, rows, statement.messages, tuple(say(name) for name in _COLUMNS))


def _word(language: Language, english: str) -> str:
    return _WORDS[english][LANGUAGES.index(language) - 1] if language != "en" else english


def money(milli: int, currency: str) -> str:
    """Write an amount with thousands apart, two decimals, or three where the third is not zero."""
    sign, whole, rest = ("-" if milli < 0 else ""), abs(milli) // 1000, abs(milli) % 1000
    decimals = f"{rest:03d}" if rest % 10 else f"{rest // 10:02d}"
    return f"{sign}{whole:,}".replace(",", " ") + f".{decimals} {currency}".rstrip()


def printed(account: str) -> str:
    """Write an IBAN in groups of four; any other number as it is.

    >>> printed("BE35985051416137")
    'BE35 9850 5141 6137'
    """
    if not country_of(account):
        return account
    return " ".join(account[start : start + _GROUP] for start in range(0, len(account), _GROUP))


def _day(day: date | None, language: Language) -> str:
    return day.isoformat() if day else _word(language, "unknown")


def _row(movement: Movement, language: Language) -> MovementRow:
    number = f"{movement.sequence:04d}" + (f".{movement.detail:04d}" if movement.is_detail else "")
    who = (movement.counterparty_name, printed(movement.counterparty_account), movement.counterparty_address)
    return MovementRow(
        number=number,
        booked=_day(movement.booked, language),
        valued=_day(movement.valued, language),
        amount=money(movement.amount_milli, movement.currency),
        kind=label(movement.code, language),
        counterparty=" · ".join(part for part in who if part),
        communication=_communication(movement.communication_type, movement.communication, language),
        is_detail=movement.is_detail,
        explains=tuple(_information(added, language) for added in movement.information if added.type != "001"),
    )


def _information(added: Information, language: Language) -> str:
    return _communication(added.type, added.text, language)


def _communication(type_: str, text: str, language: Language) -> str:
    if not type_:
        return " ".join(text.split())
    if type_ in ("101", "102") and len(text) >= 12:
        return f"+++{text[:3]}/{text[3:7]}/{text[7:12]}+++"
    decoded = decode(type_, text)
    parts = parts_of(type_)
    told = [_field(part, decoded[part.name], language) for part in parts if decoded[part.name]] if parts else [text]
    return f"{type_name(type_, language) or type_}: {', '.join(told)}"


def _field(part: Part, value: Value, language: Language) -> str:
    """Name a field and say what its value means where it is a code; any other value as it is."""
    meaning = part.values.get(str(value)) if part.kind == "text" else None
    return f"{field_name(part.meaning, language)} {field_name(meaning, language) if meaning else _value(value)}"


def _value(value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return money(value, "") if isinstance(value, int) else str(value)
