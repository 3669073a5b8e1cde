"""The register of the demonstration: holders and accounts as the simulated world writes them, its banks, and their agreements.

Every simulated bank is a credit institution with an agreement with both Orders since the royal decree of 9 June 2024, so that
the dock knows from whom it may take deliveries. What the accounts' files say of judicial mandates is settled at once, as
`quater register import` does.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from coda_parser.banks import banks
from coda_parser.banks.bank import THE_DECREE
from console.demo.world import DemoWorld
from console.options import moment
from warehouse.database import open_warehouse
from warehouse.register import import_register
from warehouse.register_bank_tables import ORDERS
from warehouse.register_exclusion import settle_exclusions
from warehouse.settings import Settings

IMPORTER = "demo"


def import_world(settings: Settings, world: DemoWorld) -> None:
    """Bring the installation's register up to date with the world's files; doing it again changes nothing."""
    warehouse = open_warehouse(settings)
    try:
        import_register(warehouse, further=write_banks(world.folder), at=moment(), by=IMPORTER)
        for folder in world.registers:
            own = folder / "own_accounts.csv"
            import_register(
                warehouse,
                holders=folder / "holders.csv",
                accounts=folder / "accounts.csv",
                own_accounts=own if own.exists() else None,
                at=moment(),
                by=IMPORTER,
            )
        settle_exclusions(warehouse, by=IMPORTER, at=moment())
    finally:
        warehouse.close()


def write_banks(folder: Path) -> dict[str, Path]:
    """Write `banks.csv` and `agreements.csv` of the simulated banks; gives them by their part of the register."""
    known = banks().values()
    head = ("bic", "name", "credit_institution", "format", "channel")
    institutions = [(bank.bic, bank.name, "true", "CODA 2", "sftp") for bank in known]
    agreements = [(bank.bic, order, THE_DECREE.isoformat(), "") for bank in known for order in ORDERS]
    return {
        "banks": _written(folder / "banks.csv", head, institutions),
        "agreements": _written(folder / "agreements.csv", ("bic", "order", "valid_from", "valid_until"), agreements),
    }


def _written(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([head, *rows])
    return path
