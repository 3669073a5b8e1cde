"""Which movements are cheques, standing orders, investments, sureties or centralisations, by their transaction code.

Source: Febelfin, coded statement of account 2.6, annex II; codes of older editions are noted as such. The groups are
`lists/instrument_codes.csv`; an operation `*` is the whole family. Cash, cards and direct debits are in `detection.codes`.

>>> frame = pl.DataFrame({"family": ["03", "11", "11", "01"], "operation": ["17", "01", "50", "01"]})
>>> frame.select(cheque=by_instrument("cheque"), securities=by_instrument("securities")).rows()
[(True, False), (False, True), (False, True), (False, False)]
"""

from __future__ import annotations

import polars as pl

from detection.lists import rows

WHOLE_FAMILY = "*"


def by_instrument(*groups: str) -> pl.Expr:
    """Say whether a movement's family and operation belong to one of the groups of instruments."""
    codes = [(row["family"], row["operation"]) for row in rows("instrument_codes") if row["group"] in groups]
    families = [family for family, operation in codes if operation == WHOLE_FAMILY]
    single = [family + operation for family, operation in codes if operation != WHOLE_FAMILY]
    return pl.col("family").is_in(families) | (pl.col("family") + pl.col("operation")).is_in(single)
