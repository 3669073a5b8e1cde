"""Where a counterparty is, and whether that country was high-risk on the day of the movement.

Source: law of 18 September 2017, art. 38 and annex III, 3°; Delegated Regulation (EU) 2016/1675 and its changes. The list is
dated data: a movement is judged by the list in force on its booking date. The country is read from the IBAN, the BIC
(characters 5 and 6) and the end of the address; each is said by its name, because each proves something else.

>>> frame = pl.DataFrame({"iban": ["BE71 0961", "AE07 0331", "12345"], "bic": ["KREDBEBB", "", "BOMLAEAD"]})
>>> frame.select(of_iban(pl.col("iban")), of_bic(pl.col("bic"))).rows()
[('BE', 'BE'), ('AE', None), (None, 'AE')]
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detection.lists import rows
from detection.texts import plain

ALWAYS = date(1, 1, 1)
FOR_EVER = date(9999, 12, 31)


def of_iban(account: pl.Expr) -> pl.Expr:
    """Give the country of an account written as an IBAN; null for any other."""
    return account.str.replace_all(" ", "", literal=True).str.to_uppercase().str.extract(r"^([A-Z]{2})\d{2}[A-Z0-9]+$")


def of_bic(bic: pl.Expr) -> pl.Expr:
    """Give the country of a BIC; null for anything else."""
    return bic.str.to_uppercase().str.extract(r"^[A-Z0-9]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?$")


def high_risk() -> pl.DataFrame:
    """Read the dated list: country, since, until (inclusive)."""
    return pl.DataFrame(
        [(row["country"], _day(row["since"], ALWAYS), _day(row["until"], FOR_EVER)) for row in rows("high_risk_countries")],
        schema={"country": pl.String, "since": pl.Date, "until": pl.Date},
        orient="row",
    )


def listed_in_address(address: pl.Expr) -> pl.Expr:
    """Give the listed country, whether in force or not, that an address ends with; null when it ends with none."""
    names = {name: row["country"] for row in rows("high_risk_countries") for name in row["names"].split("|")}
    longest_first = "|".join(sorted(names, key=lambda name: (-len(name), name)))
    ending = plain(address).str.extract(rf"(?:^| )({longest_first})$")
    return ending.replace_strict(names, default=None, return_dtype=pl.String)


def _day(text: str, otherwise: date) -> date:
    return date.fromisoformat(text) if text else otherwise
