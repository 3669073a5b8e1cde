"""One simulated world for all tests of the simulator, and what its files say when the parser reads them."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pytest

from coda_parser import parse
from coda_parser.statement import Delivery, Movement, Statement
from console.simulator import World, simulate

START, UNTIL = date(2025, 9, 1), date(2026, 6, 30)


@dataclass(frozen=True)
class Read:
    """A world as it lies on disk."""

    world: World

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.world.out / name).open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    @cached_property
    def truth(self) -> Sequence[Mapping[str, str]]:
        return self.rows("truth.csv")

    @cached_property
    def faults(self) -> Sequence[Mapping[str, str]]:
        return self.rows("faults.csv")

    @cached_property
    def accounts(self) -> Mapping[str, Mapping[str, str]]:
        return {row["iban"]: row for row in self.rows("register/accounts.csv")}

    @cached_property
    def expected(self) -> Mapping[str, object]:
        figures: Mapping[str, object] = json.loads(self.world.expected.read_text(encoding="utf-8"))
        return figures

    @cached_property
    def deliveries(self) -> Mapping[tuple[str, str], Delivery]:
        """Every file by bank and name, in the order in which it was sent."""
        return {(path.parent.name, path.name): parse(path.read_bytes()) for path in sorted(self.world.drop.glob("*/*"))}

    @cached_property
    def held(self) -> Mapping[str, Statement]:
        """What must be in the lake, found by hand: sound statements of registered accounts, the first of each identity."""
        found: dict[str, Statement] = {}
        labels = ("FAILLI", "KONKURS ", "FAILLISSEMENT")
        for delivery in self.deliveries.values():
            for statement in delivery.statements if delivery.framed and delivery.complete else ():
                row = self.accounts.get(statement.account)
                if statement.hard or row is None or row["judicial_mandate"] == "true":
                    continue
                if not statement.description.startswith(labels):
                    found.setdefault(statement.statement_id, statement)
        return found

    @cached_property
    def by_account(self) -> Mapping[str, Sequence[Statement]]:
        accounts: dict[str, list[Statement]] = {}
        for statement in self.held.values():
            accounts.setdefault(statement.account, []).append(statement)
        for statements in accounts.values():
            statements.sort(key=lambda statement: (statement.statement_date, statement.statement_number))
        return accounts

    @cached_property
    def movements(self) -> Mapping[str, Movement]:
        return {one.movement_id: one for statement in self.held.values() for one in statement.movements}

    def episode(self, name: str, detector: str) -> list[Movement]:
        """The movements of one planted episode, in the order in which the truth names them."""
        row = next(row for row in self.truth if row["episode_id"] == f"{name}-001" and row["detector"] == detector)
        return [self.movements[one] for one in row["movement_ids"].split("|")]

    def closings(self, account: str) -> dict[date, int]:
        """What the account held at the end of each day that has a statement."""
        return {one.statement_date: one.new_balance_milli for one in self.by_account[account]}


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    out = tmp_path_factory.mktemp("simulated") / "world"
    return Read(simulate(out, accounts=90, months=10, seed=5, until=UNTIL))
