"""The shape of a line: what a store holds, what starts its clock, how long it is kept, who says so, how it is erased.

How a table is erased is one of six ways, and a destruction does what the way says:

* `ByMovements`: a row names movements and goes when none of them stays (an analysis follows its latest transaction);
* `ByDay`: a row has a day of its own and goes when that day is more than ten years past, unless a hold keeps its account, its
  holder or the day; this is all that a new table of dated rows needs;
* `With`: a row belongs to a row of another table and goes with it;
* `Emptied`: the row stays for the accounting, what it tells of a transaction is emptied;
* `Working`: the program that wrote it removes it within a day;
* `Standing`: nothing of a transaction is in it; it stays, and the line says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

TEN_YEARS = "ten years"
DECREE = "royal decree of 9 June 2024, art. 5"
STORAGE_LIMIT = "GDPR, art. 5.1.e"
REGISTER = "Judicial Code, art. 446quater §§2 and 5; royal decree of 9 June 2024, art. 2"
PROOF = "GDPR, art. 5.2: who is answerable must be able to show it"
EXCLUDED = "Judicial Code, art. 446quater §5 al. 2"
EVIDENCE = "royal decree of 11 October 2023, art. 4 §1, 4° and 5°, taken as the house's standard"
PUBLIC = "nobody's data: published by others"


class Clock(StrEnum):
    """What starts the clock of a store."""

    MOVEMENT = "the movement: the later of its booking and its value date"
    LATEST = "the latest movement that it names"
    PARENT = "that of the row it belongs to"
    OWN_DAY = "its own day"
    MADE_ANEW = "every new making of it"
    NONE = "nothing: it holds nothing of a transaction"


@dataclass(frozen=True)
class ByMovements:
    """Rows that go when no movement they name stays."""


@dataclass(frozen=True)
class ByDay:
    """Rows that go ten years after `day`; a hold on `account`, on `holder` or on a period with that day keeps them.

    All are columns: `key` those of the primary key, `day` a date, or a moment in UTC if it is named `at` or `…_at`; an empty
    one never comes due. Several columns are separated by blanks.
    """

    day: str
    key: str
    account: str = ""
    holder: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that the line names, each once."""
        return tuple(dict.fromkeys((*self.key.split(), self.day, *self.account.split(), *self.holder.split())))


@dataclass(frozen=True)
class With:
    """Rows that go with the row of `parent` whose `key` is in their `column`.

    `texts` are the columns in which a person may have written of a movement: while the parent stays for a later movement, words
    of a destroyed one are taken out of them. Several columns are separated by blanks.
    """

    parent: str
    column: str
    key: str
    texts: str = ""


@dataclass(frozen=True)
class Emptied:
    """Rows that stay and lose what they tell."""

    what: str


@dataclass(frozen=True)
class Working:
    """Rows or files that the program which wrote them removes."""

    by: str


@dataclass(frozen=True)
class Standing:
    """Rows or files that stay; `why` says what makes that lawful."""

    why: str


TableWay = ByMovements | ByDay | With | Emptied | Working | Standing
ERASING = (ByMovements, ByDay, With, Emptied, Working)
"""The ways after which something is left in the pages of a database until it is written anew."""


@dataclass(frozen=True)
class KeptTable:
    """One SQL table."""

    holds: str
    clock: Clock
    term: str
    authority: str
    way: TableWay


@dataclass(frozen=True)
class KeptFiles:
    """One dataset of the lake, or one folder or file below the home; `erased` says how, in words."""

    holds: str
    clock: Clock
    term: str
    authority: str
    erased: str


def ten_years(holds: str, clock: Clock, way: TableWay, authority: str = DECREE) -> KeptTable:
    """Give the line of a table that holds data of transactions, or analyses of them."""
    return KeptTable(holds, clock, TEN_YEARS, authority, way)


def dated(holds: str, way: ByDay, authority: str = STORAGE_LIMIT) -> KeptTable:
    """Give the line of a table whose rows each have a day of their own."""
    return ten_years(holds, Clock.OWN_DAY, way, authority)


def with_its(parent: str, column: str, key: str, holds: str, *, texts: str = "") -> KeptTable:
    """Give the line of a table whose rows go with those of another."""
    return ten_years(holds, Clock.PARENT, With(parent, column, key, texts))


def standing(holds: str, term: str, authority: str, why: str) -> KeptTable:
    """Give the line of a table that holds nothing of a transaction."""
    return KeptTable(holds, Clock.NONE, term, authority, Standing(why))
