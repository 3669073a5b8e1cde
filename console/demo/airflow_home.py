"""Airflow's own home below the installation: its folders, its secrets, the environment that its processes need.

The repository's airflow.cfg stays short and relative; what differs from one installation to the next stands in environment
variables that this module gives. Secrets (tokens, encrypted connections, sessions, the demonstration's passwords) are made
at the first run, readable by their owner only, and never stand in the repository or on a command line.

Nothing here imports Airflow: the variables must be set before the first `import airflow`, in a process of its own.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import socket
import sys
from collections.abc import Mapping
from configparser import RawConfigParser
from pathlib import Path

from warehouse.errors import Refusal
from warehouse.settings import DATABASE_VARIABLE, HOME_VARIABLE, Settings

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = ROOT / "airflow.cfg"
PASSWORDS = "passwords.json"
DEFAULT_PORT = 8080
DESK = "/plugin/alerts"
"""Where the Airflow UI shows the desk."""


def prepare_home(settings: Settings) -> None:
    """Make the folders and, where they are missing, the secrets and the passwords; change nothing that exists."""
    if not CONFIGURATION.exists():
        raise Refusal(f"Airflow's settings are missing: expected {CONFIGURATION}; run from a checkout of the repository")
    for folder in (settings.home, settings.airflow, settings.secrets):
        folder.mkdir(parents=True, exist_ok=True)
    settings.secrets.chmod(0o700)
    keep_secret(settings.secrets / "fernet", base64.urlsafe_b64encode(os.urandom(32)).decode())
    for name in ("jwt", "session"):
        keep_secret(settings.secrets / name, secrets.token_hex(32))
    _keep_passwords(settings.secrets / PASSWORDS)


def keep_secret(path: Path, content: str) -> None:
    """Write a secret readable by its owner only; an existing one is kept."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(content)


def _keep_passwords(path: Path) -> None:
    """Give a password to whoever has none yet; the others keep theirs."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    missing = {name: secrets.token_urlsafe(12) for name, _ in people() if name not in known}
    if missing:
        path.unlink(missing_ok=True)
        keep_secret(path, json.dumps(known | missing))


def people() -> list[tuple[str, str]]:
    """Who may sign in to the demonstration: (name, role), as airflow.cfg says."""
    parser = RawConfigParser()
    parser.read(CONFIGURATION, encoding="utf-8")
    pairs = (entry.strip().partition(":") for entry in parser["core"]["simple_auth_manager_users"].split(","))
    return [(name, role) for name, _, role in pairs]


def passwords(settings: Settings) -> Mapping[str, str]:
    """The demonstration's passwords by name."""
    found: dict[str, str] = json.loads((settings.secrets / PASSWORDS).read_text(encoding="utf-8"))
    return found


def environment(
    settings: Settings, *, port: int = DEFAULT_PORT, connections: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The variables of every Airflow process of this installation, on top of this process's own.

    `connections` holds Airflow connections by their id, each as the JSON that Airflow reads.
    """
    binaries = str(Path(sys.executable).parent)  # `airflow` must be the one of this virtual environment
    return {
        **os.environ,
        HOME_VARIABLE: str(settings.home),
        DATABASE_VARIABLE: settings.database_url,
        "QUATER_ROOT": str(ROOT),
        "QUATER_PORT": str(port),
        "AIRFLOW_HOME": str(settings.airflow),
        "AIRFLOW_CONFIG": str(CONFIGURATION),
        "GX_ANALYTICS_ENABLED": "False",
        "PATH": os.pathsep.join([binaries, os.environ.get("PATH", os.defpath)]),
        **{f"AIRFLOW_CONN_{name.upper()}": value for name, value in (connections or {}).items()},
    }


def usable_port(preferred: int = DEFAULT_PORT) -> int:
    """The preferred port when it is free on this machine, else any free one."""
    for candidate in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", candidate))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise Refusal("no free port on 127.0.0.1 for the user interface")
