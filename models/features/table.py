"""The feature table: one row per account, currency and month with at least one movement.

Causal: a row follows only from movements booked up to the end of its month and from the register; taking later movements
away changes nothing (a test takes them away). No row looks at another account, so the table can be built account bucket
by account bucket. Months without a movement have no row: nothing happened that an alert could name; the silence is in
`silent_days` of the next row, and old money in rule stale-floor.

Columns: account, currency, month, movements, past_movements, history_months, peer_group, then every feature of the
registry as a float (null: cannot be computed). Amounts stay integer thousandths up to the last step.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from models.features.lines import KEY, MONTH_KEY, prepare
from models.features.measures.ageing import ageing
from models.features.measures.holding import holding
from models.features.measures.openings import no_openings
from models.features.measures.passing import quick, returned
from models.features.measures.past import past
from models.features.registry import FEATURE_NAMES, FEATURES
from models.peers import peer_group

FACTS = (*MONTH_KEY, "movements", "past_movements", "history_months", "peer_group")
MEASURED = ("held_milli", "held_milli_days", "stale_milli", "quick_milli", "returned_milli")


def build_features(
    movements: pl.LazyFrame,
    accounts: pl.DataFrame,
    *,
    orders: Mapping[str, str],
    own_accounts: pl.DataFrame | None = None,
    openings: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Build the table from movements, the register and the Order of each bar, sorted by account, currency, month.

    `accounts`: iban, currency, kind, judicial_mandate, holder_id, holder_name, bar. `own_accounts`: holder_id, iban.
    `openings`: `openings_of(statements)`; without them every account begins at zero.
    """
    lines = prepare(movements, accounts, own_accounts)
    begun = no_openings() if openings is None else openings
    months = _months(lines)
    for measure in (holding(lines, begun), ageing(lines, begun), quick(lines), returned(lines), past(months)):
        months = months.join(measure, on=MONTH_KEY, how="left")
    table = (
        months.with_columns(pl.col(MEASURED).fill_null(0), _history(begun, months))
        .join(_register(accounts, orders), on=KEY, how="left")
        .with_columns(peer_group(), *_expressions("months"))
        .with_columns(
            pl.when(pl.col("history_months") >= found.known_months).then(found.name).alias(found.name) for found in FEATURES
        )
    )
    return table.select(*FACTS, *FEATURE_NAMES).sort(MONTH_KEY)


def _months(lines: pl.DataFrame) -> pl.DataFrame:
    """The features and the integer sums that are plain aggregations of the month's lines."""
    parties = lines.filter(pl.col("party").is_not_null()).group_by(*MONTH_KEY, "party").agg(pl.col("paid_out").sum())
    largest = parties.group_by(MONTH_KEY).agg(pl.col("paid_out").max().alias("largest_payee_milli"))
    sums = (
        pl.len().cast(pl.Int64).alias("movements"),
        pl.col("paid_in").sum().alias("paid_in_milli"),
        pl.col("paid_out").sum().alias("paid_out_milli"),
        pl.col("paid_out").filter(pl.col("own")).sum().alias("own_out_milli"),
    )
    months = lines.group_by(MONTH_KEY).agg(*sums, *_expressions("lines"))
    return (
        months.join(largest, on=MONTH_KEY, how="left").with_columns(pl.col("largest_payee_milli").fill_null(0)).sort(MONTH_KEY)
    )


def _expressions(shape: str) -> list[pl.Expr]:
    return [feature.expression() for feature in FEATURES if feature.shape == shape]


def _history(openings: pl.DataFrame, months: pl.DataFrame) -> pl.Series:
    """Months since the account's first statement or movement, aligned with the month table."""
    known = months.select(MONTH_KEY).join(openings, on=KEY, how="left", maintain_order="left")
    first = pl.min_horizontal(pl.col("month").min().over(KEY), pl.col("known_since").dt.truncate("1mo"))
    years, rest = pl.col("month").dt.year() - first.dt.year(), pl.col("month").dt.month() - first.dt.month()
    return known.select((12 * years.cast(pl.Int64) + rest.cast(pl.Int64)).alias("history_months")).to_series()


def _register(accounts: pl.DataFrame, orders: Mapping[str, str]) -> pl.DataFrame:
    order = pl.col("bar").replace_strict(dict(orders), default=None, return_dtype=pl.String)
    return accounts.select(pl.col("iban").alias("account"), "currency", "kind", order.alias("order")).unique(KEY, keep="first")
