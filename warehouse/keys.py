"""The installation's own keys: made at first use, 32 random bytes, readable by the owner only, never in the repository.

A plain SHA-256 of a Belgian IBAN is reversed in hours, so whatever stands for a person or an account outside the data is a
keyed HMAC; certificates and the heads of the access log are signed in the same way. Several workers may meet at the first
use: the key that reached the folder first is everybody's.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from warehouse.settings import Settings

KEY_BYTES = 32
OWNER_ONLY_FILE = 0o600
OWNER_ONLY_FOLDER = 0o700


def installation_key(settings: Settings, name: str) -> bytes:
    """Give the key of this name, making it first when the installation has none."""
    path = _path(settings, name)
    if not path.exists():
        keep_once(path, secrets.token_bytes(KEY_BYTES))
    return _read(path)


def kept_key(settings: Settings, name: str) -> bytes | None:
    """Give the key of this name; None when the installation has none."""
    path = _path(settings, name)
    return _read(path) if path.exists() else None


def _path(settings: Settings, name: str) -> Path:
    return settings.secrets / f"{name}.key"


def _read(path: Path) -> bytes:
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise ValueError(
            f"expected {KEY_BYTES} bytes in the key file {path.name}, found {len(key)}; restore it from the backup"
        )
    return key


def keyed_digest(key: bytes, text: str) -> str:
    """Give the HMAC-SHA256 of a text, 64 hexadecimal digits.

    >>> keyed_digest(b"key", "The quick brown fox jumps over the lazy dog")[:16]
    'f7bc83f430538424'
    """
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def same_digest(one: str, other: str) -> bool:
    """Compare two digests without telling by the time it takes where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def keep_once(path: Path, secret: bytes) -> None:
    """Write a secret that only its owner reads, unless another worker has just written one: that one stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(OWNER_ONLY_FOLDER)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)  # unlike a rename, it never replaces the key that another worker has just made
    except FileExistsError:
        pass
    finally:
        draft.unlink()
