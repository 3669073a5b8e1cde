"""A record of the warehouse as JSON: its fields under their own names, moments and days as ISO 8601, money as thousandths.

>>> from dataclasses import dataclass
>>> from datetime import date
>>> @dataclass
... class Sample:
...     on: date
...     amount_milli: int
>>> as_json(Sample(date(2026, 6, 30), 1500))
{'on': '2026-06-30', 'amount_milli': 1500}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any


def as_json(value: Any, *also: str) -> Any:
    """Turn a dataclass, with the properties named in `also`, or a container of such, into what JSON can hold."""
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value)] + list(also)
        return {name: as_json(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): as_json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_json(inner) for inner in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value
