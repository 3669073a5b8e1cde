"""`quater register`: who holds which account; what an import would change, what an entry says and said, who is excluded."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from console.access import note_access
from console.options import By, Home, Json, existing, moment, opened, person
from console.output import say, show_json, show_table
from console.records import as_json
from console.register_pages import show_changes, show_entry, show_history
from warehouse.database import Warehouse
from warehouse.errors import Refusal

if TYPE_CHECKING:  # a command reads what it needs when it is run: the help must stay quick
    from warehouse.register_exclusion import Settled
    from warehouse.register_purge import Purge

COUNTED = ("new", "changed", "unchanged")
File = Annotated[Path | None, typer.Option(help="CSV file of this part of the register.")]
Subject = Annotated[str, typer.Argument(help="An account (IBAN) or a holder's id.")]
Account = Annotated[str, typer.Argument(help="The account, an IBAN.")]
Second = Annotated[str, typer.Option("--second", help="The second person, who answers for it too.")]


def attach(app: typer.Typer) -> None:
    """Add the `register` family."""
    family = typer.Typer(help="The register of holders and accounts.", no_args_is_help=True, rich_markup_mode=None)
    family.command("import")(import_)
    family.command("show")(show)
    family.command("history")(history)
    family.command("exclude")(exclude)
    family.command("end-exclusion")(end_exclusion)
    family.command("exclusions")(exclusions)
    app.add_typer(family, name="register")


def import_(
    holders: Annotated[Path | None, typer.Option("--holders", help="holders.csv")] = None,
    accounts: Annotated[Path | None, typer.Option("--accounts", help="accounts.csv")] = None,
    own_accounts: Annotated[Path | None, typer.Option("--own-accounts", help="own_accounts.csv")] = None,
    banks: File = None,
    agreements: File = None,
    memberships: File = None,
    holdings: File = None,
    mandates: File = None,
    authorisations: File = None,
    allowances: File = None,
    declarations: File = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change and write nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking on a terminal.")] = False,
    home: Home = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Add to the register or change it; a wrong row is refused with its line and column and nothing is changed.

    On a terminal the difference is shown and confirmed first; a script writes at once, unless it asks for --dry-run.
    """
    from warehouse.quarantine import retry_registered
    from warehouse.register import import_register, preview_import
    from warehouse.register_exclusion import settle_exclusions

    named = {
        **{"holders": holders, "accounts": accounts, "own_accounts": own_accounts, "banks": banks, "agreements": agreements},
        **{"memberships": memberships, "holdings": holdings, "mandates": mandates},
        **{"authorisations": authorisations, "allowances": allowances, "declarations": declarations},
    }
    files = {part: existing(path) for part, path in named.items() if path is not None}
    who = person(by)
    asks = not (dry_run or yes or json) and _is_a_terminal()
    with opened(home) as warehouse:
        shown = None
        if dry_run or asks:
            shown = preview_import(warehouse, further=files, at=moment())
            note_access(warehouse, actor=who, action="difference", subject="register", purpose="document")
            show_changes(shown, json=json)
        if dry_run or (asks and not typer.confirm("Write this to the register?")):
            if not json:
                say("nothing was imported")
            return
        summary = import_register(warehouse, further=files, at=moment(), by=who, shown=shown)
        retried = retry_registered(warehouse, at=moment())
        settled = settle_exclusions(warehouse, by=who, at=moment())
    if json:
        show_json(summary.as_json() | {"statements_taken_from_quarantine": retried.ingested} | _settled_json(settled))
        return
    counts = summary.as_json()
    parts = [name.removesuffix("_new") for name in counts if name.endswith("_new")]
    rows = [(part.replace("_", " "), *(counts[f"{part}_{what}"] for what in COUNTED)) for part in parts]
    show_table("Register", ("part", *COUNTED), rows)
    if retried.ingested:
        say(f"{retried.ingested} statements that waited in quarantine for their account are now in the lake")
    _say_settled(settled)


def show(subject: Subject, home: Home = None, by: By = None, json: Json = False) -> None:
    """Print what the register says of an account or a holder, with the dates; the access is recorded first."""
    with opened(home) as warehouse:
        known = _known(warehouse, subject)
        _note(warehouse, by, "read", known)
        show_entry(warehouse, known, json=json)


def history(subject: Subject, home: Home = None, by: By = None, json: Json = False) -> None:
    """Print everything that was entered about an account or a holder: when, by whom, old and new."""
    from warehouse.register import history as entered

    with opened(home) as warehouse:
        known = _known(warehouse, subject)
        _note(warehouse, by, "history", known)
        show_history(entered(warehouse, known), json=json)


def exclude(
    account: Account,
    reason: Annotated[str, typer.Option("--reason", help="bankruptcy, provisional_administration, sequestration, …")],
    second: Annotated[str | None, typer.Option("--second", help="The compliance officer, for a third-party account.")] = None,
    despite_hold: Annotated[
        list[str] | None, typer.Option("--despite-hold", help="A hold that the data are purged despite.")
    ] = None,
    home: Home = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Exclude an account managed under a judicial mandate, and purge what came of it by mistake."""
    from warehouse.register_exclusion import exclude as exclude_account

    with opened(home) as warehouse:
        exclusion, purge = exclude_account(
            warehouse,
            _iban(account),
            reason=reason,
            by=person(by),
            second=second,
            despite_holds=despite_hold or (),
            at=moment(),
        )
    if json:
        show_json({"exclusion": as_json(exclusion), "purge": as_json(purge)})
        return
    say(f"{exclusion.exclusion_id}: excluded ({exclusion.reason}); from now on only a receipt line of its statements is kept")
    _say_purges([purge] if purge else [])


def end_exclusion(account: Account, second: Second, home: Home = None, by: By = None) -> None:
    """Bring an account back under the control; what was purged does not come back."""
    from warehouse.register_exclusion import end_exclusion as end

    with opened(home) as warehouse:
        ended = end(warehouse, _iban(account), by=person(by), second=second, at=moment())
    say(f"{ended.exclusion_id}: ended by {ended.ended_by} and {ended.ended_second}; ask the bank for the history again")


def exclusions(home: Home = None, json: Json = False) -> None:
    """Print every exclusion and every purge, without account numbers; finish the purges that were interrupted."""
    from warehouse.register_exclusion import list_exclusions
    from warehouse.register_purge import finish_purges, list_purges

    with opened(home) as warehouse:
        finish_purges(warehouse, at=moment())
        found, purges = list_exclusions(warehouse), list_purges(warehouse)
    if json:
        told = [{name: value for name, value in as_json(one).items() if name != "iban"} for one in found]
        show_json({"exclusions": told, "purges": as_json(purges)})
        return
    show_table(
        "Exclusions",
        ("exclusion", "reason", "by", "second", "at", "ended"),
        [(one.exclusion_id, one.reason, one.by, one.second, one.at, one.ended_at) for one in found],
    )
    show_table(
        "Purges",
        ("purge", "at", "movements", "statements", "alerts", "despite", "to recall"),
        [(one.purge_id, one.at, *_counts(one), " ".join(one.holds), " ".join(one.told)) for one in purges],
    )


def _is_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _counts(purge: Purge) -> list[int]:
    return [purge.counts[store] for store in ("movements", "statements", "alerts")]


def _iban(text: str) -> str:
    return "".join(text.split()).upper()


def _known(warehouse: Warehouse, subject: str) -> str:
    """Give the subject as the register writes it; Refusal for one that it does not know."""
    from warehouse.register import accounts_frame, holders_frame

    if _iban(subject) in accounts_frame(warehouse)["iban"]:
        return _iban(subject)
    if subject in holders_frame(warehouse)["holder_id"]:
        return subject
    raise Refusal("expected an account or a holder of the register, found neither: check it, or import the register first")


def _note(warehouse: Warehouse, by: str | None, action: str, subject: str) -> None:
    from warehouse.evidence import subject_of_account

    pseudonym = subject_of_account(warehouse.settings, subject)
    note_access(warehouse, actor=person(by), action=action, subject=pseudonym, purpose="document")


def _settled_json(settled: Settled) -> dict[str, int]:
    return {
        "accounts_excluded": len(settled.begun),
        "accounts_purged": len(settled.purges),
        "accounts_awaiting_decision": len(settled.undecided) + len(settled.held),
    }


def _say_settled(settled: Settled) -> None:
    if settled.begun:
        say(f"rubric accounts under judicial mandate, excluded from now on: {len(settled.begun)}")
    _say_purges(settled.purges)
    waiting = [*settled.undecided, *settled.held]
    if waiting:
        say(
            f"accounts under judicial mandate that wait for a decision: {len(waiting)}."
            " Decide each: quater register exclude ACCOUNT --reason …"
        )


def _say_purges(purges: Iterable[Purge]) -> None:
    for purge in purges:
        counts = ", ".join(f"{number} {store}" for store, number in purge.counts.items() if number)
        say(f"{purge.purge_id}: purged {counts}")
        for report in purge.told:
            say(f"    report {report} told of it and was released: recall it from the bâtonnier")
