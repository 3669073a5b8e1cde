"""To whom reports go: each bâtonnier, other recipients that were designated, how they are reached, and with which key.

Every bar has its bâtonnier as recipient from the start, by a folder of the outbox and without a key. Another recipient is
entered with the act that designates it. A recipient whose account is suspended gets nothing until it is resumed. A key
counts from the moment when a second person has confirmed it: whoever could exchange a key alone could read every report. At
most one key of each kind counts; a new one ends the one before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from warehouse.database import Base, UtcDateTime, Warehouse
from warehouse.errors import Refusal
from warehouse.register_reference import LANGUAGES, bars

ACTIVE, SUSPENDED = "active", "suspended"
CHANNELS = ("folder", "sftp")
KEY_KINDS = ("age", "smime")
"""In the order of preference; without any the PDF is encrypted under a password that is handed over by another way."""


@dataclass(frozen=True)
class Recipient:
    """A recipient as it stands; `bar` is empty for one that is no bâtonnier, `title` then says who it is."""

    code: str
    bar: str
    language: str
    title: str
    channel: str
    address: str
    state: str
    reason: str


@dataclass(frozen=True)
class RecipientKey:
    """A public key; it counts when it is confirmed and not ended."""

    number: int
    recipient: str
    kind: str
    key: str
    fingerprint: str
    recorded_by: str
    confirmed_by: str | None
    ended_at: datetime | None

    @property
    def counts(self) -> bool:
        """Whether reports are encrypted to it."""
        return self.confirmed_by is not None and self.ended_at is None


class RecipientRow(Base):
    """One recipient that somebody entered or changed."""

    __tablename__ = "recipients"
    __table_args__ = (CheckConstraint("state IN ('active', 'suspended')", name="state"),)

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    bar: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    changed_by: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RecipientKeyRow(Base):
    """One public key of a recipient."""

    __tablename__ = "recipient_keys"
    __table_args__ = (
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> recorded_by", name="two_people"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    recipient: Mapped[str] = mapped_column(Text, ForeignKey("recipients.code"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[str | None] = mapped_column(Text)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def recipient_of(warehouse: Warehouse, code: str) -> Recipient:
    """Give a recipient; Refusal for one that nobody entered and that is no bar."""
    with warehouse.reading() as session:
        return _recipient(session, code)


def list_recipients(warehouse: Warehouse) -> list[Recipient]:
    """Give every recipient: the bâtonniers in the order of the law, then the others by code."""
    with warehouse.reading() as session:
        others = session.scalars(select(RecipientRow.code).where(RecipientRow.bar == "").order_by(RecipientRow.code))
        return [_recipient(session, code) for code in (*bars(), *others)]


def enter_recipient(
    warehouse: Warehouse,
    code: str,
    *,
    by: str,
    at: datetime,
    language: str | None = None,
    title: str = "",
    channel: str = "folder",
    address: str = "",
) -> Recipient:
    """Enter a recipient or change how it is reached. Refusal for an unknown channel, or another recipient without title."""
    bar = bars().get(code)
    spoken = language or (bar.language if bar else "")
    if not by.strip() or spoken not in LANGUAGES or channel not in CHANNELS:
        known = f"its language ({', '.join(LANGUAGES)}) and its channel ({', '.join(CHANNELS)})"
        raise Refusal(f"a recipient needs the person who enters it, {known}")
    if bar is None and not title.strip():
        raise Refusal(f"{code!r} is no bar: say with a title who this recipient is")
    if (channel == "sftp") != bool(address):
        raise Refusal("the channel sftp needs an address, a folder of the outbox needs none")
    with warehouse.writing() as session:
        row = _row(session, code, by, at)
        row.language, row.title, row.channel, row.address = spoken, title.strip(), channel, address
        row.changed_by, row.changed_at = by.strip(), at
        session.flush()
        return _recipient(session, code)


def suspend_recipient(warehouse: Warehouse, code: str, *, reason: str, by: str, at: datetime) -> Recipient:
    """Stop all sending to a recipient until it is resumed."""
    return _set_state(warehouse, code, SUSPENDED, reason=reason, by=by, at=at)


def resume_recipient(warehouse: Warehouse, code: str, *, reason: str, by: str, at: datetime) -> Recipient:
    """Allow sending to a recipient again."""
    return _set_state(warehouse, code, ACTIVE, reason=reason, by=by, at=at)


def add_key(warehouse: Warehouse, code: str, *, kind: str, key: str, fingerprint: str, by: str, at: datetime) -> RecipientKey:
    """Enter a public key; it counts when another person has confirmed it."""
    if kind not in KEY_KINDS or not by.strip():
        raise Refusal(f"a key needs the person who enters it and a kind, one of {', '.join(KEY_KINDS)}")
    with warehouse.writing() as session:
        _row(session, code, by, at)
        row = RecipientKeyRow(
            recipient=code, kind=kind, key=key, fingerprint=fingerprint, recorded_by=by.strip(), recorded_at=at
        )
        session.add(row)
        session.flush()
        return _key(row)


def confirm_key(warehouse: Warehouse, number: int, *, fingerprint: str, by: str, at: datetime) -> RecipientKey:
    """Confirm a key by the fingerprint that its owner told by another way; the key of this kind before it ends."""
    with warehouse.writing() as session:
        row = session.get(RecipientKeyRow, number, with_for_update=True)
        if row is None or row.ended_at is not None:
            raise Refusal(f"no key {number} waits to be confirmed; `quater recipient keys` shows them")
        if not by.strip() or by.strip() == row.recorded_by:
            raise Refusal(f"a key is confirmed by a second person: {row.recorded_by} entered it")
        if fingerprint.replace(" ", "").lower() != row.fingerprint.lower():
            raise Refusal("the fingerprint is not that of this key: do not use it, and ask its owner again by telephone")
        same = select(RecipientKeyRow).where(RecipientKeyRow.recipient == row.recipient, RecipientKeyRow.kind == row.kind)
        for earlier in session.scalars(same.where(RecipientKeyRow.ended_at.is_(None), RecipientKeyRow.number < number)):
            earlier.ended_at = at
        row.confirmed_by = by.strip()
        session.flush()
        return _key(row)


def keys_of(warehouse: Warehouse, code: str) -> list[RecipientKey]:
    """Give every key of a recipient, oldest first."""
    query = select(RecipientKeyRow).where(RecipientKeyRow.recipient == code).order_by(RecipientKeyRow.number)
    with warehouse.reading() as session:
        return [_key(row) for row in session.scalars(query)]


def key_for(warehouse: Warehouse, code: str) -> RecipientKey | None:
    """Give the key to which reports for this recipient are encrypted; None when none counts."""
    counting = [key for key in keys_of(warehouse, code) if key.counts]
    return min(counting, key=lambda key: (KEY_KINDS.index(key.kind), -key.number), default=None)


def _set_state(warehouse: Warehouse, code: str, state: str, *, reason: str, by: str, at: datetime) -> Recipient:
    if not reason.strip() or not by.strip():
        raise Refusal("suspending or resuming a recipient needs the person and the reason")
    with warehouse.writing() as session:
        row = _row(session, code, by, at)
        row.state, row.reason, row.changed_by, row.changed_at = state, reason.strip(), by.strip(), at
        session.flush()
        return _recipient(session, code)


def _row(session: Session, code: str, by: str, at: datetime) -> RecipientRow:
    """Give a recipient's row to change, making it from what is known of a bar."""
    row = session.get(RecipientRow, code, with_for_update=True)
    if row is None:
        bar = bars().get(code)
        row = RecipientRow(
            code=code,
            bar=code if bar else "",
            language=bar.language if bar else "fr",
            title="",
            channel="folder",
            address="",
            state=ACTIVE,
            reason="",
            changed_by=by.strip(),
            changed_at=at,
        )
        session.add(row)
        session.flush()
    return row


def _recipient(session: Session, code: str) -> Recipient:
    row = session.get(RecipientRow, code)
    if row is not None:
        return Recipient(row.code, row.bar, row.language, row.title, row.channel, row.address, row.state, row.reason)
    if code not in bars():
        raise Refusal(f"no recipient {code!r}; `quater recipient list` shows them")
    return Recipient(code, code, bars()[code].language, "", "folder", "", ACTIVE, "")


def _key(row: RecipientKeyRow) -> RecipientKey:
    return RecipientKey(
        row.number,
        row.recipient,
        row.kind,
        row.key,
        row.fingerprint,
        row.recorded_by,
        row.confirmed_by,
        row.ended_at,
    )
