"""One installation that receives every case of the catalogue: three rounds, each a folder that a bank has filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import zip_longest
from pathlib import Path
from typing import Any

from tests.reliability.failures.cases import CASES, ELSEWHERE, MANDATES, RECEIVED, account_of
from warehouse.database import Warehouse
from warehouse.intake import Receipt, ingest_paths
from warehouse.register import import_register

AT = datetime.combine(RECEIVED, time(6, 30), UTC)
BANK = "KASTEEL"
_HOLDERS = """\
holder_id,name,street,postcode,city,country,bar,language
H1,Aline Corbeau,rue du Pont 1,4000,Liège,BE,LIEGE-HUY,fr
"""
_ACCOUNTS = "iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on\n"


@dataclass(frozen=True)
class Received:
    """What became of the last delivery of each case, by the name of the case."""

    warehouse: Warehouse
    receipts: Mapping[str, Receipt]

    @property
    def told(self) -> Path:
        """The folder in which the bank finds what it is told."""
        return self.warehouse.settings.drop / BANK / "ack"


def receive_all(warehouse: Warehouse, folder: Path) -> Received:
    """Register the accounts, then receive first deliveries, second ones, third ones, each round from a folder of its own."""
    _register(warehouse, folder)
    rounds = zip_longest(*(bring(account_of(number)) for number, bring in enumerate(CASES.values())))
    receipts: dict[str, Receipt] = {}
    for number, brought in enumerate(rounds, 1):
        drop = folder / f"round {number}" / BANK
        drop.mkdir(parents=True)
        paths = {str(drop / f"{place:03d}.cod"): name for place, name in enumerate(CASES)}
        for path, data in zip(paths, brought, strict=True):
            if data is not None:
                Path(path).write_bytes(data)
        summary: Any = ingest_paths(warehouse, [drop], at=AT, moment=0)
        receipts |= {paths[file]: receipt for file, receipt in summary.receipts}
    return Received(warehouse, receipts)


def _register(warehouse: Warehouse, folder: Path) -> None:
    rows = [
        f"{account_of(number).iban},EUR,rubric,{str(name in MANDATES).lower()},H1,"
        f"{'MAASBEBB' if name == ELSEWHERE else 'KASTBEBB'},2020-01-01,,2024-10-01,2024-10-01\n"
        for number, name in enumerate(CASES)
    ]
    holders, accounts = folder / "holders.csv", folder / "accounts.csv"
    holders.write_text(_HOLDERS, encoding="utf-8")
    accounts.write_text(_ACCOUNTS + "".join(rows), encoding="utf-8")
    import_register(warehouse, holders=holders, accounts=accounts, at=AT)
