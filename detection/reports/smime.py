"""S/MIME: signed, then encrypted to the recipient's certificate, and opened strictly.

AES in CBC mode, which S/MIME readers know, does not notice a changed bit, so the signed message inside is what is believed:
nothing is given out unless its signature by our certificate holds. And since a signature covers neither the envelope nor
every field of a message, both are written again from what was read and must be the same bytes. Sources: RFC 5652 (CMS), RFC
8551 (S/MIME 4.0).
"""

from __future__ import annotations

import hashlib

from asn1crypto import cms, core
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import pkcs7

from detection.reports.signing import BrokenSealError, canonical

SMALLEST_RSA = 3072


def envelope(message: bytes, certificate: x509.Certificate) -> bytes:
    """Encrypt a signed message to a certificate."""
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(message).add_recipient(certificate)
    algorithm = builder.set_content_encryption_algorithm(algorithms.AES256)
    return algorithm.encrypt(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


def opened(sealed: bytes, certificate: x509.Certificate, key: rsa.RSAPrivateKey, signed_by: x509.Certificate) -> bytes:
    """Give what was signed by one certificate and encrypted to another; raises BrokenSealError."""
    try:
        message = _decrypted(sealed, certificate, key)
        return content_of(message, signed_by)
    except BrokenSealError:
        raise
    except Exception as error:  # whatever an altered message does to the readers of ASN.1 and of keys
        raise BrokenSealError("the message cannot be opened: it was altered, or is for another key") from error


def content_of(message: bytes, signed_by: x509.Certificate) -> bytes:
    """Give what a signed message holds; raises BrokenSealError when the signature is not exactly by this certificate."""
    try:
        info = cms.ContentInfo.load(message, strict=True)
        (signer,) = info["content"]["signer_infos"]
        content: bytes = info["content"]["encap_content_info"]["content"].native
        attributes = {one["type"].native: one["values"] for one in signer["signed_attrs"]}
        told = attributes["message_digest"][0].native
        signature, covered = signer["signature"].native, signer["signed_attrs"].untag().dump()
        known = asn1_x509.Certificate.load(signed_by.public_bytes(serialization.Encoding.DER))
        same = canonical(info, known, content) == message and told == hashlib.sha256(content).digest()
        public = signed_by.public_key()
        if not same or not isinstance(public, ec.EllipticCurvePublicKey):
            raise BrokenSealError("the message is not what was signed")
        public.verify(signature, covered, ec.ECDSA(hashes.SHA256()))
    except BrokenSealError:
        raise
    except Exception as error:  # whatever an altered message does to the readers of ASN.1 and of keys
        raise BrokenSealError(
            "the signature of the message does not hold: it was altered, or somebody else signed it"
        ) from error
    return content


def _decrypted(sealed: bytes, certificate: x509.Certificate, key: rsa.RSAPrivateKey) -> bytes:
    enveloped = cms.ContentInfo.load(sealed, strict=True)["content"]
    (recipient,) = enveloped["recipient_infos"]
    wrapped: bytes = recipient.chosen["encrypted_key"].native
    encrypted = enveloped["encrypted_content_info"]
    vector: bytes = encrypted["content_encryption_algorithm"]["parameters"].native
    ciphertext: bytes = encrypted["encrypted_content"].native
    if _written(certificate, wrapped, vector, ciphertext) != sealed:
        raise BrokenSealError("the envelope is not what was sealed for this certificate")
    secret = key.decrypt(wrapped, padding.PKCS1v15())
    cipher = Cipher(algorithms.AES256(secret), modes.CBC(vector)).decryptor()
    unpadder = PKCS7(128).unpadder()
    return unpadder.update(cipher.update(ciphertext) + cipher.finalize()) + unpadder.finalize()


def _written(certificate: x509.Certificate, wrapped: bytes, vector: bytes, ciphertext: bytes) -> bytes:
    """Write an envelope in the one way in which we write it."""
    known = asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
    recipient = {
        "version": "v0",
        "rid": {"issuer_and_serial_number": {"issuer": known.issuer, "serial_number": known.serial_number}},
        "key_encryption_algorithm": {"algorithm": "rsaes_pkcs1v15", "parameters": core.Null()},
        "encrypted_key": wrapped,
    }
    content = {
        "content_type": "data",
        "content_encryption_algorithm": {"algorithm": "aes256_cbc", "parameters": vector},
        "encrypted_content": ciphertext,
    }
    enveloped = {"version": "v0", "recipient_infos": [cms.RecipientInfo("ktri", recipient)], "encrypted_content_info": content}
    written: bytes = cms.ContentInfo({"content_type": "enveloped_data", "content": cms.EnvelopedData(enveloped)}).dump()
    return written
