"""No statement for more bank days than the account's, or the bank's, own habit allows.

Each account teaches its habit (`warehouse.coverage.habits`): statements every bank day, at least every week or every month, or
only when something moves. The last kind is silent by right and is not found, unless it moved on nearly every bank day so far.
An account is silent when its bank sent statements of other accounts more bank days than allowed after the account's own last
one; allowed is never less than its longest interval so far. When the bank sends nothing at all, that is one finding, named by
the bank's code instead of an account, and not one for each of its accounts. Statements of the same day count as one. Bank days
before the decree was in force (1 October 2024) count for nothing: no feed was due.

The finding is about the silence since one statement and anchored on its date, so it stays one however long the silence lasts,
and it stays true when the silence has ended. What was allowed is learnt from the time before it only.
"""

from __future__ import annotations

import polars as pl

from detection.findings import ACCOUNT, shaped
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from warehouse.coverage.bank_days import after_bank_days_expr
from warehouse.coverage.habits import ALLOWED, BANK, DAILY, MONTHLY, WEEKLY, WHEN_MOVING
from warehouse.coverage.in_force import due_since

PARAMETERS = {DAILY: "daily_days", WEEKLY: "weekly_days", MONTHLY: "monthly_days", WHEN_MOVING: "busy_days", BANK: "bank_days"}

RULE = Rule(
    title="No statements any more",
    titles={"fr": "Plus aucun extrait", "nl": "Geen uittreksels meer", "de": "Keine Kontoauszüge mehr"},
    nature="data",
    severity="medium",
    typology="continuity",
    references=("Royal decree of 9 June 2024, art. 2 §2 al. 2: the data are at the disposal on a permanent basis",),
    false_positives=(
        "An account that is closed and not reported closed yet.",
        "An account that moved every day for months and then rests.",
    ),
    steps=(
        "See in the coverage whether other accounts of the bank were delivered meanwhile.",
        "Ask the bank for the statements since the last one.",
        "Record a first demand when the history must be sent.",
    ),
    parameters={
        name: Parameter({STATUTE: ALLOWED[habit]}, unit="bank days", source=HOUSE) for habit, name in PARAMETERS.items()
    },
    sentences={
        "en": (
            "No statement since {last_seen:date}: silence of {silence:bank day|bank days}, at most {allowed} allowed; until "
            "then {habit:word}."
        ),
        "fr": (
            "Aucun extrait depuis le {last_seen:date} : silence de {silence:jour bancaire|jours bancaires}, {allowed} au plus "
            "étant admis ; jusque-là {habit:word}."
        ),
        "nl": (
            "Geen uittreksel sinds {last_seen:date}: stilte van {silence:bankdag|bankdagen}, hoogstens {allowed} toegestaan; "
            "tot dan {habit:word}."
        ),
        "de": (
            "Kein Auszug seit dem {last_seen:date}: Stille von {silence:Bankgeschäftstag|Bankgeschäftstagen}, höchstens "
            "{allowed} zulässig; bis dahin {habit:word}."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the accounts that were silent while their bank delivered, and the banks that did not deliver."""
    judged = material.around.silences.lazy().with_columns(pl.max_horizontal(_bound(), "allowed").alias("e_allowed"))
    found = judged.filter(pl.col("behind") > pl.col("e_allowed"))
    return shaped(
        found.select(*ACCOUNT, "e_allowed", "last_statement", "behind", pl.col("habit").alias("e_habit")),
        anchor=pl.col("last_statement").dt.to_string("iso"),
        first_date=pl.col("last_statement"),
        last_date=after_bank_days_expr(due_since(pl.col("last_statement")), pl.col("e_allowed") + 1),
        amount_milli=pl.lit(0),
        movement_ids=pl.lit([], pl.List(pl.String)),
        bank_references=pl.lit([], pl.List(pl.String)),
        severity=pl.when(pl.col("e_habit") == WHEN_MOVING).then(pl.lit("low")),
        e_last_seen=pl.col("last_statement").dt.to_string("iso"),
        e_silence=pl.col("behind"),
    )


def _bound() -> pl.Expr:
    """Give the habit's parameter in force when the account fell silent."""
    bound = pl.lit(None, pl.Int64)
    for habit, name in PARAMETERS.items():
        bound = pl.when(pl.col("habit") == habit).then(RULE.at(name, pl.col("last_statement"))).otherwise(bound)
    return bound
