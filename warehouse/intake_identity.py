"""Under which identity a statement is held: the account as an IBAN, and a letter where a bank gives no number.

A bank may still write a Belgian account number of twelve digits, the register knows IBANs. Statements numbered 000 of one day
that follow each other get an ordinal, which the identity carries as letters; nothing else of the statement changes.
"""

from __future__ import annotations

import re
from dataclasses import replace

from coda_parser.iban import belgian_iban, is_valid_bban
from coda_parser.outline import Outline, whole
from coda_parser.statement import Movement, Statement

_IBAN = re.compile(rb"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")


def suffix(ordinal: int) -> str:
    """The letters that tell statements numbered 000 of one day apart, in an order that sorts as text when none reads as `a`.

    Capitals are those that came before the first one that was received: its name stays, since alerts may name it already.

    >>> [suffix(ordinal) for ordinal in (0, 1, 2, 25, 26)]
    ['', 'b', 'c', 'z', 'zb']
    >>> [suffix(ordinal) for ordinal in (-26, -25, -2, -1)]
    ['AZ', 'B', 'Y', 'Z']
    """
    if ordinal < 0:
        return "A" * ((-ordinal - 1) // 25) + chr(ord("Z") - (-ordinal - 1) % 25)
    return "z" * (ordinal // 25) + (chr(ord("a") + ordinal % 25) if ordinal % 25 else "")


def canonical(account: str) -> str:
    """The IBAN of an account that the bank wrote as a Belgian account number of twelve digits; other accounts as they are.

    >>> canonical("096123456769")
    'BE71096123456769'
    """
    return belgian_iban(account) if is_valid_bban(account) else account


def mentioned(raw: bytes) -> set[str]:
    """Every account number in records 1 and 8: whose statement this may be when the lines cannot be believed."""
    found: set[str] = set()
    for line in re.split(rb"[\r\n]+", raw):
        if line[:1] in (b"1", b"8"):
            found.update(match.decode("ascii") for match in _IBAN.findall(line))
            zone = (line[5:17] if line[:1] == b"1" else line[4:16]).decode("latin-1")
            if is_valid_bban(zone):
                found.add(belgian_iban(zone))
    return found


def with_account(statement: Outline, account: str) -> Outline:
    """The statement and its movements under another writing of the account number."""
    if account == statement.account:
        return statement
    renamed = replace(whole(statement), account=account)
    return _with_identity(renamed, renamed.statement_id, len(statement.statement_id))


def with_ordinal(statement: Outline, ordinal: int) -> Outline:
    """The statement with its movements under the ordinal's letter."""
    if ordinal == 0:
        return statement
    return _with_identity(whole(statement), statement.statement_id + suffix(ordinal), len(statement.statement_id))


def _with_identity(statement: Statement, identity: str, old_length: int) -> Statement:
    """The statement with its movements under another identity; they keep their sequence and detail."""
    return replace(
        statement, movements=tuple(_renamed(m, statement.account, identity, old_length) for m in statement.movements)
    )


def _renamed(movement: Movement, account: str, identity: str, old_length: int) -> Movement:
    return movement._replace(account=account, movement_id=identity + movement.movement_id[old_length:])
