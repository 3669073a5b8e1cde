"""A late backfill: whatever the order in which deliveries come, the same lake and the same alerts, none of them twice."""

import os
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from coda_parser.iban import belgian_iban, checked
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery
from detection.run import detect
from warehouse import lake
from warehouse.alerts import findings_of, list_alerts
from warehouse.database import Warehouse, open_warehouse
from warehouse.intake import accounting, receive
from warehouse.quarantine_fates import fate_counts
from warehouse.register import import_register
from warehouse.settings import load_settings

pytestmark = pytest.mark.trial

ALINE, BRAM = belgian_iban(checked("9850000001")), belgian_iban(checked("9850000002"))
LAST = date(2026, 3, 31)
AT = datetime(2026, 4, 1, 6, tzinfo=UTC)
SAMPLES = 24 if os.environ.get("QUATER_TEST_FULL") else 4


def moved(account: str, number: int, day: date, old: int, *amounts: int) -> StatementDraft:
    """A statement whose movements are in euros; debits are cash withdrawals, which a rule finds one by one."""
    booked = [
        MovementDraft(1000 * amount, day, day, "00150000" if amount > 0 else "00901000", communication="DOSSIER 2026/114")
        for amount in amounts
    ]
    return StatementDraft(account, "EUR", number, day, 1000 * old, holder_name="CORBEAU", movements=tuple(booked))


def deliveries() -> dict[str, bytes]:
    """Five files: a month of history, its overlap, live days, a wrong copy of one of them and another account."""
    first = moved(ALINE, 1, date(2026, 1, 5), 0, 5000)
    second = moved(ALINE, 2, date(2026, 2, 2), 5000, -400)
    third = moved(ALINE, 3, date(2026, 2, 27), 4600, -700, 100)
    fourth = moved(ALINE, 4, date(2026, 3, 30), 4000, -4500)
    live = write_delivery([fourth], created=date(2026, 3, 31))
    return {
        "history": write_delivery([first, second], created=date(2026, 3, 31)),
        "overlap": write_delivery([second, third], created=date(2026, 3, 30)),
        "live": live,
        "spoiled": b"000000009900000".join(live.rsplit(b"000000004500000", 1)),  # another debit total in record 9
        "bram": write_delivery([moved(BRAM, 7, date(2026, 3, 2), 300, -300)], created=date(2026, 3, 3)),
    }


def opened(folder: Path) -> Warehouse:
    folder.mkdir()
    warehouse = open_warehouse(load_settings(folder / "home", environ={}))
    holders, accounts = folder / "holders.csv", folder / "accounts.csv"
    holders.write_text(
        "holder_id,name,street,postcode,city,country,bar,language\nH1,Aline Corbeau,rue 1,4000,Liège,BE,LIEGE-HUY,fr\n",
        encoding="utf-8",
    )
    head = "iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on\n"
    rows = [f"{iban},EUR,third_party,false,H1,KASTBEBB,2020-01-01,,2020-01-01,2020-01-01\n" for iban in (ALINE, BRAM)]
    accounts.write_text(head + "".join(rows), encoding="utf-8")
    import_register(warehouse, holders=holders, accounts=accounts, at=AT)
    return warehouse


def outcome(warehouse: Warehouse) -> tuple[object, ...]:
    """What the lake holds, what is proven of it, and the alerts."""
    held = lake.movements(warehouse, columns=["movement_id", "amount_milli"]).collect().rows()
    found = sorted((one.key, one.severity, one.movement_ids, one.reason) for one in findings_of(warehouse))
    alerts = sorted((one.account, one.typology, one.severity, tuple(one.movement_ids)) for one in list_alerts(warehouse))
    return held, found, alerts


ORDERS = Random(25).sample(list(permutations(sorted(deliveries()))), SAMPLES)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, ...]:
    warehouse = opened(tmp_path_factory.mktemp("in-order") / "world")
    for name, data in deliveries().items():
        receive(warehouse, "KASTEEL", f"{name}.cod", data, at=AT)
    detect(warehouse, on=LAST, at=AT)
    found = outcome(warehouse)
    warehouse.close()
    return found


def test_the_spoiled_copy_is_refused_and_closed_by_the_right_one(tmp_path: Path) -> None:
    warehouse = opened(tmp_path / "world")
    assert receive(warehouse, "KASTEEL", "spoiled.cod", deliveries()["spoiled"], at=AT).state == "partial"
    assert receive(warehouse, "KASTEEL", "live.cod", deliveries()["live"], at=AT).state == "ingested"
    assert fate_counts(warehouse)["corrected"] == 1
    warehouse.close()


def test_the_history_holds_each_movement_once_and_proves_the_withdrawals(expected: tuple[object, ...]) -> None:
    held, found, alerts = expected
    assert len(held) == 6  # 5000, -400, -700, 100, -4500 of Aline's; -300 of Bram's
    withdrawals = [ids for key, _, ids, _ in found if key.startswith("cash-withdrawal:")]
    assert sorted(len(ids) for ids in withdrawals) == [1, 1, 1, 1]
    assert alerts


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_ar_2_5_c_a_backfill_in_any_order_gives_the_same_state(
    tmp_path: Path, expected: tuple[object, ...], order: tuple[str, ...]
) -> None:
    warehouse = opened(tmp_path / "world")
    for name in order:
        receive(warehouse, "KASTEEL", f"{name}.cod", deliveries()[name], at=AT)
    detect(warehouse, on=LAST, at=AT)
    assert accounting(warehouse).holds
    assert outcome(warehouse) == expected
    warehouse.close()


@pytest.mark.parametrize("order", ORDERS[:2], ids="-".join)
def test_ar_2_5_c_detection_between_the_deliveries_duplicates_no_alert(
    tmp_path: Path, expected: tuple[object, ...], order: tuple[str, ...]
) -> None:
    warehouse = opened(tmp_path / "world")
    for hour, name in enumerate(order):
        receive(warehouse, "KASTEEL", f"{name}.cod", deliveries()[name], at=AT)
        detect(warehouse, on=LAST, at=AT + timedelta(hours=hour))
    proven = {key: ids for key, _, ids, _ in expected[1]}
    stored = {one.key: one.movement_ids for one in findings_of(warehouse)}
    assert {key: stored.get(key) for key in proven} == proven
    assert sorted(one.movement_ids for one in findings_of(warehouse, detector="cash-withdrawal")) == sorted(
        ids for key, ids in proven.items() if key.startswith("cash-withdrawal:")
    )
    held = [(one.holder_id, one.typology) for one in list_alerts(warehouse)]
    assert len(held) == len(set(held))  # ninety days: one alert for each holder and typology
    warehouse.close()
