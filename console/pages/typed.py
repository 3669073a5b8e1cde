"""What a visitor typed into a form, read.

>>> typed_day("2026-03-31").isoformat()
'2026-03-31'
>>> typed_day("31/03/2026")
Traceback (most recent call last):
    ...
warehouse.errors.Refusal: expected a day as YYYY-MM-DD, got '31/03/2026'
"""

from __future__ import annotations

from datetime import date

from warehouse.errors import Refusal

EVERY_DAY = "every day of the form"
"""What a form with more than one day wants."""


def typed_day(text: str, wanted: str = "") -> date:
    """Read a day; Refusal for anything else, which says `expected …` with what the form wanted, or how a day is written."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal(f"expected {wanted}" if wanted else f"expected a day as YYYY-MM-DD, got {text!r}") from None
