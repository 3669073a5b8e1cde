"""Tables that the tests of the models draw."""

from collections.abc import Callable, Sequence
from datetime import date
from random import Random
from typing import Any

import polars as pl
import pytest

from models.features import build_features

ORDERS = {"LIEGE-HUY": "OBFG", "GENT": "OVB"}
ACCOUNT = "BE68539007547034"
OWN = "BE71096123456769"

Row = dict[str, Any]
Features = Callable[..., pl.DataFrame]


def movement(day: str, milli: int, party: str = "", **more: Any) -> Row:
    """Draw a movement; a credit is positive, the party is an account number, the communication names a dossier."""
    return {
        "account": ACCOUNT,
        "currency": "EUR",
        "booked": date.fromisoformat(day),
        "is_detail": False,
        "amount_milli": milli,
        "code": "00150000" if milli > 0 else "00101000",
        "communication": "dossier 2026/117",
        "structured_reference": "",
        "counterparty_account": party,
        "counterparty_name": "",
    } | more


def register(*ibans: str, kind: str = "third_party", bar: str = "LIEGE-HUY", mandate: bool = False) -> pl.DataFrame:
    """Draw a register: one holder per account, all named Élise Dupont-Lécluse."""
    return pl.DataFrame(
        {
            "iban": list(ibans),
            "currency": "EUR",
            "kind": kind,
            "judicial_mandate": mandate,
            "holder_id": [f"H-{iban[-4:]}" for iban in ibans],
            "holder_name": "Maître Élise Dupont-Lécluse",
            "bar": bar,
        }
    )


def draw(rows: Sequence[Row]) -> pl.LazyFrame:
    """Draw the movements of the lake."""
    schema = {"booked": pl.Date, "amount_milli": pl.Int64, "is_detail": pl.Boolean}
    return pl.DataFrame(list(rows), schema_overrides=schema).lazy()


@pytest.fixture
def features() -> Features:
    """Build the feature table of drawn movements of one account, whose holder also owns `OWN`."""

    def built(rows: Sequence[Row], **more: Any) -> pl.DataFrame:
        accounts = register(*sorted({row["account"] for row in rows}))
        own = accounts.select("holder_id", pl.lit(OWN).alias("iban"))
        return build_features(draw(rows), accounts, **({"orders": ORDERS, "own_accounts": own} | more))

    return built


def ordinary_rows(accounts: int, months: int, seed: int) -> list[Row]:
    """Draw ordinary lives: money comes in by dossier and goes out to the client some weeks later, fees to the holder."""
    rng = Random(seed)
    rows = []
    for number in range(accounts):
        account = f"BE{number:014d}"
        for month in range(months):
            for _ in range(rng.randint(1, 4)):
                year, rest = divmod(month, 12)
                day = date(2025 + year, rest + 1, rng.randint(1, 27)).isoformat()
                amount, dossier = (
                    rng.randint(200_000, 9_000_000),
                    f"dossier {rng.randint(2020, 2026)}/{rng.randint(1, 999):03d}",
                )
                payer, client = (f"BE{rng.randint(10**13, 10**14 - 1)}" for _ in range(2))
                common = {"account": account, "communication": dossier}
                rows.append(movement(day, amount, payer, **common))
                rows.append(movement(day, -(amount * 9 // 10), client, **common))
                rows.append(movement(day, -(amount // 10), OWN, **common))
    return rows


@pytest.fixture(scope="session")
def ordinary() -> pl.DataFrame:
    """Build the feature table of sixty ordinary accounts of both Orders over ten months, the first months left out."""
    rows = ordinary_rows(60, 10, seed=5)
    accounts = register(*sorted({row["account"] for row in rows}))
    bars = pl.when(pl.int_range(pl.len()) % 2 == 0).then(pl.lit("LIEGE-HUY")).otherwise(pl.lit("GENT")).alias("bar")
    own = accounts.select("holder_id", pl.lit(OWN).alias("iban"))
    table = build_features(draw(rows), accounts.with_columns(bars), orders=ORDERS, own_accounts=own)
    return table.filter(pl.col("history_months") >= 1)
