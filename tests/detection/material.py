"""Drawing tables for rules: a test writes what a bank would show, and asks one rule what it finds.

    movements('''
    account | booked     | amount  | code     | counterparty     | communication
    A       | 2026-01-05 | 1000.00 | 00150000 | BE1 Jan Verstockt | dossier 2026/12
    ''')

A cell left empty, or a column left out, has its default. `account` A is the third-party account of holder H1, R a rubric
account of the same holder, B a third-party account of H2 (`REGISTER`); amounts are euros with a sign, credit positive.
`counterparty` is an account number (a word with a digit, or one letter), then a name, either left out. Movements get their
statement (one a day) and sequence from their place in the table, unless `statement_number` says it; `id` names a movement,
else it is `account:line`. A cell `null` is unknown. Statements are drawn too, or made from the movements from an opening
balance.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import polars as pl

from coda_parser.columns import MOVEMENTS, STATEMENTS
from detection.across import across
from detection.material import Material
from detection.registry import detectors
from detection.surroundings import ALLOWANCES, DECLARATIONS, HOLDERS, SANCTIONS, STATUSES, Surroundings
from warehouse.coverage import expected_of, silences_of
from warehouse.schema import polars_schema

ON = date(2026, 12, 31)

REGISTER = """
iban | currency | kind        | holder_id | holder_name       | bar       | opened_on  | mandate_on | authorisation_on
A    | EUR      | third_party | H1        | Jeanne Verstockt  | LIEGE-HUY | 2020-01-01 | 2020-01-01 | 2020-01-01
R    | EUR      | rubric      | H1        | Jeanne Verstockt  | LIEGE-HUY | 2020-01-01 | 2020-01-01 | 2020-01-01
B    | EUR      | third_party | H2        | Peeters Advocaten | GENT      | 2020-01-01 | 2020-01-01 | 2020-01-01
"""
OWN_ACCOUNTS = """
holder_id | iban       | label
H1        | BE70OFFICE | office
"""
ACCOUNTS_SCHEMA = pl.Schema(
    {
        **dict.fromkeys(("iban", "currency", "kind"), pl.String()),
        "judicial_mandate": pl.Boolean(),
        **dict.fromkeys(("holder_id", "holder_name", "bar", "language", "bank_bic"), pl.String()),
        **dict.fromkeys(("opened_on", "closed_on", "mandate_on", "authorisation_on"), pl.Date()),
    }
)
REFUSED_SCHEMA = pl.Schema(
    {
        **dict.fromkeys(("account", "currency"), pl.String()),
        "statement_date": pl.Date(),
        "statement_number": pl.Int64(),
        **dict.fromkeys(("state", "reason", "problems", "delivery"), pl.String()),
        "movement_count": pl.Int64(),
        "received_at": pl.Datetime("us", "UTC"),
    }
)
PLAIN_TRANSFER_IN, PLAIN_TRANSFER_OUT = "00150000", "00101000"


def rows(table: str) -> list[dict[str, str]]:
    """Read a drawn table: the first line names the columns, cells are parted by bars."""
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines() if line.strip()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def milli(euros: str) -> int:
    """Read euros as thousandths.

    >>> milli("-1 234.56")
    -1234560
    """
    return int(Decimal(euros.replace(" ", "").replace("_", "")) * 1000)


def frame(table: str, schema: pl.Schema) -> pl.DataFrame:
    """Read a drawn table as a frame of the schema; columns that are not drawn are null, texts of the lake empty."""
    drawn = rows(table)
    values = [{name: _value(row.get(name, ""), kind) for name, kind in schema.items()} for row in drawn]
    return pl.DataFrame(values, schema=schema, orient="row") if values else pl.DataFrame(schema=schema)


def _value(cell: str, kind: pl.DataType | type[pl.DataType]) -> object:
    if cell == "null":
        return None
    if kind == pl.Date:
        return date.fromisoformat(cell) if cell else None
    if kind == pl.Boolean:
        return cell == "true"
    if kind == pl.Int64:
        return int(cell) if cell else 0
    if kind == pl.Binary:
        return cell.encode()
    if kind == pl.Datetime("us", "UTC"):
        return datetime.fromisoformat(cell) if cell else None
    return cell


def movements(table: str) -> pl.DataFrame:
    """Read drawn movements; statement and sequence follow from their place unless they are drawn."""
    drawn, numbers = rows(table), dict[tuple[str, str], int]()
    made = []
    for line, row in enumerate(drawn, start=1):
        account, day = row.get("account") or "A", row.get("statement_date") or row["booked"]
        days = sorted(
            {each.get("statement_date") or each["booked"] for each in drawn if (each.get("account") or "A") == account}
        )
        number = int(row.get("statement_number") or days.index(day) + 1)
        sequence = numbers[account, day] = numbers.get((account, day), 0) + 1
        made.append(_movement(row, line, account, day, number, sequence))
    return (
        pl.DataFrame(made, schema=polars_schema(MOVEMENTS), orient="row")
        if made
        else pl.DataFrame(schema=polars_schema(MOVEMENTS))
    )


def _movement(row: Mapping[str, str], line: int, account: str, day: str, number: int, sequence: int) -> dict[str, object]:
    amount = milli(row["amount"])
    code = row.get("code") or (PLAIN_TRANSFER_IN if amount > 0 else PLAIN_TRANSFER_OUT)
    iban, name = re.match(r"(\S*\d\S*|[A-Z](?=\s|$))?\s*(.*)", row.get("counterparty", "")).groups()  # type: ignore[union-attr]
    given: dict[str, object] = {
        "movement_id": row.get("id") or f"{account}:{line}",
        "account": account,
        "currency": row.get("currency") or "EUR",
        "statement_date": date.fromisoformat(day),
        "statement_number": number,
        "sequence": sequence,
        "detail": int(row.get("detail") or 0),
        "is_detail": int(row.get("detail") or 0) > 0,
        "booked": date.fromisoformat(row["booked"]),
        "valued": date.fromisoformat(row["valued"]) if row.get("valued") else None,
        "amount_milli": amount,
        "code": code,
        "family": code[1:3],
        "operation": code[3:5],
        "category": code[5:8],
        "counterparty_account": iban or "",
        "counterparty_name": name or "",
    }
    drawn = ("bank_reference", "communication", "communication_type", "structured_reference", "counterparty_bic")
    given |= {name: row.get(name, "") for name in (*drawn, "counterparty_address", "r_transaction", "reason_code")}
    return {
        name: given.get(name, "" if kind == pl.String else 1 if name == "line" else None)
        for name, kind in polars_schema(MOVEMENTS).items()
    }


def statements(table: str) -> pl.DataFrame:
    """Read drawn statements: account, date, number, old, new (euros), and any other column by its name."""
    made = []
    for row in rows(table):
        account, day = row.get("account") or "A", date.fromisoformat(row["date"])
        number, currency = int(row.get("number") or 0), row.get("currency") or "EUR"
        given: dict[str, object] = {
            "statement_id": f"{account}.{currency}.{day}.{number:03d}",
            "account": account,
            "currency": currency,
            "statement_date": day,
            "statement_number": number,
            "old_balance_date": date.fromisoformat(row["old_date"]) if row.get("old_date") else None,
            "old_balance_milli": milli(row["old"]),
            "new_balance_milli": milli(row["new"]),
            "created": day,
            "holder_name": row.get("holder_name", ""),
            "description": row.get("description", ""),
            "separate_application": row.get("separate_application") == "true",
            "movement_count": int(row.get("movement_count") or 0),
        }
        made.append({name: given.get(name, _empty(kind)) for name, kind in polars_schema(STATEMENTS).items()})
    return (
        pl.DataFrame(made, schema=polars_schema(STATEMENTS), orient="row")
        if made
        else pl.DataFrame(schema=polars_schema(STATEMENTS))
    )


def _empty(kind: pl.DataType) -> object:
    return {pl.String(): "", pl.Int64(): 0, pl.Boolean(): False, pl.Binary(): b""}.get(kind)


def statements_of(moved: pl.DataFrame, opening: str) -> pl.DataFrame:
    """Make the statements of drawn movements, one a day and account, from an opening balance in euros."""
    lines = ["account | date | number | old_date | old | new | movement_count"]
    for account in moved["account"].unique().sort():
        balance, before = Decimal(opening), ""
        own = moved.filter((pl.col("account") == account) & ~pl.col("is_detail")).sort("statement_date", "statement_number")
        for (day, number), part in own.group_by("statement_date", "statement_number", maintain_order=True):
            new = balance + Decimal(part["amount_milli"].sum()) / 1000
            lines.append(f"{account} | {day} | {number} | {before} | {balance} | {new} | {part.height}")
            balance, before = new, str(day)
    return statements("\n".join(lines))


def material(
    moved: str | pl.DataFrame = "",
    stated: str | pl.DataFrame | None = None,
    *,
    opening: str = "0",
    register: str = REGISTER,
    own_accounts: str = OWN_ACCOUNTS,
    refused: str = "",
    statuses: str = "",
    allowances: str = "",
    declarations: str = "",
    holders: str = "",
    sanctions: str = "",
    on: date = ON,
) -> Material:
    """Put drawn tables together into what a rule is given; statements are made from the movements unless they are drawn."""
    booked = movements(moved) if isinstance(moved, str) else moved
    if stated is None:
        stated = statements_of(booked, opening)
    given = statements(stated) if isinstance(stated, str) else stated
    own_schema = pl.Schema(dict.fromkeys(("holder_id", "iban", "label"), pl.String()))
    accounts = frame(register, ACCOUNTS_SCHEMA)
    seen = across(lambda: [booked.lazy()], accounts)
    return Material(
        movements=booked.lazy(),
        statements=given.lazy(),
        accounts=accounts,
        own_accounts=frame(own_accounts, own_schema),
        refused=frame(refused, REFUSED_SCHEMA),
        on=on,
        around=Surroundings(
            statuses=frame(statuses, STATUSES),
            allowances=frame(allowances, ALLOWANCES),
            declarations=frame(declarations, DECLARATIONS),
            holders=frame(holders, HOLDERS),
            sanctions=frame(sanctions, SANCTIONS),
            between=seen.between,
            shared=seen.shared,
            coverage=expected_of(given.lazy(), accounts, on=on),
            silences=silences_of(given.lazy(), accounts, on=on),
        ),
    )


def find(detector: str, given: Material) -> pl.DataFrame:
    """Ask one rule what it finds, in a fixed order."""
    return detectors()[detector].find(given).collect().sort("account", "first_date", "anchor", "stage")


def found(detector: str, given: Material, *columns: str) -> list[tuple[object, ...]]:
    """Ask one rule what it finds and give the named columns, movement ids joined by commas."""
    result = find(detector, given).with_columns(pl.col("movement_ids").list.join(","))
    return result.select(columns or ("movement_ids",)).rows()
