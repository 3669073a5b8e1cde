"""Finding a person's data: in the register, on his accounts, and as another party to movements; in counts and days, no content.

By the number of the register, by an account number, or by the name: as the register writes it, and as banks wrote it of
another party, in capitals and blanks alike. It is found through a request that is on record, and the search is on record
too. What is found tells how long the law orders to keep it: a movement until the first day of its destruction, longer under
a hold. Alerts, findings and reports are not searched: the data protection officer sees none (royal decree of 9 June 2024,
art. 3), and no answer may depend on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.holds.coverage import coverage_of, holds_in_force, statement_of
from warehouse.lake import movements
from warehouse.persons.tables import RequesterRow, note, row_of
from warehouse.register import accounts_frame, holders_frame
from warehouse.retention.clock import first_destruction_day

KEPT, HELD, EXPIRED = "kept", "held", "expired"
NEEDED = ("movement_id", "account", "booked", "valued", "counterparty_account", "counterparty_name", "is_detail")


@dataclass(frozen=True)
class Found:
    """What is held of a person: entries of the register, accounts, and movements of them and with him, counted.

    `first` and `last` are the days of these movements, `until` the first day on which the last of them may be destroyed;
    `standing` says of each kind how many movements there are: kept by the decree, expired and held, expired.
    """

    holders: tuple[str, ...]
    accounts: tuple[str, ...]
    own: int
    as_party: int
    first: date | None
    last: date | None
    until: date | None
    standing: dict[str, int]


def find(warehouse: Warehouse, case_id: str, *, on: date, by: str, at: datetime) -> Found:
    """Look for the data of who made a request. Refusal for one whose person is forgotten."""
    with warehouse.writing() as session:
        number = row_of(session, case_id).number
        asked = session.get(RequesterRow, number)
        if asked is None:
            raise Refusal(f"whose request {case_id} was is erased: nothing can be looked for any more")
        note(session, number, "searched", by=by, at=at)
    return found_of(warehouse, asked, on=on)


def found_of(warehouse: Warehouse, asked: RequesterRow, *, on: date) -> Found:
    """Give what is held of a person on a day."""
    name = _plain(asked.name)
    known = holders_frame(warehouse)
    named = known.filter((pl.col("holder_id") == asked.holder_id) | (_plain_expr(pl.col("name")) == name))
    holders = tuple(sorted(named["holder_id"]))
    register = accounts_frame(warehouse).filter(~pl.col("judicial_mandate"))
    mine = register.filter(pl.col("holder_id").is_in(list(holders)) | (pl.col("iban") == asked.iban))
    accounts = tuple(sorted(set(mine["iban"])))
    rows = movements(warehouse, columns=NEEDED).filter(~pl.col("is_detail"))
    own = pl.col("account").is_in(list(accounts))
    same_account = (pl.col("counterparty_account") == asked.iban) & pl.lit(asked.iban != "")
    party = same_account | (_plain_expr(pl.col("counterparty_name")) == name)
    found = rows.filter(own | party.fill_null(False)).with_columns(own.alias("own")).collect()
    last = found.select(pl.max_horizontal("booked", "valued").max()).item() if found.height else None
    return Found(
        holders=holders,
        accounts=accounts,
        own=int(found["own"].sum()),
        as_party=found.height - int(found["own"].sum()),
        first=found["booked"].min() if found.height else None,  # type: ignore[arg-type]
        last=last,
        until=first_destruction_day(last, None) if last else None,
        standing=_standing(warehouse, found, on),
    )


def _standing(warehouse: Warehouse, found: pl.DataFrame, on: date) -> dict[str, int]:
    counts = {KEPT: 0, HELD: 0, EXPIRED: 0}
    late = [row for row in found.iter_rows(named=True) if first_destruction_day(row["booked"], row["valued"]) <= on]
    counts[KEPT] = found.height - len(late)
    if not late:
        return counts
    with warehouse.reading() as session:
        coverage = coverage_of(session, holds_in_force(session), until=on, root=warehouse.settings.lake)
    for row in late:
        days = [row["booked"], row["valued"]]
        held = coverage.of_statement(statement_of(row["movement_id"]), row["account"], days)
        counts[HELD if held else EXPIRED] += 1
    return counts


def _plain(name: str) -> str:
    return " ".join(name.split()).upper()


def _plain_expr(name: pl.Expr) -> pl.Expr:
    return name.str.strip_chars().str.replace_all(r"\s+", " ").str.to_uppercase()
