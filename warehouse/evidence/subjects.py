"""What an access may be about: the id of an alert, a dossier, a report, a plan; never a name or an account number.

Without blanks a subject holds no person's name; what has the shape of an account number, Belgian or foreign, with or without
separators, is refused. Where a whole account is read (the bâtonnier's extract) its keyed pseudonym stands for it: the same
account always has the same one, and without the installation's key nobody can tell which account it is.

>>> looks_like_account("BE71 0961 2345 6769"), looks_like_account("extract-be71.0961.2345.6769"), looks_like_account("A-000123")
(True, True, False)
"""

from __future__ import annotations

import re

from warehouse.errors import Refusal
from warehouse.keys import installation_key, keyed_digest
from warehouse.settings import Settings

LONGEST = 80
_SUBJECT = re.compile(rf"[A-Za-z0-9:._/#-]{{1,{LONGEST}}}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_IBANS = (
    re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}", re.IGNORECASE),
    re.compile(r"(?<![A-Z0-9])[A-Z]{2}[0-9]{2}(?:[\s._/-]?[A-Z0-9]){10,30}", re.IGNORECASE),
)
"""In one piece, or in groups at the beginning of a word: a date after a two-letter word is no account number."""
_FEWEST_DIGITS = 10
_BELGIAN_NUMBER = re.compile(r"(?<![0-9])[0-9]{3}[ ./-][0-9]{7}[ ./-][0-9]{2}(?![0-9])")


def looks_like_account(text: str) -> bool:
    """Say whether a text holds something of the shape of an IBAN or of a Belgian account number."""
    if _SHA256.fullmatch(text):
        return False
    shapes = (found.group() for shape in _IBANS for found in shape.finditer(text))
    return any(_digits(shape) >= _FEWEST_DIGITS for shape in shapes) or bool(_BELGIAN_NUMBER.search(text))


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


def check_subject(subject: str) -> str:
    """Give the subject back when the log may hold it; Refusal else. The message never repeats it."""
    if looks_like_account(subject):
        raise Refusal("the access log takes the id of an alert or dossier, got what looks like an account number")
    if not _SUBJECT.fullmatch(subject):
        allowed = f"1 to {LONGEST} letters, digits and : . _ / # -, without blanks"
        raise Refusal(f"the access log takes the id of an alert or dossier ({allowed}), got something else")
    return subject


def subject_of_account(settings: Settings, account: str) -> str:
    """Give the subject that stands for a whole account in the log: digits only, so that it never looks like an IBAN."""
    digest = keyed_digest(installation_key(settings, "evidence-accounts"), account.replace(" ", "").upper())
    return f"account:{int(digest[:16], 16):020d}"
