"""The people of a simulated world: holders over the bars, their accounts, and the counterparties whom they deal with.

A holder is a lawyer or a firm, inscribed at one bar, who banks at one of the simulated banks; an account is a third-party
account or a rubric account (art. 446quater §2 of the Judicial Code). Counterparties that many lawyers meet (insurers,
bailiffs, notaries) come from common pools, split by role, so that lawful life never pays anybody back who had paid in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from coda_parser.banks import banks
from console.simulator import names, numbers

FOREIGN_SHARE = 0.05
NEIGHBOURS = ("NL", "FR", "DE", "LU", "ES")


@dataclass(frozen=True)
class Counterparty:
    """The other side of a movement."""

    name: str
    account: str
    bic: str
    address: str = ""


@dataclass
class Account:
    """An account of a simulated bank; what the register says of it, and how its life goes (`archetype`)."""

    iban: str
    kind: str
    archetype: str
    bank: str
    holder_id: str
    holder_name: str
    description: str
    language: str
    opened_on: date
    mandate_on: date | None
    authorisation_on: date | None
    closed_on: date | None = None
    judicial_mandate: bool = False
    registered: bool = True
    young: bool = False
    """Opened during the simulated months, so that its first statement starts at zero."""

    @property
    def is_third_party(self) -> bool:
        """Say whether it is a global account of clients' money."""
        return self.kind == "third_party"


@dataclass
class Holder:
    """A lawyer or a firm, with the accounts that carry the quality, and the office's own account."""

    holder_id: str
    name: str
    street: str
    postcode: str
    city: str
    bar: str
    language: str
    bank: str
    office: Counterparty
    private: Counterparty | None
    declares_own: bool
    accounts: list[Account] = field(default_factory=list)

    @property
    def bic(self) -> str:
        """BIC of the bank that keeps the holder's quality accounts."""
        return banks()[self.bank].bic

    def rubrics(self) -> list[Account]:
        """List the rubric accounts whose data may be controlled."""
        return [account for account in self.accounts if account.kind == "rubric" and not account.judicial_mandate]


def counterparty(rng: Random, name: str, language: str) -> Counterparty:
    """Give somebody an account: mostly in Belgium, one in twenty in a neighbouring country."""
    if rng.random() < FOREIGN_SHARE:
        number, bic = numbers.foreign_counterparty(rng, rng.choice(NEIGHBOURS))
    else:
        number, bic = numbers.belgian_counterparty(rng)
    return Counterparty(name, number, bic, names.address(rng, language))


def person(rng: Random, language: str) -> Counterparty:
    """Invent a private person."""
    return counterparty(rng, names.person(rng, language), language)


def company(rng: Random, language: str) -> Counterparty:
    """Invent a company."""
    return counterparty(rng, names.company(rng, language), language)


def foreigner(rng: Random, language: str, country: str) -> Counterparty:
    """Invent a private person who banks in this country."""
    number, bic = numbers.foreign_counterparty(rng, country)
    return Counterparty(names.person(rng, language), number, bic, country)


@dataclass(frozen=True)
class Pool:
    """Offices of one language that many lawyers meet, by the direction in which their money goes."""

    insurers: tuple[Counterparty, ...]
    paying_bailiffs: tuple[Counterparty, ...]
    paid_bailiffs: tuple[Counterparty, ...]
    paid_notaries: tuple[Counterparty, ...]
    paying_colleagues: tuple[Counterparty, ...]
    courts: tuple[Counterparty, ...]


COURTS = {
    "fr": ("Greffe du Tribunal de première instance", "Greffe du Tribunal du travail", "Greffe de la Cour d'appel"),
    "nl": ("Griffie Rechtbank van eerste aanleg", "Griffie Arbeidsrechtbank", "Griffie Hof van beroep"),
    "de": ("Kanzlei des Gerichts Erster Instanz", "Kanzlei des Arbeitsgerichts", "Kanzlei des Appellationshofs"),
}


def pool(rng: Random, language: str) -> Pool:
    """Invent the offices of one language."""

    def office(name: str) -> Counterparty:
        number, bic = numbers.belgian_counterparty(rng)
        return Counterparty(name, number, bic, names.address(rng, language))

    def offices(title: Sequence[str]) -> tuple[Counterparty, ...]:
        return tuple(office(name) for name in dict.fromkeys(title))

    return Pool(
        insurers=offices([names.insurer(rng, language) for _ in range(10)]),
        paying_bailiffs=offices([names.bailiff(rng, language) for _ in range(8)]),
        paid_bailiffs=offices([f"{names.bailiff(rng, language)} & Co" for _ in range(8)]),
        paid_notaries=offices([names.notary(rng, language) for _ in range(15)]),
        paying_colleagues=offices([names.colleague(rng, language) for _ in range(25)]),
        courts=offices(COURTS[language]),
    )
