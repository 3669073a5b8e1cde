"""`quater quarantine`: what is set aside, how long, what to do about it, and its ways out by two people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from console.access import note_access
from console.options import By, Home, Json, On, day, moment, opened, person
from console.output import say, show_json, show_table
from console.records import as_json

if TYPE_CHECKING:
    from warehouse.database import Warehouse
    from warehouse.quarantine import Quarantined
    from warehouse.quarantine_fates import Fate

HASH = 12
Delivery = Annotated[str, typer.Argument(help="The delivery's hash, or its beginning.")]
Position = Annotated[int, typer.Argument(help="The statement's place in the delivery, as the list says it.")]
WholeOrPosition = Annotated[int | None, typer.Argument(help="The statement's place; left out: all that waits of it.")]
DecisionId = Annotated[str, typer.Argument(help="The decision, for example Q-0001.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it is kept with the decision.")]


def attach(app: typer.Typer) -> None:
    """Add the `quarantine` family."""
    family = typer.Typer(help="What is set aside, and its ways out.", no_args_is_help=True, rich_markup_mode=None)
    family.command("list")(list_)
    family.command("show")(show)
    family.command("propose-release")(propose_release)
    family.command("propose-rejection")(propose_rejection)
    family.command("approve")(approve)
    family.command("decline")(decline)
    app.add_typer(family, name="quarantine")


def list_(on: On = None, home: Home = None, by: By = None, json: Json = False) -> None:
    """Print what waits, with its age and what to do; the oldest first. Proposals that wait for a second person follow."""
    from warehouse.quarantine import list_decisions, list_quarantined
    from warehouse.quarantine_fates import WAITING, empty_deliveries, fate_counts

    until = day(on)
    with opened(home) as warehouse:
        note_access(warehouse, actor=person(by), action="list", subject="quarantine", purpose="document")
        waiting = list_quarantined(warehouse)
        empty = [one for one in empty_deliveries(warehouse) if one.fate == WAITING]
        decisions = list_decisions(warehouse, state="proposed")
        counts = fate_counts(warehouse)
    if json:
        rows = [as_json(one) | {"age": one.age(until), "what_to_do": one.what_to_do} for one in waiting]
        unread = [as_json(one) | {"what_to_do": one.what_to_do} for one in empty]
        show_json({"statements": rows, "deliveries": unread, "decisions": as_json(decisions), "counts": counts})
        return
    show_table(
        "In quarantine",
        ("delivery", "position", "bank", "days", "account", "date", "number", "reason", "what to do"),
        [*_statement_rows(waiting, until), *map(_delivery_row(until), empty)],
    )
    if decisions:
        show_table(
            "Waiting for a second person",
            ("decision", "kind", "delivery", "position", "proposed by", "reason"),
            [(d.decision_id, d.kind, d.delivery[:HASH], _place(d.position), d.proposed_by, d.proposed_why) for d in decisions],
        )
    say(", ".join(f"{name}: {count}" for name, count in counts.items()))


def _statement_rows(waiting: Iterable[Quarantined], on: date) -> Iterator[tuple[object, ...]]:
    """A line for each statement; of a delivery that was set aside whole, one line."""
    for delivery, group in groupby(
        sorted(waiting, key=lambda one: (one.quarantined_at, one.delivery)), lambda one: one.delivery
    ):
        first, *others = statements = list(group)
        if first.whole:
            count = f"{len(others) + 1} statements"
            yield (delivery[:HASH], _place(None), first.bank, first.age(on), count, "", "", first.reason, first.what_to_do)
            continue
        for one in statements:
            known = (one.account, one.statement_date, f"{one.statement_number:03d}")
            yield (delivery[:HASH], one.position, one.bank, one.age(on), *known, one.reason, one.what_to_do)


def _delivery_row(on: date) -> Callable[[Fate], tuple[object, ...]]:
    return lambda one: (
        *(one.delivery[:HASH], _place(None), one.bank, (on - one.received_at.date()).days, "", "", ""),
        *(one.reason, one.what_to_do),
    )


def _place(position: int | None) -> object:
    return "whole" if position is None else position


def show(
    delivery: Delivery,
    position: WholeOrPosition = None,
    lines: Annotated[bool, typer.Option("--lines", help="Print the raw lines too; the access is recorded.")] = False,
    home: Home = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Print a statement that was set aside, or all of a delivery: problems, what became of it, and on demand its lines."""
    from warehouse.errors import Refusal
    from warehouse.quarantine_fates import delivery_named, empty_deliveries, fates

    with opened(home) as warehouse:
        named = delivery_named(warehouse, delivery)
        action, subject = ("read-lines" if lines else "show"), f"quarantine:{named[:HASH]}"
        place = "" if position is None else f":{position}"
        note_access(warehouse, actor=person(by), action=action, subject=f"{subject}{place}", purpose="document")
        found = [one for one in fates(warehouse, delivery=named) if position in (None, one.position)]
        if position is None:
            found += empty_deliveries(warehouse, delivery=named)
        if not found:
            what = "nothing" if position is None else f"no statement {position}"
            raise Refusal(f"{what} of delivery {named[:HASH]} is set aside: it never was, or it was let in")
        raws = [_lines(warehouse, one) if lines else None for one in found]
    if json:
        rows = [
            as_json(one) | {"what_to_do": one.what_to_do} | ({"lines": raw} if raw is not None else {})
            for one, raw in zip(found, raws, strict=True)
        ]
        show_json(rows if position is None else rows[0])
        return
    for one, raw in zip(found, raws, strict=True):
        _show(one, raw)


def _lines(warehouse: Warehouse, one: Fate) -> list[str]:
    """The raw lines of a statement; none where no statement could be told apart."""
    from warehouse.quarantine import raw_lines

    if one.position is None:
        return []
    return raw_lines(warehouse, one.delivery, one.position).decode("cp1252", errors="replace").splitlines()


def _show(one: Fate, raw: list[str] | None) -> None:
    from warehouse.intake_problems import told

    number = "" if one.statement_number is None else f" {one.statement_number:03d}"
    what = "whole delivery" if one.position is None else f"{one.account} {one.currency} {one.statement_date}{number}"
    say(f"{what}, {one.bank} {one.name}: {one.reason}")
    say(f"{one.fate}" + (f" on {one.closed_at:%Y-%m-%d}" if one.closed_at else f": {one.what_to_do}"))
    if one.corrected_by:
        say(f"corrected by statement {one.corrected_by.rsplit(':', 1)[1]} of delivery {one.corrected_by[:HASH]}")
    if one.decision_id:
        say(f"by decision {one.decision_id}")
    for problem in one.problems:
        say(f"  {told(problem)} [{problem['id']}]")
    for line in raw or ():
        say(line)


def propose_release(
    delivery: Delivery, position: Position, reason: Reason = "", home: Home = None, by: By = None, json: Json = False
) -> None:
    """Ask for a statement to be let in; another person approves."""
    from warehouse.quarantine import propose_release as propose
    from warehouse.quarantine_fates import delivery_named

    with opened(home) as warehouse:
        named = delivery_named(warehouse, delivery)
        _told(propose(warehouse, named, position, by=person(by), why=reason, at=moment()), json=json)


def propose_rejection(
    delivery: Delivery,
    position: WholeOrPosition = None,
    reason: Reason = "",
    home: Home = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Ask for a statement, or for all that waits of a delivery, to be rejected; another person approves."""
    from warehouse.quarantine import propose_rejection as propose
    from warehouse.quarantine_fates import delivery_named

    with opened(home) as warehouse:
        named = delivery_named(warehouse, delivery)
        _told(propose(warehouse, named, position, by=person(by), why=reason, at=moment()), json=json)


def approve(decision: DecisionId, reason: Reason = "", home: Home = None, by: By = None, json: Json = False) -> None:
    """Approve a proposal as the second person, and carry it out."""
    from warehouse.deliveries import statements_frame
    from warehouse.quarantine import approve as decide

    with opened(home) as warehouse:
        done = decide(warehouse, decision, by=person(by), why=reason, at=moment())
        states = dict(statements_frame(warehouse, delivery=done.delivery).select("position", "state").iter_rows())
    _told(done, json=json)
    if not json and done.position is not None and done.kind == "release":
        say(f"the statement is {states[done.position]}")


def decline(decision: DecisionId, reason: Reason = "", home: Home = None, by: By = None, json: Json = False) -> None:
    """Refuse a proposal, or take one's own back; what it spoke of waits on."""
    from warehouse.quarantine import decline as decide

    with opened(home) as warehouse:
        _told(decide(warehouse, decision, by=person(by), why=reason, at=moment()), json=json)


def _told(decision: object, *, json: bool) -> None:
    said = as_json(decision)
    if json:
        show_json(said)
        return
    what = "the whole delivery" if said["position"] is None else f"statement {said['position']}"
    line = f"{said['decision_id']}: {said['kind']} of {what} {said['delivery'][:HASH]} {said['state']}"
    if said["state"] == "proposed":
        say(f"{line} by {said['proposed_by']}; another person approves or declines it")
    else:
        say(f"{line} by {said['decided_by']}")
