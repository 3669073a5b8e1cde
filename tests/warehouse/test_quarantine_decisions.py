"""Two people, two reasons: what is released enters as it was delivered, what is rejected leaves its line and its problems."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from warehouse import lake
from warehouse.deliveries import deliveries_frame
from warehouse.deliveries_tables import DeliveredStatement, QuarantinedStatement
from warehouse.errors import Refusal
from warehouse.holds import FinalDecision, place, release
from warehouse.intake import accounting
from warehouse.quarantine import (
    approve,
    decline,
    list_decisions,
    list_quarantined,
    propose_rejection,
    propose_release,
    raw_lines,
    refused_statements_frame,
)
from warehouse.quarantine_fates import delivery_named, empty_deliveries, fate_counts, fates


def wrong_totals(data: bytes) -> bytes:
    """The same delivery with another credit total in its last trailer (positions 38–52): 250.000 becomes 999.000."""
    assert data.count(b"000000000250000") >= 1
    before, after = data.rsplit(b"000000000250000", 1)
    return before + b"000000000999000" + after


def curated_label(desk) -> str:
    """A delivery whose only statement waits for its label; gives its hash."""
    return desk.bring(desk.file(desk.draft(description="Curatelle Lune"))).delivery


def spoiled(desk) -> str:
    """A delivery whose only statement waits for its totals; gives its hash."""
    return desk.bring(wrong_totals(desk.file(desk.draft()))).delivery


def test_a_release_proposed_by_one_and_approved_by_another_lets_the_statement_in(desk) -> None:
    sha = curated_label(desk)
    asked = propose_release(desk.warehouse, sha, 0, by="analyst-1", why="Lune is a client's name", at=desk.at)
    assert (asked.decision_id, asked.state, asked.kind) == ("Q-0001", "proposed", "release")
    assert lake.statements(desk.warehouse).collect().is_empty()
    done = approve(desk.warehouse, "Q-0001", by="analyst-2", why="seen with the bar", at=desk.at + timedelta(hours=1))
    assert (done.state, done.decided_by, done.decided_why) == ("approved", "analyst-2", "seen with the bar")
    assert lake.movements(desk.warehouse).collect().height == 2
    assert list_quarantined(desk.warehouse) == []
    assert accounting(desk.warehouse).holds


@pytest.mark.parametrize("kind", [propose_release, propose_rejection])
def test_nobody_approves_what_he_proposed(desk, kind: Callable[..., object]) -> None:
    kind(desk.warehouse, curated_label(desk), 0, by="analyst-1", why="w", at=desk.at)
    with pytest.raises(Refusal, match="expected another person"):
        approve(desk.warehouse, "Q-0001", by=" analyst-1 ", why="w", at=desk.at)
    assert [one.state for one in list_decisions(desk.warehouse)] == ["proposed"]
    assert len(list_quarantined(desk.warehouse)) == 1


@pytest.mark.parametrize(("by", "why", "says"), [(" ", "w", "who decides"), ("analyst-2", " ", "the reason")])
def test_a_decision_needs_a_name_and_a_reason(desk, by: str, why: str, says: str) -> None:
    sha = curated_label(desk)
    with pytest.raises(Refusal, match=says):
        propose_rejection(desk.warehouse, sha, 0, by=by, why=why, at=desk.at)
    propose_rejection(desk.warehouse, sha, 0, by="analyst-1", why="w", at=desk.at)
    with pytest.raises(Refusal, match=says):
        approve(desk.warehouse, "Q-0001", by=by, why=why, at=desk.at)


def test_wrong_totals_are_never_released_and_may_be_rejected(desk) -> None:
    sha = spoiled(desk)
    [waiting] = list_quarantined(desk.warehouse)
    assert waiting.what_to_do == "ask the bank to deliver it again, corrected"
    with pytest.raises(Refusal, match="is not released by decision; ask the bank to deliver it again, corrected"):
        propose_release(desk.warehouse, sha, 0, by="analyst-1", why="w", at=desk.at)
    propose_rejection(desk.warehouse, sha, 0, by="analyst-1", why="the bank made it by mistake", at=desk.at)
    approve(desk.warehouse, "Q-0001", by="analyst-2", why="confirmed by its letter", at=desk.at)
    assert lake.statements(desk.warehouse).collect().is_empty()


def test_a_rejection_destroys_the_lines_and_leaves_the_problems(desk) -> None:
    sha = spoiled(desk)
    propose_rejection(desk.warehouse, sha, 0, by="analyst-1", why="w", at=desk.at)
    approve(desk.warehouse, "Q-0001", by="analyst-2", why="w", at=desk.at)
    with desk.warehouse.reading() as session:
        assert session.scalars(select(QuarantinedStatement)).all() == []
    [fate] = fates(desk.warehouse)
    assert (fate.fate, fate.decision_id, fate.account) == ("rejected", "Q-0001", desk.aline)
    assert [problem["line"] for problem in fate.problems if problem["severity"] == "hard"] == [6]
    with pytest.raises(Refusal, match="is in quarantine"):
        raw_lines(desk.warehouse, sha, 0)
    assert refused_statements_frame(desk.warehouse).is_empty()
    found = accounting(desk.warehouse)
    assert (found.holds, found.quarantined.statements) == (True, 1)
    assert fate_counts(desk.warehouse) == {"waiting": 0, "rejected": 1, "corrected": 0, "destroyed": 0}


def test_a_whole_delivery_is_rejected_at_once(desk) -> None:
    cut = desk.file(desk.draft(), desk.draft(desk.bram))[:-130]
    sha = desk.bring(cut).delivery
    assert {(one.position, one.whole) for one in list_quarantined(desk.warehouse)} == {(0, True), (1, True)}
    asked = propose_rejection(desk.warehouse, sha, None, by="analyst-1", why="w", at=desk.at)
    assert asked.position is None
    approve(desk.warehouse, asked.decision_id, by="analyst-2", why="w", at=desk.at)
    assert {one.fate for one in fates(desk.warehouse)} == {"rejected"}
    assert accounting(desk.warehouse).holds
    with pytest.raises(Refusal, match="nothing of delivery"):
        propose_rejection(desk.warehouse, sha, None, by="analyst-1", why="w", at=desk.at)


def test_a_delivery_without_any_statement_waits_until_it_is_rejected(desk) -> None:
    sha = desk.bring(b"\x00" * 512, name="junk.bin").delivery
    assert [(one.delivery, one.position, one.fate) for one in empty_deliveries(desk.warehouse)] == [(sha, None, "waiting")]
    propose_rejection(desk.warehouse, sha, None, by="analyst-1", why="w", at=desk.at)
    approve(desk.warehouse, "Q-0001", by="analyst-2", why="w", at=desk.at)
    assert [one.fate for one in empty_deliveries(desk.warehouse)] == ["rejected"]
    assert deliveries_frame(desk.warehouse)["state"].to_list() == ["quarantined"]


def test_what_is_proposed_is_decided_before_it_is_proposed_again(desk) -> None:
    sha = curated_label(desk)
    propose_release(desk.warehouse, sha, 0, by="analyst-1", why="w", at=desk.at)
    with pytest.raises(Refusal, match="Q-0001 already proposes a release"):
        propose_rejection(desk.warehouse, sha, 0, by="analyst-2", why="w", at=desk.at)
    decline(desk.warehouse, "Q-0001", by="analyst-2", why="it is a mandate", at=desk.at)
    propose_rejection(desk.warehouse, sha, 0, by="analyst-2", why="w", at=desk.at)
    assert [one.state for one in list_decisions(desk.warehouse)] == ["declined", "proposed"]
    with pytest.raises(Refusal, match="Q-0001 is declined since 2026-03-02, by analyst-2"):
        approve(desk.warehouse, "Q-0001", by="analyst-3", why="w", at=desk.at)


@pytest.mark.parametrize("decision", ["Q-0009", "nine", ""])
def test_a_decision_that_does_not_exist_is_refused(desk, decision: str) -> None:
    with pytest.raises(Refusal, match="no decision"):
        approve(desk.warehouse, decision, by="analyst-1", why="w", at=desk.at)


def test_what_the_register_decided_meanwhile_is_not_decided_again(desk) -> None:
    sha = desk.bring(desk.file(desk.draft(desk.stranger))).delivery
    propose_rejection(desk.warehouse, sha, 0, by="analyst-1", why="w", at=desk.at)
    desk.register((desk.stranger, False))
    from warehouse.quarantine import retry_registered

    retry_registered(desk.warehouse, at=desk.at)
    with pytest.raises(Refusal, match="is in quarantine"):
        approve(desk.warehouse, "Q-0001", by="analyst-2", why="w", at=desk.at)
    assert lake.statements(desk.warehouse).collect().height == 1


def test_the_lines_that_a_hold_keeps_stay_until_it_is_released(desk) -> None:
    sha = spoiled(desk)
    said = {"ground": "instruction", "opening_act": "act", "authority": "judge", "act_date": date(2026, 2, 1)}
    held = place(
        desk.warehouse, scope="account", subject=desk.aline, **said, by="officer", review_on=date(2027, 1, 1), at=desk.at
    )
    propose_rejection(desk.warehouse, sha, 0, by="analyst-1", why="w", at=desk.at)
    approve(desk.warehouse, "Q-0001", by="analyst-2", why="w", at=desk.at)
    with desk.warehouse.reading() as session:
        assert len(session.scalars(select(QuarantinedStatement)).all()) == 1
    assert list_quarantined(desk.warehouse) == []
    acquittal = FinalDecision("judicial_decision", "acquitted", date(2026, 2, 10), date(2026, 2, 12), "attested: no appeal")
    for who in ("officer", "second"):
        release(desk.warehouse, held.hold_id, by=who, on=desk.at.date(), at=desk.at, final=acquittal)
    other = desk.bring(wrong_totals(desk.file(desk.draft(number=2))), name="other.cod").delivery
    propose_rejection(desk.warehouse, other, 0, by="analyst-1", why="w", at=desk.at)
    approve(desk.warehouse, "Q-0002", by="analyst-2", why="w", at=desk.at)
    with desk.warehouse.reading() as session:
        assert session.scalars(select(QuarantinedStatement)).all() == []


@pytest.mark.parametrize("cause", ["future-date", "wrong-bank"])
def test_a_cause_that_people_may_judge_is_cleared_by_them(desk, cause: str) -> None:
    sha = curated_label(desk)
    with desk.warehouse.writing() as session:  # the dock's own doubt about a statement whose figures add up
        session.execute(update(DeliveredStatement).values(reason=cause))
        session.execute(update(QuarantinedStatement).values(raw=desk.file(desk.draft())))
    propose_release(desk.warehouse, sha, 0, by="analyst-1", why="w", at=desk.at)
    approve(desk.warehouse, "Q-0001", by="analyst-2", why="w", at=desk.at)
    assert lake.statements(desk.warehouse).collect().height == 1


def test_a_delivery_is_named_by_the_beginning_of_its_hash(desk) -> None:
    sha = curated_label(desk)
    assert delivery_named(desk.warehouse, sha[:8].upper()) == sha
    for beginning, says in (("zzzzzz", "no delivery begins"), (sha[:5], "at least 6 characters"), ("%%%%%%", "no delivery")):
        with pytest.raises(Refusal, match=says):
            delivery_named(desk.warehouse, beginning)
