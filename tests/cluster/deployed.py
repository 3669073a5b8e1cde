"""The variables and the broker of deploy/compose.yaml, with this machine's folders and ports instead of the containers'."""

import json
import os
import shutil
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import URL

from console.demo.airflow_home import prepare_home
from tests.cluster.certificates import write_certificates
from warehouse.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
SIMPLE = "airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager"
QUICKLY = {
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_SEC": "5",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "60",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "5",
    "AIRFLOW__CORE__DEFAULT_TASK_RETRY_DELAY": "1",
    "AIRFLOW__CORE__HOSTNAME_CALLABLE": "tests.cluster.naming.name",
}
"""What is otherwise than in production: a lost worker is noticed after a minute instead of five minutes, a task is tried
again after one; and a worker says its name."""
services: Mapping[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]


@dataclass(frozen=True)
class Site:
    """Where the cluster of one trial stands: its home and drops, its secrets, its two ports."""

    folder: Path
    api: int
    broker: int

    @property
    def settings(self) -> Settings:
        """The installation, with its database's address in a file, as the containers have it."""
        return load_settings(environ={"QUATER_HOME": str(self.folder / "home"), **self._address()})

    @property
    def secrets(self) -> Path:
        """What lies in /run/secrets in a container."""
        return self.folder / "secrets"

    @property
    def address(self) -> str:
        """Where the API server answers."""
        return f"https://localhost:{self.api}"

    def _address(self) -> dict[str, str]:
        return {"QUATER_DATABASE_URL_FILE": str(self.secrets / "warehouse_url")}

    def here(self, text: str) -> str:
        """A container's folders, names and ports, as they are on this machine."""
        for theirs, ours in (
            ("/run/secrets", str(self.secrets)),
            ("/opt/quater", str(ROOT)),
            ("/var/lib/quater", str(self.folder / "home")),
            ("/srv/quater-drops", str(self.folder / "drops")),
            ("https://api-server:8080", self.address),
            ("//tmp/no-database", f"/{self.folder}/no-database"),
        ):
            text = text.replace(theirs, ours)
        return text

    def environment(self, service: str, **more: str) -> dict[str, str]:
        """The environment of a service: what the compose file gives it, and nothing of ours but the path."""
        told = {name: self.here(str(value)) for name, value in services[service]["environment"].items() if "OIDC" not in name}
        told |= {"AIRFLOW__CORE__AUTH_MANAGER": SIMPLE, "QUATER_PORT": str(self.api), **QUICKLY, **more}
        if "AIRFLOW__API__HOST" in told:
            told |= {"AIRFLOW__API__HOST": "127.0.0.1", "AIRFLOW__API__BASE_URL": self.address}
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
        return {"PATH": path, "HOME": str(self.folder), "LANG": "C.UTF-8", **told}

    def command(self, service: str) -> list[str]:
        """What the service runs."""
        return [
            str(Path(sys.executable).parent / words) if not n else words for n, words in enumerate(services[service]["command"])
        ]

    def broker_settings(self) -> Path:
        """The broker's settings of deploy/, for this machine."""
        text = self.here((DEPLOY / "containers" / "valkey.conf").read_text(encoding="utf-8"))
        text = text.replace("tls-port 6379", f"tls-port {self.broker}\nbind 127.0.0.1").replace(
            "dir /data", f"dir {self.folder}"
        )
        path = self.folder / "broker.conf"
        path.write_text(text, encoding="utf-8")
        return path


def build_site(folder: Path, databases: Mapping[str, URL]) -> Site:
    """Lay the folders and the secrets out."""
    site = Site(folder, _free_port(), _free_port())
    for name in ("home", "drops", "secrets", "logs"):
        (folder / name).mkdir(mode=0o700)
    write_certificates(site.secrets, "api", "valkey")
    broker = f"rediss://:trial@localhost:{site.broker}"
    checked = f"ssl_cert_reqs=CERT_REQUIRED&ssl_ca_certs={site.secrets / 'ca'}"
    kept = {"broker_url": f"{broker}/0", "result_url": f"{broker}/1?{checked}"}
    kept["valkey_users"] = "user default on >trial ~* &* +@all\n"
    for name, database in (("metadata_url", "airflow"), ("warehouse_url", "quater")):
        kept[name] = databases[database].render_as_string(hide_password=False)
    for name, text in kept.items():
        (site.secrets / name).write_text(text, encoding="utf-8")
    prepare_home(site.settings)
    for name in ("fernet", "jwt", "session"):
        shutil.move(site.settings.secrets / name, site.secrets / name)
    return site


def passwords(site: Site) -> dict[str, str]:
    """Who may sign in."""
    found: dict[str, str] = json.loads((site.settings.secrets / "passwords.json").read_text(encoding="utf-8"))
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
