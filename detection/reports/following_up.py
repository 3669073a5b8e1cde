"""Following up what was sent: a reminder when no receipt came, then an escalation to the officers.

The reminder names the report, or its recall, and says nothing of what is in it; it is sealed like everything that leaves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from detection.reports.earlier import reference_of
from detection.reports.language import language
from detection.reports.printing import write_private
from detection.reports.sealing import PASSWORD, recipient_password, seal, sealed_name
from detection.reports.signing import signer_of
from warehouse.database import Warehouse
from warehouse.reports_register import get_report
from warehouse.reports_register.dispatches import ESCALATED, RECALL, REMINDED, REPORT, Dispatch, note_dispatch, overdue
from warehouse.reports_register.recipients import SUSPENDED, key_for, recipient_of

REMINDERS = {REPORT: ("report.reminder.txt", "reminder_text"), RECALL: ("report.recall-reminder.txt", "recall_reminder_text")}
"""Purpose of a dispatch → the file, a version of the report's main piece that goes with it, and the text."""


def follow_up(warehouse: Warehouse, *, on: date, by: str, at: datetime) -> Mapping[str, Sequence[Dispatch]]:
    """Remind whoever has not said that a report arrived, and note what is escalated; gives both, each once."""
    found = overdue(warehouse, on=on)
    for dispatch in found[REMINDED]:
        _remind(warehouse, dispatch, at=at)
        note_dispatch(warehouse, dispatch.dispatch_id, REMINDED, by=by, at=at)
    for dispatch in found[ESCALATED]:
        note_dispatch(warehouse, dispatch.dispatch_id, ESCALATED, by=by, at=at)
    return found


def _remind(warehouse: Warehouse, dispatch: Dispatch, *, at: datetime) -> None:
    recipient = recipient_of(warehouse, dispatch.recipient)
    if recipient.state == SUSPENDED or dispatch.knowledge_on is None:
        return
    words = language(recipient.language)
    reference = reference_of(get_report(warehouse, dispatch.report_id))
    file, said = REMINDERS[dispatch.purpose]
    text = words.say(said, reference=reference, date=words.day(dispatch.knowledge_on))
    key = key_for(warehouse, recipient.code)
    password = "" if key else recipient_password(warehouse.settings, recipient.code)
    signer = signer_of(warehouse.settings, at=at)
    sealed = seal(file, f"{text}\n".encode(), key=key, password=password, signer=signer, at=at)
    name = sealed_name(file, key.kind if key else PASSWORD)
    write_private(warehouse.settings.outbox / recipient.code / reference / name, sealed)
