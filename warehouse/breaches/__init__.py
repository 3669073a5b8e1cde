"""Breaches: what becomes of an incident, from awareness to the register that the authority may ask for.

One register for everything that went wrong (`warehouse.incidents`); the data protection officer says of each whether it is a
breach of personal data. From the moment somebody of the controllers was aware of it seventy-two hours run (GDPR, art. 33 §1);
the alarms ring at 24, 48, 60 and 71 hours until the authority is told. Persons at high risk are told without undue delay, which
is a term of its own (art. 34). Whoever saw what was not for him deletes it and confirms that (founding security note).
"""

from warehouse.breaches.affected import Affected, affected_by
from warehouse.breaches.clock import ALARMS, Alarm, due
from warehouse.breaches.deciding import close, declare, dismiss, notify, tell_persons
from warehouse.breaches.deletions import Deletion, ask_deletion, confirm_deletion, deletions_of
from warehouse.breaches.letters import DRAFTS, draft, languages
from warehouse.breaches.outages import Outage, begin_outage, end_outage, list_outages
from warehouse.breaches.tables import RISKS, Breach, Event, events_of, get_breach, list_breaches

__all__ = [
    "ALARMS",
    "DRAFTS",
    "RISKS",
    "Affected",
    "Alarm",
    "Breach",
    "Deletion",
    "Event",
    "Outage",
    "affected_by",
    "ask_deletion",
    "begin_outage",
    "close",
    "confirm_deletion",
    "declare",
    "deletions_of",
    "dismiss",
    "draft",
    "due",
    "end_outage",
    "events_of",
    "get_breach",
    "languages",
    "list_breaches",
    "list_outages",
    "notify",
    "tell_persons",
]
