"""Own income parked on the account over the year end.

Fees that clients paid in December are left on the third-party account and taken in January, so that they count as income of
the next year; meanwhile own money stands among clients' money. *Parked* are receipts of December that the holder took in
January: in the same amount, one transfer for one receipt; or, where the communication speaks of fees, in any amounts, up to
what else was taken. A receipt of which as much was paid to somebody else meanwhile is not the holder's, and a fee of which
as much left in December is settled.

One finding for an account and year, on the first day of January on which 5,000 EUR or more turn out to have been parked and
the month's transfers to own accounts reach three times the monthly mean of the year before (of its months since the
account's first movement in it). All movements of a day count together. A yearly settlement of fees whose amounts are not
those of receipts of December is not found.
"""

from __future__ import annotations

import polars as pl

from detection.codes import debit
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.own_money import fees_received, received, taken
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Own income parked over the year end",
    titles={
        "fr": "Revenus propres laissés sur le compte à la fin de l'année",
        "nl": "Eigen inkomsten over het jaareinde op de rekening gelaten",
        "de": "Eigene Einnahmen über den Jahreswechsel auf dem Konto gelassen",
    },
    nature="suspicious",
    severity="high",
    typology="own-money",
    references=(
        "OBFG, code of conduct, art. 4.72 §1: the account is held exclusively for funds of clients and third parties",
        "La Tribune (avocats.be): income left on the account over the year end loses its protection",
    ),
    false_positives=(
        "A yearly settlement of fees: found only in amounts of receipts of December, or after fees worded as such.",
        "Round amounts that a client's receipt and a fee share by chance.",
    ),
    steps=(
        "Ask for the fee notes: when were they sent and paid?",
        "See whether the same happened at the end of earlier years.",
        "Tax is not the bar's task; the mixing of own and clients' money is.",
    ),
    parameters={
        "least": Parameter({STATUTE: 5_000_000}, unit="thousandths of EUR", source=HOUSE),
        "times": Parameter({STATUTE: 3}, unit="times the monthly mean", source=HOUSE),
    },
    kinds=("third_party",),
    lookback=400,
    sentences={
        "en": (
            "{amount:money} received in December was taken to own accounts of the holder by {last_date:date}; {month:money} "
            "taken in January, {mean:money} a month the year before."
        ),
        "fr": (
            "{amount:money} reçus en décembre ont été virés vers des comptes propres du titulaire au {last_date:date} ; "
            "{month:money} en janvier, {mean:money} par mois l'année précédente."
        ),
        "nl": (
            "{amount:money} ontvangen in december ging tegen {last_date:date} naar eigen rekeningen van de titularis; "
            "{month:money} in januari, {mean:money} per maand het jaar ervoor."
        ),
        "de": (
            "{amount:money} aus dem Dezember gingen bis {last_date:date} auf eigene Konten des Inhabers; {month:money} im "
            "Januar, {mean:money} im Monat des Vorjahres."
        ),
    },
)

DECEMBER, JANUARY = 12, 1
SEASON = [*ACCOUNT, "year"]
"""An account and the year that ends."""
SAME = [*SEASON, "size"]


def find(material: Material) -> pl.LazyFrame:
    """Give the year ends over which the holder's income was parked."""
    booked = pl.col("booked")
    drawn = _sized(taken(material)).filter(pl.col("kind") == "third_party")
    january = _in(drawn, JANUARY).collect().lazy()
    asked = january.select(SEASON).unique()
    worded_ones = _in(_sized(fees_received(material)), DECEMBER).filter(pl.col("kind") == "third_party").collect().lazy()
    december = _in(_sized(received(material)), DECEMBER).join(asked, on=SEASON, how="semi", maintain_order="left")
    december = december.join(worded_ones, on="movement_id", how="anti", maintain_order="left")
    pairs = _same_sums(material, december, january).collect().lazy()
    fees = _open_fees(material, worded_ones).join(asked, on=SEASON, how="semi", maintain_order="left").collect().lazy()
    rest = january.join(pairs, left_on="movement_id", right_on="taken_id", how="anti", maintain_order="left")
    # what was taken beside equal sums is parked as far as fees of December were there to be taken
    worded = rest.join(fees.select(SEASON).unique(), on=SEASON, how="semi", maintain_order="left")
    daily = _daily(january, pairs, worded).join(_fee_sums(fees), on=SEASON, how="left").join(_means(material, drawn), on=SEASON)
    parked = pl.col("same") + pl.min_horizontal("other", pl.col("fee_sum").fill_null(0))
    enough = (parked >= RULE.at("least", booked)) & (pl.col("month") >= pl.col("mean") * RULE.at("times", booked))
    first = daily.with_columns(parked.alias("parked")).filter(enough).sort(*SEASON, "booked")
    first = first.unique(SEASON, keep="first", maintain_order=True).collect().lazy()
    members = pl.concat(
        [
            pairs.select(*SEASON, pl.col("came_id").alias("id"), pl.col("taken_on").alias("on")),
            pairs.select(*SEASON, pl.col("taken_id").alias("id"), pl.col("taken_on").alias("on")),
            worded.select(*SEASON, pl.col("movement_id").alias("id"), booked.alias("on")),
            fees.select(*SEASON, pl.col("movement_id").alias("id"), booked.alias("on")),
        ]
    ).join(first.select(*SEASON, pl.col("booked").alias("until")), on=SEASON)
    ids = members.filter(pl.col("on") <= pl.col("until")).select("id", "year")
    named = material.booked.join(ids, left_on="movement_id", right_on="id", maintain_order="left")
    facts = first.select(*SEASON, "parked", pl.col("month").alias("e_month"), pl.col("mean").alias("e_mean"))
    grouped = together(named, SEASON).join(facts, on=SEASON, maintain_order="left")
    return shaped(grouped, anchor=pl.format("{}", "year"), amount_milli=pl.col("parked"))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what the holder took in January."""
    return taken(lately.recent).filter(pl.col("booked").dt.month() == JANUARY)


def _sized(movements: pl.LazyFrame) -> pl.LazyFrame:
    return movements.select(
        *(*ACCOUNT, "movement_id", "booked", "amount_milli", "kind"), pl.col("amount_milli").abs().alias("size")
    )


def _in(movements: pl.LazyFrame, month: int) -> pl.LazyFrame:
    """Give the movements of a month, with the year that ends around it."""
    ends = pl.col("booked").dt.year() - (1 if month == JANUARY else 0)
    return movements.filter(pl.col("booked").dt.month() == month).with_columns(ends.alias("year"))


def _same_sums(material: Material, december: pl.LazyFrame, january: pl.LazyFrame) -> pl.LazyFrame:
    """Give the receipts of December that were taken in the same amount, the first transfer for the first receipt."""
    turn = pl.int_range(pl.len()).over(SAME).alias("turn")
    alike = december.join(january.select(SAME).unique(), on=SAME, how="semi", maintain_order="left")
    came = alike.with_columns(turn).select(
        *SAME, "turn", pl.col("movement_id").alias("came_id"), pl.col("booked").alias("came_on")
    )
    gone = january.with_columns(turn).select(
        *SAME, "turn", pl.col("movement_id").alias("taken_id"), pl.col("booked").alias("taken_on")
    )
    pairs = came.join(gone, on=[*SAME, "turn"])
    others = material.booked.filter(debit(), ~pl.col("own"), pl.col("booked").dt.month().is_in([JANUARY, DECEMBER]))
    paid = _sized(others).select(*ACCOUNT, "size", pl.col("booked").alias("paid_on"))
    passed = pairs.join(paid, on=[*ACCOUNT, "size"]).filter(pl.col("paid_on").is_between("came_on", "taken_on"))
    return pairs.join(passed.select("came_id").unique(), on="came_id", how="anti")


def _open_fees(material: Material, fees: pl.LazyFrame) -> pl.LazyFrame:
    """Leave out the fees of December that were taken or paid on in the same amount before its end."""
    gone = material.booked.filter(debit(), pl.col("booked").dt.month() == DECEMBER)
    paid = _in(_sized(gone), DECEMBER).select(*SAME, pl.col("booked").alias("paid_on"))
    settled = fees.join(paid, on=SAME).filter(pl.col("paid_on") >= pl.col("booked"))
    return fees.join(settled.select("movement_id").unique(), on="movement_id", how="anti", maintain_order="left")


def _daily(january: pl.LazyFrame, pairs: pl.LazyFrame, worded: pl.LazyFrame) -> pl.LazyFrame:
    """Give, for each day of January with a transfer, the sums so far: month (all), same (equal sums), other (beside them)."""
    marked = january.join(
        pairs.select(pl.col("taken_id").alias("movement_id"), pl.lit(True).alias("alike")), on="movement_id", how="left"
    ).join(worded.select("movement_id", pl.lit(True).alias("beside")), on="movement_id", how="left")
    daily = marked.group_by(*SEASON, "booked").agg(
        pl.col("size").sum().alias("month"),
        pl.col("size").filter(pl.col("alike").fill_null(False)).sum().alias("same"),
        pl.col("size").filter(pl.col("beside").fill_null(False)).sum().alias("other"),
    )
    return daily.sort(*SEASON, "booked").with_columns(pl.col("month", "same", "other").cum_sum().over(SEASON))


def _fee_sums(fees: pl.LazyFrame) -> pl.LazyFrame:
    return fees.group_by(SEASON).agg(pl.col("size").sum().alias("fee_sum"))


def _means(material: Material, drawn: pl.LazyFrame) -> pl.LazyFrame:
    """Give what the holder took a month in each year, of its months since the account's first movement in it."""
    year = pl.col("booked").dt.year().alias("year")
    first = material.booked.group_by(*ACCOUNT, year).agg(pl.col("booked").min().alias("begun"))
    sums = drawn.group_by(*ACCOUNT, year).agg(pl.col("size").sum().alias("sum"))
    months = 13 - pl.col("begun").dt.month().cast(pl.Int64)
    mean = pl.col("sum").fill_null(0) // months
    return first.join(sums, on=SEASON, how="left").select(*SEASON, mean.alias("mean"))
