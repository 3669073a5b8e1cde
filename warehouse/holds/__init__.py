"""Holds: what forbids destruction while proceedings last.

Royal decree of 9 June 2024, art. 5: an investigation by an investigating judge, a judicial procedure, a disciplinary enquiry or
procedure keeps the data and the analyses concerned beyond ten years, until every recourse against the decisions that follow
is exhausted. A hold has a review date and no end: only two different people release it, with the final decision and the
proof that no recourse is left. It lengthens the ten years and never shortens them.
"""

from warehouse.holds.placing import get_hold, history, list_holds, place, review
from warehouse.holds.recourses import DECISIONS, Recourse, recourses
from warehouse.holds.releasing import FinalDecision, release
from warehouse.holds.tables import GROUNDS, SCOPES, Hold

__all__ = [
    "DECISIONS",
    "GROUNDS",
    "SCOPES",
    "FinalDecision",
    "Hold",
    "Recourse",
    "get_hold",
    "history",
    "list_holds",
    "place",
    "recourses",
    "release",
    "review",
]
