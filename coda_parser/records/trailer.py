"""Record 9, trailer: the bank's own totals over the statement (CODA 2.6, annex I)."""

from coda_parser.layout import BLANK, MILLI, NUMBER, ZONE, Record, at


class Trailer(Record, code="9"):
    """Closes a statement; counts records 1, 2, 3 and 8, and sums the movements without their details."""

    blank_2: str = at(2, 16, BLANK, "blank")
    records: int = at(17, 22, NUMBER, "number of records")
    debit: int = at(23, 37, MILLI, "total debit")
    credit: int = at(38, 52, MILLI, "total credit")
    blank_53: str = at(53, 127, BLANK, "blank")
    multiple: str = at(128, 128, ZONE, "multiple file code")
