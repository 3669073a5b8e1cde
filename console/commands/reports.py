"""`quater report` and `quater extract`: what leaves for a bâtonnier."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.options import By, Home, Json, On, bar_code, day, moment, opened, person
from console.output import say, show_json, show_table


def attach(app: typer.Typer) -> None:
    """Add the two commands."""
    app.command("report")(report)
    app.command("extract")(extract)


def report(
    bar: Annotated[str, typer.Option("--bar", help="Code of a bar, for example LIEGE-HUY.")],
    on: On = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Draft the alert report of a bar; it leaves only when a person releases it."""
    from detection.reports import draft_reports

    code = bar_code(bar)
    with opened(home) as warehouse:
        drafts = draft_reports(warehouse, on=day(on), at=moment(), bar=code)
    if json:
        show_json([draft.as_json() for draft in drafts])
    elif not drafts:
        say(f"{code}: no alert to report")
    for draft in drafts if not json else ():
        show_table(
            f"{draft.report_id}, {code}, {draft.state}",
            ("piece", "class", "file"),
            [(p.kind, p.piece_class, p.path) for p in draft.pieces],
        )


def extract(
    account: Annotated[str, typer.Option("--account", help="IBAN of a third-party or rubric account.")],
    reason: Annotated[str, typer.Option("--reason", help="The bâtonnier's request; it stands in the visitors' book.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write to.")] = Path("extract"),
    home: Home = None,
    by: By = None,
) -> None:
    """Write the full copy of one account, to which its bâtonnier has a right: the bank's own lines, and movements as CSV."""
    from detection.reports.extract import extract_account

    with opened(home) as warehouse:
        files = extract_account(warehouse, account, reason=reason, by=person(by), at=moment(), out=out)
    for file in files:
        say(str(file))
