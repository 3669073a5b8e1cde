"""Money for people: thousandths as decimals.

>>> written(-299140), written(5)
('-299.140', '0.005')
"""

from __future__ import annotations


def written(milli: int) -> str:
    """Write thousandths with three decimals and a point."""
    sign = "-" if milli < 0 else ""
    return f"{sign}{abs(milli) // 1000}.{abs(milli) % 1000:03d}"
