"""Was a country outside the European Economic Area on the day of the movement?

Source: Agreement on the EEA and its accessions; the United Kingdom counts until the end of its transition, 31 December 2020.
The list is dated data (`lists/eea_countries.csv`; no day: always).

>>> from datetime import date
>>> days = [date(2020, 12, 31), *[date(2021, 1, 1)] * 4]
>>> frame = pl.DataFrame({"c": ["GB", "GB", "NO", "CH", None], "d": days})
>>> frame.select(outside(pl.col("c"), pl.col("d"))).to_series().to_list()
[False, True, False, True, False]
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detection.lists import rows


def outside(country: pl.Expr, day: pl.Expr) -> pl.Expr:
    """Say whether a country (two letters) was no member on the day; false where the country is not known."""
    members = rows("eea_countries")
    always = [row["country"] for row in members if not row["since"] and not row["until"]]
    member = country.is_in(always)
    for row in members:
        if row["since"] or row["until"]:
            since, until = (date.fromisoformat(row[name]) if row[name] else None for name in ("since", "until"))
            member |= (country == row["country"]) & day.is_between(pl.lit(since or date.min), pl.lit(until or date.max))
    return (~member).fill_null(False)
