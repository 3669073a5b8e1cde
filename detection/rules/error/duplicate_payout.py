"""The same beneficiary paid twice.

Two payments of the same amount (250 EUR or more) to the same account within 15 days, with the same dossier or, without one,
the same communication or structured reference, though the money had come once. Nothing is found when

- the receipts of the dossier in the 365 days up to the second payment cover what was paid for it in those days (1 % or 50
  EUR aside): then both were due, as instalments are; without a dossier, when two receipts of the amount came (± 2 %),
- the first payment came back in between: a credit of that amount from the same account, or a returned transfer,
- a third equal payment or more was made in the 60 days before: that is a series, not a slip.

The second payment is the finding's anchor. Movements of one day count as receipts first, then payments; two equal payments
of one day are found on the later one in the total order.
"""

from __future__ import annotations

import polars as pl

from detection.codes import debit
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import trailing

UNEXECUTABLE = "54"
PAID = [*ACCOUNT, "party_account", "amount_milli", "what"]
SERIES_DAYS, FUNDED_DAYS = 60, 365

RULE = Rule(
    title="Same beneficiary paid twice",
    titles={
        "fr": "Même bénéficiaire payé deux fois",
        "nl": "Zelfde begunstigde tweemaal betaald",
        "de": "Derselbe Begünstigte zweimal bezahlt",
    },
    nature="suspicious",
    severity="medium",
    typology="paid-in-error",
    references=("Judicial Code, art. 446quater §4: the money of the dossier, and no other, is passed on",),
    false_positives=(
        "Instalments: not found when the dossier's receipts cover them, nor from the third equal payment on.",
        "A first payment that came back: not found when the bank data show it.",
    ),
    steps=(
        "Ask the holder whether both payments were due, and on which receipt each rests.",
        "If one was a mistake: has it been claimed back, and whose money was used meanwhile?",
    ),
    parameters={
        "least": Parameter({STATUTE: 250_000}, unit="thousandths of EUR", source=HOUSE),
        "days": Parameter({STATUTE: 15}, unit="days between the payments", source=HOUSE),
        "share": Parameter({STATUTE: 10}, unit="thousandths of what was paid", source=HOUSE),
        "tolerance": Parameter({STATUTE: 50_000}, unit="thousandths of EUR", source=HOUSE),
        "alike": Parameter({STATUTE: 20}, unit="thousandths by which a receipt may differ", source=HOUSE),
        "series_days": Parameter({STATUTE: SERIES_DAYS}, unit="days", source=HOUSE),
        "funded_days": Parameter({STATUTE: FUNDED_DAYS}, unit="days", source=HOUSE),
    },
    sentences={
        "en": (
            "{each:money} went to the same account for the same purpose on {first_date:date} and on {last_date:date}; the "
            "receipts do not cover both."
        ),
        "fr": (
            "{each:money} versés au même compte pour le même motif le {first_date:date} et le {last_date:date} ; les "
            "recettes ne couvrent pas les deux."
        ),
        "nl": (
            "{each:money} ging naar dezelfde rekening met hetzelfde doel op {first_date:date} en op {last_date:date}; de "
            "ontvangsten dekken niet beide."
        ),
        "de": (
            "{each:money} gingen für denselben Zweck am {first_date:date} und am {last_date:date} an dasselbe Konto; die "
            "Eingänge decken nicht beide."
        ),
    },
    lookback=FUNDED_DAYS + SERIES_DAYS,
)


def find(material: Material) -> pl.LazyFrame:
    """Give the second of two equal payments that the money came for once."""
    what = pl.coalesce("dossier", pl.when(pl.col("structured_reference") != "").then("structured_reference"), "text")
    payments = material.booked.filter(_payment()).select(
        *ACCOUNT, "movement_id", "booked", "amount_milli", "party", "party_account", "dossier", what.alias("what")
    )
    before = {name: pl.col(name).shift().over(PAID) for name in ("movement_id", "booked")}
    paired = payments.filter(pl.len().over(PAID) > 1, pl.col("what") != "").with_columns(
        before["movement_id"].alias("first_id"), before["booked"].alias("first_booked")
    )
    counted = trailing(paired, PAID, pl.lit(1, pl.Int64), RULE.at("series_days", pl.col("booked")), "times")
    apart = (pl.col("booked") - pl.col("first_booked")).dt.total_days()
    twice = counted.filter(apart <= RULE.at("days", pl.col("booked")), pl.col("times") == 2).collect().lazy()
    wrong = _not_returned(material, _not_funded(material, twice)).collect().lazy()
    both = wrong.select(
        pl.concat_list("first_id", "movement_id").alias("pair"),
        pl.col("movement_id").alias("anchor"),
        pl.col("party").alias("counterparty"),
    ).explode("pair")
    members = material.booked.join(both, left_on="movement_id", right_on="pair", maintain_order="left")
    grouped = together(
        members, [*ACCOUNT, "anchor"], (-pl.col("amount_milli").first()).alias("e_each"), pl.col("counterparty").first()
    )
    return shaped(grouped, amount_milli=pl.col("e_each"))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments."""
    return lately.moved().filter(_payment())


def near(lately: Lately) -> pl.LazyFrame:
    """Give what was paid twice to one account in the days that two payments may lie apart."""
    paid = lately.moved(RULE.parameters["days"].largest()).filter(_payment())
    same = [*ACCOUNT, "party_account", "amount_milli"]
    return paid.group_by(same).len().filter(pl.col("len") > 1)


def _payment() -> pl.Expr:
    """Say whether a movement is a payment to an account that may be made twice."""
    large = -pl.col("amount_milli") >= RULE.at("least", pl.col("booked"))
    return debit() & pl.col("party_account").is_not_null() & ~pl.col("bank") & large


def _not_funded(material: Material, twice: pl.LazyFrame) -> pl.LazyFrame:
    """Keep the pairs for which the money did not come twice."""
    day, amount, each = pl.col("until"), pl.col("amount_milli"), pl.col("each")
    asked = twice.select("movement_id", *ACCOUNT, "dossier", pl.col("booked").alias("until"), (-amount).alias("each"))
    moved = material.booked.select(*ACCOUNT, "dossier", "booked", "amount_milli")
    age = (day - pl.col("booked")).dt.total_days()
    named = asked.join(moved, on=[*ACCOUNT, "dossier"]).filter(age >= 0, age < RULE.at("funded_days", day))
    nameless = moved.filter(amount > 0, pl.col("dossier").is_null()).drop("dossier")
    near = asked.join(nameless, on=ACCOUNT).filter(age >= 0, age < RULE.at("series_days", day))
    alike = pl.any_horizontal((amount - each * n).abs() * 1000 <= each * n * RULE.at("alike", day) for n in (1, 2))
    ledger = named.group_by("movement_id").agg(
        amount.filter(amount > 0).sum().alias("received"), (-amount.filter(amount < 0).sum()).alias("paid")
    )
    other = near.filter(alike).group_by("movement_id").agg(amount.sum().alias("perhaps"))
    joined = twice.join(ledger, on="movement_id", how="left", maintain_order="left").join(
        other, on="movement_id", how="left", maintain_order="left"
    )
    paid = pl.col("paid").fill_null(-2 * amount)
    booked = pl.col("booked")
    tolerated = pl.max_horizontal(paid * RULE.at("share", booked) // 1000, RULE.at("tolerance", booked))
    return joined.filter(pl.col("received").fill_null(0) + pl.col("perhaps").fill_null(0) < paid - tolerated)


def _not_returned(material: Material, twice: pl.LazyFrame) -> pl.LazyFrame:
    """Drop the pairs whose first payment came back by the day of the second."""
    asked = twice.select(
        pl.col("movement_id").alias("second"),
        *ACCOUNT,
        (-pl.col("amount_milli")).alias("amount_milli"),
        "first_booked",
        pl.col("booked").alias("until"),
        pl.col("party_account").alias("payee"),
    )
    back = (
        (pl.col("party_account") == pl.col("payee")) | (pl.col("operation") == UNEXECUTABLE) | (pl.col("r_transaction") != "")
    )
    returned = material.booked.join(asked, on=[*ACCOUNT, "amount_milli"]).filter(
        pl.col("booked").is_between(pl.col("first_booked"), pl.col("until")), back.fill_null(False)
    )
    return twice.join(returned, left_on="movement_id", right_on="second", how="anti")
