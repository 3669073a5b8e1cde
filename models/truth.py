"""The truth that a model is measured against: which account-months an episode touches.

The truth is a simulator's `truth.csv`, or later the decided alerts: episodes with account, period, the detector concerned and
whether they are lawful.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from warehouse.errors import Refusal

ROW = ("account", "month")
TRUTH_COLUMNS = ("episode_id", "detector", "lawful", "account", "first_date", "last_date")


def read_truth(path: Path) -> pl.DataFrame:
    """Read a truth file as the account-months that its episodes touch (`labels`). Raises Refusal on another file."""
    try:
        raw = pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise Refusal(f"{path} cannot be read as a truth file: {error}") from error
    missing = [name for name in TRUTH_COLUMNS if name not in raw.columns]
    if missing:
        raise Refusal(f"{path} is no truth file: expected the columns {', '.join(TRUTH_COLUMNS)}, missing {', '.join(missing)}")
    return labels(
        raw.select(
            *("episode_id", "account", "detector"),
            (pl.col("lawful") == "true").alias("lawful"),
            pl.col("first_date", "last_date").str.to_date(),
        )
    )


def labels(episodes: pl.DataFrame) -> pl.DataFrame:
    """The account-months that each episode touches: account, month, episode_id, detector, lawful."""
    months = pl.date_ranges(pl.col("first_date").dt.truncate("1mo"), pl.col("last_date").dt.truncate("1mo"), "1mo")
    placed = episodes.filter(pl.col("account").fill_null("") != "")
    touched = placed.select("account", months.alias("month"), "episode_id", "detector", "lawful").explode("month")
    return touched.unique().sort(*ROW, "episode_id", "detector")
