"""Turn a report's content into the data that the page templates print.

Everything is decided here (words, figures, dates, order) and the templates only place it, so a language never meets markup.
What came from a bank goes through `printable`; the templates receive strings, which typst prints as text and never reads as
markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from detection.reports.chart import draw, marks_of
from detection.reports.content import ILLICIT, SUSPICIOUS, Fact, Line, ReportContent
from detection.reports.deadlines import last_day_to_open_procedure
from detection.reports.language import Language, language
from detection.reports.printable import printable
from detection.reports.rows import Sheet, account_lines, holder_lines, iban_groups, line_row, sentence_text


@dataclass(frozen=True)
class ListedPiece:
    """Another piece of the report, as its main piece lists it; without hash while it is a draft."""

    piece_class: str
    name: str
    sha256: str


def report_sheet(
    content: ReportContent, *, reference: str, drafted: date, released: date | None, pieces: Sequence[ListedPiece] = ()
) -> Sheet:
    """Give the data of the report's main piece; without a release day it carries the draft mark."""
    words = language(content.language)
    return {
        **frame(content, words, reference=reference, drafted=drafted, released=released),
        "piece": words.say("piece_report"),
        "class": words.say("class_report"),
        "title": words.say("report_title"),
        "subtitle": words.say("report_subtitle"),
        "attention": _attention(content, words),
        "counts": _counts(content, words),
        "annexes": f"{len(content.annexes)} ({words.count('annexes', len(content.annexes))})",
        "period": words.say("period", first=words.day(_first(content)), last=words.day(_last(content))),
        "rows": [_summary_row(number, fact, words) for number, fact in enumerate(content.facts, 1)],
        "parts": [_part(content, nature, words) for nature in (ILLICIT, SUSPICIOUS)],
        "charts": _charts(content, words),
        "earlier": _earlier(content, words),
        "pieces": _pieces(pieces, words),
        "deadlines": _deadlines(content, words, released),
        "processing": _processing(content, words),
        "outcomes": [outcome.strip() for outcome in words.say("receipt_outcomes").split("|")],
    }


def _attention(content: ReportContent, words: Language) -> list[str]:
    """Say to whom the report goes: the bâtonnier of the bar, or who was designated in his place, and for which bar."""
    bar = printable(content.bar_name)
    if not content.attention:
        return [words.say("attention"), bar, ""]
    return [words.say("attention_other"), printable(content.attention), words.say("designated_text", bar=bar)]


def _charts(content: ReportContent, words: Language) -> list[Sheet]:
    """Draw the cited movements of each currency; a single movement needs no drawing."""
    currencies = list(dict.fromkeys(fact.account.currency for fact in content.facts))
    drawn = [(currency, marks) for currency in currencies if len(marks := marks_of(content.facts, currency)) > 1]
    return [
        {
            "svg": draw(marks, words),
            "caption": words.say("marks_caption", currency=currency),
            "alt": words.say(
                "marks_alt",
                movements=len(marks),
                first=words.day(marks[0].day),
                last=words.day(marks[-1].day),
                currency=currency,
            ),
        }
        for currency, marks in drawn
    ]


def _earlier(content: ReportContent, words: Language) -> Sheet:
    """Say of each account whether it was reported before."""
    accounts = list(dict.fromkeys(fact.account.iban for fact in content.facts))
    told = {iban: [one for one in content.earlier if one.iban == iban] for iban in accounts}
    rows = [
        {
            "account": iban_groups(iban),
            "reference": one.reference,
            "date": words.short_day(one.released_on),
            "bar": printable(one.bar_name),
        }
        for iban in accounts
        for one in told[iban]
    ]
    never = [iban_groups(iban) for iban in accounts if not told[iban]]
    return {"rows": rows, "never": never, "none": words.say("earlier_none") if not rows else ""}


def _pieces(pieces: Sequence[ListedPiece], words: Language) -> list[Sheet]:
    return [
        {
            "name": one.name,
            "class": words.pieces[one.piece_class],
            "sha256": [one.sha256[start : start + 32] for start in range(0, len(one.sha256), 32)],
        }
        for one in pieces
    ]


def frame(content: ReportContent, words: Language, *, reference: str, drafted: date, released: date | None) -> Sheet:
    """Give what every piece carries: language, draft mark, bar, reference, dates and the fixed texts of the templates."""
    fixed = {key: text for key, text in words.texts.items() if "{" not in text}
    return {
        "lang": words.code,
        "draft": released is None,
        "bar": printable(content.bar_name),
        "order": words.orders[content.order],
        "reference": reference,
        "drafted": words.day(drafted),
        "released": words.day(released) if released else "",
        "page": words.texts["page"],
        "words": fixed,
    }


def _first(content: ReportContent) -> date:
    return min(fact.first_date for fact in content.facts)


def _last(content: ReportContent) -> date:
    return max(fact.last_date for fact in content.facts)


def _counts(content: ReportContent, words: Language) -> list[Sheet]:
    numbers = {
        "illicit": sum(1 for _ in content.of_nature(ILLICIT)),
        "suspicious": sum(1 for _ in content.of_nature(SUSPICIOUS)),
        "holders": len({fact.holder.holder_id for fact in content.facts}),
        "movements": len({line.movement_id for fact in content.facts for part in fact.occurrences for line in part.lines}),
    }
    return [{"number": str(number), "noun": words.count(key, number)} for key, number in numbers.items()]


def _span(first: date, last: date, words: Language) -> str:
    return words.short_day(first) if first == last else f"{words.short_day(first)} – {words.short_day(last)}"


def _summary_row(number: int, fact: Fact, words: Language) -> Sheet:
    return {
        "number": number,
        "title": fact.title,
        "severity": words.severities[fact.severity],
        "nature": words.natures[fact.nature],
        "holder": printable(fact.holder.name),
        "account": iban_groups(fact.account.iban),
        "dates": _span(fact.first_date, fact.last_date, words),
        "amount": words.figure(fact.amount_milli),
        "currency": fact.account.currency,
    }


def _part(content: ReportContent, nature: str, words: Language) -> Sheet:
    facts = [_fact(number, fact, words) for number, fact in content.of_nature(nature)]
    return {
        "heading": words.say(f"{nature}_heading"),
        "intro": words.say(f"{nature}_intro"),
        "lines_heading": words.say("lines_heading" if nature == ILLICIT else "lines_heading_suspicious"),
        "facts": facts,
    }


def _fact(number: int, fact: Fact, words: Language) -> Sheet:
    destroyed = sum(part.destroyed for part in fact.occurrences)
    return {
        "number": number,
        "label": words.say("fact", number=number),
        "title": fact.title,
        "severity": words.say("severity", severity=words.severities[fact.severity]),
        "holder": holder_lines(fact.holder),
        "co_holders": words.say("co_holders", names=", ".join(map(printable, fact.co_holders))) if fact.co_holders else "",
        "account": account_lines(fact.account, words),
        "basis": list(fact.basis),
        "questions": list(fact.questions),
        "sentences": _sentences(fact),
        "lines": _lines(fact, words),
        "destroyed": words.count("destroyed", destroyed) if destroyed else "",
        "figure": words.say("col_figure", currency=fact.account.currency),
        "note": words.say("rule_note", detector=fact.detector, version=fact.detector_version, alert=fact.alert_id),
    }


def _sentences(fact: Fact) -> list[Sheet]:
    """Give the reasons of a fact, numbered when there are several."""
    several = len(fact.occurrences) > 1
    return [
        {"mark": f"{place}." if several else "", "text": sentence_text(part.sentence)}
        for place, part in enumerate(fact.occurrences, 1)
    ]


def _lines(fact: Fact, words: Language) -> list[Sheet]:
    """Give each movement of a fact once, in the order of the reasons, with the numbers of the reasons that it shows."""
    places: dict[Line, list[int]] = {}
    for place, part in enumerate(fact.occurrences, 1):
        for line in part.lines:
            places.setdefault(line, []).append(place)
    several = len(fact.occurrences) > 1
    return [
        {**line_row(line, words), "mark": ", ".join(map(str, told)) + "." if several else ""} for line, told in places.items()
    ]


def _deadlines(content: ReportContent, words: Language, released: date | None) -> list[Sheet]:
    discipline = (
        words.say("discipline_text", delivered=words.day(released), last=words.day(last_day_to_open_procedure(released)))
        if released
        else words.say("discipline_draft")
    )
    destruction = [words.say("destruction_text", date=words.day(content.destroyed_from)), words.say("destruction_hold")]
    items = [
        {"label": words.say("fact", number=number), "date": words.short_day(fact.destroyed_from)}
        for number, fact in enumerate(content.facts, 1)
    ]
    return [
        {"heading": words.say("discipline_heading"), "paragraphs": [discipline], "items": []},
        {"heading": words.say("destruction_heading"), "paragraphs": destruction, "items": items if len(items) > 1 else []},
    ]


def _processing(content: ReportContent, words: Language) -> list[str]:
    contact = printable(content.controllers.dpo_contact) or words.say("dpo_default")
    arrangement = printable(content.controllers.arrangement) or words.say("arrangement_default")
    return [
        words.say("controllers_text"),
        words.say("purpose_text"),
        words.say("arrangement_text", version=arrangement) + " " + words.say("dpo_text", contact=contact),
    ]
