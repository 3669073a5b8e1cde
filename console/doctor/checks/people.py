"""The people: an institution answers for whoever has been let in (royal decree of 11 October 2023, art. 9, 1°)."""

from __future__ import annotations

from collections.abc import Iterator

from console.doctor.finding import Finding, Patient
from warehouse.users import unattested


def check(patient: Patient) -> Iterator[Finding]:
    """Find for whom nobody answers."""
    for one in unattested(patient.warehouse, on=patient.on):
        told = f"no institution answers for {one.person}" + (f" since {one.last}" if one.last else "")
        yield Finding("people", True, told, f"quater people attest {one.person}, or quater access block {one.person}")
