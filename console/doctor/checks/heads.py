"""The heads of the access log lie outside, can be reached, on another disk, and one of the last two days is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from console.doctor.finding import Finding, Patient
from warehouse.evidence.heads import own_heads
from warehouse.evidence.outside import FILE, outside_of
from warehouse.settings import Settings

LATEST = timedelta(days=2)


def check(patient: Patient) -> Iterator[Finding]:
    """Find what keeps the chain from being proved."""
    settings = patient.warehouse.settings
    places = outside_of(settings).places
    if not places:
        told = "no head of the access log lies outside: who administers this machine could write the log anew"
        yield Finding("heads", True, told, f'write {FILE} with anchors = ["/another/disk"] and mailbox = "/mail/of/the/dpo"')
    for place in places:
        if not place.is_dir():
            yield Finding("heads", True, f"the heads cannot be brought to {place}", "mount it, then: quater evidence anchor")
        elif place.stat().st_dev == settings.home.stat().st_dev:
            told = f"{place} is on the disk of the installation: who loses the one loses the other"
            yield Finding("heads", False, told, f"name a folder of another machine in {FILE}")
    newest = _newest(settings)
    if newest is None or newest < patient.on - LATEST:
        told = f"the newest head of the access log is of {newest or 'no day'}"
        yield Finding("heads", True, told, "unpause the DAG housekeeping, or: quater evidence anchor")


def _newest(settings: Settings) -> date | None:
    days = [date.fromisoformat(head.on) for head in own_heads(settings).signed]
    return max(days, default=None)
