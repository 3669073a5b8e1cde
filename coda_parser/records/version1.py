"""Version 1 of record 2.3, as two independent readers of old files know it.

The text of version 1 is not public. Record 1 has the same positions; its account is always a Belgian number of twelve digits
(structure 0). Everything else is read as version 2.
"""

from coda_parser.layout import BLANK, NUMBER, TEXT, ZONE, Record, at


class MovementCounterparty1(Record, code="23"):
    """Carries the counterparty's address and no communication."""

    sequence: int = at(3, 6, NUMBER, "continuous sequence number")
    detail: int = at(7, 10, NUMBER, "detail number")
    account_zone: str = at(11, 22, ZONE, "counterparty's account number")
    blank_23: str = at(23, 47, BLANK, "blank")
    name: str = at(48, 73, TEXT, "counterparty's name")
    address: str = at(74, 125, TEXT, "counterparty's address")
    next: str = at(126, 126, ZONE, "next code")
    blank_127: str = at(127, 127, BLANK, "blank")
    link: str = at(128, 128, ZONE, "link code")
