"""Version 1, as two independent readers know it: a BBAN in record 1, an address and no communication in record 2.3."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coda_parser import parse
from coda_parser.writer import StatementDraft, write_delivery


@pytest.fixture
def old(statement: Callable[..., StatementDraft]) -> list[str]:
    drafts = [statement(account="096123456769")]
    lines = write_delivery(drafts, created=drafts[0].date, newline="\n").decode("cp1252").splitlines()
    lines[0] = lines[0][:127] + "1"
    lines[1] = lines[1][0] + " " + lines[1][2:]
    lines[3] = (
        lines[3][:10]
        + "001101815623".ljust(37)
        + "MONTEO CARLOS".ljust(26)
        + "RUE J LAHAYE 288    1090 JETTE".ljust(52)
        + "0 0"
    )
    return lines


def test_version_1_reads_account_counterparty_and_address(old: list[str]) -> None:
    delivery = parse("\n".join(old).encode("cp1252"))
    statement = delivery.statements[0]
    movement = statement.movements[0]
    assert (statement.version, statement.account, statement.currency) == (1, "096123456769", "EUR")
    assert (movement.counterparty_account, movement.counterparty_name) == ("001101815623", "MONTEO CARLOS")
    assert movement.counterparty_address == "RUE J LAHAYE 288 1090 JETTE"
    assert movement.communication == "DOSSIER 2026/114"
    assert delivery.problems == ()


def test_version_1_without_a_currency_is_in_euro(old: list[str]) -> None:
    for index, first in ((1, 5), (8, 4)):
        old[index] = old[index][: first + 13] + "   " + old[index][first + 16 :]
    delivery = parse("\n".join(old).encode("cp1252"))
    assert (delivery.statements[0].currency, delivery.statements[0].hard) == ("EUR", False)
