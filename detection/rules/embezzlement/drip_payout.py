"""A large receipt repaid in small irregular instalments, while the money was not there.

One receipt of 5,000 EUR or more for a dossier, of which four payments or more, each of 25 % of it at most, go to the same
account over more than 30 days. Agreed instalments and maintenance look the same, so one thing more must hold: at the end of
a day on which something was paid for it, the account held less than what was still to be paid of the receipt (1 % or 50 EUR
aside). Then the rest was not kept back by agreement: it was gone.

What is still to be paid counts low: the receipt less everything since then that names the dossier and less everything that
went to the beneficiary, reference or none. Receipt and payments belong together by the dossier or by the matching of lots
(confidence 700 or more), which is the finding's confidence. All payments of a day count before the day is judged. One
finding per receipt, on the first day on which it holds for a beneficiary.
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from detection.balances import balance_on
from detection.codes import debit
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.old_money import open_lots
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.sub_ledgers import PROVEN

CASE = ["receipt", "payee"]

RULE = Rule(
    title="Large receipt repaid in small instalments",
    titles={
        "fr": "Recette importante reversée par petites tranches",
        "nl": "Grote ontvangst doorbetaald in kleine schijven",
        "de": "Großer Eingang in kleinen Raten weitergezahlt",
    },
    nature="suspicious",
    severity="high",
    typology="other-clients-money",
    references=("Judicial Code, art. 446quater §4: the money is passed on as soon as possible",),
    false_positives=(
        "Agreed instalments or maintenance, when a payment for the dossier bears neither its name nor its payee.",
    ),
    steps=(
        "Ask for the agreement on instalments, and for the dossier's ledger.",
        "Ask where the rest was on the day on which the account held less.",
    ),
    parameters={
        "least": Parameter({STATUTE: 5_000_000}, unit="thousandths of EUR", source=HOUSE),
        "count": Parameter({STATUTE: 4}, unit="payments", source=HOUSE),
        "days": Parameter({STATUTE: 30}, unit="days from the first to the last", source=HOUSE),
        "each": Parameter({STATUTE: 250}, unit="thousandths of the receipt", source=HOUSE),
        "share": Parameter({STATUTE: 10}, unit="thousandths of the receipt", source=HOUSE),
        "tolerance": Parameter({STATUTE: 50_000}, unit="thousandths of EUR", source=HOUSE),
    },
    sentences={
        "en": (
            "{amount:money} received on {first_date:date} went to one beneficiary in {count:payment|payments} by "
            "{last_date:date}; on {on:date} the account held {held:money} and {owed:money} was still to be paid."
        ),
        "fr": (
            "{amount:money} reçus le {first_date:date} ont été versés à un bénéficiaire en {count:paiement|paiements} au "
            "{last_date:date} ; le {on:date}, le compte détenait {held:money} et {owed:money} restaient à payer."
        ),
        "nl": (
            "{amount:money}, ontvangen op {first_date:date}, ging naar één begunstigde in {count:betaling|betalingen} tegen "
            "{last_date:date}; op {on:date} hield de rekening {held:money} en was nog {owed:money} te betalen."
        ),
        "de": (
            "{amount:money}, eingegangen am {first_date:date}, gingen in {count:Zahlung|Zahlungen} bis {last_date:date} an "
            "einen Begünstigten; am {on:date} hielt das Konto {held:money}, und {owed:money} waren noch zu zahlen."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the receipts that dripped out while the rest of them was gone."""
    drips = _drips(material).collect().lazy()
    wanting = _wanting(material, drips).collect().lazy()
    enough = drips.filter(
        pl.col("count") >= RULE.at("count", pl.col("day")),
        (pl.col("day") - pl.col("begun")).dt.total_days() > RULE.at("days", pl.col("day")),
    )
    proven = enough.join(wanting, on=CASE).filter(pl.col("on") <= pl.col("day"))
    by_day = proven.sort("receipt", "day", "payee", "on")
    first = by_day.unique("receipt", keep="first", maintain_order=True).collect().lazy()
    told = first.select(*CASE, "day", "count", "on", "held", "owed", "received_milli", "surely")
    ids = drips.join(told.select(*CASE, pl.col("day").alias("until")), on=CASE).filter(pl.col("day") <= pl.col("until"))
    payments = ids.explode("payments").select(*CASE, pl.col("payments").alias("movement_id"))
    named = pl.concat([payments, told.select(*CASE, pl.col("receipt").alias("movement_id"))]).join(told, on=CASE)
    members = material.booked.join(named, on="movement_id", maintain_order="left")
    grouped = together(members, [*ACCOUNT, *CASE, "day", "count", "on", "held", "owed", "received_milli", "surely"])
    return shaped(
        grouped,
        anchor=pl.col("receipt"),
        last_date=pl.col("day"),
        amount_milli=pl.col("received_milli"),
        counterparty=pl.col("payee"),
        confidence=pl.col("surely"),
        e_count=pl.col("count"),
        e_on=pl.col("on").dt.to_string("%Y-%m-%d"),
        e_held=pl.col("held"),
        e_owed=pl.col("owed"),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments to accounts of others."""
    return lately.moved().filter(debit(), pl.col("party_account").is_not_null(), ~pl.col("own"))


def outlook(material: Material, until: date) -> pl.LazyFrame:
    """Say where a large receipt that is not used up went out in small parts, and how much is paid before less is held than it.

    The first of the parts was paid before the run, because they take longer than an outlook holds.
    """
    large = open_lots(material).filter(pl.col("lot_milli") >= RULE.at("least", pl.col("received")))
    lots = large.select("lot", *ACCOUNT, "received", "lot_milli").collect().lazy()
    before = pl.col("debit_day") < until - timedelta(days=RULE.parameters["days"].largest())
    sure = material.matches.filter(pl.col("confidence") >= PROVEN, before).select("lot", movement_id="debit_movement_id")
    paid = material.booked.filter(debit(), pl.col("party_account").is_not_null(), ~pl.col("own"))
    parts = lots.join(sure, on="lot").join(paid.select("movement_id", "amount_milli"), on="movement_id")
    small = parts.filter(-pl.col("amount_milli") * 1000 <= pl.col("lot_milli") * RULE.parameters["each"].largest())
    asked = small.select(*ACCOUNT, "lot", "received", "lot_milli").unique().collect().lazy()
    eve = balance_on(material.daily, asked, "received", "held").select("lot", "held")
    days = asked.join(material.daily, on=ACCOUNT).filter(pl.col("day") >= pl.col("received"))
    lowest = pl.concat([eve, days.select("lot", held="balance_milli")]).group_by("lot").agg(pl.col("held").min())
    spare = (pl.col("held").fill_null(0) - pl.col("lot_milli")).alias("spare_milli")
    return asked.join(lowest, on="lot", how="left").select("account", pl.lit(material.on).alias("day"), spare)


def _drips(material: Material) -> pl.LazyFrame:
    """Give, for each large receipt and beneficiary, the days with small payments out of it, counted up to each day."""
    large = material.changes.filter(pl.col("amount_milli") >= RULE.at("least", pl.col("day"))).select(
        pl.col("number").alias("lot"), pl.col("amount_milli").alias("received_milli")
    )
    paid = material.matches.filter(pl.col("confidence") >= PROVEN, pl.col("lot_movement_id").is_not_null()).join(
        large, on="lot"
    )
    payments = material.booked.filter(debit(), pl.col("party_account").is_not_null(), ~pl.col("own")).select(
        pl.col("movement_id").alias("debit_movement_id"), pl.col("party_account").alias("payee"), "amount_milli"
    )
    small = paid.join(payments, on="debit_movement_id").filter(
        -pl.col("amount_milli") * 1000 <= pl.col("received_milli") * RULE.at("each", pl.col("debit_day"))
    )
    daily = small.group_by(
        pl.col("lot_movement_id").alias("receipt"), "payee", *ACCOUNT, "received_milli", pl.col("debit_day").alias("day")
    ).agg(
        pl.col("debit_movement_id").sort().alias("payments"),
        pl.col("confidence").min().alias("surely"),
        pl.col("lot_day").first().alias("received_on"),
        pl.col("lot_dossier").first().alias("dossier"),
    )
    return (
        daily.sort(*CASE, "day")
        .with_columns(
            pl.col("payments").list.len().cast(pl.Int64).cum_sum().over(CASE).alias("count"),
            pl.col("day").first().over(CASE).alias("begun"),
            pl.col("surely").cum_min().over(CASE),
            (pl.col("payments").list.len().sum().over(CASE) >= RULE.at("count", pl.col("day"))).alias("often"),
        )
        .filter("often")
        .drop("often")
    )


def _wanting(material: Material, drips: pl.LazyFrame) -> pl.LazyFrame:
    """Give, for each case, the days on which the account held less than was still to be paid of the receipt."""
    cases = drips.unique(CASE).select(*CASE, *ACCOUNT, "received_milli", "received_on", "dossier")
    spent = material.booked.filter(debit()).select(
        *ACCOUNT, "booked", "amount_milli", "party_account", "movement_id", "dossier"
    )
    since = pl.col("booked") >= pl.col("received_on")
    of_payee = cases.join(spent.drop("dossier"), left_on=[*ACCOUNT, "payee"], right_on=[*ACCOUNT, "party_account"]).filter(
        since
    )
    of_dossier = cases.join(spent.drop("party_account"), on=[*ACCOUNT, "dossier"]).filter(since)
    columns = [*CASE, *ACCOUNT, "received_milli", "booked", "amount_milli", "movement_id"]
    gone = pl.concat([of_payee.select(columns), of_dossier.select(columns)]).unique([*CASE, "movement_id"])
    daily = gone.group_by(*CASE, *ACCOUNT, "received_milli", "booked").agg(pl.col("amount_milli").sum()).sort(*CASE, "booked")
    owed = (pl.col("received_milli") + pl.col("amount_milli").cum_sum().over(CASE)).alias("owed")
    held = balance_on(material.daily, daily.with_columns(owed).collect().lazy(), "booked", "held")
    on = pl.col("booked")
    tolerated = pl.max_horizontal(pl.col("received_milli") * RULE.at("share", on) // 1000, RULE.at("tolerance", on))
    gone = held.filter(pl.col("owed") - pl.col("held").clip(lower_bound=0) > tolerated)
    return gone.select(*CASE, on.alias("on"), "held", "owed")
