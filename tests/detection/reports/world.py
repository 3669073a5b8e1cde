"""A small world for the reports: three holders at bars of three languages, their statements, and the alerts raised on them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pypdf

from coda_parser.iban import belgian_iban, checked
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery
from detection.reports import check_report, draft_reports, release_report
from detection.reports.content import (
    Account,
    AnnexContent,
    Controllers,
    Fact,
    Holder,
    Line,
    Occurrence,
    ReportContent,
    StatementSheet,
)
from detection.reports.language import language
from warehouse import lake
from warehouse.alerts import AlertDraft, Finding, list_alerts, raise_alerts, store_findings
from warehouse.database import Warehouse
from warehouse.intake import receive
from warehouse.register import bars, import_register

BAR_OF = {"fr": "LIEGE-HUY", "nl": "GENT", "de": "EUPEN"}
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ON = date(2026, 11, 22)

ALINE = belgian_iban(checked("9850000001"))
BRAM = belgian_iban(checked("9860000002"))
CLARA = belgian_iban(checked("9850000005"))
ALL_IN_ONE = (ALINE, BRAM, CLARA)
CURATED = belgian_iban(checked("9850000003"))

HOLDERS = """\
holder_id,name,street,postcode,city,country,bar,language
H1,Aline Corbeau,rue du Pont 1,4000,Liège,BE,LIEGE-HUY,fr
H2,Bram Kraanvogel,Korenmarkt 2,9000,Gent,BE,GENT,nl
H3,Clara Eisvogel,Klosterstraße 3,4700,Eupen,BE,EUPEN,de
"""
ACCOUNTS = f"""\
iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on
{ALINE},EUR,third_party,false,H1,KASTBEBB,2020-01-01,,2024-10-01,2024-10-01
{BRAM},EUR,rubric,false,H2,MAASBEBB,2020-01-01,,2024-10-01,2024-10-01
{CLARA},EUR,third_party,false,H3,KASTBEBB,2020-01-01,,2024-10-01,2024-10-01
{CURATED},EUR,rubric,true,H1,KASTBEBB,2020-01-01,,2024-10-01,2024-10-01
"""


def text_of(document: bytes | Path, password: str = "") -> str:
    """The text of a PDF as a reader copies it, lines joined by one blank."""
    source = document if isinstance(document, Path) else BytesIO(document)
    reader = pypdf.PdfReader(source, password=password or None)
    return " ".join(" ".join(page.extract_text() for page in reader.pages).replace("\u00a0", " ").split())


@dataclass
class Office:
    """A warehouse with three accounts, two statements on each, and what a test makes of them."""

    warehouse: Warehouse
    folder: Path
    at: datetime = AT

    def deliver(self, account: str, day: date, number: int, old: int, *movements: MovementDraft) -> bytes:
        """Receive one statement as a bank delivers it; gives its bytes."""
        draft = StatementDraft(account, "EUR", number, day, old, movements=movements, holder_name="HOLDER")
        data = write_delivery([draft], created=day)
        receipt = receive(self.warehouse, "MAAS" if account == BRAM else "KASTEEL", f"{account}-{number}.cod", data, at=self.at)
        assert receipt.state == "ingested", receipt
        return data

    def movement_ids(self, account: str, communication: str) -> tuple[str, ...]:
        """The movements of an account whose communication begins so."""
        frame = lake.movements(self.warehouse, accounts=[account]).collect()
        return tuple(
            row["movement_id"] for row in frame.iter_rows(named=True) if row["communication"].startswith(communication)
        )

    def alert(self, key: str, account: str, movement_ids: tuple[str, ...], **changed: object) -> str:
        """Raise an alert with one finding; gives its id."""
        holder, bar = {ALINE: ("H1", "LIEGE-HUY"), BRAM: ("H2", "GENT"), CLARA: ("H3", "EUPEN"), CURATED: ("H1", "LIEGE-HUY")}[
            account
        ]
        values: dict[str, object] = {
            "key": key,
            "detector": "cash-withdrawal",
            "detector_version": "1",
            "nature": "illicit",
            "severity": "high",
            "typology": key,
            "account": account,
            "holder_id": holder,
            "bar": bar,
            "first_date": date(2026, 9, 1),
            "last_date": date(2026, 9, 2),
            "amount_milli": -4_500_000,
            "currency": "EUR",
            "movement_ids": movement_ids,
            "bank_references": (),
            "evidence": {"total": 4_500_000, "days": 1, "allowed": 0},
            "reason": "Cash was taken from the account.",
        } | changed
        finding = Finding(**values)  # type: ignore[arg-type]
        store_findings(self.warehouse, [finding], on=ON, at=self.at)
        grouped = AlertDraft(finding.holder_id, account, finding.typology, date(2026, 9, 1), (key,))
        raise_alerts(self.warehouse, [grouped], at=self.at)
        return next(alert.alert_id for alert in list_alerts(self.warehouse) if alert.typology == finding.typology)

    def register_holders(self, table: str) -> None:
        """Import another table of holders."""
        path = self.folder / "moved.csv"
        path.write_text(table, encoding="utf-8")
        import_register(self.warehouse, holders=path, accounts=None, at=self.at)

    def draft(self, **more: object):
        """Draft the reports of the day."""
        return draft_reports(self.warehouse, **{"on": ON, "at": self.at} | more)  # type: ignore[arg-type]

    def release(self, report_id: str, *, at: datetime | None = None, checker: str = "anna", by: str = "bea"):
        """Have an analyst check a draft and an officer release it."""
        check_report(self.warehouse, report_id, by=checker, at=at or self.at)
        return release_report(self.warehouse, report_id, by=by, at=at or self.at)

    def piece(self, path: str) -> Path:
        """The file of a piece."""
        return self.warehouse.settings.reports / path


def paid(milli: int, day: date, communication: str, code: str = "00101000", **more: object) -> MovementDraft:
    """One movement, booked and valued on a day."""
    return MovementDraft(milli, day, day, code, communication=communication, **more)  # type: ignore[arg-type]


def line(movement_id: str, day: date, milli: int, **more: object) -> Line:
    """One printed movement."""
    values = {"code": "00101000", "currency": "EUR", "valued": day} | more
    return Line(movement_id=movement_id, booked=day, amount_milli=milli, **values)  # type: ignore[arg-type]


def sample(code: str, *, communication: str = "Dossier 2026/114", name: str = "Jan Peeters") -> ReportContent:
    """A report of one illicit and one suspicious fact on one account, with its annex, in a language."""
    words, bar = language(code), bars()[BAR_OF[code]]
    holder = Holder("H9", "Cabinet Merle & Fauvette", "Rue des Oiseaux 9, 4000 Liège")
    account = Account(ALINE, "EUR", "third_party", "KASTBEBB")
    day = date(2026, 9, 2)
    cash = line("M1", day, -4_500_000, communication="Guichet 12", code="00903000", bank_reference="REF-CASH-1")
    passed = line(
        "M2",
        day,
        1_234_567_890,
        counterparty_name=name,
        counterparty_account="NL91ABNA0417164300",
        counterparty_bic="ABNANL2A",
        counterparty_address="Keizersgracht 1, Amsterdam",
        communication=communication,
        structured_reference="090933755493",
        bank_reference="REF-IN-2",
        valued=date(2026, 9, 4),
    )
    other = line("M3", day, -77_000, communication="UNRELATED MOVEMENT")

    def fact(alert: str, detector: str, nature: str, lines: tuple[Line, ...]) -> Fact:
        said = words.wording(detector)
        occurrence = Occurrence(f"Sentence of {detector}.", day, day, lines[0].amount_milli, lines)
        basis, questions, until = said.basis, said.questions, date(2036, 9, 3)
        return Fact(alert, detector, "1", nature, "high", holder, account, said.title, basis, questions, (occurrence,), until)

    statement = StatementSheet("S1", 2, day, 5_000_000, 1_234_567_890 + 423_000, (cash, passed, other))
    return ReportContent(
        bar=bar.code,
        bar_name=bar.name(code),
        order=bar.order,
        language=code,
        facts=(
            fact("A-000001", "cash-withdrawal", "illicit", (cash,)),
            fact("A-000002", "pass-through", "suspicious", (passed,)),
        ),
        annexes=(AnnexContent(1, holder, account, (statement,), (("M1", (1,)), ("M2", (2,))), date(2036, 9, 3)),),
        controllers=Controllers("", ""),
    )
