"""The warehouse of the report tests: made once, and copied for each test."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.detection.reports.world import ACCOUNTS, ALINE, AT, BRAM, CLARA, HOLDERS, Office, paid
from warehouse.database import open_warehouse
from warehouse.register import import_register
from warehouse.settings import load_settings


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register, and for each account a statement of 1 September with a lawful transfer and one of 2 September with cash."""
    folder = tmp_path_factory.mktemp("prepared")
    for name, table in (("holders.csv", HOLDERS), ("accounts.csv", ACCOUNTS)):
        (folder / name).write_text(table, encoding="utf-8")
    warehouse = open_warehouse(load_settings(folder / "home", environ={}))
    import_register(warehouse, holders=folder / "holders.csv", accounts=folder / "accounts.csv", at=AT)
    made = Office(warehouse, folder)
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
    warehouse.close()
    return folder


@pytest.fixture
def office(prepared: Path, tmp_path: Path) -> Iterator[Office]:
    """A copy of the prepared warehouse, for one test."""
    shutil.copytree(prepared, tmp_path / "world")
    warehouse = open_warehouse(load_settings(tmp_path / "world" / "home", environ={}))
    yield Office(warehouse, tmp_path / "world")
    warehouse.close()
