"""The register's files, column by column: what each may hold, and what an absent optional column means (it says nothing).

`holders.csv`, `accounts.csv` and `own_accounts.csv` are what every Order sends; the others are sent by the Order that keeps
such records. Where a row is true for a time, `valid_from` is its first day and `valid_until` the day on which it is over
(empty: until further notice).

>>> SHEETS["accounts"].columns["iban"]("be71 0961 2345 6769")
'BE71096123456769'
>>> SHEETS["allowances"].columns["cap"]("2500.50")
2500500
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from coda_parser.columns import BIC, CURRENCY
from coda_parser.iban import compact, is_valid_iban
from warehouse.register_bank_tables import ALLOWANCE_KINDS, ORDERS
from warehouse.register_files import Reader, Row, Sheet
from warehouse.register_reference import LANGUAGES, bars
from warehouse.register_tables import HOLDER_KINDS, HOLDER_STATUSES

KINDS = ("third_party", "rubric")
BATONNIER = "batonnier"
"""What `mandatary` says where the bâtonnier designated no other person."""


def _filled(text: str) -> str:
    if not text:
        raise ValueError("expected a value, found nothing")
    return text


def _any(text: str) -> str:
    return text


def _one_of(*allowed: str) -> Reader:
    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"expected one of {', '.join(allowed)}, found {text!r}")
        return text

    return read


def _bar(text: str) -> str:
    if text not in bars():
        raise ValueError(f"expected the code of a bar such as LIEGE-HUY, found {text!r}")
    return text


def _iban(text: str) -> str:
    iban = compact(text).upper()
    if not is_valid_iban(iban):
        raise ValueError(f"expected an IBAN whose check digits hold, found {text!r}")
    return iban


def _iban_or_nothing(text: str) -> str | None:
    return _iban(text) if text else None


def _or_nothing(text: str) -> str | None:
    return text or None


def _like(pattern: str, what: str) -> Reader:
    def read(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"expected {what}, found {text!r}")
        return text

    return read


def _flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"expected true or false, found {text!r}")
    return text == "true"


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"expected a date YYYY-MM-DD or nothing, found {text!r}") from None


def _given_day(text: str) -> date:
    day = _day(text)
    if day is None:
        raise ValueError("expected a date YYYY-MM-DD, found nothing")
    return day


def _milli(text: str) -> int | None:
    """Read an amount in euros as thousandths; nothing is no cap."""
    found = re.fullmatch(r"([0-9]{1,12})(?:\.([0-9]{1,3}))?", text)
    if text and not found:
        raise ValueError(f"expected an amount in euros such as 2500.00, or nothing, found {text!r}")
    return int(found[1]) * 1000 + int((found[2] or "").ljust(3, "0")) if found else None


def _balance(text: str) -> int:
    """Read a balance in the account's currency as thousandths; below zero with a sign before it."""
    size = _milli(text.removeprefix("-"))
    if size is None:
        raise ValueError("expected a balance such as 2500.00, found nothing")
    return -size if text.startswith("-") else size


def _year(text: str) -> int:
    if not re.fullmatch("20[0-9]{2}", text):
        raise ValueError(f"expected a year such as 2025, found {text!r}")
    return int(text)


def _after_its_year(row: Row) -> tuple[str, str] | None:
    if row["received_on"] < date(row["year"], 12, 31):
        return "received_on", f"expected a day from 31 December {row['year']} on, found {row['received_on']}"
    return None


def _ends_after_it_begins(row: Row) -> tuple[str, str] | None:
    until = row["valid_until"]
    if until is not None and until <= row["valid_from"]:
        return "valid_until", f"expected a day after valid_from ({row['valid_from']}), found {until}"
    return None


def _bic(text: str) -> str:
    return str(_BIC_OR_NOTHING(_filled(text)))


def _allowance(row: Row) -> tuple[str, str] | None:
    if (row["iban"] is None) == (row["holder_id"] is None):
        return "iban", "expected either an account or a holder_id, found both or neither"
    return _ends_after_it_begins(row)


_CURRENCY = _like(CURRENCY, "a currency code of three letters")
_BIC_OR_NOTHING = _like(BIC, "a BIC of 8 or 11 characters")
_SHA256 = _like("[0-9a-f]{64}", "the SHA-256 of the document, 64 hexadecimal digits")
_TIME: Mapping[str, Reader] = {"valid_from": _given_day, "valid_until": _day}
_HELD: Mapping[str, Reader] = {"iban": _iban, "currency": _CURRENCY, "holder_id": _filled}

SHEETS: Mapping[str, Sheet] = {
    "banks": Sheet(
        {"bic": _bic, "name": _filled, "credit_institution": _flag, "format": _any, "channel": _any},
        key=("bic",),
    ),
    "agreements": Sheet(
        {"bic": _bic, "order": _one_of(*ORDERS), **_TIME},
        key=("bic", "order", "valid_from"),
        check=_ends_after_it_begins,
    ),
    "holders": Sheet(
        {
            "holder_id": _filled,
            "name": _filled,
            "street": _any,
            "postcode": _any,
            "city": _any,
            "country": _like(r"([A-Z]{2})?", "a country code of two letters"),
            "bar": _bar,
            "language": _one_of(*LANGUAGES),
        },
        key=("holder_id",),
        optional={
            "kind": _one_of(*HOLDER_KINDS),
            "bar_since": _day,
            "status": _one_of(*HOLDER_STATUSES),
            "status_since": _day,
        },
    ),
    "accounts": Sheet(
        {
            "iban": _iban,
            "currency": _CURRENCY,
            "kind": _one_of(*KINDS),
            "judicial_mandate": _flag,
            "holder_id": _filled,
            "bank_bic": _BIC_OR_NOTHING,
            "opened_on": _day,
            "closed_on": _day,
            "mandate_on": _day,
            "authorisation_on": _day,
        },
        key=("iban", "currency"),
    ),
    "own_accounts": Sheet({"holder_id": _filled, "iban": _iban, "label": _any}, key=("holder_id", "iban")),
    "memberships": Sheet(
        {"firm_id": _filled, "member_id": _filled, **_TIME},
        key=("firm_id", "member_id", "valid_from"),
        check=_ends_after_it_begins,
    ),
    "holdings": Sheet(
        {**_HELD, **_TIME},
        key=("iban", "currency", "holder_id", "valid_from"),
        check=_ends_after_it_begins,
    ),
    "mandates": Sheet(
        {**_HELD, "bar": _bar, "mandatary": _filled, "given_on": _given_day, "document_sha256": _SHA256},
        key=("iban", "currency", "holder_id"),
    ),
    "authorisations": Sheet(
        {**_HELD, "bank_bic": _bic, "given_on": _given_day, "document_sha256": _SHA256},
        key=("iban", "currency", "holder_id"),
    ),
    "allowances": Sheet(
        {
            "iban": _iban_or_nothing,
            "holder_id": _or_nothing,
            "kind": _one_of(*ALLOWANCE_KINDS),
            **_TIME,
            "cap": _milli,
            "document_sha256": _SHA256,
        },
        key=("iban", "holder_id", "kind", "valid_from"),
        check=_allowance,
    ),
    "declarations": Sheet(
        {
            "holder_id": _filled,
            "iban": _iban,
            "currency": _CURRENCY,
            "year": _year,
            "balance": _balance,
            "received_on": _given_day,
        },
        key=("iban", "currency", "year"),
        check=_after_its_year,
    ),
}
"""Every part of the register, in the order in which an import enters them."""
