"""Several machines on one: PostgreSQL, broker and API server over TLS, scheduler, DAG processor, two Celery workers.

Everything is given what deploy/compose.yaml gives it, with this machine's folders and ports. Both installations hold the same
past; then a bank day comes in. One receives it and detects in one process, on SQLite; on the other the workers do, on
PostgreSQL, in account buckets. First, one worker is killed while it has a bucket; the next day, both live.

    workers lose nothing       the alerts are those of the one process: every column but the moment of their making
    both work                  each has done buckets, by Airflow's own records
    a killed worker's bucket   is tried again by the other one
    no credential              a worker has no address of Airflow's database and none of its keys

`make test-cluster` takes minutes, so it stands apart; QUATER_TEST_ACCOUNTS says how many accounts (2,000).
"""

import csv
import json
import os
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from sqlalchemy import URL

from coda_parser.banks import banks
from console.demo.register import write_banks
from console.simulator import simulate
from detection.run import detect
from tests.cluster.deployed import DEPLOY, Site, build_site, passwords
from tests.cluster.naming import VARIABLE
from tests.cluster.parts import Parts
from tests.warehouse.conftest import postgresql_server
from tests.warehouse.deployed import deployed_databases
from warehouse.alerts.export import alerts_csv
from warehouse.database import Warehouse, open_warehouse
from warehouse.evidence import verify
from warehouse.intake import Accounting, accounting, ingest_paths
from warehouse.register import import_register
from warehouse.register_exclusion import settle_exclusions
from warehouse.settings import Settings, load_settings

__all__ = ["postgresql_server"]

BROKER = shutil.which("valkey-server") or shutil.which("redis-server")
pytestmark = [
    pytest.mark.airflow,
    pytest.mark.trial,
    pytest.mark.skipif(os.environ.get("QUATER_TEST_FULL") != "1", reason="a cluster of eight programs: by `make test-cluster`"),
    pytest.mark.skipif(BROKER is None, reason="neither valkey-server nor redis-server is installed"),
]

ACCOUNTS = int(os.environ.get("QUATER_TEST_ACCOUNTS", "2000"))
BUCKETS = 8
UNTIL, NEXT = date(2026, 9, 30), date(2026, 10, 1)
LONGEST = 1500.0
WORKERS = ("worker-1", "worker-2")
Rows = list[dict[str, str]]


@dataclass(frozen=True)
class World:
    """The simulated banks: their register, what came before the day, and the day's files by bank."""

    register: Path
    past: list[Path]
    day: dict[str, Path]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("world") / "world"
    simulate(folder, accounts=ACCOUNTS, months=2, seed=446, until=UNTIL)
    files = {bank.name: sorted(bank.glob("*.cod")) for bank in sorted((folder / "drop").iterdir())}
    past = [path for paths in files.values() for path in paths[:-1]]
    return World(folder / "register", past, {bank: paths[-1] for bank, paths in files.items()})


def enrolled(settings: Settings, world: World) -> Warehouse:
    """An installation with the world's register and its past."""
    at = datetime(2026, 9, 30, 6, tzinfo=UTC)
    warehouse = open_warehouse(settings)
    import_register(warehouse, further=write_banks(world.register), at=at, by="trial")
    files = {name: world.register / f"{name}.csv" for name in ("holders", "accounts", "own_accounts")}
    import_register(warehouse, **files, at=at, by="trial")
    settle_exclusions(warehouse, by="trial", at=at)
    ingest_paths(warehouse, world.past, at=at)
    return warehouse


def alerts_of(warehouse: Warehouse, path: Path) -> Rows:
    """Every alert with all that it says, but for the moment at which it was made."""
    alerts_csv(warehouse, path)
    with path.open(encoding="utf-8", newline="") as stream:
        return [{name: cell for name, cell in row.items() if name != "created_at"} for row in csv.DictReader(stream)]


@dataclass(frozen=True)
class Alone:
    """What one process came to on SQLite: what it received, and the alerts after either day."""

    received: Accounting
    alerts: list[Rows]


@pytest.fixture(scope="module")
def one_process(world: World, tmp_path_factory: pytest.TempPathFactory) -> Alone:
    """The same past and the same days, by one process."""
    folder = tmp_path_factory.mktemp("one")
    warehouse = enrolled(load_settings(folder / "home", environ={}), world)
    at = datetime.now(UTC).replace(microsecond=0)
    ingest_paths(warehouse, list(world.day.values()), at=at)
    found = []
    for on in (UNTIL, NEXT):
        detect(warehouse, on=on, at=at)
        found.append(alerts_of(warehouse, folder / f"{on}.csv"))
    received = accounting(warehouse)
    warehouse.close()
    return Alone(received, found)


@dataclass
class Cluster:
    """A running cluster: its site, its processes, and its API server as an operator's program speaks to it."""

    site: Site
    parts: Parts
    token: str = ""

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Send one request to the API server, over TLS, and give the answer."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        data = None if body is None else json.dumps(body).encode()
        context = ssl.create_default_context(cafile=str(self.site.secrets / "ca"))
        request = Request(self.site.address + path, data=data, headers=headers, method=method)
        with urlopen(request, timeout=60, context=context) as answer:
            return json.load(answer)

    def start_worker(self, name: str) -> None:
        """Start a worker with what the compose file gives one, and the name that it is to say."""
        more = {VARIABLE: name, "AIRFLOW__CELERY__WORKER_CONCURRENCY": "1", "HOSTNAME": name}
        command = [*self.site.command("worker"), "--celery-hostname", name]
        self.parts.start(name, command, self.site.environment("worker", **more))

    def well(self, part: str) -> bool:
        """Ask as the container's health check does."""
        self.parts.refuse_if_ended()
        command = [sys.executable, str(DEPLOY / "containers" / "probe.py"), part]
        return subprocess.run(command, env=self.site.environment("scheduler"), capture_output=True, check=False).returncode == 0

    def run(self, dag: str, **conf: object) -> str:
        """Start a run of a DAG; its id."""
        self.ask("PATCH", f"/api/v2/dags/{dag}", {"is_paused": False})
        return str(self.ask("POST", f"/api/v2/dags/{dag}/dagRuns", {"logical_date": None, "conf": conf})["dag_run_id"])

    def tasks(self, dag: str, run: str) -> list[dict[str, Any]]:
        """Every task of a run as Airflow records it."""
        found = self.ask("GET", f"/api/v2/dags/{dag}/dagRuns/{run}/taskInstances?limit=100")
        return list(found["task_instances"])

    def ended(self, dag: str, run: str) -> str:
        """Wait for a run's end; its state."""
        path = f"/api/v2/dags/{dag}/dagRuns/{run}"
        return str(self.until(lambda: self.ask("GET", path)["state"], lambda state: state in ("success", "failed")))

    def until(self, look: Callable[[], Any], wanted: Callable[[Any], bool], pause: float = 2.0) -> Any:
        """Look until what is seen is wanted."""
        deadline = time.monotonic() + LONGEST
        while not wanted(seen := look()):
            self.parts.refuse_if_ended()
            assert time.monotonic() < deadline, f"still {seen!r} after {LONGEST:.0f} s"
            time.sleep(pause)
        return seen


@pytest.fixture(scope="module")
def cluster(postgresql_server: URL, world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("cluster")
    with deployed_databases(postgresql_server, {"airflow": "trial-1", "quater": "trial-2"}, folder) as databases:
        site = build_site(folder, databases)
        enrolled(site.settings, world).close()
        for bank, path in world.day.items():
            for name in ("in", "ack", "done", "claimed"):
                (folder / "drops" / bank / name).mkdir(parents=True)
            shutil.copy(path, folder / "drops" / bank / "in")
        parts = Parts(folder / "logs")
        running = Cluster(site, parts)
        try:
            _start(running)
            yield running
        finally:
            parts.end()


def _start(cluster: Cluster) -> None:
    site, parts = cluster.site, cluster.parts
    parts.start("broker", [str(BROKER), str(site.broker_settings())], {"PATH": os.environ.get("PATH", os.defpath)})
    airflow = site.command("scheduler")[0]
    migrated = subprocess.run(
        [airflow, "db", "migrate"], env=site.environment("setup"), capture_output=True, text=True, check=False
    )
    assert migrated.returncode == 0, migrated.stderr[-3000:]
    only_when_asked = {"AIRFLOW__SCHEDULER__USE_JOB_SCHEDULE": "False"}
    for part in ("api-server", "scheduler", "dag-processor"):
        parts.start(part, site.command(part), site.environment(part, **only_when_asked))
    for name in WORKERS:
        cluster.start_worker(name)
    for part in ("metadatabase", "scheduler", "dag_processor"):
        cluster.until(lambda part=part: cluster.well(part), bool)
    cluster.token = str(
        cluster.ask("POST", "/auth/token", {"username": "operator", "password": passwords(site)["operator"]})["access_token"]
    )
    cluster.until(lambda: cluster.ask("GET", "/api/v2/dags?limit=50")["total_entries"], lambda count: count >= 10)


def test_a_worker_is_given_no_address_of_airflows_database_and_none_of_its_keys(cluster: Cluster) -> None:
    told = " ".join(cluster.site.environment("worker").values())
    for secret in ("metadata_url", "fernet", "jwt", "session"):
        assert str(cluster.site.secrets / secret) not in told
        assert not (cluster.site.settings.secrets / secret).exists(), "nor are they in the home that workers share"


def test_the_workers_receive_the_banks_day_to_the_last_statement(cluster: Cluster, one_process: Alone) -> None:
    run = cluster.run("deliveries")
    assert cluster.ended("deliveries", run) == "success"
    pulled = [task for task in cluster.tasks("deliveries", run) if task["task_id"] == "pull"]
    assert {task["state"] for task in pulled} == {"success"}
    assert len(pulled) == len(banks())
    opened = open_warehouse(cluster.site.settings)
    counted = accounting(opened)
    opened.close()
    assert counted.deviations == ()
    assert counted == one_process.received


def test_a_worker_that_is_killed_with_a_bucket_changes_no_alert(cluster: Cluster, one_process: Alone, tmp_path: Path) -> None:
    run = cluster.run("detection", on=UNTIL.isoformat(), buckets=BUCKETS, everything=True)

    def held() -> list[dict[str, Any]]:
        tasks = cluster.tasks("detection", run)
        return [
            task for task in tasks if (task["task_id"], task["state"], task["hostname"]) == ("bucket", "running", WORKERS[0])
        ]

    (lost, *_) = cluster.until(held, bool, pause=0.2)
    cluster.parts.kill(WORKERS[0])
    assert cluster.ended("detection", run) == "success"
    again = [
        task
        for task in cluster.tasks("detection", run)
        if (task["task_id"], task["map_index"]) == ("bucket", lost["map_index"])
    ]
    assert [(task["state"], task["hostname"], task["try_number"] > 1) for task in again] == [("success", WORKERS[1], True)]
    _same(cluster, one_process.alerts[0], tmp_path)


def test_two_workers_share_the_next_days_buckets_and_find_what_one_process_finds(
    cluster: Cluster, one_process: Alone, tmp_path: Path
) -> None:
    if WORKERS[0] not in cluster.parts.running:
        cluster.start_worker(WORKERS[0])
    run = cluster.run("detection", on=NEXT.isoformat(), buckets=BUCKETS, everything=True)
    assert cluster.ended("detection", run) == "success"
    done = [task for task in cluster.tasks("detection", run) if task["task_id"] == "bucket"]
    by_worker = {worker: sum(task["hostname"] == worker for task in done) for worker in WORKERS}
    said = ", ".join(f"{count} buckets by {worker}" for worker, count in by_worker.items())
    sys.stderr.write(f"\n{ACCOUNTS} accounts, {len(one_process.alerts[1])} alerts: {said}\n")
    assert sum(by_worker.values()) == BUCKETS
    assert all(by_worker.values()), by_worker
    _same(cluster, one_process.alerts[1], tmp_path)


def _same(cluster: Cluster, expected: Rows, folder: Path) -> None:
    opened = open_warehouse(cluster.site.settings)
    found = alerts_of(opened, folder / "alerts.csv")
    whole = verify(opened)
    opened.close()
    assert len(found) > 0
    assert found == expected
    assert whole.ok
