"""The door of every command: whether it shows data of persons, and where the record of that is written, before it shows them.

One line a command; the application is not made while a command has none (`console.access.guard_doors`). The words are those of
the visitors' book: for which of the decree's purposes (royal decree of 9 June 2024, art. 4), what it is about, in which
modality it leaves (royal decree of 11 October 2023, art. 4 §1, 5°). `coda` reads files that the person brings, nothing of ours.
Whatever works inside the installation asks first whether the person is shut out (`warehouse.blocking`).

>>> DOORS["hold list"].purpose, DOORS["hold place"].why
('document', 'writes; it gives back the number of what was written')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Shows:
    """Shows data: the door writes the record before the command runs.

    `subject` stands in the record; with `argument`, what the person gave under that name stands there, behind the subject and
    a colon where there is one.
    """

    purpose: str
    subject: str
    argument: str = ""
    modality: str = "page"


@dataclass(frozen=True)
class RecordsItself:
    """Shows data, and finds out what they are about while it runs: it writes the record itself, before it shows them."""


@dataclass(frozen=True)
class Tells:
    """Shows nothing of a person, and why that is so; `inside` unless it works on nothing of the installation."""

    why: str
    inside: bool = True


Door = Shows | RecordsItself | Tells

ITSELF = RecordsItself()
WRITES = Tells("writes; it gives back the number of what was written")
COUNTS = Tells("gives counts, days and states, of nobody")
BROUGHT = Tells("reads what the person brings; nothing of the installation", inside=False)
PUBLIC = Tells("shows what the program and its lists say, of nobody", inside=False)
MAKES = Tells("makes an installation, or makes one anew from a backup", inside=False)

DOORS: Mapping[str, Door] = MappingProxyType(
    {
        "detect": COUNTS,
        "access block": WRITES,
        "access blocks": Shows("document", "blocks"),
        "access enforce": WRITES,
        "access leaked": WRITES,
        "access lift": WRITES,
        "alerts list": ITSELF,
        "alerts show": ITSELF,
        "alerts export": ITSELF,
        "alerts dispose": WRITES,
        "alerts approve": WRITES,
        "alerts decline": WRITES,
        "alerts assign": WRITES,
        "backup": Shows("document", "backup", modality="export"),
        "restore": MAKES,
        "bank list": PUBLIC,
        "bank add": WRITES,
        "budget show": ITSELF,
        "budget draw": COUNTS,
        "budget missed": COUNTS,
        "coda check": BROUGHT,
        "coda convert": BROUGHT,
        "coda generate": BROUGHT,
        "coda golden": BROUGHT,
        "coda show": BROUGHT,
        "coverage": ITSELF,
        "coverage demand": ITSELF,
        "coverage demands": ITSELF,
        "coverage remind": ITSELF,
        "coverage unasked": ITSELF,
        "demo": MAKES,
        "doctor": COUNTS,
        "ui": MAKES,
        "evidence list": Shows("document", "evidence"),
        "evidence verify": COUNTS,
        "evidence anchor": COUNTS,
        "extract": ITSELF,
        "hold list": Shows("document", "holds"),
        "hold place": WRITES,
        "hold review": WRITES,
        "hold release": WRITES,
        "incident report": WRITES,
        "incident list": Shows("document", "incidents"),
        "incident show": Shows("document", "", argument="incident_id"),
        "incident declare": WRITES,
        "incident dismiss": WRITES,
        "incident draft": Shows("document", "", argument="incident_id", modality="report"),
        "incident notified": WRITES,
        "incident told": WRITES,
        "incident ask-deletion": WRITES,
        "incident deleted": WRITES,
        "incident close": WRITES,
        "incident due": COUNTS,
        "incident outage": WRITES,
        "incident outage-over": WRITES,
        "incident outages": COUNTS,
        "ingest": Shows("document", "deliveries"),
        "simulate": BROUGHT,
        "metrics": COUNTS,
        "model train": COUNTS,
        "model evaluate": COUNTS,
        "model list": PUBLIC,
        "model card": PUBLIC,
        "model compare": ITSELF,
        "model approve": WRITES,
        "model withdraw": WRITES,
        "outcome enter": WRITES,
        "outcome hold": WRITES,
        "outcome list": Shows("communicate", "outcomes"),
        "outcome no-hold": WRITES,
        "outcome read": WRITES,
        "people attest": WRITES,
        "people end": WRITES,
        "people list": Shows("document", "people"),
        "people sign": WRITES,
        "people undertaking": PUBLIC,
        "quality": PUBLIC,
        "quality check": COUNTS,
        "quarantine list": ITSELF,
        "quarantine show": ITSELF,
        "quarantine propose-release": WRITES,
        "quarantine propose-rejection": WRITES,
        "quarantine approve": WRITES,
        "quarantine decline": WRITES,
        "recipient list": Shows("communicate", "recipients"),
        "recipient enter": WRITES,
        "recipient suspend": WRITES,
        "recipient resume": WRITES,
        "recipient key": WRITES,
        "recipient confirm-key": WRITES,
        "recipient keys": Shows("communicate", "recipients"),
        "recipient certificate": PUBLIC,
        "recipient office": WRITES,
        "recipient designate": WRITES,
        "register import": ITSELF,
        "register show": ITSELF,
        "register history": ITSELF,
        "register exclude": WRITES,
        "register end-exclusion": WRITES,
        "register exclusions": Shows("document", "register"),
        "report": Shows("communicate", "bar", argument="bar", modality="report"),
        "report list": Shows("communicate", "reports"),
        "report unrouted": Shows("communicate", "reports"),
        "report attach": WRITES,
        "report check": WRITES,
        "report recall": Shows("communicate", "reports"),
        "report release": Shows("communicate", "", argument="report_id", modality="report"),
        "report withdraw": WRITES,
        "report sent": Shows("communicate", "reports"),
        "report receipt": WRITES,
        "report follow-up": Shows("communicate", "reports"),
        "requests enter": WRITES,
        "requests list": Shows("document", "persons"),
        "requests search": ITSELF,
        "requests restrict": WRITES,
        "requests unrestrict": WRITES,
        "requests extend": WRITES,
        "requests decide": WRITES,
        "requests letter": Shows("document", "", argument="case_id", modality="report"),
        "requests close": WRITES,
        "requests forget": WRITES,
        "retention plan": COUNTS,
        "retention approve": WRITES,
        "retention run": COUNTS,
        "retention verify": BROUGHT,
        "retention scan": Shows("document", "retention"),
        "retention copies": Shows("document", "retention"),
        "retention clear-runs": COUNTS,
        "retention confirm": WRITES,
        "retention print": COUNTS,
        "retention list": COUNTS,
        "roles show": PUBLIC,
        "roles apply": MAKES,
        "roles sync": MAKES,
        "rules list": PUBLIC,
        "rules opinion": WRITES,
        "rules opinions": COUNTS,
        "rules run": COUNTS,
        "rules runs": COUNTS,
        "rules show": PUBLIC,
        "rules stats": COUNTS,
        "rules replay": ITSELF,
        "rules snooze": WRITES,
        "rules approve-snooze": WRITES,
        "rules end-snooze": WRITES,
        "rules snoozes": ITSELF,
        "sample draw": Shows("document", "samples"),
        "sample list": Shows("document", "samples"),
        "sample show": ITSELF,
        "sample verify": COUNTS,
        "sanctions import": WRITES,
        "sanctions list": PUBLIC,
        "yearly": ITSELF,
    }
)
"""Every command by its words, and what its door asks."""
