"""A statement as far as it is needed to accept it, its movements left as rows of tables.

Whoever accepts statements looks at the account, the day, the number, balances and sums, and stores rows: an object for each
movement would be made only to become a row again. So the outline of a statement without any problem names its row, and those
of its movements, in tables that many deliveries share (`together.py`); of every other one it is the statement itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from coda_parser.columnar.rows import to_arrow
from coda_parser.lines import Encoding, Newline, stretch_lines
from coda_parser.parser import parse_stretch
from coda_parser.problem import Problem
from coda_parser.statement import Delivery, Statement, statement_id

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Sheet:
    """Rows of statements that were read together; the movements of row r are those from `begins` r up to `begins` r + 1."""

    statements: pa.Table
    movements: pa.Table
    begins: Places
    encoding: Encoding
    newline: Newline


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement without any problem, by its row; fields mean what they mean in `Statement`.

    `place` is its row in the sheet; `closes` says whether its delivery ends with it.
    """

    account: str
    currency: str
    statement_date: date
    statement_number: int
    old_balance_milli: int
    new_balance_milli: int
    holder_name: str
    description: str
    bank_bic: str
    digest: str
    line: int
    movement_count: int
    debit_milli: int
    credit_milli: int
    sheet: Sheet
    place: int
    closes: bool
    problems: ClassVar[tuple[Problem, ...]] = ()
    hard: ClassVar[bool] = False

    @property
    def statement_id(self) -> str:
        """Account, currency, date and number: the identity of the statement."""
        return statement_id(self.account, self.currency, self.statement_date, self.statement_number)

    @property
    def first_line(self) -> int:
        """The line of its record 0."""
        return self.line

    @property
    def raw(self) -> bytes:
        """Its lines, byte for byte."""
        lines: bytes = self.sheet.statements["raw"][self.place].as_py()
        return lines


Outline = Statement | StatementRow
OF_ROW = StatementRow.__slots__[:-3]
"""The fields of a row that are columns of the statements' table."""


@dataclass(frozen=True, slots=True)
class DeliveryOutline:
    """A delivery as far as it is needed to accept its statements; fields mean what they mean in `Delivery`."""

    encoding: Encoding
    newline: Newline
    statements: tuple[Outline, ...]
    problems: tuple[Problem, ...]
    framed: bool
    complete: bool


def whole(outline: Outline) -> Statement:
    """Give the statement with its movements; where they are rows, the diagnosing parser reads its lines."""
    if isinstance(outline, Statement):
        return outline
    sheet = outline.sheet
    read, _ = parse_stretch(stretch_lines(outline.raw, sheet.encoding, sheet.newline, number=outline.line, last=outline.closes))
    return read[0]


def outline_of(delivery: Delivery) -> DeliveryOutline:
    """Give the outline of a delivery that was parsed."""
    return DeliveryOutline(
        delivery.encoding, delivery.newline, delivery.statements, delivery.problems, delivery.framed, delivery.complete
    )


def tables_of(outlines: Sequence[Outline], deliveries: Sequence[str]) -> tuple[pa.Table, pa.Table]:
    """Give the statements table and the movements table, rows in the order of the outlines, each of its delivery.

    The encoding of statements that the diagnosing parser read stays empty.
    """
    read = [outline for outline in outlines if isinstance(outline, Statement)]
    sheets = {id(outline.sheet): outline.sheet for outline in outlines if isinstance(outline, StatementRow)}
    together = [_sheet_of(read), *sheets.values()]
    before = dict(zip(sheets, np.cumsum([sheet.statements.num_rows for sheet in together]).tolist(), strict=False))
    following = iter(range(len(read)))
    places = np.array(
        [before[id(one.sheet)] + one.place if isinstance(one, StatementRow) else next(following) for one in outlines],
        dtype=np.int64,
    )
    counts = np.concatenate([np.diff(sheet.begins) for sheet in together])
    firsts = np.cumsum(counts) - counts
    statements, movements = (
        pa.concat_tables(tables) for tables in zip(*((s.statements, s.movements) for s in together), strict=True)
    )
    each, owners = np.arange(len(places)), pa.array(deliveries, pa.string())
    return (
        _delivered(_taken(statements, places), owners),
        _delivered(_taken(movements, _ranges(firsts[places], counts[places])), owners.take(np.repeat(each, counts[places]))),
    )


def _delivered(rows: pa.Table, deliveries: pa.Array) -> pa.Table:
    place = rows.schema.get_field_index("delivery")
    return rows.set_column(place, rows.schema.field(place), deliveries)


def _sheet_of(read: Sequence[Statement]) -> Sheet:
    begins = np.cumsum([0, *(len(statement.movements) for statement in read)], dtype=np.int64)
    return Sheet(*to_arrow(read, delivery="", encoding=""), begins, "ascii", "")


def _ranges(firsts: Places, counts: Places) -> Places:
    """Give the numbers from each first on, so many of them, one range behind the other."""
    ends = np.cumsum(counts)
    return np.repeat(firsts - (ends - counts), counts) + np.arange(int(ends[-1]) if len(ends) else 0, dtype=np.int64)


def _taken(table: pa.Table, places: Places) -> pa.Table:
    """Give the rows at these places; the table itself when they are all of it in its order."""
    if len(places) == table.num_rows and bool((places == np.arange(len(places))).all()):
        return table
    return table.take(pa.array(places))
