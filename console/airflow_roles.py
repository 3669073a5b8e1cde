"""What each role of the desk may do in Airflow itself, brought into an installation whose sign-in manager is FAB.

The desk's pages are guarded by the desk (`console.pages.rights`); Airflow's own pages are guarded by Airflow, and there the
same people get the least that their work needs (royal decree of 9 June 2024, art. 3 and 4). Everybody sees the navigation. A
control officer also answers required actions, and reads no more of a run than that takes. The data protection officer also
reads Airflow's audit log. The operator keeps runs, connections and pools, and answers no required action: that is for a person
of the control.

Airflow's command line is spoken to, not its database: `roles list`, `roles import`, `roles add-perms` and `del-perms`, each a
process of its own. What a role already has is left; what the table does not give is taken away; other roles are not touched.

>>> sorted(resource for resource, action in PERMISSIONS["analyst_ovb"] if action == EDIT)
['My Password']
>>> ("HITL Detail", EDIT) in PERMISSIONS["officer"], ("HITL Detail", EDIT) in PERMISSIONS["operator"]
(True, False)
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Collection, Mapping
from configparser import RawConfigParser
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from console.airflow_cli import airflow
from console.pages.rights import ROLES
from warehouse.errors import Refusal

Permission = tuple[str, str]
"""(resource, action) as FAB names them."""
READ, EDIT, CREATE, DELETE, MENU = "can_read", "can_edit", "can_create", "can_delete", "menu_access"
MANAGER = "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager"
VARIABLE = "AIRFLOW__CORE__AUTH_MANAGER"


def _each(actions: str, *resources: str) -> frozenset[Permission]:
    return frozenset((resource, action) for resource in resources for action in actions.split())


EVERYBODY = _each(READ, "Website", "Plugins", "My Profile") | _each(f"{READ} {EDIT}", "My Password")
ANSWERS = _each(READ, "DAGs", "DAG Runs", "Task Instances") | _each(f"{READ} {EDIT} {MENU}", "HITL Detail")
READS_THE_LOG = _each(READ, "DAGs") | _each(f"{READ} {MENU}", "Audit Logs")
OPERATES = (
    _each(READ, "DAG Code", "DAG Dependencies", "DAG Versions", "DAG Warnings", "Task Logs", "XComs", "Assets", "Backfills")
    | _each(READ, "Cluster Activity", "ImportError", "Jobs", "HITL Detail", "Providers", "Audit Logs")
    | _each(f"{READ} {EDIT}", "DAGs", "Task Instances")
    | _each(f"{READ} {EDIT} {CREATE}", "DAG Runs")
    | _each(f"{READ} {EDIT} {CREATE} {DELETE}", "Connections", "Pools")
    | _each(
        MENU, "DAGs", "DAG Runs", "Task Instances", "Jobs", "Connections", "Pools", "Admin", "Browse", "Assets", "Audit Logs"
    )
)

PERMISSIONS: Mapping[str, frozenset[Permission]] = MappingProxyType(
    {
        "analyst_obfg": EVERYBODY,
        "analyst_ovb": EVERYBODY,
        "officer": EVERYBODY | ANSWERS,
        "dpo": EVERYBODY | READS_THE_LOG,
        "operator": EVERYBODY | OPERATES,
    }
)
"""Role of the desk → what it may do in Airflow."""


@dataclass(frozen=True)
class Synchronised:
    """A role, by its name in Airflow, and what was changed of it."""

    role: str
    made: bool
    given: int
    taken: int


@dataclass(frozen=True)
class Change:
    """A line for Airflow's command line: give or take some actions on some resources."""

    verb: str
    role: str
    actions: tuple[str, ...]
    resources: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words after `airflow roles`."""
        return (self.verb, self.role, "--resource", *self.resources, "--action", *self.actions)


def changes(role: str, held: Collection[Permission], wanted: Collection[Permission]) -> list[Change]:
    """What brings a role from what it holds to what is wanted: a line for all resources that need the same actions.

    >>> held, wanted = {("DAGs", READ), ("Users", EDIT)}, {("DAGs", READ), ("DAGs", EDIT), ("Pools", EDIT)}
    >>> for change in changes("Quater operator", held, wanted):
    ...     print(change.verb, change.actions, change.resources)
    add-perms ('can_edit',) ('DAGs', 'Pools')
    del-perms ('can_edit',) ('Users',)
    """
    found = []
    for verb, moved in (("add-perms", set(wanted) - set(held)), ("del-perms", set(held) - set(wanted))):
        together: dict[tuple[str, ...], list[str]] = {}
        for resource in sorted({resource for resource, _ in moved}):
            actions = tuple(sorted(action for other, action in moved if other == resource))
            together.setdefault(actions, []).append(resource)
        found += [Change(verb, role, actions, tuple(resources)) for actions, resources in together.items()]
    return found


def synchronise(variables: Mapping[str, str]) -> list[Synchronised]:
    """Bring Airflow's roles to the table; `variables` is the environment of the installation's Airflow processes.

    Raises Refusal where the installation's sign-in manager is not FAB, or where Airflow refuses a line.
    """
    _refuse_other_managers(variables)
    airflow(variables, "sync-perm")
    known = {entry["name"] for entry in _listed(variables)}
    missing = [code for code, role in ROLES.items() if role.title not in known]
    held = _held(variables) if len(missing) < len(ROLES) else {}
    if missing:
        _import(variables, missing)
    done = []
    for code, role in ROLES.items():
        moved = [] if code in missing else changes(role.title, held.get(role.title, set()), PERMISSIONS[code])
        for change in moved:
            airflow(variables, "roles", *change.words)
        counts = {verb: sum(len(one.actions) * len(one.resources) for one in moved if one.verb == verb) for verb in _VERBS}
        given = len(PERMISSIONS[code]) if code in missing else counts["add-perms"]
        done.append(Synchronised(role.title, code in missing, given, counts["del-perms"]))
    return done


_VERBS = ("add-perms", "del-perms")


def _refuse_other_managers(variables: Mapping[str, str]) -> None:
    """FAB's command line is there only where FAB is the sign-in manager: say so before Airflow says it less clearly."""
    manager = variables.get(VARIABLE, "")
    file = Path(variables.get("AIRFLOW_CONFIG", ""))
    if not manager and file.is_file():
        parser = RawConfigParser()
        parser.read(file, encoding="utf-8")
        manager = parser.get("core", "auth_manager", fallback="")
    if manager != MANAGER:
        raise Refusal(
            "this installation's sign-in manager has no roles: expected FabAuthManager as [core] auth_manager, found "
            f"{manager.rpartition('.')[2] or 'none'}; set {VARIABLE}={MANAGER}"
        )


def _held(variables: Mapping[str, str]) -> dict[str, set[Permission]]:
    held: dict[str, set[Permission]] = {}
    for entry in _listed(variables, "--permission"):
        held.setdefault(entry["name"], set()).update((entry["resource"], action) for action in entry["action"].split(","))
    return held


def _import(variables: Mapping[str, str], codes: list[str]) -> None:
    """Make whole roles in one process."""
    entries = []
    for code in codes:
        by_resource: dict[str, list[str]] = {}
        for resource, action in sorted(PERMISSIONS[code]):
            by_resource.setdefault(resource, []).append(action)
        title = ROLES[code].title
        entries += [{"name": title, "resource": name, "action": ",".join(actions)} for name, actions in by_resource.items()]
    with tempfile.TemporaryDirectory(prefix="quater-roles-") as folder:
        file = Path(folder) / "roles.json"
        file.write_text(json.dumps(entries), encoding="utf-8")
        airflow(variables, "roles", "import", str(file))


def _listed(variables: Mapping[str, str], *options: str) -> list[dict[str, str]]:
    printed = airflow(variables, "roles", "list", *options, "--output", "json")
    found: list[dict[str, str]] = json.loads(printed[printed.index("[{") :])  # after what Airflow's start may have said
    return found
