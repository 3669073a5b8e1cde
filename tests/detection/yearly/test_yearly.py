"""The yearly report, filled in from drawn statements: every expected figure is reckoned by hand from the table.

| 2025 | account A | left per dossier |
|---|---|---|
| 2 March | + 30,000 dossier 2025/101 | 101: 30,000 |
| 10 March | − 12,000 dossier 2025/101 | 101: 18,000 |
| 1 April | + 5,000 dossier 2025/102 | 102: 5,000 |
| 7 April | − 1,500 cash, no dossier | the oldest money is 101's: 16,500, from now on an estimate |
| 4 May | − 250 cheque, dossier 2025/102 | 102: 4,750 |
| 15 December | + 2,400 dossier 2025/103 | 103: 2,400 |

On 31 December 16,500 + 4,750 + 2,400 = 23,650. Two months from the day after 2 March end on 2 May, those after 1 April on 1
June: 101 is late from 3 May, 102 from 2 June; 103 is not.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from detection.reports.language import FORBIDDEN, languages
from detection.reports.signing import signer_of, verify
from detection.yearly import write_yearly
from detection.yearly.content import Compared, KeptSum, YearDossier
from detection.yearly.declared import compare, read_declared
from detection.yearly.gathering import gather_year
from detection.yearly.sheets import yearly_texts
from tests.detection.reports.world import text_of
from tests.detection.world import ACCOUNTS, AT, HOLDERS, IBANS, deliver
from warehouse.database import Warehouse, open_warehouse
from warehouse.errors import Refusal
from warehouse.evidence import list_accesses
from warehouse.register import bars, import_register
from warehouse.reports_register import Reader
from warehouse.settings import load_settings

A, R, X = IBANS["A"], IBANS["R"], IBANS["X"]
THEN, ON = datetime(2026, 1, 20, 9, 0, tzinfo=UTC), date(2026, 1, 20)
OFFICER = Reader("otto", "officer", frozenset(bars()))
LIFE = """
account | booked     | amount    | code     | counterparty   | communication
A       | 2025-03-02 | 30000.00  | 00150000 | BE16 Fa Klant  | dossier 2025/101
A       | 2025-03-10 | -12000.00 | 00101000 | BE17 Notaris   | dossier 2025/101
A       | 2025-04-01 | 5000.00   | 00150000 | BE18 Ga Klant  | dossier 2025/102
A       | 2025-04-07 | -1500.00  | 00901000 |                | retrait guichet
A       | 2025-05-04 | -250.00   | 00301000 |                | dossier 2025/102
A       | 2025-12-15 | 2400.00   | 00150000 | BE19 Ha Klant  | dossier 2025/103
A       | 2026-01-08 | -4750.00  | 00101000 | BE18 Ga Klant  | dossier 2025/102
R       | 2025-05-06 | 7000.00   | 00150000 | BE20 Ja Klant  | dossier 2025/200
B       | 2025-05-06 | 9999.00   | 00150000 | BE21 Ka Klant  | dossier 2025/300
"""


@pytest.fixture(scope="module")
def controlled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """H1 holds A and R all year, and X from February to November; the table is delivered."""
    folder = tmp_path_factory.mktemp("yearly")
    opened = f"{X},EUR,third_party,false,H1,KASTBEBB,2025-02-01,2025-11-30,2025-02-01,2025-02-01\n"
    for name, table in (("holders", HOLDERS), ("accounts", ACCOUNTS + opened)):
        (folder / f"{name}.csv").write_text(table, encoding="utf-8")
    warehouse = open_warehouse(load_settings(folder / "home", environ={}))
    import_register(warehouse, holders=folder / "holders.csv", accounts=folder / "accounts.csv", own_accounts=None, at=AT)
    assert set(deliver(warehouse, LIFE)) == {"ingested"}
    yield warehouse
    warehouse.close()


def _declared(*lines: str) -> bytes:
    return "\n".join(["iban,currency,dossier,balance", *lines]).encode()


def test_the_accounts_of_the_year_stand_in_it_with_opening_closing_and_balance(controlled: Warehouse) -> None:
    report = gather_year(controlled, "H1", year=2025, on=ON)
    said = {one.iban: (one.kind, one.opened_on, one.closed_on, one.balance_milli, one.last_receipt) for one in report.accounts}
    assert said == {
        A: ("third_party", None, None, 23_650_000, date(2025, 12, 15)),
        R: ("rubric", None, None, 7_000_000, date(2025, 5, 6)),
        X: ("third_party", date(2025, 2, 1), date(2025, 11, 30), None, None),
    }
    assert (report.name, report.bar) == ("Jeanne Verstockt", "LIEGE-HUY")


def test_what_is_left_per_dossier_sums_to_the_balance_and_says_what_is_known(controlled: Warehouse) -> None:
    report = gather_year(controlled, "H1", year=2025, on=ON)
    assert [one for one in report.dossiers if one.iban == A] == [
        YearDossier(A, "EUR", "2025/101", 16_500_000, known=False),
        YearDossier(A, "EUR", "2025/102", 4_750_000, known=True),
        YearDossier(A, "EUR", "2025/103", 2_400_000, known=True),
    ]
    assert sum(one.balance_milli for one in report.dossiers if one.iban == A) == 23_650_000


def test_cash_and_cheques_of_the_year_stand_in_it(controlled: Warehouse) -> None:
    report = gather_year(controlled, "H1", year=2025, on=ON)
    assert [(one.day, one.way, one.amount_milli, one.dossier) for one in report.payments] == [
        (date(2025, 4, 7), "cash-withdrawal", -1_500_000, None),
        (date(2025, 5, 4), "cheque", -250_000, "2025/102"),
    ]


def test_sums_kept_longer_than_two_months_stand_in_it_and_a_rubric_account_is_not_asked(controlled: Warehouse) -> None:
    report = gather_year(controlled, "H1", year=2025, on=ON)
    assert report.kept == (
        KeptSum(A, "EUR", "2025/101", date(2025, 3, 2), date(2025, 5, 3), None, 16_500_000, certain=True),
        KeptSum(A, "EUR", "2025/102", date(2025, 4, 1), date(2025, 6, 2), None, 4_750_000, certain=True),
    )


def test_what_was_declared_is_compared_line_by_line(controlled: Warehouse) -> None:
    report = gather_year(controlled, "H1", year=2025, on=ON)
    stranger = IBANS["B"]
    declared = read_declared(
        _declared(
            f"{A},EUR,,23650.00",
            f"{A},EUR,DOS 2025/0101,18000.00",
            f"{A},EUR,2025/102,4750",
            f"{A},EUR,2025/999,-1.005",
            f"{R},EUR,,6999.99",
            f"{stranger},EUR,,1.00",
        )
    )
    found = {(one.iban, one.dossier): one for one in compare(report, declared)}
    assert {key: one.agrees for key, one in found.items()} == {
        (A, None): True,
        (A, "2025/101"): False,
        (A, "2025/102"): True,
        (A, "2025/103"): False,
        (A, "2025/999"): False,
        (R, None): False,
        (X, None): False,
        (stranger, None): False,
    }
    assert found[A, "2025/101"] == Compared(A, "EUR", "2025/101", 18_000_000, 16_500_000)
    assert found[A, "2025/103"].declared_milli is None
    assert found[A, "2025/999"] == Compared(A, "EUR", "2025/999", -1_005, None)
    assert found[R, None] == Compared(R, "EUR", None, 6_999_990, 7_000_000)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "begins with the line"),
        (b"account,amount\n", "begins with the line"),
        (b"\xff\xfe", "cannot be read"),
        (_declared("BE00,EUR,,1.00"), "line 2"),
        (_declared(f"{A},EUR,,1,00"), "line 2: expected 4 columns"),
        (_declared(f"{A},EUR,,1e3"), "line 2"),
        (_declared(f"{A},EUR,,1.00", f"{A},EUR,,2.00"), "line 3: this account and dossier stand in it twice"),
    ],
)
def test_a_declaration_that_cannot_be_read_is_refused_with_its_line(content: bytes, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        read_declared(content)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("fr", ("Rapport annuel prérempli", "16 500,00 EUR", "estimé", "écart de 1 500,00 EUR", "01/02/2025")),
        ("nl", ("Vooraf ingevuld jaarverslag", "16.500,00 EUR", "geraamd", "verschil van 1.500,00 EUR")),
        ("de", ("Vorausgefüllter Jahresbericht", "16.500,00 EUR", "geschätzt", "Unterschied von 1.500,00 EUR")),
    ],
)
def test_it_is_written_signed_in_each_language_with_the_same_as_data(controlled, tmp_path: Path, code, words) -> None:
    declared = _declared(f"{A},EUR,2025/101,18000.00")
    report, files = write_yearly(
        controlled,
        "H1",
        year=2025,
        reason="yearly control",
        by=OFFICER,
        at=THEN,
        out=tmp_path,
        languages=[code],
        declared=declared,
    )
    assert [file.name for file in files] == ["yearly-2025.json", f"yearly-2025.{code}.pdf"]
    assert all(oct(file.stat().st_mode & 0o777) == "0o600" for file in files)
    verify(files[1].read_bytes(), signer_of(controlled.settings, at=THEN).certificate)
    said = text_of(files[1]).replace("\u202f", " ")
    assert [word for word in words if word not in said] == []
    data = json.loads(files[0].read_bytes())
    assert data["accounts"][0]["balance_milli"] == report.accounts[0].balance_milli
    assert [one["agrees"] for one in data["compared"] if one["dossier"] == "2025/101"] == [False]


def test_jr_11_each_account_is_on_record_before_it_is_written_and_only_for_who_may_read(controlled, tmp_path: Path) -> None:
    before = len(list_accesses(controlled))
    for by in (Reader("dora", "dpo", frozenset(bars())), Reader("otto", "officer", frozenset({"GENT"}))):
        with pytest.raises(Refusal, match="does not read yearly reports"):
            write_yearly(controlled, "H1", year=2025, reason="curious", by=by, at=THEN, out=tmp_path)
    assert (len(list_accesses(controlled)), list(tmp_path.iterdir())) == (before, [])
    write_yearly(controlled, "H1", year=2025, reason="yearly control", by=OFFICER, at=THEN, out=tmp_path)
    fresh = list_accesses(controlled)[: len(list_accesses(controlled)) - before]
    assert {(one.action, one.identity, one.purpose, one.result) for one in fresh} == {
        ("yearly", "otto", "communicate", "granted: yearly control")
    }
    assert len({one.subject for one in fresh}) == 3
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["yearly-2025.fr.pdf", "yearly-2025.json"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"reason": " "}, "needs a reason"),
        ({"reason": f"for {A}"}, "no account number"),
        ({"year": 2026}, "is not over"),
        ({"year": 2019}, "held no account in 2019"),
        ({"holder_id": "H99"}, "no holder 'H99'"),
        ({"languages": ["en"]}, "languages among"),
    ],
)
def test_what_cannot_be_written_is_refused(controlled: Warehouse, tmp_path: Path, changed, why: str) -> None:
    asked = {"holder_id": "H1", "year": 2025, "reason": "yearly control", "by": OFFICER, "at": THEN, "out": tmp_path} | changed
    with pytest.raises(Refusal, match=why):
        write_yearly(controlled, asked.pop("holder_id"), **asked)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", sorted(languages()))
def test_gd_19_every_sentence_is_there_in_each_language_and_none_tips_off(code: str) -> None:
    texts = yearly_texts(code)
    assert texts.keys() == yearly_texts("fr").keys()
    assert [name for name, text in texts.items() if FORBIDDEN.search(text) or not text.strip()] == []
    assert [name for name in texts if texts[name].count("{") != yearly_texts("fr")[name].count("{")] == []
