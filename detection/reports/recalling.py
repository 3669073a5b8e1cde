"""The recall: whoever got a report is told which of its facts no longer hold.

What is due is `warehouse.reports_register.recalls`; besides, an officer may say that an alert was told wrongly
and is corrected.
The recall names the report, the number of the fact and the alert, and nothing of what was in it: no holder, no account, no
reason. It is signed and sealed like the report, in the recipient's language, goes to every recipient of every report that
told of the alert, and waits for its own receipt. An officer lets it go (the access table); a suspended recipient gets it
once it is resumed.

Source: GDPR art. 5 §1 d, 16 and 19 (tell every recipient of a rectification or erasure).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from detection.reports import pdf
from detection.reports.data_pieces import JSON_NAME
from detection.reports.earlier import reference_of
from detection.reports.language import language
from detection.reports.printing import write_private
from detection.reports.rows import Sheet
from detection.reports.sending import open_recipient, send
from detection.reports.signing import signer_of
from warehouse.belgian_day import day_of
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.evidence import record_access
from warehouse.register import bars
from warehouse.reports_register import Reader, Report, get_report, may, withdraw
from warehouse.reports_register.dispatches import RECALL, Dispatch, list_dispatches, note_dispatch
from warehouse.reports_register.recalls import ALERTS_WITHDRAWN, Recall, due_recalls, recalls_of

FORMAT = "quater-recall-1"
NAME = "report.recall-{number}"
"""A version of the report's main piece: it goes with it."""


@dataclass(frozen=True)
class Recalls:
    """What became of recalls: those that left, and those that cannot leave yet, with the reason."""

    sent: tuple[Dispatch, ...]
    waiting: tuple[tuple[Recall, str], ...]


def send_recalls(warehouse: Warehouse, recalls: Sequence[Recall], *, by: Reader, at: datetime) -> Recalls:
    """Let recalls go; Refusal for who may not. The access is recorded before anything is written."""
    if not may(by.role, RECALL, "sign"):
        raise Refusal(f"a {by.role} does not let a recall go: an officer does")
    sent, waiting = [], []
    for recall in recalls:
        report = get_report(warehouse, recall.dispatch.report_id)
        if report.bar not in by.bars:
            raise Refusal(f"report {report.report_id} is of {report.bar}, which is not served here")
        try:
            open_recipient(warehouse, report.recipient)
        except Refusal as refusal:
            waiting.append((recall, str(refusal)))
            continue
        record_access(
            warehouse,
            actor=by.person,
            action="recall",
            subject=report.report_id,
            purpose="communicate",
            modality="report",
            result="granted",
            at=at,
        )
        sent.append(_send(warehouse, report, recall, by=by.person, at=at))
    return Recalls(tuple(sent), tuple(waiting))


def withdraw_report(warehouse: Warehouse, report_id: str, *, reason: str, by: Reader, at: datetime) -> Recalls:
    """Withdraw a report; if it had left, its recipient is told at once."""
    if not may(by.role, RECALL, "sign"):
        raise Refusal(f"a {by.role} does not withdraw reports: an officer does")
    report = withdraw(warehouse, report_id, by=by.person, reason=reason, at=at)
    return send_recalls(warehouse, due_recalls(warehouse, report.report_id), by=by, at=at)


def correct_alert(warehouse: Warehouse, alert_id: str, *, by: Reader, at: datetime) -> Recalls:
    """Recall an alert that was told wrongly from everyone who was told of it; Refusal when nobody was."""
    told = recalls_of(warehouse, alert_id)
    if not told:
        raise Refusal(f"nobody was told of {alert_id}, or it was withdrawn already: there is nothing to recall")
    return send_recalls(warehouse, told, by=by, at=at)


def _send(warehouse: Warehouse, report: Report, recall: Recall, *, by: str, at: datetime) -> Dispatch:
    number = sum(one.purpose == RECALL for one in list_dispatches(warehouse, report_id=report.report_id)) + 1
    facts = _facts(warehouse, report, recall.alert_ids)
    signer = signer_of(warehouse.settings, at=at)
    printed = pdf.print_sheet(pdf.NOTICE, recall_sheet(report, recall, facts, at=at), at=at)
    name = NAME.format(number=number)
    documents = {f"{name}.pdf": signer.sign(printed, at=at), f"{name}.json": _data(report, recall, facts, at=at)}
    for file, document in documents.items():
        write_private(warehouse.settings.reports / reference_of(report) / file, document)
    sent = send(warehouse, report, documents, purpose=RECALL, signer=signer, by=by, at=at)
    told = " ".join(recall.alert_ids)
    note_dispatch(warehouse, recall.dispatch.dispatch_id, recall.kind, detail=told, by=by, at=at)
    return sent


def recall_sheet(report: Report, recall: Recall, facts: Mapping[str, Sequence[int]], *, at: datetime) -> Sheet:
    """Give the sheet of a recall: plain strings, in the language of the report."""
    words = language(report.language)
    reference, bar = reference_of(report), bars()[report.bar]
    released = words.day(day_of(report.decided_at or at))
    whole = set(recall.alert_ids) == set(report.alert_ids)
    rows = [
        [", ".join(words.say("fact", number=number) for number in facts.get(alert_id, ())), alert_id]
        for alert_id in recall.alert_ids
    ]
    return {
        "lang": words.code,
        "order": words.orders[bar.order],
        "bar": bar.name(words.code),
        "piece": words.say("piece_recall"),
        "reference": reference,
        "class": words.say("class_report"),
        "page": words.texts["page"],
        "draft": False,
        "words": {},
        "title": words.say("recall_title"),
        "subtitle": words.say("recall_subtitle", reference=reference, date=released),
        "opening": [
            words.say("recall_withdrawn" if recall.kind == ALERTS_WITHDRAWN else "recall_corrected"),
            words.say("recall_whole" if whole else "recall_rest"),
        ],
        "facts": [[words.say("label_drafted"), words.day(day_of(at))]],
        "tables": [
            {
                "heading": words.say("recall_heading"),
                "head": [words.say("col_fact"), words.say("recall_alert")],
                "rows": rows,
                "none": "",
            }
        ],
        "closing": [[words.say("recall_duty_heading"), words.say("recall_duty")]],
        "signature-label": "",
        "signature": "",
    }


def _facts(warehouse: Warehouse, report: Report, alert_ids: Collection[str]) -> dict[str, list[int]]:
    """Give, for each alert, the numbers of its facts as the report printed them."""
    found: dict[str, list[int]] = {}
    for number, alert_id in _printed(warehouse, report):
        if alert_id in alert_ids:
            found.setdefault(alert_id, []).append(number)
    return found


def _printed(warehouse: Warehouse, report: Report) -> Iterator[tuple[int, str]]:
    stem, _, suffix = JSON_NAME.partition(".")
    path = warehouse.settings.reports / reference_of(report) / f"{stem}.final.{suffix}"
    for fact in json.loads(path.read_bytes())["facts"] if path.is_file() else ():
        yield int(fact["number"]), str(fact["alert"])


def _data(report: Report, recall: Recall, facts: Mapping[str, Sequence[int]], *, at: datetime) -> bytes:
    told = {
        "format": FORMAT,
        "report": reference_of(report),
        "recipient": report.recipient,
        "recalled_on": day_of(at).isoformat(),
        "kind": "withdrawn" if recall.kind == ALERTS_WITHDRAWN else "corrected",
        "alerts": [{"alert": alert_id, "facts": list(facts.get(alert_id, ()))} for alert_id in recall.alert_ids],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
