"""What a report says of one detector."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """What is said of one detector: its title, the provisions it stands on, and what may be asked of the lawyer."""

    title: str
    basis: tuple[str, ...]
    questions: tuple[str, ...]
