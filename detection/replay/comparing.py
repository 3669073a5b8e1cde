"""The difference between two sets of findings, told in alerts: what a person would have had to read.

Each set is grouped as detection groups (holder, typology, 90 days). A live alert and a draft alert of one subject are the same
when they share a movement, or a finding that names none; so a draft that moves the start of a window, or grows a finding,
does not seem to change every alert. Two live alerts that become one draft alert both count as the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from detection.grouping import drafts_of
from warehouse.alerts import Finding
from warehouse.alerts.ranking import SEVERITIES


@dataclass(frozen=True)
class Tally:
    """How many come with the draft, go with it, and stay; of those that stay, how many are of another severity."""

    new: int = 0
    gone: int = 0
    same: int = 0
    regraded: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Add two tallies."""
        return Tally(self.new + other.new, self.gone + other.gone, self.same + other.same, self.regraded + other.regraded)


@dataclass(frozen=True)
class Story:
    """One alert as it would be: its subject, first account, bar, severity, and what it stands on."""

    subject: str
    account: str
    bar: str
    severity: str
    evidence: frozenset[str]


def stories_of(findings: Sequence[Finding]) -> list[Story]:
    """Group findings into the alerts that they would make."""
    by_key = {finding.key: finding for finding in findings}
    return [_story([by_key[key] for key in draft.finding_keys], draft.subject) for draft in drafts_of(findings)]


def compared(
    live: Iterable[Story], draft: Iterable[Story], by: Callable[[Story], str] = lambda _story: ""
) -> Mapping[str, Tally]:
    """Tally the alerts by what `by` says of each, sorted; those that stay count where the live one stands."""
    counterparts: defaultdict[tuple[str, str], list[Story]] = defaultdict(list)
    drafted, lived = list(draft), list(live)
    for story in drafted:
        for piece in story.evidence:
            counterparts[story.subject, piece].append(story)
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    met: set[int] = set()
    for story in lived:
        same = {id(other): other for piece in story.evidence for other in counterparts[story.subject, piece]}
        met |= same.keys()
        regraded = bool(same) and story.severity not in {other.severity for other in same.values()}
        tallies[by(story)] += Tally(gone=int(not same), same=int(bool(same)), regraded=int(regraded))
    for story in drafted:
        if id(story) not in met:
            tallies[by(story)] += Tally(new=1)
    return dict(sorted(tallies.items()))


def _story(findings: Sequence[Finding], subject: str) -> Story:
    evidence = frozenset(piece for finding in findings for piece in finding.movement_ids or (finding.key,))
    gravest = min((finding.severity for finding in findings), key=SEVERITIES.index)
    return Story(subject, findings[0].account, findings[0].bar, gravest, evidence)
