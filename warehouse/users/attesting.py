"""Attesting that a person works for an institution and needs a role; ending that, which shuts the person out; who lacks it.

Nobody attests for himself, and no attestation is for longer than a year: a role that nobody confirms any more comes to light.
Who was let in without one is named: whoever has left an access and is still known by name (`warehouse.evidence`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from warehouse.belgian_day import day_of
from warehouse.blocking import Block, block
from warehouse.blocking.tables import person_key
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.evidence.accesses import ActorRow
from warehouse.users.tables import INSTITUTIONS, AttestationRow, attestation_id_of, number_of

LONGEST = timedelta(days=366)
LEFT = "left_office"
_WORDS = 200


@dataclass(frozen=True)
class Attestation:
    """One attestation; `quality`: in what capacity the person works for the institution."""

    attestation_id: str
    person: str
    institution: str
    role: str
    quality: str
    until: date
    attested_by: str
    attested_at: datetime
    ended_by: str | None
    ended_at: datetime | None
    ended_why: str

    def in_force(self, on: date) -> bool:
        """Say whether the institution answers for the person on a day, the last one included."""
        return self.ended_at is None and on <= self.until


@dataclass(frozen=True)
class Unattested:
    """Who has been let in and for whom nobody answers; `last`: the day until which somebody did."""

    person: str
    last: date | None


def attest(
    warehouse: Warehouse, person: str, *, institution: str, role: str, quality: str, until: date, by: str, at: datetime
) -> Attestation:
    """Enter, as who is responsible at the institution, that a person works for it and needs the role."""
    key, who, on = person_key(person), person_key(by), day_of(at)
    words = {"role": " ".join(role.split()), "quality": " ".join(quality.split())}
    if institution not in INSTITUTIONS:
        raise Refusal(f"expected the institution to be one of {', '.join(INSTITUTIONS)}, got {institution!r}")
    if not key or not who or any(not 1 <= len(text) <= _WORDS for text in words.values()):
        raise Refusal("an attestation needs the person, the role, in what quality he works there, and who answers for it")
    if key == who:
        raise Refusal("nobody attests for himself: another who is responsible at the institution does")
    if not on < until <= on + LONGEST:
        raise Refusal(f"expected the last day of the attestation after today and within a year, got {until}")
    with warehouse.writing() as session:
        row = AttestationRow(person=key, institution=institution, **words, until=until, attested_by=who, attested_at=at)
        row.ended_why = ""
        session.add(row)
        session.flush()
        return _attestation(row)


def end_attestation(warehouse: Warehouse, attestation_id: str, *, why: str, by: str, at: datetime) -> Block:
    """Say that the institution answers for the person no longer: he is shut out at once; gives the block."""
    reason = " ".join(why.split())
    if not 1 <= len(reason) <= _WORDS or not by.strip():
        raise Refusal(f"the end of an attestation needs the person who says so, and why, in at most {_WORDS} characters")
    with warehouse.writing() as session:
        row = _row(session, attestation_id, lock=True)
        if row.ended_at is not None:
            raise Refusal(f"{attestation_id} was ended by {row.ended_by}")
        row.ended_by, row.ended_at, row.ended_why = person_key(by), at, reason
        person = row.person
    return block(warehouse, person, risk=LEFT, reason=f"{attestation_id} ended: {reason}", by=by, at=at)


def list_attestations(warehouse: Warehouse) -> list[Attestation]:
    """Give every attestation, by person, the newest first."""
    query = select(AttestationRow).order_by(AttestationRow.person, AttestationRow.number.desc())
    with warehouse.reading() as session:
        return [_attestation(row) for row in session.scalars(query)]


def get_attestation(warehouse: Warehouse, attestation_id: str) -> Attestation:
    """Give one attestation; Refusal when there is none."""
    with warehouse.reading() as session:
        return _attestation(_row(session, attestation_id))


def unattested(warehouse: Warehouse, *, on: date) -> list[Unattested]:
    """Give everybody who has left an access and for whom no institution answers on a day, by name."""
    known = list_attestations(warehouse)
    answered = {one.person for one in known if one.in_force(on)}
    with warehouse.reading() as session:
        seen = {person_key(identity) for identity in session.scalars(select(ActorRow.identity))}
    last = {name: max((one.until for one in known if one.person == name), default=None) for name in seen}
    return [Unattested(name, last[name]) for name in sorted(seen - answered)]


def _row(session: Session, attestation_id: str, *, lock: bool = False) -> AttestationRow:
    row = session.get(AttestationRow, number_of(attestation_id), with_for_update=lock)
    if row is None:
        raise Refusal(f"no attestation {attestation_id}; `quater people list` names them")
    return row


def _attestation(row: AttestationRow) -> Attestation:
    return Attestation(
        attestation_id=attestation_id_of(row.number),
        person=row.person,
        institution=row.institution,
        role=row.role,
        quality=row.quality,
        until=row.until,
        attested_by=row.attested_by,
        attested_at=row.attested_at,
        ended_by=row.ended_by,
        ended_at=row.ended_at,
        ended_why=row.ended_why,
    )
