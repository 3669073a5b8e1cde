"""The month's draw: some months of accounts that no alert is to be read for, drawn at random and read like any other.

The population is every month of a controlled account with a movement, in the last closed month, less
- those for which an alert stands on the reading list or was decided: they are read anyway;
- accounts that an earlier draw took within 180 days: a dismissal silences them for so long, and nobody is read twice by chance.

From it a simple random sample without replacement is drawn, seeded by the day and the month, so that the same lake gives the
same draw and anybody can repeat it; what was drawn from how many is recorded (`warehouse.random_draws`). One draw a month: a
repetition changes nothing. The size is the random share of the budget.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

import polars as pl

from detection.budget import ReadingList, reading_list, shares
from detection.months import MONTH, largest
from detection.random_check import DETECTOR, RULE, check
from warehouse.alerts import Finding, findings_of, list_alerts, store_findings
from warehouse.alerts.reviewed import FINAL
from warehouse.database import Warehouse
from warehouse.lake import movements
from warehouse.persons import restricted_accounts
from warehouse.random_draws import RandomDraw, draw_of, record_draw
from warehouse.register import accounts_frame

NOT_AGAIN = timedelta(days=180)
NEEDED = ("movement_id", "account", "currency", "booked", "is_detail", "amount_milli", "bank_reference")


def draw_month(warehouse: Warehouse, *, on: date, at: datetime) -> RandomDraw:
    """Draw from the last month that is closed on a day, and store what was drawn as findings; the month's first draw stands."""
    month = last_closed(on)
    known = draw_of(warehouse, month)
    if known is not None:
        return known
    to_read = reading_list(warehouse, on=on)
    booked = booked_in(warehouse, month)
    unread = booked.select(MONTH).unique().join(_taken(warehouse, to_read, month, on), on=["account", "currency"], how="anti")
    seed = f"{on.isoformat()} {month:%Y-%m}"
    drawn = sample(unread.sort(MONTH), _size(to_read), seed)
    draw = RandomDraw(month, on, seed, unread.height, drawn.height)
    store_findings(warehouse, _checks(warehouse, booked, drawn, draw), on=on, at=at)
    return record_draw(warehouse, draw, at=at)


def last_closed(on: date) -> date:
    """Give the first day of the last month that is over at the end of a day.

    >>> last_closed(date(2026, 4, 29)), last_closed(date(2026, 4, 30))
    (datetime.date(2026, 3, 1), datetime.date(2026, 4, 1))
    """
    first = (on + timedelta(days=1)).replace(day=1)
    return (first - timedelta(days=1)).replace(day=1)


def sample(population: pl.DataFrame, size: int, seed: str) -> pl.DataFrame:
    """Draw without replacement from sorted rows; the same rows and the same seed give the same draw, in the rows' order."""
    places = Random(seed).sample(range(population.height), min(size, population.height))  # noqa: S311 - a draw to be repeated
    return population[sorted(places)]


def booked_in(warehouse: Warehouse, month: date) -> pl.DataFrame:
    """The month's movements of controlled accounts, details left out, and those whose use is restricted (GDPR, art. 18)."""
    until = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    counted = movements(warehouse, since=month, until=until, columns=NEEDED).filter(~pl.col("is_detail"))
    restricted = sorted(restricted_accounts(warehouse))
    register = accounts_frame(warehouse).filter(~pl.col("judicial_mandate"), ~pl.col("iban").is_in(restricted))
    known = register.select(pl.col("iban").alias("account"), "currency").lazy()
    return (
        counted.join(known, on=["account", "currency"], how="semi", maintain_order="left")
        .with_columns(pl.lit(month).alias("month"))
        .collect()
    )


def _taken(warehouse: Warehouse, to_read: ReadingList, month: date, on: date) -> pl.DataFrame:
    """The accounts that are read anyway, or were drawn lately."""
    end = (month + timedelta(days=31)).replace(day=1)
    read = [reading.alert for reading in to_read.readings]
    read += [alert for status in FINAL for alert in list_alerts(warehouse, status=status)]
    taken = [one for alert in read for one in alert.findings if one.last_date >= month and one.first_date < end]
    taken += [one for one in findings_of(warehouse, detector=DETECTOR) if one.last_date > on - NOT_AGAIN]
    keys = sorted({(finding.account, finding.currency) for finding in taken})
    return pl.DataFrame(keys, schema={"account": pl.String, "currency": pl.String}, orient="row")


def _size(to_read: ReadingList) -> int:
    """The random share of what the hard breaches leave of a whole month."""
    hard = sum(reading.why == "hard" for reading in to_read.readings)
    return shares(max(0, to_read.capacity - hard))[1]


def _checks(warehouse: Warehouse, booked: pl.DataFrame, drawn: pl.DataFrame, draw: RandomDraw) -> list[Finding]:
    register = accounts_frame(warehouse).select(pl.col("iban").alias("account"), "currency", "holder_id", "bar")
    most = RULE.on("named", draw.month) or 0
    rows = largest(booked.lazy(), drawn.lazy(), most).collect().join(register, on=["account", "currency"], how="left")
    return [check(row, size=draw.size, population=draw.population) for row in rows.sort(MONTH).iter_rows(named=True)]
