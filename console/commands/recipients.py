"""`quater recipient`: to whom reports go, how they are reached, their keys, and who takes an office-holder's report instead."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.options import By, Home, Json, day, existing, moment, opened, person
from console.output import say, show_json, show_table
from console.records import as_json

Code = Annotated[str, typer.Argument(help="Code of a bar, or of another recipient.")]
Reason = Annotated[str, typer.Option("--reason", help="Why.")]
Holder = Annotated[str, typer.Argument(help="The holder's id in the register.")]


def attach(app: typer.Typer) -> None:
    """Add the `recipient` family."""
    family = typer.Typer(help="Recipients of reports: channels, keys, offices.", no_args_is_help=True, rich_markup_mode=None)
    family.command("list")(list_)
    family.command("enter")(enter)
    family.command("suspend")(suspend)
    family.command("resume")(resume)
    family.command("key")(key)
    family.command("confirm-key")(confirm_key)
    family.command("keys")(keys)
    family.command("certificate")(certificate)
    family.command("office")(office)
    family.command("designate")(designate)
    app.add_typer(family, name="recipient")


def list_(home: Home = None, json: Json = False) -> None:
    """Print every recipient: the bâtonniers, then those who were designated."""
    from warehouse.reports_register.recipients import list_recipients

    with opened(home) as warehouse:
        found = list_recipients(warehouse)
    if json:
        show_json(as_json(found))
        return
    show_table(
        "",
        ("recipient", "language", "channel", "address", "state", "title"),
        [(one.code, one.language, one.channel, one.address, one.state, one.title) for one in found],
    )


def enter(
    code: Code,
    language: Annotated[str | None, typer.Option("--language", help="fr, nl or de.")] = None,
    title: Annotated[str, typer.Option("--title", help="Who it is, where it is no bâtonnier.")] = "",
    channel: Annotated[str, typer.Option("--channel", help="folder or sftp.")] = "folder",
    address: Annotated[str, typer.Option("--address", help="sftp://user@host:port/folder")] = "",
    home: Home = None,
    by: By = None,
) -> None:
    """Enter a recipient, or change how it is reached."""
    from warehouse.reports_register.recipients import enter_recipient

    with opened(home) as warehouse:
        found = enter_recipient(
            warehouse, code, language=language, title=title, channel=channel, address=address, by=person(by), at=moment()
        )
    say(f"{found.code}: {found.language}, by {found.channel} {found.address}".rstrip())


def suspend(code: Code, reason: Reason, home: Home = None, by: By = None) -> None:
    """Stop all sending to a recipient."""
    from warehouse.reports_register.recipients import suspend_recipient

    with opened(home) as warehouse:
        suspend_recipient(warehouse, code, reason=reason, by=person(by), at=moment())
    say(f"{code}: suspended; nothing is sent until it is resumed")


def resume(code: Code, reason: Reason, home: Home = None, by: By = None) -> None:
    """Allow sending to a recipient again."""
    from warehouse.reports_register.recipients import resume_recipient

    with opened(home) as warehouse:
        resume_recipient(warehouse, code, reason=reason, by=person(by), at=moment())
    say(f"{code}: active")


def key(
    code: Code,
    file: Annotated[Path, typer.Argument(help="The public key: an age recipient, or an X.509 certificate in PEM.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Enter a public key; it counts when a second person has confirmed its fingerprint."""
    from detection.reports.sealing import read_key
    from warehouse.reports_register.recipients import add_key

    read = read_key(existing(file).read_text(encoding="utf-8"))
    with opened(home) as warehouse:
        added = add_key(warehouse, code, kind=read.kind, key=read.key, fingerprint=read.fingerprint, by=person(by), at=moment())
    say(f"key {added.number} of {code} ({added.kind}): a second person confirms it with the fingerprint told by its owner")


def confirm_key(
    number: Annotated[int, typer.Argument(help="Number of the key.")],
    fingerprint: Annotated[str, typer.Option("--fingerprint", help="As its owner told it by another way.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Confirm a key as the second person; the key of this kind before it ends."""
    from warehouse.reports_register.recipients import confirm_key as confirm

    with opened(home) as warehouse:
        confirmed = confirm(warehouse, number, fingerprint=fingerprint, by=person(by), at=moment())
    say(f"key {confirmed.number} of {confirmed.recipient}: reports are encrypted to it from now on")


def keys(code: Code, home: Home = None, json: Json = False) -> None:
    """Print the keys of a recipient with their fingerprints."""
    from warehouse.reports_register.recipients import keys_of

    with opened(home) as warehouse:
        found = keys_of(warehouse, code)
    if json:
        show_json(as_json(found))
        return
    show_table(
        "",
        ("key", "kind", "fingerprint", "entered by", "confirmed by", "ended"),
        [(one.number, one.kind, one.fingerprint, one.recorded_by, one.confirmed_by, one.ended_at) for one in found],
    )


def certificate(home: Home = None) -> None:
    """Print the certificate by which recipients verify what they get; hand it over by another way than the reports."""
    from detection.reports.signing import certificate_pem

    with opened(home) as warehouse:
        say(certificate_pem(warehouse.settings, at=moment()).decode().strip())


def office(
    holder: Holder,
    held: Annotated[str, typer.Argument(help="batonnier, council or disciplinary.")],
    since: Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD", help="First day of the office.")],
    until: Annotated[str | None, typer.Option("--until", metavar="YYYY-MM-DD", help="Day on which it is over.")] = None,
    home: Home = None,
    by: By = None,
) -> None:
    """Enter that a holder judges others: reports on him take another way (art. 456 al. 4 of the Judicial Code)."""
    from warehouse.reports_register.offices import enter_office

    with opened(home) as warehouse:
        last = None if until is None else day(until)
        enter_office(warehouse, holder, held, valid_from=day(since), valid_until=last, by=person(by), at=moment())
    say(f"{holder}: {held} from {since}" + (f" to {until}" if until else ""))


def designate(
    holder: Holder,
    recipient: Annotated[str, typer.Argument(help="Who receives the reports on this holder.")],
    act: Annotated[str, typer.Option("--act", help="The act that designates, as its document names it.")],
    authority: Annotated[str, typer.Option("--authority", help="Who designated.")],
    dated: Annotated[str, typer.Option("--dated", metavar="YYYY-MM-DD", help="Date of the act.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Enter who was designated to receive the reports on a holder who holds an office."""
    from warehouse.reports_register.offices import designate as enter_designation

    with opened(home) as warehouse:
        found = enter_designation(
            warehouse, holder, recipient, act=act, authority=authority, act_date=day(dated), by=person(by), at=moment()
        )
    say(f"{found.holder_id}: reports go to {found.recipient}")
