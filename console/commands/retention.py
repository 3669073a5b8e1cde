"""`quater retention`: destruction after ten years, by plan, two approvals, run and certificate (royal decree, art. 5)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from console.options import By, Home, Json, On, bar_code, day, existing, moment, opened, person
from console.output import say, show_json, show_table
from console.records import as_json
from warehouse.errors import Refusal

PlanId = Annotated[str, typer.Argument(help="The plan, as `quater retention plan` printed it.")]
NOT_CLEAN = 3


def attach(app: typer.Typer) -> None:
    """Add the `retention` family."""
    family = typer.Typer(help="Destruction after ten years.", no_args_is_help=True, rich_markup_mode=None)
    for command in (plan, approve, run, verify, scan, copies, confirm):
        family.command()(command)
    family.command("print")(print_)
    family.command("list")(list_)
    family.command("clear-runs")(clear_runs)
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
        f"{drafted.plan_id}, as of {drafted.on}: transactions until {drafted.cutoff}",
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
    from detection.certificates import print_certificate
    from warehouse.retention import cycle_log
    from warehouse.retention import run as destroy

    with opened(home) as warehouse:
        certificate = destroy(warehouse, plan_id, at=moment())
        cycled = cycle_log(warehouse.engine)
        printed = print_certificate(warehouse, certificate.certificate_id)
    if json:
        show_json(as_json(certificate))
        return
    say(f"{certificate.certificate_id} written to {certificate.path}")
    for path in printed:
        say(f"  {path.name}")
    if cycled is False:
        say("PostgreSQL's write-ahead log still holds what went: this user may not write over it, the server will (runbook)")


def list_(home: Home = None, json: Json = False) -> None:
    """Print the certificates of destruction, newest first."""
    from warehouse.retention import list_certificates

    with opened(home) as warehouse:
        certificates = list_certificates(warehouse)
    if json:
        show_json([dict(one.document) for one in certificates])
        return
    rows = [
        (one.certificate_id, one.document["plan"], one.document["on"], one.document["destroyed"]["movements"], str(one.path))
        for one in certificates
    ]
    show_table("", ("certificate", "plan", "as of", "movements", "file"), rows)


def print_(certificate_id: Annotated[str, typer.Argument(help="For example C-0001.")], home: Home = None) -> None:
    """Print a certificate in three languages, and the notices to the bâtonniers who have copies."""
    from detection.certificates import print_certificate

    with opened(home) as warehouse:
        for path in print_certificate(warehouse, certificate_id.strip().upper()):
            say(str(path))


def verify(
    certificate: Annotated[Path | None, typer.Argument(help="A certificate's JSON or PDF; none: all of them.")] = None,
    key: Annotated[str | None, typer.Option("--key", help="The public key that was handed over (base64).")] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Check a certificate's signature, or all of them and that none is missing; a changed byte is refused."""
    from warehouse.retention import check_certificate, check_chain

    with opened(home) as warehouse:
        if certificate is None:
            say(f"{check_chain(warehouse.settings)} certificates: each is signed and follows the one before it")
            return
        document = check_certificate(warehouse.settings, existing(certificate), key=key)
    if json:
        show_json(document)
    else:
        say(f"{certificate}: the signature is this installation's and nothing was changed")


def scan(
    wanted: Annotated[Path | None, typer.Option("--for", help="A file with one text a line to look for.")] = None,
    scheduler: Annotated[str | None, typer.Option("--scheduler-database", help="URL of the scheduler's database.")] = None,
    also: Annotated[list[Path] | None, typer.Option("--also", help="A further folder, such as that of logs.")] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Read everything that was written, in whatever form, and say where something destroyed can still be read.

    Without --for: movements and statements that are named somewhere and are no longer there. Exit 3 when something is found.
    """
    from detection.reports.pdf_texts import PdfTexts
    from warehouse.retention.scanning import Listed, remnants_in
    from warehouse.retention.scanning import scan as look

    with opened(home) as warehouse:
        readers, besides = {"pdf": PdfTexts(warehouse.settings)}, also or []
        if wanted is None:
            report = remnants_in(warehouse, readers=readers, scheduler_url=scheduler, besides=besides)
        else:
            texts = existing(wanted).read_text(encoding="utf-8").splitlines()
            if not any(text.strip() for text in texts):
                raise Refusal(f"{wanted} holds nothing to look for")
            report = look(warehouse, Listed(texts), readers=readers, scheduler_url=scheduler, besides=besides)
    if json:
        show_json(report.as_json())
    else:
        rows = [(place, len(texts)) for place, texts in sorted(report.found.items())]
        show_table("Found", ("place", "count"), rows)
        for name in sorted(report.unread):
            say(f"not read: {name}")
        say(f"{report.files} files, {report.tables} tables, {report.rows} rows read; the control was found")
    if report.found:
        raise typer.Exit(NOT_CLEAN)


def copies(
    due: Annotated[str | None, typer.Option("--due", metavar="YYYY-MM-DD", help="Only those to remind of on a day.")] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Print which bâtonniers have copies of what was destroyed, and who confirmed that they are gone."""
    from warehouse.retention import list_copies

    with opened(home) as warehouse:
        found = list_copies(warehouse, due_on=None if due is None else day(due))
    if json:
        show_json(as_json(found))
        return
    rows = [(one.bar, one.report_id, one.notified_on, one.reminded_on, one.confirmed_on, one.confirmed_by) for one in found]
    show_table("", ("bar", "report", "notified", "reminded", "confirmed", "by"), rows)


def confirm(
    report_id: Annotated[str, typer.Argument(help="The report, for example R-000012.")],
    bar: Annotated[str, typer.Option("--bar", help="The bar whose bâtonnier confirms.")],
    on: On = None,
    home: Home = None,
    by: By = None,
) -> None:
    """Note that a bâtonnier confirmed the destruction of a copy."""
    from warehouse.retention import confirm_copy

    with opened(home) as warehouse:
        told = confirm_copy(warehouse, report_id.strip().upper(), bar_code(bar), by=person(by), on=day(on))
    say(f"{told.report_id} at {told.bar}: confirmed on {told.confirmed_on} by {told.confirmed_by}")


def clear_runs(
    older_than: Annotated[
        int | None, typer.Option("--older-than", min=30, metavar="DAYS", help="Clear what is older (default: 400 days).")
    ] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Clear the scheduler's own records and logs, which hold no personal data, when they are old."""
    from console.airflow_cli import variables_of
    from console.airflow_runs import KEPT_DAYS
    from console.airflow_runs import clear_runs as clear
    from warehouse.settings import load_settings

    settings = load_settings(home)
    before = moment() - timedelta(days=KEPT_DAYS if older_than is None else older_than)
    cleared = clear(variables_of(settings), settings.airflow / "logs", before=before)
    if json:
        show_json(as_json(cleared))
    else:
        say(f"runs of before {cleared.before:%Y-%m-%d} are cleared, with {cleared.logs} files of logs")
