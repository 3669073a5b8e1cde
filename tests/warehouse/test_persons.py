"""Persons' requests: found, restricted, answered in time; and an answer from which nobody learns what the control found."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from detection.replay.running import replayed_accounts
from detection.reports.language import FORBIDDEN
from detection.sampling import booked_in
from models.training import unrestricted
from tests.warehouse.conftest import Desk
from tests.warehouse.test_breaches import _alert
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.holds import place
from warehouse.persons import (
    LANGUAGES,
    OUTCOMES,
    RIGHTS,
    Requester,
    answer,
    close,
    decide,
    delay,
    done_about,
    extend,
    find,
    forget,
    grounds_of,
    lift,
    list_cases,
    register_request,
    restrict,
    restricted_accounts,
)
from warehouse.persons.tables import RequesterRow, RestrictionRow
from warehouse.retention import approve, plan
from warehouse.retention import run as run_plan

AT = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
RECEIVED = date(2026, 3, 2)
LATE = datetime(2036, 6, 2, 9, 0, tzinfo=UTC)
"""After the ten years of the movements of February 2026."""


def entered(warehouse: Warehouse, right: str, *, name: str = "Aline Corbeau", at: datetime = AT, **more: str) -> str:
    given = {"order": "OBFG", "language": "fr"} | more
    asked = Requester(name, "rue du Pont 1, Liège", "identity card", given.pop("holder_id", ""), given.pop("iban", ""))
    made = register_request(warehouse, asked, right=right, received_on=at.date(), by="dora", at=at, **given)  # type: ignore[arg-type]
    return made.case_id


def search(warehouse: Warehouse, case_id: str, at: datetime = AT):
    return find(warehouse, case_id, on=at.date(), by="dora", at=at)


def test_gd_8_a_person_is_found_by_number_account_and_name_as_holder_and_as_another_party(desk: Desk) -> None:
    party = {"counterparty_name": "ANTIEK  VERZONNEN", "counterparty_account": "BE71096123456769"}
    moved = (desk.paid_in(250_000, date(2026, 2, 26)), desk.paid_out(100_000, date(2026, 2, 27), **party))
    desk.bring(desk.file(desk.draft(movements=moved)))
    mine = search(desk.warehouse, entered(desk.warehouse, "access", holder_id="H1", name="A. Corbeau"))
    assert (mine.holders, mine.own, mine.as_party) == (("H1",), 2, 0)
    assert desk.curated not in mine.accounts, "of an account under judicial mandate nothing is held"
    assert (mine.first, mine.last, mine.until) == (date(2026, 2, 26), date(2026, 2, 27), date(2036, 2, 28))
    for facts in ({"name": "Antiek Verzonnen"}, {"name": "Somebody", "iban": "BE71 0961 2345 6769"}):
        his = search(desk.warehouse, entered(desk.warehouse, "access", **facts))
        assert (his.holders, his.accounts, his.own, his.as_party) == ((), (), 0, 1), facts
    nobody = search(desk.warehouse, entered(desk.warehouse, "access", name="Nobody At All"))
    assert (nobody.own + nobody.as_party, nobody.until) == (0, None)


def test_gd_8_a_request_is_logged_from_its_receipt_to_its_answer_and_its_person_can_be_erased(desk: Desk) -> None:
    case_id = entered(desk.warehouse, "access", holder_id="H1")
    (waiting,) = list_cases(desk.warehouse)
    assert waiting.due == date(2026, 4, 2)
    assert extend(desk.warehouse, case_id, why="many accounts", by="dora", at=AT).due == date(2026, 6, 2)
    with pytest.raises(Refusal, match="can be made longer once"):
        extend(desk.warehouse, case_id, why="again", by="dora", at=AT)
    search(desk.warehouse, case_id)
    with pytest.raises(Refusal, match="not answered yet"):
        forget(desk.warehouse, case_id, by="dora", at=AT)
    decide(desk.warehouse, case_id, outcome="granted", by="dora", at=AT)
    close(desk.warehouse, case_id, sent_on=RECEIVED, by="dora", at=AT)
    forget(desk.warehouse, case_id, by="dora", at=AT)
    log = done_about(desk.warehouse, case_id)
    assert [one.event for one in log] == ["received", "term extended", "searched", "decided", "answered", "identity erased"]
    assert not any("Corbeau" in f"{one.event} {one.detail}" for one in log)
    with desk.warehouse.reading() as session:
        assert session.scalar(select(func.count()).select_from(RequesterRow)) == 0
    with pytest.raises(Refusal, match="is erased"):
        search(desk.warehouse, case_id)


def test_gd_8_a_term_is_made_longer_only_while_the_first_month_lasts(desk: Desk) -> None:
    case_id = entered(desk.warehouse, "access")
    with pytest.raises(Refusal, match="until 2026-04-02"):
        extend(desk.warehouse, case_id, why="late", by="dora", at=AT + timedelta(days=32))


def test_gd_8_a_restricted_account_is_kept_and_no_model_learns_from_it(desk: Desk) -> None:
    desk.bring(desk.file(desk.draft()))
    case_id = entered(desk.warehouse, "restriction", holder_id="H1")
    before = search(desk.warehouse, case_id)
    assert desk.aline in replayed_accounts(desk.warehouse)
    assert booked_in(desk.warehouse, date(2026, 2, 1))["account"].unique().to_list() == [desk.aline]
    made = restrict(desk.warehouse, case_id, on=RECEIVED, by="dora", at=AT)
    assert {one.account for one in made} == restricted_accounts(desk.warehouse) == {desk.aline, desk.bram}
    restrict(desk.warehouse, case_id, on=RECEIVED, by="dora", at=AT)
    assert desk.aline not in replayed_accounts(desk.warehouse)
    assert booked_in(desk.warehouse, date(2026, 2, 1)).is_empty()
    table = pl.DataFrame({"account": [desk.aline, desk.stranger]})
    assert unrestricted(desk.warehouse, table)["account"].to_list() == [desk.stranger]
    assert search(desk.warehouse, case_id) == before, "nothing that must be kept is lost"
    with pytest.raises(Refusal, match="is told before"):
        lift(desk.warehouse, case_id, told_on=date(2026, 3, 3), by="dora", at=AT)
    assert all(one.told_on == RECEIVED for one in lift(desk.warehouse, case_id, told_on=RECEIVED, by="dora", at=AT))
    assert restricted_accounts(desk.warehouse) == frozenset()
    with pytest.raises(Refusal, match="asks for no restriction"):
        restrict(desk.warehouse, entered(desk.warehouse, "access", holder_id="H1"), on=RECEIVED, by="dora", at=AT)


def test_gd_8_no_restriction_ends_in_the_database_before_the_person_is_told(desk: Desk) -> None:
    case_id = entered(desk.warehouse, "restriction", holder_id="H1")
    restrict(desk.warehouse, case_id, on=RECEIVED, by="dora", at=AT)
    with pytest.raises(IntegrityError), desk.warehouse.writing() as session:
        session.scalars(select(RestrictionRow)).first().lifted_at = AT  # type: ignore[union-attr]


def test_gd_4_while_data_are_kept_an_erasure_is_refused_on_the_ground_of_the_law(desk: Desk) -> None:
    desk.bring(desk.file(desk.draft()))
    case_id = entered(desk.warehouse, "erasure", holder_id="H1")
    assert search(desk.warehouse, case_id).standing == {"kept": 2, "held": 0, "expired": 0}
    with pytest.raises(Refusal, match="refuse on the ground kept_by_law"):
        decide(desk.warehouse, case_id, outcome="granted", by="dora", at=AT)
    with pytest.raises(Refusal, match="expected as ground of refused for erasure"):
        decide(desk.warehouse, case_id, outcome="refused", by="dora", at=AT)
    decided = decide(desk.warehouse, case_id, outcome="refused", ground="kept_by_law", by="dora", at=AT)
    assert "art. 17, § 3, b et e" in answer(decided)


def test_gd_4_what_expired_is_erased_what_is_held_is_not_and_the_answers_are_the_same(desk: Desk) -> None:
    party = {"counterparty_name": "Antiek Verzonnen"}
    desk.bring(desk.file(desk.draft(movements=(desk.paid_in(1_000, date(2026, 2, 27), **party),))))
    held = entered(desk.warehouse, "erasure", name="Antiek Verzonnen", at=LATE)
    assert search(desk.warehouse, held, LATE).standing == {"kept": 0, "held": 0, "expired": 1}
    acts = {"opening_act": "dossier 2030/7", "authority": "a judge", "act_date": date(2030, 1, 1)}
    days = {"review_on": date(2037, 1, 1), "by": "odile", "at": LATE}
    place(desk.warehouse, scope="account", subject=desk.aline, ground="instruction", **acts, **days)  # type: ignore[arg-type]
    assert search(desk.warehouse, held, LATE).standing == {"kept": 0, "held": 1, "expired": 0}
    with pytest.raises(Refusal, match="refuse on the ground kept_by_law"):
        decide(desk.warehouse, held, outcome="granted", by="dora", at=LATE)
    refused = decide(desk.warehouse, held, outcome="refused", ground="kept_by_law", by="dora", at=LATE)
    free = entered(desk.warehouse, "erasure", name="Nobody At All", at=LATE)
    granted = decide(desk.warehouse, free, outcome="granted", by="dora", at=LATE)
    assert answer(refused).replace(held, "") == answer(granted).replace(free, "")


def test_gd_4_once_the_destruction_has_run_nothing_is_found_any_more(desk: Desk) -> None:
    party = {"counterparty_name": "Antiek Verzonnen"}
    desk.bring(desk.file(desk.draft(movements=(desk.paid_in(1_000, date(2026, 2, 27), **party),))))
    case_id = entered(desk.warehouse, "erasure", name="Antiek Verzonnen", at=LATE)
    with pytest.raises(Refusal, match="1 go with the next destruction"):
        decide(desk.warehouse, case_id, outcome="granted", by="dora", at=LATE)
    drafted = plan(desk.warehouse, on=LATE.date(), by="program", at=LATE)
    for person in ("odile", "otto"):
        approve(desk.warehouse, drafted.plan_id, by=person, at=LATE)
    run_plan(desk.warehouse, drafted.plan_id, at=LATE)
    assert search(desk.warehouse, case_id, LATE).standing == {"kept": 0, "held": 0, "expired": 0}
    assert decide(desk.warehouse, case_id, outcome="granted", by="dora", at=LATE).outcome == "granted"


@pytest.mark.parametrize("warehouse", ["sqlite"], indirect=True)
def test_gd_8_gd_4_a_person_with_an_alert_gets_word_for_word_the_answer_of_one_without(desk: Desk) -> None:
    desk.bring(desk.file(desk.draft()))
    _alert(desk.warehouse, desk.aline, "H1")
    for right in RIGHTS:
        for outcome in OUTCOMES:
            for ground in [""] if outcome == "granted" else grounds_of(right):
                if (right, outcome) == ("erasure", "granted"):
                    continue
                for language in LANGUAGES:
                    texts = []
                    for person in ({"holder_id": "H1"}, {"name": "Bram Duif"}):
                        case_id = entered(desk.warehouse, right, language=language, **person)
                        decided = decide(desk.warehouse, case_id, outcome=outcome, ground=ground, by="dora", at=AT)
                        texts.append(answer(decided, dpo="dpo@example.org").replace(case_id, ""))
                    assert texts[0] == texts[1], (right, outcome, ground, language)
                    assert not FORBIDDEN.search(texts[0]), (right, outcome, ground, language)
                    assert not any(word in texts[0].lower() for word in ("corbeau", "alert", "melding", "suspect", "verdacht"))


def test_gd_8_the_letter_of_a_longer_term_names_its_last_day(desk: Desk) -> None:
    case_id = entered(desk.warehouse, "access", language="nl")
    with pytest.raises(Refusal, match="not made longer"):
        delay(list_cases(desk.warehouse)[0])
    assert "02/06/2026" in delay(extend(desk.warehouse, case_id, why="many accounts", by="dora", at=AT))
