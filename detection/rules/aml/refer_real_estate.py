"""Real-estate price through the account; a breach when part of it is cash.

The price of real estate is paid by transfer or cheque (art. 66), and a lawyer who takes part in the sale is an obliged
entity. A movement of 20,000 EUR or more with a notary, whose communication has a word for a sale of real estate
(`lists/real_estate_words.csv`), is noted: one low finding for each account and month, which names them, stage `running`
while the month lasts. Critical is every cash deposit of the same dossier (without a dossier: of the same party) up to 180
days before or after such a movement; it is not important then whether a notary took part. The finding names the deposit and
the first such movement, all movements of a day counting whatever their sequence. Smaller movements are not found.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit, in_group
from detection.dues import by_month_end
from detection.findings import ACCOUNT, SCHEMA, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.texts import has_word

RULE = Rule(
    title="Real-estate price through the account",
    titles={
        "fr": "Prix d'un immeuble par le compte",
        "nl": "Prijs van onroerend goed over de rekening",
        "de": "Immobilienpreis über das Konto",
    },
    nature="suspicious",
    severity="low",
    typology="cash",
    references=(
        "Law of 18 September 2017, art. 66: the price of real estate is paid by transfer or cheque only",
        "Same law, art. 5 §1, 28°, a), i): lawyers who take part in the sale of real estate",
    ),
    false_positives=(
        "A deposit for a sale that goes on to the notary: a low finding a month, no more.",
        "Cash for costs of the same dossier, not for its price.",
    ),
    steps=(
        "Read the deed or the preliminary contract: who pays the price, from which account?",
        "Where cash was paid in, ask what for: no part of the price may be cash.",
    ),
    lookback=360,
    parameters={
        "least": Parameter({STATUTE: 20_000_000}, unit="thousandths of EUR", source=HOUSE),
        "cash_days": Parameter({STATUTE: 180}, unit="days before or after", source=HOUSE),
    },
    sentences={
        "en": "Price of real estate, {price:money} from {first_date:date} to {last_date:date}; {cash:money} of cash beside it.",
        "fr": "Prix d'un immeuble, {price:money} du {first_date:date} au {last_date:date} ; {cash:money} d'espèces à côté.",
        "nl": "Prijs van vastgoed, {price:money} van {first_date:date} tot {last_date:date}; {cash:money} contanten daarnaast.",
        "de": "Immobilienpreis, {price:money} vom {first_date:date} bis {last_date:date}; daneben {cash:money} Bargeld.",
    },
)

LINK = [*ACCOUNT, "link"]


due = by_month_end


def find(material: Material) -> pl.LazyFrame:
    """Give the cash beside a price, and each account's months with a price that a notary handles."""
    linked = material.booked.with_columns(pl.coalesce("dossier", "party").alias("link"))
    large = pl.col("amount_milli").abs() >= RULE.at("least", pl.col("booked"))
    cash_in = credit() & in_group("cash-deposit")
    prices = linked.filter(large, ~pl.col("own"), ~pl.col("bank"), ~in_group("cash-deposit", "cash-withdrawal"))
    prices = prices.filter(has_word(pl.col("text"), "real_estate_words", "sale")).collect().lazy()
    return pl.concat([_beside(linked.filter(cash_in), prices), _months(prices, material)])


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the cash deposits, and the prices of real estate."""
    large = pl.col("amount_milli").abs() >= RULE.at("least", pl.col("booked"))
    price = large & has_word(pl.col("text"), "real_estate_words", "sale")
    return lately.moved().filter((credit() & in_group("cash-deposit")) | price)


def _beside(cash: pl.LazyFrame, prices: pl.LazyFrame) -> pl.LazyFrame:
    """Give each cash deposit beside a price, with the first such movement."""
    deposits = cash.filter(pl.col("link").is_not_null()).select(
        *LINK, pl.col("movement_id").alias("anchor"), pl.col("booked").alias("day")
    )
    deposits = deposits.with_columns(RULE.at("cash_days", pl.col("day")).alias("cash_days")).collect().lazy()
    apart = (pl.col("booked") - pl.col("day")).dt.total_days().abs()
    near = prices.join(deposits, on=LINK, maintain_order="left").filter(apart <= pl.col("cash_days"))
    first = near.unique("anchor", keep="first", maintain_order=True).with_columns(pl.lit(False).alias("is_cash"))
    own = cash.join(first.select(pl.col("anchor").alias("movement_id")), on="movement_id", how="semi")
    columns = [*ACCOUNT, "anchor", "is_cash", "movement_id", "booked", "amount_milli", "bank_reference"]
    members = pl.concat(
        [
            first.select(columns),
            own.with_columns(pl.col("movement_id").alias("anchor"), pl.lit(True).alias("is_cash")).select(columns),
        ]
    ).sort(*ACCOUNT, "anchor", "booked", ~pl.col("is_cash"))
    amount = pl.col("amount_milli").abs()
    grouped = together(
        members,
        [*ACCOUNT, "anchor"],
        amount.filter(~pl.col("is_cash")).sum().alias("e_price"),
        amount.filter("is_cash").sum().alias("e_cash"),
    )
    return _in_order(shaped(grouped, amount_milli=pl.col("e_cash"), severity=pl.lit("critical")))


def _months(prices: pl.LazyFrame, material: Material) -> pl.LazyFrame:
    """Give each account's months with a price that a notary handles."""
    handled = prices.filter(has_word(pl.col("party_plain"), "real_estate_words", "notary"))
    grouped = together(
        handled.with_columns(pl.col("booked").dt.truncate("1mo").alias("month")),
        [*ACCOUNT, "month"],
        pl.col("amount_milli").abs().sum().alias("e_price"),
        pl.lit(0, pl.Int64).alias("e_cash"),
    )
    running = pl.col("month").dt.month_end() > pl.lit(material.on)
    found = shaped(
        grouped,
        anchor=pl.col("month").dt.strftime("%Y-%m"),
        stage=pl.when(running).then(pl.lit("running")).otherwise(pl.lit("")),
        amount_milli=pl.col("e_price"),
    )
    return _in_order(found)


def _in_order(found: pl.LazyFrame) -> pl.LazyFrame:
    return found.select(*SCHEMA.names(), "e_price", "e_cash")
