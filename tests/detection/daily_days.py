"""A world of tables, day after day: what a run over everything finds for the first time on a day, and what a daily run finds.

Each statement is delivered on its own day, or, where a test says so, later. No lake and no database: the frames that a run
reads are cut from the world as it is known on the day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

import polars as pl

from coda_parser.columns import MOVEMENTS, STATEMENTS
from detection.asking import Day, Edges
from detection.daily import find_news
from detection.engine import find_all
from detection.foresight import Came
from detection.material import Material
from detection.news import LastRun, News, news_of
from detection.outlook import Outlook
from detection.registry import detectors
from tests.detection.town import town
from warehouse.alerts import Finding
from warehouse.news import COLUMNS

LATE: Mapping[str, int] = {}
"""Statements that come so many days after their date."""


def at(day: date) -> datetime:
    """Give the moment of the run of a day: in the evening, when what came that day is there."""
    return datetime.combine(day, time(22), tzinfo=UTC)


@dataclass(frozen=True)
class Days:
    """The town, and which of its statements come late."""

    late: Mapping[str, int] = field(default_factory=dict)

    def known(self, day: date) -> Material:
        """Give everything as it is known on a day."""
        whole = town(day)
        return replace(
            whole,
            movements=self._arrived(whole.movements.collect(), day).lazy(),
            statements=self._arrived(whole.statements.collect(), day).lazy(),
            refused=whole.refused.filter(pl.col("statement_date") <= day),
        )

    def full(self, day: date) -> dict[str, Finding]:
        """Give what a run over everything finds on a day, by key."""
        return {finding.key: finding for finding in find_all(self.known(day))}

    def outlook(self, day: date) -> Outlook:
        """Give what a run over everything foresees on a day."""
        return Outlook(day, at(day)).and_of(self.known(day), detectors().values())

    def daily(self, day: date, last: LastRun) -> tuple[dict[str, Finding], News]:
        """Give what a daily run finds on a day, and what was new."""
        known, days = self.known(day), frozenset({*town(day).accounts["iban"]})
        came = Came(
            movements=self._since(known.movements.collect(), MOVEMENTS, last.outlook),
            statements=self._since(known.statements.collect(), STATEMENTS, last.outlook),
            counted=known.movements,
            register=known.accounts,
        )
        news = news_of(came, last, on=day, registered=frozenset(), changed=frozenset())
        moved, stated = known.movements.collect(), known.statements.collect()

        def loaded(edges: Edges) -> Material:
            frames = (_behind(frame, column, edges) for frame, column in ((moved, "booked"), (stated, "statement_date")))
            movements, statements = frames
            return replace(known, movements=movements.lazy(), statements=statements.lazy(), faulty=news.faulty)

        silent = {account or "" for name in ("coverage", "silences") for account in getattr(known.around, name)["account"]}
        everybody = days | silent | {account or "" for account in known.refused["account"]} | set(moved["account"])
        found = find_news(Day(frozenset(everybody), news, last.on, last.outlook, loaded), detectors().values())
        return {finding.key: finding for finding in found}, news

    def _arrival(self, rows: pl.DataFrame) -> pl.Series:
        key = pl.format("{} {}", "account", pl.col("statement_date").dt.to_string("iso"))
        delays = key.replace_strict(dict(self.late), default=0, return_dtype=pl.Int64) if self.late else pl.lit(0)
        return rows.select(pl.col("statement_date").dt.offset_by(pl.format("{}d", delays)).alias("came")).to_series()

    def _arrived(self, rows: pl.DataFrame, day: date) -> pl.DataFrame:
        return rows.filter(self._arrival(rows) <= day)

    def _since(self, rows: pl.DataFrame, dataset: object, outlook: Outlook) -> pl.DataFrame:
        came = self._arrival(rows).dt.combine(time(20)).dt.replace_time_zone("UTC").alias("added_at")
        added = rows.select(COLUMNS[dataset]).with_columns(came, pl.lit(False).alias("destroyed"))  # type: ignore[index]
        day = "booked" if dataset is MOVEMENTS else "statement_date"
        return added.filter((pl.col("added_at") >= outlook.at) | (pl.col(day) > outlook.on))


def _behind(rows: pl.DataFrame, day: str, edges: Edges) -> pl.DataFrame:
    asked = pl.DataFrame(list(edges.items()), schema={"account": pl.String, "_edge": pl.Date}, orient="row")
    known = rows.join(asked, on="account", maintain_order="left")
    return known.filter((pl.col(day) > pl.col("_edge")).fill_null(True)).drop("_edge")


def next_run(day: date, last: LastRun | None, outlook: Outlook | None) -> LastRun:
    """Give the run of a day as the next one looks back to it."""
    found = outlook if outlook is not None else last.outlook  # type: ignore[union-attr]
    return LastRun(day, at(day), found)


def days_from(first: date, count: int) -> list[date]:
    """Give so many days in a row."""
    return [first + timedelta(days=number) for number in range(count)]
