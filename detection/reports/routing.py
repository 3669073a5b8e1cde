"""Who must be told of a finding: the bâtonnier of the bar where each holder of the account is registered on the day of sending.

The holders are those of the account when the money moved; the bar is that of the day on which the report is sent (royal decree
of 9 June 2024, art. 4): of a holder who moved the new bâtonnier is competent (art. 469 of the Judicial Code). An account of
several holders has several recipients, each told of its own holder. A firm stands for itself at its own bar; its members are
told of to nobody else. Who is bâtonnier, in the council or in a disciplinary body, or a firm of which such a lawyer is a
member, goes to the recipient that was designated (art. 456 al. 4), and to nobody while none is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from warehouse.alerts import Finding
from warehouse.database import Warehouse
from warehouse.register import bars, holders_frame, holdings_frame, registrations_frame
from warehouse.reports_register.offices import Designation, designations, office_holders


@dataclass(frozen=True, order=True)
class Destination:
    """Who gets a report: the bar that it is about, and the recipient; they differ where another one was designated."""

    bar: str
    recipient: str


@dataclass(frozen=True)
class Unrouted:
    """An alert that can be told to nobody yet, and why."""

    alert_id: str
    holder_id: str
    bar: str
    why: str


class Routing:
    """The routing table of one day, read once from the register."""

    def __init__(self, warehouse: Warehouse, *, on: date) -> None:
        self._on = on
        self._present = dict(holders_frame(warehouse).select("holder_id", "bar").iter_rows())
        self._registered = dict(_true_on(registrations_frame(warehouse), "bar", on))
        self._holdings: dict[str, list[dict[str, Any]]] = {}
        for row in holdings_frame(warehouse).iter_rows(named=True):
            self._holdings.setdefault(row["iban"], []).append(row)
        self._offices = office_holders(warehouse, on=on)
        self._designated: Mapping[str, Designation] = designations(warehouse)

    def holders(self, finding: Finding) -> list[str]:
        """Give who held the account when its movements were booked, first holder first; else whom the finding names."""
        known = self._holdings.get(finding.account, [])
        then = [row for row in known if row["valid_from"] <= finding.last_date and _ends_after(row, finding.first_date)]
        now = [row for row in known if row["valid_from"] <= self._on and _ends_after(row, self._on)]
        held = sorted(then or now or known[-1:], key=lambda row: row["position"])
        return list(dict.fromkeys([row["holder_id"] for row in held] or [finding.holder_id]))

    def bar(self, holder_id: str) -> str | None:
        """Give the bar where a holder is registered on the day; None for one whom the register does not know."""
        return self._registered.get(holder_id) or self._present.get(holder_id)

    def office(self, holder_id: str) -> str | None:
        """Give the office for which a holder's report takes another way; None without one."""
        return self._offices.get(holder_id)

    def destination(self, holder_id: str) -> Destination | str:
        """Give who is told of a holder, or in words why nobody can be."""
        bar = self.bar(holder_id)
        if bar is None or bar not in bars():
            return f"holder {holder_id} is registered at no known bar"
        if self.office(holder_id) is None:
            return Destination(bar, bar)
        designated = self._designated.get(holder_id)
        if designated is None:
            return (
                f"holder {holder_id} holds an office ({self.office(holder_id)}): no recipient of another ressort is designated"
            )
        return Destination(bar, designated.recipient)


def _true_on(frame: Any, column: str, on: date) -> Iterator[tuple[str, str]]:
    for row in frame.iter_rows(named=True):
        begun = row["valid_from"] is None or row["valid_from"] <= on
        if begun and _ends_after(row, on):
            yield row["holder_id"], row[column]


def _ends_after(row: Mapping[str, Any], day: date) -> bool:
    return row["valid_until"] is None or row["valid_until"] > day
