"""A small world at the edge of ten years: two holders, three accounts, four statements each, what was found in them.

The plans of these tests are drafted on 1 March 2036. By the law's arithmetic the movements of 27 and 28 February 2026 are past
their day then, those of 1 March 2026 are kept one day more. Each account has, with amounts in euros:

    statement 057, dated 27 Feb   movements of 27 Feb: +100, -40
    statement 058, dated 28 Feb   movements of 28 Feb: +200, -50
    statement 059, dated  1 Mar   +300 of 28 Feb, -60 of 1 March: its lines stay a day longer than its first movement
    statement 060, dated 28 Feb   +400 of 28 Feb, valued on 1 March
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from coda_parser.iban import belgian_iban, checked
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery
from warehouse import lake
from warehouse.alerts import AlertDraft, Finding, get_alert, list_alerts, raise_alerts, store_findings
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.fingerprint import sha256
from warehouse.holds import FinalDecision
from warehouse.intake import receive
from warehouse.register import import_register
from warehouse.reports_register import Piece, Report, record_report
from warehouse.retention import Plan, approve, plan

FEB27, FEB28, MAR1 = date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1)
RECEIVED = datetime(2026, 3, 5, 6, tzinfo=UTC)
ON = date(2036, 3, 1)
THEN = datetime(2036, 3, 1, 5, tzinfo=UTC)
LATER = datetime(2036, 3, 1, 9, tzinfo=UTC)
ONE, TWO, THREE = (belgian_iban(checked(f"985000010{digit}")) for digit in (1, 2, 3))
HOLDER = {ONE: "H1", TWO: "H2", THREE: "H2"}
STRANGER = belgian_iban(checked("9850000109"))
ACQUITTED = FinalDecision(
    "disciplinary_decision", "acquitted, 5 January 2026", date(2026, 1, 5), date(2026, 1, 8), "no appeal: attested 10 February"
)
"""What ends a hold in these tests; no recourse is open from 9 February 2026 on."""


def finding(key: str, **more: object) -> Finding:
    """A finding with ordinary values, but for those given."""
    given = {
        "key": key,
        "detector": "neg-balance",
        "detector_version": "1",
        "nature": "illicit",
        "severity": "high",
        "typology": "credit",
        "account": ONE,
        "holder_id": "H1",
        "bar": "LIEGE-HUY",
        "first_date": FEB27,
        "last_date": FEB28,
        "amount_milli": -40_000,
        "currency": "EUR",
        "movement_ids": (f"{ONE}.EUR.2026-02-27.057.0002.0000",),
        "bank_references": (),
        "evidence": {"balance_milli": -40_000},
        "reason": "the balance was negative",
    }
    return Finding(**(given | more))  # type: ignore[arg-type]


def movement(account: str, statement: int, sequence: int) -> str:
    """The id of a movement of this world."""
    day = {57: "2026-02-27", 58: "2026-02-28", 59: "2026-03-01", 60: "2026-02-28"}[statement]
    return f"{account}.EUR.{day}.{statement:03d}.{sequence:04d}.0000"


@dataclass
class Decade:
    """The world, with what was found in it: one alert wholly past its day for each account, one that reaches further."""

    warehouse: Warehouse
    folder: Path
    alerts: dict[str, str] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)

    def build(self, accounts: Sequence[str] = (ONE, TWO, THREE)) -> "Decade":
        """Register the holders, receive the statements, store findings, raise alerts, draft a report per account."""
        self.register(*((account, HOLDER[account]) for account in accounts))
        for account in accounts:
            self.receive(account, *self.statements(account))
            self._find(account)
            self._report(account)
        return self

    def statements(self, account: str) -> list[StatementDraft]:
        """The four statements of an account."""
        return [
            self.statement(account, 57, FEB27, (100, FEB27, FEB27), (-40, FEB27, FEB27)),
            self.statement(account, 58, FEB28, (200, FEB28, FEB28), (-50, FEB28, FEB28)),
            self.statement(account, 60, FEB28, (400, FEB28, MAR1)),
            self.statement(account, 59, MAR1, (300, FEB28, FEB28), (-60, MAR1, MAR1)),
        ]

    def statement(self, account: str, number: int, day: date, *movements: tuple[int, date, date]) -> StatementDraft:
        """A statement of movements in euros, with their booking and value dates."""
        drafts = [
            MovementDraft(
                euros * 1000,
                booked,
                valued,
                "00150000" if euros > 0 else "00101000",
                bank_reference=f"REF{account[-4:]}{number}",
            )
            for euros, booked, valued in movements
        ]
        return StatementDraft(account, "EUR", number, day, 1_000_000, holder_name="GENERATED", movements=drafts)

    def receive(self, account: str, *drafts: StatementDraft, at: datetime = RECEIVED) -> str:
        """Bring statements as one delivery; gives the delivery."""
        data = write_delivery(drafts, created=max(draft.date for draft in drafts))
        return receive(self.warehouse, "KASTEEL", f"KB{account[-4:]}{drafts[0].number}.cod", data, at=at).delivery

    def register(self, *accounts: tuple[str, str]) -> None:
        """Put accounts and their holders into the register, or move them to another holder."""
        holders = self.folder / "holders.csv"
        rows = "".join(f"{holder},Generated {holder},Rue {holder},4000,Liège,BE,LIEGE-HUY,fr\n" for holder in ("H1", "H2"))
        holders.write_text("holder_id,name,street,postcode,city,country,bar,language\n" + rows, encoding="utf-8")
        table = self.folder / "accounts.csv"
        head = "iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on\n"
        lines = (f"{account},EUR,third_party,false,{holder},KASTBEBB,2020-01-01,,,\n" for account, holder in accounts)
        table.write_text(head + "".join(lines), encoding="utf-8")
        import_register(self.warehouse, holders=holders, accounts=table, at=RECEIVED)

    def _find(self, account: str) -> None:
        past = finding(
            f"past-{account}",
            account=account,
            holder_id=HOLDER[account],
            movement_ids=(movement(account, 57, 2), movement(account, 58, 2)),
            bank_references=(f"REF{account[-4:]}57", f"REF{account[-4:]}58"),
        )
        reaching = finding(
            f"reaching-{account}",
            detector="pass-through",
            typology=f"flow-{account[-4:]}",
            nature="suspicious",
            account=account,
            holder_id=HOLDER[account],
            last_date=MAR1,
            movement_ids=(movement(account, 57, 1), movement(account, 59, 2)),
            bank_references=(f"REF{account[-4:]}57", f"REF{account[-4:]}59"),
        )
        store_findings(self.warehouse, [past, reaching], on=MAR1, at=RECEIVED)
        drafts = [
            AlertDraft(one.holder_id, account, f"{one.typology}-{account[-4:]}", FEB27, (one.key,)) for one in (past, reaching)
        ]
        raised = raise_alerts(self.warehouse, drafts, at=RECEIVED)
        self.alerts[f"past {account}"], self.alerts[f"reaching {account}"] = raised.new

    def _report(self, account: str) -> None:
        folder = self.warehouse.settings.reports / account[-4:]
        folder.mkdir(parents=True)
        body, annex = folder / "report.pdf", folder / "annex.pdf"
        body.write_bytes(f"report {account[-4:]}".encode())
        annex.write_bytes(f"annex {account[-4:]}".encode())
        past = (movement(account, 57, 2), movement(account, 58, 2))
        pieces = [
            Piece("body", "report", f"{account[-4:]}/report.pdf", sha256(body.read_bytes()), FEB28, past, (account,)),
            Piece("annex", "account_statements", f"{account[-4:]}/annex.pdf", sha256(annex.read_bytes()), MAR1, (), (account,)),
        ]
        alert = self.alerts[f"past {account}"]
        self.reports[account] = record_report(
            self.warehouse, bar="LIEGE-HUY", language="fr", on=MAR1, alert_ids=[alert], pieces=pieces, at=RECEIVED
        )

    def plan(self, on: date = ON) -> Plan:
        """Draft a plan."""
        return plan(self.warehouse, on=on, by="planner", at=THEN)

    def approved(self, on: date = ON) -> Plan:
        """Draft a plan and have two people approve it."""
        drafted = self.plan(on)
        approve(self.warehouse, drafted.plan_id, by="first", at=THEN)
        return approve(self.warehouse, drafted.plan_id, by="second", at=THEN)

    def movements(self) -> set[str]:
        """What the lake says it holds: movement ids."""
        return set(lake.movements(self.warehouse).collect()["movement_id"])

    def statement_ids(self) -> set[str]:
        """What the lake says it holds: statement ids."""
        return set(lake.statements(self.warehouse).collect()["statement_id"])

    def alert_ids(self) -> set[str]:
        """The alerts in the queue."""
        return {alert.alert_id for alert in list_alerts(self.warehouse)}

    def has_alert(self, alert_id: str) -> bool:
        """Whether an alert can still be read."""
        try:
            get_alert(self.warehouse, alert_id)
        except Refusal:
            return False
        return True


def past_movements(account: str) -> set[str]:
    """The movements of an account that are past their day on 1 March 2036."""
    return {movement(account, statement, sequence) for statement, sequence in ((57, 1), (57, 2), (58, 1), (58, 2), (59, 1))}


def kept_movements(account: str) -> set[str]:
    """Those that are not: booked or valued on 1 March 2026."""
    return {movement(account, 59, 2), movement(account, 60, 1)}
