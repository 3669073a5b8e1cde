"""Train a model on what the lake holds and enter it in the register, where it waits for a person.

Deterministic: the same movements, register, day and seed give the same bytes, thus the same artefact and the same model id
(and its approval). Trained on the closed months of the last two years; older habits are no yardstick. The account-months
that a person reported as alerts are still among them: the share is far below what moves an empirical tail.
"""

from __future__ import annotations

from datetime import date, datetime

import polars as pl

from models.artefact import SUFFIX, store
from models.card import ModelCard, draw_card, read_card
from models.drifting import drift_of_month, told
from models.fitting import fit
from models.labels import labels
from models.sources import feature_table, last_closed_month_end
from models.tails import HIDDEN
from warehouse.database import Warehouse
from warehouse.model_approvals import register_model
from warehouse.model_traces import ARTEFACT, CARD, SCORES, Trace, record_traces
from warehouse.persons import restricted_accounts

YARDSTICK_MONTHS = 24


def train(warehouse: Warehouse, *, on: date, seed: int, at: datetime) -> ModelCard:
    """Train on the closed months on the day `on`, store and register the model; give its card.

    The scores do not count before a person has approved the model. A repetition gives the card of the first time. Raises
    Refusal when there is too little to learn from.
    """
    table = unrestricted(warehouse, recent(feature_table(warehouse, on=on), on))
    model = fit(table, seed=seed, labels=labels(warehouse, on=on))
    digest = store(warehouse.settings.models, model)
    last = last_closed_month_end(on).replace(day=1)
    drift = told(drift_of_month(warehouse, table, table, last))
    card = draw_card(model, digest, table, on=on, at=at, seed=seed, drift=drift)
    model_id = register_model(warehouse, artefact_hash=digest, kind=card.kind, card=card.content(), at=at)
    record_traces(warehouse, model_id, _traces(card), at=at)
    return read_card(warehouse, model_id)


def unrestricted(warehouse: Warehouse, table: pl.DataFrame) -> pl.DataFrame:
    """The rows of accounts whose use no person had restricted (GDPR, art. 18): nothing is learnt from the others."""
    return table.filter(~pl.col("account").is_in(sorted(restricted_accounts(warehouse))))


def _traces(card: ModelCard) -> list[Trace]:
    """What the fit leaves behind: its file and its card; the scores to come stand in findings."""
    places = {ARTEFACT: f"models/{card.artefact}{SUFFIX}", CARD: "models.card", SCORES: "findings.score_micro"}
    last = last_closed_month_end(card.trained_on)
    return [
        Trace(what, place, card.first_month, last, card.account_months, holds_rows=what == SCORES, fewest=HIDDEN)
        for what, place in places.items()
    ]


def recent(table: pl.DataFrame, on: date) -> pl.DataFrame:
    """The rows of the last `YARDSTICK_MONTHS` closed months on the day `on`."""
    last = last_closed_month_end(on).replace(day=1)
    return table.filter(pl.col("month") > pl.lit(last).dt.offset_by(f"-{YARDSTICK_MONTHS}mo"), pl.col("month") <= last)
