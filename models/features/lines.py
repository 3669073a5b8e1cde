"""Movements prepared once, so that every feature is a short expression over named columns.

Only movements with detail number 0000 count: details are part of their total and never summed with it.
A line never looks forward: each column follows from the movement itself and from earlier ones of the same account, and from
what was known around it before that day (`models.features.around`).

| column | meaning |
|---|---|
| unit, month | the key: a number for account and currency (`Lines.units`), the first day of the booking month |
| booked | booking date |
| paid_in, paid_out | thousandths, never negative; one of the two is zero |
| party | the counterparty: a number for its account, else for its plain name; null when the bank gave neither |
| person | a number for the counterparty's plain name, else for its account: one person with two accounts is one person |
| dossier | a number for the dossier that the communication names (`models.features.dossier`); null when it names none |
| new_party | the party was first seen on this account in this month |
| met_lately | the party was first seen on this account in this month or the one before |
| met_today | the party was first seen on this account on this very day |
| own | the counterparty is the holder: registered own account, or the holder's name on an account that is no quality account |
| related | another person who bears a name of the holder |
| quality | the counterparty is a registered third-party or rubric account |
| institution | many holders had dealt with the counterparty before: an insurer, a bailiff, a notary |
| shared | another holder had paid the counterparty before, and it is no institution |
| confirmed | an alert that names the counterparty had been reported before |
| private | a counterparty that is neither the holder, nor a quality account, nor an institution, nor the bank |
| cash | counter or machine cash (families 04 and 09 of annex II of the standard) |
| cost | charged by the bank itself: no counterparty chose it |
| referenced | the communication names a dossier: structured, or a number of three digits, or number/number |
| abroad | the counterparty's account lies outside Belgium |
| round | a multiple of 500, below 2,000 of 100, without cents |
| echo | a payment of exactly what was received within the ten days before: a sum passed on whole |
| silent_days | days since the account's previous movement; null for its first one |

Movements of the same day count as simultaneous, so no feature depends on their order. That a lake begins somewhere makes every
party new at first: features of novelty ask for months of history (`known_months`).
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from models.features.around import Around
from models.features.dossier import dossier
from models.features.names import named_pairs

ACCOUNT_KEY = ("account", "currency")
KEY = ("unit",)
MONTH_KEY = ("unit", "month")
NEEDED = (
    *("account", "currency", "booked", "is_detail", "amount_milli", "code"),
    *("communication", "structured_reference", "counterparty_account", "counterparty_name"),
)
"""The columns of the movements dataset that features read; nothing else has to be loaded."""

CASH = ("0404", "0453", "0409", "0901", "0913", "0905", "0950", "0952", "0958", "0960")
"""Family and operation of cash: withdrawals and deposits at machine and counter, foreign notes."""

COSTS = ("35", "80")
"""Families that the bank books itself: closing (interest, costs) and fees; operation 37 is a cost in every family."""

DOSSIER = r"\d{3,}|\d+\s?[/.\-]\s?\d{2,}"
ECHO_DAYS = 10

COLUMNS = (
    *("booked", "paid_in", "paid_out", "party", "person", "dossier", "own", "related", "quality", "institution", "shared"),
    *("confirmed", "private", "cash", "cost", "referenced", "abroad", "round", "echo", "silent_days"),
)


@dataclass(frozen=True)
class Lines:
    """The prepared movements, sorted by unit and day, and what account and currency each unit is."""

    frame: pl.DataFrame
    units: pl.DataFrame


def prepare(
    movements: pl.LazyFrame,
    accounts: pl.DataFrame,
    own_accounts: pl.DataFrame | None = None,
    around: Around | None = None,
) -> Lines:
    """One line per top-level movement; accounts under judicial mandate are left out."""
    known = Around() if around is None else around
    controlled = _controlled(movements, accounts)
    units = controlled.select(ACCOUNT_KEY).unique().sort(ACCOUNT_KEY).with_row_index("unit")
    parties = _parties(controlled, accounts, own_accounts, known)
    described = (
        controlled.join(units, on=ACCOUNT_KEY, how="left", maintain_order="left")
        .join(parties, on=["account", "counterparty_account", "counterparty_name"], how="left", maintain_order="left")
        .select(
            *KEY,
            "booked",
            pl.col("booked").dt.truncate("1mo").alias("month"),
            pl.col("amount_milli").clip(lower_bound=0).alias("paid_in"),
            (-pl.col("amount_milli")).clip(lower_bound=0).alias("paid_out"),
            *("party", "person", "own", "related", "quality", "abroad"),
            *(_before(name) for name in ("institution", "shared", "confirmed")),
            _number(dossier()).alias("dossier"),
            pl.col("code").str.slice(1, 4).is_in(CASH).alias("cash"),
            _cost().alias("cost"),
            _referenced().alias("referenced"),
            _round().alias("round"),
        )
        .sort(*KEY, "booked")
    )
    lines = _with_echo(described).with_columns(
        _private(),
        (pl.col("shared") & pl.col("institution").not_()).alias("shared"),
        _silence().alias("silent_days"),
    )
    return Lines(_with_meetings(lines), units)


def runs_of(*names: str) -> pl.Expr:
    """Number the runs of equal keys of a sorted frame: one number is grouped several times faster than several keys."""
    changed = [(pl.col(name) != pl.col(name).shift()).fill_null(True) for name in names]
    return pl.any_horizontal(changed).cum_sum()


def _controlled(movements: pl.LazyFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    mandated = accounts.filter(pl.col("judicial_mandate").fill_null(False)).get_column("iban").unique()
    chosen = pl.col("is_detail").not_() & pl.col("account").is_in(mandated.implode()).not_()
    texts = pl.col("counterparty_account", "counterparty_name").fill_null("")
    return movements.select(NEEDED).filter(chosen).drop("is_detail").with_columns(texts).collect()


def _parties(
    controlled: pl.DataFrame, accounts: pl.DataFrame, own_accounts: pl.DataFrame | None, around: Around
) -> pl.DataFrame:
    """Say once of each counterparty of each account who it is: strings are compared here and nowhere else."""
    pairs = controlled.select("account", "counterparty_account", "counterparty_name").unique()
    quality = accounts.select(pl.col("iban"), pl.lit(True).alias("quality")).unique("iban")
    told = (
        pairs.with_columns(_iban("counterparty_account"))
        .join(named_pairs(pairs, accounts), on=["account", "counterparty_name"], how="left")
        .join(_own_pairs(accounts, own_accounts), on=["account", "iban"], how="left")
        .join(quality, on="iban", how="left")
    )
    for name in ("institutions", "shared", "confirmed"):
        dated = getattr(around, name).select(_iban("iban"), pl.col("known_from").alias(f"{name.rstrip('s')}_from"))
        told = told.join(dated.group_by("iban").min(), on="iban", how="left")
    by_name = pl.when(pl.col("plain_name") != "").then(pl.lit("name ") + pl.col("plain_name"))
    named = pl.col("own_name").fill_null(False) & pl.col("quality").fill_null(False).not_()
    own = named | pl.col("own_account").fill_null(False)
    return told.select(
        *("account", "counterparty_account", "counterparty_name"),
        _number(pl.coalesce("iban", by_name)).alias("party"),
        _number(pl.coalesce(by_name, "iban")).alias("person"),
        own.alias("own"),
        (pl.col("related") & pl.col("own_name").not_()).fill_null(False).alias("related"),
        pl.col("quality").fill_null(False),
        _abroad().alias("abroad"),
        *("institution_from", "shared_from", "confirmed_from"),
    )


def _number(text: pl.Expr) -> pl.Expr:
    """A number for a text, the same wherever it stands: numbers are grouped faster. Null stays null."""
    return pl.when(text.is_not_null()).then(text.hash())


def _before(name: str) -> pl.Expr:
    return (pl.col("booked") > pl.col(f"{name}_from")).fill_null(False).alias(name)


def _private() -> pl.Expr:
    others = pl.col("own") | pl.col("quality") | pl.col("institution") | pl.col("cost")
    return (pl.col("party").is_not_null() & others.not_()).alias("private")


def _with_meetings(lines: pl.DataFrame) -> pl.DataFrame:
    first = lines.group_by(*KEY, "party").agg(pl.col("booked").min().alias("met_on"))
    return lines.join(first, on=[*KEY, "party"], how="left", nulls_equal=True, maintain_order="left").select(
        *MONTH_KEY,
        *COLUMNS,
        _met(pl.col("met_on").dt.truncate("1mo") == pl.col("month")).alias("new_party"),
        _met(pl.col("met_on").dt.truncate("1mo") >= pl.col("month").dt.offset_by("-1mo")).alias("met_lately"),
        _met(pl.col("met_on") == pl.col("booked")).alias("met_today"),
    )


def _with_echo(lines: pl.DataFrame) -> pl.DataFrame:
    """Mark payments of exactly what was received within the days before, that day included."""
    numbered = lines.with_row_index("place")
    paid = numbered.filter(pl.col("paid_out") > 0).select(*KEY, "place", "booked", pl.col("paid_out").alias("sum"))
    received = lines.filter(pl.col("paid_in") > 0).select(
        *KEY, "booked", pl.col("paid_in").alias("sum"), pl.lit(True).alias("echo")
    )
    found = paid.sort("booked").join_asof(
        received.sort("booked"), on="booked", by=[*KEY, "sum"], tolerance=f"{ECHO_DAYS}d", check_sortedness=False
    )
    echoed = found.filter(pl.col("echo")).select("place", "echo")
    return numbered.join(echoed, on="place", how="left", maintain_order="left").with_columns(pl.col("echo").fill_null(False))


def _iban(column: str) -> pl.Expr:
    account = pl.col(column).fill_null("").str.replace_all(" ", "", literal=True).str.to_uppercase()
    return pl.when(account != "").then(account).alias("iban")


def _met(now: pl.Expr) -> pl.Expr:
    return pl.col("party").is_not_null() & now


def _cost() -> pl.Expr:
    family, operation = pl.col("code").str.slice(1, 2), pl.col("code").str.slice(3, 2)
    return family.is_in(COSTS) | (operation == "37")


def _referenced() -> pl.Expr:
    structured = pl.col("structured_reference").fill_null("").str.strip_chars() != ""
    return structured | pl.col("communication").fill_null("").str.contains(DOSSIER)


def _round() -> pl.Expr:
    amount = pl.col("amount_milli").abs()
    return (amount > 0) & pl.when(amount < 2_000_000).then(amount % 100_000 == 0).otherwise(amount % 500_000 == 0)


def _abroad() -> pl.Expr:
    return pl.col("iban").str.contains(r"^[A-Z]{2}\d{2}").fill_null(False) & pl.col("iban").str.starts_with("BE").not_()


def _silence() -> pl.Expr:
    return (pl.col("booked") - pl.col("booked").shift().over(*KEY)).dt.total_days()


def _own_pairs(accounts: pl.DataFrame, own_accounts: pl.DataFrame | None) -> pl.DataFrame:
    """Each controlled account with each own account of its holder."""
    if own_accounts is None:
        schema = {"account": pl.String, "iban": pl.String, "own_account": pl.Boolean}
        return pl.DataFrame(schema=schema)
    return (
        accounts.select(pl.col("iban").alias("account"), "holder_id")
        .unique()
        .join(own_accounts.select("holder_id", "iban").unique(), on="holder_id")
        .select("account", _iban("iban"), pl.lit(True).alias("own_account"))
        .unique()
    )
