"""Opening what was sealed: the recipient's side, which gives out a document only when it is exactly what left.

`quater report open` runs this at the bâtonnier's; the tests run it too. What was sealed by age alone tells that nobody changed
it, not who sealed it: the PDF inside is signed, and lists the hashes of the other pieces.
"""

from __future__ import annotations

from functools import cache

import pyrage
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from detection.reports import smime
from detection.reports.classifying import PDF
from detection.reports.signing import BrokenSealError, verify


def open_sealed(
    name: str,
    sealed: bytes,
    *,
    signed_by: x509.Certificate,
    identity: str = "",
    key: bytes = b"",
    certificate: x509.Certificate | None = None,
    password: str = "",
) -> bytes:
    """Give the document of a sealed file, PDFs with their signature checked; raises BrokenSealError.

    By one of: an age identity (`AGE-SECRET-KEY-…`), a key in PEM with its certificate, the password.
    """
    if name.endswith(".p7m"):
        if certificate is None:
            raise BrokenSealError("a message of S/MIME is opened with a key and its certificate")
        return _checked(smime.opened(sealed, certificate, _rsa(key), signed_by), signed_by)
    if name.endswith(".age"):
        return _checked(_by_age(sealed, identity, password), signed_by)
    if not sealed.startswith(PDF):
        raise BrokenSealError(f"{name} is nothing that was sealed here")
    verify(sealed, signed_by, password=password)
    return sealed


def _checked(document: bytes, signed_by: x509.Certificate) -> bytes:
    if document.startswith(PDF):
        verify(document, signed_by)
    return document


def _by_age(sealed: bytes, identity: str, password: str) -> bytes:
    try:
        if identity:
            return bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity.strip())]))
        return bytes(pyrage.passphrase.decrypt(sealed, password))
    except (pyrage.DecryptError, pyrage.IdentityError) as error:
        raise BrokenSealError("the file cannot be opened: it was altered, or is for another key") from error


@cache
def _rsa(pem: bytes) -> rsa.RSAPrivateKey:
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as error:
        raise BrokenSealError(f"the key cannot be read: {error}") from error
    if not isinstance(key, rsa.RSAPrivateKey):
        raise BrokenSealError(f"expected an RSA key, got {type(key).__name__}")
    return key
