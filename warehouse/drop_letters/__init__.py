"""The letter that a bank gets with its drop: one file a language, the folder is the registry.

It names what the bank needs to deliver and what it must check: the fingerprints of Quater's host keys, to be compared by
telephone before the first delivery, the folder, the names of the files, what an acknowledgement says, whom to call.

>>> languages()
['de', 'en', 'fr', 'nl']
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

from warehouse.drop_access import Access
from warehouse.drop_folder import INCOMING
from warehouse.drop_keys import PublicKey
from warehouse.drop_session import ANSWERS, DONE
from warehouse.errors import Refusal

WIDTH = 100


@dataclass(frozen=True)
class Server:
    """Where the bank delivers: name or address, port, the host keys that it will meet, and whom it calls."""

    host: str
    port: int
    host_keys: Sequence[PublicKey]
    contact: str = ""


def languages() -> list[str]:
    """The languages in which a letter can be written."""
    return sorted(entry.name for entry in iter_modules(__path__))


def letter(access: Access, server: Server, *, language: str, on: date) -> str:
    """Write the letter; raises Refusal for a language that has no file."""
    if language not in languages():
        raise Refusal(f"no letter in {language!r}; the languages are {', '.join(languages())}")
    written = import_module(f"{__name__}.{language}")
    text: str = written.LETTER
    return text.format(
        bank=access.bank.name,
        date=written.day(on),
        host=server.host,
        port=server.port,
        user=access.user,
        host_keys=_listed(server.host_keys),
        keys=_listed(access.keys),
        incoming=INCOMING,
        answers=ANSWERS,
        done=DONE,
        example=access.bank.file_name(on, 1),
        contact=server.contact or written.NOBODY_NAMED,
    )


def _listed(keys: Sequence[PublicKey]) -> str:
    return "\n".join(f"    {key.kind:<24} {key.fingerprint}" for key in keys)
