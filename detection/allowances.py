"""What the bâtonnier allowed beforehand: a breach that an allowance covers becomes a noted fact, never silence.

Without prior leave of the bâtonnier there is no cash, no cheque, no card, no direct debit, no standing order on the account
(OVB, Codex Deontologie, art. 131; OBFG, code of conduct, art. 4.72 to 4.77). Such a leave stands in the register: an account
or a holder, a kind, a period and perhaps a cap.

* The first day counts, the day on which it is over does not, as everywhere in the register.
* The cap is for each movement, up to and including it, in the currency of the account: the register keeps the leave's own
  figure, and a leave says what one payment may be; what is added up over a month stays the rules' own work.
* A leave on an account says nothing of the holder's other accounts; one for a holder covers all of them. Several may cover one
  movement; whichever does is enough, and `allowed_since`, the first day of the youngest of them, names it (with the account
  or the holder and the kind, it is the register's key).

>>> from datetime import date
>>> given = {"iban": "A", "holder_id": None, "kind": "cash", "valid_from": date(2026, 1, 1), "valid_until": date(2026, 7, 1)}
>>> leave = pl.DataFrame([given | {"cap_milli": 500_000}], schema_overrides={"holder_id": pl.String})
>>> paid = {"account": "A", "holder_id": "H", "booked": date(2026, 3, 1), "amount_milli": [-500_000, -500_010]}
>>> marked = with_allowances(pl.LazyFrame(paid | {"movement_id": ["m", "n"]}), leave, "cash").collect()
>>> marked.select("allowed", "allowed_since").rows()
[(1, '2026-01-01'), (0, '')]
"""

from __future__ import annotations

import polars as pl

NOTED = "info"
"""Severity of a noted fact."""


def with_allowances(movements: pl.LazyFrame, allowances: pl.DataFrame, kind: str) -> pl.LazyFrame:
    """Add `allowed`, how many allowances of the kind (as the register writes it) cover each movement, and `allowed_since`, the
    first day of the youngest of them ("": none). Row order is kept; `movements` has the columns of `Material.booked`.
    """
    given = allowances.lazy().filter(pl.col("kind") == kind).drop("kind")
    asked = movements.select("movement_id", "account", "holder_id", "booked", pl.col("amount_milli").abs().alias("size_milli"))
    of_account = asked.join(given.filter(_filled("iban")), left_on="account", right_on="iban")
    of_holder = asked.join(given.filter(_filled("holder_id")), on="holder_id")
    over = pl.col("valid_until")
    in_force = (pl.col("valid_from") <= pl.col("booked")) & (over.is_null() | (pl.col("booked") < over))
    capped = pl.col("cap_milli").is_null() | (pl.col("size_milli") <= pl.col("cap_milli"))
    columns = ["movement_id", "booked", "size_milli", "valid_from", "valid_until", "cap_milli"]
    covered = (
        pl.concat([of_account.select(columns), of_holder.select(columns)])
        .filter(in_force & capped)
        .group_by("movement_id")
        .agg(
            pl.len().cast(pl.Int64).alias("allowed"), pl.col("valid_from").max().dt.to_string("%Y-%m-%d").alias("allowed_since")
        )
    )
    joined = movements.join(covered, on="movement_id", how="left", maintain_order="left")
    return joined.with_columns(pl.col("allowed").fill_null(0), pl.col("allowed_since").fill_null(""))


def _filled(name: str) -> pl.Expr:
    return pl.col(name).fill_null("") != ""


def noted(otherwise: pl.Expr | None = None) -> pl.Expr:
    """Give the severity of a movement: a noted fact where it is allowed, else the one given or the rule's."""
    return (
        pl.when(pl.col("allowed") > 0)
        .then(pl.lit(NOTED))
        .otherwise(pl.lit(None, pl.String) if otherwise is None else otherwise)
    )


def staged(findings: pl.LazyFrame) -> pl.LazyFrame:
    """Set the stage of findings with `e_allowed`, so that what an allowance entered later covers is a finding of its own."""
    return findings.with_columns(pl.when(pl.col("e_allowed") > 0).then(pl.lit("allowed")).otherwise("stage").alias("stage"))
