"""Everything that the page of one alert shows, gathered once for reading it and for answering a form on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from console.pages.alerts.lists import from_query, written
from console.pages.alerts.proof import evidence_of, pictures_of
from console.pages.alerts.queue import roles_beside
from console.pages.alerts.telling import told
from console.pages.desk import Desk, desk_of
from console.pages.peers import peers_of
from console.pages.rule_facts import facts_of, numbers_of, sentence_of
from console.pages.sight import sight_of
from console.pages.texts import Texts
from console.pages.visitors import visitor_of
from console.pages.writing import writing_in
from warehouse.alerts import Alert, Chosen, Sight, get_alert, history, needs_two, neighbours, proposals_of
from warehouse.alerts.deadlines import due_on
from warehouse.alerts.lines import QueueLine, earlier_alerts
from warehouse.casework import joint_cases_of, notes_of, people_of, step_key, ticks_of
from warehouse.evidence import subject_of_account
from warehouse.persons import restricted_accounts
from warehouse.register import bars, holder_of
from warehouse.register_lookup import account_facts
from warehouse.snoozes import list_snoozes

OUTCOMES = ("reported", "more_data", "watch", "dismissed")
LONGEST_REASON = 4_000
CARPA = ("matter", "origin", "destination", "owner", "act")
"""The five questions of the French CARPA: the nature of the matter, where the money comes from and goes, whose it is, for which
act."""


def alert_page(request: Request, *, status: int = 200, **more: Any) -> HTMLResponse:
    """Show the alert of the visit; `more` is what a form that was refused gives back."""
    desk = desk_of(request)
    alert = get_alert(desk.warehouse, request.state.subject)
    chosen = from_query(str(more.pop("list_", "")) or request.url.query)
    for account in alert.accounts:
        desk.note(
            request,
            action=f"alert: account of {alert.alert_id}",
            subject=subject_of_account(desk.warehouse.settings, account),
            purpose="detect",
        )
    values = {
        "alert": alert,
        "kept": written(chosen),
        **_facts(request, desk, alert),
        **_evidence(request, desk, alert),
        **_around(request, desk, alert, chosen, sight_of(request)),
        **_casework(request, desk, alert),
        **{"refused": "", "said": "", "overtaken": None, "outcome": "", "reason": "", "typed": "", "done": "", "of": ""},
        **more,
    }
    return desk.page(request, "alert.html", values, status=status)


def _facts(request: Request, desk: Desk, alert: Alert) -> dict[str, Any]:
    language = desk.words(request)["language"]
    facts = {finding.detector: facts_of(finding.detector, language) for finding in alert.findings}
    return {
        "facts": facts_of(alert.detector, language),
        "facts_by": facts,
        "sentence_of": lambda finding: sentence_of(finding, language),
        "numbers_of": lambda finding: numbers_of(finding, language),
        "holder": holder_of(desk.warehouse, alert.account),
        "account": account_facts(desk.warehouse, alert.account),
        "bar": bars().get(alert.bar),
        "due": due_on(alert.severity, alert.created_at.date()),
        "today": desk.today(),
        "restricted": not restricted_accounts(desk.warehouse).isdisjoint(alert.accounts),
    }


def _evidence(request: Request, desk: Desk, alert: Alert) -> dict[str, Any]:
    words = desk.words(request)
    writing = writing_in(words)
    evidence = evidence_of(desk.warehouse, alert, words["language"])
    return {
        "evidence": evidence,
        "pictures": pictures_of(desk.warehouse, alert, evidence, writing),
        "peers": peers_of(desk.warehouse, alert.account, alert.currency, alert.last_date, words, writing),
    }


def _around(request: Request, desk: Desk, alert: Alert, chosen: Chosen, sight: Sight) -> dict[str, Any]:
    language = desk.words(request)["language"]
    before, after = neighbours(desk.warehouse, alert.alert_id, chosen, sight, on=desk.today())
    earlier: list[QueueLine] = earlier_alerts(desk.warehouse, alert.alert_id, sight)
    title: Callable[[str], str] = lambda detector: facts_of(detector, language).title  # noqa: E731 one line for the template
    return {"before": before, "after": after, "earlier": earlier, "title_of": title}


def _casework(request: Request, desk: Desk, alert: Alert) -> dict[str, Any]:
    warehouse, visitor = desk.warehouse, visitor_of(request)
    proposals = proposals_of(warehouse, alert.alert_id)
    detectors = dict.fromkeys(finding.detector for finding in alert.findings)
    return {
        "told": told,
        "history": history(warehouse, alert.alert_id)[::-1],
        "notes": notes_of(warehouse, alert.alert_id),
        "steps": _steps(desk.words(request), alert),
        "ticks": ticks_of(warehouse, alert.alert_id),
        "waiting": next((one for one in proposals if one.state == "proposed"), None),
        "joint": joint_cases_of(warehouse, alert.alert_id),
        "snoozes": [
            one for name in detectors for one in list_snoozes(warehouse, detector=name) if one.account in alert.accounts
        ],
        "people": people_of(warehouse, roles_beside(visitor.role)),
        "outcomes": OUTCOMES,
        "needs_two": {outcome for outcome in OUTCOMES if needs_two(outcome, alert.severity)},
        "longest": LONGEST_REASON,
    }


def _steps(words: Texts, alert: Alert) -> list[tuple[str, list[tuple[str, str]]]]:
    """The checklist: the five questions, then the steps of every rule that found something; (key, text)."""
    questions: Mapping[str, str] = words["checklist"]["questions"]
    groups = [(words["checklist"]["carpa"], [(step_key(f"carpa {name}"), questions[name]) for name in CARPA])]
    for detector in dict.fromkeys(finding.detector for finding in alert.findings):
        facts = facts_of(detector, words["language"])
        if facts.steps:
            groups.append((facts.title, [(step_key(step), text) for step, text in facts.steps.items()]))
    return groups


def steps_of(alert: Alert) -> set[str]:
    """The keys of the steps that an alert's checklist holds."""
    found = {step_key(f"carpa {name}") for name in CARPA}
    return found | {step_key(step) for finding in alert.findings for step in facts_of(finding.detector, "en").steps}
