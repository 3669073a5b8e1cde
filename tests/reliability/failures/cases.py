"""The failure catalogue: for each failure the deliveries of one account that show it, the last of them the one in question.

Every case has an account of its own, so that all of them can be received by one installation. A sound statement has eight
lines: 1 record 0, 2 record 1, 3 to 5 a transfer of 250 received (records 2.1, 2.2, 2.3), 6 a transfer of 100 made (record 2.1),
7 record 8, 8 record 9.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from coda_parser.iban import belgian_iban, checked
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery
from tests.reliability.failures import damage

DAY = date(2026, 2, 27)
RECEIVED = date(2026, 3, 9)
"""The Monday on which the catalogue is received: a statement may be of the bank day after it, no later."""
OLD = 1_000_000
MIB = 1024 * 1024
PAYER = belgian_iban(checked("9880000001"))
STRANGER = belgian_iban(checked("9880000002"))
"""An account that no register knows."""


@dataclass(frozen=True)
class Account:
    """The account of one case, and the statements that a bank makes of it."""

    iban: str

    def statement(self, number: int = 1, day: date = DAY, old: int = OLD, milli: int = 250_000, **more: object) -> bytes:
        """A sound statement: 250 received, 100 paid, unless told otherwise; amounts in thousandths."""
        received = MovementDraft(
            milli,
            day,
            day,
            "00150000",
            communication="DOSSIER 2026/114",
            counterparty_account=PAYER,
            counterparty_name="PEETERS",
            counterparty_bic="KASTBEBB",
        )
        movements = (received, MovementDraft(-100_000, day, day, "00101000", communication="DOSSIER 2026/115"))
        account = str(more.pop("account", self.iban))
        draft = StatementDraft(account, "EUR", number, day, old, holder_name="CORBEAU", movements=movements, **more)  # type: ignore[arg-type]
        return write_delivery([draft], created=day + timedelta(days=1))


Bring = Callable[[Account], Sequence[bytes]]


def account_of(number: int) -> Account:
    """The account of the case with this number, from 0."""
    return Account(belgian_iban(checked(f"9850{number:06d}")))


def _damaged(change: Callable[[bytes], bytes]) -> Bring:
    return lambda account: [change(account.statement())]


def _at(line: int, first: int, text: bytes) -> Bring:
    return _damaged(lambda data: damage.at(data, line, first, text))


def _file(data: bytes) -> Bring:
    return lambda _: [data]


def _twice_changed(**more: object) -> Bring:
    return lambda account: [account.statement(), account.statement(milli=260_000, **more)]  # type: ignore[arg-type]


CASES: Mapping[str, Bring] = {
    # how a file arrives
    "sound": _damaged(bytes),
    "empty file": _file(b""),
    "only line ends": _file(b"\r\n" * 40),
    "cut inside a record": _damaged(lambda data: damage.cut(data, 5, 40)),
    "cut before the trailer": _damaged(lambda data: damage.cut(data, 8)),
    "cut inside the trailer": _damaged(lambda data: damage.cut(data, 8, 40)),
    "delivered again": lambda account: [account.statement(), account.statement()],
    "same name, next statement": lambda account: [account.statement(), account.statement(2, DAY + timedelta(3), 1_150_000)],
    "same statement, other content": _twice_changed(),
    "duplicate by its flag": lambda account: [account.statement(), account.statement(duplicate=True)],
    "duplicate flag, other content": _twice_changed(duplicate=True),
    "gap in the numbers": lambda account: [account.statement(1), account.statement(3, DAY + timedelta(4), 1_900_000)],
    "numbers begin again": lambda account: [account.statement(57), account.statement(1, DAY + timedelta(3), 1_150_000)],
    "late, before what is held": lambda account: [
        account.statement(2, DAY + timedelta(3), 1_150_000),
        account.statement(1),
    ],
    # characters and lines
    "LF": _damaged(lambda data: damage.ended(data, b"\n")),
    "CR": _damaged(lambda data: damage.ended(data, b"\r")),
    "no line ends": _damaged(lambda data: damage.ended(data, b"")),
    "mixed line ends": _damaged(damage.mixed_ends),
    "byte order mark": _damaged(lambda data: b"\xef\xbb\xbf" + data),
    "UTF-16": _damaged(lambda data: data.decode("ascii").encode("utf-16")),
    "UTF-16 without mark": _damaged(lambda data: data.decode("ascii").encode("utf-16-le")),
    "cp1252 letters": _at(5, 48, "ÉLOÏSE".encode("cp1252")),
    "UTF-8 letters": _damaged(lambda data: damage.at(data, 5, 48, b"ELOISE").replace(b"ELOISE", "ÉLOÏSE".encode())),
    "DOS end of file": _damaged(lambda data: data + b"\x1a"),
    "0x1A in a text": _at(3, 70, b"\x1a"),
    "NUL in a name": _at(5, 48, b"\x00"),
    "tab": _at(3, 20, b"\t"),
    "escape sequence": _at(5, 48, b"\x1b[31m"),
    "127 columns": _damaged(lambda data: damage.shorter(data, 3, 100, 1)),
    "129 columns": _damaged(lambda data: damage.longer(data, 3, 100, b" ")),
    "127 columns in record 0": _damaged(lambda data: damage.shorter(data, 1, 100, 1)),
    "a line of 10 MB": _damaged(lambda data: damage.longer(data, 3, 100, b"X" * (10 * MIB))),
    "blanks squeezed": _damaged(damage.squeezed),
    "blank line between records": _damaged(lambda data: damage.with_line(data, 6, b"")),
    "blank line between statements": lambda account: [
        account.statement()[:-3] + b"1\r\n\r\n\r\n" + account.statement(2, DAY + timedelta(3), 1_150_000)
    ],
    # records
    "record 0 twice": _damaged(lambda data: damage.with_line(data, 2, data[:128])),
    "beginning lost": _damaged(lambda data: damage.without(data, 1)),
    "trailer lost between two": lambda account: [
        damage.without(account.statement(), 8) + account.statement(2, DAY + timedelta(3), 1_150_000)
    ],
    "record 8 lost": _damaged(lambda data: damage.without(data, 7)),
    "record 1 lost": _damaged(lambda data: damage.without(data, 2)),
    "movement lost": _damaged(lambda data: damage.without(data, 6)),
    "records 2.2, 2.3 exchanged": _damaged(lambda data: damage.swapped(data, 4, 5)),
    "movement behind record 8": _damaged(lambda data: damage.swapped(data, 6, 7)),
    "unknown record": _damaged(lambda data: damage.with_line(data, 6, b"7".ljust(128))),
    "unknown version": _at(1, 128, b"7"),
    "movement twice": _at(6, 3, b"0001"),
    "numbers of movements jump": _at(6, 3, b"0004"),
    "record 2.2 of another one": _at(4, 3, b"0009"),
    "trailer announces more": _at(8, 128, b"1"),
    # fields
    "letters in an amount": _at(3, 40, b"12E4"),
    "amount one cent more": _at(3, 33, b"000000000250010"),
    "sign code 2": _at(3, 32, b"2"),
    "sign exchanged": _at(6, 32, b"0"),
    "31 February booked": _at(3, 116, b"310226"),
    "31 February as value date": _at(3, 48, b"310226"),
    "31 February in record 0": _at(1, 6, b"310226"),
    "old balance wrong": _at(2, 44, b"000000001000010"),
    "new balance wrong": _at(7, 43, b"000000001150010"),
    "new balance in debit": _at(7, 42, b"1"),
    "account of 8 is another": lambda account: [damage.at(account.statement(), 7, 5, PAYER.encode())],
    "currency of digits": _at(2, 40, b"123"),
    "account of blanks": _at(2, 6, b" " * 34),
    "trailer counts one more": _at(8, 17, b"000007"),
    "trailer's debit wrong": _at(8, 23, b"000000000100010"),
    "trailer's credit wrong": _at(8, 38, b"000000000250010"),
    # not CODA, or not for us
    "gzip under the name of a CODA": _damaged(lambda data: gzip.compress(data, mtime=0)),
    "gzip, cut": _damaged(lambda data: gzip.compress(data, mtime=0)[:60]),
    "HTML error page": _file(b"<!DOCTYPE html>\n<html><head><title>503 Service Unavailable</title></head></html>\n"),
    "PDF": _file(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"),
    "CSV": _file(b"account;date;amount\r\nBE71096123456769;27/02/2026;250,00\r\n"),
    "MT940": _file(b":20:STATEMENT\r\n:25:BE71096123456769\r\n:28C:1/1\r\n:60F:C260227EUR1000,00\r\n"),
    "camt.053": _file(b'<?xml version="1.0"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>\n'),
    "random bytes": _file(Random(4).randbytes(4096)),
    "account in no register": lambda account: [account.statement(account=STRANGER)],
    "account at another bank": _damaged(bytes),
    "dated the day after tomorrow": lambda account: [account.statement(day=RECEIVED + timedelta(2))],
    "dated tomorrow": lambda account: [account.statement(day=RECEIVED + timedelta(1))],
    "record 0 names another bank": _at(1, 61, b"MAASBEBB"),
    "label of a mandate": _at(2, 65, b"CURATELLE CORBEAU"),
    "description of a mandate": _at(2, 91, b"FAILLISSEMENT CORBEAU"),
    "account of a judicial mandate": _damaged(bytes),
    "damaged, judicial mandate": _at(3, 40, b"12E4"),
}  # fmt: skip
ELSEWHERE = "account at another bank"
MANDATES = ("account of a judicial mandate", "damaged, judicial mandate")
