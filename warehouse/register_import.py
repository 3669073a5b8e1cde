"""Bringing the register up to date from the Orders' files, in one transaction, with the difference it makes.

An account that no longer stands in the file keeps its last entry: closing it is a date (`closed_on`), not an absence; the
difference says that it is missing. What a changed row said before stays as a version and in the register's history. The
difference that is shown beforehand is made by the same code in a transaction that is undone, so the two cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import select

from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.register_accounts import enter_accounts
from warehouse.register_bank_tables import Agreement, Allowance, Bank
from warehouse.register_declarations import Declaration
from warehouse.register_entries import Entering, Part, enter
from warehouse.register_files import Rows, read_sheet
from warehouse.register_holders import enter_holders
from warehouse.register_journal import CHANGED, NEW, Change, journal
from warehouse.register_mandates import enter_authorisations, enter_mandates
from warehouse.register_sheets import SHEETS
from warehouse.register_strangers import refuse_strangers
from warehouse.register_tables import AccountHolder, Holder, Membership, OwnAccount

IMPORTER = "import"
"""Who changed the register where no person is named."""
ALWAYS_COUNTED = ("holders", "accounts", "own_accounts")
_NO_FILES: Mapping[str, Path] = MappingProxyType({})


@dataclass(frozen=True)
class ImportSummary:
    """What an import changed, and how many rows of each file it read."""

    changes: tuple[Change, ...]
    rows: Mapping[str, int]

    def count(self, part: str, event: str) -> int:
        """How many entries of a part were new, changed or missing; or `unchanged` rows."""
        if event == "unchanged":
            return self.rows.get(part, 0) - self.count(part, NEW) - self.count(part, CHANGED)
        return sum(change.part == part and change.event == event for change in self.changes)

    @property
    def holders_new(self) -> int:
        """Holders that the register did not know."""
        return self.count("holders", NEW)

    @property
    def holders_changed(self) -> int:
        """Holders of which something changed."""
        return self.count("holders", CHANGED)

    @property
    def holders_unchanged(self) -> int:
        """Holders that stood so already."""
        return self.count("holders", "unchanged")

    @property
    def accounts_new(self) -> int:
        """Accounts that the register did not know."""
        return self.count("accounts", NEW)

    @property
    def accounts_changed(self) -> int:
        """Accounts of which something changed, their holder included."""
        return self.count("accounts", CHANGED)

    @property
    def accounts_unchanged(self) -> int:
        """Accounts that stood so already."""
        return self.count("accounts", "unchanged")

    def as_json(self) -> dict[str, int]:
        """The counts by name: `holders_new`, `holders_changed`, …; parts beyond the first three where a file was read."""
        parts = [*ALWAYS_COUNTED, *(name for name in SHEETS if name in self.rows and name not in ALWAYS_COUNTED)]
        return {f"{part}_{event}": self.count(part, event) for part in parts for event in (NEW, CHANGED, "unchanged")}


def import_register(
    warehouse: Warehouse,
    *,
    holders: Path | None = None,
    accounts: Path | None = None,
    own_accounts: Path | None = None,
    further: Mapping[str, Path] = _NO_FILES,
    at: datetime,
    by: str = IMPORTER,
    shown: ImportSummary | None = None,
) -> ImportSummary:
    """Upsert the files that are given, in one transaction; raises Refusal (file, row, column) and then changes nothing.

    `further`: files by the name of their part (`register_sheets.SHEETS`). `shown`: the difference that a person agreed to; when
    the register has changed since, nothing is written.
    """
    files = _files(holders, accounts, own_accounts, further)
    return _imported(warehouse, files, at=at, by=by, shown=shown)


def preview_import(
    warehouse: Warehouse,
    *,
    holders: Path | None = None,
    accounts: Path | None = None,
    own_accounts: Path | None = None,
    further: Mapping[str, Path] = _NO_FILES,
    at: datetime,
) -> ImportSummary:
    """Say what an import would change; nothing is written. Raises what the import would raise."""
    return _imported(warehouse, _files(holders, accounts, own_accounts, further), at=at, by=IMPORTER, only_show=True)


def _files(
    holders: Path | None, accounts: Path | None, own_accounts: Path | None, further: Mapping[str, Path]
) -> dict[str, Path]:
    unknown = sorted(set(further) - set(SHEETS))
    if unknown:
        raise Refusal(f"expected a part of the register, one of {', '.join(SHEETS)}; found {unknown[0]!r}")
    named = {"holders": holders, "accounts": accounts, "own_accounts": own_accounts} | dict(further)
    return {part: path for part, path in named.items() if path is not None}


def _imported(
    warehouse: Warehouse,
    files: Mapping[str, Path],
    *,
    at: datetime,
    by: str,
    shown: ImportSummary | None = None,
    only_show: bool = False,
) -> ImportSummary:
    rows = {part: read_sheet(path, SHEETS[part]) for part, path in files.items()}
    counts = {part: len(found) for part, found in rows.items()}
    with warehouse.writing() as session:
        entering = Entering(session, at, by, {part: path.name for part, path in files.items()})
        refuse_strangers(entering, rows)
        changes = [change for name, enter_rows in _ENTER.items() for change in enter_rows(entering, rows.get(name, {}))]
        summary = ImportSummary(tuple(changes), counts)
        if shown is not None and summary != shown:
            raise Refusal("the register changed after the difference was shown: nothing was imported, look at it again")
        if only_show:
            session.rollback()
        else:
            journal(session, changes, at=at, by=by)
    return summary


def _enter_memberships(entering: Entering, rows: Rows) -> list[Change]:
    firms = set(entering.session.scalars(select(Holder.holder_id).where(Holder.kind == "firm"))) if rows else set()
    for number, row in rows.items():
        if row["firm_id"] not in firms:
            message = f"expected a holder of kind firm, found {row['firm_id']!r}"
            raise entering.refuse("memberships", number, "firm_id", message)
        if row["member_id"] in firms:
            message = f"expected a holder of kind lawyer, found the firm {row['member_id']!r}"
            raise entering.refuse("memberships", number, "member_id", message)
    return enter(entering, Part("memberships", Membership, holder="member_id"), rows)


def _enter_in(part: Part) -> Callable[[Entering, Rows], list[Change]]:
    return lambda entering, rows: enter(entering, part, rows)


_HOLDINGS = Part(
    "holdings", AccountHolder, "holder_id", "iban", defaults={"position": 1}, expected=lambda holding: bool(holding.position)
)
"""The holder whom the accounts' file names need not stand in the holdings' file."""
_DECLARATIONS = Part(
    "declarations", Declaration, "holder_id", "iban", renamed={"balance": "balance_milli"}, expected=lambda _declaration: False
)
"""A year's file need not name the declarations of the years before."""
_ENTER: Mapping[str, Callable[[Entering, Rows], list[Change]]] = {
    "banks": _enter_in(Part("banks", Bank)),
    "agreements": _enter_in(Part("agreements", Agreement)),
    "holders": enter_holders,
    "accounts": enter_accounts,
    "own_accounts": _enter_in(Part("own_accounts", OwnAccount, holder="holder_id")),
    "memberships": _enter_memberships,
    "holdings": _enter_in(_HOLDINGS),
    "mandates": enter_mandates,
    "authorisations": enter_authorisations,
    "allowances": _enter_in(Part("allowances", Allowance, "holder_id", "iban", renamed={"cap": "cap_milli"})),
    "declarations": _enter_in(_DECLARATIONS),
}
