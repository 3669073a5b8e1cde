"""Certificates of destruction: what was destroyed, how much of it, who approved, what holds spared; signed and chained.

The document is JSON with sorted keys and carries no name, account number or movement id of the data. It names the certificate
before it by its signature, so that one taken away is missed; an altered byte makes its own signature fail. Beside the JSON
file lies the same for people, with what the verification found.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.keys import installation_key, keyed_digest, same_digest
from warehouse.retention.tables import CertificateRow, certificate_id_of
from warehouse.settings import Settings


@dataclass(frozen=True)
class Certificate:
    """A signed certificate and its files below the certificates' folder."""

    certificate_id: str
    document: Mapping[str, Any]
    signature: str
    path: Path
    readable_path: Path


def append_certificate(session: Session, settings: Settings, plan_number: int, document: Mapping[str, Any]) -> CertificateRow:
    """Sign a document as the next certificate, within the transaction that destroys."""
    last = session.scalar(select(CertificateRow).order_by(CertificateRow.number.desc()).limit(1))
    number = (session.scalar(select(func.max(CertificateRow.number))) or 0) + 1
    chained = dict(document) | {
        "certificate": certificate_id_of(number),
        "previous_signature": last.signature if last else None,
    }
    text = _text(chained)
    row = CertificateRow(number=number, plan_number=plan_number, document=text, signature=_sign(settings, text))
    session.add(row)
    return row


def publish_certificate(settings: Settings, row: CertificateRow, verification: Mapping[str, Any]) -> Certificate:
    """Write a certificate's two files; writing them again gives the same files."""
    certificate = _certificate(settings, row)
    _write(certificate.path, _signed(certificate.document, row.signature))
    _write(certificate.readable_path, _readable(certificate, verification))
    return certificate


def list_certificates(warehouse: Warehouse) -> list[Certificate]:
    """Give the certificates, newest first."""
    with warehouse.reading() as session:
        rows = session.scalars(select(CertificateRow).order_by(CertificateRow.number.desc()))
        return [_certificate(warehouse.settings, row) for row in rows]


def check_certificate(settings: Settings, path: Path) -> Mapping[str, Any]:
    """Give the document of a certificate's file when its signature holds; Refusal when a byte of it was altered."""
    content = path.read_bytes() if path.is_file() else b""
    try:
        signed = json.loads(content)
        document: Mapping[str, Any] = signed["document"]
        signature = str(signed["signature"])
        valid = same_digest(_sign(settings, _text(document)), signature) and _signed(document, signature).encode() == content
    except (ValueError, KeyError, TypeError):
        valid = False
    if not valid:
        raise Refusal(f"{path.name}: the signature does not fit; it was altered, or it is no certificate of this installation")
    return document


def _text(document: Mapping[str, Any]) -> str:
    return json.dumps(document, sort_keys=True, ensure_ascii=False)


def _signed(document: Mapping[str, Any], signature: str) -> str:
    return json.dumps({"document": document, "signature": signature}, sort_keys=True, ensure_ascii=False, indent=2) + "\n"


def _sign(settings: Settings, text: str) -> str:
    return keyed_digest(installation_key(settings, "certificates"), text)


def _certificate(settings: Settings, row: CertificateRow) -> Certificate:
    name = certificate_id_of(row.number)
    folder = settings.certificates
    return Certificate(name, json.loads(row.document), row.signature, folder / f"{name}.json", folder / f"{name}.txt")


def _readable(certificate: Certificate, verification: Mapping[str, Any]) -> str:
    document = certificate.document
    lines = [
        f"Certificate of destruction {certificate.certificate_id}",
        "Royal decree of 9 June 2024, art. 5: ten years after the transaction.",
        "",
        f"Plan {document['plan']} of what was past its day on {document['on']}; sha256 {document['plan_sha256']}",
        *(f"Approved by {approval['by']} at {approval['at']}" for approval in document["approvals"]),
        f"Destroyed at {document['destroyed_at']}",
        "",
        *(f"{number:>10}  {store}" for store, number in document["destroyed"].items()),
        "",
        *_readable_holds(document["spared"]),
        "",
        f"Verified: {verification['files']} files of the lake decoded, {verification['rows']} rows read, "
        f"{verification['remnants']} remnants; the control was found.",
        f"Signature {certificate.signature}",
    ]
    return "\n".join(lines) + "\n"


def _readable_holds(spared: Mapping[str, Mapping[str, int]]) -> list[str]:
    if not spared:
        return ["No hold spared anything."]
    return [
        f"Spared by hold {hold}: {', '.join(f'{number} {store}' for store, number in counts.items())}"
        for hold, counts in spared.items()
    ]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
