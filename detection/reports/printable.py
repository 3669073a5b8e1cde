r"""Make a bank's text safe to print: every character is shown as what it is, none can act or vanish.

Names and communications are written by anyone who pays one cent into the account. A control character, a right-to-left
override or an emoji must neither change what the reader sees nor stop the report (PDF/A refuses a character that its fonts
do not hold). So what the fonts of the template print is printed, and every other character is spelled by its code point.
The ranges are those that Libertinus Serif and DejaVu Sans Mono, the fonts inside the typst wheel, hold completely; a test
prints every one of them.

>>> printable("Dupont & fils, café № 1 — 12,50 €")
'Dupont & fils, café № 1 — 12,50 €'
>>> printable("transfer\u202ecod.exe\x07 \U0001f600")
'transfer‹U+202E›cod.exe‹U+0007› ‹U+1F600›'
>>> printable("  two   blanks\r\nand a line ")
'two blanks and a line'
"""

from __future__ import annotations

import unicodedata

# Latin, Greek and Cyrillic letters, then the punctuation and currency signs that payments carry
SHOWN_RANGES = (
    (0x0020, 0x007E),
    (0x00A1, 0x00AC),
    (0x00AE, 0x017F),
    (0x0218, 0x021B),
    (0x0391, 0x03A1),
    (0x03A3, 0x03A9),
    (0x03B1, 0x03C9),
    (0x0401, 0x040C),
    (0x040E, 0x044F),
    (0x0451, 0x045C),
    (0x2013, 0x2014),
    (0x2018, 0x201E),
    (0x2020, 0x2022),
    (0x2026, 0x2026),
    (0x2030, 0x2030),
    (0x2039, 0x203A),
    (0x20AC, 0x20AC),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2212, 0x2212),
)
_SHOWN = frozenset(code for first, last in SHOWN_RANGES for code in range(first, last + 1))
_BLANKS = "\t\r\n\x0b\x0c\x85\xa0"


def printable(text: str) -> str:
    """Give the text on one line, runs of blanks folded, with every character that cannot be shown spelled as ‹U+XXXX›."""
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if character in _BLANKS else character for character in composed)
    shown = "".join(character if ord(character) in _SHOWN else f"‹U+{ord(character):04X}›" for character in spaced)
    return " ".join(shown.split())
