"""Payout for a dossier that never received the money.

Three-way reconciliation, one-sided: of one dossier more was paid than was ever received under its reference, by more than
1 % and 50 EUR and by 500 EUR at least. Payers forget references, so much must be ruled out before anybody is accused. Found is
only a shortage that is larger than

- all receipts of the 180 days before that name no dossier (structured or no reference, money from before the first
  statement) and that no payment for another dossier has provably used, and
- any receipt of those days under another reference under which nothing was ever paid, when it is the missing sum or the
  payment ± 2 %, or when the payer's name stands in the payment's communication.

And only where the reference is surely the dossier's (confidence 800 or more: not one of several, not the other side's), and
where references speak: nothing on an account that mostly pays under other references than it receives, as debt collectors
do. Each dossier is found once, on the first day on which it holds; all of a day's movements count, receipts and payments
alike. The confidence is that of the payment's reference.
"""

from __future__ import annotations

import polars as pl

from detection.dossiers import confidence_in
from detection.findings import ACCOUNT, shaped, together
from detection.ledgers import DOSSIER
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.sub_ledgers import available, speaking
from detection.texts import folded
from detection.windows import trailing

RULE = Rule(
    title="Payout for a dossier that never received money",
    titles={
        "fr": "Paiement pour un dossier qui n'a jamais reçu l'argent",
        "nl": "Uitbetaling voor een dossier dat het geld nooit ontving",
        "de": "Auszahlung für eine Akte, die das Geld nie erhielt",
    },
    nature="suspicious",
    severity="high",
    typology="other-clients-money",
    references=("Judicial Code, art. 446quater §1", "Three-way reconciliation of client ledgers (comparison)"),
    false_positives=(
        "A payer used another reference, for another sum and in another name than those of the dossier.",
        "The money came in on another account of the same holder.",
    ),
    steps=(
        "Ask for the dossier's own ledger: when, from whom and on which account its money came.",
        "Look for the receipt under another reference: the opponent's, the insurer's, a structured one.",
        "If there is none: whose money paid this?",
    ),
    parameters={
        "share": Parameter({STATUTE: 10}, unit="thousandths of what was paid", source=HOUSE),
        "tolerance": Parameter({STATUTE: 50_000}, unit="thousandths of EUR", source=HOUSE),
        "least": Parameter({STATUTE: 500_000}, unit="thousandths of EUR", source=HOUSE),
        "days": Parameter({STATUTE: 180}, unit="days before in which its receipt may hide", source=HOUSE),
        "alike": Parameter({STATUTE: 20}, unit="thousandths by which amounts may differ", source=HOUSE),
        "confidence": Parameter({STATUTE: 800}, unit="thousandths", source=HOUSE),
        "dossiers": Parameter({STATUTE: 2}, unit="dossiers paid, from which references are judged", source=HOUSE),
        "speaking": Parameter({STATUTE: 500}, unit="thousandths of these that received under theirs", source=HOUSE),
    },
    sentences={
        "en": (
            "{paid:money} was paid for a dossier by {last_date:date}, {received:money} had been received for it; "
            "{short:money} is missing, and receipts without a dossier could only explain {hidden:money}."
        ),
        "fr": (
            "{paid:money} ont été payés pour un dossier au {last_date:date}, {received:money} avaient été reçus pour lui ; "
            "il manque {short:money}, et les recettes sans dossier n'expliqueraient que {hidden:money}."
        ),
        "nl": (
            "Tegen {last_date:date} werd {paid:money} betaald voor een dossier waarvoor {received:money} was ontvangen; "
            "{short:money} ontbreekt, en ontvangsten zonder dossier verklaren hoogstens {hidden:money}."
        ),
        "de": (
            "Bis {last_date:date} wurden {paid:money} für eine Akte gezahlt, für die {received:money} eingegangen waren; "
            "{short:money} fehlen, und Eingänge ohne Akte erklären höchstens {hidden:money}."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the dossiers for which more was paid than can have been received, on the first day on which it shows."""
    ledgers = material.ledgers
    judged = speaking(ledgers, _short(ledgers), *(RULE.parameters[name].largest() for name in ("dossiers", "speaking")))
    unexplained = available(material, judged.collect().lazy(), RULE.parameters["days"].largest()).filter(
        pl.col("short") > pl.col("available_milli")
    )
    first = unexplained.sort(*DOSSIER, "day").unique(DOSSIER, keep="first", maintain_order=True).collect().lazy()
    sure = _with_payment(material, first)
    told = sure.join(_elsewhere(material, ledgers, sure), on="anchor", how="anti").collect().lazy()
    members = material.booked.join(told.select(*DOSSIER, "anchor", "day"), on=DOSSIER, maintain_order="left").filter(
        pl.col("booked") <= pl.col("day")
    )
    facts = told.select(
        *("anchor", "confidence", "counterparty", pl.col("paid_total").alias("e_paid")),
        *(pl.col("received_total").alias("e_received"), pl.col("short").alias("e_short")),
        pl.col("available_milli").alias("e_hidden"),
    )
    grouped = together(members, [*ACCOUNT, "anchor"]).join(facts, on="anchor", maintain_order="left")
    # history that comes late makes the dossier another one: what somebody has read stays, the fuller finding joins it
    return shaped(grouped, amount_milli=-pl.col("e_short"), stage=pl.format("of {}", pl.col("movement_ids").list.len()))


def _short(ledgers: pl.LazyFrame) -> pl.LazyFrame:
    """Give the days on which a payment left a dossier shorter than it had ever been, and by how much within the days.

    What was missing before the days has been judged then; money that came and went since does not make it new.
    """
    day, paid = pl.col("day"), pl.col("paid_total")
    missing = (paid - pl.col("received_total")).clip(lower_bound=0)
    most = missing.cum_max().over("ledger")
    grown = ledgers.with_columns(
        missing.alias("missing"), (most - most.shift().over("ledger").fill_null(0)).alias("grown"), day.alias("booked")
    )
    lately = trailing(grown.filter(pl.col("grown") > 0), ["ledger"], pl.col("grown"), RULE.at("days", day), "short")
    tolerated = pl.max_horizontal(paid * RULE.at("share", day) // 1000, RULE.at("tolerance", day))
    return lately.filter(pl.col("short") > tolerated, pl.col("short") >= RULE.at("least", day))


def _with_payment(material: Material, short: pl.LazyFrame) -> pl.LazyFrame:
    """Add the day's first payment as the anchor, and how sure its reference is; drop those that are not sure."""
    payments = material.booked.filter(pl.col("amount_milli") < 0).join(
        short.select(*DOSSIER, "day"), left_on=[*DOSSIER, "booked"], right_on=[*DOSSIER, "day"], maintain_order="left"
    )
    told = payments.with_columns(confidence_in(folded(pl.col("communication")), received=False).alias("confidence"))
    daily = told.group_by(*DOSSIER, pl.col("booked").alias("day"), maintain_order=True).agg(
        pl.col("movement_id").first().alias("anchor"),
        pl.col("confidence").min(),
        pl.col("party").first().alias("counterparty"),
        pl.col("amount_milli").sum().abs().alias("payment"),
        pl.col("text").str.join(" "),
    )
    return short.join(daily, on=[*DOSSIER, "day"]).filter(pl.col("confidence") >= RULE.at("confidence", pl.col("day")))


def _elsewhere(material: Material, ledgers: pl.LazyFrame, short: pl.LazyFrame) -> pl.LazyFrame:
    """Give those whose money may have come under another reference, under which nothing was paid by that day."""
    orphans = ledgers.group_by(DOSSIER).agg(pl.col("day").filter(pl.col("paid_milli") > 0).min().alias("first_paid"))
    receipts = material.booked.filter(pl.col("amount_milli") > 0, pl.col("dossier").is_not_null()).join(orphans, on=DOSSIER)
    near = short.join(receipts, on=ACCOUNT, suffix="_other").filter(
        pl.col("dossier") != pl.col("dossier_other"),
        pl.col("booked") <= pl.col("day"),
        (pl.col("day") - pl.col("booked")).dt.total_days() < RULE.at("days", pl.col("day")),
        pl.col("first_paid").is_null() | (pl.col("first_paid") > pl.col("day")),
    )
    amount, alike = pl.col("amount_milli"), RULE.at("alike", pl.col("day"))
    by_amount = pl.any_horizontal((amount - pl.col(sum_)).abs() * 1000 <= pl.col(sum_) * alike for sum_ in ("short", "payment"))
    longest = pl.col("party_plain").str.extract_all(r"[A-Z]{4,}").list
    by_name = longest.eval(pl.element().sort_by(pl.element().str.len_chars(), descending=True)).list.first()
    named = pl.format(" {} ", "text").str.contains(pl.format(" {} ", by_name), literal=True)
    return near.filter(by_amount | named.fill_null(False))
