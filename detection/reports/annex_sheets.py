"""The sheet of an annex: the statements of one account, its balance as a drawing, the cited movements marked."""

from __future__ import annotations

from datetime import date

from detection.reports.content import AnnexContent, ReportContent
from detection.reports.language import Language, language
from detection.reports.rows import Sheet, account_lines, holder_lines, line_row
from detection.reports.sheets import frame

ROOM = 80  # per mille of the drawing's height that a figure takes
MINIMUM_DAYS = 3  # a balance drawn from fewer days shows nothing that the table does not


def annex_sheet(content: ReportContent, annex: AnnexContent, *, reference: str, drafted: date, released: date | None) -> Sheet:
    """Give the data of one account's annex; it is a piece of its own and names no other account of the report."""
    words = language(content.language)
    cited = dict(annex.cited)
    return {
        **frame(content, words, reference=reference, drafted=drafted, released=released),
        "piece": words.say("piece_annex", number=annex.number),
        "class": words.say("class_annex"),
        "title": words.say("annex_title"),
        "subtitle": words.say("annex_subtitle", number=annex.number, reference=reference),
        "holder": holder_lines(annex.holder),
        "account": account_lines(annex.account, words),
        "period": _period(annex, words),
        "destruction": words.say("annex_destruction", date=words.day(annex.destroyed_from)),
        "figure": words.say("col_figure", currency=annex.account.currency),
        "chart": _chart(annex, words),
        "statements": [
            {
                "heading": words.say("statement", number=f"{sheet.number:03d}", date=words.short_day(sheet.statement_date)),
                "old": words.figure(sheet.old_balance_milli),
                "new": words.figure(sheet.new_balance_milli),
                "lines": [
                    {**line_row(line, words), "cited": _cited(cited.get(line.movement_id), words)} for line in sheet.lines
                ],
            }
            for sheet in annex.statements
        ],
    }


def _period(annex: AnnexContent, words: Language) -> str:
    first, last = annex.statements[0].statement_date, annex.statements[-1].statement_date
    return words.day(first) if first == last else words.say("period", first=words.day(first), last=words.day(last))


def _cited(numbers: tuple[int, ...] | None, words: Language) -> str:
    return words.say("cited_in", numbers=", ".join(str(number) for number in numbers)) if numbers else ""


def _chart(annex: AnnexContent, words: Language) -> Sheet | None:
    """Give the balance at the end of each day and the cited movements, as per mille of the drawing's width and height."""
    balances: dict[date, int] = {}
    marks: list[tuple[date, int]] = []
    cited = dict(annex.cited)
    for sheet in annex.statements:
        balance = sheet.old_balance_milli
        balances.setdefault(sheet.lines[0].booked if sheet.lines else sheet.statement_date, balance)
        for line in sheet.lines:
            balance += 0 if line.is_detail else line.amount_milli
            balances[line.booked] = balance
            if line.movement_id in cited:
                marks.append((line.booked, balance))
    days = sorted(balances)
    heights = [*balances.values(), *(height for _, height in marks)]
    low, high = min(0, *heights), max(0, *heights)
    if len(days) < MINIMUM_DAYS or low == high:
        return None
    width = (days[-1] - days[0]).days

    def place(day: date, height: int) -> list[int]:
        return [(day - days[0]).days * 1000 // width, (height - low) * 1000 // (high - low)]

    return {
        "line": [place(day, balances[day]) for day in days],
        "points": [place(day, height) for day, height in marks],
        "zero": -low * 1000 // (high - low),
        "labels": _labels(low, high, words),
        "from": words.short_day(days[0]),
        "to": words.short_day(days[-1]),
    }


def _labels(low: int, high: int, words: Language) -> list[list[int | str]]:
    """Give the figures of the scale with their places: both ends, and zero where it has room between them."""
    zero = -low * 1000 // (high - low)
    ends: list[list[int | str]] = [[0, words.figure(low)], [1000, words.figure(high)]]
    return [*ends, [zero, words.figure(0)]] if ROOM < zero < 1000 - ROOM else ends
