"""The whole explanation of a flagged month: what it looks like, its reasons with their movements, and what was too much.

Worked out once, when a month is flagged for the first time, and stored with the finding; never for months that nobody will
read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from models.contract import FittedModel
from models.counterfactual import Change, counterfactuals
from models.features import NEEDED, build_features, feature, openings_of
from models.features.around import Around
from models.fitting import scores, stories
from models.proof import Asked, Ids, Proof, Rebuilt, proofs
from models.reasons import Reason, reasons
from models.sources import STATEMENT_COLUMNS
from warehouse.database import Warehouse
from warehouse.lake import movements, statements
from warehouse.register import accounts_frame, bars, own_accounts_frame

NOTHING = Proof({}, Ids(), enough=False)
BETWEEN_LAWYERS = "neighbours"
"""The subject of features that know other accounts: where no movement alone proves one, those with lawyers' accounts do."""


@dataclass(frozen=True)
class Explanation:
    """Why a month was flagged: the loudest story, the reasons, the changes of a counterfactual, the movements."""

    story: str
    reasons: tuple[Reason, ...]
    changes: tuple[Change, ...] = ()
    proof: Proof = NOTHING


def explain(
    warehouse: Warehouse, model: FittedModel, table: pl.DataFrame, *, until: date, line: float, beside: Around
) -> list[Explanation]:
    """Explain rows of a feature table that a model flagged, in their order.

    `until`: the last day that the table knows; `line`: the lowest score that is flagged; `beside`: as for the table.
    """
    told = explained(model, table, line)
    asked = [
        Asked(row["account"], row["currency"], row["month"], tuple(reason.feature for reason in one.reasons))
        for row, one in zip(table.iter_rows(named=True), told, strict=True)
    ]
    lines, rebuilt = copied_from(warehouse, sorted({one.account for one in asked}), until=until, beside=beside)
    proven = proofs(lines, asked, rebuilt, lambda copies: scores(model, copies), line)
    lawyers = lines.filter(pl.col("counterparty_account").is_in(accounts_frame(warehouse)["iban"].implode()))
    return [
        Explanation(one.story, one.reasons, one.changes, _or_between_lawyers(proof, which, lawyers))
        for one, proof, which in zip(told, proven, asked, strict=True)
    ]


def explained(model: FittedModel, table: pl.DataFrame, line: float) -> list[Explanation]:
    """Explain rows of a feature table by the model alone, without their movements."""
    loudest = stories(model, table).argmax(axis=1) if table.height else []
    changes = counterfactuals(model, table, line)
    return [
        Explanation(model.detectors[int(story)], found, change)
        for story, found, change in zip(loudest, reasons(model, table), changes, strict=True)
    ]


def copied_from(warehouse: Warehouse, accounts: Sequence[str], *, until: date, beside: Around) -> tuple[pl.DataFrame, Rebuilt]:
    """Read what copies of these accounts are made of, and give what builds the features of copies."""
    lines = movements(warehouse, accounts=accounts, until=until, columns=[*NEEDED, "movement_id"])
    told = statements(warehouse, accounts=accounts, until=until, columns=STATEMENT_COLUMNS)
    register, openings = accounts_frame(warehouse), openings_of(told)

    def rebuilt(copies: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
        of_copies = names.join(register.rename({"iban": "account"}), on="account").rename({"copy": "iban"}).drop("account")
        opened = names.join(openings, on="account").drop("account").rename({"copy": "account"})
        return build_features(
            copies.lazy(),
            pl.concat([register, of_copies.select(register.columns)]),
            orders={code: bar.order for code, bar in bars().items()},
            own_accounts=own_accounts_frame(warehouse),
            openings=opened.select(openings.columns),
            around=beside,
        )

    return lines.filter(~pl.col("is_detail")).collect(), rebuilt


def _or_between_lawyers(proof: Proof, asked: Asked, lawyers: pl.DataFrame) -> Proof:
    """Name the month's movements with lawyers where a reason knows other accounts and no movement alone proves it."""
    own = (pl.col("account") == asked.account) & (pl.col("currency") == asked.currency)
    month = lawyers.filter(own & (pl.col("booked").dt.truncate("1mo") == asked.month))
    between = Ids(month["movement_id"])
    by_feature = {
        name: between if not ids and feature(name).subject == BETWEEN_LAWYERS else ids for name, ids in proof.by_feature.items()
    }
    added = Ids().union(*(ids - proof.by_feature[name] for name, ids in by_feature.items()))
    return Proof(by_feature, proof.named | added, proof.enough)
