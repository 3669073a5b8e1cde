"""Gather from the warehouse what a report says: facts with the movements that show them, and the annexes beside it.

Read-only. Only movements that a finding names enter a fact; the statements around them go to the annexes and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import polars as pl

from detection.reasons import reason_of
from detection.reports.annexing import gather_annexes
from detection.reports.content import NATURES, Account, Fact, Holder, Line, Occurrence, ReportContent
from detection.reports.controllers import controllers_of
from detection.reports.earlier import earlier_reports
from detection.reports.language import Language, language
from detection.reports.lines import lines_by_id
from detection.reports.pdf import edition
from detection.reports.routing import Destination
from detection.reports.selection import Told
from warehouse.alerts import Finding
from warehouse.alerts.ranking import SEVERITIES
from warehouse.database import Warehouse
from warehouse.register import accounts_frame, bars, holders_frame
from warehouse.reports_register import Report, list_reports
from warehouse.reports_register.recipients import Recipient, recipient_of
from warehouse.retention.clock import first_destruction_day


@dataclass(frozen=True)
class Known:
    """What every report of a day needs, read once: holders by id, accounts by number and currency, what was released."""

    holders: Mapping[str, Holder]
    accounts: Mapping[tuple[str, str], Account]
    released: Sequence[Report]


def known_of(warehouse: Warehouse) -> Known:
    """Read what every report of a day needs."""
    return Known(holders_by_id(warehouse), _accounts(warehouse), list_reports(warehouse, state="released"))


def gather(
    warehouse: Warehouse, to: Destination, told: Sequence[Told], *, before: datetime, known: Known | None = None
) -> ReportContent:
    """Give the content of one recipient's report; the same alerts give the same content.

    `before`: reports handed over by then are told as earlier ones; `known`: what was read for several reports together.
    """
    known = known or known_of(warehouse)
    bar, recipient = bars()[to.bar], recipient_of(warehouse, to.recipient)
    words = language(recipient.language)
    facts = _facts(warehouse, told, words, known)
    return ReportContent(
        bar=bar.code,
        bar_name=bar.name(words.code),
        order=bar.order,
        language=words.code,
        facts=facts,
        annexes=gather_annexes(warehouse, facts),
        controllers=controllers_of(warehouse.settings, bar.order),
        edition=edition(words),
        recipient=recipient.code,
        attention=_attention(recipient, to, words),
        earlier=earlier_reports(known.released, {fact.account.iban for fact in facts}, words, before=before),
    )


def _attention(recipient: Recipient, to: Destination, words: Language) -> str:
    """Name a recipient that is not the bâtonnier of the bar."""
    if to.recipient == to.bar:
        return ""
    return recipient.title or bars()[recipient.bar].name(words.code)


def _facts(warehouse: Warehouse, told: Sequence[Told], words: Language, known: Known) -> tuple[Fact, ...]:
    findings = [finding for each in told for finding in each.findings]
    lines = lines_by_id(warehouse, findings)
    facts = []
    for each in told:
        for group in _grouped(each.findings):
            account = known.accounts.get((group[0].account, group[0].currency))
            if account is not None:
                own = each.holders.get(group[0].key) or (group[0].holder_id or each.alert.holder_id,)
                others = [one for one in each.all_holders.get(group[0].key, ()) if one != own[0]]
                holder, *co_holders = (known.holders.get(one, Holder(one, one, "")) for one in (own[0], *others))
                fact = _fact(each.alert.alert_id, group, holder, account, lines, words)
                facts.append(replace(fact, co_holders=tuple(one.name for one in co_holders)))
    return _in_order(facts)


def _grouped(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Put together what one detector found on one account: one fact, told once, with all its occurrences."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: (finding.first_date, finding.key)):
        key = (finding.nature, finding.detector, finding.detector_version, finding.account, finding.currency)
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def _in_order(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Put illicit facts first; within a nature holder by holder, the one with the gravest fact first."""
    gravest: dict[tuple[str, str], int] = {}
    for fact in facts:
        key, severity = (fact.nature, fact.holder.holder_id), SEVERITIES.index(fact.severity)
        gravest[key] = min(severity, gravest.get(key, severity))

    def place(fact: Fact) -> tuple[int | str | date, ...]:
        holder = (
            NATURES.index(fact.nature),
            gravest[fact.nature, fact.holder.holder_id],
            fact.holder.name,
            fact.holder.holder_id,
        )
        return *holder, SEVERITIES.index(fact.severity), fact.first_date, fact.account.iban, fact.detector, fact.alert_id

    return tuple(sorted(facts, key=place))


def _fact(
    alert_id: str, group: list[Finding], holder: Holder, account: Account, lines: dict[str, Line], words: Language
) -> Fact:
    first = group[0]
    wording = words.wording(first.detector)
    occurrences = tuple(_occurrence(finding, lines, words) for finding in group)
    shown = [line for occurrence in occurrences for line in occurrence.lines]
    latest = max(finding.last_date for finding in group)
    return Fact(
        alert_id=alert_id,
        detector=first.detector,
        detector_version=first.detector_version,
        nature=first.nature,
        severity=min((finding.severity for finding in group), key=SEVERITIES.index),
        holder=holder,
        account=account,
        title=wording.title,
        basis=wording.basis,
        questions=wording.questions,
        occurrences=occurrences,
        destroyed_from=max(first_destruction_day(*dates) for dates in [(latest, None), *((i.booked, i.valued) for i in shown)]),
    )


def _occurrence(finding: Finding, lines: dict[str, Line], words: Language) -> Occurrence:
    shown = tuple(lines[movement] for movement in finding.movement_ids if movement in lines)
    return Occurrence(
        sentence=reason(finding, words),
        first_date=finding.first_date,
        last_date=finding.last_date,
        amount_milli=finding.amount_milli,
        lines=shown,
        destroyed=finding.destroyed_movements + len(finding.movement_ids) - len(shown),
    )


def reason(finding: Finding, words: Language) -> str:
    """Give the sentence of a finding in a language; where it cannot be told, one that names dates, count and amount only.

    A finding is kept for ten years and its rule is not: one of an earlier version may lack a number of the present sentence.
    """
    try:
        return reason_of(finding, words.code)
    except KeyError:
        return words.say(
            "other_sentence",
            movements=words.count("movements_found", len(finding.movement_ids)),
            first=words.short_day(finding.first_date),
            last=words.short_day(finding.last_date),
            amount=words.amount(abs(finding.amount_milli), finding.currency),
        )


def holders_by_id(warehouse: Warehouse) -> dict[str, Holder]:
    """Give every holder of the register."""
    return {
        row["holder_id"]: Holder(row["holder_id"], row["name"], _address(row["street"], row["postcode"], row["city"]))
        for row in holders_frame(warehouse).iter_rows(named=True)
    }


def _address(street: str, postcode: str, city: str) -> str:
    return ", ".join(part for part in (street.strip(), f"{postcode} {city}".strip()) if part)


def _accounts(warehouse: Warehouse) -> dict[tuple[str, str], Account]:
    known = accounts_frame(warehouse).select(pl.col("iban"), pl.col("currency"), pl.col("kind"), pl.col("bank_bic"))
    return {(iban, currency): Account(iban, currency, kind, bic or "") for iban, currency, kind, bic in known.iter_rows()}
