"""Column buffers that the kernels fill, and the names of their columns.

Texts of all columns share one array of bytes: column c begins at `base[c]`, `ends[c]` is where its next text goes, and
`offsets[c]` holds the limits of each text as Arrow wants them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from coda_parser.columnar.octets import Codes, Octets
from coda_parser.layout import LENGTH
from coda_parser.records import (
    InformationRecord,
    InformationSecond,
    InformationThird,
    MovementCounterparty,
    MovementRecord,
    MovementReference,
)

STATEMENT_TEXTS = {"statement_id": 64, "account": 34, "currency": 3, "holder_name": 26, "description": 35, "bank_bic": 11}
"""Columns of text, and how many characters each holds at most."""
STATEMENT_NUMBERS = (
    "statement_number",
    "paper_number",
    "old_balance_milli",
    "new_balance_milli",
    "movement_count",
    "debit_milli",
    "credit_milli",
    "duplicate",
)
STATEMENT_DAYS = ("statement_date", "old_balance_date", "created")

MOVEMENT_TEXTS = {
    "movement_id": 76,
    "account": 34,
    "currency": 3,
    "code": 8,
    "family": 2,
    "operation": 2,
    "category": 3,
    "bank_reference": 21,
    "customer_reference": 35,
    "communication": 149,
    "communication_type": 3,
    "structured_reference": 25,
    "counterparty_account": 34,
    "counterparty_bic": 11,
    "counterparty_name": 70,
    "counterparty_address": 72,
    "r_transaction": 1,
    "reason_code": 4,
    "category_purpose": 4,
    "purpose": 4,
    "creditor_id": 35,
    "mandate_reference": 35,
}
MOVEMENT_NUMBERS = ("statement_number", "sequence", "detail", "amount_milli", "line")
MOVEMENT_DAYS = ("statement_date", "booked", "valued")

COMMUNICATION = sum(record.field("communication").width for record in (MovementRecord, MovementReference, MovementCounterparty))
"""Characters of a movement's communication over its three records."""
_INFORMATION = sum(record.field("communication").width for record in (InformationRecord, InformationSecond, InformationThird))
_UTF8_WIDTH = 3
"""Bytes that a character of cp1252 takes at most."""


class Columns(NamedTuple):
    """Buffers for the rows of one dataset; `ends` holds one more entry, the number of rows; `marks` is where to return to."""

    text: Octets
    base: Codes
    ends: Codes
    marks: Codes
    offsets: npt.NDArray[np.int32]
    numbers: Codes
    days: npt.NDArray[np.int32]


class Scratch(NamedTuple):
    """Working memory of one statement: joined texts, and `state`, its counters."""

    communication: Octets
    information: Octets
    name: Octets
    full_name: Octets
    address: Octets
    ultimate: Octets
    identity: Octets
    state: Codes


def columns(texts: dict[str, int], numbers: tuple[str, ...], days: tuple[str, ...], rows: int, *, high: bool) -> Columns:
    """Make room for so many rows; `high` says whether texts may take more than one byte a character."""
    widths = np.array(list(texts.values()), dtype=np.int64) * rows * (_UTF8_WIDTH if high else 1)
    base = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(widths)))
    offsets = np.zeros((len(texts), rows + 1), dtype=np.int32)
    return Columns(
        np.empty(int(base[-1]), dtype=np.uint8),
        base[:-1],
        np.append(base[:-1], 0),
        np.append(base[:-1], 0),
        offsets,
        np.empty((len(numbers), rows), dtype=np.int64),
        np.empty((len(days), rows), dtype=np.int32),
    )


def scratch() -> Scratch:
    """Make the working memory."""
    return Scratch(
        communication=_blanks(COMMUNICATION),
        information=_blanks(_INFORMATION),
        name=_blanks(LENGTH),
        full_name=_blanks(LENGTH),
        address=_blanks(LENGTH),
        ultimate=_blanks(LENGTH),
        identity=_blanks(LENGTH),
        state=np.zeros(len(STATE), dtype=np.int64),
    )


def _blanks(width: int) -> Octets:
    return np.full(width, ord(" "), dtype=np.uint8)


STATE = (
    "sequence",
    "detail",
    "wraps",
    "movements",
    "debit",
    "credit",
    "parent",
    "parent_amount",
    "details",
    "details_amount",
    "inner",
    "inner_amount",
    "inner_details",
    "inner_sum",
    "identity_length",
    "name_length",
    "address_length",
    "ultimate_length",
    "has_ultimate",
    "account_first",
    "account_last",
    "currency_first",
    "statement_day",
    "statement_number",
)
"""What the kernels remember of the statement that they read, by position in `Scratch.state`."""
