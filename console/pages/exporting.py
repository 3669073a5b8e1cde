"""Tables that leave the desk as files: CSV and XLSX, in which no text of a bank file can be calculated.

Anyone with one cent can write a formula into a communication. In CSV a text that a spreadsheet would calculate stands after an
apostrophe and control characters become blanks; in XLSX every text is written as text and never as a formula or a link. A
file's name names an alert, a list or a day, never a person or an account.

>>> as_csv(("name", "amount"), [("=1+1", 5), ("Aline", None)]).decode("utf-8-sig").splitlines()
['name;amount', "'=1+1;5", 'Aline;']
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from fastapi.responses import Response

from warehouse.alerts.export import plain_cell
from warehouse.spreadsheet import Cell, as_xlsx

CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write a table as CSV: separated by semicolons as Belgian spreadsheets expect, UTF-8 with its mark."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
    writer.writerow([plain_cell(name) for name in columns])
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return table.getvalue().encode("utf-8-sig")


def file_of(name: str, kind: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """Answer with a table as a file to keep; `kind` is csv or xlsx."""
    content, media = (as_xlsx(columns, rows), XLSX) if kind == "xlsx" else (as_csv(columns, rows), CSV)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(content, media_type=media, headers=headers)


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return plain_cell(cell)
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return "" if cell is None else str(cell).replace(".", ",")
