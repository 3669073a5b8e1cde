"""An installation of the first release, with its data, becomes one of today, and nothing is lost.

What the first release said of it, by its own commands:

    statements   175 received = 160 ingested + 3 duplicate + 10 quarantined + 2 under mandate; 6 of the 160 destroyed since
    movements    200 in the lake; debits 241 388.63, credits 250 849.20
    alerts       8: A-000001 dismissed and A-000002 reported by anna, 6 open
    hold         H-0001 on the account of A-000002
    certificate  C-0001 of plan P-0003: 6 statements, 12 movements
    accesses     5, tied to each other; their head signed on 2026-11-20
"""

import json
import shutil
import sqlite3
import tarfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.console.conftest import quater
from warehouse.alerts import list_alerts
from warehouse.database import Warehouse, newest_revision, open_warehouse
from warehouse.errors import Refusal
from warehouse.evidence import verify
from warehouse.intake import accounting
from warehouse.lake import movements
from warehouse.retention import check_certificate, check_chain, plan
from warehouse.settings import Settings, load_settings

PACKED = Path(__file__).parent / "first-release.tar.xz"
HELD = (200, -241_388_630, 250_849_200)
"""Movements in the lake; the sums of their debits and credits, in thousandths."""
TOLD_ANEW = {"alembic_version": {"version_num"}}
"""What a migration is there to change, column by column."""
Rows = dict[str, list[dict[str, Any]]]


def rows_of(database: Path) -> Rows:
    """Every row of every table, read without a line of ours."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')] for name in names}
    connection.close()
    return {name: rows for name, rows in found.items() if not name.startswith("sqlite_")}


def sums_of(frame: pl.DataFrame) -> tuple[int, int, int]:
    """Movements, debits and credits, details left out."""
    amounts = frame.filter(~pl.col("is_detail"))["amount_milli"]
    return amounts.len(), int(amounts.filter(amounts < 0).sum()), int(amounts.filter(amounts > 0).sum())


def unpacked(folder: Path) -> Settings:
    with tarfile.open(PACKED) as package:
        package.extractall(folder, filter="data")
    (folder / "secrets").chmod(0o700)
    return load_settings(folder, environ={})


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The installation as the first release left it."""
    return unpacked(tmp_path_factory.mktemp("first-release"))


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The same one, after any program of today has opened it."""
    settings = unpacked(tmp_path_factory.mktemp("upgraded"))
    open_warehouse(settings).close()
    return settings


@pytest.fixture
def warehouse(new: Settings) -> Iterator[Warehouse]:
    opened = open_warehouse(new)
    yield opened
    opened.close()


def test_every_row_of_every_table_is_still_there_and_says_what_it_said(old: Settings, new: Settings) -> None:
    before, after = rows_of(old.home / "quater.sqlite"), rows_of(new.home / "quater.sqlite")
    assert sum(len(rows) for rows in before.values()) > 500
    assert after["alembic_version"] == [{"version_num": newest_revision()}]
    for table, rows in before.items():
        if not rows:
            continue
        kept = [name for name in rows[0] if name in after[table][0] and name not in TOLD_ANEW.get(table, set())]
        was, now = (Counter(tuple(row[name] for name in kept) for row in told[table]) for told in (before, after))
        assert was - now == Counter(), f"rows of {table} are gone or say something else"


def test_the_lake_holds_the_same_movements_to_the_last_cent(old: Settings, warehouse: Warehouse) -> None:
    named = {row["path"] for row in rows_of(old.home / "quater.sqlite")["manifest"] if row["replaced_at"] is None}
    paths = [old.lake / path for path in named if path.startswith("movements/")]
    assert all(sha256(path.read_bytes()).hexdigest() == path.stem for path in paths)
    assert sums_of(pl.read_parquet(paths, hive_partitioning=False)) == HELD
    read = movements(warehouse).collect()
    assert sums_of(read) == HELD
    assert set(read["movement_id"]) == set(pl.read_parquet(paths, hive_partitioning=False)["movement_id"])


def test_every_statement_is_where_the_first_release_said_that_it_is(warehouse: Warehouse) -> None:
    counted = accounting(warehouse)
    places = ("received", "ingested", "duplicate", "quarantined", "mandate", "held", "destroyed")
    assert [getattr(counted, name).statements for name in places] == [175, 160, 3, 10, 2, 154, 6]
    assert (counted.held.movements, -counted.held.debit_milli, counted.held.credit_milli) == HELD
    assert counted.deviations == ()


def test_the_access_log_is_whole_from_its_first_line_and_goes_on(warehouse: Warehouse) -> None:
    before = verify(warehouse)
    assert (before.ok, before.rows) == (True, 5)
    assert quater("alerts", "show", "A-000004", "--by", "anna", "--home", str(warehouse.settings.home)).code == 0
    after = verify(warehouse)
    assert (after.ok, after.rows) == (True, 6)


def test_what_people_decided_stands_after_a_run_of_todays_rules(warehouse: Warehouse) -> None:
    assert quater("detect", "--on", "2026-11-21", "--home", str(warehouse.settings.home)).code == 0
    by_number = {alert.alert_id: alert.status for alert in list_alerts(warehouse)}
    first = {f"A-{number:06}": by_number.get(f"A-{number:06}") for number in range(1, 9)}
    assert first == {
        "A-000001": "dismissed",
        "A-000002": "reported",
        **dict.fromkeys(("A-000003", "A-000004", "A-000005", "A-000006", "A-000007", "A-000008"), "open"),
    }


def test_the_hold_of_the_first_release_still_keeps_what_it_kept(warehouse: Warehouse) -> None:
    at = datetime(2036, 10, 15, 2, 30, tzinfo=UTC)
    drafted = plan(warehouse, on=date(2036, 10, 15), by="program", at=at).as_json()
    kept = {alert.account for alert in list_alerts(warehouse) if alert.alert_id == "A-000002"}
    due = movements(warehouse, accounts=sorted(kept), until=date(2026, 10, 14)).collect()
    assert due.height > 0
    assert drafted["held"] > 0
    assert drafted["movements"] <= HELD[0] - due.height


class TestTheCertificateOfTheFirstReleaseCarriesADigestInThePlaceOfASignature:
    def test_its_own_installation_goes_on_checking_it(self, new: Settings) -> None:
        document = check_certificate(new, new.certificates / "C-0001.json")
        assert (document["plan"], document["destroyed"]["statements"], document["destroyed"]["movements"]) == ("P-0003", 6, 12)
        assert check_chain(new) == 1

    def test_an_altered_byte_is_refused(self, new: Settings, tmp_path: Path) -> None:
        altered = tmp_path / "C-0001.json"
        text = (new.certificates / "C-0001.json").read_text(encoding="utf-8")
        altered.write_text(text.replace('"movements": 12', '"movements": 11'), encoding="utf-8")
        with pytest.raises(Refusal, match="the signature does not fit"):
            check_certificate(new, altered)

    def test_nobody_else_can_check_it_and_another_installation_refuses_it(self, new: Settings, tmp_path: Path) -> None:
        other = load_settings(tmp_path / "other", environ={})
        shutil.copytree(new.certificates, other.certificates)
        with pytest.raises(Refusal, match="the signature does not fit"):
            check_certificate(other, other.certificates / "C-0001.json")
        with pytest.raises(Refusal, match="the signature does not fit"):
            check_certificate(new, new.certificates / "C-0001.json", key="A" * 43 + "=")

    def test_one_that_comes_after_a_signed_one_is_refused(self, new: Settings, tmp_path: Path) -> None:
        from warehouse.keys import installation_key, keyed_digest
        from warehouse.retention.certificate import signed_document

        folder = tmp_path / "certificates"
        folder.mkdir()
        first = signed_document(new, "certificates", {"certificate": "C-0001", "previous_signature": None})
        (folder / "C-0001.json").write_text(first, encoding="utf-8")
        forged = {"certificate": "C-0002", "previous_signature": json.loads(first)["signature"]}
        text = json.dumps(forged, sort_keys=True, ensure_ascii=False)
        keyed = {"document": forged, "signature": keyed_digest(installation_key(new, "certificates"), text)}
        written = json.dumps(keyed, sort_keys=True, ensure_ascii=False, indent=2) + "\n"
        (folder / "C-0002.json").write_text(written, encoding="utf-8")
        with pytest.raises(Refusal, match="C-0002"):
            check_chain(new, folder)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("alerts list", "A-000002"),
        ("hold list", "H-0001"),
        ("quarantine list", "waiting: 10"),
        ("report list", "R-000001"),
        ("retention verify", "1 certificates"),
        ("coverage --on 2026-11-20", "never seen: 1"),
        ("evidence verify", "whole"),
        ("metrics", 'quater_statements{state="ingested"} 160.0'),
    ],
)
def test_the_commands_of_today_work_on_it(new: Settings, line: str, said: str) -> None:
    answer = quater(*line.split(), "--home", str(new.home))
    assert (answer.code, answer.err) == (0, "")
    assert said in answer.out
