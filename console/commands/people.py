"""`quater people`: for whom each institution answers, until when; who was let in on nobody's word; signing for secrecy."""

from __future__ import annotations

from typing import Annotated

import typer

from console.options import By, Home, Json, On, day, moment, opened, person
from console.output import say, say_page, show_json, show_table
from console.pages.rights import ROLES
from console.records import as_json
from warehouse.errors import Refusal

UNANSWERED = 3
Language = Annotated[str, typer.Option("--language", help="fr, nl or de.")]
SYSTEM = "program"
"""What a login or a timer works as that is no role of the desk."""


def attach(app: typer.Typer) -> None:
    """Add the `people` family."""
    family = typer.Typer(help="For whom each institution answers.", no_args_is_help=True, rich_markup_mode=None)
    family.command("attest")(attest)
    family.command("list")(people)
    family.command("end")(end)
    family.command("undertaking")(undertaking)
    family.command("sign")(sign)
    app.add_typer(family, name="people")


def attest(
    who: Annotated[str, typer.Argument(help="The person's user name.")],
    institution: Annotated[str, typer.Option("--institution", help="OBFG, OVB, or operator.")],
    role: Annotated[str, typer.Option("--role", help=f"{', '.join(ROLES)}, or {SYSTEM}.")],
    quality: Annotated[str, typer.Option("--quality", help="In what quality the person works there.")],
    until: Annotated[str, typer.Option("--until", metavar="YYYY-MM-DD", help="The last day, within a year.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Answer, as who is responsible at the institution, for a person who works for it and needs a role."""
    from warehouse.users import attest as answer_for

    if role not in ROLES and role != SYSTEM:
        raise Refusal(f"expected the role to be one of {', '.join(ROLES)}, or {SYSTEM}, got {role!r}")
    facts = {"institution": institution, "role": role, "quality": quality}
    with opened(home) as warehouse:
        made = answer_for(warehouse, who, **facts, until=day(until), by=person(by), at=moment())
    say(f"{made.attestation_id}: {made.institution} answers for {made.person} as {made.role} until {made.until}")


def end(
    attestation_id: Annotated[str, typer.Argument(help="The attestation, for example E-0001.")],
    why: Annotated[str, typer.Option("--why", help="Why the institution answers for the person no longer.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Answer for a person no longer: he is shut out at once."""
    from warehouse.users import end_attestation

    with opened(home) as warehouse:
        made = end_attestation(warehouse, attestation_id, why=why, by=person(by), at=moment())
    say(f"{attestation_id}: ended; {made.person} is shut out by {made.block_id}; login in the database: {made.login}")


def people(on: On = None, home: Home = None, by: By = None, json: Json = False) -> None:  # noqa: ARG001 - the door's
    """Print for whom each institution answers, and who was let in on nobody's word; exit 3 when there is anybody."""
    from warehouse.users import list_attestations, unattested

    with opened(home) as warehouse:
        found, nobody = list_attestations(warehouse), unattested(warehouse, on=day(on))
    if json:
        show_json({"attestations": as_json(found), "unattested": as_json(nobody)})
    else:
        rows = [
            (a.attestation_id, a.person, a.institution, a.role, a.quality, a.until, a.attested_by, a.ended_at) for a in found
        ]
        show_table("", ("attestation", "person", "institution", "role", "quality", "until", "by", "ended"), rows)
        for one in nobody:
            say(f"nobody answers for {one.person}" + (f" since {one.last}" if one.last else ""))
    if nobody:
        raise typer.Exit(UNANSWERED)


def undertaking(language: Language = "fr") -> None:
    """Print the undertaking of secrecy that everybody signs before the first access."""
    from warehouse.users.undertakings import undertaking as text_of

    say_page(text_of(language))


def sign(
    name: Annotated[str, typer.Option("--name", help="Your name, written out.")],
    language: Language = "fr",
    home: Home = None,
    by: By = None,
) -> None:
    """Sign the undertaking of secrecy, as it stands in a language."""
    from warehouse.users.secrecy import sign as undertake

    with opened(home) as warehouse:
        made = undertake(warehouse, person(by), name=name, language=language, at=moment())
    say(f"{made.person}: signed version {made.version} as {made.name}")
