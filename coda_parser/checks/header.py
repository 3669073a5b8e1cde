"""Records 0 and 1: application code, account and currency."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coda_parser.account_zone import STRUCTURES, read_account
from coda_parser.columns import ACCOUNT, CURRENCY
from coda_parser.currency import is_currency
from coda_parser.problem import Problem
from coda_parser.reading import Reading
from coda_parser.records import Header, OldBalance

APPLICATION = "05"
_ACCOUNT = re.compile(ACCOUNT)
_CURRENCY = re.compile(CURRENCY)


def check_header(reading: Reading) -> Iterator[Problem]:
    """Check what names the statement: an account that cannot be read is hard, habits of banks are warnings."""
    if reading.header.application != APPLICATION and len(reading.lines[0]) == 128:
        yield Header.problem(
            "application-code",
            "warning",
            reading.first_line,
            "application",
            reading.header.application,
            f"{APPLICATION}, statements",
        )
    if reading.old is None:
        return
    old, line = reading.old, reading.old_line
    account, currency = read_account(old.account_zone, old.structure if reading.version == 2 else "0")
    if old.structure not in STRUCTURES and reading.version == 2:
        yield OldBalance.problem("account-structure", "warning", line, "structure", old.structure, "0, 1, 2 or 3")
    if not _ACCOUNT.fullmatch(account):
        yield OldBalance.problem("account", "hard", line, "account_zone", account, "an account number of letters and digits")
    if not _CURRENCY.fullmatch(currency):
        yield OldBalance.problem("currency", "hard", line, "account_zone", currency, "a currency of three letters")
    elif not is_currency(currency):
        yield OldBalance.problem("currency", "warning", line, "account_zone", currency, "a currency of ISO 4217")
