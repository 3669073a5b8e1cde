r"""The version of a rule: the hash of what it is, so that nobody has to remember to raise a number.

Hashed are the rule's own file (line ends and blanks at the end of a line do not count) and every list of `detection/lists/`
that the file names as a text: `rows("bank_words")`. So a changed threshold, sentence, article or word is another version, and
each finding says which one made it. What rules share (the material, windows, lots) is the product's and goes by its release.

>>> version_of("RULE = 1\n") == version_of("RULE = 1  \r\n"), version_of("RULE = 1") == version_of("RULE = 2")
(True, False)
>>> list(lists_named('words = rows("payees")'))
['payees']
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from detection import lists

DIGITS = 12
"""Of 64: short enough for a letter, long enough for every version there will ever be."""
QUOTED = re.compile(r"""["'](\w+)["']""")


def version_of(source: str) -> str:
    """Give the version of a rule whose file has this text."""
    digest = hashlib.sha256("\n".join(line.rstrip() for line in source.splitlines()).rstrip("\n").encode())
    for name in lists_named(source):
        digest.update(b"\0" + name.encode() + b"\0" + files(lists).joinpath(f"{name}.csv").read_bytes())
    return digest.hexdigest()[:DIGITS]


def lists_named(source: str) -> Iterator[str]:
    """Give the lists that a rule's text names in quotation marks, sorted."""
    yield from sorted(_known().intersection(QUOTED.findall(source)))


@cache
def _known() -> frozenset[str]:
    return frozenset(entry.name.removesuffix(".csv") for entry in files(lists).iterdir() if entry.name.endswith(".csv"))
