"""The records of CODA, one file each, declared by the positions that the standard prints."""

from coda_parser.records.header import Header
from coda_parser.records.information import InformationRecord
from coda_parser.records.information_second import InformationSecond
from coda_parser.records.information_third import InformationThird
from coda_parser.records.message import Message
from coda_parser.records.movement import MovementRecord
from coda_parser.records.movement_counterparty import MovementCounterparty
from coda_parser.records.movement_reference import MovementReference
from coda_parser.records.new_balance import NewBalance
from coda_parser.records.old_balance import OldBalance
from coda_parser.records.trailer import Trailer

__all__ = [
    "RECORDS",
    "Header",
    "InformationRecord",
    "InformationSecond",
    "InformationThird",
    "Message",
    "MovementCounterparty",
    "MovementRecord",
    "MovementReference",
    "NewBalance",
    "OldBalance",
    "Trailer",
]

RECORDS = (
    Header,
    OldBalance,
    MovementRecord,
    MovementReference,
    MovementCounterparty,
    InformationRecord,
    InformationSecond,
    InformationThird,
    NewBalance,
    Message,
    Trailer,
)
