"""`make evaluate-ranking`: the learned ranking beside rules alone and an isolation forest alone, on worlds as rare as life.

Two countries are made of simulated worlds (one a seed, taken together): one whose typologies are played plainly, one in which
somebody plays them who knows what is looked for (split, delayed, hidden among lawful dossiers: `console.simulator.perturbing`).
Detectors and learners were tuned on worlds of the seeds `TUNING` and never on the perturbed script; the seeds `SPENT` were
looked at once, before later changes. `models.trial` ranks, `models.figures` counts, by months ahead and, where asked, on
accounts that the model never saw.

    python -m benchmarks.ranking [--accounts 600] [--months 24] [--seeds 931 932 933 934 935] [--disjoint] [--keep FOLDER]

`--keep`: worlds that lie in the folder are not made again; their features are computed anew. The tables and the picture of
`docs/models.md` are written from the published figures (`benchmarks.ranking_note`).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.ranking_note import write_note
from benchmarks.ranking_worlds import Script, Speed, country, world
from benchmarks.results import publish
from console.output import show_table
from models.figures import Figures, figures_of
from models.trial import RANKINGS, try_rankings
from warehouse.errors import Refusal

BUDGET = 0.01
TUNING = tuple(range(901, 916))
SPENT = tuple(range(921, 926))
SCRIPTS: tuple[Script, ...] = ("rare", "perturbed")
FASTEST_NEEDED = 60_000
"""Movements a second and core."""


def main() -> int:
    """Evaluate both countries, print their tables, publish the figures, write the note."""
    reader = argparse.ArgumentParser(prog="evaluate-ranking", description="Rankings within a budget of account-months.")
    reader.add_argument("--accounts", type=int, default=600)
    reader.add_argument("--months", type=int, default=24)
    reader.add_argument("--seeds", type=int, nargs="+", default=[931, 932, 933, 934, 935])
    reader.add_argument("--disjoint", action="store_true", help="test on accounts that the model never saw, too")
    reader.add_argument("--keep", type=Path, help="a folder in which the worlds stay")
    asked = reader.parse_args()
    if used := sorted(set(asked.seeds) & {*TUNING, *SPENT}):
        raise Refusal(f"the seeds {used} were used for tuning or looked at before: name others")
    with tempfile.TemporaryDirectory(prefix="quater-ranking-") as drawn:
        figures = evaluate(
            asked.keep or Path(drawn),
            asked.accounts,
            asked.months,
            asked.seeds,
            halves=(False, True) if asked.disjoint else (False,),
        )
    figures |= {"accounts": asked.accounts, "months": asked.months, "seeds": asked.seeds, "budget": BUDGET}
    publish("ranking", figures)
    write_note(figures)
    return 0


def evaluate(
    folder: Path, accounts: int, months: int, seeds: Sequence[int], *, halves: Sequence[bool] = (False,)
) -> dict[str, Any]:
    """Give the figures of both countries, by script, way of cutting, and ranking; and how fast features are computed."""
    found: dict[str, Any] = {}
    speeds: list[Speed] = []
    for script in SCRIPTS:
        worlds = {seed: world(folder / f"{script}-{seed}", script, accounts, months, seed) for seed in seeds}
        speeds += [one.speed for one in worlds.values()]
        table, truth = country(worlds)
        for disjoint in halves:
            outcomes = try_rankings(table, truth, seed=min(seeds), budget=BUDGET, disjoint=disjoint)
            figures = {name: figures_of(outcomes, name, seed=min(seeds)) for name in RANKINGS}
            way = "accounts_apart" if disjoint else "months_ahead"
            show(f"{script}, {way.replace('_', ' ')}: recall within {BUDGET:.0%} of each month's account-months", figures)
            found.setdefault(script, {})[way] = {
                name: one.as_json() | {"fewest_labels": outcomes.fewest[name]} for name, one in figures.items()
            }
    speed = Speed(sum(one.movements for one in speeds), sum(one.seconds for one in speeds)).a_second
    print(f"features: {speed} movements a second and core (asked: {FASTEST_NEEDED})")
    return found | {"features_movements_a_second": speed}


def show(title: str, figures: dict[str, Figures]) -> None:
    """Print the rankings beside each other, then each typology."""
    heads = ("ranking", "found", "of", "recall", "from", "to", "precision", "average precision", "turnover")
    rows = []
    for name, one in figures.items():
        told = one.as_json()
        low, high = told["recall_interval"] or (None, None)
        last = (told["recall"], low, high, told["precision"], told["average_precision"], told["turnover_found"])
        rows.append((name, one.found, one.positives, *last))
    show_table(title, heads, rows)
    kinds = sorted({kind for one in figures.values() for kind in one.by_typology})
    lines = [(kind, *("/".join(map(str, one.by_typology.get(kind, (0, 0)))) for one in figures.values())) for kind in kinds]
    show_table("found of each typology's account-months", ("typology", *figures), lines)


if __name__ == "__main__":
    sys.exit(main())
