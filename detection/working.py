"""The working file of a run: what is known across accounts, read once, for the workers that each take a bucket; and the
outlook that each of them makes of its bucket, for the task that remembers the run.

It lies in the folder `working` of the installation while a run lasts, holds what the lake holds, and is removed when the last
worker is done; one that a crash left behind goes with the next run that is kept a day later. What workers pass on is its
name: a moment, never a person's or an account's.
"""

from __future__ import annotations

import shutil
from dataclasses import fields
from datetime import date, datetime, timedelta

import polars as pl

from detection.outlook import FRAMES, Outlook
from detection.surroundings import Surroundings
from warehouse.settings import Settings

LEFT_BEHIND = timedelta(days=1)
STAMP = "%Y%m%dT%H%M%S%fZ"


def keep(settings: Settings, around: Surroundings, *, at: datetime) -> str:
    """Write what is known across accounts; give the name under which workers find it. Removes what older runs left."""
    folder = settings.working
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
    place = settings.working / name
    return Surroundings(**{one.name: pl.read_parquet(place / f"{one.name}.parquet") for one in fields(Surroundings)})


def leave(settings: Settings, name: str, outlook: Outlook | None, *, bucket: int) -> None:
    """Write the outlook of a bucket under a name; nothing where there is none."""
    for frame in FRAMES if outlook is not None else ():
        getattr(outlook, frame).write_parquet(settings.working / name / f"{frame}-{bucket}.parquet")


def gathered(settings: Settings, name: str, *, on: date, at: datetime, buckets: int) -> Outlook:
    """Give the outlook that the workers of all buckets left under a name, of a run's day and moment."""
    place = settings.working / name
    parts = {frame: [pl.read_parquet(place / f"{frame}-{bucket}.parquet") for bucket in range(buckets)] for frame in FRAMES}
    return Outlook(on, at, **{frame: pl.concat(part) for frame, part in parts.items()})


def remove(settings: Settings, name: str) -> None:
    """Remove what was kept under a name; nothing when it is gone."""
    shutil.rmtree(settings.working / name, ignore_errors=True)
