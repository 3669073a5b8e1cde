"""The full copy as a document to read: every statement of an account, as the annexes print them, in the bâtonnier's language.

Royal decree of 9 June 2024, art. 2 §2. The copy is addressed to the bar of the account's first holder on the day; a busy
account is cut into parts that can be printed, each a file of its own. Nothing of it is a report: no fact, no mark, no reproach.
"""

from __future__ import annotations

from datetime import date, datetime
from types import MappingProxyType

from detection.reports import pdf
from detection.reports.annex_sheets import annex_sheet
from detection.reports.annexing import whole_account
from detection.reports.content import Account, AnnexContent, Holder, ReportContent
from detection.reports.controllers import controllers_of
from detection.reports.gathering import holders_by_id
from detection.reports.language import Language, language
from detection.reports.rows import Sheet
from warehouse import lake
from warehouse.belgian_day import day_of
from warehouse.database import Warehouse
from warehouse.register import accounts_frame, bars, holdings_frame

COPIED = MappingProxyType({"piece": "piece_copy", "class": "class_copy", "title": "copy_title"})


def print_copy(warehouse: Warehouse, iban: str, *, at: datetime) -> list[bytes]:
    """Give the copy of an account as PDFs, currency by currency and part by part; none for an account without statements."""
    holder, code = _holder(warehouse, iban, on=day_of(at))
    words = language(bars()[code].language)
    parts = [(account, part) for account in _accounts(warehouse, iban) for part in whole_account(warehouse, account)]
    annexes = tuple(
        AnnexContent(number, holder, account, statements, (), until)
        for number, (account, (statements, until)) in enumerate(parts, 1)
    )
    content = ReportContent(
        bar=code,
        bar_name=bars()[code].name(words.code),
        order=bars()[code].order,
        language=words.code,
        facts=(),
        annexes=annexes,
        controllers=controllers_of(warehouse.settings, bars()[code].order),
    )
    return [pdf.print_sheet(pdf.ANNEX, _sheet(content, annex, words, at), at=at) for annex in annexes]


def _holder(warehouse: Warehouse, iban: str, *, on: date) -> tuple[Holder, str]:
    """Give the first holder of an account on a day, else the last one known, and the code of the bar."""
    rows = [row for row in holdings_frame(warehouse).iter_rows(named=True) if row["iban"] == iban]
    then = [row for row in rows if row["valid_from"] <= on and (row["valid_until"] is None or row["valid_until"] > on)]
    first = min(then, key=lambda row: row["position"]) if then else rows[-1]
    return holders_by_id(warehouse)[first["holder_id"]], first["bar"]


def _accounts(warehouse: Warehouse, iban: str) -> list[Account]:
    """Give the account in each currency in which statements came."""
    known = accounts_frame(warehouse)
    row = known.filter(known["iban"] == iban).row(0, named=True)
    came = lake.statements(warehouse, accounts=[iban], columns=["currency"]).collect()["currency"].unique().sort()
    return [Account(iban, currency, row["kind"], row["bank_bic"] or "") for currency in came]


def _sheet(content: ReportContent, annex: AnnexContent, words: Language, at: datetime) -> Sheet:
    day = day_of(at)
    reference = f"{content.bar}-{day:%Y-%m-%d}"
    sheet = annex_sheet(content, annex, reference=reference, drafted=day, released=day)
    said = {key: words.say(text) for key, text in COPIED.items()}
    return {
        **sheet,
        **said,
        "subtitle": words.say("copy_subtitle", number=annex.number, total=len(content.annexes)),
        "destruction": words.say("copy_destruction", date=words.day(annex.destroyed_from)),
        "words": {
            **sheet["words"],
            "annex_intro": words.say("copy_intro"),
            "chart_caption": words.say("copy_caption"),
            "chart_alt": words.say("copy_caption"),
        },
    }
