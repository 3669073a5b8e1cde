"""Visits as the access log takes them, for its tests."""

from datetime import UTC, date, datetime, timedelta

from warehouse.database import Warehouse
from warehouse.evidence import Access, record_access

AT = datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)
TODAY = date(2026, 11, 22)
IBAN = "BE71096123456769"


def record(warehouse: Warehouse, number: int = 1, **more: object) -> Access:
    """Write one visit, the given minute of the day."""
    given = {
        "actor": "analyst@control",
        "action": "read",
        "subject": f"A-{number:06d}",
        "purpose": "detect",
        "modality": "page",
        "result": "granted",
        "at": AT + timedelta(minutes=number),
    }
    return record_access(warehouse, **(given | more))  # type: ignore[arg-type]


def log(warehouse: Warehouse, rows: int = 9) -> None:
    """Write so many visits."""
    for number in range(1, rows + 1):
        record(warehouse, number)
