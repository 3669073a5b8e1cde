"""Lapping: a beneficiary is paid with somebody else's receipt, and that one with the next one's.

A link of the chain: a payment that names dossier X, and a receipt of another dossier Y within 10 days before or after it, of
the same amount (± 10 %), whose money is gone although nothing was paid under its name: at the end of the later of the two
days, payment included, the account holds less than Y still has to get (1 % or 50 EUR aside). The money of Y has paid X; the
balance proves it, whatever the payments without a reference were for. Links make a chain when the payment of the next one
names Y: it takes somebody else's money again. One link may be a reference gone astray, so two are needed; each further one
is a finding of its own with the link before it.

Nothing is found for a transfer that names several dossiers, where a reference is not surely the dossier's (confidence below
800), nor for money that came before the first statement. All movements of a day count before its balance is judged. The
confidence is that of the weakest reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from detection.balances import balance_on
from detection.dossiers import confidence_in
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.ledgers import DOSSIER
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.texts import folded

RULE = Rule(
    title="Lapping: paid with somebody else's receipt",
    titles={
        "fr": "Cavalerie : un bénéficiaire payé avec l'argent d'un autre dossier",
        "nl": "Gaten vullen: betaald met het geld van een ander dossier",
        "de": "Loch auf, Loch zu: mit dem Geld einer anderen Akte bezahlt",
    },
    nature="suspicious",
    severity="critical",
    typology="other-clients-money",
    references=("Judicial Code, art. 446quater §1 and §4", "Auditing typology: lapping, teeming and lading"),
    false_positives=(
        "References gone astray twice in a row, for the same amounts.",
        "A file taken over from another lawyer whose money came before.",
    ),
    steps=(
        "Put the ledgers of the dossiers beside each other: what was received, what was paid, when, to whom.",
        "Ask for the split of the balance by dossier on the days of the payments.",
        "Look for the first hole: what left the account before the chain began?",
    ),
    parameters={
        "share": Parameter({STATUTE: 10}, unit="thousandths of what was received", source=HOUSE),
        "tolerance": Parameter({STATUTE: 50_000}, unit="thousandths of EUR", source=HOUSE),
        "least": Parameter({STATUTE: 500_000}, unit="thousandths of EUR", source=HOUSE),
        "days": Parameter({STATUTE: 10}, unit="days between receipt and payment", source=HOUSE),
        "alike": Parameter({STATUTE: 100}, unit="thousandths by which amounts may differ", source=HOUSE),
        "confidence": Parameter({STATUTE: 800}, unit="thousandths", source=HOUSE),
        "chain_days": Parameter({STATUTE: 365}, unit="days from one payment to the next", source=HOUSE),
    },
    sentences={
        "en": (
            "Between {first_date:date} and {last_date:date} two dossiers in a row were paid, {amount:money} in all, with "
            "receipts of another dossier; {gone:money} of the last one's money is no longer there."
        ),
        "fr": (
            "Entre le {first_date:date} et le {last_date:date}, deux dossiers de suite ont été payés, {amount:money} en tout, "
            "avec l'argent d'un autre ; {gone:money} du dernier ne sont plus là."
        ),
        "nl": (
            "Tussen {first_date:date} en {last_date:date} werden twee dossiers na elkaar betaald, samen {amount:money}, met "
            "ontvangsten van een ander; {gone:money} van het laatste is er niet meer."
        ),
        "de": (
            "Zwischen dem {first_date:date} und dem {last_date:date} wurden zwei Akten nacheinander bezahlt, zusammen "
            "{amount:money}, mit Eingängen einer anderen; {gone:money} der letzten sind nicht mehr da."
        ),
    },
)


AT_ONCE = 4_096
"""Payments that are paired at once."""


def find(material: Material) -> pl.LazyFrame:
    """Give each pair of links that follow each other."""
    moved = _moved(material)
    owed = _owed(material).collect().lazy()
    links = _surely(moved, pl.concat([_gone(material, owed, pairs) for pairs in _pairs(moved)]))
    # all links of a payment stand in one part, and no part has more payments than are paired at once
    parts = links.with_columns((pl.col("payment") // AT_ONCE).alias("part")).partition_by("part", include_key=False)
    chain = pl.concat([_nearest(links, part) for part in (links.clear(), *parts)])
    identity = moved["movement_id"]
    named = chain.select(
        identity.gather(chain["payment_next"]).alias("anchor"),
        pl.concat_list("payment", "receipt", "payment_next", "receipt_next").list.unique().alias("place"),
        (pl.col("paid_milli") + pl.col("paid_milli_next")).alias("total"),
        pl.col("gone_next").alias("e_gone"),
        pl.max_horizontal("known_on", "known_on_next").alias("known"),
        pl.min_horizontal("surely", "surely_next").alias("surely"),
    ).explode("place")
    proof = named.with_columns(identity.gather(named["place"]).alias("movement_id")).drop("place")
    members = material.booked.join(proof.lazy(), on="movement_id", maintain_order="left")
    grouped = together(
        members,
        [*ACCOUNT, "anchor", "total", "e_gone", "known", "surely"],
        pl.col("party").filter(pl.col("amount_milli") < 0).last().alias("counterparty"),
    )
    return shaped(grouped, last_date=pl.col("known"), amount_milli=pl.col("total"), confidence=pl.col("surely"))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what names a dossier and is large enough to be a link."""
    return lately.moved().filter(_large())


def near(lately: Lately) -> pl.LazyFrame:
    """Give, where any may be gone, the payments and receipts of different dossiers that are near each other and new."""
    moved = lately.moved(RULE.parameters["days"].largest()).filter(_large(), pl.col("account").is_in(sorted(lately.likely)))
    numbered = moved.with_columns(
        pl.struct(DOSSIER).rank("dense").alias("ledger"), pl.struct(ACCOUNT).rank("dense").alias("of")
    )
    known = numbered.join(lately.first_days.lazy(), on="account").with_row_index("place").collect()
    first = known.select("place", "account", "day").lazy()
    placed = (pairs.lazy().join(first, left_on="payment", right_on="place") for pairs in _pairs(known))
    return pl.concat([pairs.filter(pl.col("known_on") >= pl.col("day")).select("account").unique() for pairs in placed])


def outlook(material: Material, _until: date) -> pl.LazyFrame:
    """Say how much more each account held than its largest dossier has to get: so much is paid before any of it is gone.

    What is paid for a dossier makes what is held and what it has to get smaller by the same sum.
    """
    last = material.ledgers.group_by(DOSSIER).agg((pl.col("received_milli") - pl.col("paid_milli")).sum().alias("owed"))
    largest = last.group_by(ACCOUNT).agg(pl.col("owed").max().clip(lower_bound=0))
    held = material.chained.group_by(ACCOUNT, maintain_order=True).agg(pl.col("new_balance_milli").last().alias("held"))
    spare = (pl.col("held") - pl.col("owed").fill_null(0)).alias("spare_milli")
    return held.join(largest, on=ACCOUNT, how="left").select("account", pl.lit(material.on).alias("day"), spare)


def _moved(material: Material) -> pl.DataFrame:
    """Give the large movements with a dossier, by their identity: a movement is its place among them from here on.

    `ledger` numbers the dossiers of all accounts, `of` the accounts.
    """
    numbered = material.ledgers.select(*DOSSIER, "ledger", pl.struct(ACCOUNT).rle_id().alias("of")).unique("ledger")
    moved = material.booked.filter(_large()).select(*DOSSIER, "movement_id", "booked", "amount_milli", "communication")
    return moved.join(numbered, on=DOSSIER).sort("movement_id").with_row_index("place").collect()


def _large() -> pl.Expr:
    """Say whether a movement names a dossier and is large enough to be a link."""
    return pl.col("dossier").is_not_null() & (pl.col("amount_milli").abs() >= RULE.at("least", pl.col("booked")))


def _pairs(moved: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Pair payments with receipts, so many payments at a time: a crowded account has many pairs, few links."""
    amount = pl.col("amount_milli")
    payments = moved.filter(amount < 0).select(
        "of", "ledger", pl.col("place").alias("payment"), pl.col("booked").alias("paid_on"), (-amount).alias("paid_milli")
    )
    receipts = moved.filter(amount > 0).select(
        "of",
        pl.col("ledger").alias("payer"),
        pl.col("place").alias("receipt"),
        pl.col("booked").alias("receipt_on"),
        amount.alias("received_milli"),
    )
    around = timedelta(days=RULE.parameters["days"].largest())
    yield _near(payments.clear(), receipts.clear())
    for some in payments.sort("paid_on").iter_slices(AT_ONCE):
        first, last = some.select(first=pl.col("paid_on").first() - around, last=pl.col("paid_on").last() + around).row(0)
        yield _near(some, receipts.filter(pl.col("receipt_on").is_between(first, last)))


def _near(payments: pl.DataFrame, receipts: pl.DataFrame) -> pl.DataFrame:
    """Pair payments with receipts of other dossiers, near in time and amount; steps of both keep the join small."""
    day = pl.col("paid_on")
    placed = payments.lazy().with_columns(_period(day).alias("period"), _size(pl.col("paid_milli")).alias("size"))
    beside = receipts.lazy().with_columns(
        _period(pl.col("receipt_on")).alias("period"), _size(pl.col("received_milli")).alias("size")
    )
    for name in ("period", "size"):
        beside = beside.with_columns(pl.concat_list(pl.col(name) + shift for shift in (-1, 0, 1)).alias(name)).explode(name)
    paid, received = pl.col("paid_milli"), pl.col("received_milli")
    return (
        placed.join(beside, on=["of", "period", "size"])
        .filter(
            pl.col("ledger") != pl.col("payer"),
            (day - pl.col("receipt_on")).dt.total_days().abs() <= RULE.at("days", day),
            (received - paid).abs() * 1000 <= paid * RULE.at("alike", day),
        )
        .select(
            *("of", "ledger", "payer", "payment", "receipt", "paid_on", "receipt_on", "paid_milli", "received_milli"),
            pl.max_horizontal("paid_on", "receipt_on").alias("known_on"),
        )
        .collect()
    )


def _period(day: pl.Expr) -> pl.Expr:
    return day.to_physical() // (RULE.parameters["days"].largest() + 1)


def _size(amount: pl.Expr) -> pl.Expr:
    """Give a step of amounts, a little wider than two that are alike may differ."""
    return amount.log(1 + 1.2 * RULE.parameters["alike"].largest() / 1000).floor().cast(pl.Int32)


def _owed(material: Material) -> pl.LazyFrame:
    """Give what each dossier still has to get after each of its days, in the order of the days."""
    owed = (pl.col("received_total") - pl.col("paid_total")).alias("owed")
    named = material.ledgers.rename({"ledger": "payer", "day": "until"})
    return named.select(*ACCOUNT, "payer", "until", owed, "received_total").sort("until")


def _gone(material: Material, owed: pl.LazyFrame, near: pl.DataFrame) -> pl.DataFrame:
    """Keep the pairs whose receipt is no longer there: the account holds less than the receipt's dossier has to get."""
    day = pl.col("known_on")
    asked = near.lazy().select("payer", "known_on").unique().sort("known_on")
    placed = asked.join_asof(owed, left_on="known_on", right_on="until", by="payer", check_sortedness=False)
    held = balance_on(material.daily, placed.collect().lazy(), "known_on", "held")
    tolerated = pl.max_horizontal(pl.col("received_total") * RULE.at("share", day) // 1000, RULE.at("tolerance", day))
    judged = held.select(
        "payer",
        "known_on",
        (pl.col("owed") - pl.col("held").clip(lower_bound=0)).alias("short"),
        tolerated.alias("tolerated"),
    )
    gone = pl.min_horizontal("short", "received_milli")
    joined = near.lazy().join(judged, on=["payer", "known_on"])
    lost = joined.with_columns(gone.alias("gone")).filter(pl.col("gone") > pl.col("tolerated"))
    return lost.drop("short", "tolerated").collect()


def _nearest(links: pl.DataFrame, following: pl.DataFrame) -> pl.DataFrame:
    """Give, for each payment of some links (`…_next`), the nearest link that it follows."""
    after = links.lazy().join(following.lazy(), left_on="payer", right_on="ledger", suffix="_next")
    apart = (pl.col("paid_on_next") - pl.col("paid_on")).dt.total_days()
    pairs = after.filter(
        pl.col("paid_on_next") >= pl.col("receipt_on"),
        apart.is_between(0, RULE.at("chain_days", pl.col("paid_on_next"))),
        pl.col("payment_next") != pl.col("payment"),
        pl.col("receipt_next") != pl.col("receipt"),
    )
    nearest = pairs.sort("known_on_next", "payment_next", "known_on", "payment", "receipt_next", "receipt")
    return nearest.unique("payment_next", keep="first", maintain_order=True).collect()


def _surely(moved: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Add how sure the weaker of both references is; drop those that are not sure."""
    sure = [_confidence(moved, links[side], received=side == "receipt") for side in ("payment", "receipt")]
    told = links.lazy().with_columns(pl.min_horizontal(*sure).alias("surely"))
    return told.filter(pl.col("surely") >= RULE.at("confidence", pl.col("known_on"))).collect()


def _confidence(moved: pl.DataFrame, places: pl.Series, *, received: bool) -> pl.Series:
    """Give how sure the references of movements are, each text read once."""
    words = moved["communication"].gather(places).alias("words").to_frame()
    known = words.unique().with_columns(confidence_in(folded(pl.col("words")), received=received).alias("surely"))
    return words.join(known, on="words", how="left", maintain_order="left")["surely"]
