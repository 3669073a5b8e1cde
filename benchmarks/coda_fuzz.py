"""`make fuzz-coda`: damaged deliveries by the million, from fixed seeds; prints four numbers that must be zero.

crash: `parse` raised. hang: it took more than a second of CPU time. money: a statement is believed whose balances or
movements (details, which never move an account, left out) are not those of a statement that was written. unlocated: a
delivery is refused, and no hard problem says on which line. Every case can be made again: its number is its seed.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import Pool
from random import Random
from types import FrameType
from typing import NoReturn

from benchmarks.results import publish
from coda_parser import Delivery, dump, parse
from coda_parser.generator import generate
from coda_parser.writer import NewlineStyle

SOURCES = 500
"""Deliveries that are damaged in turn."""
BATCH = 2000
LONGEST = 1.0
OUTCOMES = ("crash", "hang", "money", "unlocated")
_BYTES = b"0123456789 ABXxD\n\r\x00\x1a\x7f\x81\xe9\xff"
_RECORD = 130
_KEPT = 20
_ONCE = "no-record-8"

Money = frozenset[tuple[int, ...]]


@dataclass(frozen=True)
class Source:
    """A sound delivery and the money of each of its statements."""

    data: bytes
    money: Money


class HangError(Exception):
    """More than a second of CPU time."""


@lru_cache(maxsize=SOURCES)
def source(number: int) -> Source:
    """Write a delivery."""
    random = Random(number)
    newline: NewlineStyle = random.choice(("\r\n", "\r\n", "\n", ""))
    data = generate(number, statements=random.randint(1, 3), newline=newline, encoding=random.choice(("cp1252", "utf-8")))
    return Source(data, money_of(parse(data)))


def money_of(delivery: Delivery) -> Money:
    """Give balances and sorted amounts of every statement that is believed and repeats its money.

    A statement of records 0, 1 and 9 writes its balance once: no check within it can miss that, and `continuity`, which
    compares it with the statement before, is what finds it changed.
    """
    if not (delivery.framed and delivery.complete):
        return frozenset()
    return frozenset(
        (
            statement.old_balance_milli,
            statement.new_balance_milli,
            *sorted(movement.amount_milli for movement in statement.movements if not movement.is_detail),
        )
        for statement in delivery.statements
        if not statement.hard and not any(problem.id == _ONCE for problem in statement.problems)
    )


def _change(data: bytes, random: Random) -> bytes:
    place = random.randrange(len(data))
    return data[:place] + bytes([random.choice(_BYTES)]) + data[place + 1 :]


def _insert(data: bytes, random: Random) -> bytes:
    place = random.randrange(len(data))
    return data[:place] + bytes(random.choices(_BYTES, k=random.randint(1, 3))) + data[place:]


def _delete(data: bytes, random: Random) -> bytes:
    place = random.randrange(len(data))
    return data[:place] + data[place + random.randint(1, 3) :]


def _digit(data: bytes, random: Random) -> bytes:
    """Write another digit where one stands."""
    places = [place for place in random.choices(range(len(data)), k=40) if 48 <= data[place] <= 57]
    if not places:
        return _change(data, random)
    return data[: places[0]] + random.choice("0123456789").encode() + data[places[0] + 1 :]


def _transpose(data: bytes, random: Random) -> bytes:
    place = random.randrange(len(data) - 1)
    return data[:place] + data[place + 1 : place + 2] + data[place : place + 1] + data[place + 2 :]


def _truncate(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(1, len(data))]


def _lines(data: bytes, random: Random) -> bytes:
    """Lose, double or swap lines."""
    lines = data.splitlines(keepends=True) if b"\n" in data else [data[at : at + 128] for at in range(0, len(data), 128)]
    first, second = random.randrange(len(lines)), random.randrange(len(lines))
    what = random.randrange(4)
    if what == 0:
        del lines[first]
    elif what == 1:
        lines.insert(second, lines[first])
    elif what == 2:
        lines[first], lines[second] = lines[second], lines[first]
    else:
        lines[first:second] = []
    return b"".join(lines) or data


def _block(data: bytes, random: Random) -> bytes:
    """Copy a piece of the delivery over another."""
    width = random.choice((2, 15, 16, _RECORD))
    first, second = random.randrange(len(data)), random.randrange(len(data))
    return data[:second] + data[first : first + width] + data[second + width :]


WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(_change, _insert, _delete, _digit, _digit, _digit),
    *(_transpose, _truncate, _lines, _block),
)


def damaged(number: int) -> tuple[bytes, Source]:
    """Make the case of this number: bytes, and what they were before."""
    random = Random(number)
    sound = source(number % SOURCES)
    data = sound.data
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        if len(data) > 1:
            data = random.choice(WAYS)(data, random)
    return data, sound


def judge(data: bytes, sound: Source) -> str:
    """Read a damaged delivery; give what is wrong with the parser, '' when nothing is."""
    signal.signal(signal.SIGVTALRM, _hangs)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        delivery = parse(data)
        same = dump(delivery) == data
    except HangError:
        return "hang"
    except Exception:  # any at all is what is looked for
        return "crash"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    if not same:
        return "crash"
    believed = money_of(delivery)
    if not believed <= sound.money:
        return "money"
    refused = not (delivery.framed and delivery.complete) or any(statement.hard for statement in delivery.statements)
    located = any(problem.severity == "hard" and problem.line > 0 and problem.message for problem in delivery.problems)
    return "unlocated" if refused and not located else ""


def _hangs(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise HangError


def run(numbers: range) -> tuple[Counter[str], list[tuple[int, str]]]:
    """Judge the cases of these numbers; give how many had each outcome, and which were wrong."""
    found: Counter[str] = Counter()
    wrong: list[tuple[int, str]] = []
    for number in numbers:
        outcome = judge(*damaged(number))
        found[outcome or "right"] += 1
        if outcome:
            wrong.append((number, outcome))
    return found, wrong


def _batches(count: int) -> Iterator[range]:
    for first in range(0, count, BATCH):
        yield range(first, min(first + BATCH, count))


def main() -> None:
    """Judge so many cases; exit 1 when one of the four numbers is not zero."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--cases", type=int, default=10**6)
    options.add_argument("--workers", type=int, default=2)
    chosen = options.parse_args()
    found: Counter[str] = Counter()
    begun = time.perf_counter()
    with Pool(chosen.workers) as pool:
        for outcome, wrong in pool.imap_unordered(run, _batches(chosen.cases)):
            found += outcome
            for number, what in wrong[:_KEPT]:
                print(f"case {number}: {what}")
            if sys.stderr.isatty():
                print(f"\r{sum(found.values()):,} of {chosen.cases:,}", end="", file=sys.stderr)
    figures = {"cases": sum(found.values()), **{name: found[name] for name in OUTCOMES}}
    print(f"{figures['cases']:,} damaged deliveries in {time.perf_counter() - begun:.0f} s")
    publish("coda_fuzz", figures)
    sys.exit(any(found[name] for name in OUTCOMES))


if __name__ == "__main__":
    main()
