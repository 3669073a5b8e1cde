"""A movement as records 2.1 to 3.3: the codes that chain them, detail numbers, and communications cut to their zones.

A record 2.2 or 2.3 is written only when there is something to say in it. The counterparty's address, and a name that is
longer than record 2.3 allows, go into an information record 001.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coda_parser.account_zone import write_counterparty
from coda_parser.booking import COUNTERPARTY, STRUCTURED, TYPE_WIDTH
from coda_parser.problem import quoted
from coda_parser.records import (
    InformationRecord,
    InformationSecond,
    InformationThird,
    MovementCounterparty,
    MovementRecord,
    MovementReference,
)
from coda_parser.structured import slice_of

_FIRST = MovementRecord.field("communication").width
_SECOND = MovementReference.field("communication").width
_THIRD = MovementCounterparty.field("communication").width
_NAME = MovementCounterparty.field("name").width
_FULL_NAME = slice_of(COUNTERPARTY, "name").stop
_ADDRESS_PIECE = slice_of(COUNTERPARTY, "street").stop - _FULL_NAME
_INFORMATION = tuple(record.field("communication").width for record in (InformationRecord, InformationSecond, InformationThird))


@dataclass(frozen=True)
class InformationDraft:
    """An information record to write: `type` is '' when the text is free."""

    text: str
    type: str = ""


@dataclass(frozen=True)
class MovementDraft:
    """A movement to write; `amount_milli` in thousandths, credit positive; `valued` None is an unknown value date.

    `structured` is (type, content) and excludes `communication`. `counterparty_address` is "street, locality". `details`
    explain the movement and do not move the account. Blanks around a text are not part of it.
    """

    amount_milli: int
    booked: date
    valued: date | None
    code: str
    bank_reference: str = ""
    communication: str = ""
    structured: tuple[str, str] | None = None
    customer_reference: str = ""
    counterparty_account: str = ""
    counterparty_name: str = ""
    counterparty_bic: str = ""
    counterparty_address: str = ""
    counterparty_currency: str = "EUR"
    r_transaction: str = ""
    reason_code: str = ""
    category_purpose: str = ""
    purpose: str = ""
    information: Sequence[InformationDraft] = ()
    details: Sequence[MovementDraft] = ()


def movement_lines(draft: MovementDraft, sequence: int, *, paper_number: int = 0) -> list[str]:
    """Write a movement with its details; ValueError, naming record and field, when something does not fit."""
    lines: list[str] = []
    _write(draft, lines, sequence, detail=0, level=1, paper_number=paper_number, closes="0")
    return lines


def _write(
    draft: MovementDraft, lines: list[str], sequence: int, *, detail: int, level: int, paper_number: int, closes: str
) -> int:
    """Append a movement and all that belongs to it; give the next free detail number."""
    globalisation = str(min(level, 9)) if draft.details else closes
    information = _information(draft)
    lines.extend(_records(draft, sequence, detail, globalisation, paper_number, linked=bool(information)))
    following = detail + 1
    for index, added in enumerate(information):
        last = index == len(information) - 1
        lines.extend(_information_records(draft, added, sequence, following, linked=not last))
        following += 1
    for index, explained in enumerate(draft.details):
        ends = globalisation if index == len(draft.details) - 1 else "0"
        following = _write(
            explained, lines, sequence, detail=following, level=level + 1, paper_number=paper_number, closes=ends
        )
    return following


def _records(
    draft: MovementDraft, sequence: int, detail: int, globalisation: str, paper_number: int, *, linked: bool
) -> list[str]:
    first, second, third = _communication(draft)
    reference = {
        "customer_reference": draft.customer_reference,
        "counterparty_bic": draft.counterparty_bic,
        "r_transaction": draft.r_transaction,
        "reason": draft.reason_code,
        "category_purpose": draft.category_purpose,
        "purpose": draft.purpose,
    }
    has_third = bool(draft.counterparty_account or draft.counterparty_name or third)
    has_second = bool(second or third or any(reference.values()))
    link = "1" if linked else "0"
    place = {"sequence": sequence, "detail": detail}
    lines = [
        MovementRecord.write(
            **place,
            bank_reference=draft.bank_reference,
            debit=draft.amount_milli < 0,
            amount=abs(draft.amount_milli),
            valued=draft.valued,
            code_8=draft.code,
            structured=draft.structured is not None,
            communication=first,
            booked=draft.booked,
            paper_number=paper_number,
            globalisation=int(globalisation),
            next="1" if has_second or has_third else "0",
            link="0" if has_second or has_third else link,
        )
    ]
    if has_second:
        next_code, link_code = ("1", "0") if has_third else ("0", link)
        lines.append(MovementReference.write(**place, **reference, communication=second, next=next_code, link=link_code))
    if has_third:
        account = write_counterparty(draft.counterparty_account, draft.counterparty_currency)
        name = draft.counterparty_name[:_NAME]
        lines.append(
            MovementCounterparty.write(**place, account_zone=account, name=name, communication=third, next="0", link=link)
        )
    return lines


def _communication(draft: MovementDraft) -> tuple[str, str, str]:
    if draft.structured is not None and draft.communication:
        raise ValueError(f"expected a free or a structured communication, got both: {quoted(draft.communication)}")
    text = "".join(_typed(*draft.structured)) if draft.structured else draft.communication
    first, second, third = text[:_FIRST], text[_FIRST : _FIRST + _SECOND], text[_FIRST + _SECOND :]
    if len(third) > _THIRD:
        room = _FIRST + _SECOND + _THIRD
        raise ValueError(f"expected a communication of at most {room} characters, got {len(text)}: {quoted(text)}")
    return first, second, third


def _typed(type_: str, content: str) -> tuple[str, str]:
    if len(type_) != TYPE_WIDTH or not (type_.isdigit() and type_.isascii()):
        raise ValueError(f"expected a communication type of {TYPE_WIDTH} digits, got {quoted(type_)}")
    return type_, content


def _information(draft: MovementDraft) -> list[InformationDraft]:
    information = list(draft.information)
    if draft.counterparty_address or len(draft.counterparty_name) > _NAME:
        information.insert(0, InformationDraft(_party(draft), COUNTERPARTY))
    return information


def _party(draft: MovementDraft) -> str:
    street, _, locality = draft.counterparty_address.rpartition(", ")
    street, locality = (street, locality) if street else (locality, "")
    pieces = ((draft.counterparty_name, _FULL_NAME), (street, _ADDRESS_PIECE), (locality, _ADDRESS_PIECE))
    for piece, width in pieces:
        if len(piece) > width:
            raise ValueError(f"expected at most {width} characters of name, street or locality, got {quoted(piece)}")
    return "".join(piece.ljust(width) for piece, width in pieces).rstrip(" ")


def _information_records(
    draft: MovementDraft, added: InformationDraft, sequence: int, detail: int, *, linked: bool
) -> list[str]:
    text = "".join(_typed(added.type, added.text)) if added.type else added.text
    first, second = _INFORMATION[0], _INFORMATION[0] + _INFORMATION[1]
    if len(text) > sum(_INFORMATION):
        raise ValueError(f"expected information of at most {sum(_INFORMATION)} characters, got {quoted(text)}")
    zones = text[:first], text[first:second], text[second:]
    link = "1" if linked else "0"
    place = {"sequence": sequence, "detail": detail}
    lines = [
        InformationRecord.write(
            **place,
            bank_reference=draft.bank_reference,
            code_8=draft.code,
            structure=STRUCTURED if added.type else "0",
            communication=zones[0],
            next="1" if zones[1] else "0",
            link="0" if zones[1] else link,
        )
    ]
    if zones[1]:
        next_code, link_code = ("1", "0") if zones[2] else ("0", link)
        lines.append(InformationSecond.write(**place, communication=zones[1], next=next_code, link=link_code))
    if zones[2]:
        lines.append(InformationThird.write(**place, communication=zones[2], next="0", link=link))
    return lines
