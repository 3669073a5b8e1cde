"""The manifest: which Parquet files are the lake.

A file in the lake's folder is data only if a line here names it and the line is not replaced. The line is written in the same
transaction as the ledger of deliveries, so a reader sees the statements of a delivery whole or not at all; a file that a crash
left behind is nobody's data and `warehouse.lake.sweep` removes it. Sums are those of movements that are no detail; what is
destroyed later is counted in the `removed_…` columns of the part that replaces, so that the accounting closes for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from warehouse.database import Base, UtcDateTime


class LakePart(Base):
    """One Parquet file of one dataset and month; visible while `replaced_at` is empty."""

    __tablename__ = "manifest"
    __table_args__ = (
        CheckConstraint("dataset IN ('statements', 'movements')", name="dataset"),
        Index("ix_manifest_dataset_month", "dataset", "month"),
    )

    part: Mapped[int] = mapped_column(primary_key=True)
    dataset: Mapped[str] = mapped_column(Text)
    month: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(Text, index=True)
    sha256: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    rows: Mapped[int] = mapped_column(BigInteger)
    movements: Mapped[int] = mapped_column(BigInteger)
    debit_milli: Mapped[int] = mapped_column(BigInteger)
    credit_milli: Mapped[int] = mapped_column(BigInteger)
    removed_rows: Mapped[int] = mapped_column(BigInteger, default=0)
    removed_movements: Mapped[int] = mapped_column(BigInteger, default=0)
    removed_debit_milli: Mapped[int] = mapped_column(BigInteger, default=0)
    removed_credit_milli: Mapped[int] = mapped_column(BigInteger, default=0)
    bucket: Mapped[int | None]
    buckets: Mapped[int | None]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


def visible_parts(session: Session, dataset: str, *, since: str | None = None, until: str | None = None) -> list[LakePart]:
    """The parts of a dataset that are data, of the months `since` to `until` (YYYY-MM, both included), in a fixed order."""
    query = select(LakePart).where(LakePart.dataset == dataset, LakePart.replaced_at.is_(None))
    if since is not None:
        query = query.where(LakePart.month >= since)
    if until is not None:
        query = query.where(LakePart.month <= until)
    return list(session.scalars(query.order_by(LakePart.month, LakePart.path, LakePart.part)))


def add_parts(session: Session, parts: Iterable[LakePart]) -> None:
    """Make parts visible at the commit of this transaction."""
    session.add_all(parts)
    session.flush()


def replace_parts(session: Session, old: Sequence[LakePart], new: Sequence[LakePart], *, at: datetime) -> None:
    """Let new parts take the place of old ones at the commit; raises when another transaction replaced one of them first."""
    keys = [part.part for part in old]
    taken = session.scalars(
        update(LakePart)
        .where(LakePart.part.in_(keys), LakePart.replaced_at.is_(None))
        .values(replaced_at=at)
        .returning(LakePart.part)
    ).all()
    if len(taken) != len(keys):
        raise RuntimeError(
            f"expected {len(keys)} visible parts to replace, found {len(taken)}: another worker was faster, try again"
        )
    add_parts(session, new)
