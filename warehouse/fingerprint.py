"""The fingerprint of bytes: SHA-256 in hexadecimal, the ledger's key for a delivery and a lake file's name.

>>> sha256(b"")[:16]
'e3b0c44298fc1c14'
"""

from __future__ import annotations

import hashlib


def sha256(data: bytes) -> str:
    """Give the SHA-256 of the bytes, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
