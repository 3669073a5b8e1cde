"""After the commit: files that hold what was destroyed go, and every place where it was is searched for it.

Files that the manifest does not name are decoded first: those that hold something destroyed go at once, whatever their age,
and that they hold it is the proof that the search finds. One that cannot be decoded, such as the half of a file that a killed
program wrote, cannot be shown to be free of it: where something was destroyed it goes too. Then the folders that lost rows
are decoded whole; the certificate counts the files that the lake consists of, so that it does not depend on what a killed
attempt left. Of the database the bytes are searched once it is written anew (SQLite), or the rows of the tables that lost
something (PostgreSQL, whose files only a superuser may read; `quater retention scan` reads them where it may). Every step may
be repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select, text

from warehouse.database import Warehouse
from warehouse.durable import flush_folder
from warehouse.erasure import DROP_FILE, LAKE_FOLDER, MOVEMENT, PIECE_FILE, STATEMENT
from warehouse.manifest import LakePart
from warehouse.remnants import search_files, try_the_search
from warehouse.reports_register.pieces import remove_piece
from warehouse.retention.leftovers import note_found
from warehouse.retention.scanning.databases import found_in_sqlite_files
from warehouse.retention.scanning.seeking import Identities


@dataclass(frozen=True)
class Cleaned:
    """What was searched: files of the lake decoded, their rows, ids found before the old files went and after."""

    files: int
    rows: int
    found_before: int
    remnants: int


def clean_lake(warehouse: Warehouse, number: int, left: Mapping[str, Set[str]]) -> Cleaned:
    """Remove the files of the lake that hold what was destroyed, then look for it; RuntimeError when something is left."""
    root = warehouse.settings.lake
    wanted = left[MOVEMENT] | left[STATEMENT]
    try_the_search()
    named = _named(warehouse)
    touched = left[LAKE_FOLDER]
    before = search_files(root, _strays(root, root, named), wanted)
    found = note_found(warehouse.settings, number, left, len(before.ids))
    going = {*before.found, *(name for name in before.unreadable if name.rpartition("/")[0] in touched)}
    for name in going:
        (root / name).unlink(missing_ok=True)
    for folder in sorted({(root / name).parent for name in going}):
        flush_folder(folder)
    after = search_files(root, (root / name for name in sorted(named) if name.rpartition("/")[0] in touched), wanted)
    beside = search_files(root, (path for folder in touched for path in _strays(root, root / folder, named)), wanted)
    broken = sorted({*after.found, *after.unreadable, *beside.found})
    if broken:
        raise RuntimeError(f"the destruction is not complete: {len(broken)} files of the lake, the first is {broken[0]}")
    return Cleaned(after.files, after.rows, found, len(after.ids))


def clean_files(warehouse: Warehouse, left: Mapping[str, Set[str]]) -> None:
    """Remove the pieces of reports and the acknowledgements that went."""
    settings = warehouse.settings
    for name in sorted(left[PIECE_FILE]):
        remove_piece(settings, name)
    for name in sorted(left[DROP_FILE]):
        path = settings.drop / name
        if path.is_file():
            path.unlink()
            flush_folder(path.parent)


def search_database(engine: Engine, wanted: Set[str], tables: Iterable[str]) -> int:
    """Look for destroyed ids in the database; gives how many places were read. RuntimeError when something is left."""
    seeker = Identities(wanted)
    if engine.dialect.name == "postgresql":
        found = dict(_in_rows(engine, seeker, tables))
    else:
        found = dict(found_in_sqlite_files(Path(engine.url.database or ""), seeker))
    places = [place for place, hits in found.items() if hits]
    if places:
        raise RuntimeError(f"the destruction is not complete: something destroyed is still in {', '.join(sorted(places))}")
    return len(found)


def _in_rows(engine: Engine, seeker: Identities, tables: Iterable[str]) -> Iterable[tuple[str, set[str]]]:
    with engine.connect() as connection:
        for table in tables:
            found: set[str] = set()
            for month in sorted(seeker.months):
                rows = connection.execute(
                    text(f'SELECT t::text FROM "{table}" AS t WHERE t::text LIKE :month'),  # noqa: S608 - a table of ours
                    {"month": f"%{month}%"},
                )
                found = found.union(*(seeker.in_text(row) for row in rows.scalars()))
            yield table, found


def _strays(root: Path, folder: Path, named: Set[str]) -> list[Path]:
    """Give the files of a folder of the lake that no line of the manifest names."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path.relative_to(root).as_posix() not in named]


def _named(warehouse: Warehouse) -> set[str]:
    with warehouse.reading() as session:
        return set(session.scalars(select(LakePart.path).where(LakePart.replaced_at.is_(None))))
