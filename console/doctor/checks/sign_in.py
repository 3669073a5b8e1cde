"""The way in: a sign-in that is not the demonstration's, encryption in transit, no settings shown to a browser."""

from __future__ import annotations

from collections.abc import Iterator
from configparser import RawConfigParser
from urllib.parse import urlsplit

from console.demo.airflow_home import CONFIGURATION
from console.doctor.finding import Finding, Patient

OF_DEMONSTRATION = "simple"
HERE = ("localhost", "127.0.0.1", "::1")


def check(patient: Patient) -> Iterator[Finding]:
    """Find what lets in whom it should not, or lets others listen."""
    if OF_DEMONSTRATION in _setting(patient, "core", "auth_manager"):
        told = "people sign in by the demonstration's manager: passwords in one file, the same for ever"
        remedy = "set auth_manager to Airflow's FAB manager, sign in at the Orders' provider, then: quater roles sync"
        yield Finding("sign-in", True, told, remedy)
    address = urlsplit(_setting(patient, "api", "base_url").replace("${QUATER_PORT}", "8080"))
    encrypted = address.scheme == "https" or bool(_setting(patient, "api", "ssl_cert"))
    if not encrypted and address.hostname not in HERE:
        told = f"the desk answers at {address.hostname} without encryption in transit"
        yield Finding("sign-in", True, told, "give [api] ssl_cert and ssl_key, or an https base_url behind a proxy")
    for name in ("expose_config", "expose_stacktrace"):
        if _setting(patient, "api", name).lower() == "true":
            yield Finding("sign-in", True, f"[api] {name} shows a browser what it must not see", f"set {name} = False")


def _setting(patient: Patient, section: str, name: str) -> str:
    """A setting of Airflow: from the environment, else from the file that is named there, else from ours."""
    given = patient.environ.get(f"AIRFLOW__{section.upper()}__{name.upper()}")
    if given is not None:
        return given
    parser = RawConfigParser()
    parser.read(patient.environ.get("AIRFLOW_CONFIG", CONFIGURATION), encoding="utf-8")
    return parser.get(section, name, fallback="")
