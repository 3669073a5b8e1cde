"""Certificates of destruction: what was destroyed, how much of it, who approved, what holds spared, what was searched; signed.

The document is JSON with sorted keys and carries no name of the data, no account number and no movement id. It names the
certificate before it by its signature, so that one taken away is missed. The signature is Ed25519 over the document; the public
key stands in the file and lies beside it, so that a bâtonnier or an authority can check it without this installation. What is
printed for people (PDF, in three languages, by a higher room) is held to the certificate by a signed list of its copies.

Before migration 0013 a certificate carried a keyed digest in the place of a signature. It stays what it was, and its own
installation goes on checking it, with the key that made it; never after a signed one, and never for anybody else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warehouse.database import Warehouse
from warehouse.durable import write_whole
from warehouse.errors import Refusal
from warehouse.fingerprint import sha256
from warehouse.keys import kept_key, keyed_digest, same_digest
from warehouse.retention.tables import CertificateRow, certificate_id_of
from warehouse.settings import Settings
from warehouse.signing import is_signed, public_key, sign

KEY = "certificates"
PUBLIC_KEY_FILE = "public-key.txt"
COPIES = ".copies.json"


@dataclass(frozen=True)
class Certificate:
    """A signed certificate and its file below the certificates' folder."""

    certificate_id: str
    document: Mapping[str, Any]
    signature: str
    path: Path


def append_certificate(session: Session, settings: Settings, plan_number: int, document: Mapping[str, Any]) -> CertificateRow:
    """Sign a document as the next certificate, within a transaction; a plan that has one keeps it."""
    present = session.scalar(select(CertificateRow).where(CertificateRow.plan_number == plan_number))
    if present is not None:
        return present
    last = session.scalar(select(CertificateRow).order_by(CertificateRow.number.desc()).limit(1))
    number = (session.scalar(select(func.max(CertificateRow.number))) or 0) + 1
    chained = dict(document) | {
        "certificate": certificate_id_of(number),
        "previous_signature": last.signature if last else None,
    }
    text = _text(chained)
    row = CertificateRow(number=number, plan_number=plan_number, document=text, signature=sign(settings, KEY, text))
    session.add(row)
    session.flush()
    return row


def publish_certificate(settings: Settings, row: CertificateRow) -> Certificate:
    """Write a certificate's file, and the public key beside it; writing them again gives the same files."""
    certificate = _certificate(settings, row)
    key = public_key(settings, KEY)
    write_whole(certificate.path, _signed(certificate.document, row.signature, key).encode())
    write_whole(certificate.path.with_name(PUBLIC_KEY_FILE), f"{key}\n".encode())
    return certificate


def publish_copies(settings: Settings, certificate: Certificate, copies: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write what is printed of a certificate, by file name, and the signed list that holds it to the certificate."""
    folder = certificate.path.parent
    for name, content in copies.items():
        write_whole(folder / name, content)
    document = {
        "certificate": certificate.certificate_id,
        "signature_of_certificate": certificate.signature,
        "copies": {name: sha256(content) for name, content in sorted(copies.items())},
    }
    listed = signed_document(settings, KEY, document).encode()
    write_whole(folder / f"{certificate.certificate_id}{COPIES}", listed)
    return tuple(folder / name for name in copies)


def list_certificates(warehouse: Warehouse) -> list[Certificate]:
    """Give the certificates, newest first."""
    with warehouse.reading() as session:
        rows = session.scalars(select(CertificateRow).order_by(CertificateRow.number.desc()))
        return [_certificate(warehouse.settings, row) for row in rows]


def check_certificate(settings: Settings, path: Path, *, key: str | None = None) -> Mapping[str, Any]:
    """Give the document of a certificate when its signature holds; Refusal when a byte of it was altered.

    A printed copy is checked by the signed list beside it. `key` is a public key that was handed over; without one it is this
    installation's.
    """
    trusted = key or public_key(settings, KEY)
    if path.suffix == ".json":
        keyed = _keyed_before_signatures(settings, path) if key is None else None
        return keyed or _checked(path, trusted)
    name = path.name.split(".")[0]
    listed = _checked(path.with_name(f"{name}{COPIES}"), trusted)
    if not path.is_file() or listed.get("copies", {}).get(path.name) != sha256(path.read_bytes()):
        raise _altered(path)
    document = _checked(path.with_name(f"{name}.json"), trusted)
    if json.loads(path.with_name(f"{name}.json").read_bytes())["signature"] != listed["signature_of_certificate"]:
        raise _altered(path)
    return document


def check_signed(settings: Settings, path: Path, *, key: str | None = None) -> Mapping[str, Any]:
    """Give a signed document of this installation, or of the key that was handed over; Refusal when it was altered."""
    return _checked(path, key or public_key(settings, KEY))


def signed_document(settings: Settings, name: str, document: Mapping[str, Any]) -> str:
    """Give a document with its signature, as it is written to a file."""
    return _signed(document, sign(settings, name, _text(document)), public_key(settings, name))


def check_chain(settings: Settings, folder: Path | None = None) -> int:
    """Check every certificate of a folder and that each names the one before it; gives how many. Refusal otherwise."""
    paths = sorted((folder or settings.certificates).glob("C-????.json"))
    before: str | None = None
    signed = False
    for number, path in enumerate(paths, start=1):
        document = check_certificate(settings, path)
        is_keyed = _keyed_before_signatures(settings, path) is not None
        if (
            document["certificate"] != certificate_id_of(number)
            or document["previous_signature"] != before
            or (signed and is_keyed)
        ):
            raise Refusal(f"{path.name} does not follow the certificate before it: one is missing or was replaced")
        before = json.loads(path.read_bytes())["signature"]
        signed = not is_keyed
    return len(paths)


def _checked(path: Path, trusted: str) -> Mapping[str, Any]:
    content = path.read_bytes() if path.is_file() else b""
    try:
        signed = json.loads(content)
        document: Mapping[str, Any] = signed["document"]
        signature = str(signed["signature"])
        whole = _signed(document, signature, trusted).encode() == content
        valid = whole and is_signed(trusted, _text(document), signature)
    except (ValueError, KeyError, TypeError):
        valid = False
    if not valid:
        raise _altered(path)
    return document


def _keyed_before_signatures(settings: Settings, path: Path) -> Mapping[str, Any] | None:
    """Give the document of a certificate with the keyed digest that stood in the place of a signature; None for any other."""
    key = kept_key(settings, KEY)
    content = path.read_bytes() if path.is_file() else b""
    try:
        written = json.loads(content)
        document: Mapping[str, Any] = written["document"]
        whole = json.dumps(written, sort_keys=True, ensure_ascii=False, indent=2) + "\n"
        bare = set(written) == {"document", "signature"} and whole.encode() == content
        fits = key is not None and bare and same_digest(keyed_digest(key, _text(document)), str(written["signature"]))
    except (ValueError, KeyError, TypeError):
        fits = False
    return document if fits else None


def _altered(path: Path) -> Refusal:
    return Refusal(f"{path.name}: the signature does not fit; it was altered, or it is no certificate of this installation")


def _text(document: Mapping[str, Any]) -> str:
    return json.dumps(document, sort_keys=True, ensure_ascii=False)


def _signed(document: Mapping[str, Any], signature: str, key: str) -> str:
    signed = {"document": document, "signature": signature, "public_key": key, "algorithm": "Ed25519"}
    return json.dumps(signed, sort_keys=True, ensure_ascii=False, indent=2) + "\n"


def _certificate(settings: Settings, row: CertificateRow) -> Certificate:
    name = certificate_id_of(row.number)
    return Certificate(name, json.loads(row.document), row.signature, settings.certificates / f"{name}.json")
