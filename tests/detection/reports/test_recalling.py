"""The recall: everyone who got a report is told what of it no longer holds, and nothing else.

| what happened after the report left | recall |
|---|---|
| one of its alerts was dismissed | withdrawn, that fact |
| the report was withdrawn | withdrawn, every fact |
| an officer says that an alert was wrong | corrected, that fact, in every report that told of it |
| an alert was dismissed before it left, watched, or answered | none |
"""

import json
from datetime import date, timedelta

import pyrage
import pytest

from detection.reports.following_up import follow_up
from detection.reports.language import FORBIDDEN
from detection.reports.opening import open_sealed
from detection.reports.recalling import correct_alert, send_recalls, withdraw_report
from detection.reports.sealing import read_key
from detection.reports.signing import signer_of
from tests.detection.reports.world import ALINE, AT, BAR_OF, BRAM, CLARA, Office, text_of
from warehouse.alerts import dispose
from warehouse.errors import Refusal
from warehouse.evidence import list_accesses
from warehouse.register import bars
from warehouse.reports_register import Reader, get_report
from warehouse.reports_register.dispatches import acknowledge, list_dispatches
from warehouse.reports_register.pieces import remove_piece
from warehouse.reports_register.recalls import due_recalls
from warehouse.reports_register.recipients import add_key, confirm_key, resume_recipient, suspend_recipient

LATER = AT + timedelta(days=3)
OFFICER = Reader("bea", "officer", frozenset(bars()))
ACCOUNTS = {"fr": ALINE, "nl": BRAM, "de": CLARA}


def _sent(office: Office, code: str = "fr", alerts: int = 2) -> tuple[str, list[str], str]:
    """A report of one bar, sealed to a key and sent; gives its id, its alerts and the key."""
    identity, bar, account = pyrage.x25519.Identity.generate(), BAR_OF[code], ACCOUNTS[code]
    read = read_key(str(identity.to_public()))
    key = add_key(office.warehouse, bar, kind=read.kind, key=read.key, fingerprint=read.fingerprint, by="officer", at=AT)
    confirm_key(office.warehouse, key.number, fingerprint=read.fingerprint, by="second", at=AT)
    told = [office.alert(f"K{n}", account, office.movement_ids(account, "CASH")) for n in range(alerts)]
    return office.release(office.draft(bar=bar)[0].report_id).report_id, told, str(identity)


def _dismiss(office: Office, alert_id: str) -> None:
    dispose(office.warehouse, alert_id, outcome="dismissed", reason="wrong account", by="anna", at=LATER)


def _recall(office: Office, by: Reader = OFFICER):
    return send_recalls(office.warehouse, due_recalls(office.warehouse), by=by, at=LATER)


def _opened(office: Office, dispatch, identity: str) -> dict[str, bytes]:
    signed_by = signer_of(office.warehouse.settings, at=AT).certificate
    return {
        path.rsplit("/", 1)[1]: open_sealed(
            path, (office.warehouse.settings.outbox / path).read_bytes(), signed_by=signed_by, identity=identity
        )
        for path in dispatch.files
    }


@pytest.mark.parametrize(
    ("code", "title", "fact", "date_of"),
    [
        ("fr", "Rappel", "Fait 1", "remis le 22 novembre 2026"),
        ("nl", "Terugroeping", "Feit 1", "overhandigd op 22 november 2026"),
        ("de", "Rückruf", "Vorgang 1", "übergeben am 22. November 2026"),
    ],
)
def test_gd_3_a_dismissed_alert_is_recalled_sealed_in_the_recipients_language(office, code, title, fact, date_of) -> None:
    report_id, told, identity = _sent(office, code)
    assert due_recalls(office.warehouse) == []
    _dismiss(office, told[0])
    done = _recall(office)
    (dispatch,) = done.sent
    assert (dispatch.purpose, dispatch.recipient, dispatch.state) == ("recall", BAR_OF[code], "sent")
    opened = _opened(office, dispatch, identity)
    assert sorted(opened) == ["report.recall-1.json.age", "report.recall-1.pdf.age"]
    said = text_of(opened["report.recall-1.pdf.age"])
    assert all(words in said for words in (title, fact, date_of, told[0]))
    assert told[1] not in said
    data = json.loads(opened["report.recall-1.json.age"])
    assert (data["kind"], data["alerts"]) == ("withdrawn", [{"alert": told[0], "facts": [1]}])
    assert due_recalls(office.warehouse) == []
    assert _recall(office).sent == ()
    assert get_report(office.warehouse, report_id).state == "released"


def test_gd_19_a_recall_says_nothing_of_what_it_takes_back(office: Office) -> None:
    _, told, identity = _sent(office)
    _dismiss(office, told[0])
    for document in _opened(office, _recall(office).sent[0], identity).values():
        said = text_of(document) if document.startswith(b"%PDF-") else document.decode()
        assert not FORBIDDEN.search(said)
        for secret in ("Corbeau", "wrong account", ALINE[-8:], "4.500", "CASH"):
            assert secret not in said.replace(" ", "")


def test_a_withdrawn_report_is_recalled_whole_at_once(office: Office) -> None:
    report_id, told, identity = _sent(office)
    done = withdraw_report(office.warehouse, report_id, reason="wrong bar", by=OFFICER, at=LATER)
    data = json.loads(_opened(office, done.sent[0], identity)["report.recall-1.json.age"])
    assert [one["alert"] for one in data["alerts"]] == told
    assert "Le rapport entier est concerné" in text_of(_opened(office, done.sent[0], identity)["report.recall-1.pdf.age"])
    assert get_report(office.warehouse, report_id).state == "withdrawn"


def test_a_draft_is_withdrawn_without_a_recall(office: Office) -> None:
    office.alert("K1", ALINE, office.movement_ids(ALINE, "CASH"))
    (draft,) = office.draft()
    assert withdraw_report(office.warehouse, draft.report_id, reason="old", by=OFFICER, at=LATER).sent == ()
    assert list_dispatches(office.warehouse) == []


def test_a_corrected_alert_is_recalled_from_every_recipient_of_every_report_that_told_of_it(office: Office) -> None:
    _, told, _ = _sent(office)
    movements = office.movement_ids(BRAM, "CASH")
    office.at = AT + timedelta(hours=1)
    office.alert("K9", BRAM, movements, holder_id="H1", bar="LIEGE-HUY", typology="K0")  # a second account of the same alert
    again = office.draft()
    assert {told[0] in draft.alert_ids for draft in again} == {True}
    for draft in again:
        office.release(draft.report_id)
    done = correct_alert(office.warehouse, told[0], by=OFFICER, at=LATER)
    reports = {one.report_id for one in list_dispatches(office.warehouse) if one.purpose == "report"}
    assert {one.report_id for one in done.sent} == reports
    assert len(reports) >= 2
    with pytest.raises(Refusal, match="nobody was told"):
        correct_alert(office.warehouse, "A-000099", by=OFFICER, at=LATER)


@pytest.mark.parametrize("role", ["analyst", "dpo", "program"])
def test_jr_2_only_who_may_sign_a_recall_lets_it_go(office: Office, role: str) -> None:
    report_id, told, _ = _sent(office)
    _dismiss(office, told[0])
    other = Reader("someone", role, frozenset(bars()))
    with pytest.raises(Refusal, match="an officer does"):
        _recall(office, other)
    with pytest.raises(Refusal, match="an officer does"):
        withdraw_report(office.warehouse, report_id, reason="x", by=other, at=LATER)
    assert len(list_dispatches(office.warehouse)) == 1
    assert get_report(office.warehouse, report_id).state == "released"


def test_a_suspended_recipient_gets_the_recall_once_it_is_resumed(office: Office) -> None:
    _, told, _ = _sent(office)
    suspend_recipient(office.warehouse, "LIEGE-HUY", reason="stolen card", by="otto", at=LATER)
    _dismiss(office, told[0])
    ((recall, why),) = _recall(office).waiting
    assert (recall.alert_ids, "stolen card" in why) == ((told[0],), True)
    resume_recipient(office.warehouse, "LIEGE-HUY", reason="new card", by="otto", at=LATER)
    assert len(_recall(office).sent) == 1


def test_ar_4_g_the_receipt_of_a_recall_is_its_own_and_its_lack_is_reminded(office: Office) -> None:
    _, told, identity = _sent(office)
    _dismiss(office, told[0])
    (recall,) = _recall(office).sent
    (report,) = [one for one in list_dispatches(office.warehouse) if one.purpose == "report"]
    acknowledge(office.warehouse, report.dispatch_id, received_on=date(2026, 11, 26), by="clerk", at=LATER)
    late = follow_up(office.warehouse, on=date(2026, 12, 4), by="program", at=LATER)
    assert [one.dispatch_id for one in late["reminded"]] == [recall.dispatch_id]
    (sealed,) = (office.warehouse.settings.outbox / "LIEGE-HUY").rglob("report.recall-reminder.txt.age")
    words = pyrage.decrypt(sealed.read_bytes(), [pyrage.x25519.Identity.from_str(identity)]).decode()
    assert words.startswith("Le rappel relatif au rapport")
    acknowledge(office.warehouse, recall.dispatch_id, received_on=date(2026, 12, 5), by="clerk", at=LATER + timedelta(days=20))
    assert {one.state for one in list_dispatches(office.warehouse)} == {"received"}


def test_a_recall_is_on_record_and_goes_with_the_report(office: Office) -> None:
    report_id, told, _ = _sent(office)
    _dismiss(office, told[0])
    _recall(office)
    last = list_accesses(office.warehouse)[0]
    assert (last.action, last.subject, last.identity, last.purpose) == ("recall", report_id, "bea", "communicate")
    for piece in get_report(office.warehouse, report_id).pieces:
        remove_piece(office.warehouse.settings, piece.path)
    left = [*office.warehouse.settings.reports.rglob("*"), *office.warehouse.settings.outbox.rglob("*")]
    assert [path for path in left if path.is_file()] == []
