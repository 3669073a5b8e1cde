"""R18: a breach from awareness to its end, under a simulated clock: who is touched, four alarms, who is told, what is kept."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.warehouse.conftest import Desk
from warehouse.alerts import AlertDraft, Finding, raise_alerts, store_findings
from warehouse.blocking import report_leak
from warehouse.breaches import (
    DRAFTS,
    affected_by,
    ask_deletion,
    begin_outage,
    close,
    confirm_deletion,
    declare,
    deletions_of,
    dismiss,
    draft,
    due,
    end_outage,
    events_of,
    get_breach,
    languages,
    list_breaches,
    list_outages,
    notify,
    tell_persons,
)
from warehouse.breaches.tables import Breach
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.evidence import record_access, subject_of_account
from warehouse.incidents import list_incidents, report_incident

AWARE = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
"""A Friday afternoon: the term of 72 hours ends on the Monday."""


def _look(warehouse: Warehouse, subject: str, *, who: str = "anna", hours: int = -2, result: str = "granted") -> None:
    at = AWARE + timedelta(hours=hours)
    more = {"action": "alert: show", "purpose": "detect", "modality": "page", "result": result, "at": at}
    record_access(warehouse, actor=who, subject=subject, **more)  # type: ignore[arg-type]


def _alert(warehouse: Warehouse, account: str, holder: str) -> str:
    found = Finding(
        key=account,
        detector="cash-withdrawal",
        detector_version="1",
        nature="illicit",
        severity="high",
        typology="cash-withdrawal",
        account=account,
        holder_id=holder,
        bar="LIEGE-HUY",
        first_date=AWARE.date(),
        last_date=AWARE.date(),
        amount_milli=1,
        currency="EUR",
        movement_ids=(),
        bank_references=(),
        evidence={},
        reason="r",
    )
    store_findings(warehouse, [found], on=AWARE.date(), at=AWARE)
    raise_alerts(warehouse, [AlertDraft(holder, account, account, AWARE.date(), (account,))], at=AWARE)
    return "A-000001"


def _declared(warehouse: Warehouse, incident_id: str, *, risk: str = "high", since: int = -24, until: int = 0) -> Breach:
    return declare(
        warehouse,
        incident_id,
        aware_at=AWARE,
        risk=risk,
        nature="a password was known to others",
        effects="movements of clients may be known",
        measures="access blocked, password changed",
        since=AWARE + timedelta(hours=since),
        until=AWARE + timedelta(hours=until),
        by="dora",
        at=AWARE + timedelta(hours=1),
    )


def test_jr_28_gd_14_gd_15_the_exercise_of_a_breach_from_the_leak_to_the_closed_register(
    desk: Desk, tmp_path: Path, record_property
):
    warehouse, mailbox = desk.warehouse, tmp_path / "dpo"
    mailbox.mkdir()
    (warehouse.settings.home / "evidence.toml").write_text(f'mailbox = "{mailbox}"\n', encoding="utf-8")
    desk.bring(desk.file(desk.draft()))
    alert = _alert(warehouse, desk.aline, "H1")
    _look(warehouse, alert)
    _look(warehouse, subject_of_account(warehouse.settings, desk.aline))
    _look(warehouse, "alerts")
    for not_of_it in ({"hours": -30}, {"who": "bert"}, {"result": "denied: of another Order"}, {"hours": 5}):
        _look(warehouse, "A-000099", **not_of_it)  # type: ignore[arg-type]
    report_leak(warehouse, by="anna", at=AWARE)
    (incident,) = list_incidents(warehouse)
    began = time.monotonic()
    breach = _declared(warehouse, incident.incident_id)
    found = affected_by(warehouse, incident.incident_id)
    written = {(to, language): draft(breach, found, to=to, language=language) for to in DRAFTS for language in languages()}
    needed = time.monotonic() - began
    assert needed <= 300, "five minutes from the declaration to the drafts"
    assert found.dossiers == (alert, subject_of_account(warehouse.settings, desk.aline), "alerts")
    assert (found.accesses, found.accounts, [one.holder_id for one in found.persons]) == (3, 1, ["H1"])
    assert len(written) == 9

    rung = {hours: due(warehouse, at=AWARE + timedelta(hours=hours)) for hours in range(74)}
    assert {hours: one[0].hours for hours, one in rung.items() if one} == {24: 24, 48: 48, 60: 60, 71: 71}
    assert {one.deadline for alarms in rung.values() for one in alarms} == {datetime(2026, 11, 23, 16, 0, tzinfo=UTC)}
    assert sorted(path.name for path in mailbox.iterdir()) == [f"quater-alarm-I-0001-{hours}.eml" for hours in (24, 48, 60, 71)]

    late = AWARE + timedelta(hours=73)
    with pytest.raises(Refusal, match="reason why it is late"):
        notify(warehouse, "I-0001", reference="GBA-2026-1", by="dora", at=late)
    notify(warehouse, "I-0001", reference="GBA-2026-1", late_reason="the exercise asks for it", by="dora", at=late)
    with pytest.raises(Refusal, match="the persons were not told"):
        close(warehouse, "I-0001", by="dora", at=late)
    tell_persons(warehouse, "I-0001", how="registered letter of 24 November", by="dora", at=late)
    close(warehouse, "I-0001", by="dora", at=late)
    (kept,) = list_breaches(warehouse)
    assert (kept.reference, kept.late_reason, kept.closed_by) == ("GBA-2026-1", "the exercise asks for it", "dora")
    assert [one.event for one in events_of(warehouse, "I-0001")] == [
        "declared",
        *(f"alarm at {hours} hours" for hours in (24, 48, 60, 71)),
        *("authority told", "persons told", "closed"),
    ]
    assert [one.state for one in list_incidents(warehouse)] == ["closed"]
    hours = "/".join(str(one) for one in sorted(hours for hours, alarms in rung.items() if alarms))
    record_property("R18", f"dossiers, persons and nine drafts in {needed:.1f} s; alarms at {hours} hours")


def test_gd_14_a_program_that_was_away_rings_the_latest_alarm_once_and_none_when_the_authority_knows(warehouse: Warehouse):
    for number in (1, 2, 3):
        report_incident(warehouse, "other", subject=f"R-{number:06d}", detail="told by telephone", by="odile", at=AWARE)
    _declared(warehouse, "I-0001")
    _declared(warehouse, "I-0002", risk="unlikely")
    _declared(warehouse, "I-0003")
    notify(warehouse, "I-0003", reference="GBA-2026-2", by="dora", at=AWARE + timedelta(hours=72))
    assert [(one.incident_id, one.hours) for one in due(warehouse, at=AWARE + timedelta(hours=65))] == [("I-0001", 60)]
    assert due(warehouse, at=AWARE + timedelta(hours=70)) == []
    assert close(warehouse, "I-0002", by="dora", at=AWARE + timedelta(hours=3)).notified_at is None


def test_jr_29_who_saw_what_was_not_for_him_is_asked_to_delete_it_and_confirms(warehouse: Warehouse):
    report_incident(warehouse, "misdirected_report", subject="R-000001", detail="sent to another bar", by="odile", at=AWARE)
    _declared(warehouse, "I-0001", risk="likely")
    notify(warehouse, "I-0001", reference="GBA-2026-3", by="dora", at=AWARE + timedelta(hours=2))
    ask_deletion(warehouse, "I-0001", reader="the bar of Gent", by="dora", at=AWARE + timedelta(hours=2))
    with pytest.raises(Refusal, match="asked already"):
        ask_deletion(warehouse, "I-0001", reader="the bar of Gent", by="dora", at=AWARE)
    with pytest.raises(Refusal, match="a deletion was not confirmed"):
        close(warehouse, "I-0001", by="dora", at=AWARE + timedelta(hours=3))
    with pytest.raises(Refusal, match="was not asked"):
        confirm_deletion(warehouse, "I-0001", reader="somebody", confirmation="done", by="dora", at=AWARE)
    confirmed = {"reader": "the bar of Gent", "confirmation": "letter of 21 November", "by": "dora"}
    confirm_deletion(warehouse, "I-0001", **confirmed, at=AWARE + timedelta(hours=20))
    (deletion,) = deletions_of(warehouse, "I-0001")
    assert (deletion.confirmed_words, deletion.confirmed_at) == ("letter of 21 November", AWARE + timedelta(hours=20))
    assert close(warehouse, "I-0001", by="dora", at=AWARE + timedelta(hours=21)).closed_by == "dora"


def test_an_incident_is_judged_once_a_breach_or_none_and_its_words_name_no_account(warehouse: Warehouse):
    report_incident(warehouse, "tampering", subject="certificates", detail="a head differs", by="odile", at=AWARE)
    with pytest.raises(Refusal, match="account number"):
        report_incident(warehouse, "other", subject="x", detail="seen: BE71 0961 2345 6769", by="odile", at=AWARE)
    with pytest.raises(Refusal, match="account number"):
        dismiss(warehouse, "I-0001", reason="BE71 0961 2345 6769 was not read", by="dora", at=AWARE)
    with pytest.raises(Refusal, match="known of before"):
        declare(
            warehouse,
            "I-0001",
            aware_at=AWARE + timedelta(hours=2),
            **{"risk": "high", "nature": "n", "effects": "e", "measures": "m"},
            since=AWARE,
            until=AWARE,
            by="dora",
            at=AWARE,
        )
    dismiss(warehouse, "I-0001", reason="the disk was replaced; no data were read", by="dora", at=AWARE)
    with pytest.raises(Refusal, match="judged already: no_breach"):
        _declared(warehouse, "I-0001")
    assert get_breach(warehouse, "I-0001") is None
    assert [one.detail for one in events_of(warehouse, "I-0001")] == ["the disk was replaced; no data were read"]


def test_gd_19_no_letter_to_a_person_betrays_why_an_account_was_looked_at(warehouse: Warehouse):
    report_incident(warehouse, "other", subject="R-000001", detail="told by telephone", by="odile", at=AWARE)
    breach = _declared(warehouse, "I-0001")
    found = affected_by(warehouse, "I-0001")
    betraying = ("alert", "melding", "meldung", "suspect", "verdacht", "blanchiment", "witwas", "geldwäsche", "ctif", "cfi")
    for language in languages():
        for to in ("persons", "reader"):
            text = draft(breach, found, to=to, language=language, dpo="dpo@example.org").lower()
            assert [word for word in betraying if word in text] == [], (language, to)
            assert "dpo@example.org" in text
    with pytest.raises(Refusal, match="expected a letter"):
        draft(breach, found, to="press", language="fr")


def test_jr_13_jr_19_an_outage_has_its_period_its_cause_and_the_other_way_and_opens_an_incident(warehouse: Warehouse):
    begun = begin_outage(
        warehouse, since=AWARE, what="the desk", fallback="the officers by telephone", by="oper", at=AWARE + timedelta(hours=1)
    )
    assert [one.kind for one in list_incidents(warehouse)] == ["outage"]
    with pytest.raises(Refusal, match="after it began"):
        end_outage(warehouse, begun.outage_id, until=AWARE - timedelta(hours=1), cause="c", by="oper", at=AWARE)
    end = AWARE + timedelta(hours=4)
    end_outage(warehouse, begun.outage_id, until=end, cause="a disk was full", by="oper", at=end)
    (kept,) = list_outages(warehouse)
    assert (kept.since, kept.until, kept.cause, kept.fallback) == (AWARE, end, "a disk was full", "the officers by telephone")
    with pytest.raises(Refusal, match="no outage"):
        end_outage(warehouse, "U-0009", until=end, cause="c", by="oper", at=end)
