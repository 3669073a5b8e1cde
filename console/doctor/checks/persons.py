"""Persons' requests: none waits past the day on which it is answered in time (GDPR, art. 12 §3)."""

from __future__ import annotations

from collections.abc import Iterator

from console.doctor.finding import Finding, Patient
from warehouse.persons import list_cases


def check(patient: Patient) -> Iterator[Finding]:
    """Find the late ones."""
    for one in list_cases(patient.warehouse):
        if one.late(patient.on):
            yield Finding("persons", True, f"{one.case_id} was to be answered by {one.due}", "quater requests list")
