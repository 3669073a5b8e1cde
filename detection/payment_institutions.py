"""Is a counterparty's account with a payment or electronic money institution, or a bank that is only an app?

Belgian accounts show it by the three digits of the BBAN that the National Bank gives to each institution, others by their
BIC (first eight characters). The list is `lists/payment_institutions.csv`, each line with its source; foreign ones are from
practice and to be verified.

>>> frame = pl.DataFrame({"iban": ["BE11967000000000", "BE11987000000000", ""], "bic": ["", "REVOLT21XXX", "KREDBEBB"]})
>>> frame.select(at_payment_institution(pl.col("iban"), pl.col("bic"))).to_series().to_list()
[True, True, False]
"""

from __future__ import annotations

from functools import cache

import polars as pl

from detection.lists import rows


def at_payment_institution(account: pl.Expr, bic: pl.Expr) -> pl.Expr:
    """Say whether an account (without blanks, capitals) or its bank's BIC is of the list; neither known gives false."""
    belgian = account.str.extract(r"^BE\d{2}(\d{3})").is_in(_bbans())
    by_bic = bic.str.to_uppercase().str.slice(0, 8).is_in(_values("bic"))
    return belgian.fill_null(False) | by_bic.fill_null(False)


@cache
def _bbans() -> list[str]:
    """Write the ranges of BBAN prefixes out."""
    ranges = [value.split("-") for value in _values("bban")]
    return [f"{number:03d}" for ends in ranges for number in range(int(ends[0]), int(ends[-1]) + 1)]


def _values(kind: str) -> list[str]:
    return [row["value"] for row in rows("payment_institutions") if row["kind"] == kind]
