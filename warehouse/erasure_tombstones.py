"""Tombstones: what stands in a kept analysis for the movements of it that are destroyed.

An analysis of several movements is kept until the latest of them goes (royal decree of 9 June 2024, art. 5); of the older ones
it may tell nothing any more. So their references go and are counted, and wherever the analysis, its alert or what people wrote
about it names what only they told (an account of the other side, a name, a communication, a reference), a mark with the plan
of the destruction stands in its place. What a movement that stays tells too is left.

>>> marked("paid to JAN  PEETERS, BE68 5390 0754 7034", Words.of(["Jan Peeters", "BE68539007547034", "12"]), "[destroyed]")
'paid to [destroyed], [destroyed]'
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
from sqlalchemy import column, select, update
from sqlalchemy.orm import Session

from warehouse.alerts.findings import AlertFinding, FindingRow
from warehouse.alerts.tables import AlertRow
from warehouse.database import Warehouse
from warehouse.erasure_rows import among, followers_of, named
from warehouse.manifest import LakePart, visible_parts

if TYPE_CHECKING:  # retention walks through this module, not the other way round
    from warehouse.retention.due import Due

TELLING = (
    *("counterparty_account", "counterparty_name", "counterparty_address", "communication", "structured_reference"),
    *("customer_reference", "bank_reference", "mandate_reference", "creditor_id"),
)
"""What a movement tells in words."""
SHORTEST = 4
"""A text of fewer signs is not looked for: it would be found in everything."""


@dataclass(frozen=True)
class Words:
    """What is to be taken out of texts; the longest first, so that no part of one is left."""

    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, texts: Iterable[str], *, but: Iterable[str] = ()) -> Words:
        """Make them of texts, but for those that others tell too; what is too short is left out."""
        told = {"".join(text.split()).casefold() for text in but}
        long = (text for text in texts if len("".join(text.split())) >= SHORTEST)
        wanted = sorted({" ".join(text.split()) for text in long if "".join(text.split()).casefold() not in told}, key=_longest)
        ways = "|".join(_way(text) for text in wanted)
        return cls(re.compile(ways, re.IGNORECASE) if ways else None)


def marked(text: str, words: Words, mark: str) -> str:
    """Put the mark in the place of the words."""
    return words.pattern.sub(mark, text) if words.pattern else text


def set_tombstones(session: Session, warehouse: Warehouse, due: Due, *, mark: str) -> Mapping[str, int]:
    """Take what is destroyed out of the analyses that stay, before the lake loses it; give rows changed, by table."""
    gone = frozenset(due.lake.movements["movement_id"])
    changed: defaultdict[str, int] = defaultdict(int)
    going = set(due.findings)
    kept = [
        row
        for row in session.scalars(select(FindingRow).where(FindingRow.first_date <= due.cutoff))
        if row.key not in going and not gone.isdisjoint(row.movement_ids)
    ]
    if not kept:
        return changed
    told = _told(session, warehouse, due, kept)
    alerts = _alerts_of(session, [row.key for row in kept])
    words_of_alert: defaultdict[int, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for row in kept:
        lost, stay = _lost(row.movement_ids, gone, told)
        _mark_finding(row, gone, lost, stay, mark)
        changed["findings"] += 1
        if row.key in alerts:
            words_of_alert[alerts[row.key]][0].update(lost)
            words_of_alert[alerts[row.key]][1].update(stay)
    for number, (lost, stay) in words_of_alert.items():
        for table, rows in _mark_alert(session, number, Words.of(lost, but=stay), mark).items():
            changed[table] += rows
    return changed


def _told(session: Session, warehouse: Warehouse, due: Due, kept: Sequence[FindingRow]) -> dict[str, set[str]]:
    """Read what the movements that the kept findings name tell in words."""
    wanted = sorted({movement for row in kept for movement in row.movement_ids})
    first = min(row.first_date for row in kept)
    last = max([due.cutoff, *(row.last_date for row in kept)])
    own = set(due.lake.movements["part"])
    parts = [session.get_one(LakePart, part) for part in sorted(own)]
    parts += visible_parts(session, "movements", since=f"{first:%Y-%m}", until=f"{last:%Y-%m}")
    told: dict[str, set[str]] = {}
    for path in sorted({part.path for part in parts}):
        rows = pl.scan_parquet(warehouse.settings.lake / path, glob=False, hive_partitioning=False)
        for movement, *texts in (
            rows.filter(pl.col("movement_id").is_in(wanted)).select("movement_id", *TELLING).collect().rows()
        ):
            told[movement] = {text for text in texts if text}
    return told


def _lost(movements: Sequence[str], gone: frozenset[str], told: Mapping[str, set[str]]) -> tuple[set[str], set[str]]:
    lost = set().union(*(told.get(one, set()) for one in movements if one in gone))
    stay = set().union(*(told.get(one, set()) for one in movements if one not in gone))
    return lost | {one for one in movements if one in gone}, stay


def _mark_finding(row: FindingRow, gone: frozenset[str], lost: set[str], stay: set[str], mark: str) -> None:
    words = Words.of(lost, but=stay)
    went = [movement for movement in row.movement_ids if movement in gone]
    row.movement_ids = [movement for movement in row.movement_ids if movement not in gone]
    row.bank_references = [reference for reference in row.bank_references if reference in stay or reference not in lost]
    row.evidence = {
        name: marked(value, words, mark) if isinstance(value, str) else value for name, value in row.evidence.items()
    }
    row.reason, row.counterparty = marked(row.reason, words, mark), marked(row.counterparty, words, mark)
    row.destroyed_movements += len(went)


def _alerts_of(session: Session, keys: Sequence[str]) -> dict[str, int]:
    query = select(AlertFinding.finding_key, AlertFinding.alert_number).where(AlertFinding.finding_key.in_(keys))
    return dict(session.execute(query).all())


def _mark_alert(session: Session, number: int, words: Words, mark: str) -> Mapping[str, int]:
    """Mark the alert's own sentence and what people wrote in rows that belong to it, however deep."""
    changed: defaultdict[str, int] = defaultdict(int)
    alert = session.get_one(AlertRow, number)
    said = marked(alert.reason, words, mark)
    if said != alert.reason:
        alert.reason = said
        changed["alerts"] += 1
    session.flush()
    _mark_followers(session, "alerts", "number", [number], words, mark, changed)
    return changed


def _mark_followers(
    session: Session, parent: str, key: str, values: Sequence[Any], words: Words, mark: str, changed: defaultdict[str, int]
) -> None:
    for name, way in followers_of(parent):
        if way.key != key or not values:
            continue
        inner = [one.key for _, one in followers_of(name)]
        texts = way.texts.split()
        columns = list(dict.fromkeys([*way.column.split(), *texts, *(part for one in inner for part in one.split())]))
        table = named(name, columns)
        rows = session.execute(select(*table.c).where(among(table, way.column, list(values)))).mappings().all()
        for text in texts:
            for said in {row[text] for row in rows if row[text]}:
                becomes = marked(said, words, mark)
                if becomes != said:
                    session.execute(
                        update(table)
                        .where(among(table, way.column, list(values)), column(text) == said)
                        .values({text: becomes})
                        .execution_options(synchronize_session=False)
                    )
                    changed[name] += 1
        for one in dict.fromkeys(inner):
            _mark_followers(session, name, one, [row[one] for row in rows], words, mark, changed)


def _longest(text: str) -> tuple[int, str]:
    return -len(text), text


def _way(text: str) -> str:
    """Give how a text is found: blanks of any length; an account number or reference with blanks anywhere in it."""
    if " " not in text and any(sign.isdigit() for sign in text):
        return r"\s?".join(re.escape(sign) for sign in text)
    return r"\s+".join(re.escape(part) for part in text.split(" "))
