"""Record 2.2, movement continued: references, the counterparty's bank, purposes and returns (CODA 2.6, annex I)."""

from coda_parser.layout import BLANK, NUMBER, TEXT, ZONE, Record, at


class MovementReference(Record, code="22"):
    """Continues record 2.1 of the same sequence and detail."""

    sequence: int = at(3, 6, NUMBER, "continuous sequence number")
    detail: int = at(7, 10, NUMBER, "detail number")
    communication: str = at(11, 63, ZONE, "communication, continued")
    customer_reference: str = at(64, 98, TEXT, "customer reference")
    counterparty_bic: str = at(99, 109, TEXT, "BIC of the counterparty's bank")
    blank_110: str = at(110, 112, BLANK, "blank")
    r_transaction: str = at(113, 113, TEXT, "type of R-transaction")
    reason: str = at(114, 117, TEXT, "ISO reason return code")
    category_purpose: str = at(118, 121, TEXT, "category purpose")
    purpose: str = at(122, 125, TEXT, "purpose")
    next: str = at(126, 126, ZONE, "next code")
    blank_127: str = at(127, 127, BLANK, "blank")
    link: str = at(128, 128, ZONE, "link code")
