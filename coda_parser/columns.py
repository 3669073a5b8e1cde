"""The columns of both lake datasets, declared once.

Everything that knows a column reads it here: the Arrow tables that the parser gives, the polars schema, the quality
expectations and the schema page of the warehouse. A column is added, renamed or constrained in this file and nowhere else.

Kinds: `text`, `integer` (64 bits), `date`, `boolean`, `binary`. Money is `integer` in thousandths, credit positive.
`nullable` means that the value can be unknown; a text that a bank left out is empty, never null.
`personal` marks what names, locates or identifies a person or their account: it gets no statistics in a Parquet footer
and never enters a log.

>>> [column.name for column in MOVEMENTS.columns if column.nullable]
['valued']
>>> MOVEMENTS["amount_milli"].unit
'thousandths of the currency, credit positive'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["text", "integer", "date", "boolean", "binary"]

MILLI = "thousandths of the currency, credit positive"
UNSIGNED_MILLI = "thousandths of the currency, never negative"
ACCOUNT = r"^[A-Z0-9]{1,34}$"
CURRENCY = r"^[A-Z]{3}$"
BIC = r"^([A-Z0-9]{8}([A-Z0-9]{3})?)?$"
HEX_DIGEST = r"^[0-9a-f]{64}$"


@dataclass(frozen=True)
class Column:
    """One column: what it means, in which unit, and what its values must satisfy (bounds inclusive)."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    nullable: bool = False
    personal: bool = False
    pattern: str = ""
    minimum: int | None = None
    maximum: int | None = None
    allowed: tuple[str | int, ...] = ()


@dataclass(frozen=True)
class Dataset:
    """One lake dataset and its columns, in the order in which they are stored."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    by_name: Mapping[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})

    def __getitem__(self, name: str) -> Column:
        """Give the column of this name; KeyError when there is none."""
        return self.by_name[name]

    @property
    def names(self) -> tuple[str, ...]:
        """Column names, in order."""
        return tuple(column.name for column in self.columns)


def _account(meaning: str) -> Column:
    return Column("account", "text", meaning, personal=True, pattern=ACCOUNT)


_CURRENCY = Column("currency", "text", "currency of the account, ISO 4217", pattern=CURRENCY)
_STATEMENT_DATE = Column("statement_date", "date", "date of the new balance; creation date when there is no record 8")
_STATEMENT_NUMBER = Column(
    "statement_number", "integer", "number of the coded statement, 0 when the bank gives none", minimum=0, maximum=999
)
_DELIVERY = Column("delivery", "text", "SHA-256 of the delivery that brought it", pattern=HEX_DIGEST)

STATEMENTS = Dataset(
    "statements",
    "One row per account statement (a logical CODA file, records 0 to 9), with its own lines.",
    (
        Column("statement_id", "text", "account, currency, date and number: the identity of the statement", personal=True),
        _account("account of the statement: IBAN, or BBAN where the bank still writes one"),
        _CURRENCY,
        _STATEMENT_DATE,
        _STATEMENT_NUMBER,
        Column("paper_number", "integer", "number of the statement on paper, or Julian date, or 0", minimum=0, maximum=999),
        Column("old_balance_date", "date", "date of the old balance", nullable=True),
        Column("old_balance_milli", "integer", "balance before the movements", unit=MILLI),
        Column("new_balance_milli", "integer", "balance after the movements", unit=MILLI),
        Column("holder_name", "text", "holder as the bank names it", personal=True),
        Column("description", "text", "description of the account"),
        Column("bank_bic", "text", "BIC of the bank that holds the account", pattern=BIC),
        Column("created", "date", "day on which the bank made the file; the same in a duplicate"),
        Column("duplicate", "boolean", "the bank marked it as a duplicate (code D)"),
        Column("separate_application", "boolean", "movements of one kind only, balances zeroed: no balance proof possible"),
        Column("version", "integer", "version of the CODA layout", allowed=(1, 2)),
        Column("encoding", "text", "character encoding of its lines", allowed=("ascii", "utf-8", "cp1252")),
        Column("movement_count", "integer", "movements, details not counted", minimum=0),
        Column("debit_milli", "integer", "sum of the debit movements, details not counted", unit=UNSIGNED_MILLI, minimum=0),
        Column("credit_milli", "integer", "sum of the credit movements, details not counted", unit=UNSIGNED_MILLI, minimum=0),
        Column("raw", "binary", "its lines, byte for byte", personal=True),
        Column("digest", "text", "SHA-256 of what makes two statements the same", pattern=HEX_DIGEST),
        _DELIVERY,
        Column("line", "integer", "line of its record 0 in the delivery, counted from 1", minimum=1),
    ),
)

MOVEMENTS = Dataset(
    "movements",
    "One row per movement; details are marked and never summed with the movement that they explain.",
    (
        Column("movement_id", "text", "statement, sequence and detail: the identity of the movement", personal=True),
        _account("account on which it was booked"),
        _CURRENCY,
        _STATEMENT_DATE,
        _STATEMENT_NUMBER,
        Column("sequence", "integer", "number in the statement; goes on after 9999", minimum=0),
        Column("detail", "integer", "0 for the movement itself, more for its details", minimum=0, maximum=9999),
        Column("is_detail", "boolean", "explains another movement and does not move the account"),
        Column("booked", "date", "entry date"),
        Column("valued", "date", "value date, unknown when the bank writes 000000", nullable=True),
        Column("amount_milli", "integer", "amount", unit=MILLI),
        Column("code", "text", "transaction code: type, family, operation, category", pattern=r"^[0-9]{8}$"),
        Column("family", "text", "family of the transaction code", pattern=r"^[0-9]{2}$"),
        Column("operation", "text", "operation of the transaction code", pattern=r"^[0-9]{2}$"),
        Column("category", "text", "category of the transaction code", pattern=r"^[0-9]{3}$"),
        Column("bank_reference", "text", "reference of the bank: information, never a key"),
        Column("customer_reference", "text", "reference of the customer: end-to-end or payment information id", personal=True),
        Column("communication", "text", "free communication, or the content of the structured one", personal=True),
        Column("communication_type", "text", "type of the structured communication, empty when free", pattern=r"^([0-9]{3})?$"),
        Column("structured_reference", "text", "12 digits of a Belgian reference, or an RF creditor reference", personal=True),
        Column("counterparty_account", "text", "account of the counterparty", personal=True),
        Column("counterparty_bic", "text", "BIC of the counterparty's bank"),
        Column("counterparty_name", "text", "name of the counterparty", personal=True),
        Column("counterparty_address", "text", "street and locality of the counterparty", personal=True),
        Column("r_transaction", "text", "1 reject, 2 return, 3 refund, 4 reversal, 5 cancellation"),
        Column("reason_code", "text", "ISO 20022 reason of the R-transaction"),
        Column("category_purpose", "text", "ISO 20022 category purpose"),
        Column("purpose", "text", "ISO 20022 purpose"),
        Column("creditor_id", "text", "creditor identifier of a SEPA direct debit", personal=True),
        Column("mandate_reference", "text", "mandate of a SEPA direct debit", personal=True),
        _DELIVERY,
        Column("line", "integer", "line of its record 2.1 in the delivery, counted from 1", minimum=1),
    ),
)

DATASETS = (STATEMENTS, MOVEMENTS)
