"""Bringing alerts into another order: what people decided meanwhile changes what an alert of that kind is worth.

Only the figure that orders an alert inside its tier changes (`warehouse.alerts.ranking`); its findings, its status and its
version stay, so whoever is reading it decides on what was read.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from warehouse.alerts.findings import parts
from warehouse.alerts.tables import AlertRow, alert_id_of, number_of
from warehouse.database import Warehouse

MILLION = 1_000_000


def rescore(warehouse: Warehouse, scores: Mapping[str, int]) -> int:
    """Set the score, in millionths, of each alert by its id; give how many changed. An alert that is no more is passed over."""
    wrong = {alert_id: score for alert_id, score in scores.items() if not 0 <= score <= MILLION}
    if wrong:
        raise ValueError(f"expected scores of 0 to {MILLION} millionths, got {wrong}")
    changed = 0
    with warehouse.writing() as session:
        for part in parts(list(scores)):
            numbers = [number_of(alert_id) for alert_id in part]
            for alert in session.scalars(select(AlertRow).where(AlertRow.number.in_(numbers)).order_by(AlertRow.number)):
                score = scores[alert_id_of(alert.number)]
                changed += alert.score_micro != score
                alert.score_micro = score
    return changed
