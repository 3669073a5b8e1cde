"""Chance, reproducible: every part of a world draws from its own stream, named by the seed and by what it makes.

A stream's name is text, so that adding an account or an episode does not disturb the draws of the others, and two runs with
the same arguments give the same bytes on every machine (Python hashes the name with SHA-512, never with `hash()`).

>>> stream(7, "account", 3).randrange(1000) == stream(7, "account", 3).randrange(1000)
True
>>> cents(1234.567)
1234570
>>> share_out({"a": 0.5, "b": 0.3, "c": 0.2}, 7)
{'a': 4, 'b': 2, 'c': 1}
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from random import Random

LARGEST_SINGLE_RATE = 30.0
GAMMA_SHAPE = 2.0
GAMMA_MEDIAN = 1.678347
"""Median of the Gamma distribution of shape 2 and scale 1."""

ROUND_SHARE = 0.29
"""Share of real amounts that are multiples of 100 euro (detection.md)."""

EURO = 1000
"""Thousandths in one euro."""


def stream(*labels: object) -> Random:
    """Open the stream of this name."""
    return Random("/".join(str(label) for label in labels))  # noqa: S311 - a simulation must be repeatable, not secret


def poisson(rng: Random, mean: float) -> int:
    """Draw a Poisson count (Knuth), in portions so that a large mean does not underflow."""
    count = 0
    while mean > LARGEST_SINGLE_RATE:
        count += poisson(rng, LARGEST_SINGLE_RATE)
        mean -= LARGEST_SINGLE_RATE
    limit, product = math.exp(-mean), rng.random()
    while product > limit:
        count += 1
        product *= rng.random()
    return count


def gamma_rate(rng: Random, median: float) -> float:
    """Draw the yearly rate of one account: Gamma of shape 2 around this median, so that its counts are over-dispersed."""
    return rng.gammavariate(GAMMA_SHAPE, median / GAMMA_MEDIAN)


def cents(euro: float) -> int:
    """Turn euro into thousandths, rounded to the cent."""
    return round(euro * 100) * 10


def amount(rng: Random, mu: float, sigma: float, *, most: int | None = None) -> int:
    """Draw a lognormal amount in thousandths, at least 15 euro; 29 % of those above 150 euro are multiples of 100."""
    drawn = max(cents(rng.lognormvariate(mu, sigma)), 15 * EURO)
    drawn = drawn if most is None else min(drawn, most)
    if drawn > 150 * EURO and rng.random() < ROUND_SHARE:
        drawn -= drawn % (100 * EURO)
    return drawn


def odd_amount(rng: Random, low: int, high: int) -> int:
    """Draw an amount between two sums of whole euro, in thousandths, that is never a multiple of ten euro."""
    return rng.randrange(low, high) // 10 * 10 * EURO + rng.randrange(101, 999) * 10


def share_out(shares: Mapping[str, float], total: int) -> dict[str, int]:
    """Divide a whole number by shares, the largest remainders first, so that a small world has every kind it can."""
    weight = sum(shares.values())
    exact = {name: total * share / weight for name, share in shares.items()}
    parts = {name: int(value) for name, value in exact.items()}
    for name in sorted(exact, key=lambda name: (parts[name] - exact[name], name))[: total - sum(parts.values())]:
        parts[name] += 1
    return parts
