"""Who holds an office of an Order, and who was designated to receive the report on such a holder.

A bâtonnier, a member of the council or of a disciplinary body is judged in another ressort (art. 456 al. 4 of the Judicial
Code), so a report on him never goes to his own Order's recipient: the president of the court of appeal designates another.
Without a designation on record nothing is sent. An office has its first day and the day on which it is over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnElement, Date, ForeignKey, Text, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime, Warehouse
from warehouse.errors import Refusal
from warehouse.register_reference import bars
from warehouse.register_tables import Holder, Membership
from warehouse.register_timelines import registered_at
from warehouse.reports_register.recipients import recipient_of

OFFICES = ("batonnier", "council", "disciplinary")


@dataclass(frozen=True)
class Designation:
    """Which recipient was designated for the reports on one holder, by which act of whom."""

    holder_id: str
    recipient: str
    act: str
    authority: str
    act_date: date


class OfficeRow(Base):
    """One office that one holder holds."""

    __tablename__ = "offices"
    __table_args__ = (CheckConstraint("office IN ('batonnier', 'council', 'disciplinary')", name="office"),)

    holder_id: Mapped[str] = mapped_column(Text, ForeignKey("holders.holder_id"), primary_key=True)
    office: Mapped[str] = mapped_column(Text, primary_key=True)
    valid_from: Mapped[date] = mapped_column(Date, primary_key=True)
    valid_until: Mapped[date | None] = mapped_column(Date)
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DesignationRow(Base):
    """One designation; the last one of a holder counts."""

    __tablename__ = "designations"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(primary_key=True)
    holder_id: Mapped[str] = mapped_column(Text, ForeignKey("holders.holder_id"), index=True)
    recipient: Mapped[str] = mapped_column(Text)
    act: Mapped[str] = mapped_column(Text)
    authority: Mapped[str] = mapped_column(Text)
    act_date: Mapped[date] = mapped_column(Date)
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


def enter_office(
    warehouse: Warehouse,
    holder_id: str,
    office: str,
    *,
    valid_from: date,
    valid_until: date | None = None,
    by: str,
    at: datetime,
) -> None:
    """Enter that a holder holds an office, or until when; Refusal for an unknown holder or office."""
    if office not in OFFICES or not by.strip():
        raise Refusal(f"an office needs the person who enters it, and is one of {', '.join(OFFICES)}, got {office!r}")
    if valid_until is not None and valid_until <= valid_from:
        raise Refusal(f"expected the day on which an office is over after {valid_from}, got {valid_until}")
    with warehouse.writing() as session:
        if session.get(Holder, holder_id) is None:
            raise Refusal(f"no holder {holder_id!r} in the register")
        row = session.get(OfficeRow, (holder_id, office, valid_from))
        if row is None:
            row = OfficeRow(holder_id=holder_id, office=office, valid_from=valid_from)
            session.add(row)
        row.valid_until, row.recorded_by, row.recorded_at = valid_until, by.strip(), at


def designate(
    warehouse: Warehouse, holder_id: str, recipient: str, *, act: str, authority: str, act_date: date, by: str, at: datetime
) -> Designation:
    """Enter who receives the reports on a holder who holds an office; Refusal for a recipient of the same ressort."""
    if not act.strip() or not authority.strip() or not by.strip():
        raise Refusal("a designation needs its act, the authority that gave it, and the person who enters it")
    chosen = recipient_of(warehouse, recipient)
    with warehouse.writing() as session:
        own = registered_at(session, holder_id, on=act_date)
        if own is None:
            raise Refusal(f"no holder {holder_id!r} in the register on {act_date}")
        if chosen.bar and bars()[chosen.bar].seat == bars()[own].seat:
            raise Refusal(f"expected a recipient of another ressort than that of {own} ({bars()[own].seat}), got {recipient}")
        row = DesignationRow(
            holder_id=holder_id,
            recipient=recipient,
            act=act.strip(),
            authority=authority.strip(),
            act_date=act_date,
            recorded_by=by.strip(),
            recorded_at=at,
        )
        session.add(row)
        session.flush()
        return _designation(row)


def office_holders(warehouse: Warehouse, *, on: date) -> dict[str, str]:
    """Give who holds an office on a day, by holder: the lawyers themselves, and the firms that they are members of."""
    held = select(OfficeRow.holder_id, OfficeRow.office).where(*_true_on(OfficeRow, on)).order_by(OfficeRow.office.desc())
    members = select(Membership.firm_id, Membership.member_id).where(*_true_on(Membership, on))
    with warehouse.reading() as session:
        offices: dict[str, str] = {row.holder_id: row.office for row in session.execute(held)}
        firms = {row.firm_id: offices[row.member_id] for row in session.execute(members) if row.member_id in offices}
    return firms | offices


def designations(warehouse: Warehouse) -> dict[str, Designation]:
    """Give the designation that counts for each holder."""
    with warehouse.reading() as session:
        rows = session.scalars(select(DesignationRow).order_by(DesignationRow.number))
        return {row.holder_id: _designation(row) for row in rows}


def _true_on(table: type[OfficeRow | Membership], on: date) -> tuple[ColumnElement[bool], ...]:
    return table.valid_from <= on, or_(table.valid_until.is_(None), table.valid_until > on)


def _designation(row: DesignationRow) -> Designation:
    return Designation(row.holder_id, row.recipient, row.act, row.authority, row.act_date)
