"""What receiving a world must come to: recounted by hand from the files, and by the receiving dock itself."""

from datetime import UTC, date, datetime
from pathlib import Path

from coda_parser.banks import banks
from console.simulator import simulate
from tests.simulator.conftest import Read
from warehouse.database import Warehouse
from warehouse.intake import accounting, ingest_paths
from warehouse.register import import_register

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
PLANTED = {
    "redelivered": "duplicate",
    "redelivered-marked": "duplicate",
    "conflict": "partial",
    "truncated": "quarantined",
    "wrong-totals": "partial",
    "line-length": "partial",
    "unknown-version": "quarantined",
    "garbage": "quarantined",
    "unregistered-account": "partial",
    "mandate-in-label": "partial",
    "mandate-account": "ingested",
    "late": "ingested",
    "growing": "pending",
}
"""What each fault must end as, by the table of the design."""


def test_movements_and_sums_are_those_of_the_sound_statements(read: Read) -> None:
    counted = [one for one in read.movements.values() if not one.is_detail]
    assert read.expected["movements_ingested"] == len(counted)
    assert read.expected["credit_milli"] == sum(one.amount_milli for one in counted if one.amount_milli > 0)
    assert read.expected["debit_milli"] == -sum(one.amount_milli for one in counted if one.amount_milli < 0)


def test_every_file_is_counted_in_one_state(read: Read) -> None:
    states = read.expected["deliveries"]
    assert isinstance(states, dict)
    assert sum(states.values()) == len(read.deliveries)
    assert states.keys() == {"ingested", "partial", "duplicate", "quarantined"}


def test_every_fault_is_planted_and_declared_with_the_state_of_the_design(read: Read) -> None:
    declared: dict[str, set[str]] = {}
    for row in read.faults:
        declared.setdefault(row["fault"], set()).add(row["expected_state"])
    assert {fault: declared.get(fault) for fault in PLANTED} == {fault: {state} for fault, state in PLANTED.items()}


def test_a_spoiled_statement_is_delivered_rightly_in_the_end(read: Read) -> None:
    spoiled = {
        (row["bank"], row["file"]) for row in read.faults if row["fault"] in {"truncated", "wrong-totals", "line-length"}
    }
    refused = [
        (statement.account, statement.statement_number, statement.old_balance_milli)
        for key in spoiled
        for statement in read.deliveries[key].statements
        if statement.hard
    ]
    held = {(one.account, one.statement_number, one.old_balance_milli) for one in read.held.values()}
    assert len(refused) == 3
    assert held.issuperset(refused)


def test_the_dock_counts_what_the_generator_expected(tmp_path: Path, warehouse: Warehouse) -> None:
    world = simulate(tmp_path / "world", accounts=30, months=3, seed=9, until=date(2026, 6, 30))
    read = Read(world)
    files = {name: world.register / f"{name}.csv" for name in ("holders", "accounts", "own_accounts")}
    summary = import_register(warehouse, **files, at=NOON)
    assert (summary.holders_new, summary.accounts_new) == (world.holders, world.accounts)
    ingested = ingest_paths(warehouse, [world.drop], at=NOON).as_json()
    found = accounting(warehouse)
    states = ("ingested", "partial", "duplicate", "quarantined")
    assert {state: ingested[state] for state in states} == read.expected["deliveries"]
    assert {
        "ingested": found.ingested.statements,
        "duplicate": found.duplicate.statements,
        "quarantined": found.quarantined.statements,
        "mandate": found.mandate.statements,
    } == {"duplicate": 0, "mandate": 0, **read.expected["statements"]}  # type: ignore[dict-item]
    assert found.ingested.movements == read.expected["movements_ingested"]
    assert found.ingested.debit_milli == read.expected["debit_milli"]
    assert found.ingested.credit_milli == read.expected["credit_milli"]
    assert found.holds
    declared = {(row["bank"], row["file"]): row["expected_state"] for row in read.faults}
    for delivery in ingested["deliveries"]:
        path = Path(delivery["file"])
        assert delivery["state"] == declared.get((path.parent.name, path.name), "ingested"), path.name
    assert {Path(delivery["file"]).parent.name for delivery in ingested["deliveries"]} == set(banks())
