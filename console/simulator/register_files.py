"""The register of a simulated world, in the files that the Orders send (design: `holders.csv`, `accounts.csv`,
`own_accounts.csv`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from coda_parser.banks import banks
from console.simulator.drafts import CURRENCY
from console.simulator.people import Account, Holder

COUNTRY = "BE"
HOLDER_COLUMNS = ("holder_id", "name", "street", "postcode", "city", "country", "bar", "language")
ACCOUNT_COLUMNS = (
    "iban",
    "currency",
    "kind",
    "judicial_mandate",
    "holder_id",
    "bank_bic",
    "opened_on",
    "closed_on",
    "mandate_on",
    "authorisation_on",
)
OWN_COLUMNS = ("holder_id", "iban", "label")


def write_register(folder: Path, holders: Sequence[Holder]) -> None:
    """Write the three files."""
    folder.mkdir(parents=True, exist_ok=True)
    accounts = [account for holder in holders for account in holder.accounts]
    _write(folder / "holders.csv", HOLDER_COLUMNS, (_holder(holder) for holder in holders))
    _write(folder / "accounts.csv", ACCOUNT_COLUMNS, (_account(account) for account in accounts))
    _write(folder / "own_accounts.csv", OWN_COLUMNS, (row for holder in holders for row in _own(holder)))


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _holder(holder: Holder) -> Sequence[str]:
    where = (holder.street, holder.postcode, holder.city, COUNTRY)
    return (holder.holder_id, holder.name, *where, holder.bar, holder.language)


def _account(account: Account) -> Sequence[str]:
    return (
        account.iban,
        CURRENCY,
        account.kind,
        "true" if account.judicial_mandate else "false",
        account.holder_id,
        banks()[account.bank].bic,
        _day(account.opened_on),
        _day(account.closed_on),
        _day(account.mandate_on),
        _day(account.authorisation_on),
    )


def _own(holder: Holder) -> Iterable[Sequence[str]]:
    if holder.declares_own:
        yield (holder.holder_id, holder.office.account, "office")
        if holder.private:
            yield (holder.holder_id, holder.private.account, "private")


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
