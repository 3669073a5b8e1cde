"""Drift of a bank: fifty accounts of one bank that live as before, and then a month in which all of them live otherwise.

| closed month | what the fifty accounts do | notice |
|---|---|---|
| June 2026 | as in the months that the model learnt from | none |
| July 2026 | each pays eight new payees a round sum without a dossier | one, of KASTEEL |
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from coda_parser.writer import MovementDraft, StatementDraft, write_delivery
from detection.drift_watch import watch_drift
from detection.run import detect
from models.card import read_card
from models.training import train
from tests.models.installed import ACCOUNTS, iban, installed
from warehouse.alerts import findings_of, list_alerts
from warehouse.database import Warehouse
from warehouse.intake import receive
from warehouse.model_approvals import approve_model

JUNE, JULY = date(2026, 6, 30), date(2026, 7, 31)
AT, LATER = datetime(2026, 7, 10, 8, tzinfo=UTC), datetime(2026, 8, 10, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    with installed(tmp_path_factory.mktemp("drift"), months=18, on=JUNE) as warehouse:
        yield warehouse


def test_without_a_model_that_counts_nobody_is_told(lake: Warehouse) -> None:
    assert watch_drift(lake, on=JUNE, at=AT) == ()
    model = train(lake, on=JUNE, seed=3, at=AT).model_id
    assert watch_drift(lake, on=JUNE, at=AT) == (), "it waits for a person"
    approve_model(lake, model, by="chief", reason="read the card", at=AT)


def test_a_month_like_those_before_is_no_drift_and_the_card_says_so(lake: Warehouse) -> None:
    assert watch_drift(lake, on=JUNE, at=AT) == ()
    card = read_card(lake)
    (bank,) = card.drift
    assert (bank["bank"], bank["drifted"]) == ("KASTEEL", 0)
    assert int(bank["judged"]) > 0
    assert f"| KASTEEL | {bank['judged']} | 0 |" in card.as_markdown()


def test_a_bank_whose_accounts_all_live_otherwise_is_one_notice_and_one_alert(lake: Warehouse) -> None:
    for number in range(ACCOUNTS):
        paid = [
            MovementDraft(*(-500_000, JULY, JULY, "00101000"), communication="x", counterparty_name=f"Payee {number} {place}")
            for place in range(8)
        ]
        statement = StatementDraft(iban(number), "EUR", 99, JULY, 9_000_000, JUNE, movements=paid)
        receive(lake, "KASTEEL", f"{number}.cod", write_delivery([statement], created=JULY), at=LATER)
    (found,) = watch_drift(lake, on=JULY, at=LATER)
    assert (found.detector, found.evidence["month"]) == ("model-drift", "2026-07")
    assert int(found.evidence["drifted"]) > 0
    assert watch_drift(lake, on=JULY, at=LATER) == (found,)
    assert len(findings_of(lake, detector="model-drift")) == 1, "the same month again stores nothing new"
    detect(lake, on=JULY, at=LATER)
    assert [alert for alert in list_alerts(lake) if any(one.detector == "model-drift" for one in alert.findings)]


def test_a_lake_that_only_fills_does_not_drift(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Its accounts are young, so what looks back grows every month: none is judged before its past has grown."""
    october = date(2025, 10, 31)
    with installed(tmp_path_factory.mktemp("young")) as young:
        model = train(young, on=october, seed=3, at=AT).model_id
        approve_model(young, model, by="chief", reason="read the card", at=AT)
        assert watch_drift(young, on=october, at=AT) == ()
        assert [one["judged"] for one in read_card(young).drift] == []
