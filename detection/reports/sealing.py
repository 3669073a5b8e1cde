"""Sealing: what leaves the control entity leaves encrypted to its recipient, and each file by itself.

By the key that counts for the recipient: age (X25519 and ChaCha20-Poly1305, which notices any changed bit) is the default;
S/MIME is signed, then encrypted; where no key is known a PDF is encrypted with AES-256 under the recipient's password and
signed as it then stands, everything else by age under the same password. PDF/A forbids encryption, so the signed PDF/A
stays here and a sealed copy leaves. A piece keeps its own file: who may have the report need not have the statements.

The password is made at the first use, kept in the installation's secrets and handed over by another way than the copies.

>>> sealed_name("report.pdf", "age"), sealed_name("annex-1.pdf", "smime"), sealed_name("report.pdf", PASSWORD)
('report.pdf.age', 'annex-1.pdf.p7m', 'report.pdf')
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Literal

import pikepdf
import pyrage
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa

from detection.reports import smime
from detection.reports.classifying import PDF
from detection.reports.signing import FIELD, Signer
from warehouse.errors import Refusal
from warehouse.fingerprint import sha256
from warehouse.keys import keep_once
from warehouse.reports_register.recipients import RecipientKey
from warehouse.settings import Settings

PASSWORD = "password"  # noqa: S105 - the name of a way, not a password
PASSWORD_BYTES = 24
AES_256: Literal[6] = 6  # revision of the PDF standard security handler
ENDINGS = {"age": ".age", "smime": ".p7m"}
_PDF_NAME = ".pdf"


@dataclass(frozen=True)
class PublicKey:
    """A public key as it is entered: its kind, its text, and the fingerprint by which two people compare it."""

    kind: str
    key: str
    fingerprint: str


def read_key(text: str) -> PublicKey:
    """Read what a bâtonnier sent as public key: an age recipient, or an X.509 certificate in PEM. Refusal for else."""
    written = text.strip()
    if "PRIVATE KEY" in written or written.upper().startswith("AGE-SECRET-KEY"):
        raise Refusal("this is a secret key, expected a public one: whoever sent it must destroy it and make another")
    if written.startswith("age1"):
        return PublicKey("age", _age_recipient(written), _fingerprint(sha256(written.encode())))
    if "BEGIN CERTIFICATE" not in written:
        raise Refusal("expected an age recipient (age1…) or an X.509 certificate in PEM, found neither")
    try:
        certificate = x509.load_pem_x509_certificate(written.encode())
    except ValueError as error:
        raise Refusal(f"expected one X.509 certificate in PEM: {error}") from None
    public = certificate.public_key()
    if not isinstance(public, rsa.RSAPublicKey) or public.key_size < smime.SMALLEST_RSA:
        raise Refusal(f"expected a certificate with an RSA key of at least {smime.SMALLEST_RSA} bits")
    return PublicKey("smime", written, _fingerprint(certificate.fingerprint(hashes.SHA256()).hex()))


def seal(name: str, document: bytes, *, key: RecipientKey | None, password: str, signer: Signer, at: datetime) -> bytes:
    """Seal one file for a recipient: to the key, else under the password."""
    if key is None:
        return _under_password(name, document, password, signer, at)
    if key.kind == "age":
        return bytes(pyrage.encrypt(document, [pyrage.x25519.Recipient.from_str(key.key)]))
    certificate = x509.load_pem_x509_certificate(key.key.encode())
    return smime.envelope(signer.message(document, at=at), certificate)


def sealed_name(name: str, kind: str) -> str:
    """Give the name of a sealed file; `kind` is that of the key, or `password`."""
    if kind == PASSWORD:
        return name if name.endswith(_PDF_NAME) else f"{name}.age"
    return f"{name}{ENDINGS[kind]}"


def recipient_password(settings: Settings, recipient: str) -> str:
    """Give the password of a recipient, making it at the first use; two workers that meet there get the same one."""
    path = settings.secrets / "recipients" / f"{re.sub('[^A-Za-z0-9-]', '_', recipient)}.key"
    if not path.exists():
        keep_once(path, secrets.token_urlsafe(PASSWORD_BYTES).encode())
    return path.read_text(encoding="ascii").strip()


def _under_password(name: str, document: bytes, password: str, signer: Signer, at: datetime) -> bytes:
    if not name.endswith(_PDF_NAME) or not document.startswith(PDF):
        return bytes(pyrage.passphrase.encrypt(document, password))
    copy = BytesIO()
    with pikepdf.open(BytesIO(document)) as pdf:
        _take_signature_away(pdf)
        pdf.save(copy, encryption=pikepdf.Encryption(user=password, owner=password, R=AES_256, aes=True, metadata=True))
    return signer.sign(copy.getvalue(), at=at, password=password)


def _take_signature_away(pdf: pikepdf.Pdf) -> None:
    """Encrypting writes the file anew, so the signature of the PDF/A no longer holds; the encrypted file gets its own."""
    if "/AcroForm" in pdf.Root:
        del pdf.Root.AcroForm
    for page in pdf.pages:
        if "/Annots" in page:
            kept = [one for one in page.Annots if str(one.get("/T", "")) != FIELD]
            page.Annots = pikepdf.Array(kept)


def _age_recipient(text: str) -> str:
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise Refusal(f"expected an age recipient (age1…): {error}") from None
    return text


def _fingerprint(digest: str) -> str:
    return digest[:32]
