"""Whom a breach touches, from the evidence of access itself: which dossiers were given, and whose they are.

An incident caused by a person (a leaked credential, a blocked or unusual access) is about everything that this person was given
in the period; any other is about its subject, by whomever. An alert names its holder and its accounts, a report its alerts, a
sample its accounts; an account stands in the evidence by its pseudonym and is found again by the register's numbers. Whoever
paid into those accounts, or was paid from them, is counted: he is no party to the register.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from warehouse.alerts import get_alert
from warehouse.breaches.tables import Breach, get_breach
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.evidence import Access, list_accesses, subject_of_account
from warehouse.incidents import OF_A_PERSON, get_incident
from warehouse.lake import movements
from warehouse.openings import get_request, get_sample
from warehouse.register import accounts_frame, holders_frame
from warehouse.reports_register import get_report

GRANTED = "granted"


@dataclass(frozen=True)
class Person:
    """A holder whose data were given."""

    holder_id: str
    name: str
    bar: str


@dataclass(frozen=True)
class Affected:
    """What the evidence says: how many accesses, which dossiers, how many accounts, whose, and how many other parties."""

    accesses: int
    dossiers: tuple[str, ...]
    accounts: int
    persons: tuple[Person, ...]
    counterparties: int


def affected_by(warehouse: Warehouse, incident_id: str) -> Affected:
    """List what a breach touches; Refusal for an incident that was not declared one."""
    breach = get_breach(warehouse, incident_id)
    if breach is None:
        raise Refusal(f"incident {incident_id} was not declared a breach: its period is not known")
    given = _given(warehouse, incident_id, breach)
    dossiers = tuple(dict.fromkeys(access.subject for access in given))
    accounts = frozenset(iban for dossier in dossiers for iban in _accounts_of(warehouse, dossier))
    return Affected(len(given), dossiers, len(accounts), _persons(warehouse, accounts), _parties(warehouse, accounts))


def _given(warehouse: Warehouse, incident_id: str, breach: Breach) -> list[Access]:
    """The accesses of the incident that were granted, the oldest first."""
    incident = get_incident(warehouse, incident_id)
    by_person = incident.kind in OF_A_PERSON
    found = list_accesses(
        warehouse,
        actor=incident.by if by_person else None,
        subject=None if by_person else incident.subject,
        since=breach.since,
        until=breach.until,
    )
    return [access for access in reversed(found) if access.result.startswith(GRANTED)]


def _accounts_of(warehouse: Warehouse, dossier: str) -> Iterable[str]:
    """The accounts that a dossier of the evidence tells of; none for a list, which tells of no account by itself."""
    kind = dossier.partition("/")[0]
    try:
        if kind.startswith("A-"):
            return get_alert(warehouse, kind).accounts
        if kind.startswith("R-"):
            alerts = get_report(warehouse, kind).alert_ids
            return [iban for alert in alerts for iban in get_alert(warehouse, alert).accounts]
        if kind.startswith("Y-"):
            return [one.iban for one in get_sample(warehouse, kind).accounts]
        if kind.startswith("B-"):
            return [get_request(warehouse, kind).iban]
    except Refusal:  # the dossier was destroyed since: it is named, and nobody can be found by it any more
        return []
    if kind.startswith("account:"):
        known = accounts_frame(warehouse)["iban"].unique().to_list()
        return [iban for iban in known if subject_of_account(warehouse.settings, iban) == kind]
    return []


def _persons(warehouse: Warehouse, accounts: Iterable[str]) -> tuple[Person, ...]:
    of = accounts_frame(warehouse).filter(pl.col("iban").is_in(list(accounts)))["holder_id"].unique()
    found = holders_frame(warehouse).filter(pl.col("holder_id").is_in(of.to_list())).sort("holder_id")
    return tuple(Person(row["holder_id"], row["name"], row["bar"]) for row in found.to_dicts())


def _parties(warehouse: Warehouse, accounts: Iterable[str]) -> int:
    listed = sorted(accounts)
    if not listed:
        return 0
    rows = movements(warehouse, accounts=listed).select("counterparty_account", "counterparty_name").unique()
    return int(rows.filter(pl.any_horizontal(pl.all().fill_null("") != "")).collect().height)
