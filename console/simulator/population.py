"""Who lives in a simulated world: holders over every bar, and their accounts by kind, practice and bank.

Shares are met exactly, the largest remainders first, so that even a small world has every kind of practice; the first
holders take one bar each, the next ones follow the size of the bars. Accounts opened before the months carry a mandate
and an authorisation given since the decree of 9 June 2024 came into force (1 October 2024); an account opened later has
both from its first day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from coda_parser.banks import banks
from console.simulator import names, numbers
from console.simulator.archetypes import ARCHETYPES
from console.simulator.bankdays import next_bank_day
from console.simulator.draws import share_out, stream
from console.simulator.people import Account, Counterparty, Holder
from console.simulator.practice import Horizon
from warehouse.register import Bar, bars

DECREE_IN_FORCE = date(2024, 10, 1)
BANK_SHARES = {"KASTEEL": 0.35, "MAAS": 0.30, "ARDENNE": 0.20, "NOORDZEE": 0.15}
FIRM_SHARE = 0.3
SECOND_ACCOUNT_SHARE = 0.06
YOUNG_SHARE = 0.04
DECLARED_SHARE = 0.9
PRIVATE_SHARE = 0.3
RUBRIC_SHARE = ARCHETYPES["rubric"].share
MANDATE_SHARE = 0.015
FEWEST_FOR_A_RUBRIC = 6

BAR_SIZES = {
    "BRUXELLES-FR": 20,
    "ANTWERPEN": 13,
    "LIEGE-HUY": 10,
    "BRUSSEL-NL": 9,
    "GENT": 8,
    "WEST-VLAANDEREN": 7,
    "LIMBURG": 5,
    "CHARLEROI": 5,
    "NAMUR": 4,
    "LEUVEN": 4,
}
"""Size of the larger bars against the smallest ones (1); which holders a bar has is chance beyond that."""

SEATS = {
    "ANTWERPEN": ("2000", "Antwerpen"),
    "BRABANT-WALLON": ("1400", "Nivelles"),
    "BRUSSEL-NL": ("1000", "Brussel"),
    "BRUXELLES-FR": ("1000", "Bruxelles"),
    "CHARLEROI": ("6000", "Charleroi"),
    "DENDERMONDE": ("9200", "Dendermonde"),
    "DINANT": ("5500", "Dinant"),
    "EUPEN": ("4700", "Eupen"),
    "GENT": ("9000", "Gent"),
    "LEUVEN": ("3000", "Leuven"),
    "LIEGE-HUY": ("4000", "Liège"),
    "LIMBURG": ("3500", "Hasselt"),
    "LUXEMBOURG": ("6700", "Arlon"),
    "MONS": ("7000", "Mons"),
    "NAMUR": ("5000", "Namur"),
    "OUDENAARDE": ("9700", "Oudenaarde"),
    "TOURNAI": ("7500", "Tournai"),
    "VERVIERS": ("4800", "Verviers"),
    "WEST-VLAANDEREN": ("8000", "Brugge"),
}
"""Where the offices of a bar's holders stand."""

DESCRIPTIONS = {
    "third_party": {"fr": "COMPTE DE TIERS AVOCAT", "nl": "DERDENREKENING ADVOCAAT", "de": "ANDERKONTO RECHTSANWALT"},
    "rubric": {"fr": "COMPTE RUBRIQUE", "nl": "RUBRIEKREKENING", "de": "RUBRIKKONTO"},
    "mandate": {
        "fr": "ADMINISTRATION DE BIENS COMPTE",
        "nl": "BEWINDVOERDER REKENING",
        "de": "VERMOEGENSVERWALTUNG KONKURS",
    },
}


@dataclass
class Population:
    """The holders, and the accounts that a bank delivers although no register knows them."""

    holders: list[Holder] = field(default_factory=list)
    strangers: list[Account] = field(default_factory=list)

    def accounts(self) -> Iterator[Account]:
        """Yield the registered accounts, holder by holder."""
        for holder in self.holders:
            yield from holder.accounts


def populate(seed: int, count: int, horizon: Horizon) -> Population:
    """Invent the holders of this many registered accounts; one account in 500, at least one, is a stranger beside them."""
    rng, known = stream(seed, "population"), bars()
    rubrics = max(1, round(count * RUBRIC_SHARE)) if count >= FEWEST_FOR_A_RUBRIC else 0
    mandates = max(1, round(count * MANDATE_SHARE)) if count >= FEWEST_FOR_A_RUBRIC else 0
    shares = {name: archetype.share for name, archetype in ARCHETYPES.items() if name != "rubric"}
    kinds = shuffled(rng, share_out(shares, count - rubrics - mandates))
    places = shuffled(rng, share_out(BANK_SHARES, len(kinds)))
    population = Population()
    while kinds:
        index = len(population.holders)
        holder = _holder(stream(seed, "holder", index), index, _bar(rng, known, index), places.pop())
        population.holders.append(holder)
        holder.accounts.append(_account(rng, holder, "third_party", kinds.pop(), horizon))
        if kinds and rng.random() < SECOND_ACCOUNT_SHARE:
            holder.accounts.append(_account(rng, holder, "third_party", kinds.pop(), horizon))
    for _ in range(rubrics):
        holder = rng.choice(population.holders)
        holder.accounts.append(_account(rng, holder, "rubric", "rubric", horizon))
    for _ in range(mandates):
        holder = rng.choice(population.holders)
        holder.accounts.append(_account(rng, holder, "mandate", "mandate", horizon))
    for _ in range(max(1, round(count / 500))):
        population.strangers.append(_stranger(rng, population, horizon))
    tell_apart(population, stream(seed, "numbers"))
    return population


def tell_apart(population: Population, rng: Random) -> None:
    """Give another number to an account whose number was drawn before: in a large world two draws meet."""
    taken: set[str] = set()
    for account in (*population.accounts(), *population.strangers):
        while account.iban in taken:
            account.iban = numbers.belgian_account(rng, banks()[account.bank].bban_ranges[0][0])
        taken.add(account.iban)


def shuffled(rng: Random, parts: Mapping[str, int]) -> list[str]:
    """Repeat each name as often as its part says, in a random order."""
    deck = [name for name, times in parts.items() for _ in range(times)]
    rng.shuffle(deck)
    return deck


def _bar(rng: Random, known: Mapping[str, Bar], index: int) -> Bar:
    codes = sorted(known)
    if index < len(codes):
        return known[codes[index]]
    return known[rng.choices(codes, [BAR_SIZES.get(code, 1) for code in codes])[0]]


def _holder(rng: Random, index: int, bar: Bar, bank: str) -> Holder:
    name = (names.firm if rng.random() < FIRM_SHARE else names.lawyer)(rng, bar.language)
    postcode, city = SEATS.get(bar.code, ("1000", bar.code.title()))
    office = Counterparty(name, *numbers.belgian_counterparty(rng))
    private = Counterparty(name, *numbers.belgian_counterparty(rng)) if rng.random() < PRIVATE_SHARE else None
    street = names.address(rng, bar.language)
    declares = rng.random() < DECLARED_SHARE
    return Holder(f"H{index + 1:05d}", name, street, postcode, city, bar.code, bar.language, bank, office, private, declares)


def _account(rng: Random, holder: Holder, kind: str, archetype: str, horizon: Horizon) -> Account:
    opened = date(rng.randint(2006, 2023), rng.randint(1, 12), rng.randint(1, 28))
    mandate = min(DECREE_IN_FORCE + timedelta(days=rng.randrange(240)), horizon.start - timedelta(days=240))
    authorised = mandate + timedelta(days=rng.randrange(15))
    if kind == "third_party" and rng.random() < YOUNG_SHARE:
        opened = mandate = authorised = next_bank_day(
            horizon.start + timedelta(days=rng.randrange(max(1, (horizon.until - horizon.start).days // 2)))
        )
    bank = banks()[holder.bank]
    return Account(
        iban=numbers.belgian_account(rng, bank.bban_ranges[0][0]),
        kind="third_party" if kind == "third_party" else "rubric",
        archetype=archetype,
        bank=holder.bank,
        holder_id=holder.holder_id,
        holder_name=holder.name,
        description=DESCRIPTIONS[kind][holder.language],
        language=holder.language,
        opened_on=opened,
        mandate_on=mandate,
        authorisation_on=authorised,
        judicial_mandate=kind == "mandate",
    )


def _stranger(rng: Random, population: Population, horizon: Horizon) -> Account:
    holder = rng.choice(population.holders)
    account = _account(rng, holder, "third_party", "inactive", horizon)
    account.registered, account.opened_on = False, date(2019, 5, 6)
    return account
