"""Signing what leaves: a PAdES signature by the installation's own key, and its strict verification.

The key (ECDSA on P-256) and its certificate are made at the first signature and kept in `secrets/signing.pem`, readable by the
owner only; `certificate_pem` is handed to the bâtonniers once, by another way than the reports. The signature is added to the
PDF/A as an update, so the document stays archivable. Verification is strict: the signature covers the whole file, is by exactly
this certificate, and is written in exactly one way, so that no bit of the file can be another. Sources: ETSI EN 319 142-1
(PAdES baseline B-B); ISO 32000-1, 12.8.
"""

from __future__ import annotations

import asyncio
import re
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO

from asn1crypto import cms, core, keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from warehouse.keys import keep_once
from warehouse.settings import Settings

FILE = "signing.pem"
FIELD = "Quater"
YEARS = 12
"""Longer than the ten years for which a report is kept."""
NAME = "Quater, OBFG - OVB"


class BrokenSealError(Exception):
    """A document is not what left: it was altered, or is sealed by or for somebody else."""


class Signer:
    """The installation's key and certificate, ready to sign."""

    def __init__(self, pem: bytes) -> None:
        key = serialization.load_pem_private_key(pem, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(f"expected an elliptic-curve key in {FILE}, got {type(key).__name__}")
        self.key = key
        self.certificate = x509.load_pem_x509_certificate(pem)
        der = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        self._simple = signers.SimpleSigner(
            signing_cert=_asn1(self.certificate),
            signing_key=keys.PrivateKeyInfo.load(der),
            cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
        )

    def sign(self, document: bytes, *, at: datetime, password: str = "") -> bytes:
        """Give the PDF with the signature of a moment; `password` opens one that is encrypted."""
        writer = IncrementalPdfFileWriter(BytesIO(document))
        if password:
            writer.encrypt(password)  # type: ignore[no-untyped-call]
        meta = signers.PdfSignatureMetadata(
            field_name=FIELD, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256", name=NAME
        )
        signed: bytes = _DatedSigner(meta, self._simple, at=at).sign_pdf(writer).getvalue()
        return signed

    def message(self, content: bytes, *, at: datetime) -> bytes:
        """Give a signed message (CMS) that holds its content."""
        attributes = signers.pdf_cms.PdfCMSSignedAttributes(signing_time=at)
        signed = asyncio.run(
            self._simple.async_sign_general_data(
                content, "sha256", detached=False, signed_attr_settings=attributes, use_cades=False
            )
        )
        written: bytes = signed.dump()
        return written


class _DatedSigner(signers.PdfSigner):
    """A signer to whom the moment is given instead of looking at the clock."""

    def __init__(self, meta: signers.PdfSignatureMetadata, signer: signers.Signer, *, at: datetime) -> None:
        super().__init__(meta, signer=signer)
        self._at = at

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        """Begin a signature at the moment given."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        return session


def signer_of(settings: Settings, *, at: datetime) -> Signer:
    """Give the installation's signer, making its key and certificate at the first use."""
    path = settings.secrets / FILE
    if not path.exists():
        keep_once(path, _new_pem(at))
    return _signer(path.read_bytes())


def certificate_pem(settings: Settings, *, at: datetime) -> bytes:
    """Give the certificate by which recipients verify what they get."""
    return signer_of(settings, at=at).certificate.public_bytes(serialization.Encoding.PEM)


def verify(document: bytes, certificate: x509.Certificate, *, password: str = "") -> None:
    """Check that a PDF is exactly what was signed by this certificate; raises BrokenSealError."""
    try:
        reader = PdfFileReader(BytesIO(document))
        if password:
            reader.decrypt(password)
        (signature,) = reader.embedded_signatures
        known = _asn1(certificate)
        moment = signature.self_reported_timestamp
        context = ValidationContext(trust_roots=[known], allow_fetching=False, moment=moment)
        status = validate_pdf_signature(signature, context)
        by_us = signature.signer_cert.dump() == known.dump()
        sound = status.bottom_line and by_us and _covers_all(document, signature)
    except Exception as error:  # whatever an altered document does to the reader of PDF
        raise BrokenSealError("the signature cannot be verified: the document was altered or is signed by nobody") from error
    if not sound:
        raise BrokenSealError("the signature does not hold: the document was altered, or somebody else signed it")


def _covers_all(document: bytes, signature: object) -> bool:
    """Say whether the signature covers every byte but its own, and its own are written in the one way they are written."""
    start, before, after, rest = (int(number) for number in signature.byte_range)  # type: ignore[attr-defined]
    if (start, after + rest) != (0, len(document)):
        return False
    if not re.fullmatch(rb"<[0-9A-F]*>", document[before:after]):
        return False
    written = bytes.fromhex(document[before + 1 : after - 1].decode("ascii"))
    only_way = canonical(cms.ContentInfo.load(written), signature.signer_cert)  # type: ignore[attr-defined]
    return written == only_way.ljust(len(written), b"\0")


def canonical(message: cms.ContentInfo, certificate: asn1_x509.Certificate, content: bytes | None = None) -> bytes:
    """Write a signed message in the one way in which we write it, around its signed attributes and its signature.

    What a signature does not cover (versions, names of algorithms, certificates) cannot be another then.
    """
    (given,) = message["content"]["signer_infos"]
    sha256 = {"algorithm": "sha256", "parameters": core.Null()}
    signer = {
        "version": "v1",
        "sid": {"issuer_and_serial_number": {"issuer": certificate.issuer, "serial_number": certificate.serial_number}},
        "digest_algorithm": sha256,
        "signed_attrs": given["signed_attrs"],
        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
        "signature": given["signature"].native,
    }
    inside = {"content_type": "data"} if content is None else {"content_type": "data", "content": content}
    signed = {
        "version": "v1",
        "digest_algorithms": [sha256],
        "encap_content_info": inside,
        "certificates": [certificate],
        "signer_infos": [signer],
    }
    written: bytes = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)}).dump()
    return written


@cache
def _signer(pem: bytes) -> Signer:
    return Signer(pem)


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _new_pem(at: datetime) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME), x509.NameAttribute(NameOID.COUNTRY_NAME, "BE")])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=366 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return secret + certificate.public_bytes(serialization.Encoding.PEM)
