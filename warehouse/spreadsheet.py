"""A table as a spreadsheet, in which no text of a bank file can be calculated.

Anyone with one cent can write a formula into a communication: every text is written as text and never as a formula or a link,
amounts as numbers and days as days.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from warehouse.alerts.export import plain_cell

Cell = str | int | Decimal | date | datetime | None
LONGEST_TEXT = 32_000
"""A cell of a spreadsheet holds 32,767 characters."""


def amount(milli: int) -> Decimal:
    """Give thousandths as the number that a table holds.

    >>> amount(-1_234_560), amount(5)
    (Decimal('-1234.56'), Decimal('0.005'))
    """
    exact = Decimal(milli).scaleb(-3)
    return exact if milli % 10 else exact.quantize(Decimal("0.01"))


def as_xlsx(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write a table as a spreadsheet: texts as texts, amounts and days as such."""
    import xlsxwriter  # type: ignore[import-untyped] # only exports need it

    sheet_file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(sheet_file, options) as book:
        sheet = book.add_worksheet()
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        money = book.add_format({"num_format": "#,##0.00"})
        for place, name in enumerate(columns):
            sheet.write_string(0, place, plain_cell(name), bold)
        for line, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if isinstance(cell, Decimal):
                    sheet.write_number(line, place, cell, money)
                elif isinstance(cell, int):
                    sheet.write_number(line, place, cell)
                elif isinstance(cell, date):
                    sheet.write_datetime(line, place, cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell, day)
                elif cell is not None:
                    sheet.write_string(line, place, plain_cell(cell)[:LONGEST_TEXT])
        sheet.freeze_panes(1, 0)
    return sheet_file.getvalue()
