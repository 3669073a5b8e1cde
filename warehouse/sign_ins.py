"""Sign-ins: a credential is one person's; two of them used at the same time are noticed, and told to the DPO.

The founding security note (terms of use, art. 3.8) makes a credential personal. Whoever lends it, or lost it, is betrayed by a
sign-in that is used again while a later one of the same person is in use: the two take turns. Signing in anew is no sign, nor
is a sign-in that lay idle for longer than `TOGETHER`. One incident a person and a day is opened, at once: it may be a second
screen, and the data protection officer asks. A sign-in is known here by the keyed digest of its token, and forgotten after a
month.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Text, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from warehouse.belgian_day import day_of
from warehouse.blocking.tables import person_key
from warehouse.database import Base, UtcDateTime, Warehouse
from warehouse.incidents import open_incident
from warehouse.keys import installation_key, keyed_digest

TOGETHER = timedelta(minutes=15)
"""Two sign-ins are in use at the same time when no more than this lies between their uses."""
NOTED_AGAIN = timedelta(minutes=1)
"""A use is written down at most once a minute: a page asks many times."""
FORGOTTEN = timedelta(days=30)


class SignInRow(Base):
    """One sign-in of one person: since when it is used, and until when."""

    __tablename__ = "sign_ins"

    sign_in: Mapped[str] = mapped_column(Text, primary_key=True)
    person: Mapped[str] = mapped_column(Text, index=True)
    first_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    noticed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def note_sign_in(warehouse: Warehouse, person: str, token: str, *, at: datetime) -> bool:
    """Note that a person uses a sign-in; give whether this opened an incident, because another is in use at the same time."""
    name = keyed_digest(installation_key(warehouse.settings, "sign-ins"), token)[:32]
    who = person_key(person)
    with warehouse.reading() as session:
        known = session.get(SignInRow, name)
        together = known is not None and _together(session, known, at) and not _noticed(session, who, at)
        if known is not None and not together and at - known.last_at < NOTED_AGAIN:
            return False
    with warehouse.writing() as session:
        _use(session, name, who, at)
        if not together or _noticed(session, who, at):
            return False
        session.get_one(SignInRow, name).noticed_at = at
        subject = f"watch:sessions:{day_of(at).isoformat()}"
        open_incident(session, "unusual_access", subject=subject, detail="sessions: 2", by=person.strip(), at=at)
        return True


def _together(session: Session, known: SignInRow, at: datetime) -> bool:
    """Say whether another sign-in of the person was used after this one began, and a moment ago."""
    query = select(SignInRow.sign_in).where(
        SignInRow.person == known.person,
        SignInRow.sign_in != known.sign_in,
        SignInRow.last_at >= max(known.first_at, at - TOGETHER),
    )
    return session.scalar(query.limit(1)) is not None


def _noticed(session: Session, who: str, at: datetime) -> bool:
    """Say whether the person's day has its incident already."""
    noticed = session.scalars(select(SignInRow.noticed_at).where(SignInRow.person == who, SignInRow.noticed_at.is_not(None)))
    return any(moment is not None and day_of(moment) == day_of(at) for moment in noticed)


def _use(session: Session, name: str, who: str, at: datetime) -> None:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(SignInRow).values(sign_in=name, person=who, first_at=at, last_at=at)
    session.execute(row.on_conflict_do_update(index_elements=["sign_in"], set_={"last_at": at}))
    session.execute(delete(SignInRow).where(SignInRow.last_at < at - FORGOTTEN))
