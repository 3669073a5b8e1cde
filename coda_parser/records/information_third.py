"""Record 3.3, information continued for the last time (CODA 2.6, annex I)."""

from coda_parser.layout import BLANK, NUMBER, ZONE, Record, at


class InformationThird(Record, code="33"):
    """Ends the information begun by record 3.1 of the same sequence and detail."""

    sequence: int = at(3, 6, NUMBER, "continuous sequence number")
    detail: int = at(7, 10, NUMBER, "detail number")
    communication: str = at(11, 100, ZONE, "communication, continued")
    blank_101: str = at(101, 125, BLANK, "blank")
    next: str = at(126, 126, ZONE, "next code")
    blank_127: str = at(127, 127, BLANK, "blank")
    link: str = at(128, 128, ZONE, "link code")
