"""A sound statement to draw on: what a test changes in it is what the test is about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from coda_parser.writer import MovementDraft, StatementDraft, write_delivery

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY / ".." / "shared"

DAY = date(2026, 3, 31)
ACCOUNT = "BE35985051416137"

Edit = tuple[int, int, str]
"""Line (from 1), position (from 1), and what to write there."""


@pytest.fixture
def shared() -> Path:
    """The CODA facts beside the repository."""
    folder = SHARED / "coda"
    if not folder.is_dir():
        pytest.skip("the facts in ../shared/coda are not beside this repository")
    return folder


@pytest.fixture
def statement() -> Callable[..., StatementDraft]:
    """A statement of three movements: 1,000.000 in, 250.000 out, 40.500 in; 500.000 before, 1,290.500 after."""

    def make(**changes: object) -> StatementDraft:
        movements = (
            MovementDraft(1_000_000, DAY, DAY, "00150000", "REF1", "DOSSIER 2026/114", counterparty_name="JANSSENS PIET"),
            MovementDraft(-250_000, DAY, DAY, "00101000", "REF2", structured=("101", "090123456701")),
            MovementDraft(40_500, DAY, DAY, "00150000", "REF3", "PROVISION", counterparty_address="Rue Haute 12, 4000 Liège"),
        )
        plain: dict[str, object] = {
            "account": ACCOUNT,
            "currency": "EUR",
            "number": 64,
            "date": DAY,
            "old_balance_milli": 500_000,
            "old_balance_date": date(2026, 3, 30),
            "holder_name": "MAITRE LEGRAND",
            "description": "COMPTE DE TIERS",
            "bank_bic": "KASTBEBB",
            "movements": movements,
        }
        return StatementDraft(**{**plain, **changes})  # type: ignore[arg-type]

    return make


@pytest.fixture
def lines(statement: Callable[..., StatementDraft]) -> Callable[..., list[str]]:
    """The lines of that statement: 0, 1, 2.1 2.3, 2.1, 2.1 3.1 3.2, 8, 9 (lines 1 to 10)."""

    def make(**changes: object) -> list[str]:
        return write_delivery([statement(**changes)], created=DAY, newline="\n").decode("cp1252").splitlines()

    return make


@pytest.fixture
def edited(lines: Callable[..., list[str]]) -> Callable[..., bytes]:
    """The bytes of that statement after edits of (line, position, text)."""

    def make(*edits: Edit, **changes: object) -> bytes:
        texts = lines(**changes)
        for line, position, text in edits:
            old = texts[line - 1]
            texts[line - 1] = old[: position - 1] + text + old[position - 1 + len(text) :]
        return ("\n".join(texts) + "\n").encode("cp1252")

    return make
