"""The country that `make bench-rules` runs on: ten years of a few hundred simulated accounts, laid side by side many times.

The simulator makes the first *tile*; every further tile is the same accounts under other numbers, held by other holders, with
other counterparties, but for the public ones that many lawyers pay. Each tile is a bucket: one Parquet file of movements and
one of statements, in the lake's own layout, and the register of its accounts. The last tile is one account that has more than
50,000 movements a year: all of the first tile's, four times over.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from coda_parser import parse
from coda_parser.arrow import to_arrow
from coda_parser.columns import MOVEMENTS, STATEMENTS
from console.simulator import simulate
from detection.across import across
from detection.material import Material
from detection.surroundings import Surroundings
from warehouse.lake_files import MONTH_OF, ROW_GROUP, in_total_order
from warehouse.quarantine import REFUSED_SCHEMA
from warehouse.register import ACCOUNTS_SCHEMA, OWN_ACCOUNTS_SCHEMA, bars
from warehouse.schema import statistics_columns

LAST_DAY = date(2026, 10, 30)
ACCOUNTS, MONTHS, SEED = 200, 120, 7
CROWD = 4
"""How many times over the crowded account has the movements of a tile."""
SHARED_EVERY = 20
"""One counterparty in so many keeps its number in every tile, as tax offices and notaries do."""


@dataclass(frozen=True)
class Country:
    """A folder of tiles, how many of them there are, and the years of their movements."""

    folder: Path
    tiles: int
    years: tuple[int, ...]

    @property
    def ordinary(self) -> range:
        """The tiles of ordinary accounts: all but the last one."""
        return range(self.tiles - 1)

    def scan(self, tiles: Iterable[int], dataset: str, *, behind: date | None = None) -> pl.LazyFrame:
        """Give movements or statements of tiles, from the beginning or behind a day, not yet read."""
        years = [year for year in self.years if behind is None or year >= behind.year]
        paths = [self.folder / f"{tile:04d}.{dataset}.{year}.parquet" for tile in tiles for year in years]
        frame = pl.scan_parquet(paths, glob=False)
        return frame if behind is None else frame.filter(pl.col(MONTH_OF[dataset]) > behind)

    def register(self, tile: int, name: str) -> pl.DataFrame:
        """Give a tile's accounts, own accounts or refused statements."""
        return pl.read_parquet(self.folder / f"{tile:04d}.{name}.parquet")

    def registers(self, name: str) -> pl.DataFrame:
        """Give the same of all ordinary tiles."""
        return pl.concat([self.register(tile, name) for tile in self.ordinary])

    def read(self, edges: Mapping[str, date | None]) -> tuple[pl.LazyFrame, pl.LazyFrame]:
        """Give movements and statements of accounts, of each behind a day of its own or from the beginning."""
        by_edge: dict[date | None, list[str]] = {}
        for account, edge in edges.items():
            by_edge.setdefault(edge, []).append(account)
        found = []
        for dataset in ("movements", "statements"):
            parts = [
                self.scan(sorted({tile_of(account) for account in accounts}), dataset, behind=edge).filter(
                    pl.col("account").is_in(accounts)
                )
                for edge, accounts in by_edge.items()
            ]
            found.append(pl.concat(parts or [self.scan([0], dataset).clear()]))
        return found[0], found[1].drop("raw")

    def surroundings(self, *, behind: date | None = None) -> Surroundings:
        """Give what is known across all tiles, read once."""
        register = pl.concat([self.register(tile, "accounts") for tile in range(self.tiles)])
        return across(lambda: (self.scan([tile], "movements", behind=behind) for tile in range(self.tiles)), register)

    def material(self, tile: int, around: Surroundings, *, on: date = LAST_DAY) -> Material:
        """Give what the rules read of a tile, as it was delivered by a day."""
        delivered = pl.col("statement_date") <= on
        return Material(
            movements=self.scan([tile], "movements").filter(delivered),
            statements=self.scan([tile], "statements").drop("raw").filter(delivered).collect().lazy(),
            accounts=self.register(tile, "accounts"),
            own_accounts=self.register(tile, "own_accounts"),
            refused=self.register(tile, "refused"),
            on=on,
            around=around,
        )


def tile_of(account: str) -> int:
    """Give the tile of an ordinary account.

    >>> tile_of("T0012BE61987654321012"), tile_of("BE61987654321012")
    (12, 0)
    """
    return int(account[1:5]) if account.startswith("T") else 0


def country(folder: Path, rows: int) -> Country:
    """Make a country of at least so many movements, details included, or give the one that was made before."""
    plan = folder / "plan.json"
    if plan.is_file() and (known := json.loads(plan.read_text())).get("years") and known["rows"] == rows:
        return Country(folder, known["tiles"], tuple(known["years"]))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    first = first_tile(folder / "world")
    tiles = -(-rows // first["movements"].height) + 1
    years = tuple(first["statements"]["statement_date"].dt.year().unique().sort())
    for tile in range(tiles):
        for name, frame in (_moved(first, tile) if tile < tiles - 1 else _crowded(first)).items():
            for part, rows_of_it in _by_year(name, frame, years):
                _write(folder / f"{tile:04d}.{name}{part}.parquet", name, rows_of_it)
    shutil.rmtree(folder / "world")
    plan.write_text(json.dumps({"rows": rows, "tiles": tiles, "years": years}))
    return Country(folder, tiles, years)


def _by_year(name: str, frame: pl.DataFrame, years: tuple[int, ...]) -> Iterator[tuple[str, pl.DataFrame]]:
    """Part movements and statements by year, as the lake parts them by month; the register is one part."""
    if name not in MONTH_OF:
        yield "", frame
        return
    for year in years:
        yield f".{year}", frame.filter(pl.col(MONTH_OF[name]).dt.year() == year)


def first_tile(folder: Path) -> dict[str, pl.DataFrame]:
    """Simulate a tile below a folder: movements, statements, accounts, own accounts and refused statements, by name."""
    world = simulate(folder, accounts=ACCOUNTS, months=MONTHS, seed=SEED, until=LAST_DAY)
    tables = list(_tables(world.drop))
    holders = pl.read_csv(world.register / "holders.csv", infer_schema=False)
    accounts = pl.read_csv(world.register / "accounts.csv", infer_schema=False).join(
        holders.select("holder_id", pl.col("name").alias("holder_name"), "bar", "language"), on="holder_id"
    )
    assert set(accounts["bar"]) <= set(bars())
    own = pl.read_csv(world.register / "own_accounts.csv", infer_schema=False)
    statements = pl.concat([pl.DataFrame(pl.from_arrow(one)) for one, _ in tables]).unique("statement_id", keep="first")
    movements = pl.concat([pl.DataFrame(pl.from_arrow(two)) for _, two in tables]).unique("movement_id", keep="first")
    return {
        "movements": movements,
        "statements": statements,
        "accounts": accounts.select(_typed(name, kind) for name, kind in ACCOUNTS_SCHEMA.items()),
        "own_accounts": own.select(OWN_ACCOUNTS_SCHEMA.names()),
        "refused": pl.DataFrame(schema=REFUSED_SCHEMA),
    }


def _typed(name: str, kind: pl.DataType | type[pl.DataType]) -> pl.Expr:
    column = pl.col(name)
    return column.str.to_date() if kind == pl.Date else column == "true" if kind == pl.Boolean else column


def _tables(drop: Path) -> Iterator[tuple[pa.Table, pa.Table]]:
    for path in sorted(drop.rglob("*.cod")):
        data = path.read_bytes()
        read = parse(data)
        sound = [statement for statement in read.statements if read.framed and not statement.hard]
        yield to_arrow(sound, delivery=hashlib.sha256(data).hexdigest(), encoding=read.encoding)


def _moved(first: dict[str, pl.DataFrame], tile: int) -> dict[str, pl.DataFrame]:
    """Give the tile's accounts, holders and counterparties numbers of their own; the first tile keeps its."""
    if tile == 0:
        return first
    mark = pl.lit(f"T{tile:04d}")
    other = pl.col("counterparty_account")
    keeps = (other == "") | (other.hash(SEED) % SHARED_EVERY == 0)
    marked = {
        "movements": [
            mark + pl.col("movement_id"),
            mark + pl.col("account"),
            pl.when(keeps).then(other).otherwise(mark + other),
        ],
        "statements": [mark + pl.col("statement_id"), mark + pl.col("account")],
        "accounts": [mark + pl.col("iban"), mark + pl.col("holder_id")],
        "own_accounts": [mark + pl.col("iban"), mark + pl.col("holder_id")],
        "refused": [],
    }
    names = {
        "movements": ["movement_id", "account", "counterparty_account"],
        "statements": ["statement_id", "account"],
        "accounts": ["iban", "holder_id"],
        "own_accounts": ["iban", "holder_id"],
        "refused": [],
    }
    return {
        name: frame.with_columns(one.alias(to) for one, to in zip(marked[name], names[name], strict=True))
        for name, frame in first.items()
    }


def _crowded(first: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Give one account with all movements of a tile, so many times over, and a statement a day."""
    account = pl.lit("BE00CROWDED")
    day = pl.col("booked").dt.to_string("iso")
    moved = (
        pl.concat([first["movements"].filter(~pl.col("is_detail"))] * CROWD)
        .sort("booked", "movement_id")
        .with_columns(
            account.alias("account"),
            pl.lit("EUR").alias("currency"),
            pl.col("booked").alias("statement_date"),
            pl.col("booked").dt.ordinal_day().cast(pl.Int64).alias("statement_number"),
            pl.int_range(1, pl.len() + 1).over("booked").alias("sequence"),
        )
        .with_columns(pl.format("BE00CROWDED.EUR.{}.{}.{}.0000", day, "statement_number", "sequence").alias("movement_id"))
    )
    daily = moved.group_by("statement_date", "statement_number").agg(pl.col("amount_milli").sum(), pl.len().alias("count"))
    new, closed = pl.col("amount_milli").cum_sum(), pl.col("statement_date").dt.to_string("iso")
    stated = daily.sort("statement_date").select(
        pl.format("BE00CROWDED.EUR.{}.{}", closed, "statement_number").alias("statement_id"),
        account.alias("account"),
        pl.lit("EUR").alias("currency"),
        "statement_date",
        "statement_number",
        pl.col("statement_date").shift().alias("old_balance_date"),
        (new - pl.col("amount_milli")).alias("old_balance_milli"),
        new.alias("new_balance_milli"),
        pl.col("count").cast(pl.Int64).alias("movement_count"),
    )
    rest = first["statements"].head(1).drop(stated.columns)
    statements = stated.join(rest, how="cross").select(first["statements"].columns)
    registered = {name: first[name].head(1).with_columns(account.alias("iban")) for name in ("accounts", "own_accounts")}
    return {"movements": moved, "statements": statements, **registered, "refused": first["refused"]}


def _write(path: Path, name: str, frame: pl.DataFrame) -> None:
    datasets = {"movements": MOVEMENTS, "statements": STATEMENTS}
    if name not in datasets:
        frame.write_parquet(path)
        return
    table = in_total_order(datasets[name], frame.to_arrow())
    pq.write_table(
        table,
        path,
        compression="zstd",
        compression_level=1,
        row_group_size=ROW_GROUP,
        write_statistics=statistics_columns(datasets[name]),
    )
