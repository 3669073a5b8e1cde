"""What a yearly report says, free of any language: money is thousandths, a day is a day, an unknown is None."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class YearAccount:
    """An account that was held in the year, as it stood on 31 December; no balance where no statement says it.

    `stated_on`: the day of which the bank's last word on the balance is; `last_receipt`: of the year or before it.
    """

    iban: str
    currency: str
    kind: str
    opened_on: date | None
    closed_on: date | None
    balance_milli: int | None
    stated_on: date | None
    last_receipt: date | None


@dataclass(frozen=True)
class YearDossier:
    """What was left of the receipts of a dossier (None: of those that name none).

    `known`: everything paid out of it named it.
    """

    iban: str
    currency: str
    dossier: str | None
    balance_milli: int
    known: bool


@dataclass(frozen=True)
class YearPayment:
    """A withdrawal or deposit of cash, or a cheque: `way` is cash-withdrawal, cash-deposit or cheque."""

    iban: str
    currency: str
    day: date
    way: str
    amount_milli: int
    dossier: str | None


@dataclass(frozen=True)
class KeptSum:
    """Money above the limit that was kept longer than two months in the year; `until` is None while some of it is there.

    `certain` is false where the order of payments alone says which receipt is still there.
    """

    iban: str
    currency: str
    dossier: str | None
    received_on: date
    late_from: date
    until: date | None
    late_milli: int
    certain: bool


@dataclass(frozen=True)
class Compared:
    """A declared figure beside the known one; either is None where the other alone stands."""

    iban: str
    currency: str
    dossier: str | None
    declared_milli: int | None
    known_milli: int | None

    @property
    def agrees(self) -> bool:
        """Whether both are there and the same."""
        return self.declared_milli is not None and self.declared_milli == self.known_milli


@dataclass(frozen=True)
class YearlyReport:
    """The report of one holder and year; `compared` is None when no declaration was given."""

    holder_id: str
    name: str
    address: str
    bar: str
    year: int
    accounts: tuple[YearAccount, ...]
    dossiers: tuple[YearDossier, ...]
    payments: tuple[YearPayment, ...]
    kept: tuple[KeptSum, ...]
    compared: tuple[Compared, ...] | None = None
