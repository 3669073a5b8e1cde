"""How a movement, a holder, an account and a reason are written on a page; the same in the report and in its annexes.

What came from a bank goes through `printable`; what the templates receive are strings, which typst prints as text and never
reads as markup.
"""

from __future__ import annotations

import re
from typing import Any

from coda_parser.codes import label
from detection.reports.content import Account, Holder, Line
from detection.reports.language import Language
from detection.reports.printable import printable

Sheet = dict[str, Any]

NO_BREAK = "\u00a0"
BELGIAN_REFERENCE = 12  # digits of a structured communication of type 101


def holder_lines(holder: Holder) -> list[str]:
    """Give the name and, when the register knows it, the address of a holder."""
    return [text for text in (printable(holder.name), printable(holder.address)) if text]


def account_lines(account: Account, words: Language) -> list[str]:
    """Give the account number in groups of four, then its kind and bank."""
    bank = words.say("label_bank", bic=account.bank_bic) if account.bank_bic else ""
    return [iban_groups(account.iban), ", ".join(part for part in (words.account_kinds[account.kind], bank) if part)]


def iban_groups(account: str) -> str:
    """Write an account number in groups of four.

    >>> iban_groups("BE71096123456769")
    'BE71 0961 2345 6769'
    """
    shown = printable(account)
    return " ".join(shown[start : start + 4] for start in range(0, len(shown), 4)) if shown.isalnum() else shown


def structured_figures(reference: str) -> str:
    """Write a structured communication as a transfer form shows it.

    >>> structured_figures("090933755493")
    '+++090/9337/55493+++'
    >>> structured_figures("RF18539007547034")
    'RF18539007547034'
    """
    shown = printable(reference)
    if len(shown) == BELGIAN_REFERENCE and shown.isdecimal():
        return f"+++{shown[:3]}/{shown[3:7]}/{shown[7:]}+++"
    return shown


def sentence_text(sentence: str) -> str:
    """Make a reason printable and keep each amount on one line with its currency."""
    bound = re.sub(r"(?<=\d) (?=[A-Z]{3}\b)", NO_BREAK, re.sub(r"(?<!\S)-(?=\d)", "−", sentence))
    return NO_BREAK.join(printable(part) for part in bound.split(NO_BREAK))


def line_row(line: Line, words: Language) -> Sheet:
    """Give one movement: who is on the other side, what was written, what the bank did, the signed amount."""
    side = words.say("orderer" if line.amount_milli >= 0 else "beneficiary")
    address = printable(line.counterparty_address)
    known = bool(line.counterparty_name or line.counterparty_account)
    reference = structured_figures(line.structured_reference)
    written = "" if line.communication.strip() == line.structured_reference else printable(line.communication)
    references = {
        "bank_reference": line.bank_reference,
        "customer_reference": line.customer_reference,
        "mandate": line.mandate,
    }
    return {
        "booked": words.short_day(line.booked),
        "valued": words.say("valued", date=words.short_day(line.valued)) if line.valued and line.valued != line.booked else "",
        "side": side if known else "",
        "name": printable(line.counterparty_name) if known else words.say("no_counterparty"),
        "known": known,
        "account": " ".join(
            part for part in (iban_groups(line.counterparty_account), printable(line.counterparty_bic)) if part
        ),
        "address": address,
        "structured": words.say("structured") if reference else "",
        "reference": reference,
        "communication": written or ("" if reference else words.say("no_communication")),
        "written": bool(written),
        "operation": f"{label(line.code, words.code)} ({line.code})",
        "references": [words.say(key, reference=printable(text)) for key, text in references.items() if text.strip()],
        "detail": words.say("detail") if line.is_detail else "",
        "amount": words.figure(line.amount_milli),
        "debit": line.amount_milli < 0,
    }
