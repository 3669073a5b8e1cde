"""What banks bring in the reliability trials, and what must come of it, worked out from the drafts and never from the intake.

Three banks, four registered accounts (one of them under judicial mandate), one that nobody registered. There is every way of
coming twice (the same bytes, the same statement in other bytes, twice in one file), a delivery with a bad statement among good
ones, a cut one, one that is no CODA, and a chain of statements without number, whose links may come in any order.

Two statements of one key with different content are left out of what may come in any order: which of them was first is a
fact, and the second waits for a person.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from coda_parser.iban import belgian_iban, checked
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery
from warehouse.database import Warehouse
from warehouse.register import import_register

FULL = os.environ.get("QUATER_TEST_FULL") == "1"
AT = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
DAY, NEXT = date(2026, 2, 26), date(2026, 2, 27)
ALINE = belgian_iban(checked("9850000001"))
BRAM = belgian_iban(checked("9860000002"))
CURATED = belgian_iban(checked("9850000003"))
NORA = belgian_iban(checked("9880000005"))
STRANGER = belgian_iban(checked("9850000004"))
RECORD = 130  # 128 characters, CR, LF


@dataclass(frozen=True)
class Brought:
    """One file that a bank brings."""

    bank: str
    name: str
    data: bytes


@dataclass
class Truth:
    """What must be held and counted in the end, in thousandths; movements by account, text and amount."""

    held: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    statements: Counter[str] = field(default_factory=Counter)
    debit_milli: int = 0
    credit_milli: int = 0

    def hold(self, *drafts: StatementDraft) -> None:
        """Count statements that must be in the lake, once."""
        for draft in drafts:
            self.statements["ingested"] += 1
            for movement in draft.movements:
                self.held[(draft.account, movement.communication, movement.amount_milli)] += 1
                self.debit_milli -= min(movement.amount_milli, 0)
                self.credit_milli += max(movement.amount_milli, 0)


def statement(account: str, number: int, day: date, old: int, *amounts: int, text: str = "") -> StatementDraft:
    """A statement whose movements say what they are: `text` and their place."""
    movements = tuple(
        MovementDraft(amount, day, day, "00150000" if amount > 0 else "00101000", communication=f"{text or number} NR {place}")
        for place, amount in enumerate(amounts, 1)
    )
    return StatementDraft(account, "EUR", number, day, old, holder_name="CORBEAU", movements=movements)


def deliveries() -> tuple[list[Brought], Truth]:
    """The files, and the truth of them."""
    truth = Truth()
    first = statement(ALINE, 1, DAY, 1_000_000, 250_000, -100_000)
    second = statement(ALINE, 2, NEXT, 1_150_000, 70_010, -5)
    brams = statement(BRAM, 9, NEXT, 0, 999_990, text="BRAM")
    third = statement(ALINE, 3, NEXT, 1_220_005, 40_000, text="BAD")
    secret = statement(CURATED, 1, DAY, 0, 777_770, text="SECRET")
    strange = statement(STRANGER, 1, DAY, 0, 5_000, text="STRANGE")
    links = [statement(NORA, 0, NEXT, old, 10_000 + old, text=f"LINK {old}") for old in (100, 10_200, 30_400)]
    truth.hold(first, second, brams, *links)
    truth.statements.update(duplicate=3, quarantined=3, mandate=1)
    bad = _wrong_total(write_delivery([third], created=NEXT))
    files = [
        Brought("KASTEEL", "first.cod", write_delivery([first], created=DAY)),
        Brought("KASTEEL", "again.cod", write_delivery([replace(first, duplicate=True)], created=NEXT)),  # duplicate
        Brought("KASTEEL", "second.cod", write_delivery([second, second], created=NEXT)),  # duplicate in one file
        Brought("KASTEEL", "both.cod", write_delivery([first, secret], created=AT.date())),  # duplicate, mandate
        Brought("MAAS", "brams.cod", write_delivery([brams], created=NEXT)),
        Brought("KASTEEL", "bad.cod", bad),  # quarantined
        Brought("KASTEEL", "strange.cod", write_delivery([strange], created=DAY)),  # quarantined
        Brought("MAAS", "cut.cod", write_delivery([brams], created=DAY)[: 3 * RECORD + 40]),  # quarantined whole: one statement
        Brought("MAAS", "letter.cod", b"Dear Sir,\r\nplease find enclosed nothing.\r\n"),  # no statement at all
        *(Brought("NOORDZEE", f"link{place}.cod", write_delivery([link], created=NEXT)) for place, link in enumerate(links)),
    ]
    return files, truth


def _wrong_total(data: bytes) -> bytes:
    """One cent more in the first movement's amount (positions 33 to 47 of its record) than the totals say."""
    place = 2 * RECORD + 32
    amount = int(data[place : place + 15]) + 10
    return data[:place] + b"%015d" % amount + data[place + 15 :]


def register(warehouse: Warehouse, folder: Path) -> None:
    """Register every account but the stranger's."""
    holders, accounts = folder / "holders.csv", folder / "accounts.csv"
    holders.write_text(
        "holder_id,name,street,postcode,city,country,bar,language\nH1,Aline Corbeau,rue du Pont 1,4000,Liège,BE,LIEGE-HUY,fr\n",
        encoding="utf-8",
    )
    head = "iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on\n"
    rows = [
        (ALINE, "false", "KASTBEBB"),
        (BRAM, "false", "MAASBEBB"),
        (CURATED, "true", "KASTBEBB"),
        (NORA, "false", "NOORBEBB"),
    ]
    lines = [f"{iban},EUR,third_party,{mandate},H1,{bic},2020-01-01,,,\n" for iban, mandate, bic in rows]
    accounts.write_text(head + "".join(lines), encoding="utf-8")
    import_register(warehouse, holders=holders, accounts=accounts, at=AT)
