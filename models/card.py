"""The model card: what a person reads before letting a model's scores count.

It says what the model learned from, with what, whom it compares with whom, how its scores lie and what it cannot do. It holds
no account, no holder, no name and no single amount: groups below ten accounts were never learned (`models.tails`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import polars as pl

from models.artefact import versions
from models.contract import FittedModel
from models.detectors.isolation_forest import SAMPLE, TREES
from models.features import FEATURE_SET, FEATURES
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.model_approvals import APPROVED, RegisteredModel, get_model, list_models

DATES = ("trained_on", "trained_at", "first_month", "last_month")
LISTS = ("features", "limits", "drift")
OF_THE_REGISTER = ("model_id", "standing")
FEATURE_FACTS = ("name", "unit", "window", "why", "version")
ALWAYS_KNOWN = "money_in"
"""A feature that no account-month lacks: its curve counts the group."""

LEARNT: Mapping[str, str] = {
    "none": "{reported} account-months reported and {dismissed} dismissed: too few to learn from, the loudest story counts",
    "scorecard": "a scorecard from {reported} account-months reported and {dismissed} dismissed",
    "boosting": "boosted trees from {reported} account-months reported and {dismissed} dismissed",
}
"""By learner (`models.ranking`): what a reader is told of the labels."""

QUANTILES = (0.5, 0.9, 0.95, 0.99, 0.995)
LIMITS = (
    "It finds what is unusual, not what is illicit: a lawful month can be unusual and an illicit one ordinary.",
    "The account-months that it compares with may contain illicit ones that nobody has read yet.",
    "It compares account-months of one currency only; a currency with few accounts has no peers and gives low scores.",
    "What never happened in the training (a first withdrawal of cash anywhere) has no part in a score; rules watch for it.",
    "An account's first month has no past to choose peers by and gets no score; new parties count from the fourth month on.",
    "A contribution is the fall of the score when one feature alone is set to the peers' median; reasons that only count "
    "together may each look small.",
    "The holder is recognised by registered own accounts and by name; another name of the same person is missed.",
    "Months without a movement are not scored; rules watch money that does not move.",
    "A score starts a person's reading and has no effect by itself (art. 22 GDPR).",
)


@dataclass(frozen=True)
class ModelCard:
    """What is known of one trained model; `model_id` and `standing` are empty until it is registered."""

    kind: str
    artefact: str
    trained_on: date
    trained_at: datetime
    first_month: date
    last_month: date
    account_months: int
    accounts: int
    seed: int
    trees: int
    sample: int
    feature_set: str
    features: tuple[dict[str, str | int], ...]
    peer_groups: dict[str, int]
    score_quantiles: dict[str, int]
    versions: dict[str, str]
    limits: tuple[str, ...]
    learner: str = "none"
    reported: int = 0
    dismissed: int = 0
    drift: tuple[dict[str, str | int], ...] = ()
    model_id: str = ""
    standing: str = ""

    def content(self) -> dict[str, Any]:
        """What the register keeps: plain values, dates in ISO 8601."""
        dates = {name: getattr(self, name).isoformat() for name in DATES}
        lists = {name: list(getattr(self, name)) for name in LISTS}
        return {name: value for name, value in (asdict(self) | dates | lists).items() if name not in OF_THE_REGISTER}

    def as_json(self) -> dict[str, Any]:
        """The card with its id and whether its scores count."""
        return {"model_id": self.model_id, "standing": self.standing} | self.content()

    def as_markdown(self) -> str:
        """The card as a page for people."""
        return _markdown(self)


def draw_card(
    model: FittedModel,
    digest: str,
    table: pl.DataFrame,
    *,
    on: date,
    at: datetime,
    seed: int,
    drift: Sequence[dict[str, str | int]] = (),
) -> ModelCard:
    """Draw the card of a model fitted on a feature table; `drift`: how far each bank's last month lay from those before it."""
    months = table.get_column("month").sort()
    return ModelCard(
        kind=model.kind,
        artefact=digest,
        trained_on=on,
        trained_at=at,
        first_month=months[0],
        last_month=months[-1],
        account_months=table.height,
        accounts=table.get_column("account").n_unique(),
        seed=seed,
        trees=TREES,
        sample=SAMPLE,
        feature_set=FEATURE_SET,
        features=tuple({fact: getattr(feature, fact) for fact in FEATURE_FACTS} for feature in FEATURES),
        peer_groups=_peer_groups(model),
        score_quantiles=_score_quantiles(model),
        versions=versions() | {"polars": pl.__version__},
        limits=LIMITS,
        learner=model.learner,
        reported=model.reported,
        dismissed=model.dismissed,
        drift=tuple(drift),
    )


def read_card(warehouse: Warehouse, model_id: str | None = None) -> ModelCard:
    """Read the card of a model, or of the newest one. Raises Refusal when there is none."""
    if model_id is not None:
        return registered_card(get_model(warehouse, model_id))
    models = list_models(warehouse)
    if not models:
        raise Refusal("no model was trained yet: `quater model train` trains one")
    return registered_card(max(models, key=lambda model: (model.registered_at, model.model_id)))


def registered_card(model: RegisteredModel) -> ModelCard:
    """The card of a registered model, with its id and whether its scores count."""
    kept = dict(model.card)
    days = {name: date.fromisoformat(kept[name]) for name in DATES if name != "trained_at"}
    lists = {name: tuple(kept.get(name, ())) for name in LISTS}
    moment = datetime.fromisoformat(kept["trained_at"])
    known = kept | days | lists | {"trained_at": moment, "model_id": model.model_id, "standing": _standing(model)}
    return ModelCard(**known)


def _standing(model: RegisteredModel) -> str:
    if model.decided_at is None:
        return "waits for a person's approval; its scores do not count"
    effect = "its scores count" if model.state == APPROVED else "its scores do not count"
    return f"{model.state} by {model.decided_by} on {model.decided_at:%Y-%m-%d}: {model.reason}; {effect}"


def _peer_groups(model: FittedModel) -> dict[str, int]:
    """Account-months of every group, fine or wide, that was large enough to be learned."""
    return {group: curve.rows for (group, name), curve in sorted(model.reference.curves.items()) if name == ALWAYS_KNOWN}


def _score_quantiles(model: FittedModel) -> dict[str, int]:
    """Scores in millionths that the given share of the training did not exceed, as far as the curve reaches."""
    curve = model.scores
    reached = {quantile: np.flatnonzero(curve.shares <= 1 - quantile) for quantile in QUANTILES}
    return {f"{quantile:.1%}": round(float(curve.values[found[0]]) * 1e6) for quantile, found in reached.items() if len(found)}


def _markdown(card: ModelCard) -> str:
    facts = (
        ("standing", card.standing),
        ("artefact", f"`{card.artefact}`"),
        ("trained", f"on {card.trained_on}, seed {card.seed}, {card.trees} trees of {card.sample} rows"),
        ("data", f"{card.first_month:%Y-%m} to {card.last_month:%Y-%m}"),
        ("labels", LEARNT[card.learner].format(reported=card.reported, dismissed=card.dismissed)),
        ("rows", f"{card.account_months:,} account-months of {card.accounts:,} accounts"),
        ("versions", ", ".join(f"{name} {version}" for name, version in sorted(card.versions.items()))),
    )
    scores = [(f"{name} of account-months at or below", f"{micro / 1e6:.3f}") for name, micro in card.score_quantiles.items()]
    groups = [(f"`{name}`", f"{rows:,}") for name, rows in card.peer_groups.items()]
    features = [(f"`{found['name']}`", found["unit"], found["window"], found["why"]) for found in card.features]
    return "\n".join(
        (
            f"# Model {card.model_id}: {card.kind.replace('_', ' ')}",
            *("", _table(("what", "value"), facts)),
            *("", "## How the scores lie", "", _table(("share", "score"), scores)),
            *("", "## Who is compared with whom", "", "Currency, kind, Order, activity of the past twelve months; `*` is all."),
            *("", _table(("peer group", "account-months"), groups)),
            *("", "## How far each bank's last month lies from those before", "", *_drift(card)),
            *("", "## Features", "", _table(("feature", "unit", "window", "why"), features)),
            *("", "## Limits", "", *(f"- {limit}" for limit in card.limits), ""),
        )
    )


def _drift(card: ModelCard) -> tuple[str, ...]:
    """One line for each bank; a card of an earlier version has none."""
    if not card.drift:
        return ("Not measured.",)
    heads = ("bank", "features judged", "drifted", "moved most", "index")
    rows = [
        (
            one["bank"],
            one["judged"],
            one["drifted"],
            f"`{one['feature']}`" if one["feature"] else "",
            f"{int(one['index_milli']) / 1000:.3f}",
        )
        for one in card.drift
    ]
    return ("Population stability index; from 0.25 on, beyond chance, a feature drifted.", "", _table(heads, rows))


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)
