"""Art. 2 §3 of the decree: the data that a bank shares are in the lake, every one of them and whole."""

from datetime import date

import polars as pl
import pytest

from coda_parser import parse
from coda_parser.codes import label
from coda_parser.iban import belgian_iban, checked
from coda_parser.writer import InformationDraft, MovementDraft
from warehouse import lake
from warehouse.manifest import visible_parts
from warehouse.register import holder_of
from warehouse.retention.clock import first_destruction_day

DAY, VALUE_DAY = date(2026, 2, 27), date(2026, 3, 2)
PAYER = belgian_iban(checked("9870000007"))
FOREIGN = "NL91ABNA0417164300"
# 53 characters stand in record 2.1, 53 in 2.2, 43 in 2.3
LONG = " ".join(f"WORD{number:02d}" for number in range(22))[:149]
LONG_INFORMATION = "".join(f"INFO{number:03d}" for number in range(38))


def _received(desk, *movements: MovementDraft) -> pl.DataFrame:
    receipt = desk.bring(desk.file(desk.draft(movements=movements)))
    assert receipt.state == "ingested", receipt
    return lake.movements(desk.warehouse).collect()


def _one(desk, milli: int = 250_000, code: str = "00150000", **more: object) -> dict[str, object]:
    movement = MovementDraft(milli, DAY, VALUE_DAY, code, **more)  # type: ignore[arg-type]
    return _received(desk, movement).row(0, named=True)


def test_ar_2_3_a_the_type_is_stored_with_all_its_digits_and_told_in_words(desk) -> None:
    row = _one(desk, -400_000, "00901000")
    assert (row["code"], row["family"], row["operation"], row["category"]) == ("00901000", "09", "01", "000")
    assert {language: label(str(row["code"]), language) for language in ("en", "fr", "nl", "de")}.keys() == {
        *("en", "fr", "nl", "de")
    }
    assert "00901000" not in label("00901000", "en")  # a label, not the code again


@pytest.mark.parametrize("milli", [1, -1, 10, -999_999_999_999_999, 123_456_789_012_345])
def test_ar_2_3_b_the_amount_is_exact_to_the_thousandth(desk, milli: int) -> None:
    old = -milli if abs(milli) > 10**14 else 0  # the new balance must fit its fifteen digits too
    receipt = desk.bring(desk.file(desk.draft(old=old, movements=[MovementDraft(milli, DAY, DAY, "00150000")])))
    assert receipt.state == "ingested"
    amounts = lake.movements(desk.warehouse).collect()["amount_milli"]
    assert (amounts.dtype, amounts.to_list()) == (pl.Int64, [milli])


def test_ar_2_3_c_every_movement_says_its_currency(desk) -> None:
    rows = _received(desk, desk.paid_in(1_000, DAY), desk.paid_out(1_000, DAY))
    assert rows["currency"].to_list() == ["EUR", "EUR"]


def test_ar_2_3_d_entry_date_and_value_date_are_two_and_the_later_is_that_of_the_transaction(desk) -> None:
    row = _one(desk)
    assert (row["booked"], row["valued"]) == (DAY, VALUE_DAY)
    with desk.warehouse.reading() as session:  # the lake is cut by the entry date
        assert [part.month for part in visible_parts(session, "movements")] == ["2026-02"]
    # ten years from the day after 2 March 2026, by hand; and what the value date alone would not move
    assert first_destruction_day(DAY, VALUE_DAY) == date(2036, 3, 3)
    assert first_destruction_day(VALUE_DAY, DAY) == date(2036, 3, 3)


def test_ar_2_3_d_an_unknown_value_date_stays_unknown(desk) -> None:
    rows = _received(desk, MovementDraft(1_000, DAY, None, "00150000"))
    assert rows.row(0, named=True)["valued"] is None


@pytest.mark.parametrize("sign", [1, -1], ids=["orderer", "beneficiary"])
def test_ar_2_3_e_name_and_address_of_the_other_side_and_of_the_holder_are_there(desk, sign: int) -> None:
    row = _one(
        desk,
        sign * 250_000,
        counterparty_name="VAN DEN BROECKE-VANDERSTRAETEN EN ZONEN BV",
        counterparty_address="RUE DU MARCHE AUX HERBES 12, 1000 BRUXELLES",
        counterparty_account=PAYER,
    )
    assert row["counterparty_name"] == "VAN DEN BROECKE-VANDERSTRAETEN EN ZONEN BV"
    assert row["counterparty_address"] == "RUE DU MARCHE AUX HERBES 12, 1000 BRUXELLES"
    assert lake.statements(desk.warehouse).collect()["holder_name"].to_list() == ["CORBEAU"]
    # CODA has no place for the holder's address: the register has it
    holder = holder_of(desk.warehouse, desk.aline)
    assert holder is not None
    assert (holder.name, holder.street, holder.postcode, holder.city) == ("Aline Corbeau", "rue du Pont 1", "4000", "Liège")


@pytest.mark.parametrize("number", [PAYER, FOREIGN, "GB29NWBK60161331926819", "ACC4711-22/B"])
def test_ar_2_3_f_the_account_of_the_other_side_is_stored_iban_or_not(desk, number: str) -> None:
    row = _one(desk, counterparty_account=number, counterparty_name="SMIT", counterparty_bic="ABNANL2A")
    assert (row["counterparty_account"], row["counterparty_bic"]) == (number, "ABNANL2A")
    assert row["account"] == desk.aline


def test_ar_2_3_g_a_long_free_communication_is_stored_whole(desk) -> None:
    assert len(LONG) > 53 + 53
    assert _one(desk, communication=LONG, counterparty_name="SMIT")["communication"] == LONG


def test_ar_2_3_g_a_structured_communication_is_stored_whole(desk) -> None:
    row = _one(desk, structured=("101", checked("0907337554")))
    assert (row["communication_type"], row["structured_reference"]) == ("101", checked("0907337554"))


def test_ar_2_3_g_information_over_three_records_is_stored_whole(desk) -> None:
    assert len(LONG_INFORMATION) > 73 + 105
    row = _one(desk, communication="SEE BELOW", information=[InformationDraft(LONG_INFORMATION)])
    assert row["communication"] == "SEE BELOW"
    # what the bank adds behind the movement stands in the statement's own lines, and is read from them
    (movement,) = parse(lake.statements(desk.warehouse).collect()["raw"].item()).statements[0].movements
    assert [added.text for added in movement.information] == [LONG_INFORMATION]


def test_ar_2_3_h_whatever_else_the_bank_wrote_is_kept_byte_for_byte(desk) -> None:
    row = _one(
        desk,
        bank_reference="REF-2026-0001",
        r_transaction="2",
        reason_code="AC04",
        purpose="OTHR",
        category_purpose="SALA",
        customer_reference="E2E-4711",
        information=[InformationDraft("WHAT NO COLUMN KNOWS")],
    )
    assert (row["bank_reference"], row["r_transaction"], row["reason_code"]) == ("REF-2026-0001", "2", "AC04")
    assert (row["purpose"], row["category_purpose"], row["customer_reference"]) == ("OTHR", "SALA", "E2E-4711")
    raw = lake.statements(desk.warehouse).collect()["raw"].item()
    assert b"WHAT NO COLUMN KNOWS" in raw
    assert len(raw) % 130 == 0


def test_ar_2_3_h_the_lake_gives_back_the_delivery_as_it_came(desk) -> None:
    data = desk.file(desk.draft(description="Compte de tiers"), desk.draft(desk.bram))
    desk.bring(data)
    rows = lake.statements(desk.warehouse).collect().sort("line")
    assert b"".join(rows["raw"].to_list()) == data
