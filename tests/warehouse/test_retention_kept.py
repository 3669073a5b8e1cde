"""Nothing is stored of which nobody said when it goes: every table, dataset, folder and file has its line in `warehouse/kept`.

When one of these tests fails for a store that you have just added, nothing is wrong with the test: write its line. A table with
a day of its own needs `ByDay`, a table whose rows belong to another's needs `With`; a folder or file needs a line in
`warehouse/kept/files.py`. `make docs` then writes the page.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Date, inspect
from sqlalchemy.types import DateTime, TypeEngine

from coda_parser.columns import MOVEMENTS, STATEMENTS
from tests.warehouse.decade import ONE, Decade
from tests.warehouse.members import declared_tables
from warehouse.database import Base, UtcDateTime, Warehouse
from warehouse.erasure_rows import DATES, named
from warehouse.kept import FILES, TABLES, ByDay, ByMovements, Emptied, Standing, With, Working
from warehouse.kept.files import line_of
from warehouse.roles import TABLES as RIGHTS
from warehouse.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("coda_parser", "warehouse", "models", "detection", "console", "dags")
VERSIONS = "alembic_version"
HOW = (
    "warehouse/kept/tables.py has no line for {missing}: say what it holds, what starts its clock, how long, on whose authority"
    " and how it goes. ByDay: its rows have a day of their own. With: they go with the rows of another table. ByMovements: they"
    " name movements, and warehouse/retention/due_analyses.py must find them. Emptied, Working, Standing: see lines.py there."
)


def test_ar_5_b_every_table_of_the_live_database_has_its_line(warehouse: Warehouse):
    live = set(inspect(warehouse.engine).get_table_names()) - {VERSIONS}
    missing = sorted(live - set(TABLES))
    assert not missing, HOW.format(missing=", ".join(missing))
    gone = sorted(set(TABLES) - live)
    assert not gone, f"warehouse/kept/tables.py has a line for {', '.join(gone)}: no such table is in the database"


def test_every_line_names_columns_that_are_there_with_their_key_and_kind():
    declared_tables()
    for name, line in TABLES.items():
        columns = Base.metadata.tables[name].columns
        if isinstance(line.way, ByDay):
            absent = [one for one in line.way.columns if one not in columns]
            assert not absent, f"{name}: no column {absent}"
            key = [column.name for column in Base.metadata.tables[name].primary_key]
            assert sorted(line.way.key.split()) == sorted(key), f"{name}: its primary key is {key}"
            for one in line.way.columns:
                assert _agrees(named(name, [one]).c[one].type, columns[one].type), (
                    f"{name}.{one}: a moment is named at or …_at, a date ends in {', '.join(DATES)}; name the column so"
                )
        if isinstance(line.way, With):
            parent = Base.metadata.tables[line.way.parent].columns
            assert all(one in columns for one in [*line.way.column.split(), *line.way.texts.split()]), name
            assert all(one in parent for one in line.way.key.split()), name


def _agrees(assumed: TypeEngine, declared: TypeEngine) -> bool:
    moment = isinstance(declared, (UtcDateTime, DateTime))
    day = isinstance(declared, Date)
    return moment == isinstance(assumed, UtcDateTime) and day == isinstance(assumed, Date)


def test_what_a_person_may_have_written_is_in_a_column_whose_texts_are_cleaned():
    """Free text that follows an alert (a note, a reason, a detail) may name a movement: its line says in which columns."""
    declared_tables()
    written = {"detail", "reason", "note", "comment", "text", "body", "question", "answer"}
    for name, line in TABLES.items():
        if isinstance(line.way, With) and line.way.parent in ("alerts", "dispositions"):
            told = written & {column.name for column in Base.metadata.tables[name].columns}
            assert told <= set(line.way.texts.split()), f"{name}: add texts={' '.join(sorted(told))!r} to its line"


def test_a_table_that_belongs_to_another_goes_with_one_that_goes():
    for name, line in TABLES.items():
        if isinstance(line.way, With):
            assert isinstance(TABLES[line.way.parent].way, (ByDay, ByMovements, With)), f"{name} goes with a table that stays"


def test_no_row_is_referred_to_by_one_that_would_stay_without_it():
    declared_tables()
    for name, line in TABLES.items():
        if isinstance(line.way, (Standing, Emptied)):
            for key in Base.metadata.tables[name].foreign_keys:
                target = key.column.table.name
                assert isinstance(TABLES[target].way, (Standing, Emptied)), f"{name} stays and refers to {target}, which goes"


def test_whoever_destroys_may_delete_and_write_anew_what_goes():
    for name, line in TABLES.items():
        rights = RIGHTS[name].rights["quater_retention"]
        if isinstance(line.way, (ByDay, ByMovements, With)):
            assert {"SELECT", "DELETE", "MAINTAIN"} <= set(rights), f"{name}: warehouse/roles/declaration.py, retention=…"
        if isinstance(line.way, With) and line.way.texts:
            wanted = f"UPDATE ({', '.join(line.way.texts.split())})"
            assert wanted in rights or "UPDATE" in rights, f"{name}: tombstones need {wanted}"
        if isinstance(line.way, Emptied):
            assert {"SELECT", "MAINTAIN"} <= set(rights), name
            assert any(right.startswith("UPDATE") for right in rights), name


def test_ar_5_b_every_dataset_of_the_lake_has_its_line(warehouse: Warehouse, tmp_path: Path):
    Decade(warehouse, tmp_path).build((ONE,))
    found = {f"lake/{folder.name}" for folder in warehouse.settings.lake.iterdir()}
    assert found == {f"lake/{dataset.name}" for dataset in (STATEMENTS, MOVEMENTS)}
    assert found <= set(FILES), "warehouse/kept/files.py has no line for it"


def _properties() -> set[str]:
    return {name for name, value in vars(Settings).items() if isinstance(value, property)}


@pytest.mark.parametrize("name", sorted(_properties()))
def test_ar_5_b_every_folder_of_the_settings_has_its_line(name: str):
    settings = Settings(Path("/home"), "")
    path = getattr(settings, name).relative_to(settings.home).as_posix()
    assert path == "lake" or path in FILES, f"warehouse/kept/files.py has no line for {path}"


def _below_home(path: Path) -> Iterator[tuple[int, str]]:
    """Give what a source file puts directly below the home: `….home / "name"` or `….home / NAME`, with the line."""
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and _is_home(node.left):
            named = node.right
            if isinstance(named, ast.Constant):
                yield node.lineno, str(named.value)
            elif isinstance(named, ast.Name):
                yield node.lineno, str(constants.get(named.id, f"?{named.id}"))


def _is_home(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "home"


def test_ar_5_b_whatever_the_code_puts_below_the_home_has_its_line():
    found = {
        f"{path.relative_to(ROOT)}:{line}": name
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        for line, name in _below_home(path)
    }
    assert len(found) > 10  # the walk finds what is there
    missing = {place: name for place, name in found.items() if line_of(name) is None and name != "lake"}
    assert not missing, f"warehouse/kept/files.py has no line for {missing}: say what it holds, its clock, term, authority, end"


def test_every_line_says_all_that_is_asked_of_it():
    for name, line in [*TABLES.items(), *FILES.items()]:
        assert all(str(value).strip() for value in (line.holds, line.clock, line.term, line.authority)), name
    for name, table in TABLES.items():
        if isinstance(table.way, (Emptied, Standing, Working)):
            assert all(vars(table.way).values()), name
