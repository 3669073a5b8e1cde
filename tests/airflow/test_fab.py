"""The sign-in of production: Airflow's FAB manager with the roles that `quater roles sync` makes, at the desk and in Airflow.

    person        role in Airflow
    analyst-obfg  Quater analyst OBFG
    analyst-ovb   Quater analyst OVB
    officer       Quater control officer
    dpo           Quater data protection officer
    operator      Quater operator
    both          Quater analyst OBFG and Quater analyst OVB
    stranger      Viewer, a role of Airflow's own

A second Airflow beside the main job's costs a minute of both processors, so these are done by `make test-full` alone.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.airflow_roles import MANAGER, VARIABLE, Synchronised, synchronise
from console.demo.airflow_home import PASSWORDS, environment, prepare_home, usable_port
from console.demo.secrecy import sign_for
from console.demo.user_interface import airflow_running
from tests.airflow.browser import Visitor, chromium
from tests.airflow.served import Served
from warehouse.database import open_warehouse
from warehouse.settings import load_settings

FULL = os.environ.get("QUATER_TEST_FULL") == "1"
pytestmark = [
    pytest.mark.airflow,
    pytest.mark.trial,
    pytest.mark.skipif(not FULL, reason="a second Airflow, signed in to through FAB: by `make test-full`"),
]

PEOPLE = {
    "analyst-obfg": ["Quater analyst OBFG"],
    "analyst-ovb": ["Quater analyst OVB"],
    "officer": ["Quater control officer"],
    "dpo": ["Quater data protection officer"],
    "operator": ["Quater operator"],
    "both": ["Quater analyst OBFG", "Quater analyst OVB"],
    "stranger": ["Viewer"],
}


def airflow(variables: dict[str, str], *words: str) -> str:
    done = subprocess.run([sys.executable, "-m", "airflow", *words], env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], list[Synchronised]]:
    """An installation with FAB: its variables, and what the first synchronisation says."""
    settings = load_settings(tmp_path_factory.mktemp("fab") / "home", environ={})
    prepare_home(settings)
    open_warehouse(settings).close()
    variables = environment(settings, port=usable_port(0)) | {VARIABLE: MANAGER}
    airflow(variables, "db", "migrate")
    return variables, synchronise(variables)


@pytest.fixture(scope="module")
def server(made: tuple[dict[str, str], list[Synchronised]]) -> Iterator[Served]:
    """That installation's UI, with people in it."""
    variables, _ = made
    settings = load_settings(Path(variables["QUATER_HOME"]), environ={})
    words = {name: f"pass-{number}-{name}" for number, name in enumerate(PEOPLE)}
    (settings.secrets / PASSWORDS).write_text(json.dumps(words), encoding="utf-8")
    for name, (role, *others) in PEOPLE.items():
        known = ("--firstname", name, "--lastname", "Test", "--email", f"{name}@quater.example", "--password", words[name])
        airflow(variables, "users", "create", "--username", name, "--role", role, *known)
        for other in others:
            airflow(variables, "users", "add-role", "--username", name, "--role", other)
    sign_for(settings, *PEOPLE)
    port = int(variables["QUATER_PORT"])
    with airflow_running(variables, logs=settings.airflow / "logs", port=port):
        yield Served(port, settings)


def test_the_roles_are_made_and_what_was_changed_by_hand_is_brought_back(
    made: tuple[dict[str, str], list[Synchronised]],
) -> None:
    variables, first = made
    assert [(one.role, one.made, one.taken) for one in first] == [
        ("Quater analyst OBFG", True, 0),
        ("Quater analyst OVB", True, 0),
        ("Quater control officer", True, 0),
        ("Quater data protection officer", True, 0),
        ("Quater operator", True, 0),
    ]
    airflow(variables, "roles", "add-perms", "Quater analyst OBFG", "--resource", "Connections", "--action", "can_read")
    airflow(variables, "roles", "del-perms", "Quater control officer", "--resource", "HITL Detail", "--action", "can_edit")
    assert [(one.made, one.given, one.taken) for one in synchronise(variables)] == [
        (False, 0, 1),
        (False, 0, 0),
        (False, 1, 0),
        (False, 0, 0),
        (False, 0, 0),
    ]


@pytest.mark.parametrize(
    ("person", "alerts", "evidence", "deliveries"),
    [
        ("analyst-obfg", 200, 403, 200),
        ("analyst-ovb", 200, 403, 200),
        ("officer", 200, 403, 200),
        ("dpo", 403, 200, 403),
        ("operator", 403, 403, 200),
        ("both", 403, 403, 403),
        ("stranger", 403, 403, 403),
    ],
)
def test_a_person_has_at_the_desk_the_rights_of_the_one_role_in_airflow(
    server: Served, person: str, alerts: int, evidence: int, deliveries: int
) -> None:
    token = server.token(person)
    found = [server.ask("GET", f"/quater/{page}", token=token).status for page in ("alerts", "evidence", "deliveries")]
    assert found == [alerts, evidence, deliveries]


@pytest.mark.parametrize(
    ("person", "plugins", "dags", "log", "connections"),
    [
        ("analyst-obfg", 200, 403, 403, 403),
        ("officer", 200, 200, 403, 403),
        ("dpo", 200, 200, 200, 403),
        ("operator", 200, 200, 200, 200),
    ],
)
def test_airflow_itself_gives_each_role_no_more_than_its_work_needs(
    server: Served, person: str, plugins: int, dags: int, log: int, connections: int
) -> None:
    token = server.token(person)
    found = [
        server.ask("GET", f"/api/v2/{path}", token=token).status for path in ("plugins", "dags", "eventLogs", "connections")
    ]
    assert found == [plugins, dags, log, connections]


@pytest.mark.browser
def test_an_analyst_signs_in_on_airflow_s_page_and_finds_the_queue_in_its_frame(server: Served) -> None:
    with chromium() as browser:
        anna = Visitor(browser, server, "analyst-obfg")
        desk = anna.sign_in()
        desk.locator("h1").first.wait_for()
        assert "Alerts" in desk.locator("h1").first.inner_text()
        assert anna.others == set()
