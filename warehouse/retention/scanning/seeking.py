r"""What is looked for in a text or in raw bytes: given texts, or identities of movements and statements.

A text is found as it was given and without its blanks (an account number is printed in groups of four), in capitals or not; in
bytes it is found in UTF-8, in the banks' code page, in UTF-16 and as JSON escapes it.

>>> sorted(Listed(["BE68 5390", "René"]).in_text("to be685390 from RENÉ"))
['BE68 5390', 'René']
>>> Listed(["René"]).in_bytes(b'{"name": "Ren\\u00e9"}')
{'René'}
>>> dangling = Dangling(known=frozenset({"BE68.EUR.2016-01-05.003.0001.0000"}))
>>> dangling.in_text("BE68.EUR.2016-01-05.003.0001.0000 and BE68.EUR.2016-01-06.004")
{'BE68.EUR.2016-01-06.004'}

In the bytes of a database one value follows the other without a sign between them, and a length before a value may look like a
digit. So what could be read there as an identity is tried in every way that its place allows.

>>> Identities(["BE68.EUR.2016-01-05.003"]).in_bytes(b"27BE68.EUR.2016-01-05.0039f86d0")
{'BE68.EUR.2016-01-05.003'}
>>> dangling.in_bytes(b"27BE68.EUR.2016-01-05.003.0001.00002016 BE68.EUR.2016-01-05.003.0002.0000")
{'BE68.EUR.2016-01-05.003.0002.0000'}
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Protocol

IDENTITY = re.compile(
    r"(?<![A-Z0-9])[A-Z0-9]{4,34}\.[A-Z]{3}\.[0-9]{4}-[0-9]{2}-[0-9]{2}\.[0-9]{3}[A-Za-z]*(?:\.[0-9]{4,}\.[0-9]{4})?(?![0-9.]*[0-9])"
)
"""How a movement or a statement is named wherever it is named."""
_IN_BYTES = re.compile(
    rb"([A-Z0-9]{4,34})(\.[A-Z]{3}\.[0-9]{4}-[0-9]{2}-[0-9]{2}\.)([0-9]{3}[A-Za-z]*)(\.[0-9]{4,}\.[0-9]{4})?"
)


class Seeker(Protocol):
    """Something to look for."""

    def in_text(self, text: str) -> set[str]:
        """Give what of it is in a text."""
        ...

    def in_bytes(self, data: bytes) -> set[str]:
        """Give what of it is in raw bytes."""
        ...


class Listed:
    """Texts that are given."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = frozenset(text for text in texts if text.strip())
        self._folded = {text: _squeezed(text) for text in self.texts}
        self._encoded = {text: frozenset(_encodings(text)) for text in self.texts}

    def in_text(self, text: str) -> set[str]:
        """Give the texts that a text holds, whatever its blanks and capitals."""
        said = _squeezed(text)
        return {one for one, folded in self._folded.items() if folded in said}

    def in_bytes(self, data: bytes) -> set[str]:
        """Give the texts that stand in the bytes in one of the encodings."""
        return {one for one, ways in self._encoded.items() if any(way in data for way in ways)}


class Identities:
    """Identities of movements and statements that are given: many of them, of a few days, in much data."""

    def __init__(self, identities: Iterable[str]) -> None:
        self.identities = frozenset(identities)
        self.months = frozenset(f".{one.split('.')[2][:8]}" for one in self.identities)

    def in_text(self, text: str) -> set[str]:
        """Give the identities that a text names."""
        return set(self.identities.intersection(IDENTITY.findall(text)))

    def in_bytes(self, data: bytes) -> set[str]:
        """Give the identities that bytes name; only where one of their months is written are the bytes read closely."""
        near = (one for month in self.months for one in _around(data, month.encode()))
        return {way for one in near for way in _ways(one) if way in self.identities}


class Dangling:
    """Identities of movements and statements that are not among those known: what they name is gone, and they are not."""

    def __init__(self, known: frozenset[str]) -> None:
        self.known = known

    def in_text(self, text: str) -> set[str]:
        """Give the unknown identities that a text names."""
        return {one for one in IDENTITY.findall(text) if one not in self.known}

    def in_bytes(self, data: bytes) -> set[str]:
        """Give the unknown identities that bytes name."""
        found = {match.group(): match for match in _IN_BYTES.finditer(data)}
        unknown = (one for one in found.values() if not any(way in self.known for way in _ways(one)))
        return {one.group().decode("ascii") for one in unknown}


BEFORE, BEHIND = 40, 40
"""How far an identity reaches around the month that is written in it."""


def _around(data: bytes, month: bytes) -> Iterator[re.Match[bytes]]:
    place = data.find(month)
    while place >= 0:
        yield from _IN_BYTES.finditer(data[max(place - BEFORE, 0) : place + len(month) + BEHIND])
        place = data.find(month, place + 1)


def _ways(match: re.Match[bytes]) -> Iterator[str]:
    """Give the identities that these bytes may stand for: what is before or behind may belong to another value."""
    account, middle, number, movement = ((part or b"").decode("ascii") for part in match.groups())
    ends = [number + movement] if movement else [number[:length] for length in range(3, len(number) + 1)]
    for start in range(len(account) - 3):
        yield from (account[start:] + middle + end for end in ends)


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


def _encodings(text: str) -> Iterator[bytes]:
    for form in {text, "".join(text.split())}:
        yield form.encode()
        yield form.encode("utf-16-le")
        yield json.dumps(form)[1:-1].encode()
        try:
            yield form.encode("cp1252")
        except UnicodeEncodeError:
            continue
