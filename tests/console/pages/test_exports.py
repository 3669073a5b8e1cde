"""What leaves the desk as a file: the list and the movements as they are, and no text that a spreadsheet would calculate.

| text of a bank file | in the file |
|---|---|
| `=HYPERLINK("http://x","y")` | a text after an apostrophe |
| `+1+cmd`, `-2+3`, `@SUM(1)` | the same |
| tab, line end, right-to-left override | a blank |
"""

import csv
import io
import zipfile
from datetime import date

import pytest

from coda_parser.writer import MovementDraft, StatementDraft
from console.pages.exporting import as_csv
from tests.console.pages.house import ALINE, House, deliver, finding, raised
from warehouse.lake import movements
from warehouse.spreadsheet import as_xlsx

FORMULAS = (
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    '=HYPERLINK("http://x.example","y")',
    "\t=1",
    "\r\n=1",
    " =1+1",
    "＝1",
)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_the_list_is_handed_out_in_its_order_with_amounts_and_days_as_belgium_writes_them(house: House) -> None:
    answer = house.browser("odile").get("/quater/exports/alerts.csv?severity=high")
    assert answer.headers["content-disposition"] == 'attachment; filename="alerts-20261122.csv"'
    head, *lines = rows_of(answer.content)
    assert head[:3] == ["Alert", "Status", "Severity"]
    assert [line[0] for line in lines] == ["A-000002", "A-000003"]
    assert lines[0][7:11] == ["2026-09-12", "2026-10-12", "1800,00", "EUR"]
    assert house.accesses()[0] == ("odile", "alerts: export", "alert-queue", "granted")


def test_the_movements_of_an_alert_are_handed_out_with_delivery_and_line(house: House) -> None:
    answer = house.browser("anna").get("/quater/alerts/A-000001/movements.csv")
    _, *lines = rows_of(answer.content)
    assert [(line[0], line[2], line[7]) for line in lines] == [
        ("2026-09-12", "-900,00", "RETRAIT"),
        ("2026-10-12", "-900,00", "RETRAIT"),
    ]
    assert all(len(line[11]) == 64 and int(line[12]) > 1 for line in lines)
    assert [row[1] for row in house.accesses()] == ["alert: export", "alert: export of A-000001"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_in_a_communication_stays_a_text_in_both_kinds_of_file(house: House, formula: str) -> None:
    day = date(2026, 11, 12)
    printable = formula.strip("\t\r\n").replace("＝", "=")
    moved = MovementDraft(-1_000, day, day, "00101000", communication=printable, counterparty_name=printable[:30])
    deliver(house.warehouse, "hostile.cod", StatementDraft(ALINE, "EUR", 11, day, 17_800_000, movements=[moved]), on=day)
    (one,) = movements(house.warehouse, accounts=[ALINE], since=day).collect()["movement_id"]
    raised(house.warehouse, finding("x", ALINE, "H1", "LIEGE-HUY", [one], reason=formula.strip() or "x", detector="gone"))
    for path in ("/quater/alerts/A-000006/movements", "/quater/exports/alerts"):
        for line in rows_of(house.browser("odile").get(f"{path}.csv").content)[1:]:
            for cell in line:
                assert not cell.lstrip().startswith(("=", "+", "@")), cell
                assert not cell.startswith("-") or cell[1:].replace(",", "").isdigit(), cell
        book = zipfile.ZipFile(io.BytesIO(house.browser("odile").get(f"{path}.xlsx").content))
        names = book.namelist()
        sheets = "".join(book.read(name).decode() for name in names if name.startswith("xl/worksheets/"))
        assert "<f>" not in sheets
        assert "hyperlink" not in sheets.lower()
        assert not [name for name in names if "externalLink" in name or "vba" in name.lower()]


def test_control_characters_and_directions_become_blanks() -> None:
    (_, line) = rows_of(as_csv(["x"], [["a\u202eb\x00c\nd"]]))
    assert line == ["a b c d"]
    assert "\u202e".encode() not in as_xlsx(["x"], [["a\u202eb"]])
