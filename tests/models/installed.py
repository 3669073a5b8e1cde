"""An installation with fifty lawyers and eleven months of their statements, one of whom takes round sums in September."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

from coda_parser.iban import belgian_iban
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery
from tests.models.conftest import Row, movement, ordinary_rows
from warehouse.database import Warehouse, open_warehouse
from warehouse.intake import receive
from warehouse.register import import_register
from warehouse.settings import load_settings

ON = date(2025, 11, 22)
AT = datetime(2025, 11, 22, 8, 0, tzinfo=UTC)
RECEIVED = datetime(2025, 12, 1, 8, 0, tzinfo=UTC)
ACCOUNTS = 50
ODD_DAY = "2025-09-05"


def iban(number: int) -> str:
    """Give the account of a number: an invented, valid one."""
    stem = f"9900000{number:03d}"
    return belgian_iban(f"{stem}{int(stem) % 97 or 97:02d}")


def office(number: int) -> str:
    return iban(500 + number)


def write_csv(path: Path, rows: list[dict[str, object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def drawn_rows(months: int = 11) -> list[Row]:
    """Draw ordinary lives, and one account that in September sends round sums to its holder that no dossier explains."""
    rows = ordinary_rows(ACCOUNTS, months, seed=23)
    for row in rows:
        number = int(row["account"][-4:])
        row["account"] = iban(number)
        row["counterparty_account"] = office(number) if row["counterparty_account"].endswith("6769") else ""
        row["counterparty_name"] = "" if row["counterparty_account"] else f"Client {row['communication'][-3:]}"
    odd = {"account": iban(7), "communication": "avance", "counterparty_name": "Maître Zoé Septième"}
    return [*rows, *(movement(ODD_DAY, -500_000, office(7), **odd) for _ in range(12))]


def statements(rows: list[Row]) -> list[StatementDraft]:
    """Write one statement per account and month."""
    drafts = []
    for number in range(ACCOUNTS):
        own = sorted((row for row in rows if row["account"] == iban(number)), key=lambda row: row["booked"])
        balance, dates = 100_000_000, sorted({row["booked"].replace(day=28) for row in own})
        for sequence, (before, day) in enumerate(pairwise([date(2024, 12, 28), *dates]), start=1):
            booked = [row for row in own if row["booked"].replace(day=28) == day]
            drafts.append(
                StatementDraft(
                    *(iban(number), "EUR", sequence, day, balance, before),
                    movements=[
                        MovementDraft(
                            *(row["amount_milli"] // 10 * 10, row["booked"], row["booked"], row["code"]),
                            communication=row["communication"],
                            counterparty_account=row["counterparty_account"],
                            counterparty_name=row["counterparty_name"],
                        )
                        for row in booked
                    ],
                )
            )
            balance = drafts[-1].new_balance_milli
    return drafts


@contextmanager
def installed(folder: Path, *, months: int = 11, on: date = ON) -> Iterator[Warehouse]:
    """Install, register fifty accounts and receive so many months of statements from January 2025, nine days after `on`."""
    warehouse = open_warehouse(load_settings(folder / "home", environ={}))
    address = {"street": "Rue Haute 1", "postcode": "4000", "city": "Liège", "country": "BE"}
    numbers = range(ACCOUNTS)
    bars = {number: ("LIEGE-HUY", "fr") if number % 2 else ("LIMBURG", "nl") for number in numbers}
    holders = [
        {
            "holder_id": f"H{number}",
            "name": f"Zoé Septième{number:03d}",
            **address,
            "bar": bars[number][0],
            "language": bars[number][1],
        }
        for number in numbers
    ]
    dates = {"opened_on": "2020-01-01", "closed_on": "", "mandate_on": "2020-01-01", "authorisation_on": "2020-01-01"}
    accounts = [
        {"iban": iban(number), "currency": "EUR", "kind": "third_party", "judicial_mandate": "false", "holder_id": f"H{number}"}
        | {"bank_bic": "KASTBEBB"}
        | dates
        for number in numbers
    ]
    own = [{"holder_id": f"H{number}", "iban": office(number), "label": "office"} for number in numbers]
    import_register(
        warehouse,
        holders=write_csv(folder / "holders.csv", holders),
        accounts=write_csv(folder / "accounts.csv", accounts),
        own_accounts=write_csv(folder / "own_accounts.csv", own),
        at=AT,
    )
    received = datetime.combine(on + timedelta(days=9), time(8), UTC)
    receipt = receive(warehouse, "KASTEEL", "k.cod", write_delivery(statements(drawn_rows(months)), created=on), at=received)
    assert receipt.state == "ingested", receipt.reason
    yield warehouse
    warehouse.close()
