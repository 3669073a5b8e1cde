"""The grounds on which an account is opened without an alert: a sample that anybody can draw again, a bâtonnier's request.

The register: 81 accounts of a bar of OBFG (80 in the draw: one is under judicial mandate), 3 of a bar of OVB, one of them
closed.
"""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coda_parser.iban import belgian_iban, checked
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.openings import (
    draw_sample,
    get_request,
    get_sample,
    list_requests,
    list_samples,
    record_request,
    verify_sample,
)
from warehouse.register import import_register

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
ON = AT.date()
SEED = "0123456789abcdef"
OBFG = [belgian_iban(checked(f"985{number:07d}")) for number in range(1, 82)]
OVB = [belgian_iban(checked(f"986{number:07d}")) for number in range(1, 4)]
CURATED, CLOSED = OBFG[-1], OVB[-1]


@pytest.fixture
def register(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    holders = tmp_path / "holders.csv"
    holders.write_text(
        "holder_id,name,street,postcode,city,country,bar,language\n"
        "H1,Aline Corbeau,rue du Pont 1,4000,Liège,BE,LIEGE-HUY,fr\nH2,Bram Duif,Kade 2,9000,Gent,BE,GENT,nl\n",
        encoding="utf-8",
    )
    head = "iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on\n"
    lines = [
        f"{iban},EUR,third_party,{str(iban == CURATED).lower()},{holder},KASTBEBB,2020-01-01,"
        f"{'2025-12-31' if iban == CLOSED else ''},,\n"
        for holder, ibans in (("H1", OBFG), ("H2", OVB))
        for iban in ibans
    ]
    accounts = tmp_path / "accounts.csv"
    accounts.write_text(head + "".join(lines), encoding="utf-8")
    import_register(warehouse, holders=holders, accounts=accounts, at=AT)
    return warehouse


def test_a_sample_is_the_lowest_hashes_of_seed_and_account_rounded_up(register: Warehouse) -> None:
    sample = draw_sample(register, order="OBFG", year=2026, by="odile", on=ON, at=AT, seed=SEED)
    by_hash = sorted(OBFG[:-1], key=lambda iban: hashlib.sha256(f"{SEED}|{iban}|EUR".encode()).hexdigest())
    assert [one.iban for one in sample.accounts] == by_hash[:2]
    assert (sample.population, len(sample.accounts)) == (80, 2)
    assert get_sample(register, sample.sample_id) == sample
    assert len(draw_sample(register, order="OVB", year=2026, by="odile", on=ON, at=AT).accounts) == 1


def test_a_sample_can_be_drawn_again_and_a_changed_list_shows(register: Warehouse) -> None:
    sample = draw_sample(register, order="OBFG", year=2026, by="odile", on=ON, at=AT)
    assert len(sample.seed) == 32
    assert verify_sample(register, sample.sample_id, on=ON)
    with register.engine.begin() as connection:
        drawn = {one.iban for one in sample.accounts}
        other = next(iban for iban in OBFG if iban not in drawn)
        connection.exec_driver_sql(f"UPDATE sample_accounts SET iban = '{other}' WHERE position = 1")
    assert not verify_sample(register, sample.sample_id, on=ON)


def test_a_sample_of_a_register_that_changed_cannot_be_compared(register: Warehouse) -> None:
    draw_sample(register, order="OVB", year=2026, by="odile", on=date(2025, 12, 30), at=AT)
    with pytest.raises(Refusal, match="no longer that of the draw"):
        verify_sample(register, "Y-0001", on=ON)


def test_one_sample_a_year_and_order_by_a_person(register: Warehouse) -> None:
    draw_sample(register, order="OBFG", year=2026, by="odile", on=ON, at=AT)
    for wrong, words in (
        ({}, "drawn already"),
        ({"order": "CCBE"}, "OBFG or OVB"),
        ({"by": " ", "year": 2027}, "person"),
        ({"year": 2027, "seed": "XYZ"}, "seed"),
    ):
        given = {"order": "OBFG", "year": 2026, "by": "odile", "on": ON, "at": AT} | wrong
        with pytest.raises(Refusal, match=words):
            draw_sample(register, **given)  # type: ignore[arg-type]
    assert [(one.sample_id, one.order, one.year) for one in list_samples(register)] == [("Y-0001", "OBFG", 2026)]
    assert list_samples(register, order="OVB") == []
    with pytest.raises(Refusal):
        get_sample(register, "Y-0002")


def test_a_request_carries_the_letter_the_day_and_the_bar_of_the_holder(register: Warehouse) -> None:
    asked = record_request(
        register, iban=OVB[0].lower(), reference="letter  of the stafhouder", received_on=ON, by="bert", at=AT, order="OVB"
    )
    assert (asked.request_id, asked.iban, asked.bar, asked.reference) == ("B-0001", OVB[0], "GENT", "letter of the stafhouder")
    assert get_request(register, "b-1") == asked
    assert list_requests(register, order="OVB") == [asked]
    assert list_requests(register, order="OBFG") == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"iban": OBFG[0]}, "not in the register of this Order"),
        ({"iban": "BE00"}, "not in the register of this Order"),
        ({"iban": CURATED, "order": "OBFG"}, "judicial mandate"),
        ({"reference": ""}, "reference"),
        ({"reference": f"about {OVB[0]}"}, "without an account number"),
        ({"by": ""}, "person"),
        ({"received_on": date(2026, 11, 21)}, "today or before"),
    ],
)
def test_a_request_that_cannot_be_right_is_refused(register: Warehouse, wrong: dict[str, object], words: str) -> None:
    given = {"iban": OVB[0], "reference": "letter", "received_on": ON, "by": "bert", "at": AT, "order": "OVB"} | wrong
    with pytest.raises(Refusal, match=words):
        record_request(register, **given)  # type: ignore[arg-type]
    assert list_requests(register) == []
