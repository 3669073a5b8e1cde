"""R10, R11: faults planted into the pipeline and into retention, each of which a named test of the quick set must catch.

Each fault is a change of the product's source, made as it is imported, in a process of its own that runs those tests. A test
that fails for another reason would prove nothing, so the same tests pass in this suite without the fault.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.reliability.conftest import opened
from tests.reliability.material import AT, deliveries
from tests.reliability.planting import MUTANTS, RETENTION
from warehouse.intake import received_together

pytestmark = pytest.mark.trial

ROOT = Path(__file__).parents[2]
ALL = MUTANTS | RETENTION


def test_the_same_bytes_twice_in_one_group_are_told_as_a_duplicate(copies) -> None:
    first = deliveries()[0][0]
    warehouse = opened(copies())
    both = received_together(warehouse, [(first.bank, first.name, first.data), (first.bank, "again.cod", first.data)], at=AT)
    assert [(receipt.state, receipt.statements, receipt.movements) for receipt in both] == [
        ("ingested", 1, 2),
        ("duplicate", 0, 0),
    ]
    warehouse.close()


Meet = Callable[[str], tuple[int, str]]


@pytest.fixture(scope="module")
def meet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Meet]:
    """Lets a fault meet its tests in a process of its own; gives their exit code and what they said."""
    output = tmp_path_factory.mktemp("mutants") / "said.txt"
    command = [sys.executable, "-m", "tests.reliability.mutant_nursery"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as nursery:
        assert nursery.stdin is not None
        assert nursery.stdout is not None

        def ask(name: str) -> tuple[int, str]:
            nursery.stdin.write("\t".join([name, str(output), *ALL[name].caught_by.split(" ")]) + "\n")
            nursery.stdin.flush()
            code = int(nursery.stdout.readline())
            return code, output.read_text(encoding="utf-8")

        yield ask
        nursery.stdin.close()


@pytest.mark.parametrize("name", ALL)
def test_a_planted_fault_is_caught(name: str, meet: Meet, record_property) -> None:
    code, said = meet(name)
    assert "no longer in" not in said, said[-2000:]
    assert code == pytest.ExitCode.TESTS_FAILED, f"{name} was not caught by {ALL[name].caught_by}:\n{said[-2500:]}"
    assert " failed" in said, said[-2000:]
    record_property("R11" if name in RETENTION else "R10", f"{name}: caught")
