"""Record 8, new balance: what the account holds once the movements are booked (CODA 2.6, annex I)."""

from datetime import date

from coda_parser.layout import BLANK, DATE, FLAG, MILLI, OPTIONAL_NUMBER, ZONE, Record, at


class NewBalance(Record, code="8"):
    """Repeats the account of record 1."""

    paper_number: int = at(2, 4, OPTIONAL_NUMBER, "sequence number of the statement on paper")
    account_zone: str = at(5, 41, ZONE, "account number and currency")
    debit: bool = at(42, 42, FLAG, "sign of the new balance")
    balance: int = at(43, 57, MILLI, "new balance")
    balance_date: date = at(58, 63, DATE, "date of the new balance")
    blank_64: str = at(64, 127, BLANK, "blank")
    link: str = at(128, 128, ZONE, "link code")
