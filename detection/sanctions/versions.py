"""The versions of the lists below the home: what was brought, by whom, when; of each source the last one counts.

A version is a pair of files named by the SHA-256 of the original: its entries (Parquet) and its description (JSON), written
in this order, each first under a name that nobody reads. So a version that can be listed is whole, and bringing the same
file again changes nothing.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import polars as pl

from detection.sanctions.reading import read_list
from detection.surroundings import SANCTIONS
from warehouse.durable import write_whole
from warehouse.fingerprint import sha256
from warehouse.settings import Settings

FOLDER = "sanctions"


@dataclass(frozen=True)
class Version:
    """One version of a source's list. `made_on`: the day that the list itself gives, None for none."""

    digest: str
    source: str
    format: str
    made_on: date | None
    imported_at: datetime
    imported_by: str
    entries: int
    names: int
    counts: bool = False
    """Whether it is the version of its source that is screened against; never stored."""


def import_list(settings: Settings, data: bytes, *, source: str | None = None, by: str, at: datetime) -> Version:
    """Read a list and keep it as its source's version; raises `Refusal` when it is none. Bringing it again gives the first."""
    read, digest = read_list(data), sha256(data)
    known = next((version for version in list_versions(settings) if version.digest == digest), None)
    if known is not None:
        return known
    rows = read.rows.with_columns(pl.lit(source or read.source).alias("source"))
    named = rows.filter(pl.col("name_plain") != "")
    version = Version(
        digest=digest,
        source=source or read.source,
        format=read.format,
        made_on=read.made_on,
        imported_at=at,
        imported_by=by,
        entries=rows["entry"].n_unique(),
        names=named["name_plain"].n_unique(),
    )
    folder = settings.home / FOLDER
    content = BytesIO()
    rows.write_parquet(content)
    write_whole(folder / f"{digest}.parquet", content.getvalue())
    described = {name: value for name, value in asdict(version).items() if name != "counts"}
    write_whole(folder / f"{digest}.json", json.dumps(described, default=str, indent=1).encode())
    return next(each for each in list_versions(settings) if each.digest == digest)


def list_versions(settings: Settings) -> list[Version]:
    """Give every version, by source and moment, and which of them count."""
    found = [_described(path) for path in sorted((settings.home / FOLDER).glob("*.json"))]
    ordered = sorted(found, key=lambda version: (version.source, version.imported_at, version.digest))
    last = {version.source: version.digest for version in ordered}
    return [replace(version, counts=last[version.source] == version.digest) for version in ordered]


def current(settings: Settings) -> pl.DataFrame:
    """Give the entries that counterparties are screened against (`surroundings.SANCTIONS`); empty without any list."""
    folder = settings.home / FOLDER
    counting = [pl.read_parquet(folder / f"{each.digest}.parquet") for each in list_versions(settings) if each.counts]
    return pl.concat([SANCTIONS.to_frame(), *counting])


def _described(path: Path) -> Version:
    told = json.loads(path.read_text(encoding="utf-8"))
    made_on = date.fromisoformat(told["made_on"]) if told["made_on"] not in (None, "None") else None
    return Version(**told | {"made_on": made_on, "imported_at": datetime.fromisoformat(told["imported_at"])})
