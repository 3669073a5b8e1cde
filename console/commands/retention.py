"""`quater retention`: destruction after ten years, by plan, two approvals, run and certificate (royal decree, art. 5)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.options import By, Home, Json, On, day, existing, moment, opened, person
from console.output import say, show_json, show_table
from console.records import as_json

PlanId = Annotated[str, typer.Argument(help="The plan, as `quater retention plan` printed it.")]


def attach(app: typer.Typer) -> None:
    """Add the `retention` family."""
    family = typer.Typer(help="Destruction after ten years.", no_args_is_help=True, rich_markup_mode=None)
    family.command("plan")(plan)
    family.command("approve")(approve)
    family.command("run")(run)
    family.command("verify")(verify)
    app.add_typer(family, name="retention")


def plan(on: On = None, home: Home = None, by: By = None, json: Json = False) -> None:
    """Say what is past its first day of destruction, what stays and why; nothing is destroyed."""
    from warehouse.retention import plan as draft

    with opened(home) as warehouse:
        drafted = draft(warehouse, on=day(on), by=person(by), at=moment())
    if json:
        show_json(drafted.as_json())
        return
    stores = sorted({*drafted.counts, *drafted.held})
    show_table(
        f"{drafted.plan_id}, as of {drafted.on}",
        ("store", "to destroy", "held"),
        [(store.replace("_", " "), drafted.counts.get(store, 0), drafted.held.get(store, 0)) for store in stores],
    )
    for hold, counts in drafted.spared.items():
        say(f"{hold} keeps " + ", ".join(f"{count} {store.replace('_', ' ')}" for store, count in counts.items()))
    if drafted.empty:
        say("nothing is past its day")
    else:
        say(f"two different people approve it: quater retention approve {drafted.plan_id} --by …")


def approve(plan_id: PlanId, home: Home = None, by: By = None) -> None:
    """Approve a plan; the second person's approval lets it be run."""
    from warehouse.retention import approve as approve_plan

    with opened(home) as warehouse:
        approved = approve_plan(warehouse, plan_id, by=person(by), at=moment())
    say(f"{approved.plan_id}: {approved.state}, approved by {' and '.join(approval.by for approval in approved.approvals)}")


def run(plan_id: PlanId, home: Home = None, json: Json = False) -> None:
    """Destroy what an approved plan names, spare what was held since, verify, and write the certificate."""
    from warehouse.retention import run as destroy

    with opened(home) as warehouse:
        certificate = destroy(warehouse, plan_id, at=moment())
    if json:
        show_json(as_json(certificate))
    else:
        say(f"{certificate.certificate_id} written to {certificate.readable_path}")


def verify(
    certificate: Annotated[Path, typer.Argument(help="A certificate's JSON file.")], home: Home = None, json: Json = False
) -> None:
    """Check a certificate's signature; a changed byte is refused."""
    from warehouse.retention import check_certificate

    with opened(home) as warehouse:
        document = check_certificate(warehouse.settings, existing(certificate))
    if json:
        show_json(document)
    else:
        say(f"{certificate}: the signature is this installation's and nothing was changed")
