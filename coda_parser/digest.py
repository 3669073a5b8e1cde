"""What makes two statements the same: their content, not the circumstances of their delivery.

Left out: record 0 but for its version and its separate application (creation date, duplicate flag and file reference change
or may change when a file is sent again), the bank's own references (CODA 2.6: informative, may change), encoding, line ends,
and whether another file follows.

Each line is written as its codes at the end (positions 126 to 128), then the rest without the blanks behind it: half of a
record can be blank, and hashing is a quarter of the work of reading. Two statements of plain lines still have the same text
only if they are the same.
"""

from __future__ import annotations

import hashlib

from coda_parser.records import Header, InformationRecord, MovementRecord, Trailer

_SEPARATE = Header.field("separate_application").slice
_VERSION = Header.field("version").slice
_BEFORE_REFERENCE = MovementRecord.field("bank_reference").first - 1
_AFTER_REFERENCE = MovementRecord.field("bank_reference").last
_TOTALS_END = Trailer.field("credit").last
_REFERENCED = (MovementRecord.code, InformationRecord.code)
_CODES = MovementRecord.field("next").first - 1


def digest_of(lines: list[str]) -> str:
    """Give the SHA-256, in hexadecimal, of what a statement says."""
    header = lines[0]
    parts = [header[_VERSION] + header[_SEPARATE]]
    for line in lines[1:]:
        if line.startswith(_REFERENCED):
            parts.append(line[_CODES:] + line[:_BEFORE_REFERENCE] + line[_AFTER_REFERENCE:_CODES].rstrip(" "))
        elif line.startswith(Trailer.code):
            parts.append(line[:_TOTALS_END])
        else:
            parts.append(line[_CODES:] + line[:_CODES].rstrip(" "))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
