"""R12: killed at any step and run again, a destruction ends in one state with one certificate; a hold counts at any step.

A kill is a SIGKILL of a real process at the n-th thing it does, twice in a row. A hold is placed by another program at the n-th
thing: either it was in time, then everything it protects is there, or it had to wait until the destruction had committed.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import URL, MetaData, select

from tests.warehouse.conftest import _on_sqlite, _run
from tests.warehouse.decade import ONE, TWO, Decade, kept_movements, movement, past_movements
from tests.warehouse.destroyer import place_hold
from warehouse import lake
from warehouse.database import Warehouse, connect
from warehouse.holds.keeping import KEY as HOLDS_KEY
from warehouse.intake import accounting
from warehouse.keys import installation_key
from warehouse.retention import check_certificate, get_plan, list_certificates
from warehouse.retention.certificate import KEY, check_chain
from warehouse.retention.journal import KEY as JOURNAL_KEY
from warehouse.retention.journal import entries
from warehouse.settings import Settings
from warehouse.signing import public_key

pytestmark = pytest.mark.trial
FULL = os.environ.get("QUATER_TEST_FULL") == "1"
PLAN = "P-0001"
PAST = past_movements(ONE) | past_movements(TWO)
KEPT = kept_movements(ONE) | kept_movements(TWO)


@dataclass
class Installation:
    """Gives copies of one installation with an approved plan: a home and the address of its database."""

    home: Path
    copy_database: Callable[[Path], str]
    folder: Path
    made: int = 0

    def copy(self) -> Settings:
        """Make another copy."""
        self.made += 1
        home = self.folder / f"copy{self.made}"
        shutil.copytree(self.home, home, ignore=shutil.ignore_patterns("quater.sqlite*"))
        return Settings(home, self.copy_database(home))


def _build(warehouse: Warehouse, folder: Path) -> None:
    Decade(warehouse, folder).build((ONE, TWO)).approved()
    public_key(warehouse.settings, KEY)  # keys are made at first use: here, so that every copy has the same
    public_key(warehouse.settings, HOLDS_KEY)
    installation_key(warehouse.settings, JOURNAL_KEY)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def installation(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp(request.param)
    home = folder / "home"
    home.mkdir()
    if request.param == "sqlite":
        for warehouse in _on_sqlite(home, request.getfixturevalue("migrated_sqlite")):
            _build(warehouse, folder)
        database = home / "quater.sqlite"

        def copied(to: Path) -> str:
            shutil.copyfile(database, to / "quater.sqlite")
            return f"sqlite:///{to / 'quater.sqlite'}"

        yield Installation(home, copied, folder)
        return
    server, template = request.getfixturevalue("migrated_postgresql")
    yield from _on_server(server, template, home, folder)


def _on_server(server: URL, template: str, home: Path, folder: Path) -> Iterator[Installation]:
    built = f"quater_{uuid4().hex}"
    _run(server, f'CREATE DATABASE "{built}" TEMPLATE "{template}"')
    settings = Settings(home, server.set(database=built).render_as_string(hide_password=False))
    warehouse = Warehouse(settings, connect(settings.database_url))
    _build(warehouse, folder)
    warehouse.close()
    names = [built]

    def copied(_to: Path) -> str:
        names.append(f"quater_{uuid4().hex}")
        _run(server, f'CREATE DATABASE "{names[-1]}" TEMPLATE "{built}"')
        return server.set(database=names[-1]).render_as_string(hide_password=False)

    yield Installation(home, copied, folder)
    _run(server, *(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in names))


Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def destroyer() -> Iterator[Ask]:
    """Runs the plan of a copy in a process of its own: see `destroyer`; gives how it ended."""
    command = [sys.executable, "-m", "tests.warehouse.destroyer"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as nursery:
        assert nursery.stdin is not None
        assert nursery.stdout is not None

        def ask(settings: Settings, **more: Any) -> dict[str, Any]:
            told = {"home": str(settings.home), "url": settings.database_url, "plan": PLAN, **more}
            nursery.stdin.write(json.dumps(told) + "\n")
            nursery.stdin.flush()
            return json.loads(nursery.stdout.readline())

        yield ask
        nursery.stdin.close()


def _opened(settings: Settings) -> Warehouse:
    return Warehouse(settings, connect(settings.database_url))


def _state(settings: Settings) -> str:
    """Everything that the installation holds, in rows and in files, as one digest; the database's own files left out."""
    warehouse = _opened(settings)
    tables = MetaData()
    with warehouse.engine.connect() as connection:
        tables.reflect(connection)
        rows = {
            t.name: sorted(repr(_told(row)) for row in connection.execute(select(t)).mappings()) for t in tables.sorted_tables
        }
    warehouse.close()
    files = {
        path.relative_to(settings.home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(settings.home.rglob("*"))
        if path.is_file() and not path.name.startswith("quater.sqlite")
    }
    return hashlib.sha256(json.dumps([rows, files], sort_keys=True).encode()).hexdigest()


def _told(row: Mapping[str, object]) -> tuple[object, ...]:
    """What a row says; a part's number tells of the way only, because a transaction that was rolled back uses one up."""
    return tuple(value for name, value in row.items() if name != "part")


def _check(settings: Settings) -> None:
    """What the state must be, from the law and the drawn world."""
    warehouse = _opened(settings)
    assert set(lake.movements(warehouse).collect()["movement_id"]) == KEPT
    (certificate,) = list_certificates(warehouse)
    document = check_certificate(settings, certificate.path)
    assert (document["destroyed"]["movements"], document["verification"]["remnants"]) == (len(PAST), 0)
    assert document["verification"]["found_before"] == len(PAST) + 4
    assert check_chain(settings) == 1
    assert get_plan(warehouse, PLAN).state == "run"
    assert accounting(warehouse).deviations == ()
    assert [entry.name for entry in entries(settings.home / "journal")] == [PLAN]
    assert list((settings.home / "destruction").iterdir()) == []
    warehouse.close()


KILLED_AT, MET_AT = (0.46, 0.96), (0.0, 0.9)
"""Where the quick set meets a run, in shares of its steps: a file half written, half of a certificate out."""


def _points(steps: int, shares: Sequence[float]) -> list[int]:
    return list(range(1, steps + 1)) if FULL else [max(1, round(steps * share)) for share in shares]


def test_ar_5_i_killed_at_any_step_twice_and_run_again_there_is_one_state_and_one_certificate(
    installation: Installation, destroyer: Ask, record_property
) -> None:
    settings = installation.copy()
    steps = destroyer(settings)["steps"]
    _check(settings)
    states = {_state(settings)}
    points = _points(steps, KILLED_AT)
    for point in points:
        settings = installation.copy()
        assert destroyer(settings, fail_at=point) == {"signal": 9}, point
        again = destroyer(settings, fail_at=point)
        assert again == {"signal": 9} or "steps" in again, again  # what is left to do may be shorter
        ended = destroyer(settings)
        assert "steps" in ended, ended
        _check(settings)
        states.add(_state(settings))
    assert len(states) == 1
    kind = "PostgreSQL" if settings.database_url.startswith("postgresql") else "SQLite"
    record_property("R12", f"{kind}: SIGKILL at {len(points)} of {steps} steps, twice in a row: 1 state, 1 certificate")


def test_ar_5_h_a_hold_placed_at_any_step_loses_nothing_or_comes_after(
    installation: Installation, destroyer: Ask, record_property
) -> None:
    steps = destroyer(installation.copy())["steps"]
    met = {"placed": 0, "locked": 0}
    held = {movement(ONE, statement, sequence) for statement, sequence in ((57, 1), (57, 2), (58, 1), (58, 2), (59, 1))}
    for point in _points(steps, MET_AT):
        settings = installation.copy()
        ended = destroyer(settings, meet_at=point)
        assert "steps" in ended, ended
        if ended["met"] == "locked":  # it waits until the destruction has committed, then it stands
            assert place_hold(str(settings.home), settings.database_url, patience_ms=60_000) == "placed"
        warehouse = _opened(settings)
        there = set(lake.movements(warehouse).collect()["movement_id"])
        (certificate,) = list_certificates(warehouse)
        spared = certificate.document["spared"].get("H-0001", {}).get("movements", 0)
        warehouse.close()
        in_time = spared > 0
        assert there == (KEPT | held if in_time else KEPT)
        assert spared == (len(held) if in_time else 0)
        assert certificate.document["destroyed"]["movements"] == len(PAST) - spared
        met[ended["met"]] += 1
        met["in time"] = met.get("in time", 0) + in_time
    assert met["in time"] > 0
    record_property(
        "R12", f"a hold at {sum(met[one] for one in ('placed', 'locked'))} of {steps} steps: 0 held rows lost {met}"
    )
