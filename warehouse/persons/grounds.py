"""On which grounds a request may be refused, wholly or in part; each is a fact of the law and of nobody's case.

| ground | source | of which rights |
|---|---|---|
| kept_by_law | GDPR, art. 17 §3 b; royal decree of 9 June 2024, art. 5 | erasure |
| public_interest | GDPR, art. 18 §2 and 21 §1; royal decree of 9 June 2024, art. 4 | restriction, objection |
| secrecy | GDPR, art. 15 §4 and 23; Criminal Code, art. 458 | access |
| exact | GDPR, art. 16 | rectification |
| identity | GDPR, art. 12 §6 | every one |
| unfounded | GDPR, art. 12 §5 | every one |

No ground is an alert, a hold, a report or an enquiry: an answer that named one would tell of it (law of 18 September 2017,
art. 55; Criminal Code, art. 458). While a hold stands, what it holds is kept by law: the same words.

>>> grounds_of("erasure")
('kept_by_law', 'identity', 'unfounded')
"""

from __future__ import annotations

KEPT_BY_LAW = "kept_by_law"
_OF_RIGHTS = {
    KEPT_BY_LAW: ("erasure",),
    "public_interest": ("restriction", "objection"),
    "secrecy": ("access",),
    "exact": ("rectification",),
}
_OF_EVERY = ("identity", "unfounded")
GROUNDS = (*_OF_RIGHTS, *_OF_EVERY)


def grounds_of(right: str) -> tuple[str, ...]:
    """Give the grounds on which a request of a right may be refused."""
    return (*(ground for ground, rights in _OF_RIGHTS.items() if right in rights), *_OF_EVERY)
