"""The same statement sent again has the same digest; a statement that says something else has another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

import pytest

from coda_parser import parse
from coda_parser.writer import StatementDraft, write_delivery

DAY = date(2026, 3, 31)

# line, position, text: what may differ when a bank sends a statement again
CIRCUMSTANCES = {
    "creation date": (1, 6, "010426"),
    "duplicate flag": (1, 17, "D"),
    "file reference": (1, 25, "AGAIN00002"),
    "bank's reference of a movement": (3, 11, "OTHER-REFERENCE"),
    "bank's reference of an information": (7, 11, "OTHER-REFERENCE"),
    "another file follows": (10, 128, "1"),
}
CONTENT = {
    "old balance": (2, 58, "1"),
    "holder": (2, 65, "MAITRE PETIT"),
    "statement number": (2, 126, "065"),
    "separate application": (1, 84, "01500"),
    "amount": (3, 47, "1"),
    "communication": (3, 63, "DOSSIER 2026/115"),
    "counterparty": (4, 48, "PEETERS"),
    "address": (8, 20, "X"),
    "new balance": (9, 57, "1"),
    "total": (10, 52, "1"),
}


def digest(data: bytes) -> str:
    return parse(data).statements[0].digest


@pytest.mark.parametrize("name", CIRCUMSTANCES)
def test_the_circumstances_of_a_delivery_change_no_digest(name: str, edited: Callable[..., bytes]) -> None:
    assert digest(edited(CIRCUMSTANCES[name])) == digest(edited())


@pytest.mark.parametrize("name", CONTENT)
def test_the_content_of_a_statement_changes_its_digest(name: str, edited: Callable[..., bytes]) -> None:
    assert digest(edited(CONTENT[name])) != digest(edited())


def test_the_digest_is_the_sha256_of_the_lines_with_their_codes_first_and_no_blanks_behind(
    edited: Callable[..., bytes],
) -> None:
    """Lines 1 to 10 of the delivery by hand: record 0 but for two fields, references out, the trailer to its totals."""
    lines = edited().decode("cp1252").splitlines()
    written = ["200000"]
    for line in lines[1:9]:
        told = line[:10] + line[31:125] if line[:2] in ("21", "31") else line[:125]
        written.append(line[125:] + told.rstrip())
    written.append(lines[9][:52])
    assert digest(edited()) == hashlib.sha256("\n".join(written).encode()).hexdigest()


def test_encoding_line_ends_and_place_in_the_delivery_change_no_digest(statement: Callable[..., StatementDraft]) -> None:
    plain = write_delivery([statement()], created=DAY)
    other = write_delivery([statement(number=63), statement()], created=DAY, newline="", encoding="utf-8")
    assert parse(other).statements[1].digest == digest(plain)
