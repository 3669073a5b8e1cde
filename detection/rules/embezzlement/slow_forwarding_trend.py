"""Forwarding delay is drifting up.

Money is passed on as soon as possible; who lives on it passes it on later and later. Judged at the end of each calendar
month, over pairs of a receipt and a payment out of it (matching of lots with confidence 700 or more; payments to the holder
left out): the median delay of the last three months is at least twice that of the twelve months before, and at least 20 days,
from 15 pairs each; and the rise is no chance: over the months' own medians the Mann-Kendall
statistic is above 1.645 (one-sided, p < 0.05). The days of the court holidays (July, August, 24 December to 2 January) do
not count as delay. Found on the first month of a run in which it holds. A day's receipts count before its payments.

Mann-Kendall: S = pairs of months that rise less those that fall; of n months its variance is n (n - 1)(2 n + 5) / 18.
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.old_money import open_lots
from detection.outlook_rows import foreseen, month_ends
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.sub_ledgers import PROVEN

MONTH = [*ACCOUNT, "month"]
RECENT, BEFORE = 3, 12
CRITICAL_SQUARED = 2_706
"""1.645², in thousandths: one in twenty, one-sided."""

RULE = Rule(
    title="Forwarding delay is drifting up",
    titles={
        "fr": "Le délai de reversement s'allonge",
        "nl": "De doorbetaling duurt steeds langer",
        "de": "Die Weiterleitung dauert immer länger",
    },
    nature="suspicious",
    severity="medium",
    typology="kept-money",
    references=("Judicial Code, art. 446quater §4: the money is passed on as soon as possible",),
    false_positives=(
        "Court holidays: their days do not count.",
        "A change of practice: other matters, whose money is held longer for a reason.",
    ),
    steps=(
        "Look at the slowest dossiers of the last months: what were they waiting for?",
        "Compare with the transfers to the holder's own accounts in those months.",
    ),
    parameters={
        "times": Parameter({STATUTE: 2}, unit="times the median before", source=HOUSE),
        "least": Parameter({STATUTE: 20}, unit="days", source=HOUSE),
        "before": Parameter({STATUTE: 15}, unit="pairs in the twelve months before", source=HOUSE),
        "recent": Parameter({STATUTE: 15}, unit="pairs in the last three months", source=HOUSE),
    },
    sentences={
        "en": (
            "Money was passed on after {now:day|days} (median of {pairs:payment|payments}, {first_date:date} to "
            "{last_date:date}), after {then:day|days} in the year before."
        ),
        "fr": (
            "L'argent a été reversé après {now:jour|jours} (médiane de {pairs:paiement|paiements}, du {first_date:date} au "
            "{last_date:date}), après {then:jour|jours} l'année d'avant."
        ),
        "nl": (
            "Geld werd doorbetaald na {now:dag|dagen} (mediaan van {pairs:betaling|betalingen}, {first_date:date} tot "
            "{last_date:date}), na {then:dag|dagen} het jaar ervoor."
        ),
        "de": (
            "Geld wurde nach {now:Tag|Tagen} weitergeleitet (Median von {pairs:Zahlung|Zahlungen}, {first_date:date} bis "
            "{last_date:date}), im Jahr davor nach {then:Tag|Tagen}."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the months at whose end money was passed on much more slowly than in the year before."""
    pairs = _pairs(material).collect().lazy()
    slow = _slow(_medians(pairs)).filter(pl.col("month").dt.month_end() <= material.on).collect().lazy()
    rising = slow.join(_rising(pairs, slow), on=MONTH, how="semi")
    last = rising.select(*ACCOUNT, pl.col("month").dt.offset_by("1mo"))
    first = rising.join(last, on=MONTH, how="anti").collect().lazy()
    begun = pl.col("month").dt.offset_by(f"-{RECENT - 1}mo")
    asked = first.select(*MONTH, begun.alias("begun"), "now", "then", "n_now")
    members = _members(material, pairs, asked)
    grouped = together(members, MONTH, pl.col("surely").min()).join(asked, on=MONTH, maintain_order="left")
    return shaped(
        grouped,
        anchor=pl.col("month").dt.to_string("%Y-%m"),
        first_date=pl.col("begun"),
        last_date=pl.col("month").dt.month_end(),
        amount_milli=pl.col("amount_milli"),
        confidence=pl.col("surely"),
        e_now=pl.col("now"),
        e_then=pl.col("then"),
        e_pairs=pl.col("n_now"),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what came of a month that is over."""
    return lately.moved().filter(pl.col("booked").dt.month_end() <= lately.on)


def outlook(material: Material, until: date) -> pl.LazyFrame:
    """Say where, at the ends of months by then, half of the last pairs may be slow, however slow those are that come.

    A receipt that came after the run is not slow by then, so only those that were there before it can be.
    """
    ends = month_ends(material.on, until)
    pairs = _pairs(material, ends[0].replace(day=1) - timedelta(days=31 * (RECENT + BEFORE))).collect().lazy()
    return foreseen(pl.concat([_may_be_slow(material, pairs, end) for end in ends]), material.on)


def _may_be_slow(material: Material, pairs: pl.LazyFrame, end: date) -> pl.LazyFrame:
    """Give the accounts whose pairs of the three months that end on a day may have a median as long as what is slow."""
    least, month = RULE.parameters["least"].largest(), pl.lit(end.replace(day=1))
    recent = pairs.filter(pl.col("paid_in") <= month, pl.col("paid_in") > month.dt.offset_by(f"-{RECENT}mo"))
    before = pairs.filter(
        pl.col("paid_in") <= month.dt.offset_by(f"-{RECENT}mo"), pl.col("paid_in") > month.dt.offset_by(f"-{RECENT + BEFORE}mo")
    )
    enough = before.group_by(ACCOUNT).len().filter(pl.col("len") >= RULE.parameters["before"].largest()).select(ACCOUNT)
    more = 2 * (pl.col("delay") >= least).sum().cast(pl.Int64) - pl.len().cast(pl.Int64)
    waiting = open_lots(material).filter(pl.col("received") <= end - timedelta(days=least)).select(ACCOUNT).unique()
    quick = recent.group_by(ACCOUNT).agg(more.alias("more")).filter(pl.col("more") < 0).join(waiting, on=ACCOUNT, how="anti")
    return enough.join(quick, on=ACCOUNT, how="anti").select("account", pl.lit(end).alias("day"))


def _pairs(material: Material, since: date = date.min) -> pl.LazyFrame:
    """Give each receipt and payment out of it: the payment's month, and the days between that no holiday took."""
    own = material.booked.filter(pl.col("own")).select(pl.col("movement_id").alias("debit_movement_id"))
    sure = material.matches.filter(
        pl.col("confidence") >= PROVEN,
        pl.col("lot_movement_id").is_not_null() & pl.col("debit_movement_id").is_not_null(),
        pl.col("debit_day") >= pl.col("lot_day"),
        pl.col("debit_day") >= since,
    )
    enough = sure.filter(pl.len().over(ACCOUNT) >= RULE.parameters["recent"].largest())
    pairs = enough.join(own, on="debit_movement_id", how="anti")
    for side in ("lot", "debit"):
        pairs = pairs.with_columns(_working(pl.col(f"{side}_day")).alias(f"{side}_at"))
    return pairs.select(
        *ACCOUNT,
        "lot_movement_id",
        "debit_movement_id",
        "confidence",
        pl.col("debit_day").dt.truncate("1mo").alias("paid_in"),
        (pl.col("debit_at") - pl.col("lot_at")).alias("delay"),
    )


def _working(day: pl.Expr) -> pl.Expr:
    """Number a day so that those of the court holidays are not counted."""
    start = pl.date(day.dt.year(), 1, 1)
    of_year = (day - start).dt.total_days()
    taken = pl.sum_horizontal(
        ((day - pl.date(day.dt.year(), month, of_month)).dt.total_days() + 1).clip(0, length)
        for month, of_month, length in ((1, 1, 2), (7, 1, 62), (12, 24, 8))
    )
    leap = (day.dt.year() - 1) // 4
    return day.dt.year().cast(pl.Int64) * (365 - 72) + leap.cast(pl.Int64) + of_year - taken


def _medians(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """Give, for each account and month, median and number of the pairs of its three months and of the twelve before."""
    end = pl.col("month").dt.month_end()
    lately = pl.concat(_in_month(pairs.select(*ACCOUNT, "paid_in"), shift) for shift in range(RECENT))
    enough = lately.group_by(MONTH).agg(pl.len().alias("n")).filter(pl.col("n") >= RULE.at("recent", end)).collect().lazy()
    # few months have so many pairs: of the others no year needs to be gathered
    years = [_in_month(pairs, shift).join(enough, on=MONTH, how="semi") for shift in range(RECENT + BEFORE)]
    spread = pl.concat(years)
    recent = pl.col("paid_in") > pl.col("month").dt.offset_by(f"-{RECENT}mo")
    delay = pl.col("delay")
    return spread.group_by(MONTH).agg(
        delay.filter(recent).median().floor().cast(pl.Int64).alias("now"),
        delay.filter(~recent).median().floor().cast(pl.Int64).alias("then"),
        recent.sum().cast(pl.Int64).alias("n_now"),
        pl.len().cast(pl.Int64).alias("n"),
    )


def _in_month(pairs: pl.LazyFrame, shift: int) -> pl.LazyFrame:
    """Add the month so many months after the payment's."""
    return pairs.with_columns(pl.col("paid_in").dt.offset_by(f"{shift}mo").alias("month"))


def _slow(medians: pl.LazyFrame) -> pl.LazyFrame:
    """Keep the months in which money was passed on at least so many times more slowly."""
    end = pl.col("month").dt.month_end()
    return medians.filter(
        pl.col("n") - pl.col("n_now") >= RULE.at("before", end),
        pl.col("n_now") >= RULE.at("recent", end),
        pl.col("now") >= RULE.at("least", end),
        pl.col("now") >= RULE.at("times", end) * pl.col("then"),
    )


def _rising(pairs: pl.LazyFrame, slow: pl.LazyFrame) -> pl.LazyFrame:
    """Give those months up to which the months' own medians rise, by Mann-Kendall."""
    own = pairs.group_by(*ACCOUNT, "paid_in").agg(pl.col("delay").median().alias("median"))
    near = (
        slow.select(MONTH)
        .join(own, on=ACCOUNT)
        .filter(pl.col("paid_in") <= pl.col("month"), pl.col("paid_in") > pl.col("month").dt.offset_by(f"-{RECENT + BEFORE}mo"))
    )
    pairs_of_months = near.join(near, on=MONTH, suffix="_later").filter(pl.col("paid_in") < pl.col("paid_in_later"))
    sign = (pl.col("median_later") - pl.col("median")).sign().cast(pl.Int64)
    tested = (
        pairs_of_months.group_by(MONTH)
        .agg(sign.sum().alias("s"))
        .join(near.group_by(MONTH).agg(pl.len().cast(pl.Int64).alias("months")), on=MONTH)
    )
    n, above = pl.col("months"), pl.col("s") - 1
    return tested.filter(above > 0, above * above * 18 * 1000 > CRITICAL_SQUARED * n * (n - 1) * (2 * n + 5))


def _members(material: Material, pairs: pl.LazyFrame, asked: pl.LazyFrame) -> pl.LazyFrame:
    """Give the receipts and payments of the last three months that took at least their median."""
    late = pairs.join(asked, on=ACCOUNT).filter(
        pl.col("paid_in").is_between(pl.col("begun"), pl.col("month")), pl.col("delay") >= pl.col("now")
    )
    sides = [
        late.select("month", pl.col(f"{side}_movement_id").alias("movement_id"), pl.col("confidence").alias("surely"))
        for side in ("lot", "debit")
    ]
    of_month = pl.concat(sides).group_by("month", "movement_id").agg(pl.col("surely").min())
    return material.booked.join(of_month, on="movement_id", maintain_order="left")
