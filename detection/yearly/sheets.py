"""The sheet of a yearly report, plain strings in one language, and the same as data for a machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from importlib import import_module
from typing import Any, cast

from detection.reports.language import Language, language
from detection.reports.printable import printable
from detection.reports.rows import Sheet, iban_groups
from detection.yearly.content import Compared, YearlyReport
from warehouse.register import bars

FORMAT = "quater-yearly-1"
NOTHING = "–"
Texts = Mapping[str, str]


def yearly_texts(code: str) -> Texts:
    """Give the texts of a language; KeyError for one that is not there."""
    try:
        module = import_module(f"detection.yearly.languages.{code}")
    except ModuleNotFoundError:
        raise KeyError(f"no yearly report in {code!r}") from None
    return cast("Texts", module.TEXTS)


def yearly_sheet(report: YearlyReport, code: str) -> Sheet:
    """Give the sheet of a report in a language."""
    words, texts, bar = language(code), yearly_texts(code), bars()[report.bar]
    tables = [_accounts(report, words, texts), _dossiers(report, words, texts)]
    tables += [_payments(report, words, texts), _kept(report, words, texts)]
    if report.compared is not None:
        tables.append(_compared(report.compared, words, texts))
    return {
        "lang": words.code,
        "order": words.orders[bar.order],
        "bar": bar.name(code),
        "piece": texts["piece"].format(year=report.year),
        "reference": f"{report.holder_id}-{report.year}",
        "class": texts["class"],
        "page": words.texts["page"],
        "draft": False,
        "words": {},
        "title": texts["title"],
        "subtitle": texts["subtitle"].format(year=report.year),
        "opening": [texts["opening"].format(year=report.year), texts["unknown"]],
        "facts": [
            [texts["holder"], printable(report.name)],
            [texts["address"], printable(report.address) or NOTHING],
            [texts["bar"], bar.name(code)],
        ],
        "tables": tables,
        "closing": [[texts["note_heading"], texts["note"]]],
        "signature-label": "",
        "signature": "",
    }


def yearly_json(report: YearlyReport) -> bytes:
    """Give the report as JSON, UTF-8; amounts in thousandths, what is not known null."""
    compared = None if report.compared is None else [{**vars(one), "agrees": one.agrees} for one in report.compared]
    told = {
        "format": FORMAT,
        "holder": report.holder_id,
        "name": report.name,
        "address": report.address,
        "bar": report.bar,
        "year": report.year,
        **{name: [vars(one) for one in getattr(report, name)] for name in ("accounts", "dossiers", "payments", "kept")},
        "compared": compared,
    }
    return (json.dumps(told, ensure_ascii=False, indent=1, default=_written) + "\n").encode()


def _written(value: Any) -> str:
    if not isinstance(value, date):
        raise TypeError(f"expected a day, got {type(value).__name__}")
    return value.isoformat()


def _accounts(report: YearlyReport, words: Language, texts: Texts) -> Sheet:
    names = ("account", "kind", "opened", "closed", "last_receipt", "stated", "balance")
    rows = [
        [
            iban_groups(one.iban),
            words.account_kinds[one.kind],
            _day(one.opened_on, words),
            _day(one.closed_on, words),
            _day(one.last_receipt, words),
            _day(one.stated_on, words),
            _amount(one.balance_milli, one.currency, words),
        ]
        for one in report.accounts
    ]
    return _table("accounts", names, rows, "no_account", texts)


def _dossiers(report: YearlyReport, words: Language, texts: Texts) -> Sheet:
    rows = [
        [
            texts["no_dossier"] if one.dossier is None else printable(one.dossier),
            iban_groups(one.iban),
            texts["known" if one.known else "estimate"],
            words.amount(one.balance_milli, one.currency),
        ]
        for one in report.dossiers
    ]
    return _table("dossiers", ("dossier", "account", "basis", "balance"), rows, "no_dossiers", texts)


def _payments(report: YearlyReport, words: Language, texts: Texts) -> Sheet:
    rows = [
        [
            texts[f"way_{one.way}"],
            words.short_day(one.day),
            iban_groups(one.iban),
            printable(one.dossier) if one.dossier else NOTHING,
            words.amount(one.amount_milli, one.currency),
        ]
        for one in report.payments
    ]
    return _table("payments", ("way", "day", "account", "dossier", "amount"), rows, "no_payments", texts)


def _kept(report: YearlyReport, words: Language, texts: Texts) -> Sheet:
    rows = [
        [
            printable(one.dossier) if one.dossier else texts["no_dossier"],
            iban_groups(one.iban),
            words.short_day(one.received_on),
            words.short_day(one.late_from),
            words.short_day(one.until) if one.until else texts["still"],
            words.amount(one.late_milli, one.currency) + ("" if one.certain else f" ({texts['estimate']})"),
        ]
        for one in report.kept
    ]
    return _table("kept", ("dossier", "account", "received", "late_from", "until", "amount"), rows, "no_kept", texts)


def _compared(compared: tuple[Compared, ...], words: Language, texts: Texts) -> Sheet:
    rows = [
        [
            texts["whole_account"] if one.dossier is None else printable(one.dossier),
            iban_groups(one.iban),
            _amount(one.declared_milli, one.currency, words),
            _amount(one.known_milli, one.currency, words),
            _result(one, words, texts),
        ]
        for one in compared
    ]
    return _table("compared", ("dossier", "account", "declared", "bank", "result"), rows, "no_compared", texts)


def _result(one: Compared, words: Language, texts: Texts) -> str:
    if one.declared_milli is None:
        return texts["not_declared"]
    if one.known_milli is None:
        return texts["not_known"]
    if one.agrees:
        return texts["agrees"]
    return texts["differs"].format(difference=words.amount(one.declared_milli - one.known_milli, one.currency))


def _table(heading: str, names: tuple[str, ...], rows: list[list[str]], none: str, texts: Texts) -> Sheet:
    return {"heading": texts[heading], "head": [texts[name] for name in names], "rows": rows, "none": texts[none]}


def _day(day: date | None, words: Language) -> str:
    return words.short_day(day) if day else NOTHING


def _amount(milli: int | None, currency: str, words: Language) -> str:
    return NOTHING if milli is None else words.amount(milli, currency)
