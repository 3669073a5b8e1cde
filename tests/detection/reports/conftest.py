"""The warehouse of the report tests."""

from datetime import date
from pathlib import Path

import pytest

from tests.detection.reports.world import ACCOUNTS, ALINE, AT, BRAM, CLARA, HOLDERS, Office, paid
from warehouse.database import Warehouse
from warehouse.register import import_register


@pytest.fixture
def office(warehouse: Warehouse, tmp_path: Path) -> Office:
    """The register, and for each account a statement of 1 September with a lawful transfer and one of 2 September with cash."""
    for name, table in (("holders.csv", HOLDERS), ("accounts.csv", ACCOUNTS)):
        (tmp_path / name).write_text(table, encoding="utf-8")
    import_register(warehouse, holders=tmp_path / "holders.csv", accounts=tmp_path / "accounts.csv", at=AT)
    made = Office(warehouse, tmp_path)
    for account in (ALINE, BRAM, CLARA):
        first, second = date(2026, 9, 1), date(2026, 9, 2)
        made.deliver(account, first, 1, 10_000_000, paid(2_000_000, first, "LAWFUL DOSSIER 77", "00150000"))
        made.deliver(
            account,
            second,
            2,
            12_000_000,
            paid(-4_500_000, second, "CASH COUNTER 12", "00903000", bank_reference="REF1234567890"),
            paid(-1_000_000, second, "LAWFUL DOSSIER 78", counterparty_name="Peeters Notaris"),
        )
    return made
