"""What a check found: unsafe, or only worth knowing; in one sentence, with what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from warehouse.database import Warehouse


@dataclass(frozen=True)
class Finding:
    """One thing that a check found."""

    check: str
    unsafe: bool
    told: str
    remedy: str


@dataclass(frozen=True)
class Patient:
    """What is looked at: the installation, the environment of its programs, and the day."""

    warehouse: Warehouse
    environ: Mapping[str, str]
    on: date


Check = Callable[[Patient], Iterator[Finding]]
