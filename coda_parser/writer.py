"""Valid CODA bytes from plain values.

What is written here parses without problem and reads back equal: totals, counts, next and link codes, account structure and
globalisation codes are worked out, never given. A bank's faults (a wrong total, a missing trailer) are for the caller to
make in the bytes.

>>> from coda_parser import parse
>>> day = date(2026, 3, 31)
>>> paid = MovementDraft(-250_000, day, day, "00101000", communication="DOSSIER 2026/114")
>>> draft = StatementDraft("BE35985051416137", "EUR", 64, day, old_balance_milli=1_000_000, movements=[paid])
>>> delivery = parse(write_delivery([draft], created=day))
>>> delivery.problems, delivery.statements[0].new_balance_milli, delivery.statements[0].movements[0].communication
((), 750000, 'DOSSIER 2026/114')
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from coda_parser.account_zone import write_account
from coda_parser.movement_writer import InformationDraft, MovementDraft, movement_lines
from coda_parser.records import Header, Message, NewBalance, OldBalance, Trailer

__all__ = ["InformationDraft", "MovementDraft", "StatementDraft", "write_delivery", "write_statement"]

NewlineStyle = Literal["\r\n", "\n", ""]
Charset = Literal["cp1252", "utf-8", "ascii"]

APPLICATION = "05"
VERSION = "2"
ANOTHER_FOLLOWS, LAST = "1", "2"
_WRAP = 10_000
_MESSAGE_WIDTH = Message.field("text").width
_UNCOUNTED = (Header.code, Message.code, Trailer.code)


@dataclass(frozen=True)
class StatementDraft:
    """A statement to write: `date` is that of the new balance, `number` the coded one; amounts in thousandths.

    `old_balance_date` None writes 000000 (unknown); `paper_number` None repeats the number; `addressee` None repeats the
    holder's name. `separate_application` other than 0 zeroes both balances. `without_new_balance` writes the empty
    statement of records 0, 1 and 9, for a day without movement; its date is then the day of creation.
    """

    account: str
    currency: str
    number: int
    date: datetime.date
    old_balance_milli: int
    old_balance_date: datetime.date | None = None
    holder_name: str = ""
    description: str = ""
    bank_bic: str = ""
    movements: Sequence[MovementDraft] = ()
    messages: Sequence[str] = ()
    paper_number: int | None = None
    duplicate: bool = False
    bank_number: int = 0
    file_reference: str = ""
    addressee: str | None = None
    company_number: str = ""
    separate_application: int = 0
    without_new_balance: bool = False

    @property
    def new_balance_milli(self) -> int:
        """Old balance and movements; details do not count."""
        return self.old_balance_milli + sum(movement.amount_milli for movement in self.movements)


def write_statement(
    draft: StatementDraft,
    *,
    created: date,
    another_follows: bool = False,
    newline: NewlineStyle = "\r\n",
    encoding: Charset = "cp1252",
) -> bytes:
    """Write one statement, records 0 to 9; ValueError, naming record and field, when something does not fit."""
    if draft.without_new_balance and (draft.movements or draft.messages):
        raise ValueError("expected no movement and no message in a statement without record 8")
    lines = [_header(draft, created), _old_balance(draft)]
    for index, movement in enumerate(draft.movements, 1):
        lines.extend(movement_lines(movement, index % _WRAP, paper_number=_paper(draft)))
    if not draft.without_new_balance:
        lines.append(_new_balance(draft))
        lines.extend(_messages(draft.messages))
    lines.append(_trailer(draft, lines, another_follows))
    return "".join(line + newline for line in lines).encode(encoding)


def write_delivery(
    drafts: Sequence[StatementDraft], *, created: date, newline: NewlineStyle = "\r\n", encoding: Charset = "cp1252"
) -> bytes:
    """Write several statements as one delivery."""
    last = len(drafts) - 1
    return b"".join(
        write_statement(draft, created=created, another_follows=index < last, newline=newline, encoding=encoding)
        for index, draft in enumerate(drafts)
    )


def _paper(draft: StatementDraft) -> int:
    return draft.number if draft.paper_number is None else draft.paper_number


def _header(draft: StatementDraft, created: date) -> str:
    return Header.write(
        created=created,
        bank_number=draft.bank_number,
        application=APPLICATION,
        duplicate="D" if draft.duplicate else "",
        file_reference=draft.file_reference,
        addressee=draft.holder_name if draft.addressee is None else draft.addressee,
        bank_bic=draft.bank_bic,
        company_number=draft.company_number or "0" * Header.field("company_number").width,
        separate_application=draft.separate_application,
        version=VERSION,
    )


def _old_balance(draft: StatementDraft) -> str:
    structure, zone = write_account(draft.account, draft.currency)
    balance = 0 if draft.separate_application else draft.old_balance_milli
    return OldBalance.write(
        structure=structure,
        paper_number=_paper(draft),
        account_zone=zone,
        debit=balance < 0,
        balance=abs(balance),
        balance_date=draft.old_balance_date,
        holder=draft.holder_name,
        description=draft.description,
        statement_number=draft.number,
    )


def _new_balance(draft: StatementDraft) -> str:
    balance = 0 if draft.separate_application else draft.new_balance_milli
    return NewBalance.write(
        paper_number=0 if draft.separate_application else _paper(draft),
        account_zone=write_account(draft.account, draft.currency)[1],
        debit=balance < 0,
        balance=abs(balance),
        balance_date=draft.date,
        link="1" if draft.messages else "0",
    )


def _messages(messages: Sequence[str]) -> list[str]:
    lines: list[str] = []
    for sequence, text in enumerate(messages, 1):
        for detail, start in enumerate(range(0, max(len(text), 1), _MESSAGE_WIDTH)):
            piece = text[start : start + _MESSAGE_WIDTH]
            more = sequence < len(messages) or start + _MESSAGE_WIDTH < len(text)
            lines.append(Message.write(sequence=sequence, detail=detail, text=piece, link="1" if more else "0"))
    return lines


def _trailer(draft: StatementDraft, lines: list[str], another_follows: bool) -> str:
    amounts = [movement.amount_milli for movement in draft.movements]
    return Trailer.write(
        records=sum(1 for line in lines if not line.startswith(_UNCOUNTED)),
        debit=-sum(amount for amount in amounts if amount < 0),
        credit=sum(amount for amount in amounts if amount > 0),
        multiple=ANOTHER_FOLLOWS if another_follows else LAST,
    )
