"""Encrypted copies: what leaves the control entity leaves as AES-256, under a password of its recipient.

PDF/A forbids encryption, so the released PDF/A stays in the installation and an encrypted copy of it is sent. Each bar has one
password, made at the first release, kept in the installation's secrets (owner only) and handed over by another way than
the copy.
"""

from __future__ import annotations

import io
import os
import secrets
from typing import Literal

import pikepdf

from warehouse.settings import Settings

OWNER_ONLY_FILE = 0o600
OWNER_ONLY_FOLDER = 0o700
PASSWORD_BYTES = 24
AES_256: Literal[6] = 6  # revision of the PDF standard security handler


def encrypted_copy(document: bytes, password: str) -> bytes:
    """Give the document encrypted with AES-256: nothing of it, metadata included, is read without the password."""
    copy = io.BytesIO()
    with pikepdf.open(io.BytesIO(document)) as pdf:
        pdf.save(copy, encryption=pikepdf.Encryption(user=password, owner=password, R=AES_256, aes=True, metadata=True))
    return copy.getvalue()


def recipient_password(settings: Settings, bar: str) -> str:
    """Give the password of a bar's bâtonnier, making it at the first use; two workers that meet there get the same one."""
    path = settings.secrets / "recipients" / f"{bar}.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.parent.chmod(OWNER_ONLY_FOLDER)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(PASSWORD_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
