"""`quater rules snooze`, `approve-snooze`, `end-snooze`, `snoozes`: a rule silent for a time about one account or party."""

from __future__ import annotations

from typing import Annotated

import polars as pl
import typer

from console.access import note_access
from console.commands.rules.reading import RuleId, known_rule
from console.options import By, Home, Json, On, day, moment, opened, person
from console.output import say, show_json, show_table
from console.records import as_json
from warehouse.database import Warehouse
from warehouse.errors import Refusal

SnoozeId = Annotated[str, typer.Argument(metavar="SNOOZE", help="The snooze, for example S-000012.")]
SNOOZES = "rule-snoozes"
LEARNED = "model-outlier"


def attach(family: typer.Typer) -> None:
    """Add the commands about snoozes."""
    family.command("snooze")(snooze)
    family.command("approve-snooze")(approve)
    family.command("end-snooze")(end)
    family.command("snoozes")(snoozes)


def snooze(
    identity: RuleId,
    until: Annotated[str, typer.Option("--until", metavar="YYYY-MM-DD", help="The day on which it is heard again.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it is kept.")],
    account: Annotated[str | None, typer.Option("--account", help="For one account (IBAN).")] = None,
    counterparty: Annotated[str | None, typer.Option("--counterparty", help="For one counterparty: IBAN, else name.")] = None,
    home: Home = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Snooze a rule; above low severity a second person approves it first. Its findings stay counted and come back."""
    from warehouse.snoozes import propose

    severity = _severity(identity)
    with opened(home) as warehouse:
        if account is not None:
            _must_be_known(warehouse, account)
        made = propose(
            warehouse,
            identity,
            severity=severity,
            account=account,
            counterparty=None if counterparty is None else party_of(counterparty),
            until=day(until),
            reason=reason,
            by=person(by),
            at=moment(),
        )
    if json:
        show_json(as_json(made))
    elif made.state == "proposed":
        say(f"{made.snooze_id}: asked for; another person must approve it (`quater rules approve-snooze {made.snooze_id}`)")
    else:
        say(f"{made.snooze_id}: {identity} is snoozed until {made.until}")


def approve(snooze_id: SnoozeId, home: Home = None, by: By = None) -> None:
    """Approve a snooze that another person asked for."""
    from warehouse.snoozes import approve as approve_snooze

    with opened(home) as warehouse:
        made = approve_snooze(warehouse, snooze_id, by=person(by), at=moment())
    say(f"{made.snooze_id}: {made.detector} is snoozed until {made.until}")


def end(
    snooze_id: SnoozeId,
    reason: Annotated[str, typer.Option("--reason", help="Why; it is kept.")],
    home: Home = None,
    by: By = None,
) -> None:
    """End a snooze before its day, or decline one that waits for approval."""
    from warehouse.snoozes import end as end_snooze

    with opened(home) as warehouse:
        made = end_snooze(warehouse, snooze_id, reason=reason, by=person(by), at=moment())
    say(f"{made.snooze_id}: ended; {made.detector} is heard again")


def snoozes(on: On = None, home: Home = None, by: By = None, json: Json = False) -> None:
    """Print every snooze, the newest first, with what it is on the day."""
    from warehouse.snoozes import list_snoozes

    judged = day(on)
    with opened(home) as warehouse:
        note_access(warehouse, actor=person(by), action="list", subject=SNOOZES, purpose="detect")
        known = list_snoozes(warehouse)
    if json:
        show_json([as_json(one) | {"state": one.state_on(judged)} for one in known])
        return
    show_table(
        "",
        ("snooze", "rule", "for", "until", "state", "asked by", "approved by", "reason"),
        [
            (
                one.snooze_id,
                one.detector,
                one.account or "a counterparty",
                one.until,
                one.state_on(judged),
                one.proposed_by,
                one.approved_by,
                one.reason,
            )
            for one in known
        ],
    )


def party_of(text: str) -> str:
    """Write a counterparty as findings name it: its account number, else its plain name.

    >>> party_of("be71 0961 2345 6769"), party_of("Huissier Lemaître")
    ('BE71096123456769', 'name HUISSIER LEMAITRE')
    """
    from detection.texts import plain
    from warehouse.evidence.subjects import looks_like_account

    if looks_like_account(text):
        return "".join(text.split()).upper()
    return f"name {pl.select(plain(pl.lit(text))).item()}"


def _severity(identity: str) -> str:
    """Give the severity that decides how many people a snooze needs; a learned score has none of its own rule file."""
    if identity == LEARNED:
        from detection.learned import RULE

        return RULE.severity
    return known_rule(identity).rule.severity


def _must_be_known(warehouse: Warehouse, account: str) -> None:
    """Refuse an account that neither the register nor a finding names: a snooze on it would be a slip of the pen."""
    from warehouse.alerts import findings_of
    from warehouse.register import accounts_frame

    number = "".join(account.split()).upper()
    if number not in accounts_frame(warehouse)["iban"].to_list() and not findings_of(warehouse, account=number):
        raise Refusal("neither the register nor a finding names this account; check the number")
