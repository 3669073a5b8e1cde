"""The country that `make bench-retention` destroys from: ten years of movements, laid out as a tidy lake and its ledger.

Every account has a statement of ten movements a month. Files are those of a compacted lake, sixteen of each dataset a month,
and every statement has its receipt line; one statement in fifty is named by a finding, each with an alert of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import polars as pl
from sqlalchemy import insert

from coda_parser.columns import MOVEMENTS, STATEMENTS, Dataset
from coda_parser.iban import belgian_iban, checked
from warehouse.alerts import AlertDraft, Finding, raise_alerts, store_findings
from warehouse.database import Warehouse
from warehouse.deliveries_tables import DeliveredStatement, ReceivedDelivery
from warehouse.lake_files import bucket_of, in_total_order, write_part
from warehouse.lake_upkeep import BUCKETS
from warehouse.manifest import LakePart, add_parts
from warehouse.schema import polars_schema

FIRST_YEAR, MONTHS = 2016, 120
EACH = 10
"""Movements of a statement."""
NAMED_EVERY = 50
DAYS = 28
RAW = b"21".ljust(128) + b"\n"
AT = datetime(2026, 1, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Month:
    """A month of the country."""

    number: int
    accounts: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(FIRST_YEAR + self.number // 12, 1 + self.number % 12, 1)

    @property
    def delivery(self) -> str:
        """The delivery that brought it."""
        return f"{self.number:064x}"


def build(warehouse: Warehouse, *, movements: int) -> list[Month]:
    """Lay out at least so many movements; gives the months."""
    accounts = [belgian_iban(checked(f"985{index:07d}")) for index in range(-(-movements // (MONTHS * EACH)))]
    bucket = {account: bucket_of(account, BUCKETS) for account in accounts}
    months = [Month(number, len(accounts)) for number in range(MONTHS)]
    for month in months:
        statements = _statements(month, accounts)
        with warehouse.writing() as session:
            add_parts(session, _parts(warehouse, MOVEMENTS, month, _movements(statements), bucket))
            add_parts(session, _parts(warehouse, STATEMENTS, month, statements, bucket))
            session.execute(insert(ReceivedDelivery), [_delivery(month)])
            session.execute(insert(DeliveredStatement), list(_receipts(month, statements)))
        _analyse(warehouse, statements)
    return months


def _statements(month: Month, accounts: list[str]) -> pl.DataFrame:
    days = [month.first.replace(day=1 + index % DAYS) for index in range(len(accounts))]
    number = month.number % 12 + 1
    given = {
        "statement_id": [f"{account}.EUR.{day}.{number:03d}" for account, day in zip(accounts, days, strict=True)],
        "account": accounts,
        "statement_date": days,
        "old_balance_date": days,
        "created": days,
        "raw": [RAW * (EACH + 3)] * len(accounts),
    }
    fixed = {
        "currency": "EUR",
        "statement_number": number,
        "movement_count": EACH,
        "credit_milli": 55_000,
        "delivery": month.delivery,
    }
    return _filled(STATEMENTS, pl.DataFrame(given), fixed)


def _movements(statements: pl.DataFrame) -> pl.DataFrame:
    rows = statements.select("statement_id", "account", "currency", "statement_date", "statement_number", "delivery")
    rows = rows.join(pl.DataFrame({"sequence": range(1, EACH + 1)}, schema={"sequence": pl.Int64}), how="cross")
    place = pl.col("sequence").cast(pl.String)
    made = rows.with_columns(
        (pl.col("statement_id") + "." + place.str.zfill(4) + ".0000").alias("movement_id"),
        pl.col("statement_date").alias("booked"),
        pl.col("statement_date").alias("valued"),
        (pl.col("sequence") * 1000).alias("amount_milli"),
        (pl.lit("DOSSIER ") + place + " " + pl.col("account").str.slice(8)).alias("communication"),
        (pl.lit("REF") + pl.col("account").str.slice(6) + place).alias("bank_reference"),
        pl.col("sequence").alias("line"),
    ).drop("statement_id")
    return _filled(MOVEMENTS, made, {"code": "00150000", "is_detail": False, "detail": 0})


def _filled(dataset: Dataset, rows: pl.DataFrame, fixed: dict[str, object]) -> pl.DataFrame:
    """Give every column of a dataset: as made, else the fixed value, else what stands for nothing."""
    empty: dict[str, object] = {"text": "", "integer": 0, "boolean": False, "date": None, "binary": b""}
    kinds = {column.name: column.kind for column in dataset.columns}
    schema = polars_schema(dataset)
    return rows.select(
        pl.col(name) if name in rows.columns else pl.lit(fixed.get(name, empty[kinds[name]]), dtype=schema[name]).alias(name)
        for name in dataset.names
    )


def _parts(
    warehouse: Warehouse, dataset: Dataset, month: Month, rows: pl.DataFrame, bucket: dict[str, int]
) -> Iterator[LakePart]:
    placed = rows.with_columns(pl.col("account").replace_strict(bucket, return_dtype=pl.Int64).alias("bucket"))
    for (number,), some in placed.group_by("bucket", maintain_order=True):
        table = in_total_order(dataset, some.drop("bucket").to_arrow())
        name = f"{month.first:%Y-%m}"
        yield write_part(warehouse.settings.lake, dataset, name, table, at=AT, bucket=int(str(number)), buckets=BUCKETS)


def _delivery(month: Month) -> dict[str, object]:
    return {
        "delivery": month.delivery,
        "bank": "KASTEEL",
        "name": f"KB{month.number}.cod",
        "size": month.accounts * len(RAW) * (EACH + 3),
        "encoding": "ascii",
        "received_at": AT,
        "state": "ingested",
        "reason": "",
        "problems": [],
        "statements": month.accounts,
        "mandates": 0,
        "movements": month.accounts * EACH,
        "debit_milli": 0,
        "credit_milli": month.accounts * 55_000,
    }


def _receipts(month: Month, statements: pl.DataFrame) -> Iterator[dict[str, object]]:
    for position, row in enumerate(statements.iter_rows(named=True)):
        yield {
            "delivery": month.delivery,
            "position": position,
            "state": "ingested",
            "reason": "",
            "account": row["account"],
            "currency": "EUR",
            "statement_date": row["statement_date"],
            "statement_number": row["statement_number"],
            "ordinal": 0,
            "statement_id": row["statement_id"],
            "digest": f"{month.number:08x}{position:056x}",
            "new_balance_milli": 0,
            "line": 1,
            "movements": EACH,
            "debit_milli": 0,
            "credit_milli": 55_000,
            "problems": [],
        }


def _analyse(warehouse: Warehouse, statements: pl.DataFrame) -> None:
    found = []
    for row in statements.gather_every(NAMED_EVERY).iter_rows(named=True):
        identity, day = row["statement_id"], row["statement_date"]
        found.append(
            Finding(
                key=identity, detector="cash-withdrawal", detector_version="1", nature="illicit", severity="high",
                typology=identity, account=row["account"], holder_id=f"H{row['account'][4:]}", bar="LIEGE-HUY",
                first_date=day, last_date=day, amount_milli=1000, currency="EUR",
                movement_ids=tuple(f"{identity}.{place:04d}.0000" for place in (1, 2)), bank_references=(),
                evidence={"total": 1000}, reason="cash was taken from the account",
            )
        )  # fmt: skip
    store_findings(warehouse, found, on=found[0].last_date, at=AT)
    drafts = [AlertDraft(one.holder_id, one.account, one.typology, one.first_date, (one.key,)) for one in found]
    raise_alerts(warehouse, drafts, at=AT)
