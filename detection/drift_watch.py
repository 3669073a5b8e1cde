"""Once a month: has a bank moved away from what the model that counts had learnt?

The index is that of `models.drift`, the notice that of `detection.notices.model_drift`; the next detection makes an alert of
it. The account-months of the last closed month, bank by bank, are laid beside those that the model was fitted on, as the lake
holds both today; a model that was fitted on that very month is compared with the months before it. Nobody is told of an
installation without a model that counts, and a refused one is told by `detection.model_watch`.
"""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

import polars as pl

from detection.notices import model_drift
from warehouse.alerts import Finding, store_findings
from warehouse.database import Warehouse
from warehouse.model_approvals import list_models

if TYPE_CHECKING:
    from models.drift import Drift


def watch_drift(warehouse: Warehouse, *, on: date, at: datetime) -> tuple[Finding, ...]:
    """Store a notice for every bank that drifted, and give them; the same month again stores nothing new."""
    if not list_models(warehouse):
        return ()
    from models.card import read_card
    from models.counting import counting  # the learning libraries come with it: seconds that no rule needs
    from models.drifting import drift_of_month
    from models.refusals import ModelRefused
    from models.sources import feature_table, last_closed_month_end

    try:
        counted = counting(warehouse)
    except ModelRefused:
        return ()
    if counted is None:
        return ()
    month = last_closed_month_end(on).replace(day=1)
    table = feature_table(warehouse, on=on)
    card = read_card(warehouse, counted.model_id)
    learnt = table.filter(pl.col("month").is_between(card.first_month, card.last_month))
    told = _notices(drift_of_month(warehouse, learnt, table, month), counted.model_id, on, month)
    store_findings(warehouse, told, on=on, at=at)
    return told


def _notices(found: list[Drift], model_id: str, on: date, month: date) -> tuple[Finding, ...]:
    by_bank = [(bank, list(own)) for bank, own in groupby(found, key=lambda one: one.bank)]
    notices = (model_drift.notice(model_id, bank, own, on=on, month=month) for bank, own in by_bank)
    return tuple(one for one in notices if one is not None)
