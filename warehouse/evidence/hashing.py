"""The hash of a row of the access log: SHA-256 over its content and the hash of the row before it.

A plain hash, so that anybody can check a chain; what keeps a chain from being made anew is the signed daily head.

>>> from datetime import UTC, datetime
>>> first = row_hash(1, datetime(2026, 11, 22, tzinfo=UTC), ("actor", "read"), GENESIS)
>>> row_hash(2, datetime(2026, 11, 22, tzinfo=UTC), ("actor", "read"), first) == first
False
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime

GENESIS = "0" * 64
"""What stands before the first row."""


def row_hash(sequence: int, at: datetime, content: Sequence[str], previous_hash: str) -> str:
    """Hash one row, 64 hexadecimal digits; JSON keeps two contents from reading the same."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    written = json.dumps([sequence, moment, *content, previous_hash], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
