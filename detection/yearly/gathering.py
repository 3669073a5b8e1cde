"""Gather a holder's yearly report from register and lake, as both were on 31 December.

The balance per dossier is what the matched lots leave (`detection.lots`): each receipt names a dossier or none, each payment
consumes. It is known where every payment out of the dossier's receipts named that dossier, an estimate elsewhere; what names no
dossier is one line, so that the lines of an account sum to its balance. Sums kept too long are those of `late_money`, with the
limits of the rule stale-2m-2500. Accounts under judicial mandate are never held here; rubric accounts are asked for their
balance and not for the two months.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from detection.codes import debit, in_group
from detection.engine import read, surroundings
from detection.findings import ACCOUNT
from detection.instruments import by_instrument
from detection.late_money import late_receipts
from detection.material import Material
from detection.old_money import open_lots
from detection.registry import detectors
from detection.reports.content import Holder
from detection.reports.gathering import holders_by_id
from detection.yearly.content import KeptSum, YearAccount, YearDossier, YearlyReport, YearPayment
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.quarantine import refused_statements_frame
from warehouse.register import accounts_frame, holders_frame, holdings_frame

BY_REFERENCE = 950
"""Confidence (thousandths) of a match by the dossier's reference; every other way is an estimate."""
BY_ORDER = 300
"""Confidence of what only the order of payments says."""
LATE = "stale-2m-2500"
POOLED = "third_party"


def gather_year(warehouse: Warehouse, holder_id: str, *, year: int, on: date) -> YearlyReport:
    """Give the report of a holder for a year; Refusal for a holder without account in it, or a year that is not over."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if on <= last:
        raise Refusal(f"the year {year} is not over: the report is filled in from 1 January {year + 1} on")
    holder = _holder(warehouse, holder_id)
    accounts = _accounts(warehouse, holder_id, first, last)
    if accounts.is_empty():
        raise Refusal(f"holder {holder_id} held no account in {year}")
    ibans = accounts["iban"].unique().sort().to_list()
    material = read(
        warehouse,
        ibans,
        on=last,
        around=surroundings(warehouse, on=last, moved=False),
        refused=refused_statements_frame(warehouse),
    )
    bar = holders_frame(warehouse).filter(pl.col("holder_id") == holder_id)["bar"].item()
    return YearlyReport(
        holder_id=holder_id,
        name=holder.name,
        address=holder.address,
        bar=bar,
        year=year,
        accounts=tuple(_stated(material, accounts, first, last)),
        dossiers=tuple(_dossiers(material, accounts)),
        payments=tuple(_payments(material, accounts, first)),
        kept=tuple(_kept(material, accounts, first)),
    )


def _holder(warehouse: Warehouse, holder_id: str) -> Holder:
    found = holders_by_id(warehouse).get(holder_id)
    if found is None:
        raise Refusal(f"no holder {holder_id!r} in the register")
    return found


def _accounts(warehouse: Warehouse, holder_id: str, first: date, last: date) -> pl.DataFrame:
    """Give the accounts that a holder held on a day of the year, alone or with others, once each."""
    until = pl.col("valid_until")
    held = holdings_frame(warehouse).filter(
        pl.col("holder_id") == holder_id, pl.col("valid_from") <= last, until.is_null() | (until > first)
    )
    known = accounts_frame(warehouse).filter(
        ~pl.col("judicial_mandate").fill_null(False),
        pl.col("closed_on").is_null() | (pl.col("closed_on") >= first),
        pl.col("opened_on").is_null() | (pl.col("opened_on") <= last),
    )
    return known.join(held.select("iban", "currency").unique(), on=["iban", "currency"], how="semi").sort("iban", "currency")


def _stated(material: Material, accounts: pl.DataFrame, first: date, last: date) -> Iterator[YearAccount]:
    daily = material.daily.filter(pl.col("day") <= last).group_by(ACCOUNT).agg(pl.all().sort_by("day").last()).collect()
    balances = {(row["account"], row["currency"]): row for row in daily.iter_rows(named=True)}
    receipts = material.booked.filter(pl.col("amount_milli") > 0).group_by(ACCOUNT).agg(pl.col("booked").max()).collect()
    received = {(account, currency): day for account, currency, day in receipts.iter_rows()}
    for row in accounts.iter_rows(named=True):
        key = (row["iban"], row["currency"])
        said = balances.get(key)
        yield YearAccount(
            iban=row["iban"],
            currency=row["currency"],
            kind=row["kind"],
            opened_on=_within(row["opened_on"], first, last),
            closed_on=_within(row["closed_on"], first, last),
            balance_milli=said["balance_milli"] if said else None,
            stated_on=said["day"] if said else None,
            last_receipt=received.get(key),
        )


def _within(day: date | None, first: date, last: date) -> date | None:
    return day if day is not None and first <= day <= last else None


def _dossiers(material: Material, accounts: pl.DataFrame) -> Iterator[YearDossier]:
    """Give what is left of each dossier, the largest first, and last what names none."""
    weak = material.matches.filter(pl.col("lot_dossier").is_not_null(), pl.col("confidence") < BY_REFERENCE)
    doubtful = weak.select(*ACCOUNT, pl.col("lot_dossier").alias("dossier")).unique().with_columns(doubtful=pl.lit(True))
    left = open_lots(material).group_by(*ACCOUNT, "dossier").agg(pl.col("rest_milli").sum())
    rows = left.join(doubtful, on=[*ACCOUNT, "dossier"], how="left").sort(
        *ACCOUNT, pl.col("dossier").is_null(), -pl.col("rest_milli"), "dossier"
    )
    for row in _of(rows, accounts):
        named = row["dossier"] is not None
        known = named and row["doubtful"] is None
        yield YearDossier(row["account"], row["currency"], row["dossier"], row["rest_milli"], known)


def _payments(material: Material, accounts: pl.DataFrame, first: date) -> Iterator[YearPayment]:
    way = (
        pl.when(debit() & in_group("cash-withdrawal"))
        .then(pl.lit("cash-withdrawal"))
        .when(~debit() & in_group("cash-deposit"))
        .then(pl.lit("cash-deposit"))
        .when(by_instrument("cheque"))
        .then(pl.lit("cheque"))
    )
    rows = material.booked.with_columns(way.alias("way")).filter(pl.col("way").is_not_null(), pl.col("booked") >= first)
    for row in _of(rows.select(*ACCOUNT, "booked", "way", "amount_milli", "dossier"), accounts):
        yield YearPayment(row["account"], row["currency"], row["booked"], row["way"], row["amount_milli"], row["dossier"])


def _kept(material: Material, accounts: pl.DataFrame, first: date) -> Iterator[KeptSum]:
    late = late_receipts(material, detectors()[LATE].rule).filter(
        pl.col("gone_day").is_null() | (pl.col("gone_day") >= first), pl.col("late_milli") > 0
    )
    for row in _of(late.sort(*ACCOUNT, "received", "lot"), accounts.filter(pl.col("kind") == POOLED)):
        yield KeptSum(
            iban=row["account"],
            currency=row["currency"],
            dossier=row["dossier"],
            received_on=row["received"],
            late_from=row["late_day"],
            until=row["gone_day"],
            late_milli=row["late_milli"],
            certain=row["confidence"] > BY_ORDER,
        )


def _of(rows: pl.LazyFrame, accounts: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """Give the rows of these accounts, in their order."""
    wanted = accounts.select(pl.col("iban").alias("account"), "currency").lazy()
    yield from rows.join(wanted, on=ACCOUNT, how="semi", maintain_order="left").collect().iter_rows(named=True)
