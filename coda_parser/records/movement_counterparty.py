"""Record 2.3, movement continued: the counterparty's account and name (CODA 2.6, annex I)."""

from coda_parser.layout import BLANK, NUMBER, TEXT, ZONE, Record, at


class MovementCounterparty(Record, code="23"):
    """Ends a movement; its account zone follows the payment's own structure, not that of record 1."""

    sequence: int = at(3, 6, NUMBER, "continuous sequence number")
    detail: int = at(7, 10, NUMBER, "detail number")
    account_zone: str = at(11, 47, ZONE, "counterparty's account number and currency")
    name: str = at(48, 82, TEXT, "counterparty's name")
    communication: str = at(83, 125, ZONE, "communication, continued")
    next: str = at(126, 126, ZONE, "next code")
    blank_127: str = at(127, 127, BLANK, "blank")
    link: str = at(128, 128, ZONE, "link code")
