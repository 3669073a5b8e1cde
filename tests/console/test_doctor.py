"""`quater doctor`: an installation made wrong in each way, and what it says; one made right, and it says nothing unsafe."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from console.doctor import look
from tests.console.conftest import quater
from warehouse.breaches import declare
from warehouse.database import Warehouse
from warehouse.evidence import anchor_head, record_access
from warehouse.incidents import report_incident
from warehouse.persons import Requester, register_request
from warehouse.users import attest

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SAFE = {
    "AIRFLOW__CORE__AUTH_MANAGER": "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager",
    "AIRFLOW__API__BASE_URL": "https://desk.example.org",
}


@pytest.fixture
def safe(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    """An installation in which nothing is unsafe: keys and data closed, a head of the day outside, an encrypted desk."""
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    home = warehouse.settings.home
    (home / "evidence.toml").write_text(f'anchors = ["{outside}"]\n', encoding="utf-8")
    (home / "controllers.toml").write_text('[OBFG]\ndpo = "dpo@example.org"\n', encoding="utf-8")
    more = {"purpose": "document", "modality": "page", "result": "granted"}
    record_access(warehouse, actor="anna", action="list", subject="alerts", at=AT, **more)  # type: ignore[arg-type]
    anchor_head(warehouse, on=ON, at=AT)
    facts = {"institution": "OBFG", "role": "analyst_obfg", "quality": "analyst"}
    attest(warehouse, "anna", **facts, until=ON + timedelta(days=100), by="odile", at=AT)
    home.chmod(0o700)
    (home / "quater.sqlite").chmod(0o600)
    return warehouse


def unsafe(warehouse: Warehouse, *, on: date = ON, **more: str) -> list[str]:
    return [one.told for one in look(warehouse, environ=SAFE | more, on=on) if one.unsafe]


def test_jr_15_an_installation_made_right_has_nothing_unsafe(safe: Warehouse) -> None:
    assert unsafe(safe) == []


def _open_key(warehouse: Warehouse) -> None:
    next(warehouse.settings.secrets.glob("*.key")).chmod(0o644)


def _another_visitor(warehouse: Warehouse) -> None:
    more = {"purpose": "document", "modality": "page", "result": "granted"}
    record_access(warehouse, actor="Bert", action="list", subject="alerts", at=AT, **more)  # type: ignore[arg-type]


def _late_request(warehouse: Warehouse) -> None:
    asked = Requester("Somebody", "Gent", "identity card", "", "")
    facts = {"right": "access", "order": "OVB", "language": "nl", "by": "dora"}
    register_request(warehouse, asked, **facts, received_on=date(2026, 10, 21), at=AT)


def _late_breach(warehouse: Warehouse) -> None:
    report_incident(warehouse, "other", subject="alerts", detail="d", by="odile", at=AT)
    yesterday = AT - timedelta(days=1)
    words = {"risk": "high", "nature": "n", "effects": "e", "measures": "m", "by": "dora"}
    declare(warehouse, "I-0001", aware_at=yesterday, since=yesterday, until=AT, at=AT, **words)  # type: ignore[arg-type]


MADE_WRONG: dict[str, tuple[Callable[[Warehouse], object], str]] = {
    "a key that the group reads": (_open_key, "is open to others (0644)"),
    "the folder of the keys": (lambda one: one.settings.secrets.chmod(0o755), "the folder of the keys is open"),
    "the database file": (lambda one: (one.settings.home / "quater.sqlite").chmod(0o644), "the database file is open"),
    "no head outside": (lambda one: (one.settings.home / "evidence.toml").unlink(), "no head of the access log lies outside"),
    "a person for whom nobody answers": (_another_visitor, "no institution answers for bert"),
    "a person who waits for an answer": (_late_request, "G-0001 was to be answered by 2026-11-21"),
    "a breach that waits": (_late_breach, "the authority is to be told by"),
}


@pytest.mark.parametrize("wrong", MADE_WRONG)
def test_jr_15_what_was_made_wrong_is_named_with_what_to_do(safe: Warehouse, wrong: str) -> None:
    spoil, told = MADE_WRONG[wrong]
    spoil(safe)
    (found,) = [one for one in look(safe, environ=SAFE, on=ON) if one.unsafe]
    assert told in found.told
    assert found.remedy


def test_heads_that_cannot_be_brought_out_or_that_stopped_are_unsafe(safe: Warehouse, tmp_path: Path) -> None:
    assert unsafe(safe, on=ON + timedelta(days=3)) == ["the newest head of the access log is of 2026-11-22"]
    for head in (tmp_path / "elsewhere").iterdir():
        head.unlink()
    (tmp_path / "elsewhere").rmdir()
    assert [one for one in unsafe(safe) if "cannot be brought to" in one]


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("AIRFLOW__API__BASE_URL", "http://desk.example.org", "without encryption in transit"),
        ("AIRFLOW__CORE__AUTH_MANAGER", "airflow….simple.simple_auth_manager.SimpleAuthManager", "demonstration's manager"),
        ("AIRFLOW__API__EXPOSE_STACKTRACE", "True", "expose_stacktrace"),
    ],
)
def test_jr_9_jr_15_a_way_in_that_is_open_or_overheard_is_unsafe(safe: Warehouse, setting: str, value: str, told: str) -> None:
    (found,) = unsafe(safe, **{setting: value})
    assert told in found
    overheard_nowhere = {"AIRFLOW__API__BASE_URL": "http://localhost:8080"}
    assert unsafe(safe, **overheard_nowhere) == []


def test_the_demonstration_says_of_itself_that_it_is_none_of_the_orders(
    safe: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in os.environ:
        if name.startswith("AIRFLOW"):
            monkeypatch.delenv(name)
    answer = quater("doctor", "--home", str(safe.settings.home), "--on", "2026-11-22", "--json")
    assert answer.code == 3
    assert [one["check"] for one in answer.json if one["unsafe"]] == ["sign-in"]
    assert "whoever reads the file" in answer.out, "SQLite is known of, and not unsafe by itself"
