"""Learned models and the person's approval without which their scores do not count.

A model is its artefact: the SHA-256 of the file that `models` stored, with the card that says what it learned from and how
well it does. It counts only once a person has approved it with a reason (art. 22 GDPR; detection method: a model card for every
fit, a person approves it before it counts). The process that fits models may never approve one: its name is refused, and on
PostgreSQL its role may not write a decision. Decisions only grow: the last one on a model stands, and the model that scores is
the one approved last among those whose last decision is an approval.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from warehouse.database import Base, UtcDateTime, Warehouse
from warehouse.errors import Refusal

_MODEL_ID = re.compile(r"M-0*([1-9][0-9]{0,17})")
_SHA256 = re.compile(r"[0-9a-f]{64}")
APPROVED, WITHDRAWN = "approved", "withdrawn"
TRAINER = "training"
"""The process that fits models: it enters them, and no decision may bear its name."""
PROGRAMS = frozenset({TRAINER, "program", "detection"})
"""Names under which programs act; none of them is a person."""


@dataclass(frozen=True)
class RegisteredModel:
    """A model as it stands: `decided_by`, `decided_at` and `reason` are those of its last decision, if any."""

    model_id: str
    artefact_hash: str
    kind: str
    card: Mapping[str, Any]
    registered_at: datetime
    state: str
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None


class ModelRow(Base):
    """One fitted model."""

    __tablename__ = "models"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    artefact_hash: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(Text, index=True)
    card: Mapped[dict[str, Any]] = mapped_column(JSON)
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ModelDecisionRow(Base):
    """One person's decision on a model."""

    __tablename__ = "model_decisions"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    model_number: Mapped[int] = mapped_column(ForeignKey("models.number"), index=True)
    decision: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def register_model(warehouse: Warehouse, *, artefact_hash: str, kind: str, card: Mapping[str, Any], at: datetime) -> str:
    """Enter a fitted model and give its id; the same artefact keeps the id it has."""
    if not _SHA256.fullmatch(artefact_hash) or not kind.strip() or not card:
        raise ValueError("a model is entered with the SHA-256 of its artefact, its kind and its card")
    with warehouse.writing() as session:
        row = session.scalar(select(ModelRow).where(ModelRow.artefact_hash == artefact_hash))
        if row is None:
            row = ModelRow(artefact_hash=artefact_hash, kind=kind, card=dict(card), registered_at=at)
            session.add(row)
            session.flush()
        return model_id_of(row.number)


def approve_model(warehouse: Warehouse, model_id: str, *, by: str, reason: str, at: datetime) -> RegisteredModel:
    """Let a model's scores count from now on."""
    return _decide(warehouse, model_id, APPROVED, by, reason, at)


def withdraw_model(warehouse: Warehouse, model_id: str, *, by: str, reason: str, at: datetime) -> RegisteredModel:
    """Let a model's scores count no longer; the one approved before it counts again."""
    return _decide(warehouse, model_id, WITHDRAWN, by, reason, at)


def approved_model(warehouse: Warehouse, kind: str) -> RegisteredModel | None:
    """Give the model of this kind whose scores count, None while no person has approved one."""
    approved = [model for model in list_models(warehouse, kind=kind) if model.state == APPROVED]
    return approved[0] if approved else None


def list_models(warehouse: Warehouse, *, kind: str | None = None) -> list[RegisteredModel]:
    """Give the models, the last decided first, then the undecided ones, newest first."""
    query = select(ModelRow).order_by(ModelRow.number.desc())
    if kind is not None:
        query = query.where(ModelRow.kind == kind)
    with warehouse.reading() as session:
        rows = [(row, _last_decision(session, row.number)) for row in session.scalars(query)]
    rows.sort(key=lambda pair: -(pair[1].number if pair[1] else 0))
    return [_model(row, decision) for row, decision in rows]


def get_model(warehouse: Warehouse, model_id: str) -> RegisteredModel:
    """Give one model; Refusal when there is none of this id."""
    with warehouse.reading() as session:
        row = _row(session, model_id)
        return _model(row, _last_decision(session, row.number))


def model_id_of(number: int) -> str:
    """Write a model's number as people read it.

    >>> model_id_of(7)
    'M-0007'
    """
    return f"M-{number:04d}"


def model_number_of(model_id: str) -> int:
    """Read a model's number from what a person typed; Refusal when it names no model.

    >>> model_number_of(" m-0007 ")
    7
    """
    found = _MODEL_ID.fullmatch(model_id.strip().upper())
    if found is None:
        raise Refusal(f"no model {model_id!r}; `quater model list` shows the models")
    return int(found.group(1))


def _decide(warehouse: Warehouse, model_id: str, decision: str, by: str, reason: str, at: datetime) -> RegisteredModel:
    if not by.strip() or not reason.strip():
        raise Refusal("a decision on a model needs the person who decides and the reason")
    if by.strip().casefold() in PROGRAMS:
        raise Refusal(f"{by.strip()} is a program: a person decides on a model, never the process that fitted it")
    with warehouse.writing() as session:
        row = _row(session, model_id)
        made = ModelDecisionRow(model_number=row.number, decision=decision, reason=reason.strip(), by=by.strip(), at=at)
        session.add(made)
        session.flush()
        return _model(row, made)


def _row(session: Session, model_id: str) -> ModelRow:
    row = session.get(ModelRow, model_number_of(model_id))
    if row is None:
        raise Refusal(f"no model {model_id!r}; `quater model list` shows the models")
    return row


def _last_decision(session: Session, number: int) -> ModelDecisionRow | None:
    decisions = select(ModelDecisionRow).where(ModelDecisionRow.model_number == number)
    return session.scalar(decisions.order_by(ModelDecisionRow.number.desc()).limit(1))


def _model(row: ModelRow, last: ModelDecisionRow | None) -> RegisteredModel:
    return RegisteredModel(
        model_id=model_id_of(row.number),
        artefact_hash=row.artefact_hash,
        kind=row.kind,
        card=dict(row.card),
        registered_at=row.registered_at,
        state=last.decision if last else "registered",
        decided_by=last.by if last else None,
        decided_at=last.at if last else None,
        reason=last.reason if last else None,
    )
