"""What is past its first day of destruction: a pure reading of the lake and of the analyses, holds taken into account.

Movements go on their own day, later of booking and value date. A statement's raw lines go when the last of its movements goes
(an empty one by its statement date). An analysis goes when none of the movements it names stays. What a hold keeps is counted
under that hold. The digest is over the sorted ids of everything planned, so that what two people approved is exactly what
is destroyed.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from sqlalchemy.orm import Session

from warehouse.holds.coverage import Coverage
from warehouse.manifest import LakePart, visible_parts
from warehouse.retention.clock import last_due_day
from warehouse.retention.spared import Spared

MOVEMENT_COLUMNS = ["movement_id", "account", "booked", "valued", "is_detail", "line"]
STATEMENT_COLUMNS = ["statement_id", "account", "statement_date", "movement_count"]
_STATEMENT_OF_MOVEMENT = pl.col("movement_id").str.replace(r"\.[^.]*\.[^.]*$", "").alias("statement_id")
_MONTH_OF_STATEMENT = pl.col("statement_id").str.extract(r"\.(\d{4}-\d{2})-\d{2}\.[^.]*$", 1)


@dataclass(frozen=True)
class LakeDue:
    """Rows of the lake: those to destroy, and what stays of the same months."""

    movements: pl.DataFrame
    """movement_id, statement_id, is_detail, line, part"""
    statements: pl.DataFrame
    """statement_id, statement_date, part"""
    thinned: pl.DataFrame
    """statement_id, part: of statements that stay and lose movements"""
    staying: frozenset[str]
    """movement ids of the months read that stay, because their day has not come or because a hold keeps them"""
    held: Mapping[str, set[str]]
    """statements with something due that a hold keeps → the holds"""
    present: frozenset[str]
    """statements of the months read that are still in the lake"""


@dataclass(frozen=True)
class Due:
    """Everything past its day that no hold keeps, by store; and, by hold, what it spared."""

    on: date
    lake: LakeDue
    findings: tuple[str, ...] = ()
    alerts: tuple[int, ...] = ()
    pieces: tuple[tuple[int, int], ...] = ()
    quarantined: tuple[tuple[str, int], ...] = ()
    receipts: tuple[tuple[str, int], ...] = ()
    rows: Mapping[str, tuple[tuple[Any, ...], ...]] = field(default_factory=dict)
    """rows that have a day of their own: their keys by table"""
    spared: Spared = field(default_factory=Spared)

    @property
    def cutoff(self) -> date:
        """The latest transaction day whose first day of destruction has come."""
        return last_due_day(self.on)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each store; `movements` without details, like everywhere else."""
        details = int(self.lake.movements["is_detail"].sum())
        return {
            "movements": self.lake.movements.height - details,
            "details": details,
            "statements": self.lake.statements.height,
            "findings": len(self.findings),
            "alerts": len(self.alerts),
            "pieces": len(self.pieces),
            "quarantined": len(self.quarantined),
            "receipts": len(self.receipts),
            **{name: len(keys) for name, keys in self.rows.items()},
        }

    def things(self) -> Iterator[str]:
        """Name everything planned, one line each: its store and its id."""
        stores: Mapping[str, Iterable[object]] = {
            "movement": self.lake.movements["movement_id"],
            "statement": self.lake.statements["statement_id"],
            "finding": self.findings,
            "alert": self.alerts,
            "piece": self.pieces,
            "quarantined": self.quarantined,
            "receipt": self.receipts,
            **self.rows,
        }
        return (f"{store} {identity}" for store, ids in stores.items() for identity in ids)

    def digest(self) -> str:
        """Hash the sorted names of everything planned, SHA-256."""
        return hashlib.sha256("\n".join(sorted(self.things())).encode()).hexdigest()


def lake_due(session: Session, root: Path, *, on: date, coverage: Coverage, spared: Spared) -> LakeDue:
    """Find the rows of the lake that are past their day on `on`; counts what holds keep into `spared`."""
    cutoff = last_due_day(on)
    movements = _movements(session, root, cutoff)
    statements = _statements(session, root, cutoff, movements)
    over = _due_statements(session, root, cutoff, movements, statements)
    due = statements.filter(pl.col("statement_id").is_in(over.implode()))
    later = _later_days(session, root, cutoff, coverage, movements, statements)
    held = _held(coverage, movements, statements, due, later)
    kept = pl.col("statement_id").is_in(list(held))
    going = movements.filter(pl.col("due") & ~kept)
    _count(spared, "movements", held, movements.filter(pl.col("due") & kept & ~pl.col("is_detail"))["statement_id"])
    _count(spared, "statements", held, due.filter(kept)["statement_id"])
    return LakeDue(
        movements=going.select("movement_id", "statement_id", "is_detail", "line", "part"),
        statements=due.filter(~kept).select("statement_id", "statement_date", "part"),
        thinned=_thinned(statements, due, going),
        staying=frozenset(movements.filter(~pl.col("due") | kept)["movement_id"]),
        held=held,
        present=frozenset(statements["statement_id"]),
    )


def _movements(session: Session, root: Path, cutoff: date) -> pl.DataFrame:
    schema = {"movement_id": pl.String, "account": pl.String, "booked": pl.Date, "valued": pl.Date}
    rest = {"is_detail": pl.Boolean, "line": pl.Int64, "part": pl.Int64}
    parts = visible_parts(session, "movements", until=f"{cutoff:%Y-%m}")
    frame = pl.concat([pl.DataFrame(schema=schema | rest), *_read(root, parts, MOVEMENT_COLUMNS)], how="vertical_relaxed")
    last = pl.max_horizontal("booked", "valued")
    return frame.with_columns(_STATEMENT_OF_MOVEMENT, (last <= cutoff).alias("due"))


def _statements(session: Session, root: Path, cutoff: date, movements: pl.DataFrame) -> pl.DataFrame:
    """Read the statements that may be due: those of the months up to the cutoff and those that name a due movement."""
    schema = {"statement_id": pl.String, "account": pl.String, "statement_date": pl.Date, "movement_count": pl.Int64}
    named = movements.filter("due").select(_MONTH_OF_STATEMENT.max()).item()
    until = max(f"{cutoff:%Y-%m}", named or "")
    parts = visible_parts(session, "statements", until=until)
    empty = pl.DataFrame(schema=schema | {"part": pl.Int64})
    return pl.concat([empty, *_read(root, parts, STATEMENT_COLUMNS)], how="vertical_relaxed")


def _read(root: Path, parts: Iterable[LakePart], columns: list[str]) -> Iterator[pl.DataFrame]:
    for part in parts:
        frame = pl.read_parquet(root / part.path, columns=columns, hive_partitioning=False)
        yield frame.select(*columns, pl.lit(part.part, dtype=pl.Int64).alias("part"))


def _due_statements(session: Session, root: Path, cutoff: date, movements: pl.DataFrame, statements: pl.DataFrame) -> pl.Series:
    """Give the statements none of whose movements stays; where rows are missing here, the later months are asked too."""
    seen = movements.group_by("statement_id").agg(
        (pl.col("due") & ~pl.col("is_detail")).sum().alias("gone"), (~pl.col("due")).sum().alias("stay")
    )
    asked = statements.join(seen, on="statement_id", how="left").with_columns(pl.col("gone", "stay").fill_null(0))
    over = asked.filter((pl.col("stay") == 0) & ((pl.col("statement_date") <= cutoff) | (pl.col("gone") > 0)))
    whole = over.filter(pl.col("gone") == pl.col("movement_count"))
    doubtful = over.filter(pl.col("gone") != pl.col("movement_count"))
    later = _with_later_movements(session, root, cutoff, doubtful) if doubtful.height else pl.Series([], dtype=pl.String)
    return pl.concat([whole["statement_id"], doubtful.filter(~pl.col("statement_id").is_in(later.implode()))["statement_id"]])


def _with_later_movements(session: Session, root: Path, cutoff: date, doubtful: pl.DataFrame) -> pl.Series:
    wanted = doubtful["statement_id"].implode()
    found = pl.Series("statement_id", [], dtype=pl.String)
    for part in visible_parts(session, "movements", since=f"{cutoff:%Y-%m}"):
        if part.month > f"{cutoff:%Y-%m}":
            ids = pl.read_parquet(root / part.path, columns=["movement_id"], hive_partitioning=False)
            named = ids.select(_STATEMENT_OF_MOVEMENT.unique())["statement_id"]
            found = pl.concat([found, named.filter(named.is_in(wanted))])
    return found


def _thinned(statements: pl.DataFrame, due: pl.DataFrame, going: pl.DataFrame) -> pl.DataFrame:
    """Give the statements that stay though some of their movements go."""
    stay = ~pl.col("statement_id").is_in(due["statement_id"].implode())
    return statements.filter(stay & pl.col("statement_id").is_in(going["statement_id"].unique().implode())).select(
        "statement_id", "part"
    )


def _later_days(
    session: Session, root: Path, cutoff: date, coverage: Coverage, movements: pl.DataFrame, statements: pl.DataFrame
) -> dict[str, set[date]]:
    """Give days of movements of later months, of statements that have some: a hold on a period may be on one of those."""
    until = max((period.until for period in coverage.periods), default=cutoff)
    seen = movements.filter(~pl.col("is_detail")).group_by("statement_id").len()
    asked = statements.join(seen, on="statement_id", how="left").filter(pl.col("len").fill_null(0) < pl.col("movement_count"))
    found: defaultdict[str, set[date]] = defaultdict(set)
    parts = visible_parts(session, "movements", since=f"{cutoff:%Y-%m}", until=f"{until:%Y-%m}") if asked.height else []
    for rows in _read(root, [part for part in parts if part.month > f"{cutoff:%Y-%m}"], ["movement_id", "booked", "valued"]):
        named = rows.with_columns(_STATEMENT_OF_MOVEMENT).filter(pl.col("statement_id").is_in(asked["statement_id"].implode()))
        for statement, booked, valued in named.select("statement_id", "booked", "valued").iter_rows():
            found[statement] |= {day for day in (booked, valued) if day is not None}
    return found


def _held(
    coverage: Coverage, movements: pl.DataFrame, statements: pl.DataFrame, due: pl.DataFrame, later: Mapping[str, set[date]]
) -> dict[str, set[str]]:
    """Give the statements with something due that holds keep; a day of any of their movements may bring the hold."""
    if coverage.empty:
        return {}
    concerned = pl.concat([movements.filter("due")["statement_id"], due["statement_id"]]).unique().implode()
    days: defaultdict[tuple[str, str], set[date | None]] = defaultdict(set)
    rows = (
        movements.filter(pl.col("statement_id").is_in(concerned)).select("statement_id", "account", "booked", "valued").unique()
    )
    for statement, account, booked, valued in rows.iter_rows():
        days[statement, account] |= {booked, valued}
    dated = statements.filter(pl.col("statement_id").is_in(concerned)).select("statement_id", "account", "statement_date")
    for statement, account, day in dated.iter_rows():
        days[statement, account] |= {day, *later.get(statement, ())}
    coverage.follow({key[0]: coverage.directly(*key, dates) for key, dates in days.items()})
    held = {key[0]: coverage.of_statement(*key, dates) for key, dates in days.items()}
    return {statement: holds for statement, holds in held.items() if holds}


def _count(spared: Spared, store: str, held: Mapping[str, set[str]], statements: pl.Series) -> None:
    for statement, number in Counter(statements.to_list()).items():
        spared.count(store, held[statement], number)
