"""Print a certificate in three languages and the notices that follow from it; printing again gives the same bytes.

The moment of the destruction is the documents' own moment, so that what was printed once can be printed again and compared.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from detection.certificates.sheets import certificate_sheet, notice_sheet
from detection.reports import pdf
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.register import bars
from warehouse.retention import Certificate, list_certificates
from warehouse.retention.certificate import publish_copies

LANGUAGES = ("fr", "nl", "de")


def print_certificate(warehouse: Warehouse, certificate_id: str) -> tuple[Path, ...]:
    """Write the PDFs of a certificate and of its notices beside it; gives their files. Refusal when there is none."""
    certificate = next((one for one in list_certificates(warehouse) if one.certificate_id == certificate_id), None)
    if certificate is None:
        raise Refusal(f"no certificate {certificate_id!r}; `quater retention list` shows them")
    return publish_copies(warehouse.settings, certificate, {**_certificates(certificate), **_notices(certificate)})


def _certificates(certificate: Certificate) -> dict[str, bytes]:
    at = datetime.fromisoformat(certificate.document["destroyed_at"])
    return {
        f"{certificate.certificate_id}.{code}.pdf": pdf.print_sheet(
            pdf.NOTICE, certificate_sheet(code, certificate.document, certificate.signature), at=at
        )
        for code in LANGUAGES
    }


def _notices(certificate: Certificate) -> dict[str, bytes]:
    document = certificate.document
    at = datetime.fromisoformat(document["destroyed_at"])
    known = bars()
    return {
        f"{certificate.certificate_id}.notice.{bar}.pdf": pdf.print_sheet(
            pdf.NOTICE, notice_sheet(known[bar], document, copies), at=at
        )
        for bar, copies in document.get("copies_elsewhere", {}).items()
        if bar in known
    }
