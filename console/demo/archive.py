"""An archive that a bank delivers with the first files: one closed account whose last movement is older than ten years.

It is lawful and complete; its ten years are over, so the first night's retention has something to destroy and asks two people.
Names and numbers are invented.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from coda_parser.banks import Bank
from coda_parser.iban import belgian_iban, checked
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery

YEARS = 10
WEEKS = 6
EURO = 1_000
HOLDER = "ARCHIVE-1"
NAME = "Maître Honorine Lointaine"
RECEIVED, PAID = "00150000", "00101000"
PRICES = (1_200, 850, 2_400, 640, 1_975, 3_100)
"""What each week's dossier brought in, in euros; it was paid on within the week."""

STATEMENTS, MOVEMENTS, SUM_MILLI = WEEKS, 2 * WEEKS, sum(PRICES[:WEEKS]) * EURO
"""What receiving the archive must come to; the sum is that of the credits, and of the debits."""

HOLDERS = "holder_id,name,street,postcode,city,country,bar,language\n"
ACCOUNTS = "iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on\n"


def write_archive(folder: Path, bank: Bank, *, until: date) -> None:
    """Write `register/` and `drop/BANK/` of an account whose movements ended ten years and two months before `until`."""
    start = (until - timedelta(days=62 + 7 * WEEKS)).replace(day=1)
    start = start.replace(year=start.year - YEARS)
    start -= timedelta(days=start.weekday())
    iban = belgian_iban(checked(f"{bank.bban_ranges[0][0]:03d}0000446"))
    opened, closed = start - timedelta(days=400), start + timedelta(days=7 * WEEKS)
    register = folder / "register"
    register.mkdir(parents=True)
    holder = f"{HOLDER},{NAME},Rue de l'Ancienne Barrière 4,4000,Liège,BE,LIEGE-HUY,fr\n"
    account = f"{iban},EUR,third_party,false,{HOLDER},{bank.bic},{opened},{closed},{opened},{opened}\n"
    (register / "holders.csv").write_text(HOLDERS + holder, encoding="utf-8")
    (register / "accounts.csv").write_text(ACCOUNTS + account, encoding="utf-8")
    drop = folder / "drop" / bank.code
    drop.mkdir(parents=True)
    drafts = [_week(bank, iban, start + timedelta(days=7 * week), week) for week in range(WEEKS)]
    (drop / f"archive-{start:%Y}.cod").write_bytes(write_delivery(drafts, created=until))


def _week(bank: Bank, iban: str, monday: date, week: int) -> StatementDraft:
    """One week's statement: a dossier's money comes in and is paid on, in full."""
    amount = PRICES[week % len(PRICES)] * EURO
    payer, payee = (belgian_iban(checked(f"1580000{week:02d}{end}")) for end in "12")
    communication = f"DOSSIER {monday:%Y}/{week + 11:03d}"
    return StatementDraft(
        account=iban,
        currency="EUR",
        number=week + 1,
        date=monday + timedelta(days=4),
        old_balance_milli=0,
        old_balance_date=monday - timedelta(days=3),
        holder_name=NAME.upper(),
        description="COMPTE DE TIERS",
        bank_bic=bank.bic,
        movements=[
            _movement(amount, monday, RECEIVED, communication, payer, "Client fictif", week),
            _movement(-amount, monday + timedelta(days=3), PAID, communication, payee, "Bénéficiaire fictif", week),
        ],
    )


def _movement(amount_milli: int, day: date, code: str, communication: str, account: str, name: str, week: int) -> MovementDraft:
    return MovementDraft(
        amount_milli=amount_milli,
        booked=day,
        valued=day,
        code=code,
        bank_reference=f"ARCHIVE{week:03d}{code[1:4]}",
        communication=communication,
        counterparty_account=account,
        counterparty_name=name,
        counterparty_bic="ZAVEBEB1",
    )
