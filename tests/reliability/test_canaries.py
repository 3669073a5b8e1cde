"""R23: planted secrets, names and account numbers stand in no error, traceback or log of ours, whatever fails.

What fails goes to a terminal, to the log of a task and into the scheduler's database, so what an error says is as public as
these. `tests/airflow` searches the scheduler's database, its XComs and its logs after the whole main job for the same kinds.

| what fails | would repeat |
|---|---|
| a row that is there already, or breaks a rule of the database | the row |
| a value that the database cannot read | the value |
| a connection with a password | the password |
| a file of the lake, damaged | what stands in it |
| a bank's file under a hostile name | the name, and its lines |
"""

import io
import logging
import traceback
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DataError, IntegrityError, OperationalError

from console import command
from tests.detection.world import IBANS, deliver, register
from warehouse.database import Warehouse, connect, open_warehouse
from warehouse.keys import installation_key
from warehouse.register_tables import Account, Holder, OwnAccount
from warehouse.settings import Settings, load_settings

NAME, SECRET = "Jeanne Verstockt", "canary-of-a-password"
CANARIES = (*IBANS.values(), NAME, "Verstockt", SECRET, "Kanariegeel", "rue du Pont")
LIFE = """
account | booked     | amount   | code     | counterparty | communication
A       | 2026-03-02 | 3500.00  | 00950000 | Kanariegeel  | Kanariegeel 2026
"""


@pytest.fixture
def house(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    register(warehouse, tmp_path)
    deliver(warehouse, LIFE)
    return warehouse


def found_in(*texts: str) -> list[str]:
    return [canary for canary in CANARIES for said in texts if canary.casefold() in said.casefold()]


def told(error: BaseException) -> str:
    """Everything that a traceback shows, the errors behind it too, and what the object says of itself."""
    return "".join(traceback.format_exception(error)) + repr(error) + str(error)


def test_a_row_that_the_database_refuses_is_not_repeated(house: Warehouse, record_property) -> None:
    with house.reading() as session:
        account, holder = session.scalars(select(Account)).first(), session.get(Holder, "H1")
        assert account is not None
        assert holder is not None
        rows = {
            Account: {column.name: getattr(account, column.key) for column in Account.__table__.columns},
            Holder: {column.name: getattr(holder, column.key) for column in Holder.__table__.columns},
            OwnAccount: {"holder_id": "H9", "iban": IBANS["A"], "label": NAME},
        }
    refused = 0
    for table, row in rows.items():
        with pytest.raises(IntegrityError) as failed, house.writing() as session:
            session.execute(insert(table).values(**row))
        assert found_in(told(failed.value)) == [], table
        refused += 1
    record_property("R23", f"{refused} rows refused by the {house.engine.dialect.name} database: 0 canaries in tracebacks")


def test_a_value_that_postgresql_cannot_read_is_not_repeated(house: Warehouse) -> None:
    if house.engine.dialect.name != "postgresql":
        with house.reading() as session:
            assert session.scalar(text("SELECT CAST(:value AS INTEGER)"), {"value": IBANS["A"]}) == 0
        return
    with pytest.raises(DataError) as failed, house.reading() as session:
        session.execute(text("SELECT CAST(CAST(:value AS TEXT) AS INTEGER)"), {"value": IBANS["A"]})
    assert found_in(told(failed.value)) == []


def test_a_password_stands_in_no_error_and_in_no_word_of_the_settings(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://quater:{SECRET}@127.0.0.1:1/quater"
    settings = Settings(tmp_path, url)
    assert found_in(repr(settings), str(settings)) == []
    with pytest.raises(OperationalError) as failed:
        connect(url).connect()
    assert found_in(told(failed.value), repr(connect(url))) == []


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Warehouse]:
    """The same house as a person has it: on SQLite, in a folder."""
    opened = open_warehouse(load_settings(tmp_path / "home", environ={}))
    register(opened, tmp_path)
    deliver(opened, LIFE)
    yield opened
    opened.close()


@pytest.mark.parametrize("damage", ["lake", "table", "key"])
def test_what_a_command_says_when_something_is_broken_names_nobody(
    home: Warehouse, damage: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, record_property
) -> None:
    key = installation_key(home.settings, "evidence-actors")
    if damage == "lake":
        for file in home.settings.lake.rglob("*.parquet"):
            file.write_bytes(file.read_bytes()[:-40] + f"{NAME} {IBANS['A']} Kanariegeel".encode())
    elif damage == "table":
        with home.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE holders RENAME TO gone")
    else:
        (home.settings.secrets / "evidence-actors.key").write_bytes(key + SECRET.encode())
    where, failures = ["--home", str(home.settings.home)], 0
    for words in (["detect", "--on", "2026-06-30"], ["alerts", "list"]):
        for deeper in ("", "1"):
            monkeypatch.setenv("QUATER_TRACEBACK", deeper)
            said = io.StringIO()
            with caplog.at_level(logging.DEBUG), redirect_stderr(said), redirect_stdout(io.StringIO()):
                try:
                    failures += command.run([*words, *where]) != 0
                except Exception as failure:  # what QUATER_TRACEBACK shows
                    said.write(told(failure))
                    failures += 1
            assert found_in(said.getvalue().replace(" ".join(words), ""), caplog.text) == [], words
            assert key.hex() not in said.getvalue()
    assert failures == 2, "one of the two commands meets it, and says so with and without its traceback"
    record_property("R23", f"commands over a damaged {damage}: 0 canaries in {failures} complaints, tracebacks and logs")


def test_what_is_said_of_a_file_of_a_bank_repeats_no_line_of_it(
    home: Warehouse, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    brought = tmp_path / "brought"
    brought.mkdir()
    (brought / "torn.cod").write_text(f"0000{NAME} {IBANS['A']} Kanariegeel\n" * 3, encoding="cp1252")
    said = io.StringIO()
    with caplog.at_level(logging.DEBUG), redirect_stderr(said), redirect_stdout(io.StringIO()):
        command.run(["ingest", str(brought), "--home", str(home.settings.home)])
    assert found_in(said.getvalue(), caplog.text) == []
