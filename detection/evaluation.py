"""How good the detectors are, on a world whose truth is known: recall and precision per detector.

`truth.csv` names every planted episode: which detector must find it, or (lawful) which one must not. An episode is found
when a finding of its detector names one of its movements, or, where it has none (its data never reached the lake), covers
its days on its account. Findings of severity info are no accusation and count neither way.

| figure | means |
|---|---|
| recall | found of the planted episodes, in thousandths |
| precision | findings that touch a planted episode of any detector, of all findings, in thousandths |
| grave | the same of the findings of severity medium or more |
| twins flagged | lawful episodes that their detector accused |
| account precision | accounts with a planted episode, of all accounts that the detector names, in thousandths |
| false alerts | windows of 90 days with findings on an account where nothing was planted |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import reduce
from pathlib import Path

import polars as pl

from detection.grouping import WINDOW
from warehouse.alerts import Alert, Finding, findings_of
from warehouse.database import Warehouse

LIGHT = ("info", "low")


@dataclass(frozen=True)
class Episode:
    """One line of truth.csv. `detector` is a rule's identity, or the typology of a learned detector."""

    episode_id: str
    detector: str
    lawful: bool
    account: str
    first_date: date
    last_date: date
    movement_ids: frozenset[str]

    def touched_by(self, finding: Finding) -> bool:
        """Say whether a finding is about this episode."""
        if self.movement_ids and finding.movement_ids:
            return not self.movement_ids.isdisjoint(finding.movement_ids)
        same_days = finding.first_date <= self.last_date and finding.last_date >= self.first_date
        return finding.account == self.account and same_days


@dataclass(frozen=True)
class Score:
    """One detector's figures; shares in thousandths, None where nothing was there to measure."""

    detector: str
    episodes: int
    found: int
    twins: int
    twins_flagged: tuple[str, ...]
    findings: int
    justified: int
    grave: int
    grave_justified: int
    accounts: int = 0
    accounts_justified: int = 0
    false_alerts: int = 0
    missed: tuple[str, ...] = field(default=())

    @property
    def recall(self) -> int | None:
        """Found of the planted episodes."""
        return _share(self.found, self.episodes)

    @property
    def precision(self) -> int | None:
        """Justified of all findings."""
        return _share(self.justified, self.findings)

    @property
    def account_precision(self) -> int | None:
        """Accounts with a planted episode, of all that are named."""
        return _share(self.accounts_justified, self.accounts)

    @property
    def precision_grave(self) -> int | None:
        """Justified of the findings of severity medium or more."""
        return _share(self.grave_justified, self.grave)


@dataclass(frozen=True)
class Evaluation:
    """The figures of every detector that was planted or that found something."""

    scores: tuple[Score, ...]

    def as_json(self) -> dict[str, dict[str, int | None]]:
        """Give the figures by detector; shares in thousandths."""
        return {
            score.detector: {
                "episodes": score.episodes,
                "found": score.found,
                "recall": score.recall,
                "findings": score.findings,
                "precision": score.precision,
                "precision_grave": score.precision_grave,
                "account_precision": score.account_precision,
                "false_alerts": score.false_alerts,
                "twins": score.twins,
                "twins_flagged": len(score.twins_flagged),
            }
            for score in self.scores
        }


def read_truth(path: Path) -> list[Episode]:
    """Read truth.csv."""
    frame = pl.read_csv(path, infer_schema=False).with_columns(pl.all().fill_null(""))
    return [
        Episode(
            episode_id=row["episode_id"],
            detector=row["detector"],
            lawful=row["lawful"] == "true",
            account=row["account"],
            first_date=date.fromisoformat(row["first_date"]),
            last_date=date.fromisoformat(row["last_date"]),
            movement_ids=frozenset(filter(None, row["movement_ids"].split("|"))),
        )
        for row in frame.iter_rows(named=True)
    ]


def evaluate(truth: Path | Iterable[Episode], alerts: Iterable[Alert | Finding]) -> Evaluation:
    """Compare what alerts hold, or findings, with the truth."""
    episodes = read_truth(truth) if isinstance(truth, Path) else list(truth)
    findings = [finding for one in alerts for finding in ((one,) if isinstance(one, Finding) else one.findings)]
    counted = [finding for finding in findings if finding.severity != "info"]
    by_detector: Mapping[str, list[Finding]] = defaultdict(list, _grouped(counted))
    names = sorted({episode.detector for episode in episodes} | {finding.detector for finding in counted})
    illicit = _by_account([episode for episode in episodes if not episode.lawful])
    return Evaluation(tuple(_score(name, episodes, by_detector, illicit) for name in names))


def evaluate_warehouse(truth: Path | Iterable[Episode], warehouse: Warehouse) -> Evaluation:
    """Compare the findings that a warehouse holds with the truth."""
    return evaluate(truth, findings_of(warehouse))


def added(evaluations: Iterable[Evaluation]) -> Evaluation:
    """Put the figures of several worlds together, detector by detector."""
    by_detector: dict[str, list[Score]] = defaultdict(list)
    for evaluation in evaluations:
        for score in evaluation.scores:
            by_detector[score.detector].append(score)
    return Evaluation(tuple(reduce(_sum, scores) for _, scores in sorted(by_detector.items())))


def _sum(one: Score, other: Score) -> Score:
    summed = {name: getattr(one, name) + getattr(other, name) for name in _ADDED}
    return replace(one, **summed)


_ADDED = tuple(one.name for one in fields(Score) if one.name != "detector")


def _score(
    name: str,
    episodes: Sequence[Episode],
    by_detector: Mapping[str, Sequence[Finding]],
    illicit: Mapping[str, Sequence[Episode]],
) -> Score:
    findings = by_detector[name]
    by_account: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_account[finding.account].append(finding)
    own = [episode for episode in episodes if episode.detector == name]
    planted = [episode for episode in own if not episode.lawful]
    hit = {episode.episode_id for episode in own if any(map(episode.touched_by, by_account.get(episode.account, ())))}
    justified = [
        finding for finding in findings if any(episode.touched_by(finding) for episode in illicit.get(finding.account, ()))
    ]
    grave = [finding for finding in findings if finding.severity not in LIGHT]
    lawful = [account for account in by_account if not illicit.get(account)]
    return Score(
        detector=name,
        episodes=len(planted),
        found=sum(episode.episode_id in hit for episode in planted),
        twins=len(own) - len(planted),
        twins_flagged=tuple(episode.episode_id for episode in own if episode.lawful and episode.episode_id in hit),
        findings=len(findings),
        justified=len(justified),
        grave=len(grave),
        grave_justified=sum(finding.severity not in LIGHT for finding in justified),
        accounts=len(by_account),
        accounts_justified=len(by_account) - len(lawful),
        false_alerts=sum(_windows(by_account[account]) for account in lawful),
        missed=tuple(episode.episode_id for episode in planted if episode.episode_id not in hit),
    )


def _windows(findings: Iterable[Finding]) -> int:
    """Count the alerts that findings of one account would be: the first opens one, the first behind its window the next."""
    count, until = 0, date.min
    for day in sorted(finding.last_date for finding in findings):
        if day >= until:
            count, until = count + 1, day + WINDOW
    return count


def _grouped(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.detector].append(finding)
    return groups


def _by_account(episodes: Iterable[Episode]) -> dict[str, list[Episode]]:
    groups: dict[str, list[Episode]] = defaultdict(list)
    for episode in episodes:
        groups[episode.account].append(episode)
    return groups


def _share(part: int, whole: int) -> int | None:
    return part * 1000 // whole if whole else None
