"""The model card: what a person reads before letting a model's scores count.

It says what the model learned from, with what, whom it compares with whom, how its scores lie and what it cannot do. It holds
no account, no holder, no name and no single amount: groups below ten accounts were never learned (`models.tails`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

import numpy as np
import polars as pl

from models.artefact import Artefact, versions
from models.features import FEATURE_SET, FEATURES
from models.learners.isolation_forest import SAMPLE, TREES

FEATURE_FACTS = ("name", "unit", "window", "why", "version")
ALWAYS_KNOWN = "money_in"
"""A feature that no account-month lacks: its curve counts the group."""

QUANTILES = (0.5, 0.9, 0.95, 0.99, 0.995)
LIMITS = (
    "It finds what is unusual, not what is illicit: a lawful month can be unusual and an illicit one ordinary.",
    "It learned without labels; the account-months it learned from may contain illicit ones.",
    "It compares account-months of one currency only; a currency with few accounts has no peers and gives low scores.",
    "An account's first month has no past to choose peers by and gets no score; new parties count from the fourth month on.",
    "A contribution is the fall of the score when one feature alone is set to the peers' median; reasons that only count "
    "together may each look small.",
    "The holder is recognised by registered own accounts and by name; another name of the same person is missed.",
    "Months without a movement are not scored; rules watch money that does not move.",
    "A score starts a person's reading and has no effect by itself (art. 22 GDPR).",
)


@dataclass(frozen=True)
class ModelCard:
    """What is known of one trained model; `model_id` is empty until it is registered."""

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
    model_id: str = ""

    def registered(self, model_id: str) -> ModelCard:
        """The same card with the id that the register gave."""
        return replace(self, model_id=model_id)

    def as_json(self) -> dict[str, Any]:
        """Plain values for SQL and `--json`; dates in ISO 8601."""
        content = asdict(self)
        content.pop("model_id")
        dates = {name: getattr(self, name).isoformat() for name in ("trained_on", "trained_at", "first_month", "last_month")}
        return content | dates | {"features": list(self.features), "limits": list(self.limits)}

    def as_markdown(self) -> str:
        """The card as a page for people."""
        return card_markdown(self.as_json(), self.model_id)


def draw_card(artefact: Artefact, digest: str, table: pl.DataFrame, *, on: date, at: datetime, seed: int) -> ModelCard:
    """Draw the card of a model fitted on a feature table."""
    months = table.get_column("month").sort()
    return ModelCard(
        kind=artefact.kind,
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
        peer_groups=_peer_groups(artefact),
        score_quantiles=_score_quantiles(artefact),
        versions=versions() | {"polars": pl.__version__},
        limits=LIMITS,
    )


def card_markdown(card: Mapping[str, Any], model_id: str = "") -> str:
    """A card, as `ModelCard.as_json` gives it and SQL keeps it, as a page for people."""
    facts = (
        ("artefact", f"`{card['artefact']}`"),
        ("trained", f"on {card['trained_on']}, seed {card['seed']}, {card['trees']} trees of {card['sample']} rows"),
        ("data", f"{card['first_month'][:7]} to {card['last_month'][:7]}"),
        ("rows", f"{card['account_months']:,} account-months of {card['accounts']:,} accounts"),
        ("versions", ", ".join(f"{name} {version}" for name, version in sorted(card["versions"].items()))),
    )
    scores = [
        (f"{name} of account-months at or below", f"{micro / 1e6:.3f}") for name, micro in card["score_quantiles"].items()
    ]
    groups = [(f"`{name}`", f"{rows:,}") for name, rows in card["peer_groups"].items()]
    features = [(f"`{found['name']}`", found["unit"], found["window"], found["why"]) for found in card["features"]]
    return "\n".join(
        (
            f"# Model {model_id or card['artefact'][:12]}: {card['kind'].replace('_', ' ')}",
            *("", _table(("what", "value"), facts)),
            *("", "## How the scores lie", "", _table(("share", "score"), scores)),
            *("", "## Who is compared with whom", "", "Currency, kind, Order, activity of the past twelve months; `*` is all."),
            *("", _table(("peer group", "account-months"), groups)),
            *("", "## Features", "", _table(("feature", "unit", "window", "why"), features)),
            *("", "## Limits", "", *(f"- {limit}" for limit in card["limits"]), ""),
        )
    )


def _peer_groups(artefact: Artefact) -> dict[str, int]:
    """Account-months of every group, fine or wide, that was large enough to be learned."""
    return {group: curve.rows for (group, name), curve in sorted(artefact.reference.curves.items()) if name == ALWAYS_KNOWN}


def _score_quantiles(artefact: Artefact) -> dict[str, int]:
    """Scores in millionths that the given share of the training did not exceed, as far as the curve reaches."""
    curve = artefact.scores
    reached = {quantile: np.flatnonzero(curve.shares <= 1 - quantile) for quantile in QUANTILES}
    return {f"{quantile:.1%}": round(float(curve.values[found[0]]) * 1e6) for quantile, found in reached.items() if len(found)}


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)
