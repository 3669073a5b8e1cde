"""A draft of a rule beside the live version: which alerts come, go and stay, and what is no rule at all."""

import inspect
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from detection.contract import shortcomings
from detection.dependence import looks_across, looks_around
from detection.registry import detectors
from detection.replay import Replay, Tally, draft_from, replay, with_parameters
from detection.replay.comparing import compared, stories_of
from detection.versions import version_of
from tests.detection.test_grouping import finding
from tests.detection.world import deliver, register
from warehouse.alerts import findings_of, list_alerts
from warehouse.database import Warehouse
from warehouse.errors import Refusal

CASH = detectors()["cash-limit-3000"]
WITHDRAWAL = detectors()["cash-withdrawal"]
SOURCE = inspect.getsource(inspect.getmodule(CASH.find))  # type: ignore[arg-type]
FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
LIFE = """
account | booked     | amount   | code     | counterparty
A       | 2026-03-02 | 3500.00  | 00950000 |
B       | 2026-04-02 | 4500.00  | 00950000 |
R       | 2026-05-04 | 2500.00  | 00950000 |
B       | 2026-06-01 | -2000.00 | 00901000 |
B       | 2026-06-25 | -1500.00 | 00901000 |
"""
"""Cash paid in: 3,500 at Liège, 4,500 at Ghent, 2,500 on a rubric account at Liège; withdrawn: 2,000, 24 days later 1,500."""


@pytest.fixture
def lake(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    register(warehouse, tmp_path)
    assert set(deliver(warehouse, LIFE)) == {"ingested"}
    return warehouse


Written = Callable[[str, str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Write the live rule's file with one text of it changed."""

    def changed(text: str, by: str) -> Path:
        assert text in SOURCE
        path = tmp_path / "draft.py"
        path.write_text(SOURCE.replace(text, by), encoding="utf-8")
        return path

    return changed


def _with_limit(lake: Warehouse, euros: int, **more: object) -> Replay:
    draft = with_parameters(CASH, {"limit": euros * 1000})
    return replay(lake, CASH, draft, **({"first": FIRST, "last": LAST} | more))  # type: ignore[arg-type]


def test_a_higher_limit_takes_alerts_away_by_bar_and_peer_group(lake: Warehouse) -> None:
    # above 3,000 are the 3,500 of A and the 4,500 of B (withdrawals without a name are linked for 7 days only); above 4,000
    # only the 4,500
    result = _with_limit(lake, 4_000)
    assert (result.live_findings, result.draft_findings) == (2, 1)
    assert result.alerts == Tally(gone=1, same=1)
    assert result.by_bar == {"GENT": Tally(same=1), "LIEGE-HUY": Tally(gone=1)}
    # A moved once and B three times in the 181 days, so at most 12 times a year: rare
    assert result.by_peers == {"third_party rare": Tally(gone=1, same=1)}


def test_a_lower_limit_brings_what_the_live_version_leaves(lake: Warehouse, written: Written) -> None:
    draft = draft_from(written("{STATUTE: 3_000_000}", "{STATUTE: 2_400_000}"), CASH.id)
    result = replay(lake, CASH, draft, first=date(2026, 5, 1), last=date(2026, 5, 31))
    assert (result.alerts, result.by_peers) == (Tally(new=1), {"rubric rare": Tally(new=1)})  # 1 in a month: 12 a year
    assert (result.live_version, result.draft_version) == (CASH.version, draft.version)
    assert CASH.version != draft.version


def test_the_same_rule_changes_nothing_whatever_blanks_its_file_has(lake: Warehouse, written: Written) -> None:
    draft = draft_from(written("RULE = Rule(", "RULE = Rule(   "), CASH.id)
    assert draft.version == CASH.version
    assert replay(lake, CASH, draft, first=FIRST, last=LAST).alerts == Tally(same=2)


def test_an_alert_that_stays_may_be_of_another_severity_and_the_days_before_are_read_for_it(lake: Warehouse) -> None:
    # on 25 June 2,000 + 1,500 = 3,500 stand in 30 days: critical at 3,000, high at 5,000; 1 June itself is not asked for
    draft = with_parameters(WITHDRAWAL, {"grave": 5_000_000})
    result = replay(lake, WITHDRAWAL, draft, first=date(2026, 6, 20), last=LAST)
    assert (result.live_findings, result.draft_findings, result.alerts) == (1, 1, Tally(same=1, regraded=1))


def test_only_one_bar_may_be_asked_for(lake: Warehouse) -> None:
    assert _with_limit(lake, 4_000, bar="LIEGE-HUY").alerts == Tally(gone=1)


def test_a_rule_that_is_not_installed_brings_all_it_finds(lake: Warehouse, written: Written) -> None:
    draft = draft_from(written("days", "days"), "cash-of-tomorrow")
    result = replay(lake, None, draft, first=FIRST, last=LAST)
    assert (result.live_version, result.alerts) == (None, Tally(new=2))


def test_a_replay_stores_nothing_and_leaves_the_live_rule_alone(lake: Warehouse) -> None:
    _with_limit(lake, 4_000)
    assert (findings_of(lake), list_alerts(lake)) == ([], [])
    assert CASH.rule.parameters["limit"].largest() == 3_000_000
    assert replay(lake, CASH, CASH, first=FIRST, last=LAST).live_findings == 2


def test_what_a_replay_gives_names_no_account_and_no_holder(lake: Warehouse) -> None:
    told = repr(_with_limit(lake, 4_000))
    assert not re.search(r"BE\d{2}|H1|Verstockt|Peeters", told)


WRONG = {
    "no Python": ("RULE = Rule(", "RULE == Rule((", "cannot be run: SyntaxError"),
    "a missing module": ("import polars as pl", "import polarsky as pl", "cannot be run: ModuleNotFoundError"),
    "no rule": ("RULE = Rule(", "LAW = Rule(", "expected a rule file"),
    "no language": (
        '        "nl": "Contanten {side',
        '        "xx": "Contanten {side',
        "sentences: expected the languages de, en, fr, nl",
    ),
    "no false positive": ("false_positives=(", "false_positives=() and (", "false_positives is empty"),
    "an unknown severity": ('severity="critical"', 'severity="urgent"', "severity: expected one of"),
    "no source": ("source=HOUSE", 'source=""', "parameter linked_days: source is empty"),
    "other numbers": ("Contanten {side:word}", "Contanten {kant:word}", "name different numbers"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_draft_that_is_not_yet_a_rule_is_told_so_in_one_line(written: Written, case: str) -> None:
    text, by, words = WRONG[case]
    with pytest.raises(Refusal, match=re.escape(words)) as refused:
        draft_from(written(text, by), CASH.id)
    assert "\n" not in str(refused.value)


FAILING = {
    "an error": ("cash = material.booked", "cash = material.nowhere", "failed while it looked: AttributeError"),
    "evidence that is not there": ("e_side=", "e_kant=", "the sentences name {side}, but find gives no column e_side"),
    "a column of its own": (
        "return shaped(found, e_side",
        'return shaped(found).with_columns(name=pl.lit("x")) if True else shaped(found, e_side',
        "find gives a column name that is neither",
    ),
}


@pytest.mark.parametrize("case", FAILING)
def test_a_draft_that_fails_or_breaks_the_contract_is_told_so(lake: Warehouse, written: Written, case: str) -> None:
    text, by, words = FAILING[case]
    with pytest.raises(Refusal, match=re.escape(words)):
        replay(lake, CASH, draft_from(written(text, by), CASH.id), first=FIRST, last=LAST)


def test_what_cannot_be_replayed_is_refused(lake: Warehouse, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"no parameter ceiling; its parameters are limit, linked_days, account_days"):
        with_parameters(CASH, {"ceiling": 1})
    with pytest.raises(Refusal, match="no such file"):
        draft_from(tmp_path / "none.py", CASH.id)
    with pytest.raises(Refusal, match="first day before the last"):
        replay(lake, CASH, CASH, first=LAST, last=FIRST)


def test_every_installed_rule_is_sound_by_the_questions_asked_of_a_draft() -> None:
    assert {detector.id: shortcomings(detector) for detector in detectors().values() if shortcomings(detector)} == {}


def test_a_version_is_of_the_words_and_figures_and_of_the_lists_that_are_named() -> None:
    assert version_of('rows("payees")') != version_of('rows("words")')
    assert len({detector.version for detector in detectors().values()}) == len(detectors())


def test_two_alerts_that_become_one_are_both_the_same() -> None:
    # 10 January and 15 April are 95 days apart: two windows. With 1 March between, the draft still has two, but begins alike
    apart = stories_of([finding("a", "2026-01-10"), finding("b", "2026-04-15")])
    joined = stories_of([finding("a", "2026-01-20"), finding("b", "2026-04-15")])
    assert (len(apart), len(joined)) == (2, 1)
    assert compared(apart, joined) == {"": Tally(same=2)}
    assert compared(joined, apart) == {"": Tally(same=1)}


def test_another_holders_alert_is_another_alert_even_of_the_same_movement() -> None:
    ours, theirs = stories_of([finding("a", "2026-01-10")]), stories_of([finding("a", "2026-01-10", holder="H2")])
    assert compared(ours, theirs, lambda story: story.subject) == {"H1": Tally(gone=1), "H2": Tally(new=1)}


def test_what_lies_across_accounts_is_read_for_rules_that_look_at_it_alone() -> None:
    sources = {name: inspect.getsource(inspect.getmodule(one.find)) for name, one in detectors().items()}  # type: ignore[arg-type]
    across = {name for name, source in sources.items() if looks_across(source)}
    around = {name for name, source in sources.items() if looks_around(source)}
    assert {"circular-lawyers", "fee-delay-transfer", "related-party-cluster"} <= across < around
    assert {"sanctions-hit", "silence"} <= around - across
    assert not around & {"cash-limit-3000", "stale-2m-2500", "lapping"}
