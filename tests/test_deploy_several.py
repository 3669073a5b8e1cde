"""`deploy/compose.yaml` and `deploy/helm/values.yaml`: what can be shown of them without an engine or a cluster.

image    pinned to a version; ours to this release
secret   a file, declared, and given to the services that name it, and to no other
service  a health check, or it runs once and ends
worker   nothing of Airflow's database, nor the keys of its tokens
variable known to Airflow (a command in its place only where Airflow takes one), and documented, both ways
"""

import json
import os
import re
import shutil
import stat
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.airflow.conftest import airflow_settings, in_airflow

__all__ = ["airflow_settings", "in_airflow"]

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
CONTAINERS = DEPLOY / "containers"
CHART_SCHEMA = "QUATER_CHART_SCHEMA"
RELEASE = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
OURS = re.compile(r"quater(-drop)?")
PINNED = re.compile(r"\d+\.\d+(\.\d+)?(-[a-z]+)?")
NAMED = re.compile(r"\b((?:QUATER|AIRFLOW|GX|POSTGRES|METADATA|WAREHOUSE)_[A-Z_]+[A-Z])\b")
SECRET_FILE = re.compile(r"/run/secrets/(?:worker/|airflow/)?([a-z_]+)")
OF_AIRFLOW_ALONE = {"metadata_url", "fernet", "jwt", "session", "api_key", "oidc"}
READ_BY_CODE = {"QUATER_USER", "AIRFLOW_CONN"}
PARTS = ("migrateDatabaseJob", "apiServer", "scheduler", "dagProcessor", "triggerer")

compose: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
values: dict[str, Any] = yaml.safe_load((DEPLOY / "helm" / "values.yaml").read_text(encoding="utf-8"))
services: dict[str, dict[str, Any]] = compose["services"]


def named(pairs: list[dict[str, str]]) -> dict[str, str]:
    """The chart's list of names and values, as a table."""
    return {pair["name"]: pair["value"] for pair in pairs}


def environments() -> Iterator[tuple[str, dict[str, str]]]:
    """What every service, and every part of the chart, finds in its environment."""
    for name, service in services.items():
        yield name, service.get("environment", {})
    for part in PARTS:
        yield part, named(values["env"] + values[part]["env"])
    yield "workers", named(values["env"] + values["workers"]["celery"]["env"])


def test_every_image_is_pinned_and_ours_to_this_release() -> None:
    images = [service["image"] for service in services.values()]
    images += [f"{image['repository']}:{image['tag']}" for image in values["images"].values()]
    for path in CONTAINERS.glob("*Dockerfile"):
        images += re.findall(r"^FROM (\S+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(images) > 10
    for image in images:
        name, _, tag = image.rpartition(":")
        assert tag == RELEASE if OURS.fullmatch(name) else PINNED.match(tag), image
    assert (values["airflowVersion"], values["defaultAirflowTag"]) == (_installed("apache-airflow"), RELEASE)


def _installed(package: str) -> str:
    found = re.search(rf"^{package}==(\S+)", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return found[1]


def test_the_image_holds_every_room_of_the_house() -> None:
    copied = re.findall(r"^COPY (.+) \S+$", (CONTAINERS / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    sources = {source for line in copied for source in line.split()}
    rooms = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert sources >= {*rooms["packages"], "airflow.cfg", "constraints.txt", "Makefile", "deploy"}
    assert [source for source in sources if not (ROOT / source).exists()] == []


def test_every_secret_is_a_file_and_is_given_to_those_that_read_it_and_to_nobody_else() -> None:
    declared = compose["secrets"]
    assert all(set(secret) == {"file"} for secret in declared.values())
    assert all(secret["file"].startswith("${QUATER_SECRETS:?") for secret in declared.values())
    read: set[str] = set()
    for name, service in services.items():
        given = set(service.get("secrets", []))
        told = " ".join([str(service.get("command", "")), str(service.get("healthcheck", "")), *_texts(name, service)])
        asked = set(SECRET_FILE.findall(told))
        assert asked <= given, f"{name} reads {asked - given}, which it is not given"
        read |= given
        allowed = asked | ({"ca", "api_cert"} if "AIRFLOW_CONFIG" in service.get("environment", {}) else set())
        assert given <= allowed, f"{name} is given {given - allowed}, which it does not read"
    assert read == set(declared)


def _texts(name: str, service: dict[str, Any]) -> list[str]:
    """What else a service is told: its environment, and the files of ours that it finds in its container."""
    mounted = [volume.split(":")[0] for volume in service.get("volumes", []) if volume.startswith("./")]
    texts = [str(value) for value in service.get("environment", {}).values()]
    texts += [(DEPLOY / path).read_text(encoding="utf-8") for path in mounted]
    return [*texts, (CONTAINERS / "start-drop.sh").read_text(encoding="utf-8")] if name == "drop" else texts


def test_no_variable_holds_a_secret() -> None:
    for name, environment in environments():
        for variable, value in environment.items():
            assert not re.search(r"://[^/@]*:[^/@]+@", str(value)), f"{name}: {variable} holds a password"
            if re.search(r"PASSWORD|SECRET|_KEY|FERNET|BROKER|BACKEND", variable):
                assert SECRET_FILE.search(str(value)), f"{name}: {variable} is not a file"
    assert set(values["enableBuiltInSecretEnvVars"].values()) == {False}


def test_a_worker_is_given_nothing_of_airflows_database_and_no_key_of_its_tokens() -> None:
    of_workers = {name: environment for name, environment in environments() if name in ("worker", "workers")}
    for name, environment in of_workers.items():
        asked = {secret for value in environment.values() for secret in SECRET_FILE.findall(str(value))}
        assert not asked & OF_AIRFLOW_ALONE, name
        assert environment["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"].startswith("sqlite:////tmp/"), name
    assert not set(services["worker"]["secrets"]) & OF_AIRFLOW_ALONE
    mounted = [*values["volumes"], *values["workers"]["celery"].get("extraVolumes", [])]
    assert "quater-airflow" not in [volume["name"] for volume in mounted]
    assert len(of_workers) == 2


def test_every_service_has_a_health_check_or_runs_once_before_the_others() -> None:
    once = [name for name, service in services.items() if "healthcheck" not in service]
    assert once == ["setup"]
    assert services["setup"]["restart"] == "no"
    for name, service in services.items():
        if name not in once:
            assert service["restart"] == "unless-stopped", name
            assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL"), name
            assert {"interval", "timeout", "retries"} <= set(service["healthcheck"]), name
    waits = {name for name, service in services.items() if "setup" in service.get("depends_on", {})}
    assert waits == {"api-server", "scheduler", "dag-processor", "triggerer", "worker"}


def test_what_a_service_refers_to_exists() -> None:
    networks, volumes = set(), set()
    for service in services.values():
        networks |= set(service["networks"])
        for volume in service.get("volumes", []):
            source = volume.split(":/")[0]
            if source.startswith("./"):
                assert (DEPLOY / source).is_file(), source
            elif not source.startswith("$"):
                volumes.add(source)
        assert set(service.get("depends_on", {})) <= set(services)
    assert networks == set(compose["networks"])
    assert volumes == set(compose["volumes"])
    assert "drop" not in [name for name, service in services.items() if "inside" in service["networks"]]


def test_airflow_knows_every_setting_and_takes_a_command_in_its_place(in_airflow: Callable[[str], Any]) -> None:
    used = {variable for _, environment in environments() for variable in environment if variable.startswith("AIRFLOW__")}
    known: dict[str, dict[str, bool]] = in_airflow(
        "from airflow.configuration import conf\n"
        "answer = {section: {option: bool(told.get('sensitive')) for option, told in held['options'].items()}"
        " for section, held in conf.configuration_description.items()}"
    )
    assert len(used) > 15
    unknown = []
    for variable in sorted(used):
        _, section, option = variable.lower().split("__")
        options = known.get(section, {})
        if option not in options and not (option.endswith("_cmd") and options.get(option.removesuffix("_cmd"))):
            unknown.append(variable)
    assert unknown == []


def test_every_variable_is_documented_and_every_documented_one_is_used() -> None:
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8").partition("## What is set in the environment")[2]
    table = "\n".join(line.split("|")[1] for line in page.splitlines() if line.startswith("| `"))
    documented = set(NAMED.findall(table))
    files = [path for path in DEPLOY.rglob("*") if path.is_file()]
    used = {variable for path in files for variable in NAMED.findall(path.read_text(encoding="utf-8"))}
    used |= {variable for _, environment in environments() for variable in environment}
    assert used - documented - {CHART_SCHEMA} == set()
    assert documented - used - READ_BY_CODE == set()


@pytest.mark.parametrize("script", sorted(CONTAINERS.glob("*.sh")), ids=lambda path: path.name)
def test_the_scripts_are_ones_that_a_shell_can_read(script: Path) -> None:
    assert subprocess.run(["sh", "-n", str(script)], capture_output=True, check=False).returncode == 0


def test_postgresqls_image_runs_the_script_instead_of_reading_it_into_its_own() -> None:
    assert (CONTAINERS / "databases.sh").stat().st_mode & stat.S_IXUSR


def test_sshd_accepts_the_settings_of_the_drop(sshd: Path, tmp_path: Path) -> None:
    key = tmp_path / "host_key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    text = (CONTAINERS / "sshd_config").read_text(encoding="utf-8")
    settings = tmp_path / "sshd_config"
    settings.write_text(text.replace("/etc/ssh/quater_host_key", str(key)).replace("/etc/ssh/sshd_config.d", str(tmp_path)))
    done = subprocess.run([sshd, "-T", "-f", str(settings)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for line in ("passwordauthentication no", "permitrootlogin no", "authenticationmethods publickey"):
        assert line in done.stdout.lower().splitlines()


def test_docker_compose_accepts_the_file(tmp_path: Path) -> None:
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode != 0:
        pytest.skip("docker compose, which reads deploy/compose.yaml, is not installed")
    asked = set(re.findall(r"\$\{(QUATER_[A-Z_]+)", (DEPLOY / "compose.yaml").read_text(encoding="utf-8")))
    command = [docker, "compose", "--file", str(DEPLOY / "compose.yaml"), "config", "--quiet"]
    done = subprocess.run(
        command, env={**os.environ, **dict.fromkeys(asked, str(tmp_path))}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(CHART_SCHEMA not in os.environ, reason=f"{CHART_SCHEMA} names no values.schema.json of the chart")
def test_the_values_keep_the_charts_schema() -> None:
    import jsonschema

    schema = json.loads(Path(os.environ[CHART_SCHEMA]).read_text(encoding="utf-8"))
    keeper = jsonschema.validators.validator_for(schema)(schema)
    assert [f"{problem.json_path}: {problem.message}" for problem in keeper.iter_errors(values)] == []
    assert list(keeper.iter_errors(values | {"executor": 1})) != [], "a schema that takes anything shows nothing"
