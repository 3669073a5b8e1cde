"""`make evaluate`: how good the detectors are, on a world whose truth the simulator wrote down.

A world is simulated, taken through the register, the receiving dock and detection in a folder of its own, and every finding is
held against `truth.csv`. Deterministic detectors must find every planted episode and accuse no lawful twin; the command exits 3
when one does not. The learned model is measured apart: recall within a budget of one per cent of account-months, month by
month, each fitted on the months before.

    python -m benchmarks.evaluate [--accounts 200] [--months 18] [--seeds 1 2 3 4 5]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from benchmarks.results import publish
from benchmarks.simulated import received
from console.output import show_table
from console.simulator import simulate
from detection.evaluation import Evaluation, Score, added, evaluate_warehouse, read_truth
from detection.learned import DETECTOR as LEARNED
from detection.run import detect
from models.evaluation import evaluate as evaluate_model

LAST_DAY = date(2026, 6, 30)
CHECK_FAILED = 3
SHARES_OF = 10


def main() -> int:
    """Evaluate one world a seed, print the tables, publish the figures; 3 when a deterministic episode was missed."""
    reader = argparse.ArgumentParser(prog="evaluate", description="Recall and precision per detector on simulated worlds.")
    reader.add_argument("--accounts", type=int, default=200)
    reader.add_argument("--months", type=int, default=18)
    reader.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    asked = reader.parse_args()
    worlds: dict[str, Any] = {}
    every: list[Evaluation] = []
    years = 0.0
    for seed in asked.seeds:
        with tempfile.TemporaryDirectory(prefix="quater-evaluate-") as folder:
            rules, model, lawful = evaluate_world(Path(folder), accounts=asked.accounts, months=asked.months, seed=seed)
        every.append(rules)
        years += lawful * asked.months / 12
        print_rules(rules, f"Seed {seed}: {asked.accounts} accounts, {asked.months} months", lawful * asked.months / 12)
        print(f"{LEARNED}, without labels: {model.summary()}\n")
        worlds[str(seed)] = {"rules": rules.as_json(), "model": model.as_json()}
    together = added(every)
    print_rules(together, f"All seeds: {years:.0f} years of lawful accounts", years)
    rules_only = [score for score in together.scores if score.detector != LEARNED]
    sound = all(flawless(score) for score in rules_only)
    often = {score.detector: round(false_a_year(score, years), 2) for score in rules_only if false_a_year(score, years) > 1}
    figures = {"accounts": asked.accounts, "months": asked.months, "deterministic_found": sound, "false_above_one": often}
    publish("evaluate", {**figures, "seeds": worlds})
    return 0 if sound else CHECK_FAILED


def evaluate_world(folder: Path, *, accounts: int, months: int, seed: int) -> tuple[Evaluation, Any, int]:
    """Simulate a world below the folder, take it through the house, and hold findings and model against its truth.

    The third figure is how many accounts nothing illicit was planted on.
    """
    world = simulate(folder / "world", accounts=accounts, months=months, seed=seed, until=LAST_DAY)
    at = datetime.combine(LAST_DAY, time(6), tzinfo=UTC)
    with received(world, folder / "home", at=at) as warehouse:
        detect(warehouse, on=LAST_DAY, at=at)
        planted = {episode.account for episode in read_truth(world.truth) if not episode.lawful}
        lawful = world.accounts - len(planted)
        return evaluate_warehouse(world.truth, warehouse), evaluate_model(warehouse, world.truth, on=LAST_DAY), lawful


def flawless(score: Score) -> bool:
    """Whether a deterministic detector found all that was planted for it and accused no lawful twin."""
    return score.found == score.episodes and not score.twins_flagged


def false_a_year(score: Score, lawful_years: float) -> float:
    """Give the false alerts per 100 lawful accounts and year."""
    return score.false_alerts * 100 / lawful_years


def print_rules(evaluation: Evaluation, title: str, lawful_years: float) -> None:
    """Print the table of the rules, and what was missed or wrongly accused by name.

    The last column is the false alerts per 100 lawful accounts and year.
    """
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
            "accounts %",
            "false a year",
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
                _percent(score.account_precision),
                f"{false_a_year(score, lawful_years):.2f}",
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
