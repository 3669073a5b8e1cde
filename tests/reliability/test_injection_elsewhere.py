"""R19: what a spreadsheet, a PDF reader, a terminal or a log would obey stays text, in everything that we hand out or print.

A browser's payloads are driven through a real Chromium in `tests/console/pages/test_injection.py`. Airflow's own pages get no
text of a bank at all: a test of `tests/airflow` searches its database and its logs after the whole main job.
"""

import csv
import io
import json
import logging
import unicodedata
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from console.output import complain, say, show_json, show_table
from console.pages.exporting import as_csv
from detection.reports import pdf
from detection.reports.sheets import report_sheet
from tests.detection.reports.world import sample, text_of
from tests.reliability.injection import CONTROLS, FORMULAS, MARKUP
from warehouse.alerts.export import plain_cell
from warehouse.drop_session import leave_alone
from warehouse.spreadsheet import as_xlsx

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OBEYED = set("/JS /JavaScript /Launch /URI /GoToR /GoToE /SubmitForm /ImportData /OpenAction /AA /EmbeddedFiles".split())
OBEYED |= set("/EmbeddedFile /RichMedia /Movie /Sound /XFA /AcroForm".split())
"""What a PDF reader would do by itself or at a click; links from page to page of the report have none of these."""


def test_the_corpora_are_as_large_as_they_say() -> None:
    assert (len(set(FORMULAS)), len(set(MARKUP)), len(set(CONTROLS))) == (72, 60, 64)


def test_no_formula_is_left_in_a_csv_or_a_spreadsheet(record_property) -> None:
    rows = [[text, f"{text} behind", 1] for text in FORMULAS]
    lines = list(csv.reader(io.StringIO(as_csv(["a", "b", "n"], rows).decode("utf-8-sig")), delimiter=";"))
    assert len(lines) == len(FORMULAS) + 1
    cells = [cell for line in lines for cell in line] + [plain_cell(text) for text in FORMULAS]
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))] == []
    assert all(cell.isprintable() for cell in cells)
    book = zipfile.ZipFile(io.BytesIO(as_xlsx(["a", "b", "n"], rows)))
    sheets = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert [word for word in ("<f>", "<f ", "<hyperlink", "externalLink", "ddeLink") if word in sheets] == []
    assert [name for name in book.namelist() if "externalLinks" in name or "vba" in name.lower()] == []
    assert "calc" in sheets, "the texts are there to be read"
    record_property("R19", f"CSV and XLSX: {len(FORMULAS)} formulas, 0 active")


def test_no_payload_becomes_a_part_of_a_printed_report(record_property) -> None:
    """The payloads of a report stand behind each other in one communication, and each as a counterparty's name."""
    together = 15
    for start in range(0, len(MARKUP), together):
        payloads = MARKUP[start : start + together]
        content = sample("fr", communication=" | ".join(payloads), name=payloads[0][:35])
        for day in (None, AT.date()):
            sheet = report_sheet(content, reference=content.reference, drafted=AT.date(), released=day)
            document = pdf.print_sheet(pdf.MAIN_PIECE, sheet, at=AT)
        with pikepdf.open(BytesIO(document)) as opened:
            names = {name for one in opened.objects for name in _names(one)}
        assert names & OBEYED == set()
        said = text_of(document).replace(" ", "")
        assert "root:" not in said
        assert [payload for payload in payloads if payload.replace(" ", "") not in said] == []
    record_property("R19", f"PDF: {len(MARKUP)} payloads of typst, PDF and HTML, 0 active")


def test_no_sequence_reaches_a_terminal_or_breaks_its_line(record_property) -> None:
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        show_table("", ("text", "n"), [(text, 1) for text in CONTROLS])
        for text in CONTROLS:
            say(text)
            complain(text)
    lines = out.getvalue().split("\n")
    assert [line for line in lines if _obeyed(line)] == []
    assert len(lines) == 3 * len(CONTROLS) + 5, "a line each; the table's head, its three rules, and the end"
    assert "[link=http://x.example]y[/link]" in out.getvalue(), "markup of ours is text when it is theirs"
    told = io.StringIO()
    with redirect_stdout(told):
        show_json(list(CONTROLS))
    assert [line for line in told.getvalue().split("\n") if _obeyed(line)] == []
    assert json.loads(told.getvalue()) == list(CONTROLS)
    record_property("R19", f"terminal, as tables, lines and JSON: {len(CONTROLS)} sequences, 0 active")


def test_no_name_of_a_file_writes_a_line_of_the_log_or_colours_it(caplog: pytest.LogCaptureFixture, record_property) -> None:
    with caplog.at_level(logging.WARNING):
        for text in CONTROLS:
            leave_alone("KASTEEL", text, "it is no plain file")
    assert len(caplog.messages) == len(CONTROLS)
    assert [message for message in caplog.messages if _obeyed(message) or "\n" in message] == []
    record_property("R19", f"log: {len(CONTROLS)} sequences, 0 active")


def _obeyed(line: str) -> bool:
    return any(unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") for letter in line)


def _names(one: Any) -> set[str]:
    """The keys and names of one of a PDF's objects; what it only refers to is an object of its own."""
    if isinstance(one, pikepdf.Name):
        return {str(one)}
    if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
        return set()
    inner = list(one) if isinstance(one, pikepdf.Array) else list(one.values())
    own = set() if isinstance(one, pikepdf.Array) else set(one.keys())
    return own.union(*(_names(value) for value in inner if not getattr(value, "is_indirect", False)))
