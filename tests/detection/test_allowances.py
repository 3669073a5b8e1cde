"""What the bâtonnier allowed: whom it covers, on which days, up to how much, for what."""

import polars as pl
import pytest

from detection.allowances import with_allowances
from tests.detection.material import material

PAID = """
id    | account | booked     | amount
first | A       | 2026-03-01 | -500.00
rub   | R       | 2026-03-15 | -500.00
cent  | A       | 2026-03-15 | -500.01
in    | A       | 2026-03-16 | 400.00
other | B       | 2026-03-16 | -1.00
last  | A       | 2026-03-31 | -500.00
over  | A       | 2026-04-01 | -500.00
"""
HEAD = "iban | holder_id | kind | valid_from | valid_until | cap_milli"
OF_ACCOUNT = "A | | cash | 2026-03-01 | 2026-04-01 | 500000"
CASES = {
    "an account, from its first day to the day before its end, up to the cap": ([OF_ACCOUNT], {"first": 1, "in": 1, "last": 1}),
    "a holder: all his accounts, nobody else's": (
        [" | H1 | cash | 2026-03-15 | 2026-03-31 | null"],
        {"rub": 1, "cent": 1, "in": 1},
    ),
    "until further notice": (["B | | cash | 2026-01-01 | | null"], {"other": 1}),
    "another kind": (["A | | cheque | 2026-01-01 | | null"], {}),
    "before it begins": (["A | | cash | 2026-04-02 | | null"], {}),
    "two at once": ([OF_ACCOUNT, " | H1 | cash | 2026-03-31 | | null"], {"first": 1, "in": 1, "last": 2, "over": 1}),
    "none": ([], {}),
}


@pytest.mark.parametrize("case", CASES)
def test_an_allowance_covers(case: str) -> None:
    lines, covered = CASES[case]
    given = material(PAID, allowances="\n".join([HEAD, *lines]))
    asked = given.booked.select("movement_id", "account", "holder_id", "booked", "amount_milli").reverse()
    marked = with_allowances(asked, given.around.allowances, "cash").collect()
    assert dict(marked.filter(pl.col("allowed") > 0).select("movement_id", "allowed").iter_rows()) == covered
    assert marked["movement_id"].to_list() == asked.collect()["movement_id"].to_list()


def test_the_youngest_of_several_names_them() -> None:
    lines = [HEAD, OF_ACCOUNT, " | H1 | cash | 2026-03-31 | | null"]
    given = material(PAID, allowances="\n".join(lines))
    marked = with_allowances(given.booked, given.around.allowances, "cash").collect()
    since = dict(marked.select("movement_id", "allowed_since").iter_rows())
    assert (since["first"], since["last"], since["cent"]) == ("2026-03-01", "2026-03-31", "")
