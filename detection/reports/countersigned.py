"""A message that somebody else signed: its content, when a registered certificate signed exactly that.

What a bâtonnier sends back is a signed message (CMS, RFC 5652) that holds its content, as every S/MIME program and
`openssl cms -sign -nodetach` write it, in DER or PEM. The certificates inside the message are not looked at: only the one that
two people registered for him counts, so a chain, an issuer or a name in the file proves nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from asn1crypto import cms, pem
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from detection.reports.signing import BrokenSealError

LARGEST = 1_000_000
"""Bytes of a message; an answer of a thousand alerts has a tenth of it."""
DIGESTS: dict[str, type[hashes.SHA256 | hashes.SHA384 | hashes.SHA512]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


@dataclass(frozen=True)
class Countersigned:
    """A signed message that was read and not yet believed."""

    content: bytes
    digest: str
    told_digest: bytes
    covered: bytes
    signature: bytes


def read_message(document: bytes) -> Countersigned:
    """Take a signed message apart without believing it; raises BrokenSealError for anything else."""
    if len(document) > LARGEST:
        raise BrokenSealError(f"expected a signed answer of at most {LARGEST:,} bytes, got {len(document):,}")
    try:
        written = pem.unarmor(document)[2] if pem.detect(document) else document
        info = cms.ContentInfo.load(written, strict=True)
        signed = info["content"]
        (signer,) = signed["signer_infos"]
        content = signed["encap_content_info"]["content"].native
        attributes = {one["type"].native: one["values"] for one in signer["signed_attrs"]}
        sound = (
            info["content_type"].native == "signed_data"
            and signed["encap_content_info"]["content_type"].native == "data"
            and attributes["content_type"][0].native == "data"
            and signer["signature_algorithm"].signature_algo == "rsassa_pkcs1v15"
            and signer["digest_algorithm"]["algorithm"].native in DIGESTS
            and isinstance(content, bytes)
        )
        read = Countersigned(
            content=content,
            digest=signer["digest_algorithm"]["algorithm"].native,
            told_digest=attributes["message_digest"][0].native,
            covered=signer["signed_attrs"].untag().dump(),
            signature=signer["signature"].native,
        )
    except Exception as error:  # whatever a message made by a stranger does to the reader of ASN.1
        raise BrokenSealError("the file is not signed: expected a signed message (CMS) that holds the answer") from error
    if not sound:
        raise BrokenSealError("the file is not signed as expected: RSA with SHA-256, SHA-384 or SHA-512 around the answer")
    return read


def check_signature(message: Countersigned, certificate: x509.Certificate) -> None:
    """Raise BrokenSealError unless this certificate's key signed the message."""
    public = certificate.public_key()
    told = hashlib.new(message.digest, message.content).digest() == message.told_digest
    try:
        if not told or not isinstance(public, rsa.RSAPublicKey):
            raise InvalidSignature
        public.verify(message.signature, message.covered, padding.PKCS1v15(), DIGESTS[message.digest]())
    except InvalidSignature as error:
        raise BrokenSealError("the file was altered, or somebody else signed it") from error
