"""The answer that comes back: entered by an officer, or read from a file that the recipient signed.

The file is a signed message (`countersigned`) around JSON:

    {"format": "quater-answer-1", "report": "R-000045", "recipient": "LIEGE-HUY", "answered_on": "2026-12-03",
     "outcomes": [{"alert": "A-000012", "outcome": "transferred", "to_bar": "GENT"}]}

It is believed when the certificate registered for the recipient of that very report signed it: an age key
signs nothing, so a bâtonnier without certificate answers by letter and an officer enters it. All of a file counts or nothing;
whatever is wrong with it is one line, and nothing is stored. The same file read again changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cryptography import x509

from detection.reports.countersigned import check_signature, read_message
from detection.reports.signing import BrokenSealError
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.evidence import record_access
from warehouse.fingerprint import sha256
from warehouse.reports_register import Reader, Report, get_report, may
from warehouse.reports_register.answers import Answer, Outcome, enter_answers, was_read
from warehouse.reports_register.recipients import RecipientKey, keys_of

FORMAT = "quater-answer-1"
FIELDS = frozenset({"format", "report", "recipient", "answered_on", "outcomes"})
PIECE_CLASS = "answer"


def enter_outcome(
    warehouse: Warehouse, report_id: str, alert_id: str, told: Outcome, *, answered_on: date, by: Reader, at: datetime
) -> Answer:
    """Enter by hand what was answered of one alert; Refusal for who may not, and as in `enter_answers`."""
    report = get_report(warehouse, report_id)
    if not may(by.role, PIECE_CLASS, "edit") or report.bar not in by.bars:
        raise Refusal(f"a {by.role} does not enter answers about reports of {report.bar}: an officer does")
    _note(warehouse, report, by=by.person, at=at)
    (answer,) = enter_answers(warehouse, report_id, {alert_id: told}, answered_on=answered_on, by=by.person, at=at)
    return answer


def read_answer(warehouse: Warehouse, document: bytes, *, by: str, at: datetime) -> list[Answer]:
    """Read a signed file and enter what it says; Refusal, with nothing stored, when it cannot be believed."""
    try:
        message = read_message(document)
        told = _told(message.content)
        report = get_report(warehouse, told["report"])
        key, certificate = _certificate(warehouse, report, at=at)
        check_signature(message, certificate)
    except BrokenSealError as broken:
        raise Refusal(f"{broken}; nothing was stored") from None
    if told["recipient"] != report.recipient:
        raise Refusal(
            f"{report.report_id} went to {report.recipient}, the file answers for {told['recipient']}; nothing was stored"
        )
    source = sha256(document)
    if was_read(warehouse, source):
        raise Refusal(f"this file was read before: {report.report_id} has its answer; nothing was stored")
    _note(warehouse, report, by=by, at=at)
    return enter_answers(
        warehouse,
        report.report_id,
        told["outcomes"],
        answered_on=told["answered_on"],
        by=by,
        at=at,
        source=source,
        key=key.fingerprint,
    )


def _certificate(warehouse: Warehouse, report: Report, *, at: datetime) -> tuple[RecipientKey, x509.Certificate]:
    """Give the certificate by which the recipient of a report signs: two people registered it, and it is in its time."""
    counting = [key for key in keys_of(warehouse, report.recipient) if key.counts and key.kind == "smime"]
    if not counting:
        raise BrokenSealError(
            f"no certificate of {report.recipient} counts, so nobody can tell who signed: enter the answer with "
            "`quater outcome enter`, or the certificate with `quater recipient key`"
        )
    certificate = x509.load_pem_x509_certificate(counting[-1].key.encode())
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise BrokenSealError(f"the certificate of {report.recipient} is outside of its time: register its new one first")
    return counting[-1], certificate


def _told(content: bytes) -> Mapping[str, Any]:
    """Read what the message says; Refusal for anything but exactly the fields of the format."""
    try:
        told = json.loads(content)
        if set(told) != FIELDS or told["format"] != FORMAT:
            raise ValueError(f"expected the fields {', '.join(sorted(FIELDS))} and the format {FORMAT}")
        outcomes = {}
        for one in told["outcomes"]:
            if not {"alert", "outcome"} <= set(one) <= {"alert", "outcome", "to_bar"} or one["alert"] in outcomes:
                raise ValueError("expected for each alert, once, its outcome, and the bar that it went to if it did")
            outcomes[_text(one["alert"])] = Outcome(_text(one["outcome"]), _text(one.get("to_bar", "")))
        read = {"report": _text(told["report"]), "recipient": _text(told["recipient"]), "outcomes": outcomes}
        return {**read, "answered_on": date.fromisoformat(_text(told["answered_on"]))}
    except (ValueError, TypeError, KeyError) as error:
        raise Refusal(f"the file is no answer ({str(error).splitlines()[0]}); nothing was stored") from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a text, got {type(value).__name__}")
    return value


def _note(warehouse: Warehouse, report: Report, *, by: str, at: datetime) -> None:
    record_access(
        warehouse,
        actor=by,
        action="answer",
        subject=report.report_id,
        purpose="communicate",
        modality="report",
        result="granted",
        at=at,
    )
