"""Record 2.1, movement: amount, dates, code, and the beginning of its communication (CODA 2.6, annex I)."""

from datetime import date

from coda_parser.layout import BLANK, DATE, DIGITS, FLAG, KNOWN_DATE, MILLI, NUMBER, OPTIONAL_NUMBER, TEXT, ZONE, Record, at


class MovementRecord(Record, code="21"):
    """A booked line; detail number 0 moves the account, any other explains the movement of the same sequence."""

    sequence: int = at(3, 6, NUMBER, "continuous sequence number")
    detail: int = at(7, 10, NUMBER, "detail number")
    bank_reference: str = at(11, 31, TEXT, "reference number of the bank")
    debit: bool = at(32, 32, FLAG, "movement sign")
    amount: int = at(33, 47, MILLI, "amount")
    valued: date | None = at(48, 53, KNOWN_DATE, "value date")
    code_8: str = at(54, 61, DIGITS, "transaction code")
    structured: bool = at(62, 62, FLAG, "communication type")
    communication: str = at(63, 115, ZONE, "communication")
    booked: date = at(116, 121, DATE, "entry date")
    paper_number: int = at(122, 124, OPTIONAL_NUMBER, "sequence number of the statement on paper")
    globalisation: int = at(125, 125, OPTIONAL_NUMBER, "globalisation code")
    next: str = at(126, 126, ZONE, "next code")
    blank_127: str = at(127, 127, BLANK, "blank")
    link: str = at(128, 128, ZONE, "link code")
