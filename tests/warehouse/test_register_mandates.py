"""Mandates and authorisations are recorded once and kept: by the functions, and by the database against every statement."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.warehouse.register_world import (
    ACCOUNTS,
    ALINE,
    AT,
    AUTHORISATIONS,
    BRAM,
    HASH,
    HOLDERS,
    LATER,
    MANDATES,
    OTHER_HASH,
    TEXTS,
    Desk,
)
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.register import accounts_frame, authorisations_of, mandates_of

ALTERING = [
    "UPDATE {table} SET document_sha256 = '" + "0" * 64 + "'",
    "UPDATE {table} SET number = number + 1000",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE number = (SELECT max(number) FROM {table})",
]
MOVED = HOLDERS.replace("LIEGE-HUY,fr,lawyer,2015-09-01", "EUPEN,de,lawyer,2026-02-15")


@pytest.fixture
def desk(warehouse: Warehouse, tmp_path: Path) -> Desk:
    made = Desk(warehouse, tmp_path)
    made.bring(**TEXTS)
    return made


def _mandate(bar: str, day: str) -> str:
    return MANDATES.replace("LIEGE-HUY,batonnier,2024-10-01", f"{bar},batonnier,{day}")


def _run(desk: Desk, statement: str) -> None:
    with desk.warehouse.engine.begin() as connection:
        connection.execute(text(statement))


def test_ar_2_2_a_a_mandate_is_recorded_with_its_date_document_mandatary_and_account(desk: Desk) -> None:
    [mandate] = mandates_of(desk.warehouse, ALINE)
    assert (mandate.iban, mandate.currency, mandate.holder_id) == (ALINE, "EUR", "H1")
    assert (mandate.bar, mandate.mandatary, mandate.given_on) == ("LIEGE-HUY", "batonnier", date(2024, 10, 1))
    assert (mandate.document_sha256, mandate.recorded_at, mandate.recorded_by) == (HASH, AT, "clerk")
    assert mandate.in_force


def test_ar_2_2_a_a_mandate_is_given_to_the_batonnier_of_the_holders_own_order(desk: Desk) -> None:
    other = f"{MANDATES.splitlines()[1]}\n{BRAM},EUR,H2,LIEGE-HUY,batonnier,2024-10-02,{HASH}\n"
    with pytest.raises(Refusal, match=r"row 2, column bar: expected GENT, where the holder is registered on 2024-10-02"):
        desk.bring(mandates=other)


def test_ar_2_2_d_the_authorisation_to_the_bank_is_a_record_of_its_own(desk: Desk) -> None:
    [authorisation] = authorisations_of(desk.warehouse, ALINE)
    assert (authorisation.bank_bic, authorisation.given_on) == ("KASTBEBB", date(2024, 10, 7))
    assert authorisation.document_sha256 == OTHER_HASH
    frame = accounts_frame(desk.warehouse)
    assert frame.filter(frame["iban"] == ALINE).select("mandate_on", "authorisation_on").rows() == [
        (date(2024, 10, 1), date(2024, 10, 7))
    ]


@pytest.mark.parametrize("statement", ALTERING)
@pytest.mark.parametrize("table", ["mandates", "authorisations", "register_changes"])
def test_ar_2_2_b_a_mandate_an_authorisation_and_their_history_cannot_be_withdrawn_even_by_sql(
    desk: Desk, table: str, statement: str
) -> None:
    if table == "register_changes":
        statement = statement.replace("document_sha256 = '" + "0" * 64 + "'", "entry = 'other'")
    with pytest.raises(IntegrityError, match=r"irrevocable|not rewritten"):
        _run(desk, statement.format(table=table))
    assert [mandate.document_sha256 for mandate in mandates_of(desk.warehouse, ALINE)] == [HASH]
    assert [one.document_sha256 for one in authorisations_of(desk.warehouse, ALINE)] == [OTHER_HASH]


@pytest.mark.parametrize("table", ["mandates", "authorisations"])
def test_ar_2_2_b_no_statement_of_either_database_replaces_or_empties_all_at_once(desk: Desk, table: str) -> None:
    columns = "iban, currency, holder_id, given_on, document_sha256, recorded_at, recorded_by, "
    columns += "bar, mandatary" if table == "mandates" else "bank_bic"
    forged = columns.replace("document_sha256", "'" + "0" * 64 + "'")
    statements = {
        "sqlite": [
            f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {forged} FROM {table}",
            f"INSERT OR REPLACE INTO {table} (number, {columns}) SELECT number, {forged} FROM {table}",
            f"UPDATE OR REPLACE {table} SET document_sha256 = '{'0' * 64}'",
        ],
        "postgresql": [f"TRUNCATE {table} CASCADE"],
    }
    for statement in statements[desk.warehouse.engine.dialect.name]:
        with pytest.raises(IntegrityError, match="irrevocable"):
            _run(desk, statement)
    assert mandates_of(desk.warehouse, ALINE)[0].document_sha256 == HASH
    assert authorisations_of(desk.warehouse, ALINE)[0].document_sha256 == OTHER_HASH


def test_ar_2_2_b_the_holder_or_account_of_a_mandate_cannot_be_taken_away_under_it(desk: Desk) -> None:
    for statement in (f"DELETE FROM accounts WHERE iban = '{ALINE}'", "DELETE FROM holders WHERE holder_id = 'H1'"):
        with pytest.raises(IntegrityError):
            _run(desk, statement)


def test_ar_2_2_b_a_mandate_is_superseded_when_its_holder_changes_order_and_the_old_one_stays(desk: Desk) -> None:
    desk.bring(LATER, holders=MOVED)
    desk.bring(LATER, mandates=_mandate("EUPEN", "2026-02-20"))
    assert [(one.number, one.bar, one.supersedes, one.in_force) for one in mandates_of(desk.warehouse, ALINE)] == [
        (1, "LIEGE-HUY", None, False),
        (2, "EUPEN", 1, True),
    ]
    assert desk.bring(LATER, mandates=_mandate("EUPEN", "2026-02-20")).count("mandates", "unchanged") == 1


@pytest.mark.parametrize(
    "superseding",
    [
        f"SELECT iban, currency, holder_id, 'LIEGE-HUY', mandatary, given_on, '{OTHER_HASH}', number, recorded_at, 'x'",
        f"SELECT '{BRAM}', currency, holder_id, 'EUPEN', mandatary, given_on, '{OTHER_HASH}', number, recorded_at, 'x'",
        f"SELECT iban, currency, 'H2', 'EUPEN', mandatary, given_on, '{OTHER_HASH}', number, recorded_at, 'x'",
        f"SELECT iban, currency, holder_id, 'EUPEN', mandatary, given_on, '{OTHER_HASH}', NULL, recorded_at, 'x'",
    ],
    ids=["same bar", "other account", "other holder", "a second first one"],
)
def test_ar_2_2_b_sql_cannot_supersede_a_mandate_for_any_other_reason(desk: Desk, superseding: str) -> None:
    columns = "iban, currency, holder_id, bar, mandatary, given_on, document_sha256, supersedes, recorded_at, recorded_by"
    with pytest.raises(IntegrityError):
        _run(desk, f"INSERT INTO mandates ({columns}) {superseding} FROM mandates")
    assert len(mandates_of(desk.warehouse, ALINE)) == 1


@pytest.mark.parametrize(
    ("part", "wrong", "column"),
    [
        ("mandates", MANDATES.replace(HASH, OTHER_HASH), "document_sha256"),
        ("mandates", MANDATES.replace("batonnier", "Maître Autre"), "mandatary"),
        ("authorisations", AUTHORISATIONS.replace("2024-10-07", "2024-10-08"), "given_on"),
        ("accounts", ACCOUNTS.replace("2024-10-02,2024-10-03", ",2024-10-03"), "mandate_on"),
        ("accounts", ACCOUNTS.replace("2024-10-02,2024-10-03", "2024-10-02,"), "authorisation_on"),
    ],
)
def test_ar_2_2_b_a_file_that_alters_or_empties_one_is_refused_with_row_and_column(
    desk: Desk, part: str, wrong: str, column: str
) -> None:
    with pytest.raises(Refusal, match=rf"{part}.csv, row [23], column {column}: .*irrevocable"):
        desk.bring(LATER, **{part: wrong})


def test_the_mandate_of_a_former_holder_does_not_bind_the_next_one(desk: Desk) -> None:
    passed = ACCOUNTS.replace("rubric,false,H2", "rubric,false,F1").replace("2024-10-02,2024-10-03", ",")
    desk.bring(LATER, accounts=passed)
    frame = accounts_frame(desk.warehouse)
    assert frame.filter(frame["iban"] == BRAM).select("holder_id", "mandate_on").rows() == [("F1", None)]
