"""The feature table: one row per account, currency and month with at least one movement.

Causal: a row follows only from movements booked up to the end of its month, from the register, and from what was known around
the account before (`models.features.around`); taking later movements away changes nothing (a test takes them away). No row
looks at another account's movements, so the table can be built account bucket by account bucket. Months without a movement
have no row: nothing happened that an alert could name; the silence is in `silent_days` of the next row, and old money in rule
stale-floor.

Columns: account, currency, month, movements, past_movements, history_months, peer_group, turnover_milli, then every feature of
the registry as a float (null: cannot be computed). Amounts stay integer thousandths up to the last step.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from models.features.around import Around
from models.features.feature import Feature
from models.features.lines import ACCOUNT_KEY, KEY, MONTH_KEY, prepare
from models.features.measures.ageing import ageing
from models.features.measures.holding import holding
from models.features.measures.ledger import ledger
from models.features.measures.meetings import dossier_meetings, meetings
from models.features.measures.openings import no_openings
from models.features.measures.passing import quick, returned, sent_back, swift
from models.features.measures.past import HABITS, habits, past, quarter
from models.features.measures.payees import payees
from models.features.registry import FEATURE_NAMES, FEATURES, feature
from models.peers import peer_group

FACTS = (*ACCOUNT_KEY, "month", "movements", "past_movements", "history_months", "peer_group", "turnover_milli")
LASTING = (
    *("swift_milli", "swift_days", "quick_milli", "sent_back_milli", "elsewhere_milli", "taken_milli", "taken_of_milli"),
    *("overtaken_dossiers", "lapped_milli", "own_unreferenced_milli", "moved_milli", "circled_milli"),
)
"""Measures that are added up over a quarter (`measures.past.quarter`)."""

MEASURES = (quick, swift, returned, sent_back, meetings, dossier_meetings, ledger, payees)


def build_features(
    movements: pl.LazyFrame,
    accounts: pl.DataFrame,
    *,
    orders: Mapping[str, str],
    own_accounts: pl.DataFrame | None = None,
    openings: pl.DataFrame | None = None,
    around: Around | None = None,
) -> pl.DataFrame:
    """Build the table from movements, the register and the Order of each bar, sorted by account, currency, month.

    `accounts`: iban, currency, kind, judicial_mandate, holder_id, holder_name, bar. `own_accounts`: holder_id, iban.
    `openings`: `openings_of(statements)`; without them every account begins at zero. `around`: what is known beside.
    """
    known = Around() if around is None else around
    prepared = prepare(movements, accounts, own_accounts, known)
    units = prepared.units
    begun = _of_units(no_openings() if openings is None else openings, units)
    lines = _with_first_silence(prepared.frame, begun)
    months = _months(lines)
    measured = (holding(lines, begun), ageing(lines, begun), *(measure(lines) for measure in MEASURES), past(months))
    for measure in measured:
        months = months.join(measure, on=MONTH_KEY, how="left")
    months = months.with_columns(
        pl.selectors.ends_with("_milli", "_milli_days", "_dossiers").fill_null(0), _history(begun, months)
    )
    months = _with_relays(months, units, known)
    own_rates = [feature(name).expression() for name in HABITS if feature(name).shape == "months"]
    months = months.with_columns(own_rates)
    months = months.join(quarter(months, LASTING), on=MONTH_KEY, how="left")
    months = months.join(habits(months), on=MONTH_KEY, how="left")
    table = (
        _with_around(months.join(units, on=KEY, how="left"), known)
        .join(_register(accounts, orders), on=ACCOUNT_KEY, how="left")
        .with_columns(
            peer_group(),
            (pl.col("paid_in_milli") + pl.col("paid_out_milli")).alias("turnover_milli"),
            *(found.expression() for found in FEATURES if found.shape == "months"),
        )
        .with_columns(_gated(found) for found in FEATURES)
    )
    return table.select(*FACTS, *FEATURE_NAMES).sort(*ACCOUNT_KEY, "month")


def _with_first_silence(lines: pl.DataFrame, begun: pl.DataFrame) -> pl.DataFrame:
    """Before an account's first movement lies the silence since the balance that it brought."""
    first = (pl.col("booked") - pl.col("opened")).dt.total_days().clip(lower_bound=0)
    known = lines.join(begun.select(*KEY, "opened"), on=KEY, how="left", maintain_order="left")
    return known.with_columns(pl.coalesce("silent_days", first)).drop("opened")


def _months(lines: pl.DataFrame) -> pl.DataFrame:
    """The features and the integer sums that are plain aggregations of the month's lines."""
    parties = lines.filter(pl.col("party").is_not_null()).group_by(*MONTH_KEY, "party").agg(pl.col("paid_in", "paid_out").sum())
    largest = parties.group_by(MONTH_KEY).agg(
        pl.col("paid_in").max().alias("largest_payer_milli"), pl.col("paid_out").max().alias("largest_payee_milli")
    )
    sums = (
        pl.len().cast(pl.Int64).alias("movements"),
        pl.col("paid_in").sum().alias("paid_in_milli"),
        pl.col("paid_out").sum().alias("paid_out_milli"),
        pl.col("paid_out").filter(pl.col("own")).sum().alias("own_out_milli"),
        pl.col("paid_out").filter(pl.col("own") & pl.col("referenced").not_()).sum().alias("own_unreferenced_milli"),
        pl.max_horizontal(pl.col("paid_in").max(), pl.col("paid_out").max()).alias("largest_milli"),
    )
    months = lines.group_by(MONTH_KEY).agg(*sums, *(found.expression() for found in FEATURES if found.shape == "lines"))
    return months.join(largest, on=MONTH_KEY, how="left").sort(MONTH_KEY)


def _gated(found: Feature) -> pl.Expr:
    """The value where the account was known long enough for it to mean something."""
    return pl.when(pl.col("history_months") >= found.known_months).then(found.name).alias(found.name)


def _history(openings: pl.DataFrame, months: pl.DataFrame) -> pl.Series:
    """Months known before each: since the first movement, or whole months of silence since the first balance; aligned."""
    known = months.select(MONTH_KEY).join(openings, on=KEY, how="left", maintain_order="left")
    silent = pl.col("opened").dt.offset_by("-1d").dt.truncate("1mo").dt.offset_by("1mo")
    first = pl.min_horizontal(pl.col("month").min().over(KEY), silent)
    years, rest = pl.col("month").dt.year() - first.dt.year(), pl.col("month").dt.month() - first.dt.month()
    return known.select((12 * years.cast(pl.Int64) + rest.cast(pl.Int64)).alias("history_months")).to_series()


def _of_units(frame: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    return frame.join(units, on=ACCOUNT_KEY).drop(ACCOUNT_KEY)


def _with_relays(months: pl.DataFrame, units: pl.DataFrame, around: Around) -> pl.DataFrame:
    relayed = around.relays.join(units, on="account").drop(ACCOUNT_KEY)
    return months.join(relayed, on=MONTH_KEY, how="left").with_columns(
        pl.col("hops", "moved_milli", "circled_milli").fill_null(0)
    )


def _with_around(table: pl.DataFrame, around: Around) -> pl.DataFrame:
    """Add what is known around each account-month; nothing known counts as nothing there."""
    found = around.findings.group_by(*ACCOUNT_KEY, "month").agg(
        pl.col("rule").n_unique().cast(pl.Int64).alias("rules_found_count"),
        pl.col("rule").filter(pl.col("grave")).n_unique().cast(pl.Int64).alias("rules_grave_count"),
    )
    return (
        table.join(found, on=[*ACCOUNT_KEY, "month"], how="left")
        .join(around.breaks, on=[*ACCOUNT_KEY, "month"], how="left")
        .with_columns(pl.col("rules_found_count", "rules_grave_count", "breaks").fill_null(0))
    )


def _register(accounts: pl.DataFrame, orders: Mapping[str, str]) -> pl.DataFrame:
    order = pl.col("bar").replace_strict(dict(orders), default=None, return_dtype=pl.String)
    rows = accounts.select(pl.col("iban").alias("account"), "currency", "kind", order.alias("order"))
    return rows.unique(ACCOUNT_KEY, keep="first", maintain_order=True)
