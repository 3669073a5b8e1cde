"""Sending: a released report sealed for its recipient and laid into the outbox, once.

The outbox has one folder a recipient and in it one a report; nothing in it is readable by anybody but the recipient. For a
recipient with the channel `folder` the files are sent when they lie there; for `sftp` when `warehouse.outbox` has brought
them to the recipient's server. A suspended recipient is sent nothing. The names of files hold no name of a person and no
account.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from detection.reports.earlier import reference_of
from detection.reports.printing import write_private
from detection.reports.sealing import PASSWORD, recipient_password, seal, sealed_name
from detection.reports.signing import Signer
from warehouse.belgian_day import day_of
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.fingerprint import sha256
from warehouse.reports_register import Report
from warehouse.reports_register.dispatches import Dispatch, enter_dispatch, mark_sent
from warehouse.reports_register.recipients import SUSPENDED, Recipient, key_for, recipient_of

FOLDER = "folder"


def open_recipient(warehouse: Warehouse, code: str) -> Recipient:
    """Give a recipient to whom may be sent; Refusal for one whose account is suspended."""
    recipient = recipient_of(warehouse, code)
    if recipient.state == SUSPENDED:
        raise Refusal(f"recipient {code} is suspended ({recipient.reason}): nothing is sent until it is resumed")
    return recipient


def send(
    warehouse: Warehouse,
    report: Report,
    documents: Mapping[str, bytes],
    *,
    purpose: str,
    signer: Signer,
    by: str,
    at: datetime,
    folder: str = "",
) -> Dispatch:
    """Seal documents for the recipient of a report and lay them into the outbox; `folder` below the report's own."""
    recipient = open_recipient(warehouse, report.recipient)
    key = key_for(warehouse, recipient.code)
    kind = key.kind if key else PASSWORD
    password = "" if key else recipient_password(warehouse.settings, recipient.code)
    place = "/".join(part for part in (recipient.code, reference_of(report), folder) if part)
    files = {}
    for name, document in documents.items():
        sealed = seal(name, document, key=key, password=password, signer=signer, at=at)
        path = f"{place}/{sealed_name(name, kind)}"
        write_private(warehouse.settings.outbox / path, sealed)
        files[path] = (sha256(sealed), sha256(document))
    fingerprint = f"{kind}:{key.fingerprint}" if key else PASSWORD
    dispatch = enter_dispatch(
        warehouse,
        report.report_id,
        recipient=recipient.code,
        purpose=purpose,
        key=fingerprint,
        files=files,
        by=by,
        at=at,
    )
    if recipient.channel != FOLDER:
        return dispatch
    return mark_sent(warehouse, dispatch.dispatch_id, on=day_of(at), by=by, at=at)
