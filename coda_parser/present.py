"""A statement as a person reads it: plain rows of text, for a terminal or a page to lay out.

>>> money(-1234567, "EUR")
'-1 234.567 EUR'
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coda_parser.codes import Language, label
from coda_parser.iban import country_of
from coda_parser.statement import Information, Movement, Statement
from coda_parser.structured import Value, decode, type_name

_GROUP = 4


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
    """A statement in words: heading pairs, movements, messages of the bank."""

    heading: tuple[tuple[str, str], ...]
    movements: tuple[MovementRow, ...]
    messages: tuple[str, ...]


def present(statement: Statement, language: Language = "en") -> StatementRows:
    """Give a statement as rows of text; transaction codes are named in the language, headings are in English."""
    currency = statement.currency
    number = f"{statement.statement_number:03d}" if statement.statement_number else "not numbered"
    heading = (
        ("account", f"{printed(statement.account)} {currency}"),
        ("holder", statement.holder_name),
        ("description", statement.description),
        ("bank", statement.bank_bic),
        ("statement", f"{number} of {_day(statement.statement_date)}" + (", duplicate" if statement.duplicate else "")),
        ("old balance", f"{money(statement.old_balance_milli, currency)} on {_day(statement.old_balance_date)}"),
        ("debit", money(-statement.debit_milli, currency)),
        ("credit", money(statement.credit_milli, currency)),
        ("new balance", money(statement.new_balance_milli, currency)),
        ("movements", str(statement.movement_count)),
    )
    rows = tuple(_row(movement, language) for movement in statement.movements)
    return StatementRows(tuple((name, value) for name, value in heading if value), rows, statement.messages)


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


def _day(day: date | None) -> str:
    return day.isoformat() if day else "unknown"


def _row(movement: Movement, language: Language) -> MovementRow:
    number = f"{movement.sequence:04d}" + (f".{movement.detail:04d}" if movement.is_detail else "")
    who = (movement.counterparty_name, printed(movement.counterparty_account), movement.counterparty_address)
    return MovementRow(
        number=number,
        booked=_day(movement.booked),
        valued=_day(movement.valued),
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
    named = ", ".join(f"{name.replace('_', ' ')} {_value(value)}" for name, value in decode(type_, text).items() if value)
    return f"{type_name(type_, language) or type_}: {named}"


def _value(value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return money(value, "") if isinstance(value, int) else str(value)
