"""The queue a page at a time: its order is the strict one whatever is asked for, its counts are those of the list, and an
analyst reads the lists of one Order only.

| alert | bar | severity | raised (days before) | amount |
|---|---|---|---|---|
| a | LIEGE-HUY (OBFG) | critical | 5 | 100 |
| b | LIEGE-HUY | critical | 1 | 900 |
| c | GENT (OVB) | high | 40 | 50 |
| d | GENT | medium | 100 | 70 |
| e | none | low | 0 | 10 |
"""

from datetime import UTC, datetime, timedelta

import pytest

from tests.warehouse.decade import finding
from warehouse.alerts import (
    AlertDraft,
    Chosen,
    Sight,
    assign,
    decide,
    detectors_of,
    list_alerts,
    neighbours,
    queue_lines,
    queue_size,
    queue_tally,
    raise_alerts,
    store_findings,
)
from warehouse.database import Warehouse
from warehouse.errors import Refusal

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
ON = AT.date()
DRAWN = [
    ("a", "LIEGE-HUY", "critical", 5, 100_000),
    ("b", "LIEGE-HUY", "critical", 1, 900_000),
    ("c", "GENT", "high", 40, 50_000),
    ("d", "GENT", "medium", 100, 70_000),
    ("e", "", "low", 0, 10_000),
]
BOTH = Sight()
IN_ORDER = ["b", "a", "c", "d", "e"]


@pytest.fixture
def drawn(warehouse: Warehouse) -> Warehouse:
    for key, bar, severity, days, amount in DRAWN:
        at = AT - timedelta(days=days)
        store_findings(
            warehouse, [finding(key, bar=bar, severity=severity, amount_milli=amount, movement_ids=(key,))], on=at.date(), at=at
        )
        raise_alerts(warehouse, [AlertDraft(f"H-{key}", "", "credit", at.date(), (key,))], at=at)
    return warehouse


def keys(warehouse: Warehouse, chosen: Chosen, sight: Sight = BOTH, **more: int) -> list[str]:
    return [line.lead.key for line in queue_lines(warehouse, chosen, sight, on=ON, **more)]


def named(warehouse: Warehouse, key: str) -> str:
    return next(line.alert_id for line in queue_lines(warehouse, Chosen("all"), BOTH, on=ON) if line.lead.key == key)


def test_the_lines_come_in_the_order_of_the_whole_queue_and_pages_are_cut_from_it(drawn: Warehouse) -> None:
    assert keys(drawn, Chosen()) == IN_ORDER
    assert [alert.findings[0].key for alert in list_alerts(drawn)] == IN_ORDER
    assert keys(drawn, Chosen(), start=1, size=2) == IN_ORDER[1:3]
    assert queue_size(drawn, Chosen(), BOTH, on=ON) == 5


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"order": "OBFG"}, ["b", "a"]),
        ({"order": "OVB"}, ["c", "d"]),
        ({"bar": "GENT", "severity": "high"}, ["c"]),
        ({"nature": "illicit"}, IN_ORDER),
        ({"nature": "suspicious"}, []),
        ({"detector": "neg-balance"}, IN_ORDER),
        ({"age": "week"}, ["b", "a", "e"]),
        ({"age": "month"}, []),
        ({"age": "quarter"}, ["c"]),
        ({"age": "older"}, ["d"]),
        ({"due": "overdue"}, ["a", "c", "d"]),
        ({"due": "soon"}, ["b"]),
        ({"due": "later"}, ["e"]),
        ({"assignee": "-"}, IN_ORDER),
        ({"assignee": "anna"}, []),
    ],
)
def test_each_filter_keeps_what_it_names_and_the_order(drawn: Warehouse, asked: dict[str, str], found: list[str]) -> None:
    assert keys(drawn, Chosen(**asked)) == found
    assert queue_size(drawn, Chosen(**asked), BOTH, on=ON) == len(found)


@pytest.mark.parametrize(
    "wrong", [{"status": "x"}, {"order": "CCBE"}, {"bar": "PARIS"}, {"age": "x"}, {"due": "y"}, {"nature": "z"}]
)
def test_what_the_queue_has_no_list_for_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(Refusal, match="the queue has no"):
        Chosen(**wrong)


def test_ar_3_d_an_analyst_reads_the_lists_of_his_order_only_and_what_a_joint_case_opens(drawn: Warehouse) -> None:
    number = int(named(drawn, "a")[2:])
    assert keys(drawn, Chosen("all"), Sight("OVB")) == ["c", "d"]
    assert keys(drawn, Chosen("all"), Sight("OBFG")) == ["b", "a"]
    assert keys(drawn, Chosen("all"), Sight("OVB", (number,))) == ["a", "c", "d"]
    assert queue_tally(drawn, "open", Sight("OVB"), on=ON).by_status["open"] == 2
    assert [
        Sight("OVB", (number,)).sees(number, "LIEGE-HUY"),
        Sight("OVB").sees(number, "LIEGE-HUY"),
        Sight("OBFG").sees(9, ""),
    ] == [
        True,
        False,
        False,
    ]


def test_the_counts_are_those_of_the_lists(drawn: Warehouse) -> None:
    decide(drawn, named(drawn, "d"), outcome="watch", reason="see", by="anna", at=AT)
    decide(drawn, named(drawn, "b"), outcome="reported", reason="breach", by="anna", at=AT)
    assign(drawn, [named(drawn, "a")], to="anna", by="anna", at=AT)
    tally = queue_tally(drawn, "open", BOTH, on=ON)
    assert tally.by_status == {"open": 4, "watch": 1, "second": 1}
    assert tally.by_severity == {"critical": 2, "high": 1, "low": 1}
    assert tally.by_age == {"week": 3, "quarter": 1}
    assert tally.by_due == {"overdue": 2, "soon": 1, "later": 1}
    assert tally.by_assignee == {"anna": 1, "": 3}
    assert keys(drawn, Chosen("second")) == ["b"]
    assert detectors_of(drawn, "open", BOTH, on=ON) == {"neg-balance": 4}


def test_the_neighbours_of_an_alert_are_those_of_the_list_even_when_it_is_no_longer_in_it(drawn: Warehouse) -> None:
    ids = {key: named(drawn, key) for key in IN_ORDER}
    assert neighbours(drawn, ids["b"], Chosen(), BOTH, on=ON) == (None, ids["a"])
    assert neighbours(drawn, ids["c"], Chosen(), BOTH, on=ON) == (ids["a"], ids["d"])
    assert neighbours(drawn, ids["c"], Chosen(order="OBFG"), BOTH, on=ON) == (ids["a"], None)
    decide(drawn, ids["c"], outcome="watch", reason="see", by="anna", at=AT)
    assert neighbours(drawn, ids["c"], Chosen(), BOTH, on=ON) == (ids["a"], ids["d"])
    assert neighbours(drawn, "A-999999", Chosen(), BOTH, on=ON) == (None, None)
