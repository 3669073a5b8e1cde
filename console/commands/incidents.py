"""`quater incident`: what went wrong, whether it is a breach, who was told; the clock of seventy-two hours; the outages."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from console.options import BRUSSELS, By, Home, Json, moment, opened, person
from console.output import say, show_json, show_table
from console.records import as_json
from warehouse.errors import Refusal

RINGS = 3
IncidentId = Annotated[str, typer.Argument(help="The incident, for example I-0001.")]
OutageId = Annotated[str, typer.Argument(help="The outage, for example U-0001.")]
Reader = Annotated[str, typer.Option("--reader", help="Who saw it, by office or user name.")]


def attach(app: typer.Typer) -> None:
    """Add the `incident` family."""
    family = typer.Typer(help="Incidents, breaches and outages.", no_args_is_help=True, rich_markup_mode=None)
    family.command("report")(report)
    family.command("list")(list_)
    family.command("show")(show)
    family.command("declare")(declare)
    family.command("dismiss")(dismiss)
    family.command("draft")(draft)
    family.command("notified")(notified)
    family.command("told")(told)
    family.command("ask-deletion")(ask_deletion)
    family.command("deleted")(deleted)
    family.command("close")(close)
    family.command("due")(due)
    family.command("outage")(outage)
    family.command("outage-over")(outage_over)
    family.command("outages")(outages)
    app.add_typer(family, name="incident")


def report(
    kind: Annotated[str, typer.Option("--kind", help="misdirected_report, tampering, unusual_access, other, …")],
    subject: Annotated[str, typer.Option("--subject", help="What it is about: an alert, a report, a list; no name.")],
    detail: Annotated[str, typer.Option("--detail", help="What was noticed, without account numbers.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Enter what went wrong: the process begins at once."""
    from warehouse.incidents import report_incident

    with opened(home) as warehouse:
        made = report_incident(warehouse, kind, subject=subject, detail=detail, by=person(by), at=moment())
    say(f"{made.incident_id}: entered; the data protection officer says whether it is a breach")


def list_(home: Home = None, json: Json = False) -> None:
    """Print every incident, the newest first, with the deadline of those that are breaches."""
    from warehouse.breaches import list_breaches
    from warehouse.incidents import list_incidents

    with opened(home) as warehouse:
        found = list_incidents(warehouse)[::-1]
        breaches = {one.incident_id: one for one in list_breaches(warehouse)}
    if json:
        show_json([as_json(one) | {"breach": as_json(breaches.get(one.incident_id), "deadline")} for one in found])
        return
    rows = []
    for one in found:
        breach = breaches.get(one.incident_id)
        rows.append((one.incident_id, one.kind, one.at, one.by, one.subject, one.state, breach and breach.deadline))
    show_table("", ("incident", "kind", "at", "by", "subject", "state", "tell by"), rows)


def show(incident_id: IncidentId, home: Home = None, json: Json = False) -> None:
    """Print one incident, what was done about it, and, of a breach, whom it touches."""
    from warehouse.breaches import affected_by, deletions_of, events_of, get_breach
    from warehouse.incidents import get_incident

    with opened(home) as warehouse:
        incident, breach = get_incident(warehouse, incident_id), get_breach(warehouse, incident_id)
        touched = affected_by(warehouse, incident_id) if breach else None
        events, deletions = events_of(warehouse, incident_id), deletions_of(warehouse, incident_id)
    if json:
        told = {"incident": incident, "affected": touched, "events": events, "deletions": deletions}
        show_json(as_json(told) | {"breach": as_json(breach, "deadline") if breach else None})
        return
    say(f"{incident.incident_id}  {incident.kind}  {incident.state}  {incident.subject}  {incident.detail}")
    if breach and touched:
        say(f"aware {breach.aware_at}, tell the authority by {breach.deadline}; risk for persons: {breach.risk}")
        say(f"{touched.accesses} accesses, {touched.accounts} accounts, {touched.counterparties} other parties")
        show_table("Dossiers", ("dossier",), [(one,) for one in touched.dossiers])
        show_table("Persons", ("holder", "name", "bar"), [(one.holder_id, one.name, one.bar) for one in touched.persons])
        show_table("Deletions", ("reader", "asked", "confirmed"), [(d.reader, d.asked_at, d.confirmed_at) for d in deletions])
    show_table("Done", ("at", "by", "what", "detail"), [(e.at, e.by, e.event, e.detail) for e in events])


def declare(
    incident_id: IncidentId,
    aware: Annotated[str, typer.Option("--aware", metavar="YYYY-MM-DDTHH:MM", help="When it was known (Brussels).")],
    risk: Annotated[str, typer.Option("--risk", help="For persons: unlikely, likely or high.")],
    nature: Annotated[str, typer.Option("--nature", help="What happened, without account numbers.")],
    effects: Annotated[str, typer.Option("--effects", help="What may follow.")],
    measures: Annotated[str, typer.Option("--measures", help="What was done about it.")],
    since: Annotated[str, typer.Option("--from", metavar="YYYY-MM-DDTHH:MM", help="Since when accesses are concerned.")],
    until: Annotated[str, typer.Option("--until", metavar="YYYY-MM-DDTHH:MM", help="Until when.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Declare an incident a breach of personal data: seventy-two hours run from the moment of awareness."""
    from warehouse.breaches import declare as declare_breach

    with opened(home) as warehouse:
        made = declare_breach(
            warehouse,
            incident_id,
            aware_at=_moment(aware),
            risk=risk,
            nature=nature,
            effects=effects,
            measures=measures,
            since=_moment(since),
            until=_moment(until),
            by=person(by),
            at=moment(),
        )
    say(f"{made.incident_id}: a breach; tell the authority by {made.deadline.astimezone(BRUSSELS):%Y-%m-%d %H:%M} (Brussels)")


def dismiss(
    incident_id: IncidentId,
    reason: Annotated[str, typer.Option("--reason", help="Why no personal data were breached.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Say of an incident that it is no breach, and why."""
    from warehouse.breaches import dismiss as no_breach

    with opened(home) as warehouse:
        no_breach(warehouse, incident_id, reason=reason, by=person(by), at=moment())
    say(f"{incident_id}: no breach")


def draft(
    incident_id: IncidentId,
    to: Annotated[str, typer.Option("--to", help="authority, persons or reader.")],
    language: Annotated[str, typer.Option("--language", help="fr, nl or de.")] = "fr",
    dpo: Annotated[str, typer.Option("--dpo", help="How the data protection officer is reached.")] = "",
    home: Home = None,
) -> None:
    """Print the draft of a letter, to be completed and signed by a person."""
    from warehouse.breaches import affected_by, get_breach
    from warehouse.breaches import draft as write

    with opened(home) as warehouse:
        breach = get_breach(warehouse, incident_id)
        if breach is None:
            raise Refusal(f"incident {incident_id} was not declared a breach")
        say(write(breach, affected_by(warehouse, incident_id), to=to, language=language, dpo=dpo))


def notified(
    incident_id: IncidentId,
    reference: Annotated[str, typer.Option("--reference", help="The authority's reference.")],
    late: Annotated[str, typer.Option("--late", help="After 72 hours: why it is late.")] = "",
    home: Home = None,
    by: By = None,
) -> None:
    """Enter that the authority was told."""
    from warehouse.breaches import notify

    with opened(home) as warehouse:
        notify(warehouse, incident_id, reference=reference, late_reason=late, by=person(by), at=moment())
    say(f"{incident_id}: the authority was told")


def told(
    incident_id: IncidentId,
    how: Annotated[str, typer.Option("--how", help="How the persons were told.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Enter that the persons were told."""
    from warehouse.breaches import tell_persons

    with opened(home) as warehouse:
        tell_persons(warehouse, incident_id, how=how, by=person(by), at=moment())
    say(f"{incident_id}: the persons were told")


def ask_deletion(incident_id: IncidentId, reader: Reader, home: Home = None, by: By = None) -> None:
    """Enter that somebody was asked to delete what he saw."""
    from warehouse.breaches import ask_deletion as ask

    with opened(home) as warehouse:
        ask(warehouse, incident_id, reader=reader, by=person(by), at=moment())
    say(f"{incident_id}: asked; `quater incident draft {incident_id} --to reader` prints the form")


def deleted(
    incident_id: IncidentId,
    reader: Reader,
    confirmation: Annotated[str, typer.Option("--confirmation", help="By which letter he confirmed it.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Enter that somebody confirmed to have deleted what he saw."""
    from warehouse.breaches import confirm_deletion

    with opened(home) as warehouse:
        confirm_deletion(warehouse, incident_id, reader=reader, confirmation=confirmation, by=person(by), at=moment())
    say(f"{incident_id}: confirmed")


def close(incident_id: IncidentId, home: Home = None, by: By = None) -> None:
    """Close a breach, once everybody who must be was told and every deletion is confirmed."""
    from warehouse.breaches import close as close_breach

    with opened(home) as warehouse:
        close_breach(warehouse, incident_id, by=person(by), at=moment())
    say(f"{incident_id}: closed; it stays in the register")


def due(home: Home = None, json: Json = False) -> None:
    """Ring the alarms of the breaches that the authority was not told of (24, 48, 60, 71 hours); exit 3 when one rings."""
    from warehouse.breaches import due as ring

    with opened(home) as warehouse:
        rung = ring(warehouse, at=moment())
    if json:
        show_json(as_json(rung))
    for one in rung if not json else ():
        say(f"{one.incident_id}: {one.hours} hours since awareness; tell the authority by {one.deadline}")
    if rung:
        raise typer.Exit(RINGS)


def outage(
    since: Annotated[str, typer.Option("--from", metavar="YYYY-MM-DDTHH:MM", help="Since when (Brussels).")],
    what: Annotated[str, typer.Option("--what", help="What cannot be reached.")],
    fallback: Annotated[str, typer.Option("--fallback", help="Which other way is open meanwhile.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Record that something cannot be reached."""
    from warehouse.breaches import begin_outage

    with opened(home) as warehouse:
        made = begin_outage(warehouse, since=_moment(since), what=what, fallback=fallback, by=person(by), at=moment())
    say(f"{made.outage_id}: recorded")


def outage_over(
    outage_id: OutageId,
    until: Annotated[str, typer.Option("--until", metavar="YYYY-MM-DDTHH:MM", help="Until when (Brussels).")],
    cause: Annotated[str, typer.Option("--cause", help="What the cause was.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Record that it can be reached again."""
    from warehouse.breaches import end_outage

    with opened(home) as warehouse:
        end_outage(warehouse, outage_id, until=_moment(until), cause=cause, by=person(by), at=moment())
    say(f"{outage_id}: over")


def outages(home: Home = None, json: Json = False) -> None:
    """Print the periods in which something could not be reached, the newest first."""
    from warehouse.breaches import list_outages

    with opened(home) as warehouse:
        found = list_outages(warehouse)
    if json:
        show_json(as_json(found))
        return
    rows = [(one.outage_id, one.since, one.until, one.what, one.fallback, one.cause) for one in found]
    show_table("", ("outage", "since", "until", "what", "other way", "cause"), rows)


def _moment(text: str) -> datetime:
    """Read a moment in Brussels, as it is read off a clock there."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)
    except ValueError:
        raise Refusal(f"expected a moment as YYYY-MM-DDTHH:MM, got {text!r}") from None
