"""Record 4, free message of the bank, between the new balance and the trailer (CODA 2.6, annex I)."""

from coda_parser.layout import BLANK, NUMBER, ZONE, Record, at


class Message(Record, code="4"):
    """One line of a message; lines of the same sequence belong together."""

    blank_2: str = at(2, 2, BLANK, "blank")
    sequence: int = at(3, 6, NUMBER, "continuous sequence number")
    detail: int = at(7, 10, NUMBER, "detail number")
    blank_11: str = at(11, 32, BLANK, "blank")
    text: str = at(33, 112, ZONE, "text of the free communication")
    blank_113: str = at(113, 127, BLANK, "blank")
    link: str = at(128, 128, ZONE, "link code")
