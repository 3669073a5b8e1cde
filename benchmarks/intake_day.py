"""A bank day of the whole country, made up: 40,000 accounts at four banks, 100,000 movements, one statement an account.

Every statement is drawn from its account's own number, so the day is the same whether it is written as four deliveries or as
forty thousand files, and what must come out of it is known before anything is received.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from coda_parser.banks import Bank, banks
from coda_parser.iban import belgian_iban, checked
from coda_parser.writer import MovementDraft, StatementDraft, write_statement

DAY = date(2026, 3, 31)
CREATED = DAY + timedelta(days=1)
_NAMES = ("NOTARIS DEPAEPE", "GARAGE DU PONT SA", "MUTUALITE DU CENTRE", "E. VANDENBERGHE", "CABINET LUNE SRL", "J. MAES")
_CREDIT, _DEBIT = "00150000", "00101000"


@dataclass(frozen=True)
class Expected:
    """What the day holds, as it was drawn: counts, and sums in thousandths, neither negative."""

    statements: int
    movements: int
    debit_milli: int
    credit_milli: int


def drafts(bank: Bank, accounts: int) -> Iterator[StatementDraft]:
    """The bank's statements: two movements on one account, three on the next."""
    first = bank.bban_ranges[0][0]
    for index in range(accounts):
        random = Random(f"{bank.code} {index}")
        movements = [_movement(random, index, place) for place in range(2 + index % 2)]
        yield StatementDraft(
            account=belgian_iban(checked(f"{first}{index:07d}")),
            currency="EUR",
            number=63 if bank.habits.numbered else 0,
            date=DAY,
            old_balance_milli=random.randrange(10**9),
            old_balance_date=DAY - timedelta(days=1),
            holder_name=f"MTRE NUMERO {index}",
            description="COMPTE DE TIERS",
            bank_bic=bank.bic,
            movements=movements,
        )


def _movement(random: Random, index: int, place: int) -> MovementDraft:
    amount = random.randrange(10, 10**7) * (1 if random.random() < 0.5 else -1)
    return MovementDraft(
        amount_milli=amount,
        booked=DAY,
        valued=DAY,
        code=_CREDIT if amount > 0 else _DEBIT,
        bank_reference=f"REF{index:08d}{place:04d}",
        communication=f"DOSSIER 2026/{random.randrange(10_000)} {random.choice(('PROVISION', 'SOLDE', 'HONORAIRES'))}",
        customer_reference=f"E2E-{index}-{place}",
        counterparty_account=belgian_iban(checked(f"985{random.randrange(10**7):07d}")),
        counterparty_bic="KASTBEBB",
        counterparty_name=random.choice(_NAMES),
    )


def write_day(folder: Path, *, accounts: int) -> Expected:
    """Write `day/BANK/one file`, `files/BANK/a file each statement` and the register; `accounts` are those of each bank."""
    statements = movements = debit = credit = 0
    numbers: list[tuple[str, str]] = []
    for bank in banks().values():
        whole, single = folder / "day" / bank.folder, folder / "files" / bank.folder
        for path in (whole, single):
            path.mkdir(parents=True, exist_ok=True)
        with (whole / bank.file_pattern.format(date=f"{CREATED:%Y%m%d}", number=1)).open("wb") as delivery:
            for index, draft in enumerate(drafts(bank, accounts)):
                delivery.write(_written(bank, draft, another_follows=index < accounts - 1))
                (single / f"{index:06d}.cod").write_bytes(_written(bank, draft, another_follows=False))
                numbers.append((draft.account, bank.bic))
                statements += 1
                movements += len(draft.movements)
                debit -= sum(movement.amount_milli for movement in draft.movements if movement.amount_milli < 0)
                credit += sum(movement.amount_milli for movement in draft.movements if movement.amount_milli > 0)
    _write_register(folder, numbers)
    return Expected(statements, movements, debit, credit)


def _written(bank: Bank, draft: StatementDraft, *, another_follows: bool) -> bytes:
    habits = bank.habits
    return write_statement(
        draft, created=CREATED, another_follows=another_follows, newline=habits.newline, encoding=habits.encoding
    )


def _write_register(folder: Path, numbers: list[tuple[str, str]]) -> None:
    with (folder / "holders.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(
            [
                ("holder_id", "name", "street", "postcode", "city", "country", "bar", "language"),
                ("H1", "Aline Corbeau", "rue du Pont 1", "4000", "Liège", "BE", "LIEGE-HUY", "fr"),
            ]
        )
    head = [
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
    ]
    with (folder / "accounts.csv").open("w", newline="", encoding="utf-8") as stream:
        rows = [(iban, "EUR", "third_party", "false", "H1", bic, "2020-01-01", "", "", "") for iban, bic in numbers]
        csv.writer(stream).writerows([head, *rows])
