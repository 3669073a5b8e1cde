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

from datetime import date, timedelta

import polars as pl

from detection.dossiers import confidence_in
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.ledgers import DOSSIER
from detection.material import Material
from detection.old_money import open_lots
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.sub_ledgers import available, beyond, explained, nameless, speaking, still_silent
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


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments that name a dossier."""
    return lately.moved().filter(pl.col("amount_milli") < 0, pl.col("dossier").is_not_null())


def near(lately: Lately) -> pl.LazyFrame:
    """Give the dossiers that may be short of more than the receipts that may be meant for them, and what was not foreseen."""
    moved = lately.moved_since_outlook().filter(pl.col("account").is_in(sorted(lately.likely))).collect().lazy()
    left = lately.left.lazy()
    short = beyond(moved, left, ACCOUNT)
    used = short.group_by(ACCOUNT).agg(pl.col("beyond_milli").sum().alias("used"))
    nameless_ones = moved.filter(pl.col("dossier").is_null(), pl.col("amount_milli") < 0)
    unnamed = nameless_ones.group_by(ACCOUNT).agg((-pl.col("amount_milli").sum()).alias("unnamed"))
    hidden = left.filter(pl.col("dossier").is_null()).select(*ACCOUNT, pl.col("left_milli").alias("hidden"))
    asked = short.join(used, on=ACCOUNT, how="left").join(unnamed, on=ACCOUNT, how="left").join(hidden, on=ACCOUNT, how="left")
    known = asked.with_columns(pl.col("used", "unnamed", "hidden").fill_null(0))
    missing = pl.col("beyond_milli") + pl.col("short_milli")
    perhaps = pl.col("hidden") - pl.col("used") - pl.col("unnamed")
    enough = (missing >= min(RULE.parameters["least"].values.values())) & (missing > perhaps)
    return pl.concat([known.filter(enough).select("account"), lately.unforeseen()])


def outlook(material: Material, _until: date) -> pl.LazyFrame:
    """Say on which accounts a payment may be too much, and after how many movements where references do not speak so far."""
    silent = still_silent(material.ledgers, *(RULE.parameters[name].largest() for name in ("dossiers", "speaking")))
    known = material.chained.select("account").unique().join(silent, on="account", how="left")
    return known.select(
        "account",
        pl.lit(material.on).alias("day"),
        pl.lit(0, pl.Int64).alias("spare_milli"),
        pl.col("spare_count").fill_null(-1),
    )


def left(material: Material, until: date) -> pl.LazyFrame:
    """Give what each dossier has left, and is short of lately; of each account what nameless receipts can be meant for any.

    What payments for other dossiers have used of a dossier's own receipts is not left for it.
    """
    days = timedelta(days=RULE.parameters["days"].largest())
    ledgers = _grown(material.ledgers)
    rest = (pl.col("received_total") - pl.col("paid_total")).last().alias("rest")
    lately = pl.col("grown").filter(pl.col("day") > material.on - days).sum().alias("short_milli")
    own = open_lots(material).filter(pl.col("dossier").is_not_null()).group_by(DOSSIER).agg(pl.col("rest_milli").sum())
    sums = ledgers.group_by(DOSSIER, maintain_order=True).agg(rest, lately).join(own, on=DOSSIER, how="left")
    there = pl.min_horizontal("rest", pl.col("rest_milli").fill_null(0)).clip(lower_bound=0).alias("left_milli")
    of_each = sums.with_columns(there).filter((pl.col("left_milli") > 0) | (pl.col("short_milli") > 0))
    came = nameless(material).filter(pl.col("booked") > until - days)
    used = explained(material).filter(pl.col("age") <= days.days // 2, pl.col("booked") > material.on - days // 2)
    signed = pl.concat(
        [came.select(*ACCOUNT, "amount_milli"), used.select(*ACCOUNT, (-pl.col("amount_milli")).alias("amount_milli"))]
    )
    hidden = signed.group_by(ACCOUNT).agg(pl.col("amount_milli").sum().alias("left_milli"))
    nobody, nothing, never = pl.lit(None, pl.String), pl.lit(0, pl.Int64), pl.lit(None, pl.Date)
    accounts = hidden.with_columns(nobody.alias("dossier"), nothing.alias("short_milli"))
    columns = [*DOSSIER, "left_milli", "short_milli"]
    return pl.concat([of_each.select(columns), accounts.select(columns)]).with_columns(never.alias("begun"))


def _short(ledgers: pl.LazyFrame) -> pl.LazyFrame:
    """Give the days on which a payment left a dossier shorter than it had ever been, and by how much within the days.

    What was missing before the days has been judged then; money that came and went since does not make it new.
    """
    day, paid = pl.col("day"), pl.col("paid_total")
    grown = _grown(ledgers).with_columns(day.alias("booked"))
    lately = trailing(grown.filter(pl.col("grown") > 0), ["ledger"], pl.col("grown"), RULE.at("days", day), "short")
    tolerated = pl.max_horizontal(paid * RULE.at("share", day) // 1000, RULE.at("tolerance", day))
    return lately.filter(pl.col("short") > tolerated, pl.col("short") >= RULE.at("least", day))


def _grown(ledgers: pl.LazyFrame) -> pl.LazyFrame:
    """Add what is missing of each dossier at the end of the day, and how much of it has never been missing before."""
    missing = (pl.col("paid_total") - pl.col("received_total")).clip(lower_bound=0)
    most = missing.cum_max().over("ledger")
    return ledgers.with_columns(missing.alias("missing"), (most - most.shift().over("ledger").fill_null(0)).alias("grown"))


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
