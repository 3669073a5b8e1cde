"""Judging a delivery: which of the four states each of its statements gets, and why.

The unit of acceptance is the statement, which carries its own totals: one bad statement must not keep a bank's other ten
thousand from being controlled. Only when the framing itself cannot be trusted is the whole delivery set aside. Judging reads
the register and the ledger and changes nothing; the order of the questions is part of the rules:

1. Is the account under judicial mandate? Then only a receipt line is left, whatever else is wrong with the statement.
2. Can it be believed (framing, hard problems)?  3. Is the account registered?
4. Does the bank's label speak of a judicial mandate that the register does not know?
5. Is it held already: the same content (duplicate), or another (conflict)? Statements numbered 000 of one day are no conflict
   when they chain: the old balance of the next is the new balance of the one before, whichever of them comes first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from coda_parser.problem import Problem
from coda_parser.statement import Delivery, Statement
from warehouse.intake_identity import canonical, mentioned, suffix, with_account, with_ordinal
from warehouse.intake_problems import (
    CONFLICT,
    JUDICIAL_WORDING,
    UNREGISTERED,
    ProblemRow,
    as_rows,
    conflicting,
    unregistered,
    worded,
)
from warehouse.intake_wording import judicial_wording
from warehouse.printable import printable

StatementState = Literal["ingested", "duplicate", "quarantined", "mandate"]
DeliveryState = Literal["ingested", "partial", "duplicate", "quarantined", "pending"]

HELD = "already-held"
UNTRUSTED = "untrusted-framing"
MANDATE = "judicial-mandate"
OF_FRAMING = ("empty-file", "not-coda", "truncated", "record-outside", "trailer-missing", "version")
"""What the parser calls the causes for which a delivery is set aside whole: the most telling first."""


class Key(NamedTuple):
    """What makes a statement one and the same, whoever brings it."""

    account: str
    currency: str
    statement_date: date
    statement_number: int


@dataclass(frozen=True)
class HeldStatement:
    """A statement in the lake, as the ledger knows it; its balances are kept only where the number is 000."""

    digest: str
    ordinal: int
    old_balance_milli: int | None
    new_balance_milli: int | None


@dataclass
class Ledger:
    """The statements held, by key; grows while a delivery is judged, so that a repetition inside it is seen too."""

    held: dict[Key, list[HeldStatement]] = field(default_factory=dict)

    def add(self, key: Key, statement: HeldStatement) -> None:
        """Count a statement as held from here on, in its place in the chain."""
        chain = self.held.setdefault(key, [])
        chain.append(statement)
        chain.sort(key=lambda one: one.ordinal)


@dataclass(frozen=True)
class Register:
    """The accounts concerned: (iban, currency) of those monitored, and the numbers under judicial mandate."""

    monitored: frozenset[tuple[str, str]]
    mandates: frozenset[str]


@dataclass(frozen=True)
class Judgement:
    """One statement and its state; `statement` carries the account number and the identities under which it is held."""

    statement: Statement
    state: StatementState
    reason: str
    ordinal: int
    problems: tuple[ProblemRow, ...]
    encoding: str

    @property
    def statement_id(self) -> str:
        """The identity of the statement, with its ordinal's letter."""
        return self.statement.statement_id + suffix(self.ordinal)


def accounts_of(delivery: Delivery) -> set[str]:
    """The account numbers that the register must be asked about to judge a delivery."""
    found = {printable(canonical(statement.account)) for statement in delivery.statements}
    for statement in delivery.statements:
        if statement.hard or not trusted(delivery):
            found |= mentioned(statement.raw)
    return found


def trusted(delivery: Delivery) -> bool:
    """Whether the statements of a delivery can be judged one by one."""
    return delivery.framed and delivery.complete


def judge(delivery: Delivery, register: Register, ledger: Ledger) -> list[Judgement]:
    """The judgement of every statement, in the order of the delivery; `ledger` then holds the ones that are ingested."""
    believed = trusted(delivery)
    return [judge_statement(statement, register, ledger, delivery.encoding, believed) for statement in delivery.statements]


def judge_statement(
    statement: Statement, register: Register, ledger: Ledger, encoding: str, believed: bool, *, label_cleared: bool = False
) -> Judgement:
    """The judgement of one statement of a delivery whose framing is `believed` or not; people may have cleared its label."""
    known = with_account(statement, canonical(statement.account))
    refusal = _refusal(known, register, believed, label_cleared)
    if refusal is not None:
        state, reason, problem = refusal
        problems = () if state == "mandate" else as_rows([*statement.problems, *([problem] if problem else [])])
        return Judgement(known, state, reason, 0, problems, encoding)
    return _against_ledger(known, ledger, encoding)


def _refusal(
    statement: Statement, register: Register, believed: bool, label_cleared: bool
) -> tuple[Literal["quarantined", "mandate"], str, Problem | None] | None:
    doubtful = statement.hard or not believed
    numbers = {statement.account} | (mentioned(statement.raw) if doubtful else set())
    if numbers & register.mandates:
        return "mandate", MANDATE, None
    if statement.hard:
        return "quarantined", next(problem.id for problem in statement.problems if problem.severity == "hard"), None
    if not believed:
        return "quarantined", UNTRUSTED, None
    if (statement.account, statement.currency) not in register.monitored:
        return "quarantined", UNREGISTERED, unregistered(statement)
    words = "" if label_cleared else judicial_wording(statement.holder_name, statement.description)
    if words:
        return "quarantined", JUDICIAL_WORDING, worded(statement, words)
    return None


def _against_ledger(statement: Statement, ledger: Ledger, encoding: str) -> Judgement:
    key = key_of(statement)
    held = ledger.held.get(key, [])
    if any(other.digest == statement.digest for other in held):
        return Judgement(statement, "duplicate", HELD, 0, as_rows(statement.problems), encoding)
    ordinal = _place(statement, held)
    if ordinal is None:
        problems = as_rows([*statement.problems, conflicting(statement)])
        return Judgement(statement, "quarantined", CONFLICT, 0, problems, encoding)
    ledger.add(key, held_as(statement, ordinal))
    return Judgement(with_ordinal(statement, ordinal), "ingested", "", ordinal, as_rows(statement.problems), encoding)


def key_of(statement: Statement) -> Key:
    """The second key of the ledger."""
    return Key(statement.account, statement.currency, statement.statement_date, statement.statement_number)


def held_as(statement: Statement, ordinal: int) -> HeldStatement:
    """How the ledger will know a statement."""
    if statement.statement_number:
        return HeldStatement(statement.digest, ordinal, None, None)
    return HeldStatement(statement.digest, ordinal, statement.old_balance_milli, statement.new_balance_milli)


def _place(statement: Statement, chain: Sequence[HeldStatement]) -> int | None:
    """The ordinal of a statement at the end, or before the beginning, of those held of its key; None when it does not chain."""
    if not chain:
        return 0
    if statement.statement_number:
        return None
    if statement.old_balance_milli == chain[-1].new_balance_milli:
        return chain[-1].ordinal + 1
    return chain[0].ordinal - 1 if statement.new_balance_milli == chain[0].old_balance_milli else None


def state_of(delivery: Delivery, judgements: Sequence[Judgement]) -> tuple[DeliveryState, str]:
    """State and reason of a delivery, from what was found in it (design: "Where a fact lives")."""
    states = {judgement.state for judgement in judgements}
    if not trusted(delivery) or not judgements:
        hard = [problem.id for problem in delivery.problems if problem.severity == "hard"]
        of_framing = [problem for problem in OF_FRAMING if problem in hard]
        return "quarantined", next(iter([*of_framing, *hard]), UNTRUSTED)
    if "quarantined" in states:
        reasons = dict.fromkeys(judgement.reason for judgement in judgements if judgement.state == "quarantined")
        return "partial", ", ".join(reasons)
    if "duplicate" in states and "ingested" not in states:
        return "duplicate", HELD
    return "ingested", ""


def register_of(rows: Mapping[tuple[str, str], bool]) -> Register:
    """The register's answer: whether each (iban, currency) is under judicial mandate; one under it taints every currency."""
    mandates = frozenset(iban for (iban, _), under_mandate in rows.items() if under_mandate)
    return Register(frozenset(rows), mandates)
