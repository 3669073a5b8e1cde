"""The pages of `docs/` that are made from the code: CODA's codes, the schema, the desk's rights, the metrics, what is
kept, the record of processing and the rules.

`make docs` writes them; a test fails when one is stale, so nobody edits them by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from coda_parser.codes_page import codes_page
from console.metrics import metrics_page
from console.pages.rights_page import rights_page
from console.processing_record import processing_record
from detection.catalogue_examples import examples
from detection.catalogue_page import rules_page
from warehouse.kept.page import retention_page
from warehouse.roles import roles_page
from warehouse.schema import schema_page

TESTS = Path(__file__).resolve().parents[1] / "tests" / "detection"
"""Where the rules' test tables lie, in a checkout; they are read as text."""


def _rules() -> str:
    return rules_page(examples(TESTS))


PAGES: Mapping[str, Callable[[], str]] = {
    "coda-codes.md": codes_page,
    "database-roles.md": roles_page,
    "desk.md": rights_page,
    "metrics.md": metrics_page,
    "processing-record.md": processing_record,
    "retention.md": retention_page,
    "rules.md": _rules,
    "schema.md": schema_page,
}


def write_pages(folder: Path) -> list[Path]:
    """Write every page into the folder and give their paths."""
    written = []
    for name, page in PAGES.items():
        target = folder / name
        target.write_text(page(), encoding="utf-8", newline="\n")
        written.append(target)
    return written


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
