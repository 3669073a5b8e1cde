"""Signing in at an OpenID Connect provider: the groups that it names are the roles at the desk.

    person  groups at the provider              at the desk
    anna    quater-analyst-obfg                 an analyst of OBFG
    dirk    quater-dpo, staff                   the data protection officer
    vera    staff                               nobody

The provider is a small real one on this machine; a second Airflow beside the main job's is started by `make test-full` alone.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from console.airflow_roles import MANAGER, VARIABLE, synchronise
from console.demo.airflow_home import ROOT, environment, prepare_home, usable_port
from console.demo.secrecy import sign_for
from console.demo.user_interface import airflow_running
from tests.airflow.browser import chromium
from tests.airflow.served import Served
from warehouse.settings import load_settings

FULL = os.environ.get("QUATER_TEST_FULL") == "1"
pytestmark = [
    pytest.mark.airflow,
    pytest.mark.browser,
    pytest.mark.trial,
    pytest.mark.skipif(not FULL, reason="a second Airflow, signed in to through a provider: by `make test-full`"),
]
GROUPS = {"anna": ["quater-analyst-obfg"], "dirk": ["quater-dpo", "staff"], "vera": ["staff"]}
STARTS_WITHIN = 60.0


@contextmanager
def provider(port: int, log: Path) -> Iterator[str]:
    """A running provider that knows the people; its address."""
    people = [
        json.dumps({"sub": name, "preferred_username": name, "email": f"{name}@quater.example", "groups": groups})
        for name, groups in GROUPS.items()
    ]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    command += [word for person in people for word in ("--user-claims", person)]
    with log.open("wb") as written, subprocess.Popen(command, stdout=written, stderr=subprocess.STDOUT) as process:
        try:
            address = f"http://localhost:{port}"
            _wait_for(f"{address}/.well-known/openid-configuration")
            yield address
        finally:
            process.terminate()


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            with urlopen(address, timeout=5) as answer:
                assert answer.status == 200
                return
        except URLError:
            assert time.monotonic() < deadline, f"nothing answers at {address}"
            time.sleep(0.2)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An installation that signs people in at the provider."""
    folder = tmp_path_factory.mktemp("oidc")
    settings = load_settings(folder / "home", environ={})
    prepare_home(settings)
    sign_for(settings, *GROUPS)
    secret = folder / "secret"
    secret.write_text("between the provider and us\n", encoding="utf-8")
    port = usable_port(0)
    with provider(usable_port(0), folder / "provider.log") as issuer:
        variables = environment(settings, port=port) | {
            VARIABLE: MANAGER,
            "AIRFLOW__FAB__CONFIG_FILE": str(ROOT / "deploy" / "webserver_config.py"),
            "QUATER_OIDC_ISSUER": issuer,
            "QUATER_OIDC_CLIENT": "quater",
            "QUATER_OIDC_SECRET_FILE": str(secret),
        }
        migrated = [sys.executable, "-m", "airflow", "db", "migrate"]
        subprocess.run(migrated, env=variables, capture_output=True, check=True)
        synchronise(variables)
        with airflow_running(variables, logs=settings.airflow / "logs", port=port):
            yield Served(port, settings)


def sign_in(browser: Any, server: Served, person: str) -> Any:
    """Led from the desk to the provider and back; gives the page."""
    page = browser.new_context().new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{server.address}/auth/login/oidc")
    page.locator(f"button[name=sub][value={person}]").click()
    page.wait_for_url(lambda url: url.startswith(server.address) and "/auth/" not in url)
    return page


@pytest.mark.parametrize(
    ("person", "alerts", "evidence"), [("anna", 200, 403), ("dirk", 403, 200), ("vera", 403, 403)], ids=list(GROUPS)
)
def test_the_group_at_the_provider_is_the_role_at_the_desk(server: Served, person: str, alerts: int, evidence: int) -> None:
    with chromium() as browser:
        page = sign_in(browser, server, person)
        found = [page.goto(f"{server.address}/quater/{name}").status for name in ("alerts", "evidence")]
        assert found == [alerts, evidence]
