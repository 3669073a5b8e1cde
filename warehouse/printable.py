"""Text from outside, made fit for a database, a terminal and a page.

Anyone can name a file or write into a damaged record: control characters drive a terminal, bidirectional marks make a line
read otherwise than it is, PostgreSQL refuses NUL, and half a character of a file's name fits no database. They become U+FFFD,
so that a person sees that something stood there.

>>> printable("a" + chr(27) + "[2Jb") == "a�[2Jb"
True
>>> printable("Maître Corbeau – €") == "Maître Corbeau – €"
True
"""

from __future__ import annotations

import unicodedata

UNPRINTABLE = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def printable(text: str) -> str:
    """The text with what is no visible character replaced by U+FFFD."""
    if text.isprintable():
        return text
    return "".join("\ufffd" if unicodedata.category(letter) in UNPRINTABLE else letter for letter in text)
