"""The holds beside the database: a restore must not forget a hold that was placed since its backup.

Each time something is done to a hold, all of them are written anew, with their history, into the journal that a restore is
given (`journal/holds.json`), signed, whole or not at all. A program that dies in between is made good by the next hold, backup
or destruction. A restore brings back what is missing and what changed; a hold is never taken away by it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Date, select
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from warehouse.database import UtcDateTime, Warehouse
from warehouse.durable import write_whole
from warehouse.errors import Refusal
from warehouse.holds.tables import HoldHistoryRow, HoldRow
from warehouse.signing import is_signed, public_key, sign

KEY = "holds"
FOLDER = "journal"
NAME = "holds.json"


def keep_holds(warehouse: Warehouse) -> Path:
    """Write every hold with its history beside the database; gives the file."""
    with warehouse.reading() as session:
        told = {
            "holds": [_values(row) for row in session.scalars(select(HoldRow).order_by(HoldRow.number))],
            "history": [_values(row) for row in session.scalars(select(HoldHistoryRow).order_by(HoldHistoryRow.number))],
        }
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    signed = {"text": text, "signature": sign(warehouse.settings, KEY, text), "key": public_key(warehouse.settings, KEY)}
    path = warehouse.settings.home / FOLDER / NAME
    write_whole(path, json.dumps(signed, ensure_ascii=False).encode())
    return path


def bring_back_holds(session: Session, path: Path) -> tuple[int, int]:
    """Bring back the holds that are missing and what was done to others since; gives how many of each. Refusal if altered."""
    if not path.is_file():
        return 0, 0
    signed = json.loads(path.read_bytes())
    if not is_signed(str(signed["key"]), str(signed["text"]), str(signed["signature"])):
        raise Refusal(f"{path}: the signature does not fit; the list of holds was altered")
    told = json.loads(signed["text"])
    missing = changed = 0
    for values in told["holds"]:
        row = session.get(HoldRow, values["number"])
        if row is None:
            session.add(HoldRow(**_read(HoldRow, values)))
            missing += 1
        elif _values(row) != values and row.released_at is None:
            for name, value in _read(HoldRow, values).items():
                setattr(row, name, value)
            changed += 1
    session.flush()
    for values in told["history"]:
        if session.get(HoldHistoryRow, values["number"]) is None:
            session.add(HoldHistoryRow(**_read(HoldHistoryRow, values)))
    session.flush()
    return missing, changed


def _values(row: HoldRow | HoldHistoryRow) -> dict[str, Any]:
    found = {column.key: getattr(row, column.key) for column in row.__table__.columns}
    return {name: value.isoformat() if isinstance(value, date | datetime) else value for name, value in found.items()}


def _read(table: type[HoldRow] | type[HoldHistoryRow], values: Mapping[str, Any]) -> dict[str, Any]:
    return {column.key: _value(column.type, values[column.key]) for column in table.__table__.columns}


def _value(kind: TypeEngine[Any], value: Any) -> Any:
    if isinstance(value, str) and isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(value, str) and isinstance(kind, Date) else value
