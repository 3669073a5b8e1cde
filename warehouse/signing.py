"""Signatures of this installation that anybody can check: Ed25519, the public key beside what is signed.

A keyed digest proves something only to whoever holds the key. A certificate of destruction is shown to others (a bâtonnier, the
data protection authority), so it is signed with a key pair: the private key is made at first use and stays in the secrets, the
public one lies with the certificates and is handed over once. Source: RFC 8032.
"""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from warehouse.keys import OWNER_ONLY_FILE, OWNER_ONLY_FOLDER
from warehouse.settings import Settings

KEY_BYTES = 32


def sign(settings: Settings, name: str, text: str) -> str:
    """Sign a text with the installation's key of this name, making it at first use; base64."""
    return base64.b64encode(_private(settings, name).sign(text.encode())).decode("ascii")


def public_key(settings: Settings, name: str) -> str:
    """Give the public key of this name, base64 of its 32 bytes."""
    return base64.b64encode(_private(settings, name).public_key().public_bytes_raw()).decode("ascii")


def is_signed(key: str, text: str, signature: str) -> bool:
    """Say whether a signature of a text is that of a public key."""
    try:
        given = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        given.verify(base64.b64decode(signature, validate=True), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _private(settings: Settings, name: str) -> Ed25519PrivateKey:
    path = settings.secrets / f"{name}.ed25519"
    if not path.exists():
        _make(path)
    content = path.read_bytes()
    if len(content) != KEY_BYTES:
        raise ValueError(f"expected {KEY_BYTES} bytes in {path.name}, found {len(content)}; restore it from the backup")
    return Ed25519PrivateKey.from_private_bytes(content)


def _make(path: Path) -> None:
    """Make a key; of several workers that meet here, the one that reached the folder first makes everybody's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(OWNER_ONLY_FOLDER)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(Ed25519PrivateKey.generate().private_bytes_raw())
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
