"""The two dates a bâtonnier must know: the end of the disciplinary delay, and the day his copy is destroyed.

Art. 474 of the Judicial Code: the disciplinary procedure is opened within twelve months of the day on which the competent
authority knows the facts. Handing over a report is that knowledge. The day itself does not count (art. 1.7 of the Civil
Code) and months run from a date to the eve of the same date (art. 54 of the Judicial Code). An extension to the next working
day is deliberately left out: the date shown is the one on which nobody can dispute that the procedure was in time.

Art. 5 of the royal decree of 9 June 2024: the bâtonnier's copy follows the same ten years as the entity's. A report speaks
of several transactions and is kept until the latest of them expires.

>>> last_day_to_open_procedure(date(2026, 11, 22))
datetime.date(2027, 11, 22)
>>> last_day_to_open_procedure(date(2027, 2, 28))
datetime.date(2028, 2, 29)
>>> last_day_to_open_procedure(date(2028, 2, 29))
datetime.date(2029, 2, 28)
"""

from __future__ import annotations

from datetime import date, timedelta


def last_day_to_open_procedure(delivered: date) -> date:
    """Give the last day on which the disciplinary procedure can be opened, twelve months after the delivery."""
    first_day = delivered + timedelta(days=1)
    try:
        after = first_day.replace(year=first_day.year + 1)
    except ValueError:  # it began on 29 February, and the next year has none
        after = date(first_day.year + 1, 3, 1)
    return after - timedelta(days=1)
