"""First demands: recorded, reminded, covered when the history held reaches without a break."""

from datetime import date
from itertools import permutations

import pytest

from warehouse.coverage.demands import demand, follow_up, get_demand, list_demands, remind
from warehouse.coverage.earlier import unasked
from warehouse.coverage.letters import letter
from warehouse.errors import Refusal

ASKED = date(2026, 3, 2)
SINCE, UNTIL = date(2026, 1, 5), date(2026, 2, 27)


def asked(desk, **more: object):
    return demand(
        desk.warehouse, desk.aline, **{"since": SINCE, "until": UNTIL, "by": "officer", "on": ASKED, "at": desk.at} | more
    )


def history(desk) -> dict[str, bytes]:
    """Three statements that follow each other, each of 250 in and 100 out, from 5 January to 2 March 2026."""
    made = (("january", 1, date(2026, 1, 5), 0), ("february", 2, date(2026, 2, 10), 150_000), ("march", 3, ASKED, 300_000))
    return {name: desk.file(desk.draft(number=number, day=day, old=old)) for name, number, day, old in made}


def test_ar_2_5_b_a_first_demand_is_a_dated_record_with_its_reminders(desk) -> None:
    made = asked(desk)
    assert (made.demand_id, made.bank, made.language, made.asked_by) == ("D-0001", "KASTEEL", "fr", "officer")
    assert (made.since, made.until, made.asked_on) == (SINCE, UNTIL, ASKED)
    assert made.next_reminder == date(2026, 3, 23)  # three weeks of five bank days
    reminded = remind(desk.warehouse, "D-0001", by="second", on=date(2026, 3, 24), at=desk.at)
    assert (reminded.reminded_on, reminded.next_reminder) == ((date(2026, 3, 24),), date(2026, 4, 16))  # Easter between


@pytest.mark.parametrize("order", list(permutations(["january", "february", "march"])), ids="-".join)
def test_ar_2_5_b_a_demand_is_closed_by_the_last_missing_statement_in_any_order(desk, order: tuple[str, ...]) -> None:
    asked(desk)
    deliveries = history(desk)
    for place, name in enumerate(order, start=1):
        desk.bring(deliveries[name], name=f"{name}.cod")
        open_ones = follow_up(desk.warehouse, on=date(2026, 3, 2 + place))
        assert [one.demand_id for one in open_ones] == (["D-0001"] if place < 3 else [])
    assert get_demand(desk.warehouse, "D-0001").covered_on == date(2026, 3, 5)
    with pytest.raises(Refusal, match="is covered since 2026-03-05"):
        remind(desk.warehouse, "D-0001", by="officer", on=date(2026, 3, 9), at=desk.at)


def test_a_history_with_a_break_does_not_cover_the_period(desk) -> None:
    asked(desk)
    desk.bring(desk.file(desk.draft(number=1, day=date(2026, 1, 5), old=0), desk.draft(number=2, day=UNTIL, old=400_000)))
    assert [one.demand_id for one in follow_up(desk.warehouse, on=ASKED)] == ["D-0001"]


def test_a_history_that_begins_too_late_does_not_cover_the_period(desk) -> None:
    asked(desk, since=date(2025, 12, 1))
    desk.bring(history(desk)["january"])
    desk.bring(desk.file(desk.draft(number=2, day=UNTIL, old=150_000)), name="late.cod")
    assert len(follow_up(desk.warehouse, on=ASKED)) == 1


def test_what_cannot_be_asked_is_refused(desk) -> None:
    with pytest.raises(Refusal, match="an account of the register that is controlled"):
        demand(desk.warehouse, desk.stranger, since=SINCE, until=UNTIL, by="o", on=ASKED, at=desk.at)
    with pytest.raises(Refusal, match="an account of the register that is controlled"):
        demand(desk.warehouse, desk.curated, since=SINCE, until=UNTIL, by="o", on=ASKED, at=desk.at)
    for since, until in ((UNTIL, SINCE), (SINCE, date(2026, 3, 3))):
        with pytest.raises(Refusal, match="a period that begins before it ends"):
            asked(desk, since=since, until=until)
    with pytest.raises(Refusal, match="fr, nl, de"):
        asked(desk, language="en")
    asked(desk)
    with pytest.raises(Refusal, match="D-0001 of 2026-03-02 already asks"):
        asked(desk, since=date(2026, 1, 6))
    with pytest.raises(Refusal, match="no first demand 'D-9'"):
        remind(desk.warehouse, "D-9", by="o", on=ASKED, at=desk.at)
    assert len(list_demands(desk.warehouse)) == 1


@pytest.mark.parametrize(
    ("language", "title", "period", "again"),
    [
        ("fr", "Première demande (arrêté royal du 9 juin 2024", "du 05/01/2026 au 27/02/2026", "Rappel"),
        ("nl", "Eerste verzoek (koninklijk besluit van 9 juni 2024", "van 05/01/2026 tot en met 27/02/2026", "Herinnering"),
        (
            "de",
            "Erste Aufforderung (Königlicher Erlass vom 9. Juni",
            "vom 05.01.2026 bis einschließlich 27.02.2026",
            "Erinnerung",
        ),
    ],
)
def test_ar_2_5_b_the_letter_names_account_and_period_in_each_language(
    desk, language: str, title: str, period: str, again: str
) -> None:
    made = asked(desk, language=language)
    text = letter(made)
    assert text.startswith(title)
    assert period in text
    assert desk.aline in text.replace(" ", "")
    assert "Corbeau" not in text
    assert letter(remind(desk.warehouse, made.demand_id, by="o", on=ASKED, at=desk.at), reminder=True).startswith(again)


def test_ar_6_a_history_from_before_the_decree_comes_only_by_a_recorded_request(desk) -> None:
    days = (date(2024, 6, 28), date(2024, 7, 31), date(2024, 9, 30), date(2024, 10, 1))
    drafts = [desk.draft(number=number, day=day, old=0, movements=()) for number, day in enumerate(days, start=1)]
    desk.bring(desk.file(*drafts, created=date(2024, 10, 1)))
    facts = ("account", "first_statement", "last_statement", "statements")
    assert unasked(desk.warehouse).select(facts).rows() == [(desk.aline, days[0], days[2], 3)]
    asked(desk, since=date(2024, 7, 1), until=days[2])
    assert unasked(desk.warehouse).select(facts).rows() == [(desk.aline, days[0], days[0], 1)]
    asked(desk, since=days[0], until=days[2])
    assert unasked(desk.warehouse).is_empty()
