"""R6: after every delivery of a drawn bank year, everything received is in exactly one place, to the thousandth."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from coda_parser.generator import draw
from coda_parser.iban import belgian_iban, checked
from coda_parser.writer import StatementDraft, write_delivery
from tests.reliability.conftest import opened
from tests.reliability.material import ALINE, AT, BRAM, CURATED, FULL, STRANGER, register
from warehouse.intake import accounting, receive

pytestmark = pytest.mark.trial

DELIVERIES = 400 if FULL else 30
OUTSIDE = belgian_iban(checked("9870000009"))


def _drawn(seed: int, count: int) -> list[StatementDraft]:
    """Statements of the generator, put on our accounts with numbers of their own."""
    random = Random(seed)
    accounts = (ALINE, BRAM, CURATED, STRANGER, OUTSIDE)
    made = []
    for index, one in enumerate(draw(seed, statements=count, oddities=False)):
        given = {"account": random.choice(accounts), "currency": "EUR", "bank_bic": "", "holder_name": "CORBEAU"}
        day = date(2025, 1, 6) + timedelta(days=index // 900)
        made.append(_with(one, **given, description="", number=1 + index % 900, date=day))
    return made


def _with(draft: StatementDraft, **changes: object) -> StatementDraft:
    from dataclasses import replace

    return replace(draft, **changes)  # type: ignore[arg-type]


def _sums(drafts: list[StatementDraft]) -> tuple[int, int, int, int]:
    amounts = [movement.amount_milli for draft in drafts for movement in draft.movements]
    return len(drafts), len(amounts), -sum(a for a in amounts if a < 0), sum(a for a in amounts if a > 0)


@pytest.mark.parametrize("seed", [1, 2] if FULL else [1])
def test_received_is_what_became_of_it_after_every_delivery(copies, record_property, seed: int) -> None:
    warehouse = opened(copies())
    random = Random(seed)
    waiting = _drawn(seed, DELIVERIES * 3)
    became: dict[str, list[StatementDraft]] = {state: [] for state in ("ingested", "duplicate", "quarantined", "mandate")}
    for number in range(DELIVERIES):
        drafts, waiting = waiting[:3], waiting[3:]
        again = random.sample(became["ingested"], 1) if became["ingested"] and number % 3 == 0 else []
        data = write_delivery([*drafts, *again], created=date(2025, 6, 1) + timedelta(days=number))
        receive(warehouse, "LOCAL", f"{number}.cod", data, at=AT)
        for one in drafts:
            state = "mandate" if one.account == CURATED else "ingested" if one.account in (ALINE, BRAM) else "quarantined"
            became[state].append(one)
        became["duplicate"].extend(again)
        found = accounting(warehouse)
        assert found.holds, found.deviations
    for state, drafts in became.items():
        told = getattr(found, state)
        expected = (len(drafts), 0, 0, 0) if state == "mandate" else _sums(drafts)
        assert (told.statements, told.movements, told.debit_milli, told.credit_milli) == expected, state
    _, movements, debit, credit = _sums(became["ingested"])
    assert (found.held.movements, found.held.debit_milli, found.held.credit_milli) == (movements, debit, credit)
    counted = Counter({state: len(drafts) for state, drafts in became.items()})
    figure = f"{DELIVERIES} deliveries, {sum(counted.values())} statements {dict(counted)}: 0 thousandths off, SQLite"
    record_property("R6", figure)
    warehouse.close()


def test_the_identity_holds_on_both_databases(warehouse, tmp_path) -> None:
    register(warehouse, tmp_path)
    drafts = _drawn(3, 12)
    for number in range(4):
        data = write_delivery(drafts[3 * number : 3 * number + 3], created=date(2025, 6, 1))
        receive(warehouse, "LOCAL", f"{number}.cod", data, at=AT)
        receive(warehouse, "LOCAL", "again.cod", data, at=AT)
    found = accounting(warehouse)
    assert found.holds, found.deviations
    held = [one for one in drafts if one.account in (ALINE, BRAM)]
    assert (found.held.movements, found.held.debit_milli, found.held.credit_milli) == _sums(held)[1:]
