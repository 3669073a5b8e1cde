"""A simulated world on disk: register, deliveries, truth, faults, and what receiving it all must come to.

    register/holders.csv accounts.csv own_accounts.csv
    drop/BANK/*.cod            one file for each bank and bank day; a bank's names sort in the order of sending
    growing/BANK/*.cod         a file that is still being written: deliver it unfinished, it must be pending
    truth.csv                  what was planted (see `truth`)
    faults.csv                 bank, file, fault, expected_state, note
    expected.json              deliveries and statements by state, movements and sums of what is ingested (thousandths)

The same arguments give the same bytes.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from coda_parser.banks import banks
from console.simulator import people
from console.simulator.bankdays import ONE_DAY, add_months
from console.simulator.casting import Casting, cast
from console.simulator.draws import stream
from console.simulator.population import Population, populate
from console.simulator.practice import Horizon
from console.simulator.prevalence import cast_rarely
from console.simulator.register_files import write_register
from console.simulator.telling import Telling, tell_bank
from console.simulator.truth import write_truth
from warehouse.errors import Refusal

Progress = Callable[[int, int], None]
FAULT_COLUMNS = ("bank", "file", "fault", "expected_state", "note")
LANGUAGES = ("fr", "nl", "de")

Script = Literal["every", "rare", "perturbed"]
"""What is planted: every kind of episode (for the rules) · typologies that no rule decides alone, as rarely as in life
(`prevalence`) · the same, played by somebody who knows what is looked for (`perturbing`)."""


@dataclass(frozen=True)
class World:
    """Where a simulated world lies and how large it is; `movements` are those that must be ingested."""

    out: Path
    holders: int
    accounts: int
    deliveries: int
    movements: int
    episodes: int
    illicit: int

    @property
    def register(self) -> Path:
        """Folder of the register's files."""
        return self.out / "register"

    @property
    def drop(self) -> Path:
        """Folder of the deliveries, one folder for each bank."""
        return self.out / "drop"

    @property
    def growing(self) -> Path:
        """Folder of the file that is still being written."""
        return self.out / "growing"

    @property
    def truth(self) -> Path:
        """What was planted."""
        return self.out / "truth.csv"

    @property
    def faults(self) -> Path:
        """What is wrong with which delivery."""
        return self.out / "faults.csv"

    @property
    def expected(self) -> Path:
        """What receiving every delivery must come to."""
        return self.out / "expected.json"

    def as_json(self) -> dict[str, str | int]:
        """Give the figures by name."""
        figures = ("holders", "accounts", "deliveries", "movements", "episodes", "illicit")
        return {"out": str(self.out), **{name: getattr(self, name) for name in figures}}

    def summary(self) -> str:
        """Say it in one line."""
        return (
            f"{self.out}: {self.holders} holders, {self.accounts} accounts, {self.deliveries} deliveries, "
            f"{self.movements} movements, {self.episodes} episodes planted, {self.illicit} of them not lawful"
        )


def simulate(
    out: Path,
    *,
    accounts: int,
    months: int,
    seed: int,
    until: date,
    script: Script = "every",
    progress: Progress | None = None,
) -> World:
    """Write a world of so many registered accounts over the months that end on a day.

    `progress` is called with how many holders are told, and how many there are. Raises Refusal when a figure makes no world or
    the folder holds something already.
    """
    if accounts < 1 or months < 1:
        raise Refusal(f"expected at least 1 account and 1 month, got {accounts} and {months}")
    if out.exists() and any(out.iterdir()):
        raise Refusal(f"expected a new or an empty folder, but {out} holds files; name another one")
    horizon = Horizon(add_months(until, -months) + ONE_DAY, until)
    population = populate(seed, accounts, horizon)
    pools = {language: people.pool(stream(seed, "pool", language), language) for language in LANGUAGES}
    telling = Telling(out, seed, horizon, population, _casting(script, population, seed, horizon), pools)
    heard = _counter(len(population.holders), progress)
    for order, bank in enumerate(banks().values()):
        tell_bank(telling, bank, order, heard)
    write_register(out / "register", population.holders)
    write_truth(out / "truth.csv", telling.truth)
    _write_faults(telling)
    _write_expected(telling)
    return World(
        out=out,
        holders=len(population.holders),
        accounts=accounts,
        deliveries=telling.expected.deliveries.total(),
        movements=telling.expected.movements,
        episodes=len({row.episode_id for row in telling.truth}),
        illicit=len({row.episode_id for row in telling.truth if row.lawful == "false"}),
    )


def _casting(script: Script, population: Population, seed: int, horizon: Horizon) -> Casting:
    if script == "every":
        return cast(population, seed, horizon)
    return replace(cast_rarely(population, seed, horizon), perturbed=script == "perturbed")


def _counter(total: int, progress: Progress | None) -> Callable[[], None]:
    done = 0

    def heard() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, total)

    return heard


def _write_faults(telling: Telling) -> None:
    with (telling.out / "faults.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(FAULT_COLUMNS)
        writer.writerows(sorted(telling.faults))


def _write_expected(telling: Telling) -> None:
    expected = telling.expected
    figures = {
        "deliveries": dict(sorted(expected.deliveries.items())),
        "statements": dict(sorted(expected.statements.items())),
        "movements_ingested": expected.movements,
        "debit_milli": expected.debit_milli,
        "credit_milli": expected.credit_milli,
        "growing": sum(1 for row in telling.faults if row[2] == "growing"),
    }
    (telling.out / "expected.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
