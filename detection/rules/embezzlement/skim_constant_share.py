"""The same share kept of every receipt.

A fee agreed only as a share of the result is forbidden. A receipt counts here when it is wholly paid out, a part of it to an
own account of the holder and the rest to others, each part matched with it by dossier, payer or amount (lots; matches by
order alone are no evidence). Among the receipts that were settled in the 365 days that end on such a day (all of that day
included) there are 8 or more, the holder's share is 10 % or more on average, and it differs little: a standard deviation of
2 points at most. Receipts from the holder, from another quality account and from the bank are left out.

One finding for an account and calendar year, low: on the first such day, with the receipts and what was kept of them. A share
agreed on top of a fee, or a tariff of debt collection, looks the same: it is a pattern to report, no breach by itself. The
lots need the account's whole history.
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.old_money import open_lots
from detection.own_money import received, taken
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import trailing, within

RULE = Rule(
    title="Same share kept of every receipt",
    titles={
        "fr": "Pourcentage constant retenu sur chaque encaissement",
        "nl": "Vast percentage ingehouden op elke ontvangst",
        "de": "Gleicher Anteil von jedem Eingang einbehalten",
    },
    nature="suspicious",
    severity="low",
    typology="own-benefit",
    references=("Judicial Code, art. 446ter: no fee agreed only as a share of the result",),
    false_positives=(
        "A success fee that is agreed on top of an ordinary one.",
        "A tariff of debt collection.",
    ),
    steps=(
        "Ask for the fee agreement of some of the dossiers.",
        "See whether the share is the same for cases of very different work.",
    ),
    parameters={
        "days": Parameter({STATUTE: 365}, unit="days", source=HOUSE),
        "count": Parameter({STATUTE: 8}, unit="settled receipts", source=HOUSE),
        "mean": Parameter({STATUTE: 100}, unit="thousandths of the receipt", source=HOUSE),
        "deviation": Parameter({STATUTE: 20}, unit="thousandths of the receipt", source=HOUSE),
        "confidence": Parameter({STATUTE: 700}, unit="thousandths, of each match", source=HOUSE),
    },
    sentences={
        "en": (
            "{share:percent} on average, nearly the same each time, of {count:receipt|receipts} settled in {days:day|days} up "
            "to {last_date:date} went to own accounts of the holder, {amount:money} in all."
        ),
        "fr": (
            "{share:percent} en moyenne, presque chaque fois pareil, de {count:encaissement soldé|encaissements soldés} en "
            "{days:jour|jours} au {last_date:date} ont été virés vers des comptes propres du titulaire, {amount:money} en tout."
        ),
        "nl": (
            "Gemiddeld {share:percent}, bijna telkens evenveel, van {count:afgewikkelde ontvangst|afgewikkelde ontvangsten} in "
            "{days:dag|dagen} tot {last_date:date} ging naar eigen rekeningen van de titularis, samen {amount:money}."
        ),
        "de": (
            "Im Schnitt {share:percent}, fast jedes Mal gleich viel, von {count:abgewickelten Eingang|abgewickelten Eingängen} "
            "in {days:Tag|Tagen} bis {last_date:date} gingen auf eigene Konten des Inhabers, zusammen {amount:money}."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the years in which the holder's share of settled receipts was nearly the same."""
    booked = pl.col("booked")
    settled, kept = _settled(material)
    days = RULE.at("days", booked)
    summed = settled
    for value, name in ((pl.lit(1, pl.Int64), "e_count"), (pl.col("share"), "shares"), (pl.col("share").pow(2), "squares")):
        summed = trailing(summed, ACCOUNT, value, days, name).collect().lazy()
    count, shares = pl.col("e_count"), pl.col("shares")
    # n Σs² − (Σs)² = n² · variance, in whole numbers
    steady = count * pl.col("squares") - shares.pow(2) <= (count * RULE.at("deviation", booked)).pow(2)
    large = shares >= count * RULE.at("mean", booked)
    found = summed.filter(count >= RULE.at("count", booked), steady, large).with_columns(
        days.alias("days"), booked.dt.year().alias("year")
    )
    triggers = found.unique([*ACCOUNT, "year"], keep="first", maintain_order=True)
    members = within(triggers, settled, ACCOUNT, "days", carry=["lot", "kept_milli"])
    facts = triggers.select(
        pl.col("movement_id").alias("anchor"),
        *("year", "e_count", (shares // count).alias("e_share"), pl.col("days").alias("e_days"), booked.alias("known_on")),
    )
    sums = members.group_by("anchor").agg(pl.col("kept_milli").sum())
    taken_ids = members.join(kept, on="lot").select("anchor", pl.col("taken_id").alias("movement_id"))
    ids = pl.concat([members.select("anchor", "movement_id"), taken_ids])
    named = material.booked.join(ids.unique(), on="movement_id", maintain_order="left")
    grouped = together(named, [*ACCOUNT, "anchor"]).join(facts, on="anchor").join(sums, on="anchor")
    return shaped(
        grouped,
        anchor=pl.format("{}", "year"),
        amount_milli=pl.col("kept_milli"),
        last_date=pl.col("known_on"),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments."""
    return lately.moved().filter(pl.col("amount_milli") < 0)


def outlook(material: Material, until: date) -> pl.LazyFrame:
    """Say how often each account is moved before enough receipts can be settled in the days of the rule, and alike enough.

    A receipt that is settled after the run was there before, and open, or came with a movement. Further ones never make those
    that stay less unlike: they would have to be so many that the variance of all is small.
    """
    days, count, unlike = (RULE.parameters[name].largest() for name in ("days", "count", "deviation"))
    settled, _ = _settled(material, often=False)
    recent = settled.filter(pl.col("booked") > material.on - timedelta(days=days))
    stays = pl.col("share").filter(pl.col("booked") > until - timedelta(days=days))
    number = stays.len().cast(pl.Int64).clip(lower_bound=1)
    spread = stays.pow(2).sum() - (stays.sum().pow(2) + number - 1) // number  # not more than the sum of the squared deviations
    of_each = recent.group_by(ACCOUNT).agg(pl.len().cast(pl.Int64).alias("settled"), (spread // unlike**2).alias("needed"))
    still = open_lots(material).group_by(ACCOUNT).agg(pl.len().cast(pl.Int64).alias("open"))
    known = material.chained.select(ACCOUNT).unique().join(of_each, on=ACCOUNT, how="left").join(still, on=ACCOUNT, how="left")
    filled = known.with_columns(pl.col("settled", "needed", "open").fill_null(0))
    wanting = pl.max_horizontal(pl.lit(count, pl.Int64), "needed") - pl.col("settled") - pl.col("open")
    return filled.select(
        "account",
        pl.lit(material.on).alias("day"),
        pl.lit(0, pl.Int64).alias("spare_milli"),
        (wanting - 1).alias("spare_count"),
    )


def _settled(material: Material, *, often: bool = True) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """Give the receipts that were wholly paid out, a part to the holder: the share, in thousandths, and the day (`booked`)
    of the last payment; and the holder's debits of each (`lot`, `taken_id`).
    """
    own = taken(material).select(pl.col("movement_id").alias("debit_movement_id"), pl.lit(True).alias("to_holder"))
    matches = material.matches.select(
        "lot", "lot_movement_id", "debit_movement_id", "debit_day", "consumed_milli", "confidence"
    )
    to_holder = matches.join(own, on="debit_movement_id").collect().lazy()
    touched = matches.join(to_holder.select("lot").unique(), on="lot", how="semi").join(own, on="debit_movement_id", how="left")
    kept = pl.col("consumed_milli").filter(pl.col("to_holder").fill_null(False)).sum()
    paid = touched.group_by("lot").agg(
        pl.col("lot_movement_id").first().alias("movement_id"),
        pl.col("debit_day").max().alias("settled_on"),
        pl.col("consumed_milli").sum().alias("paid_milli"),
        kept.alias("kept_milli"),
        pl.col("confidence").min().alias("least_sure"),
    )
    came = received(material).select(*ACCOUNT, "movement_id", "booked", "amount_milli", "bank_reference")
    shared = paid.filter(pl.col("kept_milli") < pl.col("paid_milli")).collect().lazy()
    whole = came.join(shared, on="movement_id").filter(
        pl.col("paid_milli") == pl.col("amount_milli"), pl.col("least_sure") >= RULE.at("confidence", pl.col("booked"))
    )
    enough = pl.len().over(ACCOUNT) >= (min(RULE.parameters["count"].values.values()) if often else 1)
    share = (pl.col("kept_milli") * 1000 // pl.col("paid_milli")).alias("share")
    settled = whole.filter(enough).with_columns(share, pl.col("settled_on").alias("booked")).sort(*ACCOUNT, "booked", "lot")
    return settled.collect().lazy(), to_holder.select("lot", pl.col("debit_movement_id").alias("taken_id"))
