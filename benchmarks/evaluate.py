"""`make evaluate`: how good the detectors are, on a world whose truth the simulator wrote down.

A world is simulated, taken through the register, the receiving dock and detection in a folder of its own, and every finding is
held against `truth.csv`. Deterministic detectors must find every planted episode and accuse no lawful twin; the command exits 3
when one does not. The learned model is measured apart: recall within a budget of one per cent of account-months, month by
month, each fitted on the months before.

    python -m benchmarks.evaluate [--accounts 200] [--months 18] [--seeds 1]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from benchmarks.results import publish
from console.output import show_table
from console.simulator import simulate
from detection.evaluation import Evaluation, Score, evaluate_warehouse
from detection.learned import DETECTOR as LEARNED
from detection.run import detect
from models.evaluation import evaluate as evaluate_model
from warehouse.database import open_warehouse
from warehouse.intake import ingest_paths
from warehouse.register import import_register
from warehouse.settings import load_settings

LAST_DAY = date(2026, 6, 30)
CHECK_FAILED = 3
SHARES_OF = 10


def main() -> int:
    """Evaluate one world a seed, print the tables, publish the figures; 3 when a deterministic episode was missed."""
    reader = argparse.ArgumentParser(prog="evaluate", description="Recall and precision per detector on simulated worlds.")
    reader.add_argument("--accounts", type=int, default=200)
    reader.add_argument("--months", type=int, default=18)
    reader.add_argument("--seeds", type=int, nargs="+", default=[1])
    asked = reader.parse_args()
    worlds: dict[str, Any] = {}
    sound = True
    for seed in asked.seeds:
        with tempfile.TemporaryDirectory(prefix="quater-evaluate-") as folder:
            rules, model = evaluate_world(Path(folder), accounts=asked.accounts, months=asked.months, seed=seed)
        print_rules(rules, f"Seed {seed}: {asked.accounts} accounts, {asked.months} months")
        print(f"{LEARNED}, without labels: {model.summary()}\n")
        sound = sound and all(flawless(score) for score in rules.scores if score.detector != LEARNED)
        worlds[str(seed)] = {"rules": rules.as_json(), "model": model.as_json()}
    publish("evaluate", {"accounts": asked.accounts, "months": asked.months, "seeds": worlds, "deterministic_found": sound})
    return 0 if sound else CHECK_FAILED


def evaluate_world(folder: Path, *, accounts: int, months: int, seed: int) -> tuple[Evaluation, Any]:
    """Simulate a world below the folder, take it through the house, and hold findings and model against its truth."""
    world = simulate(folder / "world", accounts=accounts, months=months, seed=seed, until=LAST_DAY)
    at = datetime.combine(LAST_DAY, time(6), tzinfo=UTC)
    warehouse = open_warehouse(load_settings(folder / "home", environ={}))
    try:
        import_register(
            warehouse,
            holders=world.register / "holders.csv",
            accounts=world.register / "accounts.csv",
            own_accounts=world.register / "own_accounts.csv",
            at=at,
        )
        ingest_paths(warehouse, [world.drop], at=at)
        detect(warehouse, on=LAST_DAY, at=at)
        return evaluate_warehouse(world.truth, warehouse), evaluate_model(warehouse, world.truth, on=LAST_DAY)
    finally:
        warehouse.close()


def flawless(score: Score) -> bool:
    """Whether a deterministic detector found all that was planted for it and accused no lawful twin."""
    return score.found == score.episodes and not score.twins_flagged


def print_rules(evaluation: Evaluation, title: str) -> None:
    """Print the table of the rules, and what was missed or wrongly accused by name."""
    rows = [score for score in evaluation.scores if score.detector != LEARNED]
    show_table(
        title,
        (
            "detector",
            "episodes",
            "found",
            "recall %",
            "twins",
            "accused",
            "findings",
            "precision %",
            "of the grave %",
        ),
        [
            (
                score.detector,
                score.episodes,
                score.found,
                _percent(score.recall),
                score.twins,
                len(score.twins_flagged),
                score.findings,
                _percent(score.precision),
                _percent(score.precision_grave),
            )
            for score in rows
        ],
    )
    for score in rows:
        for episode in score.missed:
            print(f"missed by {score.detector}: {episode}")
        for episode in score.twins_flagged:
            print(f"lawful, but accused by {score.detector}: {episode}")


def _percent(thousandths: int | None) -> str:
    return "" if thousandths is None else f"{thousandths // SHARES_OF}.{thousandths % SHARES_OF}"


if __name__ == "__main__":
    sys.exit(main())
