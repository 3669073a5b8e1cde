"""Judging a delivery: which of the four states each of its statements gets, and why.

The unit of acceptance is the statement, which carries its own totals: one bad statement must not keep a bank's other ten
thousand from being controlled. Only when the framing itself cannot be trusted is the whole delivery set aside. Judging reads
the register and the ledger and changes nothing; the order of the questions is part of the rules:

1. Is the account under judicial mandate? Then only a receipt line is left, whatever else is wrong with the statement.
2. Can it be believed (framing, hard problems)?  3. May the bank deliver at all?  4. Is the account registered?
5. Is the same content held already (duplicate)? Then every doubt about it was settled when it was let in.
6. Is there a doubt that two people may settle: is the account at another bank than the deliverer, does the statement bear a
   date to come, does its label speak of a judicial mandate that the register does not know?
7. Is another content held of it (conflict)? Statements numbered 000 of one day are no conflict when they chain: the old balance
   of the next is the new balance of the one before, whichever of them comes first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from coda_parser.outline import DeliveryOutline, Outline
from coda_parser.problem import Problem
from warehouse.intake_arrival import Arrival, stands_for
from warehouse.intake_identity import canonical, mentioned, suffix, with_account, with_ordinal
from warehouse.intake_problems import (
    CONFLICT,
    FUTURE_DATE,
    JUDICIAL_WORDING,
    NOT_AGREED,
    UNREGISTERED,
    WRONG_BANK,
    ProblemRow,
    as_rows,
    conflicting,
    future_date,
    other_bank_named,
    unregistered,
    worded,
    wrong_bank,
)
from warehouse.intake_wording import judicial_wording
from warehouse.printable import printable
from warehouse.register_banks import OF_THE_BANK

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
    """The accounts concerned: the BIC of those monitored by (iban, currency), and the numbers under judicial mandate."""

    monitored: Mapping[tuple[str, str], str]
    mandates: frozenset[str]


@dataclass(frozen=True)
class Judgement:
    """One statement and its state; `statement` carries the account number and the identities under which it is held."""

    statement: Outline
    state: StatementState
    reason: str
    ordinal: int
    problems: tuple[ProblemRow, ...]
    encoding: str

    @property
    def statement_id(self) -> str:
        """The identity of the statement, with its ordinal's letter."""
        return self.statement.statement_id + suffix(self.ordinal)


def accounts_of(delivery: DeliveryOutline) -> set[str]:
    """The account numbers that the register must be asked about to judge a delivery."""
    found = {printable(canonical(statement.account)) for statement in delivery.statements}
    for statement in delivery.statements:
        if statement.hard or not trusted(delivery):
            found |= mentioned(statement.raw)
    return found


def trusted(delivery: DeliveryOutline) -> bool:
    """Whether the statements of a delivery can be judged one by one."""
    return delivery.framed and delivery.complete


def judge(delivery: DeliveryOutline, register: Register, ledger: Ledger, arrival: Arrival) -> list[Judgement]:
    """The judgement of every statement, in the order of the delivery; `ledger` then holds the ones that are ingested."""
    believed, encoding = trusted(delivery), delivery.encoding
    return [judge_statement(one, register, ledger, encoding, believed, arrival) for one in delivery.statements]


def judge_statement(
    statement: Outline,
    register: Register,
    ledger: Ledger,
    encoding: str,
    believed: bool,
    arrival: Arrival,
    *,
    settled: Collection[str] = (),
) -> Judgement:
    """The judgement of one statement; the delivery's framing is `believed` or not, people may have `settled` some doubts."""
    known = with_account(statement, canonical(statement.account))
    refusal = _refusal(known, register, believed, arrival)
    if refusal is not None:
        state, reason, problem = refusal
        problems = () if state == "mandate" else as_rows([*statement.problems, *([problem] if problem else [])])
        return Judgement(known, state, reason, 0, problems, encoding)
    registered = register.monitored[known.account, known.currency]
    return _against_ledger(known, ledger, encoding, _doubt(known, registered, arrival, settled), registered)


def _refusal(
    statement: Outline, register: Register, believed: bool, arrival: Arrival
) -> tuple[Literal["quarantined", "mandate"], str, Problem | None] | None:
    doubtful = statement.hard or not believed
    numbers = {statement.account} | (mentioned(statement.raw) if doubtful else set())
    if numbers & register.mandates:
        return "mandate", MANDATE, None
    if statement.hard:
        return "quarantined", next(problem.id for problem in statement.problems if problem.severity == "hard"), None
    if not believed:
        return "quarantined", UNTRUSTED, None
    if not arrival.agreed:
        return "quarantined", NOT_AGREED, None
    if (statement.account, statement.currency) not in register.monitored:
        return "quarantined", UNREGISTERED, unregistered(statement)
    return None


def _doubt(statement: Outline, registered: str, arrival: Arrival, settled: Collection[str]) -> Problem | None:
    """The first doubt about a sound statement that people have not settled."""
    if WRONG_BANK not in settled and not arrival.may_bring(registered):
        return wrong_bank(statement, arrival)
    if FUTURE_DATE not in settled and statement.statement_date > arrival.latest:
        return future_date(statement, arrival)
    words = "" if JUDICIAL_WORDING in settled else judicial_wording(statement.holder_name, statement.description)
    return worded(statement, words) if words else None


def _against_ledger(statement: Outline, ledger: Ledger, encoding: str, doubt: Problem | None, registered: str) -> Judgement:
    key = key_of(statement)
    held = ledger.held.get(key, [])
    if any(other.digest == statement.digest for other in held):
        return Judgement(statement, "duplicate", HELD, 0, as_rows(statement.problems), encoding)
    ordinal = _place(statement, held)
    if doubt is None and ordinal is None:
        doubt = conflicting(statement)
    if doubt is not None or ordinal is None:
        problems = as_rows([*statement.problems, *([doubt] if doubt else [])])
        return Judgement(statement, "quarantined", doubt.id if doubt else CONFLICT, 0, problems, encoding)
    ledger.add(key, held_as(statement, ordinal))
    named = statement.bank_bic[:OF_THE_BANK]
    warned = [other_bank_named(statement)] if named and named not in stands_for(registered) else []
    return Judgement(
        with_ordinal(statement, ordinal), "ingested", "", ordinal, as_rows([*statement.problems, *warned]), encoding
    )


def key_of(statement: Outline) -> Key:
    """The second key of the ledger."""
    return Key(statement.account, statement.currency, statement.statement_date, statement.statement_number)


def held_as(statement: Outline, ordinal: int) -> HeldStatement:
    """How the ledger will know a statement."""
    if statement.statement_number:
        return HeldStatement(statement.digest, ordinal, None, None)
    return HeldStatement(statement.digest, ordinal, statement.old_balance_milli, statement.new_balance_milli)


def _place(statement: Outline, chain: Sequence[HeldStatement]) -> int | None:
    """The ordinal of a statement at the end, or before the beginning, of those held of its key; None when it does not chain."""
    if not chain:
        return 0
    if statement.statement_number:
        return None
    if statement.old_balance_milli == chain[-1].new_balance_milli:
        return chain[-1].ordinal + 1
    return chain[0].ordinal - 1 if statement.new_balance_milli == chain[0].old_balance_milli else None


def state_of(delivery: DeliveryOutline, judgements: Sequence[Judgement], arrival: Arrival) -> tuple[DeliveryState, str]:
    """State and reason of a delivery, from what was found in it (design: "Where a fact lives")."""
    states = {judgement.state for judgement in judgements}
    if not trusted(delivery) or not judgements:
        hard = [problem.id for problem in delivery.problems if problem.severity == "hard"]
        of_framing = [problem for problem in OF_FRAMING if problem in hard]
        return "quarantined", next(iter([*of_framing, *hard]), UNTRUSTED)
    if not arrival.agreed:
        return "quarantined", NOT_AGREED
    if "quarantined" in states:
        reasons = dict.fromkeys(judgement.reason for judgement in judgements if judgement.state == "quarantined")
        return "partial", ", ".join(reasons)
    if "duplicate" in states and "ingested" not in states:
        return "duplicate", HELD
    return "ingested", ""


def register_of(rows: Mapping[tuple[str, str], tuple[bool, str]]) -> Register:
    """The register's answer: judicial mandate or not, and BIC, of each (iban, currency); one mandate taints every currency."""
    mandates = frozenset(iban for (iban, _), (under_mandate, _) in rows.items() if under_mandate)
    return Register({key: bic for key, (_, bic) in rows.items()}, mandates)
