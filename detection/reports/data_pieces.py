"""The report's data for a machine: JSON in our own words, and XML in the shape of goAML, for the bâtonnier's own use.

Both hold what the report says and nothing else: the same facts, the same movements, the same dates. goAML is the format in
which many financial authorities take such data; what a bâtonnier does with it, if anything, is his to decide, so the file says
neither what it is for nor to whom it could go (law of 18 September 2017, art. 55). Amounts are text with three decimals, so
that no reader rounds them. Source: the public structure of goAML 5 (report, transaction, t_from, t_to, report_indicators).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from xml.etree import ElementTree

from coda_parser.codes import label
from detection.reports.content import Fact, Line, ReportContent
from detection.reports.deadlines import last_day_to_open_procedure
from detection.reports.language import Language, language
from detection.reports.printable import printable

FORMAT = "quater-report-1"
JSON_NAME, XML_NAME = "data.json", "goaml.xml"
NOTHING = "-"
"""What stands where goAML wants a value and the bank gave none."""


def report_json(content: ReportContent, *, reference: str, drafted: date, released: date | None) -> bytes:
    """Give the report as JSON, UTF-8; without a release day it says that it is a draft."""
    words = language(content.language)
    told = {
        "format": FORMAT,
        "reference": reference,
        "draft": released is None,
        "bar": content.bar,
        "recipient": content.recipient,
        "order": content.order,
        "language": content.language,
        "drafted_on": drafted.isoformat(),
        "released_on": _day(released),
        "procedure_until": _day(last_day_to_open_procedure(released)) if released else None,
        "destroy_from": content.destroyed_from.isoformat(),
        "confidentiality": words.say("confidential_text"),
        "facts": [_fact(number, fact, words) for number, fact in enumerate(content.facts, 1)],
        "earlier_reports": [
            {"account": one.iban, "reference": one.reference, "released_on": one.released_on.isoformat(), "bar": one.bar_name}
            for one in content.earlier
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def report_xml(content: ReportContent, *, reference: str, drafted: date, released: date | None) -> bytes:
    """Give the report in the shape of goAML, UTF-8."""
    words = language(content.language)
    report = ElementTree.Element("report")
    _put(report, "rentity_id", content.bar)
    _put(report, "rentity_branch", content.order)
    _put(report, "submission_code", "E")
    _put(report, "entity_reference", reference)
    _put(report, "submission_date", f"{(released or drafted).isoformat()}T00:00:00")
    _put(report, "currency_code_local", content.facts[0].account.currency)
    _put(report, "reason", words.say("confidential_text"))
    for movement, (line, fact) in _movements(content).items():
        _transaction(report, movement, line, fact, words)
    indicators = ElementTree.SubElement(report, "report_indicators")
    for number, fact in enumerate(content.facts, 1):
        _put(indicators, "indicator", f"{number} {fact.nature} {fact.detector}")
    ElementTree.indent(report, space=" ")
    written: bytes = ElementTree.tostring(report, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _movements(content: ReportContent) -> Mapping[str, tuple[Line, Fact]]:
    """Give every cited movement once, with the first fact that cites it."""
    found: dict[str, tuple[Line, Fact]] = {}
    for fact in content.facts:
        for line in (line for part in fact.occurrences for line in part.lines):
            found.setdefault(line.movement_id, (line, fact))
    return found


def _fact(number: int, fact: Fact, words: Language) -> dict[str, Any]:
    return {
        "number": number,
        "alert": fact.alert_id,
        "nature": fact.nature,
        "severity": fact.severity,
        "detector": fact.detector,
        "detector_version": fact.detector_version,
        "title": fact.title,
        "basis": list(fact.basis),
        "may_be_asked": list(fact.questions),
        "holder": {"name": fact.holder.name, "address": fact.holder.address},
        "co_holders": list(fact.co_holders),
        "account": {
            "number": fact.account.iban,
            "currency": fact.account.currency,
            "kind": fact.account.kind,
            "bank": fact.account.bank_bic,
        },
        "destroy_from": fact.destroyed_from.isoformat(),
        "findings": [
            {
                "sentence": part.sentence,
                "from": part.first_date.isoformat(),
                "until": part.last_date.isoformat(),
                "movements": [_line(line, words) for line in part.lines],
                "movements_destroyed": part.destroyed,
            }
            for part in fact.occurrences
        ],
    }


def _line(line: Line, words: Language) -> dict[str, Any]:
    return {
        "movement": line.movement_id,
        "booked_on": line.booked.isoformat(),
        "valued_on": _day(line.valued),
        "amount": _amount(line.amount_milli),
        "currency": line.currency,
        "operation": f"{label(line.code, words.code)} ({line.code})",
        "counterparty": {
            "name": line.counterparty_name,
            "account": line.counterparty_account,
            "bic": line.counterparty_bic,
            "address": line.counterparty_address,
        },
        "communication": line.communication,
        "structured_communication": line.structured_reference,
        "bank_reference": line.bank_reference,
        "customer_reference": line.customer_reference,
        "direct_debit": line.mandate,
        "detail": line.is_detail,
    }


def _transaction(report: ElementTree.Element, movement: str, line: Line, fact: Fact, words: Language) -> None:
    made = ElementTree.SubElement(report, "transaction")
    _put(made, "transactionnumber", movement)
    _put(made, "internal_ref_number", line.bank_reference or NOTHING)
    _put(made, "transaction_description", line.communication or line.structured_reference or NOTHING)
    _put(made, "date_transaction", f"{line.booked.isoformat()}T00:00:00")
    if line.valued:
        _put(made, "value_date", f"{line.valued.isoformat()}T00:00:00")
    _put(made, "transmode_code", line.code)
    _put(made, "transmode_comment", label(line.code, words.code))
    _put(made, "amount_local", _amount(abs(line.amount_milli)))
    own, other = _own_side(fact), _other_side(line)
    sides = (
        (("t_from", other), ("t_to_my_client", own)) if line.amount_milli >= 0 else (("t_from_my_client", own), ("t_to", other))
    )
    for name, side in sides:
        made.append(_side(name, side))


def _own_side(fact: Fact) -> dict[str, str]:
    return {
        "institution_code": fact.account.bank_bic,
        "account": fact.account.iban,
        "currency_code": fact.account.currency,
        "account_name": fact.holder.name,
        "address": fact.holder.address,
    }


def _other_side(line: Line) -> dict[str, str]:
    return {
        "institution_code": line.counterparty_bic,
        "account": line.counterparty_account,
        "currency_code": line.currency,
        "account_name": line.counterparty_name,
        "address": line.counterparty_address,
    }


def _side(name: str, values: Mapping[str, str]) -> ElementTree.Element:
    side = ElementTree.Element(name)
    kind = name.removeprefix("t_").removesuffix("_my_client")
    account = ElementTree.SubElement(side, f"{kind}_account")
    for key, value in values.items():
        _put(account, key, value or NOTHING)
    return side


def _put(parent: ElementTree.Element, name: str, text: str) -> None:
    """Add an element; characters that XML does not know are spelled as on the printed page."""
    ElementTree.SubElement(parent, name).text = printable(text) or NOTHING


def _day(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None


def _amount(milli: int) -> str:
    """Write thousandths with a point and three decimals.

    >>> _amount(-4_500_050)
    '-4500.050'
    """
    return f"{'-' if milli < 0 else ''}{abs(milli) // 1000}.{abs(milli) % 1000:03d}"


def written(content: ReportContent, *, reference: str, drafted: date, released: date | None) -> Iterator[tuple[str, bytes]]:
    """Give both files by their names."""
    yield JSON_NAME, report_json(content, reference=reference, drafted=drafted, released=released)
    yield XML_NAME, report_xml(content, reference=reference, drafted=drafted, released=released)
