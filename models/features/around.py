"""What a feature may know beside the movements of one account: small frames, read once for all buckets, each with its dates.

Nothing in them looks forward: each row says from which day on it was known, and a feature uses it strictly after that day.

| frame | one row |
|---|---|
| institutions | an account that many holders had dealt with (`measures.neighbours`), and from when on |
| shared | an account that a second holder paid, and from when on |
| relays | an account's month with transfers between quality accounts (`measures.relays`) |
| findings | what a rule found, in the month in which it ended |
| confirmed | a counterparty of an alert that was reported, and from when on that was known |
| breaks | a month in which balances did not chain (`measures.breaks`) |

>>> Around().institutions.columns
['iban', 'known_from']
"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

DATED = pl.Schema({"iban": pl.String(), "known_from": pl.Date()})
RELAYS = pl.Schema(
    {"account": pl.String(), "month": pl.Date(), **dict.fromkeys(("hops", "moved_milli", "circled_milli"), pl.Int64())}
)
FINDINGS = pl.Schema(
    {
        **dict.fromkeys(("account", "currency"), pl.String()),
        "month": pl.Date(),
        "rule": pl.String(),
        "grave": pl.Boolean(),
    }
)
BREAKS = pl.Schema({**dict.fromkeys(("account", "currency"), pl.String()), "month": pl.Date(), "breaks": pl.Int64()})


@dataclass(frozen=True, eq=False)
class Around:
    """The frames above, empty where nothing is known."""

    institutions: pl.DataFrame = field(default_factory=DATED.to_frame)
    shared: pl.DataFrame = field(default_factory=DATED.to_frame)
    relays: pl.DataFrame = field(default_factory=RELAYS.to_frame)
    findings: pl.DataFrame = field(default_factory=FINDINGS.to_frame)
    confirmed: pl.DataFrame = field(default_factory=DATED.to_frame)
    breaks: pl.DataFrame = field(default_factory=BREAKS.to_frame)
