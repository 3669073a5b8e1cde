"""Plants one mutant into the product as it is imported: `pytest -p tests.reliability.planting` with `QUATER_MUTANT` set.

A mutant is a change of the source text of one module; a text that is no longer there is an error, so a mutant cannot quietly
stop being planted.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

INTAKE, CRASH = "tests/warehouse/test_intake_states.py", "tests/warehouse/test_intake_racing.py"
KILLED, LAKE = "tests/reliability/test_killed.py", "tests/warehouse/test_lake.py"


class Mutant(NamedTuple):
    """A fault, where it is planted, and the test that must see it."""

    module: str
    old: str
    new: str
    caught_by: str


MUTANTS = {
    "in-place write": Mutant(
        "warehouse.lake_files",
        "    write_whole(path, content)\n",
        "    path.parent.mkdir(parents=True, exist_ok=True)\n    path.write_bytes(content)\n",
        f"{KILLED}::test_nothing_has_its_final_name_while_it_is_written",
    ),
    "ledger first": Mutant(
        "warehouse.intake_store",
        "    add_parts(session, lake_parts(warehouse, lake_rows, at=at))\n"
        "    _write_ledger(session, [(fresh[sha], outcome) for sha, outcome in judged.items()], at)\n",
        "    _write_ledger(session, [(fresh[sha], outcome) for sha, outcome in judged.items()], at)\n"
        "    session.connection().exec_driver_sql('COMMIT')\n    session.connection().exec_driver_sql('BEGIN')\n"
        "    add_parts(session, lake_parts(warehouse, lake_rows, at=at))\n",
        f"{CRASH}::test_a_crash_after_any_step_leaves_nothing_and_the_next_attempt_all[sqlite-lake_parts]",
    ),
    "autocommit": Mutant(
        "warehouse.database",
        'connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")',
        'connection.exec_driver_sql("SELECT 1" if not reads else "BEGIN")',
        f"{CRASH}::test_a_crash_after_any_step_leaves_nothing_and_the_next_attempt_all[sqlite-_write_ledger]",
    ),
    "random file names": Mutant(
        "warehouse.lake_files",
        "    name = hashlib.sha256(content).hexdigest()\n",
        "    name = __import__('uuid').uuid4().hex * 2\n",
        f"{LAKE}::test_a_files_name_is_the_hash_of_its_content_and_the_same_rows_give_the_same_file[sqlite]",
    ),
    "ledger keyed by file name": Mutant(
        "warehouse.intake_reading",
        "        sha256 = hashlib.sha256(one.data).hexdigest()\n",
        "        sha256 = hashlib.sha256(one.name.encode()).hexdigest()\n",
        f"{INTAKE}::test_a_held_statement_with_other_content_is_a_conflict[sqlite] "
        f"{INTAKE}::test_the_same_bytes_again_are_a_duplicate_and_counted_once[sqlite]",
    ),
    "no flush": Mutant(
        "warehouse.durable",
        "    for path in files:\n        _flush(path)\n",
        "    return\n",
        f"{KILLED}::test_everything_is_flushed_before_the_commit_that_speaks_of_it",
    ),
    "manifest outside the transaction": Mutant(
        "warehouse.intake_store",
        "    add_parts(session, lake_parts(warehouse, lake_rows, at=at))\n",
        "    add_parts(session, lake_parts(warehouse, lake_rows, at=at))\n"
        "    session.connection().exec_driver_sql('COMMIT')\n    session.connection().exec_driver_sql('BEGIN')\n",
        f"{CRASH}::test_a_crash_after_any_step_leaves_nothing_and_the_next_attempt_all[sqlite-_write_ledger]",
    ),
    "second key ignored": Mutant(
        "warehouse.intake_judgement",
        "    if any(other.digest == statement.digest for other in held):\n",
        "    if False:\n",
        f"{INTAKE}::test_the_same_statement_in_other_bytes_is_a_duplicate_and_counted_once[sqlite]",
    ),
    "digest over creation date": Mutant(
        "coda_parser.digest",
        "    parts = [header[_VERSION] + header[_SEPARATE]]\n",
        "    parts = [header]\n",
        f"{INTAKE}::test_the_same_statement_in_other_bytes_is_a_duplicate_and_counted_once[sqlite]",
    ),
    "duplicates counted twice": Mutant(
        "warehouse.intake_store",
        "            known[parsed.sha256] = brought_again(receipts[-1])\n",
        "            known[parsed.sha256] = receipts[-1]\n",
        "tests/reliability/test_mutants.py::test_the_same_bytes_twice_in_one_group_are_told_as_a_duplicate",
    ),
    "acknowledgement before commit": Mutant(
        "warehouse.intake_store",
        "    _insert(session, OutboxAcknowledgement, [acknowledge(outcome.receipt, at=at) for _, outcome in received])\n",
        "    rows = [acknowledge(outcome.receipt, at=at) for _, outcome in received]\n"
        "    _insert(session, OutboxAcknowledgement, rows)\n"
        "    import pathlib\n"
        "    home = pathlib.Path(session.get_bind().url.database).parent / 'drop' / 'LOCAL' / 'ack'\n"
        "    home.mkdir(parents=True, exist_ok=True)\n"
        "    [(home / f\"{row['delivery']}.ack.json\").write_text(row['document']) for row in rows]\n",
        f"{KILLED}::test_no_acknowledgement_is_written_before_its_delivery_is_committed",
    ),
}


CLOCK, MACHINE = "tests/warehouse/test_retention_clock.py", "tests/warehouse/test_retention_machine.py"
_FIRST_SEED = f"{MACHINE}::test_ar_5_a_exactly_what_the_law_says_is_destroyed_and_kept_whatever_happens[0]"

RETENTION = {
    "the anniversary itself": Mutant(
        "warehouse.retention.clock",
        "    start = max(booked, valued or booked) + _DAY\n",
        "    start = max(booked, valued or booked)\n",
        f"{CLOCK}::test_every_day_of_2012_to_2017_agrees_with_counting_day_by_day",
    ),
    "a missing 29 February taken for 1 March": Mutant(
        "warehouse.retention.clock",
        "    return _shifted(on, -YEARS, date(on.year - YEARS, 2, 28)) - _DAY\n",
        "    return _shifted(on, -YEARS, date(on.year - YEARS, 3, 1)) - _DAY\n",
        f"{CLOCK}::test_a_day_is_due_on_its_first_day_of_destruction_and_not_on_the_day_before",
    ),
    "the value date forgotten": Mutant(
        "warehouse.retention.due",
        '    last = pl.max_horizontal("booked", "valued")\n',
        '    last = pl.col("booked")\n',
        _FIRST_SEED,
    ),
    "a hold since the approval forgotten": Mutant(
        "warehouse.retention.running",
        "    return due_with(session, warehouse, row.on, [*then, *since]) if since else planned\n",
        "    return planned\n",
        _FIRST_SEED,
    ),
}
"""The faults of R11: each must be seen by the trial of retention."""


class _Planted(MetaPathFinder, Loader):
    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Take the one module upon itself."""
        if name != self.mutant.module:
            return None
        sys.meta_path.remove(self)
        found = importlib.util.find_spec(name)
        sys.meta_path.insert(0, self)
        return importlib.util.spec_from_file_location(name, found.origin, loader=self) if found and found.origin else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed source."""
        path = str(module.__spec__.origin) if module.__spec__ else ""
        source = Path(path).read_text(encoding="utf-8")
        if self.mutant.old not in source:
            raise AssertionError(f"the text to change is no longer in {self.mutant.module}: {self.mutant.old!r}")
        exec(compile(source.replace(self.mutant.old, self.mutant.new), path, "exec"), module.__dict__)


def plant() -> None:
    """Plant the mutant that the environment names."""
    name = os.environ.get("QUATER_MUTANT")
    if name:
        sys.meta_path.insert(0, _Planted((MUTANTS | RETENTION)[name]))


plant()
