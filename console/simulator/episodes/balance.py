"""Below zero, and what the bank charges for it: art. 446quater §3, 1° and 2° (rules `neg-balance`, `debit-interest`).

The illicit one: a payment leaves before its money has come, so that other clients' money, and then the bank's, pays it. The
lawful ones: an account paid out to the last cent, a payment that the bank lists before the receipt of the same day, a bank's
cost on an empty account made good by the office, and negative interest on an account that was never below zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from console.simulator.bankdays import ONE_DAY, add_months, bank_days, is_first_bank_day_of_quarter, previous_bank_day
from console.simulator.episodes.stage import Episode, Label, NoRoomError, Stage, label, ordinary, quiet, sleepy
from console.simulator.ledger import FIRST, SECOND, Booking

CLOSING_CODE = "03501002"
COST_CODE = "03537006"


def overdraw(stage: Stage, day: date) -> tuple[Booking, date]:
    """Pay for a dossier whose money comes some days later; give the payment and the day on which the money came."""
    cure = stage.bank_days_later(day, stage.rng.randint(4, 8))
    case = stage.case(day)
    highest = max(stage.book.balance_on(one) for one in bank_days(day, previous_bank_day(cure - ONE_DAY)))
    milli = highest + stage.euro(900, 7_000)
    debit = stage.pay(day, milli, case.client, case.dossier)
    stage.receive(cure, milli, stage.rng.choice(stage.pool.insurers), case.dossier)
    return debit, cure


def negative_balance(stage: Stage) -> Sequence[Label]:
    """Plant a debit episode of some days."""
    debit, cure = overdraw(stage, stage.day(before=30, after=20))
    return [label("neg-balance", [debit], "paid before the money came", until=cure)]


def debit_interest(stage: Stage) -> Sequence[Label]:
    """Plant a debit episode and the interest that the bank charges for it at the end of the quarter."""
    closings = [
        day
        for day in bank_days(stage.horizon.start + timedelta(days=40), stage.horizon.until - timedelta(days=3))
        if is_first_bank_day_of_quarter(day)
    ]
    if not closings:
        raise NoRoomError
    closing = stage.rng.choice(closings)
    first = max(add_months(closing.replace(day=1), -3), stage.horizon.start + timedelta(days=3))
    room = (closing - timedelta(days=18) - first).days
    if room < 0:
        raise NoRoomError
    debit, cure = overdraw(stage, stage.later(first, stage.rng.randint(0, room)))
    interest = stage.rng.randint(400, 3_900) * 10
    words = stage.wording("INTERETS DEBITEURS", "DEBETINTREST", "SOLLZINSEN")
    stage.receive(
        closing, interest, stage.holder.office, stage.wording("prise en charge intérêts", "tenlasteneming rente", "Zinsen")
    )
    charged = stage.pay(closing, interest, None, f"{words} {first:%d%m%y}-{closing:%d%m%y}", code=CLOSING_CODE)
    return [
        label("neg-balance", [debit], "paid before the money came", until=cure),
        label("debit-interest", [charged], "the bank charges the debit balance of the quarter"),
    ]


def last_cent(stage: Stage) -> Sequence[Label]:
    """Pay out exactly what came in."""
    day = stage.day(after=8)
    case, milli = stage.case(day), stage.euro(1_500, 9_000)
    stage.receive(day, milli, case.opponent, case.dossier)
    paid = stage.pay(stage.bank_days_later(day, 2), milli, case.client, case.dossier)
    return [label("neg-balance", [paid], "paid out to the last cent: the balance is back where it was", lawful=True)]


def listed_first(stage: Stage) -> Sequence[Label]:
    """Receive and pay on one day, the payment listed first."""
    day = stage.day()
    case, milli = stage.case(day), stage.euro(2_000, 9_000)
    paid = stage.pay(day, milli, case.client, case.dossier, rank=FIRST)
    stage.receive(day, milli, case.opponent, case.dossier, rank=SECOND)
    return [
        label(
            "neg-balance",
            [paid],
            "listed before the receipt of the same day: the closing balance is not below zero",
            lawful=True,
        )
    ]


def bank_cost(stage: Stage) -> Sequence[Label]:
    """Let the bank take a cost from an empty account, and the office make it good."""
    days = list(bank_days(stage.horizon.start + timedelta(days=10), stage.horizon.until - timedelta(days=10)))
    stage.rng.shuffle(days)
    for day in days:
        cure = stage.bank_days_later(day, 2)
        if all(stage.book.balance_on(one) == 0 for one in bank_days(day, cure)):
            break
    else:
        raise NoRoomError
    cost = stage.rng.randint(100, 900) * 10
    taken = stage.pay(day, cost, None, stage.wording("FRAIS DE GESTION", "BEHEERSKOSTEN", "KONTOGEBÜHR"), code=COST_CODE)
    stage.receive(
        cure, cost, stage.holder.office, stage.wording("prise en charge frais", "tenlasteneming kosten", "Kostenübernahme")
    )
    return [
        label(
            "neg-balance",
            [taken],
            "bank cost on an empty account, made good in two bank days: information at most",
            lawful=True,
        )
    ]


def negative_rate(stage: Stage) -> Sequence[Label]:
    """Charge interest on an account that was above zero throughout the quarter."""
    first, until = stage.horizon.start + timedelta(days=2), stage.horizon.until
    quarters = [day for day in bank_days(first, until) if is_first_bank_day_of_quarter(day)]
    spans = [(start, end) for start, end in pairwise(quarters) if start > first + timedelta(days=7)]
    if not spans:
        raise NoRoomError
    start, end = spans[0]
    received = previous_bank_day(start - timedelta(days=4))
    case, milli = stage.case(received), stage.euro(1_100, 2_300)
    stage.receive(received, milli, case.opponent, case.dossier)
    stage.pay(stage.later(end, 5), milli, case.client, case.dossier)
    interest = stage.rng.randint(20, 90) * 10
    stage.receive(
        end, interest, stage.holder.office, stage.wording("prise en charge intérêts", "tenlasteneming rente", "Zinsen")
    )
    words = stage.wording("INTERETS NEGATIFS SUR SOLDE CREDITEUR", "NEGATIEVE RENTE OP CREDITSALDO", "NEGATIVZINSEN GUTHABEN")
    charged = stage.pay(end, interest, None, words, code=CLOSING_CODE)
    return [label("debit-interest", [charged], "negative rate: the balance was above zero throughout the quarter", lawful=True)]


EPISODES = (
    Episode("negative-balance", False, negative_balance, quiet, alone=True),
    Episode("debit-interest", False, debit_interest, quiet, alone=True),
    Episode("paid-to-the-last-cent", True, last_cent, quiet),
    Episode("payment-listed-before-receipt", True, listed_first, ordinary),
    Episode("bank-cost-on-empty-account", True, bank_cost, sleepy, alone=True),
    Episode("negative-rate-on-credit-balance", True, negative_rate, quiet),
)
