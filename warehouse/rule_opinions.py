"""The data protection officer's opinion on a class of rules: who gave it, when, in which words.

A new kind of monitoring is a new risk, and the data protection officer takes part in weighing it before it touches anybody
(GDPR, art. 35 §2 and 37 to 39; founding security note). Which classes wait for him is said in `detection.rule_classes`; here
his opinions stand, added and never changed: the last one on a class counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, Integer, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime, Warehouse
from warehouse.errors import Refusal
from warehouse.model_approvals import PROGRAMS

FAVOURABLE, AGAINST = "favourable", "against"
LONGEST = 2_000


@dataclass(frozen=True)
class RuleOpinion:
    """One opinion on one class of rules."""

    rule_class: str
    opinion: str
    words: str
    by: str
    at: datetime


class RuleOpinionRow(Base):
    """One opinion; only ever added."""

    __tablename__ = "rule_opinions"
    __table_args__ = (CheckConstraint("opinion IN ('favourable', 'against')", name="opinion"), {"sqlite_autoincrement": True})

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    rule_class: Mapped[str] = mapped_column(Text, index=True)
    opinion: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def give_opinion(warehouse: Warehouse, rule_class: str, *, opinion: str, words: str, by: str, at: datetime) -> RuleOpinion:
    """Record an opinion on a class of rules; Refusal without its words or its person."""
    told, who = " ".join(words.split()), by.strip()
    if opinion not in (FAVOURABLE, AGAINST):
        raise Refusal(f"expected the opinion to be {FAVOURABLE} or {AGAINST}, got {opinion!r}")
    if not told or len(told) > LONGEST or not who:
        raise Refusal(f"an opinion needs its person, and what was weighed in 1 to {LONGEST} characters; both are kept")
    if who.casefold() in PROGRAMS:
        raise Refusal(f"{who} is a program: the data protection officer gives an opinion")
    with warehouse.writing() as session:
        session.add(RuleOpinionRow(rule_class=rule_class, opinion=opinion, words=told, by=who, at=at))
    return RuleOpinion(rule_class, opinion, told, who, at)


def opinions(warehouse: Warehouse) -> Mapping[str, RuleOpinion]:
    """Give the opinion that counts on each class that has one."""
    with warehouse.reading() as session:
        rows = session.scalars(select(RuleOpinionRow).order_by(RuleOpinionRow.number))
        return {row.rule_class: RuleOpinion(row.rule_class, row.opinion, row.words, row.by, row.at) for row in rows}
