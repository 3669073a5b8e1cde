"""A small house behind the desk: three lawyers of two Orders, half a year of statements, five alerts, and browsers.

| account | holder | bar | Order |
|---|---|---|---|
| ALINE | Aline Corbeau | LIEGE-HUY | OBFG |
| COLETTE | Colette Dumont | BRUXELLES-FR | OBFG |
| BRAM | Bram Duif | GENT | OVB |

Aline and Colette both pay the garage; Colette and Bram both pay the antique dealer. The alerts, in the queue's order:

| alert | account | detector | severity |
|---|---|---|---|
| A-000001 | ALINE | cash-withdrawal | critical |
| A-000002 | COLETTE | cash-withdrawal | high |
| A-000003 | BRAM | cash-withdrawal | high |
| A-000004 | ALINE | vague-communication | medium |
| A-000005 | an account of no register | cash-deposit | low |
"""

from collections.abc import Iterable, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.testclient import TestClient
from starlette.types import Receive, Send

from coda_parser.iban import belgian_iban, checked
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery
from console.pages import Visitor, create_application
from console.pages.desk import Desk
from warehouse.alerts import AlertDraft, Finding, raise_alerts, store_findings
from warehouse.database import Warehouse, open_warehouse
from warehouse.evidence import list_accesses
from warehouse.intake import receive
from warehouse.lake import movements
from warehouse.register import import_register

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
RAISED = datetime(2026, 11, 20, tzinfo=UTC)
ALINE, COLETTE, BRAM, STRANGER = (belgian_iban(checked(f"985000010{number}")) for number in range(4))
GARAGE, ANTIQUES = belgian_iban(checked("9870000011")), belgian_iban(checked("9870000012"))
HOLDERS = """holder_id,name,street,postcode,city,country,bar,language
H1,Aline Corbeau,Rue du Pont 1,4000,Liège,BE,LIEGE-HUY,fr
H2,Colette Dumont,Rue de la Loi 2,1000,Bruxelles,BE,BRUXELLES-FR,fr
H3,Bram Duif,Kade 3,9000,Gent,BE,GENT,nl
"""
ACCOUNT = "{},EUR,third_party,false,{},KASTBEBB,2020-01-01,,2024-10-01,2024-10-01\n"
ACCOUNTS_HEAD = "iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on\n"
OURS = {"Origin": "http://testserver"}
PEOPLE = {
    "anna": "analyst_obfg",
    "arno": "analyst_obfg",
    "bert": "analyst_ovb",
    "odile": "officer",
    "otto": "officer",
    "dora": "dpo",
    "oper": "operator",
    "stranger": None,
}


@cache
def pages() -> FastAPI:
    """Every page below /quater. Made once: it takes half a second, and what differs from house to house is in the `Visit`."""

    async def guard(request: Request) -> None:
        name = request.scope["visitor"]
        if name is None:
            raise HTTPException(401)
        request.state.visitor = Visitor(name, PEOPLE[name])

    root = FastAPI()
    nobodys = Desk(open_warehouse)
    root.mount("/quater", create_application(nobodys, guard=guard, sign_in=lambda back: f"/sign-in?next={back}"))
    return root


@dataclass(frozen=True)
class Visit:
    """The pages as one person visits them in one house; `routes` are theirs."""

    root: FastAPI
    desk: Desk
    name: str | None

    @property
    def application(self) -> FastAPI:
        """The application of the desk."""
        application = self.root.routes[-1].app  # type: ignore[attr-defined]
        assert isinstance(application, FastAPI)
        return application

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        self.application.state.desk = self.desk
        await self.root({**scope, "visitor": self.name}, receive, send)


@dataclass(frozen=True)
class House:
    """The installation behind the desk, and who can visit it."""

    warehouse: Warehouse

    def browser(self, name: str | None, *, language: str = "en") -> TestClient:
        """A browser, signed in as a person, or (None) as nobody."""
        visit = Visit(pages(), self.desk, name)
        return TestClient(visit, follow_redirects=False, cookies={"quater-language": language} if language else None)

    @cached_property
    def desk(self) -> Desk:
        """The desk of this house, at its hour."""
        return Desk(lambda: self.warehouse, now=lambda: NOW)

    def accesses(self) -> list[tuple[str | None, str, str, str]]:
        """Who did what with which subject, and with which result; the oldest first."""
        return [(row.identity, row.action, row.subject, row.result) for row in list_accesses(self.warehouse)][::-1]


def build(warehouse: Warehouse, folder: Path) -> None:
    """Fill an empty installation."""
    register(warehouse, folder, HOLDERS, {ALINE: "H1", COLETTE: "H2", BRAM: "H3"})
    for account, name, parties in (
        (ALINE, "CORBEAU", [("Garage Fictif", GARAGE)]),
        (COLETTE, "DUMONT", [("Garage Fictif", GARAGE), ("Antiek Verzonnen", ANTIQUES)]),
        (BRAM, "DUIF", [("Antiek Verzonnen", ANTIQUES)]),
    ):
        half_a_year(warehouse, account, name, parties)
    proofs = {account: cash_of(warehouse, account) for account in (ALINE, COLETTE, BRAM)}
    raised(
        warehouse,
        finding("a", ALINE, "H1", "LIEGE-HUY", proofs[ALINE], severity="critical"),
        finding("b", COLETTE, "H2", "BRUXELLES-FR", proofs[COLETTE]),
        finding("c", BRAM, "H3", "GENT", proofs[BRAM], amount_milli=200_000),
        finding("d", ALINE, "H1", "LIEGE-HUY", proofs[ALINE][:1], severity="medium", detector="vague-communication"),
        finding("e", STRANGER, "", "", (), severity="low", detector="cash-deposit"),
    )


def register(warehouse: Warehouse, folder: Path, holders: str, accounts: dict[str, str]) -> None:
    """Import holders and accounts."""
    for name, text in (
        ("holders.csv", holders),
        ("accounts.csv", ACCOUNTS_HEAD + "".join(ACCOUNT.format(iban, holder) for iban, holder in accounts.items())),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    import_register(warehouse, holders=folder / "holders.csv", accounts=folder / "accounts.csv", own_accounts=None, at=NOW)


def half_a_year(warehouse: Warehouse, account: str, name: str, parties: Sequence[tuple[str, str]]) -> None:
    """Deliver one statement a month from May to October: money in, paid on, some of it in cash."""
    balance = 5_000_000
    for month in range(5, 11):
        day = date(2026, month, 12)
        moved = [
            MovementDraft(
                3_000_000, day, day, "00150000", communication=f"DOSSIER 2026/{month}", counterparty_name="Client Un"
            ),
            *(
                MovementDraft(
                    -400_000, day, day, "00101000", communication="FACTURE", counterparty_name=party, counterparty_account=iban
                )
                for party, iban in parties
            ),
            MovementDraft(-900_000, day, day, "00903000", communication="RETRAIT"),
        ]
        draft = StatementDraft(account, "EUR", month, day, balance, holder_name=name, movements=moved)
        balance = draft.new_balance_milli
        deliver(warehouse, f"{name}-{month:02d}.cod", draft, on=day)


def deliver(warehouse: Warehouse, file: str, *drafts: StatementDraft, on: date, encoding: str = "cp1252") -> None:
    """Deliver statements as Kasteel Bank."""
    data = write_delivery(drafts, created=on, encoding=encoding)  # type: ignore[arg-type]
    receive(warehouse, "KASTEEL", file, data, at=datetime(on.year, on.month, on.day, 20, tzinfo=UTC))


def cash_of(warehouse: Warehouse, account: str) -> tuple[str, ...]:
    """The cash withdrawals of an account in September and October, by id."""
    rows = movements(warehouse, accounts=[account], since=date(2026, 9, 1)).collect()
    return tuple(rows.filter(rows["code"] == "00903000")["movement_id"])


def finding(
    key: str,
    account: str,
    holder_id: str,
    bar: str,
    movement_ids: Iterable[str],
    *,
    severity: str = "high",
    detector: str = "cash-withdrawal",
    amount_milli: int = 1_800_000,
    reason: str = "Cash was withdrawn.",
) -> Finding:
    """A finding as a detector would store it."""
    return Finding(
        key=key,
        detector=detector,
        detector_version="1",
        nature="illicit",
        severity=severity,
        typology=detector,
        account=account,
        holder_id=holder_id,
        bar=bar,
        first_date=date(2026, 9, 12),
        last_date=date(2026, 10, 12),
        amount_milli=amount_milli,
        currency="EUR",
        movement_ids=tuple(movement_ids),
        bank_references=("REF",),
        evidence={"amount_milli": amount_milli, "total": amount_milli, "days": 30, "allowed": 0, "allowed_since": None},
        reason=reason,
        parameters={"floor": {"2014-06-01": 250}},
    )


def raised(warehouse: Warehouse, *findings: Finding) -> None:
    """Raise one alert of each finding, in their order."""
    store_findings(warehouse, findings, on=RAISED.date(), at=RAISED)
    drafts = [
        AlertDraft(one.holder_id, one.account, f"{one.typology}-{one.key}", date(2026, 9, 1), (one.key,)) for one in findings
    ]
    raise_alerts(warehouse, drafts, at=RAISED)
