"""How many alerts the analysts can read in a month: analysts × alerts a day × days, as the installation says.

`capacity.toml` in the installation's folder:

    analysts = 4
    alerts_a_day = 10
    days = 20

Without the file these figures hold; they are the house's default, to be replaced by whoever plans the work.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields

from warehouse.errors import Refusal
from warehouse.settings import Settings

FILE = "capacity.toml"


@dataclass(frozen=True)
class Capacity:
    """What can be read in a month."""

    analysts: int = 4
    alerts_a_day: int = 10
    days: int = 20

    @property
    def alerts(self) -> int:
        """The alerts that can be read in a month."""
        return self.analysts * self.alerts_a_day * self.days


def capacity_of(settings: Settings) -> Capacity:
    """Give what the installation says; Refusal when the file cannot be read or says something else than whole numbers."""
    path = settings.home / FILE
    if not path.exists():
        return Capacity()
    known = [field.name for field in fields(Capacity)]
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise Refusal(f"{FILE}: expected TOML with {', '.join(known)} ({problem}); correct it and run again") from problem
    strange = sorted(said.keys() - known)
    if strange:
        raise Refusal(f"{FILE}: expected {', '.join(known)}, got {', '.join(strange)}; correct it and run again")
    for name, value in said.items():
        if type(value) is not int or value < 0:
            raise Refusal(f"{FILE}: expected a whole number for {name}, got {value!r}; correct it and run again")
    return Capacity(**said)
