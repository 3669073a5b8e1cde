"""Worlds for `benchmarks.ranking`, as rare as life: simulated, taken through the house, kept as a feature table and a truth.

Everything goes the way of an installation: register, dock, rules, features. What stays of a world is small: the table, the
account-months of what was planted for a model to find, and how fast the features were computed.
"""

from __future__ import annotations

import json
import shutil
import time as clock
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Literal

import polars as pl

from benchmarks.simulated import received
from console.simulator import simulate
from detection.learned import DETECTOR
from detection.run import detect
from models.sources import feature_table
from models.truth import read_truth

LAST_DAY = date(2026, 6, 30)
TABLE, TRUTH, SPEED = "table.parquet", "truth.parquet", "speed.json"
Script = Literal["rare", "perturbed"]


@dataclass(frozen=True)
class Speed:
    """How long the features of so many movements took, reading from the lake with it; seconds of one core."""

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
    if not (folder / SPEED).exists():
        _make(folder, script, accounts, months, seed)
    speed = Speed(**json.loads((folder / SPEED).read_text(encoding="utf-8")))
    return Tried(pl.read_parquet(folder / TABLE), pl.read_parquet(folder / TRUTH), speed)


def country(worlds: Mapping[int, Tried]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Take worlds together, by seed; the accounts of different worlds stay apart: SEED:ACCOUNT."""
    tables, truths = [], []
    for seed, one in worlds.items():
        apart = pl.concat_str(pl.lit(f"{seed}:"), "account").alias("account")
        tables.append(one.table.with_columns(apart))
        truths.append(one.truth.with_columns(apart))
    return pl.concat(tables).sort("account", "currency", "month"), pl.concat(truths)


def _make(folder: Path, script: Script, accounts: int, months: int, seed: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    made = simulate(folder / "world", accounts=accounts, months=months, seed=seed, until=LAST_DAY, script=script)
    at = datetime.combine(LAST_DAY, time(6), tzinfo=UTC)
    with received(made, folder / "home", at=at) as warehouse:
        detect(warehouse, on=LAST_DAY, at=at)
        start = clock.process_time()
        table = feature_table(warehouse, on=LAST_DAY)
        took = clock.process_time() - start
    table.write_parquet(folder / TABLE)
    read_truth(made.truth).filter(pl.col("detector") == DETECTOR).write_parquet(folder / TRUTH)
    for remainder in ("world", "home"):
        shutil.rmtree(folder / remainder)
    (folder / SPEED).write_text(json.dumps(asdict(Speed(made.movements, took))), encoding="utf-8")
