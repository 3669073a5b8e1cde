"""A located problem of a delivery: what was expected, what stands there, and where.

Three severities. `hard`: the statement cannot be believed and is quarantined. `warning`: real files break this rule; the
statement is taken and the warning kept. `note`: worth telling a person who looks at the file, never a finding (a
counterparty's account number that fails its check, numbering in a statement whose totals are wrong anyway).

>>> print(Problem("date", "hard", 7, "8", "day", "expected a date DDMMYY, got '31x217'", (58, 63), "31x217"))
line 7, record 8, day (positions 58–63): expected a date DDMMYY, got '31x217'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["hard", "warning", "note"]

LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; `line` counts from 1, `positions` are first and last column from 1, `record` is '' outside a record."""

    id: str
    severity: Severity
    line: int
    record: str
    field: str
    message: str
    positions: tuple[int, int] | None = None
    value: str = ""

    def __str__(self) -> str:
        place = [f"line {self.line}"] if self.line else []
        if self.record:
            place.append(f"record {self.record}")
        if self.field:
            place.append(self.field)
        where = ", ".join(place)
        if self.positions:
            first, last = self.positions
            where += f" (position {first})" if first == last else f" (positions {first}–{last})"
        return f"{where}: {self.message}" if where else self.message


def quoted(text: str) -> str:
    """Quote what stands in a file, shortened and with control characters escaped, so that it is safe to print.

    >>> quoted("x" * 70)[-5:]
    "xxx…'"
    """
    return repr(text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…")
