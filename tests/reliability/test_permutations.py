"""R1: any order and repetition of the deliveries ends in the same state, and that state is the truth of the drafts.

Which of the two ways of reading is taken, statement by statement or many deliveries together, makes no difference either.
"""

from random import Random

import pytest

from coda_parser.columnar.compiled import plain_kernels
from tests.reliability.conftest import opened
from tests.reliability.material import AT, FULL, Brought, deliveries, register
from tests.reliability.state import deviations, digest_of
from warehouse.database import Warehouse
from warehouse.intake import received_together, take
from warehouse.intake_reading import Brought as Delivered
from warehouse.intake_reading import read_brought

pytestmark = pytest.mark.trial

ORDERS = 1000 if FULL else 36


def _taken(warehouse: Warehouse, files: list[Brought]) -> None:
    """Receive files that were read together; the kernels run as plain functions."""
    brought = [Delivered(one.bank, one.name, one.data) for one in files]
    take(warehouse, read_brought(warehouse.settings, brought, plain_kernels()), at=AT)


def _received(warehouse: Warehouse, files: list[Brought]) -> None:
    received_together(warehouse, [(one.bank, one.name, one.data) for one in files], at=AT)


def _receive(warehouse: Warehouse, files: list[Brought], random: Random) -> None:
    """Bring the files, some of them together in one transaction, some of them again, read in one way or the other."""
    waiting = [*files, *random.sample(files, random.randrange(len(files)))]
    random.shuffle(waiting)
    while waiting:
        size = random.choice((1, 1, 2, 5))
        group, waiting = waiting[:size], waiting[size:]
        random.choice((_taken, _received))(warehouse, group)


def test_any_order_and_repetition_ends_in_the_same_state_and_in_the_truth(copies, record_property) -> None:
    files, truth = deliveries()
    digests = {}
    for seed in range(ORDERS):
        warehouse = opened(copies())
        _receive(warehouse, files, Random(seed))
        assert deviations(warehouse, truth) == [], f"seed {seed}"
        digests.setdefault(digest_of(warehouse), seed)
        warehouse.close()
    assert len(digests) == 1, f"orders that end differently: seeds {sorted(digests.values())}"
    record_property("R1", f"{ORDERS:,} orders with repetitions of {len(files)} deliveries, SQLite: 1 digest")


@pytest.mark.parametrize("receive", [_taken, _received])
@pytest.mark.parametrize("turned", [False, True], ids=["as sent", "last first"])
def test_both_databases_end_in_the_state_of_the_truth(warehouse, tmp_path, turned: bool, receive) -> None:
    register(warehouse, tmp_path)
    files, truth = deliveries()
    for one in reversed(files) if turned else files:
        receive(warehouse, [one])
    assert deviations(warehouse, truth) == []


def test_the_digest_sees_one_thousandth(copies) -> None:
    """The positive control: a state that differs in one amount has another digest."""
    files, _ = deliveries()
    digests = set()
    for data in (files[4].data, files[4].data.replace(b"000000000999990", b"000000000999980")):
        warehouse = opened(copies())
        received_together(warehouse, [("MAAS", "brams.cod", data)], at=AT)
        digests.add(digest_of(warehouse))
        warehouse.close()
    assert len(digests) == 2
