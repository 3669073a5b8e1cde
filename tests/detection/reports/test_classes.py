"""Documents that persons add to a report, and what the program prints itself: their content may not contradict their class."""

from io import BytesIO

import pikepdf
import pytest

from coda_parser.writer import StatementDraft, write_delivery
from detection.reports import draft_reports
from detection.reports.attaching import attach
from detection.reports.classifying import check_content, shown_by, text_in
from detection.reports.language import languages
from tests.detection.reports.world import ALINE, ON, Office, text_of
from warehouse.errors import Refusal
from warehouse.reports_register import MisclassifiedPiece, Reader, get_report, list_refusals

ANNA = Reader("anna", "analyst", {"LIEGE-HUY"})


@pytest.fixture
def drafted(office: Office):
    """The draft of one bar."""
    office.alert("K1", ALINE, office.movement_ids(ALINE, "CASH"))
    return office.draft()[0]


def _letter(*lines: str) -> bytes:
    """A PDF that says these lines, as any office prints a letter."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    shown = "".join(f"({line.replace('(', '')}) Tj 0 -14 Td " for line in lines)
    content = f"BT /F1 10 Tf 40 800 Td {shown}ET".encode("latin-1", "replace")
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream(content)
    written = BytesIO()
    pdf.save(written)
    return written.getvalue()


def _pieces(office: Office, report_id: str) -> list[str]:
    classes = [piece.piece_class for piece in get_report(office.warehouse, report_id).pieces]
    return [name for name in classes if name != "report_data"]


def test_jr_3_a_letter_is_added_under_its_class_and_without_one_it_is_not(office, drafted) -> None:
    letter = _letter("Cher Confrere, je confirme que la banque nous a ecrit.")
    for nothing in ("", "memo"):
        with pytest.raises(MisclassifiedPiece, match="has a class before it is saved, one of attachment"):
            attach(office.warehouse, drafted.report_id, letter, piece_class=nothing, by=ANNA, at=office.at)
    assert _pieces(office, drafted.report_id) == ["report", "account_statements"]
    attach(office.warehouse, drafted.report_id, letter, piece_class="attachment", by=ANNA, at=office.at)
    attach(office.warehouse, drafted.report_id, letter, piece_class="attachment", by=ANNA, at=office.at)
    assert _pieces(office, drafted.report_id) == ["report", "account_statements", "attachment"]


def test_jr_6_a_statement_offered_as_a_letter_is_refused_with_the_reason_and_the_refusal_is_kept(office, drafted) -> None:
    statement = _letter("Extrait de compte", "Ancien solde 12.000,00", "Paiement 500,00", "Nouveau solde 11.500,00")
    with pytest.raises(MisclassifiedPiece, match="its content shows lines of an account statement; classify it anew"):
        attach(office.warehouse, drafted.report_id, statement, piece_class="attachment", by=ANNA, at=office.at)
    (refused,) = list_refusals(office.warehouse)
    assert (refused.by, refused.bar, refused.piece_class) == ("anna", "LIEGE-HUY", "attachment")
    assert _pieces(office, drafted.report_id) == ["report", "account_statements"]
    assert not any("attachment" in path.name for path in office.warehouse.settings.reports.rglob("*"))


def test_jr_6_another_report_and_a_file_inside_a_file_are_no_letters(office, drafted) -> None:
    body = office.piece(drafted.pieces[0].path).read_bytes()
    hidden = pikepdf.open(BytesIO(_letter("Voir la piece jointe.")))
    hidden.attachments["statement.cod"] = b"0000"
    written = BytesIO()
    hidden.save(written)
    for document, reason in ((body, "shows a report"), (written.getvalue(), "found files inside it")):
        with pytest.raises(MisclassifiedPiece, match=reason):
            attach(office.warehouse, drafted.report_id, document, piece_class="attachment", by=ANNA, at=office.at)
    assert len(list_refusals(office.warehouse)) == 2


def test_jr_1_who_may_not_write_a_class_or_serves_another_bar_adds_nothing(office, drafted) -> None:
    letter = _letter("Bonjour.")
    for who in (Reader("x", "dpo", {"LIEGE-HUY"}), Reader("x", "analyst", {"GENT"}), Reader("x", "council", {"LIEGE-HUY"})):
        with pytest.raises(Refusal, match="does not write pieces of class attachment"):
            attach(office.warehouse, drafted.report_id, letter, piece_class="attachment", by=who, at=office.at)
    with pytest.raises(Refusal, match="is a PDF"):
        attach(office.warehouse, drafted.report_id, b"text", piece_class="attachment", by=ANNA, at=office.at)


def test_jr_5_statement_lines_in_a_report_body_stop_the_draft_and_leave_a_trace(office, monkeypatch) -> None:
    from detection.reports import sheets

    office.alert("K1", ALINE, office.movement_ids(ALINE, "CASH"))
    written = sheets.report_sheet

    def with_statement(content, **named):
        sheet = written(content, **named)
        words = languages()[content.language].texts
        sheet["rows"][0]["title"] = f"{words['old_balance']} 0,00 {words['new_balance']} 1,00"
        return sheet

    monkeypatch.setattr("detection.reports.printing.report_sheet", with_statement)
    with pytest.raises(MisclassifiedPiece, match="its class is report and its content shows lines of an account statement"):
        draft_reports(office.warehouse, on=ON, at=office.at)
    (refused,) = list_refusals(office.warehouse)
    assert (refused.by, refused.piece_class) == ("program", "report")


@pytest.mark.parametrize("code", sorted(languages()))
def test_jr_4_every_language_of_our_own_annexes_shows_itself_a_statement_and_no_body_does(code: str) -> None:
    words = languages()[code].texts
    assert shown_by(f"{words['old_balance']} 1,00 … {words['new_balance']} 2,00") == {"statements"}
    assert shown_by(f"{words['illicit_heading']} {words['suspicious_heading']}") == {"report"}


def test_coded_statements_are_seen_whatever_they_are_called(office) -> None:
    coded = write_delivery([StatementDraft(ALINE, "EUR", 1, ON, 0, holder_name="HOLDER")], created=ON)
    with pytest.raises(MisclassifiedPiece):
        check_content("report_data", coded, name="data.json")


def test_the_text_of_a_piece_is_what_another_reader_finds_in_it(office, drafted) -> None:
    body = office.piece(drafted.pieces[0].path)
    ours = "".join(text_in(body.read_bytes()).split())
    assert sum(word in ours for word in text_of(body).split()) > 0.9 * len(text_of(body).split())


def test_gd_20_a_declaration_offered_as_a_piece_is_refused_and_leaves_no_copy(office, drafted) -> None:
    declaration = _letter("Declaration a la CTIF", "Faits communiques au batonnier le 3 mars")
    with pytest.raises(MisclassifiedPiece, match="a record of the anti-money-laundering law, which stays apart"):
        attach(office.warehouse, drafted.report_id, declaration, piece_class="attachment", by=ANNA, at=office.at)
    assert len(list_refusals(office.warehouse)) == 1
    assert not any("attachment" in path.name for path in office.warehouse.settings.reports.rglob("*"))
