"""R10: faults planted into the pipeline, each of which a named test of the quick set must catch.

Each fault is a change of the product's source, made as it is imported, in a process of its own that runs that one test. A test
that fails for another reason would prove nothing, so the same tests pass in this suite without the fault.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reliability.conftest import opened
from tests.reliability.material import AT, deliveries
from tests.reliability.planting import MUTANTS
from warehouse.intake import received_together

ROOT = Path(__file__).parents[2]


def test_the_same_bytes_twice_in_one_group_are_told_as_a_duplicate(copies) -> None:
    first = deliveries()[0][0]
    warehouse = opened(copies())
    both = received_together(warehouse, [(first.bank, first.name, first.data), (first.bank, "again.cod", first.data)], at=AT)
    assert [(receipt.state, receipt.statements, receipt.movements) for receipt in both] == [
        ("ingested", 1, 2),
        ("duplicate", 0, 0),
    ]
    warehouse.close()


@pytest.mark.parametrize("name", MUTANTS)
def test_a_planted_fault_is_caught(name: str, record_property) -> None:
    command = [sys.executable, "-m", "pytest", "-p", "tests.reliability.planting", "-q", "-x", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, *MUTANTS[name].caught_by.split(" ")],
        cwd=ROOT,
        env={**os.environ, "QUATER_MUTANT": name},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "no longer in" not in done.stdout + done.stderr, done.stdout[-2000:]
    assert done.returncode == 1, (
        f"{name} was not caught by {MUTANTS[name].caught_by}:\n{done.stdout[-2000:]}{done.stderr[-500:]}"
    )
    assert " failed" in done.stdout, done.stdout[-2000:]
    record_property("R10", f"{name}: caught")
