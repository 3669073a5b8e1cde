"""Worlds for `benchmarks.ranking`, as rare as life: simulated, taken through the house, kept as what features are made of.

Everything goes the way of an installation: register, dock, rules. What stays of a world is small: the movements, balances and
register that features read, what is known around the accounts, and the truth. The feature table is built anew from them
whenever a world is read, so that a kept world serves whatever the features have become; how fast is measured there.
"""

from __future__ import annotations

import shutil
import time as clock
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Literal

import polars as pl

from benchmarks.simulated import received
from console.simulator import simulate
from detection.learned import DETECTOR
from detection.run import detect
from models.features import NEEDED
from models.features.around import Around
from models.sources import STATEMENT_COLUMNS, around, table_of
from models.truth import read_truth
from warehouse.database import Warehouse
from warehouse.lake import movements, statements
from warehouse.register import accounts_frame, own_accounts_frame

LAST_DAY = date(2026, 6, 30)
LINES, STATEMENTS, ACCOUNTS, OWN = "lines.parquet", "statements.parquet", "accounts.parquet", "own.parquet"
AROUND = ("institutions", "shared", "relays", "findings")
TRUTH = "truth.parquet"
"""Written last: a world that has it is complete."""

Script = Literal["rare", "perturbed"]


@dataclass(frozen=True)
class Speed:
    """How long the features of so many movements took, reading them from Parquet included; seconds of one core."""

    movements: int
    seconds: float

    @property
    def a_second(self) -> int:
        """Movements a second and core."""
        return round(self.movements / self.seconds)


@dataclass(frozen=True)
class Tried:
    """A world as a ranking sees it: its feature table, the account-months planted, the speed of its features."""

    table: pl.DataFrame
    truth: pl.DataFrame
    speed: Speed


def world(folder: Path, script: Script, accounts: int, months: int, seed: int) -> Tried:
    """Read a world from its folder, or make it there first."""
    if not (folder / TRUTH).exists():
        _make(folder, script, accounts, months, seed)
    start = clock.process_time()
    table = _table(folder)
    took = clock.process_time() - start
    lines = pl.scan_parquet(folder / LINES).filter(pl.col("is_detail").not_())
    counted = int(lines.select(pl.len()).collect().item())
    return Tried(table, pl.read_parquet(folder / TRUTH), Speed(counted, took))


def country(worlds: Mapping[int, Tried]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Take worlds together, by seed; the accounts of different worlds stay apart: SEED:ACCOUNT."""
    tables, truths = [], []
    for seed, one in worlds.items():
        apart = pl.concat_str(pl.lit(f"{seed}:"), "account").alias("account")
        tables.append(one.table.with_columns(apart))
        truths.append(one.truth.with_columns(apart))
    return pl.concat(tables).sort("account", "currency", "month"), pl.concat(truths)


def _table(folder: Path) -> pl.DataFrame:
    """The feature table of a kept world, as `models.sources.feature_table` builds an installation's."""
    return table_of(
        pl.scan_parquet(folder / LINES),
        pl.scan_parquet(folder / STATEMENTS),
        accounts=pl.read_parquet(folder / ACCOUNTS),
        own_accounts=pl.read_parquet(folder / OWN),
        beside=Around(**{name: pl.read_parquet(folder / f"around_{name}.parquet") for name in AROUND}),
    )


def _make(folder: Path, script: Script, accounts: int, months: int, seed: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    made = simulate(folder / "world", accounts=accounts, months=months, seed=seed, until=LAST_DAY, script=script)
    at = datetime.combine(LAST_DAY, time(6), tzinfo=UTC)
    with received(made, folder / "home", at=at) as warehouse:
        detect(warehouse, on=LAST_DAY, at=at)
        _keep(warehouse, folder)
    planted = read_truth(made.truth).filter(pl.col("detector") == DETECTOR)
    for remainder in ("world", "home"):
        shutil.rmtree(folder / remainder)
    planted.write_parquet(folder / TRUTH)


def _keep(warehouse: Warehouse, folder: Path) -> None:
    """Keep what features are made of."""
    movements(warehouse, until=LAST_DAY, columns=NEEDED).collect().write_parquet(folder / LINES)
    statements(warehouse, until=LAST_DAY, columns=STATEMENT_COLUMNS).collect().write_parquet(folder / STATEMENTS)
    accounts_frame(warehouse).write_parquet(folder / ACCOUNTS)
    own_accounts_frame(warehouse).write_parquet(folder / OWN)
    beside = around(warehouse, until=LAST_DAY)
    for name in AROUND:
        getattr(beside, name).write_parquet(folder / f"around_{name}.parquet")
