"""Who hosts which episode: spread over the accounts, so that one account seldom has two.

Every kind of episode is planted once, and once more for every 400 accounts. Episodes that need an account for themselves
choose first, then the illicit ones, then the lawful ones; each takes the least burdened account that may host it and has
none of the same family. In a world too small for all of them, the last ones find no host and are left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from random import Random

from console.simulator.draws import stream
from console.simulator.episodes import Episode, episodes
from console.simulator.people import Account, Holder
from console.simulator.population import Population
from console.simulator.practice import Horizon

ACCOUNTS_PER_COPY = 400
MOST_ON_ONE_ACCOUNT = 3


@dataclass(frozen=True)
class Role:
    """One episode on one account; `episode_id` names it in the truth. `partners` play it together, this account at `place`."""

    episode: Episode
    episode_id: str
    partners: tuple[Account, ...] = ()
    place: int = 0


@dataclass
class Casting:
    """The roles by IBAN, the accounts on which nothing else may be planted, and the rubric accounts kept for an episode.

    An episode is tried so many `tries` before it is left out; `perturbed`: it is played split, delayed and hidden.
    """

    roles: dict[str, list[Role]]
    alone: set[str]
    kept: set[str]
    tries: int = 1
    perturbed: bool = False


def cast(population: Population, seed: int, horizon: Horizon) -> Casting:
    """Give every episode its host."""
    holders = {account.iban: holder for holder in population.holders for account in holder.accounts}
    accounts = [account for account in population.accounts() if not account.judicial_mandate]
    copies = max(1, round(len(accounts) / ACCOUNTS_PER_COPY))
    casting, burden = Casting(defaultdict(list), set(), set()), Counter[str]()
    for episode in sorted(episodes(), key=lambda episode: (not episode.alone, episode.lawful, episode.name)):
        for copy in range(1, copies + 1):
            rng = stream(seed, "cast", episode.name, copy)
            host = _host(rng, episode, accounts, holders, casting, burden, horizon)
            if host is None:
                continue
            casting.roles[host.iban].append(Role(episode, f"{episode.name}-{copy:03d}"))
            burden[host.iban] += 1
            if episode.alone:
                casting.alone.add(host.iban)
            if episode.beside_rubric:
                casting.kept.add(holders[host.iban].rubrics()[0].iban)
    return casting


def _host(
    rng: Random,
    episode: Episode,
    accounts: list[Account],
    holders: dict[str, Holder],
    casting: Casting,
    burden: Counter[str],
    horizon: Horizon,
) -> Account | None:
    able = [
        account
        for account in accounts
        if episode.hosts(account)
        and (account.opened_on >= horizon.start) == episode.young
        and account.iban not in casting.alone
        and burden[account.iban] < (1 if episode.alone else MOST_ON_ONE_ACCOUNT)
        and all(role.episode.family != episode.family for role in casting.roles.get(account.iban, ()))
        and (not episode.beside_rubric or _free_rubric(holders[account.iban], casting))
    ]
    if not able:
        return None
    least = min(burden[account.iban] for account in able)
    return rng.choice([account for account in able if burden[account.iban] == least])


def _free_rubric(holder: Holder, casting: Casting) -> bool:
    rubrics = holder.rubrics()
    return bool(rubrics) and rubrics[0].iban not in casting.alone | casting.kept
