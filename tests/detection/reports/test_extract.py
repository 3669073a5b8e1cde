"""The bâtonnier's full copy of an account: the bank's own bytes, everything, and only after the access is on record."""

import csv
import io
import zipfile
from datetime import date

import pytest

from detection.reports.extract import extract_account
from detection.reports.language import FORBIDDEN
from tests.detection.reports.world import ALINE, AT, BRAM, CLARA, CURATED, paid, text_of
from warehouse import lake
from warehouse.errors import Refusal
from warehouse.evidence import list_accesses, verify

REASON = "written request of the bâtonnier"


def _extract(office, account: str = ALINE, reason: str = REASON, by: str = "bea"):
    return extract_account(office.warehouse, account, reason=reason, by=by, at=AT, out=office.folder / "out")


def _rows(files) -> list[dict[str, str]]:
    (table,) = [path for path in files if path.name == "movements.csv"]
    return list(csv.DictReader(io.StringIO(table.read_bytes().decode("utf-8"))))


def test_the_statements_come_back_byte_for_byte(office) -> None:
    day = date(2026, 9, 3)
    sent = office.deliver(
        ALINE, day, 3, 6_500_000, paid(-10_000, day, "Café 'réglé' à 12,50", counterparty_name="Éloïse Müller")
    )
    statements = [path for path in _extract(office) if path.suffix == ".cod"]
    assert [path.name for path in statements] == ["20260901-001.cod", "20260902-002.cod", "20260903-003.cod"]
    assert statements[-1].read_bytes() == sent


def test_the_table_holds_every_movement_of_the_account_and_of_no_other(office) -> None:
    rows = _rows(_extract(office, " ".join([ALINE[:4].lower(), ALINE[4:]])))
    assert [(row["booked"], row["amount_milli"], row["communication"]) for row in rows] == [
        ("2026-09-01", "2000000", "LAWFUL DOSSIER 77"),
        ("2026-09-02", "-4500000", "CASH COUNTER 12"),
        ("2026-09-02", "-1000000", "LAWFUL DOSSIER 78"),
    ]
    assert {row["account"] for row in rows} == {ALINE}


@pytest.mark.parametrize(
    ("account", "title", "old", "new", "movement"),
    [
        (ALINE, "Copie intégrale du compte", "10 000,00", "6 500,00", "LAWFUL DOSSIER 77"),
        (BRAM, "Volledige kopie van de rekening", "10.000,00", "6.500,00", "LAWFUL DOSSIER 78"),
        (CLARA, "Vollständige Kopie des Kontos", "10.000,00", "6.500,00", "CASH COUNTER 12"),
    ],
)
def test_the_document_shows_every_statement_in_the_language_of_the_bâtonnier(
    office, account, title, old, new, movement
) -> None:
    (document,) = [path for path in _extract(office, account) if path.suffix == ".pdf"]
    said = text_of(document).replace("\u202f", " ")
    assert all(text in said for text in (title, old, new, movement))
    assert not FORBIDDEN.search(said)


def test_the_spreadsheet_holds_the_amounts_as_numbers_and_the_texts_as_texts(office) -> None:
    day = date(2026, 9, 3)
    office.deliver(BRAM, day, 3, 6_500_000, paid(-10_005, day, "=1+1"))
    (book,) = [path for path in _extract(office, BRAM) if path.suffix == ".xlsx"]
    with zipfile.ZipFile(book) as parts:
        sheet, texts = (parts.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "sharedStrings"))
    assert sheet.count("<row ") == 1 + 4
    assert "<v>-10.005</v>" in sheet
    assert "<f>" not in sheet
    assert "&#39;=1+1" in texts or "'=1+1" in texts


@pytest.mark.parametrize("payload", ["=1+1", "+HYPERLINK(1)", "-1+1", "@SUM(A1)"])
def test_a_communication_is_never_a_formula(office, payload: str) -> None:
    day = date(2026, 9, 3)
    office.deliver(BRAM, day, 3, 6_500_000, paid(-10_000, day, payload))
    rows = _rows(_extract(office, BRAM))
    assert rows[-1]["communication"] == f"'{payload}"


def test_the_access_is_on_record_without_the_account_number_before_anything_is_written(office, monkeypatch) -> None:
    seen: list[int] = []
    read = lake.statements

    def watched(*arguments, **named):
        seen.append(len(list_accesses(office.warehouse)))
        return read(*arguments, **named)

    monkeypatch.setattr("detection.reports.extract.lake.statements", watched)
    _extract(office)
    (access,) = list_accesses(office.warehouse)
    assert set(seen) == {1}
    assert (access.identity, access.action, access.purpose, access.modality) == ("bea", "extract", "communicate", "extract")
    assert REASON in access.result
    assert ALINE not in access.subject
    assert access.subject.startswith("account:")
    assert verify(office.warehouse).ok


@pytest.mark.parametrize(
    ("account", "reason", "by", "message"),
    [
        (ALINE, "  ", "bea", "needs a reason"),
        (ALINE, "x" * 400, "bea", "shorter"),
        (ALINE, f"copy of {BRAM}", "bea", "account number"),
        (ALINE, REASON, " ", "needs the person"),
        ("BE71096123456769", REASON, "bea", "not in the register"),
        (CURATED, REASON, "bea", "judicial mandate"),
    ],
)
def test_a_copy_that_may_not_be_given_is_refused_and_nothing_is_written(office, account, reason, by, message) -> None:
    with pytest.raises(Refusal, match=message):
        _extract(office, account, reason, by)
    assert not (office.folder / "out").exists()
    assert list_accesses(office.warehouse) == []


def test_the_files_are_readable_by_their_owner_only(office) -> None:
    assert {oct(path.stat().st_mode & 0o777) for path in _extract(office)} == {"0o600"}
