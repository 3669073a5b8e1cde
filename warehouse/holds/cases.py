"""The case behind a hold, as the record of access names it: its number, and the court or authority that has it.

The royal decree of 11 October 2023 (art. 4 §1, 5°) wants roll number and court in the proof of an access, where there is one.
An officer types the opening act and the authority of a hold as free text, and free text may not enter the record (it would
outlive the data): so only what has the shape of a case number is taken from the one, and the other only where it begins as
courts and authorities do and holds nothing but the words of a name.

>>> case_of("réquisitoire, RG 2026/1234/A, Dupont c/ Janssens", "Tribunal de première instance de Liège")
'2026/1234/A, Tribunal de première instance de Liège'
>>> case_of("notice GE60.98.4711/26", "onderzoeksrechter De Wit, 0475 11 22 33"), case_of("letter of 3 March", "Bâtonnier")
('GE60.98.4711/26', 'Bâtonnier')
>>> case_of("letter of Jan Peeters", "Jan Peeters")
''
"""

from __future__ import annotations

import re

LONGEST = 80
_NOTICE, _ROLL = r"[A-Z]{2}[0-9]{2}\.[0-9A-Z.]{2,8}/[0-9]{2,8}(?:-[0-9]{1,2})?", r"[0-9]{2,4}/[0-9]{1,6}(?:/[A-Z]{1,3})?"
NUMBER = re.compile(rf"(?<![\w/])(?:{_NOTICE}|{_ROLL})(?![\w/])")
"""A notice number of a prosecutor (`GE60.98.4711/26`) or a roll number (`2026/1234/A`, `26/123`)."""
AUTHORITIES = (
    *("tribunal", "cour", "juge", "justice", "parquet", "procureur", "auditorat", "conseil", "bâtonnier", "greffe"),
    *("rechtbank", "hof", "rechter", "onderzoeksrechter", "raad", "auditoraat", "vrederechter", "stafhouder", "griffie"),
    *("gericht", "gerichtshof", "staatsanwaltschaft", "rat", "präsident", "président", "voorzitter", "court", "prosecutor"),
)
WORDS = re.compile(rf"[^\W\d_](?:[^\W\d_]|[ '’().-]){{1,{LONGEST - 1}}}")
OF_A_PERSON = re.compile(r"\b(?:de heer|mevrouw|monsieur|madame|me|mr|mrs|maître|meester)\b", re.IGNORECASE)


def case_of(opening_act: str, authority: str) -> str:
    """Give number and court of a hold's case, what there is of them; empty for none."""
    number = NUMBER.search(opening_act)
    court = " ".join(authority.split())
    first = court.casefold().partition(" ")[0]
    named = first in AUTHORITIES and WORDS.fullmatch(court) is not None and not OF_A_PERSON.search(court)
    return ", ".join(part for part in (number[0] if number else "", court if named else "") if part)
