"""Balance lower than the sum certainly owed.

Direct arithmetic, no matching. From the first day of a calendar quarter to the end of the next one: what the account held
when it began, plus every receipt since that names no dossier, is all the money that can have paid for dossiers beyond what
they received themselves. When the payments of all dossiers together pass what was received under their references by more
than that (and by 1 % of what was received, or 100 EUR), the dossiers that did receive money can no longer all be paid: the
balance is below the sum certainly owed to them, whatever the payments without a reference were for. Found on the first day
on which it holds, once for an episode: not again in the windows that overlap one in which it was found before. All of a
day's movements count before the day is judged.

Nothing is found without a balance at the beginning, and on an account that mostly pays under other references than it
receives, as debt collectors do (`sub_ledgers.speaking`). Only references that are surely the dossier's (900 or more) count
as payments for it; the confidence says so. The declared balance of 31 December is compared by declared-balance-mismatch.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detection.balances import balance_on
from detection.dossiers import SURE, confidence_in
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.ledgers import DOSSIER, of_dossiers
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.sub_ledgers import beyond, nameless, speaking, still_silent
from detection.texts import folded

WINDOW = [*ACCOUNT, "begun"]
NEEDED = [*DOSSIER, "booked", "amount_milli", "communication"]

RULE = Rule(
    title="Balance lower than the sum certainly owed",
    titles={
        "fr": "Solde inférieur à ce qui est certainement dû",
        "nl": "Saldo lager dan wat zeker verschuldigd is",
        "de": "Saldo niedriger als das sicher Geschuldete",
    },
    nature="suspicious",
    severity="critical",
    typology="other-clients-money",
    references=("Judicial Code, art. 446quater §1 and §4", "OBFG, code of conduct, art. 4.78", "OVB, Codex, art. 136"),
    false_positives=(
        "Dossiers of this account whose money is on another account of the holder.",
        "Several receipts under wrong references in one quarter.",
    ),
    steps=(
        "Ask for the split of the balance by dossier on that day, and compare its sum with the balance.",
        "Look at the payments of the dossiers that are short: whose money were they?",
    ),
    parameters={
        "share": Parameter({STATUTE: 10}, unit="thousandths of what was received", source=HOUSE),
        "tolerance": Parameter({STATUTE: 100_000}, unit="thousandths of EUR", source=HOUSE),
        "dossiers": Parameter({STATUTE: 2}, unit="dossiers paid, from which references are judged", source=HOUSE),
        "speaking": Parameter({STATUTE: 500}, unit="thousandths of these that received under theirs", source=HOUSE),
    },
    sentences={
        "en": (
            "Since {first_date:date}, payments passed what their dossiers received by {short:money}; the account began with "
            "{held:money} and received {nameless:money} without a dossier: on {last_date:date}, {missing:money} that is "
            "certainly owed is not there."
        ),
        "fr": (
            "Depuis le {first_date:date}, les paiements ont dépassé de {short:money} ce que leurs dossiers ont reçu ; le "
            "compte détenait {held:money} et a reçu {nameless:money} sans dossier : au {last_date:date}, {missing:money} "
            "certainement dus ne s'y trouvent pas."
        ),
        "nl": (
            "Sinds {first_date:date} gingen betalingen {short:money} boven wat hun dossiers ontvingen; de rekening begon met "
            "{held:money} en ontving {nameless:money} zonder dossier: op {last_date:date} is {missing:money} die zeker "
            "verschuldigd is er niet."
        ),
        "de": (
            "Seit dem {first_date:date} gingen Zahlungen um {short:money} über das hinaus, was ihre Akten erhielten; das Konto "
            "begann mit {held:money} und erhielt {nameless:money} ohne Akte: am {last_date:date} fehlen {missing:money}, die "
            "sicher geschuldet sind."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the first day of each episode on which more was paid for dossiers than there can have been for them."""
    named = material.booked.filter(pl.col("dossier").is_not_null()).select(NEEDED)
    # how sure a reference is costs most: it is asked on the accounts alone that fall short if all are
    perhaps = _wanting(material, material.ledgers).select(ACCOUNT).unique().collect().lazy()
    sure = _sure(named.join(perhaps, on=ACCOUNT, how="semi", maintain_order="left")).collect().lazy()
    first = _episodes(_wanting(material, of_dossiers(sure).collect().lazy())).collect().lazy()
    members = _members(material, sure, first)
    facts = first.select(
        *WINDOW, "day", *(pl.col(name).alias(f"e_{name}") for name in ("short", "held", "nameless", "missing"))
    )
    grouped = together(members, WINDOW).join(facts, on=WINDOW, maintain_order="left")
    return shaped(
        grouped,
        anchor=pl.col("begun").dt.to_string("%Y-%m-%d"),
        first_date=pl.col("begun"),
        last_date=pl.col("day"),
        amount_milli=pl.col("e_missing"),
        confidence=pl.lit(SURE),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments that name a dossier."""
    return lately.moved().filter(pl.col("amount_milli") < 0, pl.col("dossier").is_not_null())


def near(lately: Lately) -> pl.LazyFrame:
    """Give the windows whose dossiers may be short of more than there was for them, and what was not foreseen.

    Of a window that began since the outlook all that is short was paid in it, and what it began with is what was held, less
    what was paid before it.
    """
    moved = lately.moved_since_outlook().filter(pl.col("account").is_in(sorted(lately.likely))).collect().lazy()
    left = lately.left.lazy()
    spare = left.filter(pl.col("dossier").is_null()).select(*WINDOW, pl.col("left_milli").alias("spare"))
    windows = moved.join(spare.filter(pl.col("begun").is_not_null()), on=ACCOUNT)
    short = beyond(windows, left, WINDOW).group_by(WINDOW).agg(pl.col("beyond_milli").sum())
    old = short.join(spare, on=WINDOW).filter(pl.col("beyond_milli") > pl.col("spare"))
    begun = pl.col("booked").dt.truncate("1q").max() > pl.col("day").max()
    since = (
        moved.join(lately.known.lazy(), on="account")
        .group_by(ACCOUNT)
        .agg(begun.alias("begun_since"), (-pl.col("amount_milli")).filter(pl.col("amount_milli") < 0).sum().alias("paid"))
    )
    held = spare.filter(pl.col("begun").is_null()).drop("begun")
    new = since.filter("begun_since").join(held, on=ACCOUNT, how="left").filter(pl.col("paid") > pl.col("spare").fill_null(0))
    return pl.concat([old.select("account"), new.select("account"), lately.unforeseen()])


def outlook(material: Material, _until: date) -> pl.LazyFrame:
    """Say on which accounts a payment may be too much, and after how many movements where references do not speak so far.

    Where references that are surely the dossier's do not speak, no others are asked.
    """
    silent = still_silent(material.ledgers, *(RULE.parameters[name].largest() for name in ("dossiers", "speaking")))
    known = material.chained.select("account").unique().join(silent, on="account", how="left")
    return known.select(
        "account",
        pl.lit(material.on).alias("day"),
        pl.lit(0, pl.Int64).alias("spare_milli"),
        pl.col("spare_count").fill_null(-1),
    )


def left(material: Material, _until: date) -> pl.LazyFrame:
    """Give what each dossier has left in the two windows that last, and what is to spare in each; what is held now."""
    before, now = (pl.select(pl.lit(material.on).dt.truncate("1q").dt.offset_by(back)).item() for back in ("-3mo", "0mo"))
    others = nameless(material).filter(pl.col("booked") >= before).rename({"booked": "day"})
    ledgers = _in_windows(material.ledgers.filter(pl.col("day") >= before)).filter(pl.col("begun") >= before).collect().lazy()
    steps = _steps(ledgers, _in_windows(others).filter(pl.col("begun") >= before))
    last = steps.unique(WINDOW, keep="last", maintain_order=True)
    known = material.chained.group_by(ACCOUNT, maintain_order=True).agg(pl.col("new_balance_milli").last().alias("now_held"))
    asked = known.join(pl.LazyFrame({"begun": [before, now]}), how="cross")
    opened = asked.with_columns(pl.col("begun").dt.offset_by("-1d").alias("eve")).collect().lazy()
    sums = balance_on(material.daily, opened, "eve", "held").join(last, on=WINDOW, how="left")
    filled = sums.with_columns(pl.col("short", "nameless", "held").fill_null(0))
    tolerated = min(RULE.parameters["tolerance"].values.values())
    spare = pl.col("nameless") + pl.col("held").clip(lower_bound=0) + tolerated - pl.col("short")
    rest = (pl.col("received_milli") - pl.col("paid_milli")).sum().alias("left_milli")
    of_each = ledgers.group_by(*WINDOW, "dossier").agg(rest).filter(pl.col("left_milli") > 0)
    nobody = pl.lit(None, pl.String).alias("dossier")
    parts = [
        of_each,
        filled.select(*WINDOW, nobody, spare.alias("left_milli")),
        known.select(
            *ACCOUNT,
            pl.lit(None, pl.Date).alias("begun"),
            nobody,
            pl.col("now_held").clip(lower_bound=0).alias("left_milli"),
        ),
    ]
    columns = [*WINDOW, "dossier", "left_milli"]
    return pl.concat([part.select(columns) for part in parts]).with_columns(pl.lit(0, pl.Int64).alias("short_milli"))


def _wanting(material: Material, ledgers: pl.LazyFrame) -> pl.LazyFrame:
    """Give the windows in which the money for other dossiers was paid out, on the first day on which it shows."""
    steps = _steps(_in_windows(ledgers), _in_windows(nameless(material).rename({"booked": "day"}))).collect().lazy()
    opened = steps.unique(WINDOW, keep="first").select(*WINDOW, pl.col("begun").dt.offset_by("-1d").alias("eve"))
    held = balance_on(material.daily, opened, "eve", "held").select(*WINDOW, "held")
    missing = pl.col("short") - pl.col("nameless") - pl.col("held").clip(lower_bound=0)
    tolerated = pl.max_horizontal(
        pl.col("received") * RULE.at("share", pl.col("day")) // 1000, RULE.at("tolerance", pl.col("day"))
    )
    wanting = steps.filter(pl.col("short") > pl.col("nameless")).join(held, on=WINDOW)
    missed = wanting.with_columns(missing.alias("missing")).filter(missing > tolerated)
    judged = speaking(ledgers, missed, *(RULE.parameters[name].largest() for name in ("dossiers", "speaking")))
    return judged.sort(*WINDOW, "day").unique(WINDOW, keep="first", maintain_order=True)


def _sure(named: pl.LazyFrame) -> pl.LazyFrame:
    """Keep every receipt, and the payments whose reference is surely the dossier's."""
    received = pl.col("amount_milli") > 0
    surely = confidence_in(folded(pl.col("communication")), received=False)
    told = named.filter(~received).select("communication").unique().filter(surely >= SURE).collect()["communication"]
    return named.filter(received | pl.col("communication").is_in(told.implode()))


def _in_windows(moved: pl.LazyFrame) -> pl.LazyFrame:
    """Give each row in both windows to which its day belongs: begun in its own calendar quarter, and in the one before."""
    quarter = pl.col("day").dt.truncate("1q")
    return pl.concat([moved.with_columns(quarter.dt.offset_by(back).alias("begun")) for back in ("0mo", "-3mo")])


def _steps(ledgers: pl.LazyFrame, others: pl.LazyFrame) -> pl.LazyFrame:
    """Give, for each window and day: received, short (of all dossiers together) and nameless, each since it began."""
    change = pl.col("paid_milli") - pl.col("received_milli")
    ordered = ledgers.sort(*WINDOW, "ledger", "day").with_columns(pl.struct("begun", "ledger").rle_id().alias("run"))
    level = change.cum_sum().over("run").clip(lower_bound=0)
    short = ordered.with_columns(level.alias("level")).with_columns(
        (pl.col("level") - pl.col("level").shift().over("run").fill_null(0)).alias("short"),
        pl.lit(0, pl.Int64).alias("nameless"),
    )
    columns = [*WINDOW, "day", "short", "nameless", "received"]
    changes = pl.concat(
        [
            short.with_columns(pl.col("received_milli").alias("received")).select(columns),
            others.with_columns(
                pl.lit(0, pl.Int64).alias("short"),
                pl.col("amount_milli").alias("nameless"),
                pl.lit(0, pl.Int64).alias("received"),
            ).select(columns),
        ]
    )
    daily = changes.group_by(*WINDOW, "day").agg(pl.col("short", "nameless", "received").sum()).sort(*WINDOW, "day")
    placed = daily.with_columns(pl.struct(WINDOW).rle_id().alias("run"))
    return placed.with_columns(pl.col("short", "nameless", "received").cum_sum().over("run")).drop("run")


def _episodes(first: pl.LazyFrame) -> pl.LazyFrame:
    """Drop a window when one that overlaps it found the same before; on one day the earlier window stays."""
    other = first.select(*ACCOUNT, "begun", pl.col("day").alias("other_day"))
    earlier, later = (
        other.with_columns(pl.col("begun").dt.offset_by(by)).rename({"other_day": name})
        for by, name in (("3mo", "before"), ("-3mo", "after"))
    )
    joined = first.join(earlier, on=WINDOW, how="left").join(later, on=WINDOW, how="left")
    day = pl.col("day")
    said = (pl.col("before") <= day).fill_null(False) | (pl.col("after") < day).fill_null(False)
    return joined.filter(~said).drop("before", "after")


def _members(material: Material, sure: pl.LazyFrame, first: pl.LazyFrame) -> pl.LazyFrame:
    """Give the movements of the dossiers that are short, from the window's first day to the day on which it was found."""
    inside = pl.col("booked").is_between(pl.col("begun"), pl.col("day"))
    windows = first.select(*WINDOW, "day")
    moved = sure.join(windows, on=ACCOUNT).filter(inside)
    short = moved.group_by(*WINDOW, "day", "dossier").agg(pl.col("amount_milli").sum()).filter(pl.col("amount_milli") < 0)
    members = material.booked.join(short.drop("amount_milli"), on=DOSSIER, maintain_order="left")
    return members.filter(inside)
