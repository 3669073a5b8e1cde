r"""The hash of a row of the access log: SHA-256 over its content and the hash of the row before it.

A plain hash, so that anybody can check a chain; what keeps a chain from being made anew is the signed daily head. What is
hashed is a JSON list without blanks, written here by hand: of a log of millions of rows each is written once more to check it.

>>> from datetime import UTC, datetime
>>> first = row_hash(1, datetime(2026, 11, 22, tzinfo=UTC), ("actor", "read"), GENESIS)
>>> row_hash(2, datetime(2026, 11, 22, tzinfo=UTC), ("actor", "read"), first) == first
False
>>> print(written(1, datetime(2026, 11, 22, 9, 30, tzinfo=UTC), ("é", 'a"b'), "00"))
[1,"2026-11-22T09:30:00.000000+00:00","\u00e9","a\"b","00"]
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from json.encoder import encode_basestring_ascii as quoted

GENESIS = "0" * 64
"""What stands before the first row."""


def row_hash(sequence: int, at: datetime, content: Sequence[str], previous_hash: str) -> str:
    """Hash one row, 64 hexadecimal digits."""
    return hashlib.sha256(written(sequence, at, content, previous_hash).encode("ascii")).hexdigest()


def written(sequence: int, at: datetime, content: Sequence[str], previous_hash: str) -> str:
    """Write a row for its hash; the quotes of JSON keep two contents from reading the same."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    texts = ",".join([quoted(text) for text in (*content, previous_hash)])
    return f'[{sequence},"{moment}",{texts}]'
