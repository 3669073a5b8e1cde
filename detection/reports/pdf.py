"""Print a sheet as a PDF/A-2b that a screen reader can follow (PDF/UA-1), the same bytes for the same sheet and moment.

typst works from its wheel alone: its embedded fonts, no system font, no network. The sheet enters as JSON through
`sys.inputs`, so text from a bank is a string in the page's program and can never become part of it.
"""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources import as_file, files

import typst

from detection.reports.language import Language
from detection.reports.rows import Sheet
from warehouse.fingerprint import sha256

STANDARDS: list[typst.PDFStandard] = ["a-2b", "ua-1"]
MAIN_PIECE = "report.typ"
ANNEX = "annex.typ"
NOTICE = "certificate.typ"
"""A page of paragraphs, facts and small tables: certificates, notices, recalls."""


def print_sheet(template: str, sheet: Sheet, *, at: datetime) -> bytes:
    """Give the PDF of one sheet; `at`, to the second, becomes its creation date."""
    with as_file(files(__package__).joinpath("templates")) as folder:
        compiler = typst.Compiler(
            folder / template,
            root=folder,
            ignore_system_fonts=True,
            sys_inputs={"sheet": json.dumps(sheet, ensure_ascii=False)},
        )
        printed = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=at.replace(microsecond=0))
    if not isinstance(printed, bytes):
        raise TypeError(f"expected typst to give one PDF, got {type(printed).__name__}")
    return printed


def edition(language: Language) -> str:
    """Give the digest of the templates and of a language's texts: it changes when a page would read or look otherwise."""
    folder = files(__package__).joinpath("templates")
    templates = [page.read_text(encoding="utf-8") for page in sorted(folder.iterdir(), key=lambda page: page.name)]
    return sha256("\n".join([repr(language), *templates]).encode())
