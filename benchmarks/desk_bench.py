"""`make bench-desk`: how long the desk takes to answer with a full house behind it.

100,000 alerts on 2,000 accounts of four bars, and one account of 100,000 movements, on SQLite. Each page is asked for by the
application itself, without a network between: what is measured is everything from the request to the last byte, the record of
access included. Pages take turns, so that a busy moment of the machine falls on all of them; the figure is the 95th percentile.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from benchmarks.results import publish
from coda_parser.iban import belgian_iban, checked
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery
from console.pages import Visitor, create_application
from console.pages.desk import Desk
from warehouse.alerts import AlertDraft, Finding, raise_alerts, store_findings
from warehouse.database import Warehouse, open_warehouse
from warehouse.intake import received_together
from warehouse.lake import movements
from warehouse.register import import_register
from warehouse.settings import load_settings
from warehouse.users.secrecy import sign

ALERTS, MOVEMENTS, ACCOUNTS, ROUNDS = 100_000, 100_000, 2_000, 60
BARS = ("LIEGE-HUY", "BRUXELLES-FR", "GENT", "ANTWERPEN")
DETECTORS = ("cash-withdrawal", "card-use", "stale-2m-2500", "circular-flow", "vague-communication")
SEVERITIES = ("critical", "high", "high", "medium", "medium", "medium", "low", "low")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LAST = date(2026, 11, 20)
YEARS = 10
AT_ONCE = 5_000
MOST_MS = {"page": 200.0, "account": 300.0}


@dataclass(frozen=True)
class Asked:
    """A page: its name, its address, and the mark that it is held to."""

    name: str
    path: str
    mark: str = "page"


PAGES = (
    Asked("queue", "/quater/alerts"),
    Asked("queue, one severity", "/quater/alerts?severity=high"),
    Asked("queue, one bar and detector", "/quater/alerts?bar=GENT&detector=card-use"),
    Asked("queue, last page", "/quater/alerts?page=2000"),
    Asked("alert with twenty proofs", "/quater/alerts/A-000001"),
    Asked("alert in the middle", "/quater/alerts/A-050000"),
    Asked("account", "/quater/alerts/A-000001/accounts/1", "account"),
    Asked("account, a later page", "/quater/alerts/A-000001/accounts/1?page=500", "account"),
)


def main() -> None:
    """Build the house, ask for every page in turn, print the table and the figures."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--alerts", type=int, default=ALERTS)
    options.add_argument("--movements", type=int, default=MOVEMENTS)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="quater-bench-") as name:
        warehouse = open_warehouse(load_settings(Path(name) / "home", environ={}))
        fill(warehouse, Path(name), chosen.alerts, chosen.movements)
        found = asked_for(officer(warehouse), chosen.rounds, PAGES)
        warehouse.close()
    slowest = {asked: percentile(times) for asked, times in found.items()}
    print(f"{chosen.alerts:,} alerts; an account of {chosen.movements:,} movements; {chosen.rounds} times each")
    print(f"{'':<34}{'median ms':>10}{'p95 ms':>9}{'mark':>7}")
    for asked, times in found.items():
        print(f"{asked.name:<34}{statistics.median(times):>10.0f}{slowest[asked]:>9.0f}{MOST_MS[asked.mark]:>7.0f}")
    met = all(milliseconds <= MOST_MS[asked.mark] for asked, milliseconds in slowest.items())
    figures = {f"{asked.name.replace(' ', '_')}_p95_ms": round(value, 1) for asked, value in slowest.items()}
    publish("desk", {"alerts": chosen.alerts, "movements": chosen.movements, **figures, "met": met})


def percentile(times: list[float]) -> float:
    """Give the 95th of a hundred."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def _iban(number: int) -> str:
    return belgian_iban(checked(f"985{number:07d}"))


def fill(warehouse: Warehouse, folder: Path, alerts: int, moved: int) -> None:
    """Register, statements of the large account, findings and alerts."""
    holders = ["holder_id,name,street,postcode,city,country,bar,language"]
    accounts = ["iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on"]
    for number in range(ACCOUNTS):
        holders.append(f"H{number},Holder {number},Street {number},1000,Town,BE,{BARS[number % len(BARS)]},fr")
        accounts.append(f"{_iban(number)},EUR,third_party,false,H{number},KASTBEBB,2010-01-01,,2024-10-01,2024-10-01")
    for name, lines in (("holders", holders), ("accounts", accounts)):
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    import_register(warehouse, holders=folder / "holders.csv", accounts=folder / "accounts.csv", own_accounts=None, at=NOW)
    received_together(warehouse, [("KASTEEL", "large.cod", _ten_years(moved))], at=NOW)
    proofs = movements(warehouse, accounts=[_iban(0)]).select("movement_id").head(20).collect().to_series().to_list()
    findings = [_finding(number, proofs if number % ACCOUNTS == 0 else []) for number in range(alerts)]
    for start in range(0, alerts, AT_ONCE):
        some = findings[start : start + AT_ONCE]
        store_findings(warehouse, some, on=LAST, at=NOW)
        drafts = [AlertDraft(one.holder_id, one.account, one.typology, one.first_date, (one.key,)) for one in some]
        raise_alerts(warehouse, drafts, at=NOW)
        print(f"\r{start + len(some):,} of {alerts:,} alerts raised", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def _ten_years(moved: int) -> bytes:
    """One delivery with a statement a week for ten years on the first account."""
    weeks = YEARS * 52
    balance, drafts = 0, []
    for week in range(weeks):
        day = LAST - timedelta(weeks=weeks - 1 - week)
        share = moved * (week + 1) // weeks - moved * week // weeks
        rows = [
            MovementDraft(
                (1 if number % 2 == 0 else -1) * (10_000 + 1_000 * (number // 2)),
                day,
                day,
                "00150000" if number % 2 == 0 else "00101000",
                communication=f"DOSSIER {day.year}/{number // 2}",
                counterparty_name=f"Party {number % 97}",
                counterparty_account=_iban(5_000_000 + number % 97),
            )
            for number in range(share)
        ]
        draft = StatementDraft(_iban(0), "EUR", week % 999 + 1, day, balance, holder_name="HOLDER 0", movements=rows)
        balance = draft.new_balance_milli
        drafts.append(draft)
    return write_delivery(drafts, created=LAST)


def _finding(number: int, proofs: list[str]) -> Finding:
    account = number % ACCOUNTS
    detector, day = DETECTORS[number % len(DETECTORS)], LAST - timedelta(days=number % 700)
    return Finding(
        key=f"{number:064x}",
        detector=detector,
        detector_version="1",
        nature="illicit",
        severity=SEVERITIES[number % len(SEVERITIES)],
        typology=f"{detector}-{number // ACCOUNTS}",
        account=_iban(account),
        holder_id=f"H{account}",
        bar=BARS[account % len(BARS)],
        first_date=day,
        last_date=day,
        amount_milli=1_000 * (number % 9_000 + 1),
        currency="EUR",
        movement_ids=tuple(proofs),
        bank_references=(),
        evidence={"amount_milli": 1_000 * (number % 9_000 + 1)},
        reason="Something that a detector would say of it in a sentence of ordinary length.",
        parameters={},
    )


def officer(warehouse: Warehouse) -> TestClient:
    """Give the browser of a control officer who is signed in and has signed for secrecy."""

    async def guard(request: Request) -> None:
        request.state.visitor = Visitor("odile", "officer")

    sign(warehouse, "odile", name="Odile", language="fr", at=NOW)
    root = FastAPI()
    desk = Desk(lambda: warehouse, now=lambda: NOW)
    root.mount("/quater", create_application(desk, guard=guard, sign_in=lambda back: f"/sign-in?next={back}"))
    return TestClient(root, follow_redirects=False)


def asked_for(browser: TestClient, rounds: int, pages: Sequence[Asked]) -> dict[Asked, list[float]]:
    """Ask for every page in turn, so many times; milliseconds of each."""
    found: dict[Asked, list[float]] = {asked: [] for asked in pages}
    for round_ in range(-1, rounds):  # the first round fills caches and is not counted
        for asked in pages:
            started = time.perf_counter()
            answer = browser.get(asked.path)
            took = 1000 * (time.perf_counter() - started)
            if answer.status_code != 200:
                sys.exit(f"{asked.path}: expected 200, found {answer.status_code}: {answer.text[:300]}")
            if round_ >= 0:
                found[asked].append(took)
    return found


if __name__ == "__main__":
    main()
