"""Bank or credit card used on the account.

Any debit of family 04, a settlement of cards (03 03, 03 19), a card charge (80 03, 80 05) or a movement with the structured
communication of a terminal (type 113): cards are not allowed. A yearly card charge (80 03) alone is medium: a card exists
but nobody used it in the 365 days that end on the day of the charge. Finds nothing on credits at a terminal (04 50 and
others).
"""

from __future__ import annotations

import polars as pl

from detection.codes import CARD_FAMILY, debit, in_group
from detection.findings import ACCOUNT, per_movement
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import trailing

TERMINAL = "113"
"""Structured communication of a payment or withdrawal at a terminal."""

RULE = Rule(
    title="Bank or credit card used on the account",
    titles={
        "fr": "Carte bancaire ou de crédit utilisée sur le compte",
        "nl": "Bank- of kredietkaart gebruikt op de rekening",
        "de": "Bank- oder Kreditkarte auf dem Konto benutzt",
    },
    nature="illicit",
    severity="critical",
    typology="payment-means",
    references=(
        "OVB: cards and direct debits are not allowed on the derdenrekening",
        "OBFG, code of conduct, art. 4.72 §1: the account serves clients' and third parties' money only",
    ),
    false_positives=("A card that the bank issued by mistake.", "The yearly charge of a card that nobody uses: medium only."),
    steps=(
        "Read terminal and place in the communication: what was bought, where?",
        "Ask the holder why a card is linked to the account and have it withdrawn.",
    ),
    lookback=365,
    parameters={"days": Parameter({STATUTE: 365}, unit="days", source=HOUSE)},
    sentences={
        "en": (
            "A card payment or charge (code {code}) of {amount:money} was booked on {first_date:date}; "
            "{uses:use|uses} in a year."
        ),
        "fr": (
            "Un paiement ou des frais de carte (code {code}) de {amount:money} au {first_date:date} ; "
            "{uses:usage|usages} en un an."
        ),
        "nl": (
            "Een kaartbetaling of kaartkost (code {code}) van {amount:money} op {first_date:date}; "
            "{uses:keer|keren} in een jaar."
        ),
        "de": (
            "Kartenzahlung oder Kartengebühr (Code {code}) von {amount:money} am {first_date:date}; "
            "{uses:Mal|Mal} in einem Jahr."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give every debit made with a card, and the charges for one."""
    cards = material.booked.filter(_by_card())
    days = RULE.at("days", pl.col("booked"))
    counted = trailing(cards, ACCOUNT, (~in_group("card-charge")).cast(pl.Int64), days, "uses")
    severity = pl.when(pl.col("uses") == 0).then(pl.lit("medium"))
    code = pl.col("family") + pl.lit(" ") + pl.col("operation")
    return per_movement(counted, severity=severity, evidence={"code": code, "uses": pl.col("uses")})


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what was paid with a card, and charges for one."""
    return lately.moved().filter(_by_card())


def _by_card() -> pl.Expr:
    """Say whether a movement was paid with a card, or is a charge for one."""
    used = (pl.col("family") == CARD_FAMILY) | in_group("card") | (pl.col("communication_type") == TERMINAL)
    return debit() & (used | in_group("card-charge"))
