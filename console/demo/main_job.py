"""The main job, end to end, on simulated banks: what `make run` does.

Simulate four banks and their register; serve their drops by SFTP and deliver as banks do; run the real DAGs through Airflow;
say what came out. Nothing waits for a person: a release, a model's approval and a destruction are left as required actions.
Then, for a person at a terminal, serve the UI until Ctrl-C. A second run delivers the same bytes and counts nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib.metadata import version

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from coda_parser.banks import banks as known_banks
from console.demo.airflow_home import DEFAULT_PORT, DESK, environment, passwords, people, prepare_home, usable_port
from console.demo.airflow_job import ATTENDED, UNATTENDED, DagOutcome, run_dags
from console.demo.delivering import deliver, uploading_without_end
from console.demo.lock import alone
from console.demo.register import import_world
from console.demo.secrecy import sign_for_all
from console.demo.sftp_server import Drops, serving
from console.demo.steps import Steps
from console.demo.summary import print_summary
from console.demo.user_interface import airflow_running, ended_by_signals
from console.demo.world import DemoWorld, WorldSize, world_of
from console.output import screen
from warehouse.database import open_warehouse
from warehouse.settings import Settings

FAILED = 1
SCHEMA = "schema"
"""The file that says which Airflow has last brought its database to its newest schema."""
NO_RETRIES = {"AIRFLOW__CORE__DEFAULT_TASK_RETRIES": "0"}
"""Without a scheduler nobody would come back after five minutes: a task that fails is told of at once."""


def run_demo(
    settings: Settings,
    *,
    serve: bool,
    on: date,
    size: WorldSize | None = None,
    port: int = DEFAULT_PORT,
    console: Console | None = None,
) -> int:
    """Run the main job and give its exit code: 0, or 1 when a DAG failed. `serve`: then serve the UI until Ctrl-C."""
    console = console or screen()
    steps = Steps(console)
    with alone(settings), ended_by_signals():
        prepare_home(settings)
        sign_for_all(settings)
        with steps.step("Simulating four banks and their register"):
            world = world_of(settings, size or WorldSize(), until=on)
        with steps.step("Importing the register"):
            import_world(settings, world)
        banks = world.deliveries()
        with serving(settings, banks) as drops:
            with steps.step(f"Delivering {sum(map(len, banks.values()))} files to the banks' SFTP drops"):
                deliver(drops, banks)
            with uploading_without_end(drops, world.unfinished()):
                outcomes = _run(settings, drops, list(banks), on=world.until, steps=steps)
            (settings.airflow / SCHEMA).write_text(version("apache-airflow"), encoding="ascii")
            if not any(outcome.failed for outcome in outcomes):
                world.was_received()
            console.print("")
            _summarise(settings, console, outcomes, world)
            if serve:
                _serve(settings, drops, list(banks), port=port, console=console)
    return FAILED if any(outcome.failed for outcome in outcomes) else 0


def serve_ui(settings: Settings, *, port: int = DEFAULT_PORT, console: Console | None = None) -> int:
    """Serve the UI of an installation, with the simulated banks' drops, until Ctrl-C."""
    console = console or screen()
    with alone(settings), ended_by_signals():
        prepare_home(settings)
        sign_for_all(settings)
        banks = sorted(known_banks())
        with serving(settings, banks) as drops:
            _migrate(settings, Steps(console))
            _serve(settings, drops, banks, port=port, console=console)
    return 0


def _migrate(settings: Settings, steps: Steps) -> None:
    """Bring Airflow's database to the schema of the Airflow installed here, unless it is known to have it."""
    stamp, newest = settings.airflow / SCHEMA, version("apache-airflow")
    if stamp.exists() and stamp.read_text(encoding="ascii") == newest:
        return
    with steps.step("Bringing Airflow's database to its newest schema"):
        run_dags(environment(settings), log=settings.airflow / "logs" / "demo.log", conf={})
    stamp.write_text(newest, encoding="ascii")


def _run(settings: Settings, drops: Drops, banks: Sequence[str], *, on: date, steps: Steps) -> list[DagOutcome]:
    def told(dag: str, outcome: DagOutcome | None) -> None:
        if outcome is not None:
            waiting = f", {len(outcome.questions)} required actions" if outcome.questions else ""
            failed = f", failed: {', '.join(outcome.failed)}" if outcome.failed else ""
            steps.ended(f"DAG {dag}{waiting}{failed}", outcome.seconds, well=not outcome.failed)

    with steps.step("Running the DAGs through Airflow, in one process"):
        return run_dags(
            environment(settings, connections=drops.connections(banks)) | NO_RETRIES,
            log=settings.airflow / "logs" / "demo.log",
            conf={"on": on.isoformat()},
            to_the_end=UNATTENDED,
            until_a_person=ATTENDED,
            told=told,
        )


def _summarise(settings: Settings, console: Console, outcomes: Sequence[DagOutcome], world: DemoWorld) -> None:
    warehouse = open_warehouse(settings)
    try:
        print_summary(console, warehouse, outcomes, world.sent())
    finally:
        warehouse.close()


def _serve(settings: Settings, drops: Drops, banks: Sequence[str], *, port: int, console: Console) -> None:
    chosen = usable_port(port)
    variables = environment(settings, port=chosen, connections=drops.connections(banks))
    console.print("Starting the Airflow UI, about half a minute …")
    try:
        with airflow_running(variables, logs=settings.airflow / "logs", port=chosen) as airflow:
            _invite(settings, airflow.address, console)
            airflow.wait()
    except KeyboardInterrupt:
        console.print("The UI has ended; none of its processes is left.")


def _invite(settings: Settings, address: str, console: Console) -> None:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in ("user", "password", "role"):
        table.add_column(column)
    known = passwords(settings)
    for name, role in people():
        table.add_row(escape(name), escape(known[name]), role)
    console.print(f"\n[bold]Open {address}{DESK} and sign in[/bold]", table)
    console.print(f"Required actions: {address}/required_actions?response_received=false")
    console.print("Ctrl-C ends everything.")
