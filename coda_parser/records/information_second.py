"""Record 3.2, information continued (CODA 2.6, annex I)."""

from coda_parser.layout import BLANK, NUMBER, ZONE, Record, at


class InformationSecond(Record, code="32"):
    """Continues record 3.1 of the same sequence and detail."""

    sequence: int = at(3, 6, NUMBER, "continuous sequence number")
    detail: int = at(7, 10, NUMBER, "detail number")
    communication: str = at(11, 115, ZONE, "communication, continued")
    blank_116: str = at(116, 125, BLANK, "blank")
    next: str = at(126, 126, ZONE, "next code")
    blank_127: str = at(127, 127, BLANK, "blank")
    link: str = at(128, 128, ZONE, "link code")
