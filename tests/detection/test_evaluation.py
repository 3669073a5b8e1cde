"""Recall and precision against a known truth."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from detection.evaluation import added, evaluate, read_truth
from tests.detection.test_grouping import finding

TRUTH = """\
episode_id,detector,lawful,account,first_date,last_date,movement_ids,note
e1,cash-withdrawal,false,A,2026-01-10,2026-01-10,m1|m2,two withdrawals
e2,cash-withdrawal,false,A,2026-03-10,2026-03-10,m3,never found
e3,cash-withdrawal,true,B,2026-02-10,2026-02-10,m4,stamps
e4,cash-withdrawal,true,B,2026-02-20,2026-02-20,m5,accused
e5,statement-gap,false,C,2026-05-01,2026-05-09,,no movement in the lake
e6,neg-balance,true,D,2026-05-01,2026-05-02,m9,information at most
"""


def test_recall_precision_and_accused_twins_are_counted_per_detector(tmp_path: Path) -> None:
    path = tmp_path / "truth.csv"
    path.write_text(TRUTH, encoding="utf-8")
    gap = replace(
        finding("g", "2026-05-20", account="C", detector="statement-gap"), movement_ids=(), first_date=date(2026, 5, 9)
    )
    findings = [
        finding("m2", "2026-01-10", account="A", detector="cash-withdrawal"),
        replace(finding("m1", "2026-01-10", account="A", detector="cash-withdrawal"), severity="low"),
        finding("m5", "2026-02-20", account="B", detector="cash-withdrawal"),
        finding("m7", "2026-02-20", account="A", detector="cash-withdrawal"),
        gap,
        replace(finding("m9", "2026-05-02", account="D", detector="neg-balance"), severity="info"),
    ]
    scores = evaluate(path, findings).as_json()
    # found: e1 of e1, e2. Findings: m2, m1 justified; m5 accuses a twin, m7 nobody planted. Grave: m2, m5, m7
    assert scores["cash-withdrawal"] == {
        "episodes": 2,
        "found": 1,
        "recall": 500,
        "findings": 4,
        "precision": 500,
        "precision_grave": 333,
        "account_precision": 500,  # A, where something was planted, and B, where nothing was
        "false_alerts": 1,
        "twins": 2,
        "twins_flagged": 1,
    }
    assert scores["statement-gap"]["recall"] == 1000
    assert scores["neg-balance"]["twins_flagged"] == 0
    assert scores["neg-balance"]["account_precision"] is None, "it named no account: the twin's is not one of its"
    [cash, *_] = evaluate(path, findings).scores
    assert (cash.missed, cash.twins_flagged) == (("e2",), ("e4",))


def test_false_alerts_are_windows_of_90_days_on_accounts_where_nothing_was_planted(tmp_path: Path) -> None:
    path = tmp_path / "truth.csv"
    path.write_text(TRUTH, encoding="utf-8")
    # B: 1 January opens a window up to 31 March; 1 April, the 90th day after it, opens the next. A has a planted episode.
    days = {"B": ("2026-01-01", "2026-03-31", "2026-04-01"), "A": ("2026-06-01",)}
    findings = [
        finding(f"x{day}", day, account=account, detector="cash-withdrawal") for account, each in days.items() for day in each
    ]
    [once, *_] = evaluate(path, findings).scores
    assert (once.accounts, once.accounts_justified, once.false_alerts) == (2, 1, 2)
    [twice, *_] = added([evaluate(path, findings), evaluate(path, findings)]).scores
    assert (twice.accounts, twice.false_alerts, twice.findings) == (4, 4, 8)


def test_the_truth_is_read_with_its_lists(tmp_path: Path) -> None:
    path = tmp_path / "truth.csv"
    path.write_text(TRUTH, encoding="utf-8")
    episodes = read_truth(path)
    assert episodes[0].movement_ids == {"m1", "m2"}
    assert [episode.lawful for episode in episodes] == [False, False, True, True, False, True]
    assert episodes[4].movement_ids == frozenset()
