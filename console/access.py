"""The console's own entries in the visitors' book: who saw what at the terminal, written before it is shown."""

from __future__ import annotations

from console.options import moment
from warehouse.database import Warehouse
from warehouse.evidence import record_access


def note_access(warehouse: Warehouse, *, actor: str, action: str, subject: str, purpose: str, modality: str = "page") -> None:
    """Record one access; it must be called before the data are printed or written.

    `subject` is an alert, a report or a queue, never a name or an account number.
    """
    record_access(
        warehouse,
        actor=actor,
        action=action,
        subject=subject,
        purpose=purpose,
        modality=modality,
        result="granted",
        at=moment(),
    )
