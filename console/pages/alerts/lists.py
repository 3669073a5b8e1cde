"""A list of the queue as an address holds it: what is asked for, and the address of the same list with something else asked.

>>> chosen = asked_for({"severity": "high", "bar": "GENT", "page": "3"})
>>> written(chosen), written(chosen, severity="", age="older"), written(chosen, status="all")
('bar=GENT&severity=high', 'bar=GENT&age=older', 'status=all&bar=GENT&severity=high')
>>> asked_for({"status": "nonsense", "bar": "GENT"}) == Chosen(bar="GENT")
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from urllib.parse import parse_qsl, urlencode

from warehouse.alerts import Chosen
from warehouse.errors import Refusal

FIELDS = tuple(asdict(Chosen()))
LONGEST = 120
STANDING = asdict(Chosen())


def asked_for(parameters: Mapping[str, str]) -> Chosen:
    """What an address asks for; what the queue has no list for is left out."""
    chosen = Chosen()
    for name in FIELDS:
        value = parameters.get(name, "")[:LONGEST]
        if value:
            try:
                chosen = replace(chosen, **{name: value})
            except Refusal:
                continue
    return chosen


def from_query(query: str) -> Chosen:
    """What the part of an address after its question mark asks for."""
    return asked_for(dict(parse_qsl(query)))


def written(chosen: Chosen, **changed: str) -> str:
    """The list as the part of an address after its question mark, with what is changed; what is usual is left out."""
    values = asdict(chosen) | changed
    return urlencode({name: value for name, value in values.items() if value != STANDING[name]})
