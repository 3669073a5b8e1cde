"""The house after some days of work, so that every page has something to show."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from coda_parser.writer import MovementDraft, StatementDraft
from detection.reports import check_report, draft_reports, release_report
from tests.console.pages.house import ALINE, NOW, STRANGER, House, deliver
from warehouse.alerts import approve, assign, decide
from warehouse.blocking import block, propose_lifting
from warehouse.breaches import ask_deletion, declare
from warehouse.casework import add_note, note_person, save_filter, share_alert
from warehouse.holds import place
from warehouse.incidents import report_incident
from warehouse.model_approvals import register_model
from warehouse.openings import draw_sample, record_request
from warehouse.persons import Requester, register_request
from warehouse.quarantine import list_quarantined, propose_rejection
from warehouse.reports_register.answers import Outcome, enter_answers
from warehouse.snoozes import propose
from warehouse.users import attest

PAGES = {
    "alerts": ("odile", "/alerts"),
    "alert": ("anna", "/alerts/A-000001"),
    "approval": ("odile", "/alerts/A-000002"),
    "links": ("odile", "/alerts/A-000002/links"),
    "account": ("anna", "/alerts/A-000001/accounts/1"),
    "accounts": ("odile", "/accounts"),
    "sample": ("odile", "/samples/Y-0001"),
    "deliveries": ("odile", "/deliveries"),
    "quarantine": ("odile", "/quarantine"),
    "quarantined": ("odile", ""),
    "coverage": ("odile", "/coverage"),
    "quality": ("oper", "/quality"),
    "holds": ("odile", "/holds"),
    "hold": ("odile", "/holds/H-0001"),
    "retention": ("dora", "/retention"),
    "rules": ("odile", "/rules"),
    "rule": ("odile", "/rules/cash-limit-3000"),
    "models": ("odile", "/models"),
    "model": ("odile", "/models/M-0001"),
    "reports": ("odile", "/reports"),
    "report": ("odile", "/reports/R-000001"),
    "evidence": ("dora", "/evidence"),
    "blocks": ("dora", "/blocks"),
    "incidents": ("dora", "/incidents"),
    "incident": ("dora", "/incidents/I-0001"),
    "people": ("odile", "/people"),
    "secrecy": ("oper", "/secrecy"),
    "persons": ("dora", "/persons"),
    "person": ("dora", "/persons/G-0001"),
    "refused": ("bert", "/alerts/A-000001"),
}
"""Name of the picture → who looks, and at which address."""


def work(house: House) -> dict[str, tuple[str, str]]:
    """Let people work in the house; gives the pages to look at."""
    warehouse, day = house.warehouse, date(2026, 11, 12)
    for name, role in (("anna", "analyst_obfg"), ("arno", "analyst_obfg"), ("bert", "analyst_ovb"), ("odile", "officer")):
        note_person(warehouse, name, role=role, on=NOW.date())
    assign(warehouse, ["A-000001"], to="anna", by="odile", at=NOW)
    add_note(warehouse, "A-000001", text="The holder was asked by letter\nand has a fortnight to answer.", by="anna", at=NOW)
    decide(warehouse, "A-000002", outcome="reported", reason="No permission of the bâtonnier was shown.", by="anna", at=NOW)
    decide(warehouse, "A-000003", outcome="reported", reason="Cash without permission.", by="bert", at=NOW)
    approve(warehouse, "A-000003", by="odile", at=NOW)
    save_filter(warehouse, owner="odile", name="Grave and late", query="severity=critical&due=overdue", at=NOW)
    share_alert(warehouse, "A-000001", to="OVB", until=date(2027, 1, 31), reason="one firm, two bars", by="odile", at=NOW)
    asked = {"severity": "medium", "account": ALINE, "until": date(2027, 1, 31), "reason": "a sale that runs"}
    propose(warehouse, "cash-withdrawal", **asked, by="anna", at=NOW)  # type: ignore[arg-type]
    draw_sample(warehouse, order="OBFG", year=2026, by="odile", on=NOW.date(), at=NOW, seed="0123456789abcdef")
    record_request(warehouse, iban=ALINE, reference="letter of 18 November", received_on=NOW.date(), by="anna", at=NOW)
    place(
        warehouse,
        scope="account",
        subject=ALINE,
        ground="disciplinary_enquiry",
        opening_act="letter of the bâtonnier of 10 January 2026",
        authority="Bâtonnier of Liège-Huy",
        act_date=date(2026, 1, 10),
        review_on=date(2027, 1, 10),
        by="odile",
        at=NOW,
    )
    (report,) = draft_reports(warehouse, on=NOW.date(), at=NOW, bar="GENT")
    check_report(warehouse, report.report_id, by="bert", at=NOW)
    with ThreadPoolExecutor(1) as desk:  # signing runs a loop of its own, and the browser's runs in this thread
        desk.submit(release_report, warehouse, report.report_id, by="odile", at=NOW).result()
    told = {"A-000003": Outcome("enquiry")}
    enter_answers(warehouse, report.report_id, told, answered_on=NOW.date(), by="odile", at=NOW)
    card = {"trained_on": "2026-10-31", "accounts": 118, "limits": ["It finds what is unusual, not what is illicit."]}
    register_model(warehouse, artefact_hash="ab" * 32, kind="outlier", card=card, at=NOW)
    moved = MovementDraft(-5_000, day, day, "00101000", communication="TO A STRANGER")
    deliver(warehouse, "strange.cod", StatementDraft(STRANGER, "EUR", 1, day, 1_000_000, movements=[moved]), on=day)
    (one,) = list_quarantined(warehouse)
    propose_rejection(warehouse, one.delivery, one.position, by="otto", why="a test file of the bank", at=NOW)
    _trouble(house)
    _persons(house)
    return PAGES | {
        "quarantined": ("odile", f"/quarantine/{one.delivery[:12]}/{one.position}"),
        "refused": ("bert", "/alerts/A-000002"),
    }


def _persons(house: House) -> None:
    """Two people for whom an Order answers, one who works on nobody's word; a holder who asks for a restriction."""
    warehouse = house.warehouse
    for name, role, order in (("anna", "analyst_obfg", "OBFG"), ("bert", "analyst_ovb", "OVB")):
        facts = {"institution": order, "role": role, "quality": "employee"}
        attest(warehouse, name, **facts, until=date(2027, 10, 31), by="odile", at=NOW)  # type: ignore[arg-type]
    asks = Requester("Aline Corbeau", "rue du Pont 1, 4000 Liège", "identity card", "H1", "")
    told = {"right": "restriction", "order": "OBFG", "language": "fr", "received_on": date(2026, 11, 20)}
    register_request(warehouse, asks, **told, by="dora", at=NOW)  # type: ignore[arg-type]


def _trouble(house: House) -> None:
    """A report that reached another recipient, which is a breach, and a telephone that was lost."""
    warehouse = house.warehouse
    told = report_incident(
        warehouse, "misdirected_report", subject="A-000002", detail="the letter went to a namesake", by="odile", at=NOW
    )
    seen = {
        "nature": "Another bar read a report.",
        "effects": "The holder is named.",
        "measures": "Recalled.",
    }
    period = {"since": NOW - timedelta(days=1), "until": NOW}
    declare(warehouse, told.incident_id, aware_at=NOW, risk="high", **seen, **period, by="dora", at=NOW)  # type: ignore[arg-type]
    ask_deletion(warehouse, told.incident_id, reader="the namesake", by="dora", at=NOW)
    lost = block(warehouse, "carl", risk="lost_device", reason="A telephone was left in a train.", by="odile", at=NOW)
    propose_lifting(warehouse, lost.block_id, mitigation="The telephone was wiped and its keys withdrawn.", by="odile", at=NOW)
