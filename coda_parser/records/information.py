"""Record 3.1, information: what the bank adds to the movement before it (CODA 2.6, annex I)."""

from coda_parser.layout import BLANK, DIGITS, NUMBER, TEXT, ZONE, Record, at


class InformationRecord(Record, code="31"):
    """Belongs to the movement of the same sequence that stands just before it."""

    sequence: int = at(3, 6, NUMBER, "continuous sequence number")
    detail: int = at(7, 10, NUMBER, "detail number")
    bank_reference: str = at(11, 31, TEXT, "reference number of the bank")
    code_8: str = at(32, 39, DIGITS, "transaction code")
    structure: str = at(40, 40, ZONE, "code structure of the communication")
    communication: str = at(41, 113, ZONE, "communication")
    blank_114: str = at(114, 125, BLANK, "blank")
    next: str = at(126, 126, ZONE, "next code")
    blank_127: str = at(127, 127, BLANK, "blank")
    link: str = at(128, 128, ZONE, "link code")
