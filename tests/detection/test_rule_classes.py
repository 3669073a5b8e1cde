"""GD-17: what a new class of rules finds waits for the data protection officer; the rules of the others go on.

day   class of cash-limit-3000   opinion        alerts of it
1     invented                   none           none
2     invented                   against        none
3     invented                   favourable     what was found on day 1
4     aml                        against        what was found before, nothing new
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, ProgrammingError

from detection import rule_classes
from detection.registry import Detector, detectors
from detection.rule_classes import assessed, classes, waiting_classes
from detection.run import detect
from tests.detection.world import IBANS, deliver, register
from warehouse.alerts import findings_of, list_alerts
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.rule_opinions import RuleOpinionRow, give_opinion, opinions

AT = datetime(2026, 7, 1, 5, 0, tzinfo=UTC)
ON = date(2026, 6, 30)
RULE = "cash-limit-3000"
LIFE = """
account | booked     | amount   | code     | counterparty
A       | 2026-03-02 | 3500.00  | 00950000 | Jan Kasgeld
"""
LATER = LIFE + "A       | 2026-06-20 | 3900.00  | 00950000 | Piet Kasgeld\n"
ASSESSMENT = Path(__file__).resolve().parents[2] / "docs" / "impact-assessment.md"


@pytest.fixture
def house(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    """A holder who got cash above the limit of the law."""
    register(warehouse, tmp_path)
    deliver(warehouse, LIFE)
    return warehouse


def with_class(monkeypatch: pytest.MonkeyPatch, group: str) -> None:
    """Let the rule be of another class, as if its file lay in another folder."""
    moved: Mapping[str, Detector] = {**detectors(), RULE: replace(detectors()[RULE], group=group)}
    monkeypatch.setattr(rule_classes, "detectors", lambda: moved)


def alerts(warehouse: Warehouse) -> int:
    return sum(alert.detector == RULE for alert in list_alerts(warehouse))


def opine(warehouse: Warehouse, rule_class: str, opinion: str) -> None:
    give_opinion(warehouse, rule_class, opinion=opinion, words="weighed with the officers", by="dora", at=AT)


def test_gd_17_what_a_new_class_of_rules_finds_is_shown_to_nobody_before_the_dpo_s_opinion(
    house: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_class(monkeypatch, "invented")
    assert waiting_classes(house) == {"invented"}
    others = {alert.detector for alert in list_alerts(house)}
    for day, opinion in enumerate(("", "against", "favourable")):
        if opinion:
            opine(house, "invented", opinion)
        detect(house, on=ON, at=AT + timedelta(days=day))
        assert len(findings_of(house, detector=RULE)) == 1, "it is stored and counted"
        assert alerts(house) == (1 if opinion == "favourable" else 0), opinion
        others |= {alert.detector for alert in list_alerts(house)} - {RULE}
    assert others, "the other rules went on"
    assert opinions(house)["invented"].by == "dora"
    assert waiting_classes(house) == frozenset()


def test_gd_17_an_opinion_against_an_assessed_class_stops_what_it_would_find_and_leaves_what_was_read(
    house: Warehouse,
) -> None:
    detect(house, on=date(2026, 3, 31), at=AT)
    assert alerts(house) == 1
    opine(house, "aml", "against")
    deliver(house, LATER)
    detect(house, on=ON, at=AT + timedelta(days=1))
    assert (alerts(house), len(findings_of(house, detector=RULE))) == (1, 2)
    assert len(findings_of(house, detector=RULE, attached=True)) == 1


@pytest.mark.parametrize(
    ("opinion", "words", "by", "said"),
    [
        ("perhaps", "w", "dora", "to be favourable or against"),
        ("favourable", " ", "dora", "needs its person"),
        ("favourable", "w", " ", "needs its person"),
        ("favourable", "w", "Detection", "is a program"),
    ],
)
def test_gd_17_an_opinion_is_a_person_s_and_says_what_was_weighed(
    warehouse: Warehouse, opinion: str, words: str, by: str, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        give_opinion(warehouse, "aml", opinion=opinion, words=words, by=by, at=AT)
    assert opinions(warehouse) == {}
    with pytest.raises((IntegrityError, ProgrammingError)), warehouse.writing() as session:
        session.add(RuleOpinionRow(rule_class="aml", opinion="perhaps", words="w", by="x", at=AT))


def test_gd_17_every_class_of_rules_that_is_shipped_stands_in_the_impact_assessment() -> None:
    assert set(classes()) == assessed()
    text = ASSESSMENT.read_text(encoding="utf-8")
    assert [name for name in classes() if f"| `{name}` |" not in text] == []
    assert IBANS["A"] not in text
