"""R5: two and eight processes race over the same deliveries; every delivery and every statement is received once."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func, select

from coda_parser.writer import write_delivery
from tests.reliability.material import ALINE, BRAM, FULL, NEXT, Truth, register, statement
from tests.reliability.racer import raced
from tests.reliability.state import deviations
from warehouse.deliveries_tables import DeliveredStatement, ReceivedDelivery

pytestmark = pytest.mark.trial

ROUNDS = 200 if FULL else 3


@pytest.mark.parametrize("workers", [2, 8])
def test_workers_racing_over_the_same_deliveries_leave_one_row_each(warehouse, tmp_path, workers, record_property) -> None:
    """Each round: the same bytes at every worker, and the same statement in bytes that differ from worker to worker."""
    register(warehouse, tmp_path)
    truth, rounds = Truth(), []
    for number in range(1, ROUNDS + 1):
        same, other = statement(ALINE, number, NEXT, 0, 1_000 + number), statement(BRAM, number, NEXT, 0, 500_000 + number)
        truth.hold(same, other)
        data = write_delivery([same], created=NEXT)
        bytes_of_worker = [write_delivery([other], created=date(2026, 3, 1 + index)) for index in range(workers)]
        rounds.append([[("LOCAL", "same.cod", data), ("LOCAL", f"{i}.cod", own)] for i, own in enumerate(bytes_of_worker)])
    truth.statements["duplicate"] = ROUNDS * (workers - 1)
    url = warehouse.engine.url.render_as_string(hide_password=False)
    said = raced(warehouse.settings.home, url, workers, rounds)
    for number in range(ROUNDS):
        for delivery in (0, 1):
            states = Counter(worker[number][delivery] for worker in said)
            assert states == {"ingested": 1, "duplicate": workers - 1}, (number, delivery, states)
    assert deviations(warehouse, truth) == []
    with warehouse.reading() as session:
        assert session.scalar(select(func.count()).select_from(ReceivedDelivery)) == ROUNDS * (1 + workers)
        held = select(func.count()).select_from(DeliveredStatement).where(DeliveredStatement.state == "ingested")
        assert session.scalar(held) == 2 * ROUNDS
    name = warehouse.engine.dialect.name
    record_property("R5", f"{workers} processes, {ROUNDS} rounds, {name}: one row each")
