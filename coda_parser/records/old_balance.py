"""Record 1, old balance: the account and what it held before the movements (CODA 2.6, annex I)."""

from datetime import date

from coda_parser.layout import FLAG, KNOWN_DATE, MILLI, OPTIONAL_NUMBER, TEXT, ZONE, Record, at


class OldBalance(Record, code="1"):
    """Names the account; the layout of its account zone depends on the account structure."""

    structure: str = at(2, 2, TEXT, "account structure")
    paper_number: int = at(3, 5, OPTIONAL_NUMBER, "sequence number of the statement on paper")
    account_zone: str = at(6, 42, ZONE, "account number and currency")
    debit: bool = at(43, 43, FLAG, "sign of the old balance")
    balance: int = at(44, 58, MILLI, "old balance")
    balance_date: date | None = at(59, 64, KNOWN_DATE, "date of the old balance")
    holder: str = at(65, 90, TEXT, "name of the account holder")
    description: str = at(91, 125, TEXT, "account description")
    statement_number: int = at(126, 128, OPTIONAL_NUMBER, "sequence number of the coded statement")
