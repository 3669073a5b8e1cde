"""Next and link codes: a record says what follows it (CODA 2.6, positions 126 and 128).

The next code is 1 when the record is continued (2.1 by 2.2 or 2.3, 3.1 by 3.2 …); the link code of a record that is not
continued is 1 when an information record follows a movement, or a message another message.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from coda_parser.layout import LENGTH, Record
from coda_parser.problem import Problem
from coda_parser.reading import Reading
from coda_parser.records import RECORDS

_CONTINUED = {"21": ("22", "23"), "22": ("23",), "31": ("32", "33"), "32": ("33",)}
_LINKED = {"21": ("31",), "22": ("31",), "23": ("31",), "31": ("31",), "32": ("31",), "33": ("31",), "8": ("4",), "4": ("4",)}
_RECORDS: dict[str, type[Record]] = {record.code: record for record in RECORDS}


def check_chaining(reading: Reading) -> Iterator[Problem]:
    """Compare the next and link codes with what follows."""
    for number, (line, following) in enumerate(pairwise(reading.lines), reading.first_line):
        code = _code(line)
        if code not in _LINKED or len(line) != LENGTH:
            continue
        after = _code(following)
        continued = after in _CONTINUED.get(code, ())
        if code in _CONTINUED and line[125] != "01"[continued]:
            yield _wrong("next-code", code, number, "next", line[125], "01"[continued], after)
        linked = after in _LINKED[code]
        if not continued and line[127] != "01"[linked]:
            yield _wrong("link-code", code, number, "link", line[127], "01"[linked], after)


def _code(line: str) -> str:
    return line[:2] if line[:1] in ("2", "3") else line[:1]


def _wrong(id: str, code: str, number: int, name: str, value: str, expected: str, after: str) -> Problem:
    record = _RECORDS[code]
    label = _RECORDS[after].label if after in _RECORDS else after
    return record.problem(id, "warning", number, name, value, f"{expected}, as a record {label} follows")
