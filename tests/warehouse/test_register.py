"""The register: what its files must hold, what an import changes, what it keeps of before."""

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import select

from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.register import (
    accounts_frame,
    bank_bic_of,
    bars,
    holder_of,
    holders_frame,
    import_register,
    own_accounts_frame,
)
from warehouse.register_tables import AccountVersion, HolderVersion

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 8, tzinfo=UTC)

HOLDERS = """
holder_id,name,street,postcode,city,country,bar,language
H1,Maître Aline Corbeau,rue du Pont 1,4000,Liège,BE,LIEGE-HUY,fr
H2,Bureau Zilverdraad,Dijkweg 2,9000,Gent,BE,GENT,nl
"""
ACCOUNTS = """
iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on
BE71096123456769,EUR,third_party,false,H1,KASTBEBB,2020-01-01,,2024-10-01,2024-10-01
BE68539007547034,EUR,rubric,true,H2,MAASBEBB,2021-05-03,,,
"""
OWN = """
holder_id,iban,label
H1,BE61310126985517,office
"""


def _file(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text.lstrip("\n"), encoding="utf-8")
    return path


@pytest.fixture
def filled(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    import_register(
        warehouse,
        holders=_file(tmp_path, "holders.csv", HOLDERS),
        accounts=_file(tmp_path, "accounts.csv", ACCOUNTS),
        own_accounts=_file(tmp_path, "own_accounts.csv", OWN),
        at=AT,
    )
    return warehouse


def test_an_import_says_what_was_new_and_the_frames_give_it_back(filled: Warehouse) -> None:
    accounts = accounts_frame(filled)
    assert accounts.rows() == [
        (
            "BE68539007547034", "EUR", "rubric", True, "H2", "Bureau Zilverdraad", "GENT", "nl", "MAASBEBB",
            date(2021, 5, 3), None, None, None,
        ),
        (
            "BE71096123456769", "EUR", "third_party", False, "H1", "Maître Aline Corbeau", "LIEGE-HUY", "fr", "KASTBEBB",
            date(2020, 1, 1), None, date(2024, 10, 1), date(2024, 10, 1),
        ),
    ]  # fmt: skip
    assert holders_frame(filled)["city"].to_list() == ["Liège", "Gent"]
    assert own_accounts_frame(filled).rows() == [("H1", "BE61310126985517", "office")]


def test_an_empty_register_gives_empty_frames_with_their_columns(warehouse: Warehouse) -> None:
    assert accounts_frame(warehouse).columns[:4] == ["iban", "currency", "kind", "judicial_mandate"]
    assert accounts_frame(warehouse).schema["opened_on"] == pl.Date
    assert own_accounts_frame(warehouse).columns == ["holder_id", "iban", "label"]


def test_importing_the_same_files_again_changes_nothing(filled: Warehouse, tmp_path: Path) -> None:
    summary = import_register(filled, holders=tmp_path / "holders.csv", accounts=tmp_path / "accounts.csv", at=LATER)
    assert (summary.holders_new, summary.holders_changed, summary.holders_unchanged) == (0, 0, 2)
    assert (summary.accounts_new, summary.accounts_changed, summary.accounts_unchanged) == (0, 0, 2)
    with filled.reading() as session:
        assert session.scalars(select(HolderVersion)).all() == []


def test_a_change_keeps_what_the_entry_said_before(filled: Warehouse, tmp_path: Path) -> None:
    moved = _file(tmp_path, "moved.csv", HOLDERS.replace("LIEGE-HUY,fr", "EUPEN,de"))
    judicial = _file(tmp_path, "judicial.csv", ACCOUNTS.replace("third_party,false", "third_party,true"))
    summary = import_register(filled, holders=moved, accounts=judicial, at=LATER)
    assert (summary.holders_changed, summary.accounts_changed) == (1, 1)
    with filled.reading() as session:
        holder = session.scalars(select(HolderVersion)).one()
        account = session.scalars(select(AccountVersion)).one()
    assert (holder.bar, holder.recorded_at, holder.replaced_at) == ("LIEGE-HUY", AT, LATER)
    assert (account.judicial_mandate, account.replaced_at) == (False, LATER)
    assert accounts_frame(filled).filter(pl.col("iban") == "BE71096123456769")["bar"].to_list() == ["EUPEN"]


def test_an_account_that_passes_on_belongs_to_each_holder_in_their_time(filled: Warehouse, tmp_path: Path) -> None:
    passed = _file(tmp_path, "passed.csv", ACCOUNTS.replace("false,H1", "false,H2"))
    import_register(filled, accounts=passed, at=LATER)

    def holder_on(day: date | None) -> str | None:
        holder = holder_of(filled, "BE71096123456769", on=day)
        return holder and holder.holder_id

    assert holder_on(None) == "H2"
    assert holder_on(date(2026, 3, 1)) == "H1"
    assert holder_on(date(2026, 3, 2)) == "H2"
    assert holder_on(date(2019, 12, 31)) is None
    assert holder_of(filled, "BE61310126985517") is None


def test_a_holding_corrected_on_its_own_day_returns_to_the_first_holder(filled: Warehouse, tmp_path: Path) -> None:
    import_register(filled, accounts=_file(tmp_path, "passed.csv", ACCOUNTS.replace("false,H1", "false,H2")), at=LATER)
    import_register(filled, accounts=tmp_path / "accounts.csv", at=LATER.replace(hour=10))
    found = [holder_of(filled, "BE71096123456769", on=day) for day in (date(2026, 3, 1), date(2026, 3, 2))]
    assert [holder and holder.holder_id for holder in found] == ["H1", "H1"]
    assert accounts_frame(filled).height == 2


WRONG_ROWS = [
    # file        what is altered                              what the refusal must name
    ("holders",  ("LIEGE-HUY,fr", "ATLANTIS,fr"),              ("holders.csv", "row 2", "column bar", "ATLANTIS")),
    ("holders",  ("GENT,nl", "GENT,it"),                       ("row 3", "column language", "'it'")),
    ("holders",  ("\nH2,", "\nH1,"),                           ("row 3", "column holder_id", "row 2")),
    ("holders",  ("holder_id,name", "holder,name"),            ("row 1", "the column holder_id")),
    ("holders",  ("Dijkweg 2,9000", "Dijkweg 2"),              ("row 3", "8 fields", "7")),
    ("accounts", ("BE71096123456769", "BE72096123456769"),     ("accounts.csv", "row 2", "column iban", "BE72096123456769")),
    ("accounts", ("rubric,true", "rubric,yes"),                ("row 3", "column judicial_mandate", "'yes'")),
    ("accounts", ("rubric,true", "escrow,true"),               ("row 3", "column kind", "third_party, rubric")),
    ("accounts", ("2021-05-03", "03/05/2021"),                 ("row 3", "column opened_on", "03/05/2021")),
    ("accounts", ("true,H2", "true,H9"),                       ("row 3", "column holder_id", "'H9'")),
    ("accounts", ("MAASBEBB", "MAAS"),                         ("row 3", "column bank_bic", "'MAAS'")),
]  # fmt: skip


@pytest.mark.parametrize(("wrong_file", "change", "named"), WRONG_ROWS, ids=[" ".join(row[1]).strip() for row in WRONG_ROWS])
def test_a_wrong_row_refuses_the_import_naming_row_and_column(
    warehouse: Warehouse, tmp_path: Path, wrong_file: str, change: tuple[str, str], named: tuple[str, ...]
) -> None:
    texts = {"holders": HOLDERS, "accounts": ACCOUNTS}
    texts[wrong_file] = texts[wrong_file].replace(*change)
    holders, accounts = (_file(tmp_path, f"{name}.csv", text) for name, text in texts.items())
    with pytest.raises(Refusal) as refused:
        import_register(warehouse, holders=holders, accounts=accounts, at=AT)
    for part in named:
        assert part in str(refused.value)
    assert holders_frame(warehouse).is_empty()
    assert accounts_frame(warehouse).is_empty()


def test_a_row_is_counted_as_a_spreadsheet_counts_it_blank_lines_included(warehouse: Warehouse, tmp_path: Path) -> None:
    holders = _file(tmp_path, "holders.csv", HOLDERS)
    accounts = _file(tmp_path, "accounts.csv", ACCOUNTS.replace("\nBE685", "\n\nBE685").replace("true,H2", "true,H9"))
    with pytest.raises(Refusal, match="row 4, column holder_id"):
        import_register(warehouse, holders=holders, accounts=accounts, at=AT)


def test_a_missing_file_or_one_that_is_no_text_is_refused_in_one_line(warehouse: Warehouse, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"no file .*nowhere\.csv"):
        import_register(warehouse, holders=tmp_path / "nowhere.csv", at=AT)
    (tmp_path / "latin.csv").write_bytes(b"holder_id,name\nH1,Ma\xeetre\n")
    with pytest.raises(Refusal, match="expected UTF-8, found byte 0xee"):
        import_register(warehouse, holders=tmp_path / "latin.csv", at=AT)


def test_the_nineteen_orders_speak_their_languages() -> None:
    assert len(bars()) == 19
    assert {bar.order for bar in bars().values()} == {"OBFG", "OVB"}
    assert [code for code, bar in bars().items() if bar.language == "de"] == ["EUPEN"]
    assert bars()["LIEGE-HUY"].name("nl") == "Balie van Luik-Hoei"


def test_a_belgian_account_number_names_its_bank_by_the_national_list() -> None:
    assert bank_bic_of("BE71096123456769") == "GKCCBEBB"  # 096 lies in Belfius' range 050-099
    assert bank_bic_of("NL91ABNA0417164300") == ""
