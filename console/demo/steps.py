"""Saying what the main job does while it does it: a moving line on a terminal, one line a step everywhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape


class Steps:
    """Prints one line for every step that ends, with its seconds."""

    def __init__(self, console: Console) -> None:
        self._console = console

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """A step, from its beginning to its end."""
        begun = time.monotonic()
        with self._console.status(escape(what)):
            yield
        self.ended(what, time.monotonic() - begun)

    def ended(self, what: str, seconds: float, *, well: bool = True) -> None:
        """Say that a step ended."""
        mark = "[green]✓[/green]" if well else "[red]✗[/red]"
        self._console.print(f" {mark} {escape(what)} [dim]{seconds:.1f} s[/dim]")
