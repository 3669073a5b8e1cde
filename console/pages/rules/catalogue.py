"""The catalogue of rules: what each finds, how its alerts fared with those who read them, and what other figures would change.

Nothing here names a person or an account, so the operator reads it too. A replay runs a rule with other figures beside the live
one over the lake; it stores nothing and raises nothing, and needs an officer because it takes the machine's time.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse

from console.pages.desk import desk_of
from console.pages.door import Change, Opening
from console.pages.rule_facts import facts_of
from console.pages.texts import Texts
from console.pages.typed import typed_day
from detection.registry import Detector, detectors
from detection.replay import replay, with_parameters
from detection.replay.running import NO_BAR, UNREGISTERED
from detection.statistics import statistics
from detection.translations import explained
from models.explain import WORDINGS
from warehouse.alerts.ranking import SEVERITIES
from warehouse.errors import Refusal

router = APIRouter()

RULES = "rules"
MOST_FIGURES = 12
Word = Annotated[str, Form(max_length=30)]


def the_rule(request: Request) -> str:
    """The rule that the address names."""
    found = detectors().get(request.path_params["rule_id"])
    if found is None:
        raise Refusal("no such rule")
    request.state.rule = found
    return f"rule:{found.id}"


@router.get("/rules", name="rules", dependencies=[Depends(Opening("rules", "list", RULES))])
def rules(request: Request) -> HTMLResponse:
    """Show every rule with its figures, those with the most findings first."""
    desk = desk_of(request)
    language = desk.words(request)["language"]
    figures = {one.detector: one for one in statistics(desk.warehouse, on=desk.today(), also=detectors())}
    known = sorted(
        detectors().values(), key=lambda one: (-figures[one.id].findings, SEVERITIES.index(one.rule.severity), one.id)
    )
    lines = [(one, one.rule.name(language), figures[one.id]) for one in known]
    others = [one for name, one in sorted(figures.items()) if name not in detectors()]
    return desk.page(request, "rules.html", {"lines": lines, "others": others})


@router.get("/rules/{rule_id}", name="rule", dependencies=[Depends(Opening("rule", "show", the_rule))])
def rule(request: Request) -> HTMLResponse:
    """Show one rule: what it finds, by which law, with which figures."""
    return _page(request)


@router.post("/rules/{rule_id}/replay", name="replay", dependencies=[Depends(Change("rule", "replay", the_rule))])
def run_replay(
    request: Request,
    first: Word = "",
    last: Word = "",
    name: Annotated[list[str] | None, Form(max_length=MOST_FIGURES)] = None,
    value: Annotated[list[str] | None, Form(max_length=MOST_FIGURES)] = None,
) -> HTMLResponse:
    """Run the rule with other figures beside the live one, and show what would change."""
    desk, live = desk_of(request), request.state.rule
    given = dict(zip(name or [], value or [], strict=False))
    try:
        draft = with_parameters(live, _changed(live, given, desk.today()))
        begin, end = (typed_day(one, "the first and the last day") for one in (first, last))
        found = replay(desk.warehouse, live, draft, first=begin, last=end)
    except Refusal as refusal:
        return _page(request, said=str(refusal), typed={**given, "first": first, "last": last})
    return _page(request, found=found, typed={**given, "first": first, "last": last})


def _changed(live: Detector, given: dict[str, str], on: date) -> dict[str, int]:
    """Give the figures that differ from those in force; Refusal when none does, or one is no whole number."""
    changed = {}
    for name, text in given.items():
        bare = text.strip().replace("_", "").replace(" ", "")
        if not bare.lstrip("-").isdecimal() or name not in live.rule.parameters:
            raise Refusal(f"expected a whole number for each figure of the rule, got {text!r}")
        if int(bare) != live.rule.on(name, on):
            changed[name] = int(bare)
    if not changed:
        raise Refusal("change at least one figure")
    return changed


def _page(request: Request, *, found: Any = None, said: str = "", typed: dict[str, str] | None = None) -> HTMLResponse:
    desk, live = desk_of(request), request.state.rule
    language = desk.words(request)["language"]
    (figures,) = [one for one in statistics(desk.warehouse, on=desk.today(), also=[live.id]) if one.detector == live.id]
    values = {
        "detector": live,
        "rule": live.rule,
        "facts": facts_of(live.id, language),
        "explained": explained(live.id, live.doc, language),
        "figures": figures,
        "in_force": {name: live.rule.on(name, desk.today()) for name in live.rule.parameters},
        "found": found,
        "group_of": lambda group: _group(group, desk.words(request)),
        "said": said,
        "typed": typed or {},
        "today": desk.today(),
    }
    return desk.page(request, "rule.html", values, status=422 if said else 200)


def _group(group: str, words: Texts) -> str:
    """A group of a replay in words: a bar by its code, or what kind of accounts they are and how busy."""
    if group in (NO_BAR, UNREGISTERED):
        return str(words["alert"]["no_bar" if group == NO_BAR else "unknown_holder"])
    kind, _, band = group.partition(" ")
    told = WORDINGS[words["language"]]
    return f"{told.kinds[kind]}, {told.bands[band]}" if band in told.bands else group
