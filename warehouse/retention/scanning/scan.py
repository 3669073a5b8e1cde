"""One scan: the control, then the whole home, the database and the scheduler's; what was found where, what was not read.

Files are named by their path below the home, tables by `sql:` or `scheduler:` and their name. What could not be decoded is
listed: whoever reads the report decides what that means, and a destruction treats it as not proved.
"""

from __future__ import annotations

import gzip
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import Engine, create_engine, select

from warehouse import lake
from warehouse.database import Warehouse
from warehouse.deliveries_tables import DeliveredStatement
from warehouse.retention.scanning.databases import found_in_postgresql_files, found_in_rows, found_in_sqlite_files
from warehouse.retention.scanning.files import Reader, UnreadableError, found_in_file
from warehouse.retention.scanning.seeking import Dangling, Listed, Seeker

SCHEDULER = Path("airflow") / "airflow.db"
CONTROL = "CONTROL QV7XKZ 446"
"""A text that is nowhere but in the files made for the control."""


@dataclass
class Report:
    """What a scan read and found: texts by place; `unread` names what could not be decoded."""

    files: int = 0
    tables: int = 0
    rows: int = 0
    found: dict[str, set[str]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    @property
    def texts(self) -> set[str]:
        """Everything found."""
        return set().union(*self.found.values())

    def note(self, place: str, found: set[str]) -> None:
        """Write down what was found in a place."""
        if found:
            self.found.setdefault(place, set()).update(found)

    def as_json(self) -> dict[str, Any]:
        """Give what the scan read, and where it found how much; never the texts, which would be one more copy of them."""
        return {
            "files": self.files,
            "tables": self.tables,
            "rows": self.rows,
            "found": {place: len(texts) for place, texts in sorted(self.found.items())},
            "unread": sorted(self.unread),
        }


def scan(
    warehouse: Warehouse,
    seeker: Seeker,
    *,
    readers: Mapping[str, Reader] | None = None,
    scheduler_url: str | None = None,
    besides: Iterable[Path] = (),
) -> Report:
    """Look everywhere; raises RuntimeError when the control is not found. `besides`: further folders, such as a log's."""
    given = dict(readers or {})
    _try_the_readers(given)
    report = Report()
    home = warehouse.settings.home
    for folder in (home, *besides):
        _scan_files(report, folder, home, seeker, given)
    _scan_database(report, warehouse.engine, "sql", seeker)
    _scan_scheduler(report, home, scheduler_url, seeker)
    return report


def remnants_in(warehouse: Warehouse, **more: Any) -> Report:
    """Look everywhere for movements and statements that are no longer there: what is found is a remnant of them."""
    return scan(warehouse, Dangling(_known(warehouse)), **more)


def _known(warehouse: Warehouse) -> frozenset[str]:
    movements = lake.movements(warehouse, columns=["movement_id"]).collect()["movement_id"].to_list()
    statements = lake.statements(warehouse, columns=["statement_id"]).collect()["statement_id"].to_list()
    with warehouse.reading() as session:
        received = session.scalars(select(DeliveredStatement.statement_id).where(DeliveredStatement.statement_id.is_not(None)))
        return frozenset([*movements, *statements, *(one for one in received if one is not None)])


def _scan_files(report: Report, folder: Path, home: Path, seeker: Seeker, readers: Mapping[str, Reader]) -> None:
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(home).as_posix() if path.is_relative_to(home) else str(path)
        try:
            found = found_in_file(path, seeker, readers, name=name)
        except FileNotFoundError:
            continue  # removed meanwhile
        except (UnreadableError, PermissionError):
            report.unread.append(name)
            found = seeker.in_text(path.name)
        report.files += 1
        report.note(name, found)


def _scan_database(report: Report, engine: Engine, called: str, seeker: Seeker) -> None:
    for table, found, rows in found_in_rows(engine, seeker):
        report.tables += 1
        report.rows += rows
        report.note(f"{called}:{table}", found)
    if engine.dialect.name == "postgresql":
        for name, read in found_in_postgresql_files(engine, seeker):
            if read is None:
                report.unread.append(f"{called}: {name}")
            else:
                report.note(f"{called}: {name}", read)
    elif engine.url.database:
        for name, found in found_in_sqlite_files(Path(engine.url.database), seeker):
            report.note(f"{called}: bytes of {name}", found)


def _scan_scheduler(report: Report, home: Path, url: str | None, seeker: Seeker) -> None:
    if url is None and not (home / SCHEDULER).is_file():
        return
    engine = create_engine(url or f"sqlite:///{home / SCHEDULER}")
    try:
        _scan_database(report, engine, "scheduler", seeker)
    finally:
        engine.dispose()


def _try_the_readers(readers: Mapping[str, Reader]) -> None:
    """Plant a control in a file of each kind and look for it with the same readers."""
    seeker = Listed([CONTROL])
    with tempfile.TemporaryDirectory(prefix="quater-control-") as name:
        folder = Path(name)
        for path in _controls(folder):
            if found_in_file(path, seeker, readers) != {CONTROL}:
                raise RuntimeError(
                    f"the scan did not find its own control in {path.name}: what it does not find proves nothing"
                )
        engine = create_engine(f"sqlite:///{folder / 'control.sqlite'}")
        try:
            rows = set().union(*(found for _, found, _ in found_in_rows(engine, seeker)))
            files = set().union(*(found for _, found in found_in_sqlite_files(folder / "control.sqlite", seeker)))
        finally:
            engine.dispose()
        if rows != {CONTROL} or files != {CONTROL}:
            raise RuntimeError("the scan did not find its control in a database: what it does not find proves nothing")


def _controls(folder: Path) -> Iterator[Path]:
    parquet, packed, plain = folder / "control.parquet", folder / "control.log.gz", folder / "control.html"
    pq.write_table(pa.table({"other": ["x", f"before {CONTROL} behind"], "raw": [b"", b""]}), parquet, write_statistics=False)
    packed.write_bytes(gzip.compress(CONTROL.encode()))
    plain.write_text(f"<p>{CONTROL}</p>", encoding="utf-8")
    with sqlite3.connect(folder / "control.sqlite") as connection:
        connection.execute("CREATE TABLE control (said TEXT)")
        connection.execute("INSERT INTO control VALUES (?)", (f'{{"a": "{CONTROL}"}}',))
    connection.close()
    yield from (parquet, packed, plain)
