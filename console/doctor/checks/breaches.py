"""The register: no breach waits for its notification past its first day, and nobody reads reports without a contact."""

from __future__ import annotations

from collections.abc import Iterator

from console.doctor.finding import Finding, Patient
from warehouse.breaches import list_breaches

CONTROLLERS = "controllers.toml"


def check(patient: Patient) -> Iterator[Finding]:
    """Find what is late, and what is not said."""
    for breach in list_breaches(patient.warehouse):
        waits = breach.notified_at is None and breach.closed_at is None and breach.risk != "unlikely"
        if waits and breach.aware_at.date() < patient.on:
            told = f"{breach.incident_id}: the authority is to be told by {breach.deadline:%Y-%m-%d %H:%M} UTC"
            yield Finding("breaches", True, told, f"quater incident draft {breach.incident_id} --to authority")
    if not (patient.warehouse.settings.home / CONTROLLERS).exists():
        told = "no contact of the data protection officers and no version of the arrangement is said"
        yield Finding("breaches", False, told, f"write {CONTROLLERS} with [OBFG] and [OVB], each with dpo and arrangement")
