"""The working file of a run: what is known across accounts, read once, for the workers that each take a bucket.

It lies in the folder `working` of the installation while a run lasts, holds what the lake holds, and is removed when the last
worker is done; one that a crash left behind goes with the next run that is kept a day later. What workers pass on is its
name: a moment, never a person's or an account's.
"""

from __future__ import annotations

import shutil
from dataclasses import fields
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from detection.surroundings import Surroundings
from warehouse.settings import Settings

LEFT_BEHIND = timedelta(days=1)
STAMP = "%Y%m%dT%H%M%S%fZ"


def keep(settings: Settings, around: Surroundings, *, at: datetime) -> str:
    """Write what is known across accounts; give the name under which workers find it. Removes what older runs left."""
    folder = _folder(settings)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.name < (at - LEFT_BEHIND).strftime(STAMP):
            shutil.rmtree(old, ignore_errors=True)
    place = folder / at.strftime(STAMP)
    place.mkdir(mode=0o700, exist_ok=True)
    for one in fields(Surroundings):
        getattr(around, one.name).write_parquet(place / f"{one.name}.parquet")
    return place.name


def kept_around(settings: Settings, name: str) -> Surroundings:
    """Read back what was kept under a name."""
    place = _folder(settings) / name
    return Surroundings(**{one.name: pl.read_parquet(place / f"{one.name}.parquet") for one in fields(Surroundings)})


def remove(settings: Settings, name: str) -> None:
    """Remove what was kept under a name; nothing when it is gone."""
    shutil.rmtree(_folder(settings) / name, ignore_errors=True)


def _folder(settings: Settings) -> Path:
    return settings.home / "working"
