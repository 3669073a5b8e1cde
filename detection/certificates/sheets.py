"""The sheets of a certificate and of a notice: plain strings, in one language, ready for the page.

Figures are whole numbers; dates are those of Belgium, because the law counts in them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from detection.certificates.contract import certificate_texts
from detection.reports.language import Language, language
from detection.reports.rows import Sheet
from warehouse.belgian_day import day_of
from warehouse.register import Bar

STORES = ("movements", "details", "statements", "findings", "alerts", "pieces", "quarantined", "receipts")
Document = Mapping[str, Any]


def certificate_sheet(code: str, document: Document, signature: str) -> Sheet:
    """Give the sheet of a certificate in a language."""
    words, texts = language(code), certificate_texts(code)
    verified = document["verification"]
    return {
        **_frame(words, texts, document["certificate"]),
        "title": texts["title"],
        "subtitle": texts["subtitle"],
        "opening": [texts["opening"].format(until=_day(words, document["transactions_until"]), on=_day(words, document["on"]))],
        "facts": _facts(words, texts, document),
        "tables": [
            _stores(texts, document),
            _table(texts, "rows", document["rows"]),
            _table(texts, "emptied", document["emptied"]),
            _spared(texts, document),
            *([_archived(texts, document)] if document.get("archived") else []),
        ],
        "closing": [
            [
                texts["verification"],
                texts["verified"].format(
                    files=verified["files"],
                    rows=verified["rows"],
                    places=verified["places_of_the_database"],
                    remnants=verified["remnants"],
                    before=verified["found_before"],
                ),
            ],
            [texts["backups"], texts["backups_text"].format(date=_day(words, document["backups_gone_on"]))],
        ],
        "signature-label": texts["signature"],
        "signature": signature,
    }


def notice_sheet(bar: Bar, document: Document, copies: Sequence[Mapping[str, Any]]) -> Sheet:
    """Give the sheet of the notice to a bâtonnier, in the language of the bar."""
    words, texts = language(bar.language), certificate_texts(bar.language)
    certificate = document["certificate"]
    rows = [[one["report"], _day(words, one["released_on"]), str(one["pieces"])] for one in copies]
    return {
        **_frame(words, texts, certificate),
        "order": words.orders[bar.order],
        "title": texts["notice_title"],
        "subtitle": texts["notice_subtitle"],
        "opening": [
            texts["attention"].format(bar=bar.name(bar.language)),
            texts["notice_opening"].format(
                at=_moment_day(words, document["destroyed_at"]),
                until=_day(words, document["transactions_until"]),
                reference=certificate,
            ),
        ],
        "facts": [],
        "tables": [
            {
                "heading": texts["reports"],
                "head": [texts["report"], texts["released"], texts["copies"]],
                "rows": rows,
                "none": texts["nothing"],
            }
        ],
        "closing": [[texts["notice_hold_heading"], texts["notice_hold"]]],
        "signature-label": "",
        "signature": "",
    }


def _frame(words: Language, texts: Mapping[str, str], reference: str) -> Sheet:
    return {
        "lang": words.code,
        "order": texts["entity"],
        "bar": texts["entity"],
        "piece": reference,
        "reference": reference,
        "class": texts["class"],
        "page": words.say("page", page="{page}", pages="{pages}"),
        "draft": False,
        "words": {},
    }


def _facts(words: Language, texts: Mapping[str, str], document: Document) -> list[list[str]]:
    approvals = [texts["approval"].format(by=one["by"], at=_moment_day(words, one["at"])) for one in document["approvals"]]
    versions = ", ".join(f"{name} {number}" for name, number in document["versions"].items())
    return [
        [texts["certificate"], document["certificate"]],
        [texts["plan"], document["plan"]],
        [texts["digest"], document["plan_sha256"]],
        [texts["approved"], " · ".join(approvals)],
        [texts["destroyed_at"], _moment_day(words, document["destroyed_at"])],
        [texts["previous"], (document["previous_signature"] or texts["first"])[:24]],
        [texts["made_by"], versions],
    ]


def _stores(texts: Mapping[str, str], document: Document) -> dict[str, Any]:
    planned, destroyed = document["planned"], document["destroyed"]
    others = sorted({*planned, *destroyed} - set(STORES))
    rows = [
        [texts.get(name) or texts["other"].format(table=name), str(planned.get(name, 0)), str(destroyed.get(name, 0))]
        for name in (*STORES, *others)
    ]
    head = [texts["store"], texts["planned"], texts["destroyed"]]
    return {"heading": texts["stores"], "head": head, "rows": rows, "none": texts["nothing"]}


def _table(texts: Mapping[str, str], name: str, counts: Mapping[str, int]) -> dict[str, Any]:
    rows = [[table, str(number)] for table, number in counts.items() if number]
    return {"heading": texts[name], "head": [texts["table"], texts["count"]], "rows": rows, "none": texts["nothing"]}


def _spared(texts: Mapping[str, str], document: Document) -> dict[str, Any]:
    grounds = {one["hold"]: texts[one["ground"]] for one in document["holds"]}
    rows = [
        [hold, grounds.get(hold, ""), *(str(counts.get(name, 0)) for name in ("movements", "statements", "alerts"))]
        for hold, counts in document["spared"].items()
    ]
    head = [texts[name] for name in ("hold", "ground", "movements", "statements", "alerts")]
    return {"heading": texts["spared"], "head": head, "rows": rows, "none": texts["no_hold"]}


def _archived(texts: Mapping[str, str], document: Document) -> dict[str, Any]:
    rows = [[one["archive"], one["order"], one["access"]] for one in document["archived"]]
    return {
        "heading": texts["archived"],
        "head": [texts["archive"], texts["entity"], texts["access"]],
        "rows": rows,
        "none": texts["nothing"],
    }


def _day(words: Language, iso: str) -> str:
    return words.day(date.fromisoformat(iso))


def _moment_day(words: Language, iso: str) -> str:
    return words.day(day_of(datetime.fromisoformat(iso)))
