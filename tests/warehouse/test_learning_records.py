"""What learning leaves behind and what was drawn by lot is written down once."""

from datetime import UTC, date, datetime

import pytest

from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.kept import TABLES, With
from warehouse.model_approvals import register_model
from warehouse.model_traces import Trace, record_traces, traces_of
from warehouse.random_draws import RandomDraw, draw_of, list_draws, record_draw

AT = datetime(2026, 3, 2, 7, tzinfo=UTC)
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)


def trace(what: str = "artefact", last: date = date(2026, 2, 28), **more: object) -> Trace:
    given = {
        "place": "models/aa.skops",
        "first_date": date(2024, 3, 1),
        "account_months": 900,
        "holds_rows": False,
        "fewest": 5,
    }
    return Trace(what=what, last_date=last, **(given | more))  # type: ignore[arg-type]


@pytest.fixture
def model(warehouse: Warehouse) -> str:
    return register_model(warehouse, artefact_hash="a" * 64, kind="ranker", card={"rows": 1}, at=AT)


def test_each_thing_is_written_down_once_with_where_it_lies_and_what_it_comes_from(warehouse: Warehouse, model: str):
    written = [trace(), trace("card", place="models.card", last=date(2026, 1, 31))]
    for _ in range(2):
        record_traces(warehouse, model, written, at=AT)
    assert traces_of(warehouse, model) == written
    other = register_model(warehouse, artefact_hash="b" * 64, kind="ranker", card={"rows": 1}, at=AT)
    assert traces_of(warehouse, other) == []


def test_ar_4_c_what_a_model_left_goes_with_the_model(warehouse: Warehouse):
    assert TABLES["model_traces"].way == With("models", "model_number", "number")


def test_a_trace_belongs_to_a_model_that_there_is(warehouse: Warehouse):
    with pytest.raises(Refusal, match="no model"):
        record_traces(warehouse, "A-000001", [trace()], at=AT)


def test_a_month_is_drawn_once(warehouse: Warehouse):
    first = RandomDraw(JANUARY, date(2026, 2, 2), "2026-02-02 2026-01", 900, 60)
    assert record_draw(warehouse, first, at=AT) == first
    other = RandomDraw(JANUARY, date(2026, 2, 3), "2026-02-03 2026-01", 800, 50)
    assert record_draw(warehouse, other, at=AT) == first
    later = RandomDraw(FEBRUARY, date(2026, 3, 2), "2026-03-02 2026-02", 900, 60)
    record_draw(warehouse, later, at=AT)
    assert list_draws(warehouse) == [first, later]
    assert (draw_of(warehouse, FEBRUARY), draw_of(warehouse, date(2026, 3, 1))) == (later, None)
