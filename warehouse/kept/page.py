"""The page `docs/retention.md`: every store, what starts its clock, how long, on whose authority, how it is erased."""

from __future__ import annotations

from collections.abc import Iterator

from warehouse.kept.files import FILES
from warehouse.kept.lines import ByDay, ByMovements, Emptied, KeptTable, Standing, TableWay, With, Working
from warehouse.kept.tables import TABLES

HEAD = """\
# What is kept, and for how long

Made from `warehouse/kept/` by `warehouse.kept.page`; do not edit.

Royal decree of 9 June 2024, art. 5: transaction data, and the analyses made of them, are kept ten years from the date of
the transaction, longer while an instruction, a judicial procedure, a disciplinary enquiry or a disciplinary procedure lasts,
and then destroyed or archived. *Ten years* is counted as the Civil Code (art. 1.7) and the Judicial Code (art. 54) count:
destruction begins on (day + 1 day) + 10 years; where that is a 29 February that does not exist, on 1 March.

Every table of the database, every dataset of the lake and every folder below `QUATER_HOME` has its line. A store without one
fails `tests/warehouse/test_retention_kept.py`, which says what to write where.
"""
MARK = "|---|---|---|---|---|---|"


def retention_page() -> str:
    """The text of `docs/retention.md`."""
    head = "| store | what it holds | what starts its clock | how long | on whose authority | how it is erased |"
    return "\n".join(
        [HEAD, "## Tables", "", head, MARK, *_tables(), "", "## Lake, folders and files", "", head, MARK, *_files(), ""]
    )


def said(way: TableWay) -> str:
    """Say how the rows of a table go."""
    match way:
        case ByMovements():
            return "the row goes when none of the movements it names stays"
        case ByDay(day=day):
            return f"the row goes ten years after `{day}`, unless a hold keeps its account, its holder or that day"
        case With(parent=parent):
            return f"the row goes with its row of `{parent}`"
        case Emptied(what=what):
            return f"emptied: {what}"
        case Working(by=by):
            return f"removed by {by}"
        case Standing(why=why):
            return f"stays: {why}"


def _tables() -> Iterator[str]:
    for name in sorted(TABLES):
        yield _table(name, TABLES[name])


def _table(name: str, line: KeptTable) -> str:
    return f"| `{name}` | {line.holds} | {line.clock} | {line.term} | {line.authority} | {said(line.way)} |"


def _files() -> Iterator[str]:
    for name in sorted(FILES):
        line = FILES[name]
        yield f"| `{name}` | {line.holds} | {line.clock} | {line.term} | {line.authority} | {line.erased} |"
