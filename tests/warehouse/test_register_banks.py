"""Which bank may deliver on which day, and what is allowed on an account."""

from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.register_world import ACCOUNTS, ALINE, HASH, HOLDERS, LATER, Desk
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.register import allowances_frame, bank_is_agreed, banks_are_registered, registered_banks

BANKS = """
bic,name,credit_institution,format,channel
KASTBEBB,Kasteel Bank,true,CODA 2.6,sftp
MAASBEBB,Maas Bank,true,CODA 2.6,sftp
PAYMBEBB,Payments only,false,CODA 2.6,sftp
"""
AGREEMENTS = """
bic,order,valid_from,valid_until
KASTBEBB,OBFG,2024-10-01,2026-01-01
KASTBEBB,OVB,2025-06-01,2026-02-01
PAYMBEBB,OBFG,2024-10-01,
"""
ALLOWANCES = f"""
iban,holder_id,kind,valid_from,valid_until,cap,document_sha256
{ALINE},,cash,2026-01-10,2026-02-01,1500.50,{HASH}
,H2,standing_order,2026-01-01,,,{HASH}
"""


@pytest.fixture
def desk(warehouse: Warehouse, tmp_path: Path) -> Desk:
    return Desk(warehouse, tmp_path)


def test_ar_1_3_a_a_bank_may_deliver_while_it_has_an_agreement_with_one_of_the_orders(desk: Desk) -> None:
    desk.bring(banks=BANKS, agreements=AGREEMENTS)
    days = [date(2024, 9, 30), date(2024, 10, 1), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1)]
    assert [bank_is_agreed(desk.warehouse, "KASTBEBB", day) for day in days] == [False, True, True, True, False]


def test_ar_1_3_a_an_unknown_bank_one_without_agreement_and_one_that_is_no_credit_institution_may_not(desk: Desk) -> None:
    assert not banks_are_registered(desk.warehouse)
    desk.bring(banks=BANKS, agreements=AGREEMENTS)
    assert banks_are_registered(desk.warehouse)
    day = date(2025, 1, 1)
    agreed = {bic: bank_is_agreed(desk.warehouse, bic, day) for bic in ("KASTBEBB", "MAASBEBB", "PAYMBEBB", "NOWHERE1", "")}
    assert agreed == {"KASTBEBB": True, "MAASBEBB": False, "PAYMBEBB": False, "NOWHERE1": False, "": False}


def test_ar_1_3_a_a_branch_delivers_under_the_agreement_of_its_bank(desk: Desk) -> None:
    desk.bring(banks=BANKS, agreements=AGREEMENTS)
    assert bank_is_agreed(desk.warehouse, "kastbebb123", date(2025, 1, 1))
    assert not bank_is_agreed(desk.warehouse, "KASTNLBB", date(2025, 1, 1))


def test_ar_1_3_a_the_register_keeps_format_channel_and_agreements_of_each_bank(desk: Desk) -> None:
    desk.bring(banks=BANKS, agreements=AGREEMENTS)
    first = registered_banks(desk.warehouse)[0]
    assert (first.bic, first.name, first.credit_institution, first.format, first.channel) == (
        "KASTBEBB", "Kasteel Bank", True, "CODA 2.6", "sftp"
    )  # fmt: skip
    assert first.agreements == (
        ("OBFG", date(2024, 10, 1), date(2026, 1, 1)),
        ("OVB", date(2025, 6, 1), date(2026, 2, 1)),
    )


@pytest.mark.parametrize(
    ("part", "wrong", "named"),
    [
        ("agreements", AGREEMENTS.replace("KASTBEBB,OVB", "LOSTBEBB,OVB"), ("row 3, column bic", "LOSTBEBB")),
        ("agreements", AGREEMENTS.replace("PAYMBEBB,OBFG", "PAYMBEBB,ABA"), ("row 4, column order", "OBFG, OVB")),
        ("agreements", AGREEMENTS.replace("2025-06-01,2026-02-01", "2025-06-01,2025-06-01"), ("row 3, column valid_until",)),
        (
            "agreements",
            AGREEMENTS.replace("PAYMBEBB,OBFG,2024", "KASTBEBB,OBFG,2025"),
            ("row 4, column valid_from", "from 2024-10-01"),
        ),
        ("banks", BANKS.replace("true", "yes"), ("row 2, column credit_institution", "'yes'")),
        ("banks", BANKS.replace("MAASBEBB", ""), ("row 3, column bic", "found nothing")),
    ],
)
def test_a_wrong_bank_or_agreement_is_refused_and_nothing_of_the_import_stays(
    desk: Desk, part: str, wrong: str, named: tuple[str, ...]
) -> None:
    with pytest.raises(Refusal) as refused:
        desk.bring(**({"banks": BANKS, "agreements": AGREEMENTS} | {part: wrong}))
    assert all(word in str(refused.value) for word in (f"{part}.csv", *named))
    assert not banks_are_registered(desk.warehouse)


def test_an_allowance_has_its_period_and_its_cap_in_thousandths(desk: Desk) -> None:
    desk.bring(holders=HOLDERS, accounts=ACCOUNTS, allowances=ALLOWANCES)
    assert allowances_frame(desk.warehouse).rows() == [
        (ALINE, None, "cash", date(2026, 1, 10), date(2026, 2, 1), 1_500_500, HASH),
        (None, "H2", "standing_order", date(2026, 1, 1), None, None, HASH),
    ]
    summary = desk.bring(LATER, allowances=ALLOWANCES.replace("1500.50", "900"))
    assert (summary.count("allowances", "changed"), summary.count("allowances", "unchanged")) == (1, 1)
    assert allowances_frame(desk.warehouse)["cap_milli"].to_list() == [900_000, None]


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (ALLOWANCES.replace(",,cash", ",H1,cash"), "row 2, column iban: expected either an account or a holder_id"),
        (ALLOWANCES.replace("1500.50", "1500,50"), "row 2"),
        (ALLOWANCES.replace("1500.50", "-1"), "row 2, column cap: expected an amount in euros"),
        (ALLOWANCES.replace("cash", "gold"), "row 2, column kind"),
        (ALLOWANCES.replace(HASH, HASH.upper(), 1), "row 2, column document_sha256"),
        (ALLOWANCES.replace(",H2,", ",H9,"), "row 3, column holder_id"),
        (ALLOWANCES.replace(ALINE, "BE61310126985517"), "row 2, column iban: expected an account number of the register"),
    ],
)
def test_a_wrong_allowance_is_refused_with_its_row_and_column(desk: Desk, wrong: str, named: str) -> None:
    with pytest.raises(Refusal, match=named):
        desk.bring(holders=HOLDERS, accounts=ACCOUNTS, allowances=wrong)
    assert allowances_frame(desk.warehouse).is_empty()
