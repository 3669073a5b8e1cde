"""Who hosts which typology, as rarely as in life: 0.65 % of the account-months that move, and lawful look-alikes beside.

The other casting (`casting`) plants every kind of episode once, for the rules. This one plants the typologies of `typologies`,
so that a ranking can be judged: nearly every account-month is ordinary, and what looks odd is twice as often lawful as not.
Every kind comes equally often; an account hosts one at most. The shares are those of the method's prototype world
(detection.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from random import Random

from console.simulator.casting import Casting, Role
from console.simulator.draws import stream
from console.simulator.episodes import Episode
from console.simulator.people import Account
from console.simulator.population import Population
from console.simulator.practice import Horizon
from console.simulator.typologies import typologies

ILLICIT_SHARE = 0.0065
"""Of the account-months with a movement."""

MOVING_SHARE = 0.49
"""Of the account-months of a world, those with a movement."""

MONTHS_EACH = 2.87
"""Account-months that one illicit episode touches, on all its accounts together."""

LAWFUL_FOR_EACH = 2
"""Lawful look-alikes for each illicit episode."""

TRIES = 8


def cast_rarely(population: Population, seed: int, horizon: Horizon) -> Casting:
    """Give the typologies their hosts; each is rehearsed until it finds room."""
    accounts = [one for one in population.accounts() if not one.judicial_mandate and one.opened_on < horizon.start]
    months = (horizon.until.year - horizon.start.year) * 12 + horizon.until.month - horizon.start.month + 1
    illicit = round(ILLICIT_SHARE * MOVING_SHARE * sum(1 for _ in population.accounts()) * months / MONTHS_EACH)
    casting, free = Casting(defaultdict(list), set(), set(), tries=TRIES), {account.iban: account for account in accounts}
    for lawful, count in ((False, illicit), (True, illicit * LAWFUL_FOR_EACH)):
        for number, episode in enumerate(_turns(stream(seed, "typologies", lawful), count, lawful=lawful), 1):
            rng = stream(seed, "cast", episode.name, number)
            partners = _hosts(rng, episode, list(free.values()))
            for place, account in enumerate(partners):
                casting.roles[account.iban].append(Role(episode, f"{episode.name}-{number:03d}", partners, place))
                del free[account.iban]
    return casting


def _turns(rng: Random, count: int, *, lawful: bool) -> Iterator[Episode]:
    """Yield so many kinds, each as often as the others, in an order by chance."""
    kinds = [episode for episode in typologies() if episode.lawful == lawful]
    while count > 0:
        rng.shuffle(kinds)
        yield from kinds[:count]
        count -= len(kinds)


def _hosts(rng: Random, episode: Episode, free: list[Account]) -> tuple[Account, ...]:
    """Choose who plays together: accounts of different holders; nobody when there are too few."""
    able = {account.holder_id: account for account in free if episode.hosts(account)}
    if len(able) < episode.together:
        return ()
    return tuple(able[holder] for holder in rng.sample(sorted(able), episode.together))
