"""A restore from a backup made before a destruction shows none of what was destroyed, and forgets no hold."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pyrage
import pytest
from sqlalchemy import text

from tests.warehouse.conftest import _run
from tests.warehouse.decade import ACQUITTED, FEB28, LATER, ON, ONE, THEN, TWO, Decade, finding, kept_movements, past_movements
from warehouse import lake
from warehouse.alerts import AlertDraft, get_alert, list_alerts, raise_alerts, store_findings
from warehouse.backup import Backup, back_up, rotate
from warehouse.backup_restore import MARK, restore
from warehouse.database import RESTORING, Warehouse, connect, open_warehouse
from warehouse.errors import Refusal
from warehouse.holds import get_hold, history, list_holds, place, release
from warehouse.intake import accounting
from warehouse.retention import check_chain, list_certificates, run
from warehouse.retention.scanning import Listed, remnants_in, scan
from warehouse.settings import Settings

SOON = LATER + timedelta(hours=2)
KEY = pyrage.x25519.Identity.generate()
PAST = past_movements(ONE) | past_movements(TWO)
KEPT = kept_movements(ONE) | kept_movements(TWO)


@pytest.fixture
def decade(warehouse: Warehouse, tmp_path: Path) -> Decade:
    return Decade(warehouse, tmp_path).build((ONE, TWO))


@pytest.fixture
def elsewhere(warehouse: Warehouse, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[str], Settings]]:
    """Gives new places: an empty home, and an empty database of the same kind as the warehouse's."""
    names: list[str] = []

    def place_named(name: str) -> Settings:
        home = tmp_path / name
        if warehouse.engine.dialect.name == "sqlite":
            return Settings(home, f"sqlite:///{home / 'quater.sqlite'}")
        server, _ = request.getfixturevalue("migrated_postgresql")
        names.append(f"quater_{uuid4().hex}")
        _run(server, f'CREATE DATABASE "{names[-1]}"')
        return Settings(home, server.set(database=names[-1]).render_as_string(hide_password=False))

    yield place_named
    if names:
        server, _ = request.getfixturevalue("migrated_postgresql")
        _run(server, *(f'DROP DATABASE "{name}" WITH (FORCE)' for name in names))


def _backed_up(decade: Decade, to: Path) -> Backup:
    return back_up(decade.warehouse, to, recipients=[str(KEY.to_public())], at=THEN)


def _restore(made: Backup, settings: Settings, decade: Decade, folder: Path, **more: Path):
    identity = folder / "identity.txt"
    identity.write_text(f"# a key\n{KEY}\n", encoding="ascii")
    home = decade.warehouse.settings.home
    given = {"identities": identity, "journal": home / "journal", "certificates": home / "certificates"} | more
    return restore(made.path, settings, on=ON, at=SOON, **given)


def _hold(decade: Decade, **more: str) -> str:
    given = {"scope": "account", "subject": TWO, "ground": "instruction", "opening_act": "act", "authority": "court"} | more
    placed = place(
        decade.warehouse, **given, act_date=date(2036, 1, 5), by="officer", review_on=date(2036, 9, 1), at=THEN
    )  # fmt: skip
    return placed.hold_id


def test_ar_5_m_a_restore_from_before_a_destruction_shows_nothing_of_what_was_destroyed(
    decade: Decade, elsewhere: Callable[[str], Settings], tmp_path: Path
) -> None:
    made = _backed_up(decade, tmp_path / "backups")
    before = list_alerts(decade.warehouse)
    certificate = run(decade.warehouse, decade.approved().plan_id, at=LATER)
    settings = elsewhere("restored")
    done = _restore(made, settings, decade, tmp_path)
    assert done.replayed.destroyed["movements"] == len(PAST)
    restored = open_warehouse(settings)
    assert set(lake.movements(restored).collect()["movement_id"]) == KEPT
    assert {one.alert_id for one in list_alerts(restored)} == {one.alert_id for one in list_alerts(decade.warehouse)}
    assert len(list_alerts(restored)) < len(before)
    assert accounting(restored).deviations == ()
    report = scan(restored, Listed(PAST))
    assert report.found == {}
    assert remnants_in(restored).found == {}
    kept = scan(restored, Listed(KEPT))
    assert kept.texts == KEPT  # and the same scan finds what stays
    assert [one.signature for one in list_certificates(restored)] == [certificate.signature]
    assert check_chain(settings) == 1
    reaching = get_alert(restored, decade.alerts[f"reaching {ONE}"])
    assert [finding.destroyed_movements for finding in reaching.findings] == [1]
    restored.close()


def test_ar_5_m_a_restore_forgets_no_hold_and_no_release(
    decade: Decade, elsewhere: Callable[[str], Settings], tmp_path: Path
) -> None:
    first, ended = _hold(decade), _hold(decade, subject=ONE)
    made = _backed_up(decade, tmp_path / "backups")
    later = _hold(decade, scope="period", subject="2026-02-01..2026-02-27", within="H1")
    for who in ("a", "b"):
        release(decade.warehouse, ended, by=who, on=ON, at=THEN, final=ACQUITTED)
    settings = elsewhere("restored")
    assert _restore(made, settings, decade, tmp_path).holds == 2
    restored = open_warehouse(settings)
    assert [(one.hold_id, one.state) for one in list_holds(restored)] == [
        (first, "active"), (ended, "released"), (later, "active"),
    ]  # fmt: skip
    assert get_hold(restored, later) == get_hold(decade.warehouse, later)
    assert history(restored, ended) == history(decade.warehouse, ended)
    restored.close()


def test_what_was_held_then_and_is_not_destroyed_comes_back_whole(
    decade: Decade, elsewhere: Callable[[str], Settings], tmp_path: Path
) -> None:
    _hold(decade)
    made = _backed_up(decade, tmp_path / "backups")
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    settings = elsewhere("restored")
    _restore(made, settings, decade, tmp_path)
    restored = open_warehouse(settings)
    assert set(lake.movements(restored).collect()["movement_id"]) == KEPT | past_movements(TWO)
    raw = dict(lake.statements(restored).collect().select("statement_id", "raw").iter_rows())
    assert raw == dict(lake.statements(decade.warehouse).collect().select("statement_id", "raw").iter_rows())
    restored.close()


def test_numbers_that_were_given_before_or_since_are_never_given_again(
    decade: Decade, elsewhere: Callable[[str], Settings], tmp_path: Path
) -> None:
    made = _backed_up(decade, tmp_path / "backups")
    settings = elsewhere("restored")
    _restore(made, settings, decade, tmp_path)
    restored = open_warehouse(settings)
    store_findings(restored, [finding("new")], on=ON, at=SOON)
    (given,) = raise_alerts(restored, [AlertDraft("H1", ONE, "credit", FEB28, ("new",))], at=SOON).new
    assert int(given.removeprefix("A-")) > 10_000  # the four alerts of before, and whatever was given since
    assert Decade(restored, tmp_path).plan().plan_id == "P-0001"  # none was given before the backup
    restored.close()


def test_nobody_gets_in_while_a_restore_is_at_work_or_was_interrupted(
    decade: Decade, elsewhere: Callable[[str], Settings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = _backed_up(decade, tmp_path / "backups")
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    settings = elsewhere("restored")
    with monkeypatch.context() as patch:
        patch.setattr("warehouse.backup_restore.replay", lambda *given, **named: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            _restore(made, settings, decade, tmp_path)
    assert (settings.home / MARK).is_file()
    with pytest.raises(Refusal, match="being restored"):
        open_warehouse(settings)
    engine = connect(settings.database_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == RESTORING
    engine.dispose()
    _restore(made, settings, decade, tmp_path)
    restored = open_warehouse(settings)
    assert set(lake.movements(restored).collect()["movement_id"]) == KEPT
    restored.close()


def test_what_is_not_empty_not_opened_or_without_its_journal_is_refused(
    decade: Decade, elsewhere: Callable[[str], Settings], tmp_path: Path
) -> None:
    made = _backed_up(decade, tmp_path / "backups")
    (decade.warehouse.settings.home / "certificates").mkdir(exist_ok=True)
    with pytest.raises(Refusal, match="not empty"):
        _restore(made, decade.warehouse.settings, decade, tmp_path)
    with pytest.raises(Refusal, match="journal"):
        _restore(made, elsewhere("a"), decade, tmp_path, journal=tmp_path / "nowhere")
    other = tmp_path / "other.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()), encoding="ascii")
    with pytest.raises(Refusal, match="private key"):
        _restore(made, elsewhere("b"), decade, tmp_path, identities=other)
    content = made.path.read_bytes()
    made.path.write_bytes(
        content[: len(content) // 2] + bytes([content[len(content) // 2] ^ 1]) + content[len(content) // 2 + 1 :]
    )
    with pytest.raises(Refusal):
        _restore(made, elsewhere("c"), decade, tmp_path)
    for recipients in ([], ["age1nonsense"]):
        with pytest.raises(Refusal, match="age public key"):
            back_up(decade.warehouse, tmp_path / "backups", recipients=recipients, at=THEN)


def test_ar_5_m_a_backup_lives_its_days_and_the_certificate_says_until_when(decade: Decade, tmp_path: Path) -> None:
    (decade.warehouse.settings.home / "retention.toml").write_text("[backups]\ndays = 10\n", encoding="utf-8")
    made = _backed_up(decade, tmp_path / "backups")
    assert made.gone_on == date(2036, 3, 11)
    certificate = run(decade.warehouse, decade.approved().plan_id, at=LATER)
    assert certificate.document["backups_gone_on"] == "2036-03-11"
    settings = decade.warehouse.settings
    assert rotate(settings, tmp_path / "backups", on=date(2036, 3, 10)) == []
    assert len(rotate(settings, tmp_path / "backups", on=date(2036, 3, 11))) == 1
    assert list((tmp_path / "backups").iterdir()) == []


def test_gd_13_a_backup_holds_nothing_in_clear(decade: Decade, tmp_path: Path) -> None:
    made = _backed_up(decade, tmp_path / "backups")
    found = [path for path in (tmp_path / "backups").iterdir() if ONE.encode() in path.read_bytes()]
    assert found == []
    described = json.loads(next((tmp_path / "backups").glob("*.json")).read_text(encoding="utf-8"))["document"]
    assert (described["sha256"], described["rows"]["alerts"]) == (made.sha256, 4)
