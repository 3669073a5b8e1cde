"""The yearly sample: at least 2.5 % of an Order's accounts, at random, and so that anybody can draw it again.

The Orders' codes ask for a control of at least 2.5 % of the accounts each year (OVB Codex, art. 137). Each account of the
population gets the SHA-256 of the seed and its number; the lowest ones are the sample. The seed is 128 random bits made at the
draw, so nobody knows beforehand who is drawn, and it is kept, so anybody can check afterwards that nobody chose. The population
is the register on the day of the draw: accounts of holders of the Order's bars, open, not under judicial mandate.

>>> how_many(0), how_many(1), how_many(40), how_many(41), how_many(4000)
(0, 1, 1, 2, 100)
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl
from sqlalchemy import select

from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.openings.tables import SampleAccountRow, SampleRow
from warehouse.register import accounts_frame, bars

PER_MILLE = 25
"""2.5 %."""
_SAMPLE_ID = re.compile(r"Y-0*([1-9][0-9]{0,17})")
_SEED = re.compile(r"[0-9a-f]{8,64}")
Population = list[tuple[str, str, str]]
"""Account, currency, bar; sorted."""


@dataclass(frozen=True)
class SampledAccount:
    """One account of a sample."""

    position: int
    iban: str
    currency: str
    bar: str


@dataclass(frozen=True)
class Sample:
    """A sample as it was drawn, with what it takes to draw it again."""

    sample_id: str
    order: str
    year: int
    seed: str
    per_mille: int
    population: int
    population_digest: str
    drawn_by: str
    drawn_at: datetime
    accounts: tuple[SampledAccount, ...] = ()


def draw_sample(
    warehouse: Warehouse, *, order: str, year: int, by: str, on: date, at: datetime, seed: str | None = None
) -> Sample:
    """Draw the sample of an Order and a year. Refusal for an unknown Order, without a person, or when it was drawn already."""
    if order not in {bar.order for bar in bars().values()}:
        raise Refusal(f"expected the Order to be OBFG or OVB, got {order!r}")
    if not by.strip():
        raise Refusal("a sample needs the person who draws it")
    chosen = seed or secrets.token_hex(16)
    if not _SEED.fullmatch(chosen):
        raise Refusal("expected a seed of 8 to 64 hexadecimal digits in small letters")
    population = population_of(warehouse, order, on=on)
    drawn = lowest(population, chosen)
    with warehouse.writing() as session:
        known = session.scalar(select(SampleRow).where(SampleRow.order_code == order, SampleRow.year == year))
        if known is not None:
            raise Refusal(f"the sample of {order} for {year} was drawn already: {sample_id_of(known.number)}")
        row = SampleRow(
            order_code=order,
            year=year,
            seed=chosen,
            per_mille=PER_MILLE,
            population=len(population),
            population_digest=digest_of(population),
            drawn_by=by.strip(),
            drawn_at=at,
        )
        session.add(row)
        session.flush()
        session.add_all(
            SampleAccountRow(sample_number=row.number, position=position, iban=iban, currency=currency, bar=bar, drawn_at=at)
            for position, (iban, currency, bar) in enumerate(drawn, start=1)
        )
        return _sample(row, [SampledAccount(place, *account) for place, account in enumerate(drawn, start=1)])


def list_samples(warehouse: Warehouse, *, order: str | None = None) -> list[Sample]:
    """Give the samples, newest first, without their accounts; of one Order or of both."""
    query = select(SampleRow).order_by(SampleRow.year.desc(), SampleRow.order_code)
    if order is not None:
        query = query.where(SampleRow.order_code == order)
    with warehouse.reading() as session:
        return [_sample(row, []) for row in session.scalars(query)]


def get_sample(warehouse: Warehouse, sample_id: str) -> Sample:
    """Give a sample with its accounts, in the order of the draw; Refusal when there is none of this id."""
    found = _SAMPLE_ID.fullmatch(sample_id.strip().upper())
    with warehouse.reading() as session:
        row = session.get(SampleRow, int(found.group(1))) if found else None
        if row is None:
            raise Refusal(f"no sample {sample_id!r}; `quater sample list` shows them")
        of_sample = select(SampleAccountRow).where(SampleAccountRow.sample_number == row.number)
        accounts = [
            SampledAccount(one.position, one.iban, one.currency, one.bar)
            for one in session.scalars(of_sample.order_by(SampleAccountRow.position))
        ]
        return _sample(row, accounts)


def verify_sample(warehouse: Warehouse, sample_id: str, *, on: date) -> bool:
    """Draw a sample again from its seed and say whether the same accounts come; Refusal when the register is another by now."""
    sample = get_sample(warehouse, sample_id)
    population = population_of(warehouse, sample.order, on=on)
    if digest_of(population) != sample.population_digest:
        raise Refusal("the register is no longer that of the draw: draw again from the register of that day")
    return [(one.iban, one.currency, one.bar) for one in sample.accounts] == lowest(population, sample.seed)


def population_of(warehouse: Warehouse, order: str, *, on: date) -> Population:
    """Give the accounts from which an Order's sample is drawn on a day."""
    of_order = [code for code, bar in bars().items() if bar.order == order]
    open_ = (pl.col("opened_on").is_null() | (pl.col("opened_on") <= on)) & (
        pl.col("closed_on").is_null() | (pl.col("closed_on") > on)
    )
    known = accounts_frame(warehouse).filter(pl.col("bar").is_in(of_order), ~pl.col("judicial_mandate"), open_)
    return sorted(known.select("iban", "currency", "bar").iter_rows())


def lowest(population: Population, seed: str) -> Population:
    """Give the accounts with the lowest hashes, in their order: at least 2.5 %."""

    def place(account: tuple[str, str, str]) -> tuple[str, tuple[str, str, str]]:
        return hashlib.sha256("|".join((seed, account[0], account[1])).encode()).hexdigest(), account

    return sorted(population, key=place)[: how_many(len(population))]


def how_many(population: int) -> int:
    """Give how many accounts a sample needs, rounded up."""
    return -(-population * PER_MILLE // 1000)


def digest_of(population: Population) -> str:
    """Give the SHA-256 of a population, by which it is known again."""
    return hashlib.sha256("\n".join("|".join(account) for account in population).encode()).hexdigest()


def sample_id_of(number: int) -> str:
    """Write a sample's number as people read it.

    >>> sample_id_of(3)
    'Y-0003'
    """
    return f"Y-{number:04d}"


def _sample(row: SampleRow, accounts: Sequence[SampledAccount]) -> Sample:
    return Sample(
        sample_id=sample_id_of(row.number),
        order=row.order_code,
        year=row.year,
        seed=row.seed,
        per_mille=row.per_mille,
        population=row.population,
        population_digest=row.population_digest,
        drawn_by=row.drawn_by,
        drawn_at=row.drawn_at,
        accounts=tuple(accounts),
    )
