"""The printed pages: what they say in each language, that they are PDF/A, and that hostile text stays text."""

from datetime import UTC, date, datetime
from io import BytesIO

import pypdf
import pytest

from detection.reports import pdf
from detection.reports.annex_sheets import annex_sheet
from detection.reports.language import FORBIDDEN, languages
from detection.reports.printable import SHOWN_RANGES
from detection.reports.sheets import report_sheet
from tests.detection.reports.world import sample, text_of

CODES = sorted(languages())
AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DRAFTED, RELEASED = date(2026, 11, 22), date(2026, 11, 24)
MARKS = {"fr": "PROJET", "nl": "ONTWERP", "de": "ENTWURF"}


def _report(content, released: date | None = RELEASED) -> bytes:
    sheet = report_sheet(content, reference=content.reference, drafted=DRAFTED, released=released)
    return pdf.print_sheet(pdf.MAIN_PIECE, sheet, at=AT)


def _annex(content, released: date | None = RELEASED) -> bytes:
    sheet = annex_sheet(content, content.annexes[0], reference=content.reference, drafted=DRAFTED, released=released)
    return pdf.print_sheet(pdf.ANNEX, sheet, at=AT)


@pytest.mark.parametrize("printed", [_report, _annex])
@pytest.mark.parametrize("code", CODES)
def test_a_piece_is_archivable_and_made_for_screen_readers(code: str, printed) -> None:
    document = printed(sample(code))
    reader = pypdf.PdfReader(BytesIO(document))
    metadata = reader.xmp_metadata.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert str(reader.trailer["/Root"]["/Lang"]).startswith(code)
    assert not reader.is_encrypted


@pytest.mark.parametrize("code", CODES)
def test_the_same_sheet_at_the_same_moment_is_the_same_file(code: str) -> None:
    assert _report(sample(code)) == _report(sample(code))


def test_a_moment_between_two_seconds_is_a_creation_date_too() -> None:
    content = sample("fr")
    sheet = report_sheet(content, reference=content.reference, drafted=DRAFTED, released=RELEASED)
    between = pdf.print_sheet(pdf.MAIN_PIECE, sheet, at=AT.replace(microsecond=123_456))
    assert pypdf.PdfReader(BytesIO(between)).metadata.creation_date == AT


EXPECTED = {
    "fr": (
        "Barreau de Liège-Huy",
        "1 fait illicite",
        "1 fait suspect",
        "Remis le 24 novembre 2026",
        "−4 500,00",
        "1 234 567,89",
        "+++090/9337/55493+++",
        "02/09/2026 valeur 04/09/2026",
        "NL91 ABNA 0417 1643 00",
        "doit être ouverte. Dernier jour utile, sans report au jour ouvrable suivant : 24 novembre 2027",
        "à détruire dès le 3 septembre 2036",
        "responsables conjoints",
    ),
    "nl": (
        "Balie Gent",
        "1 onwettig feit",
        "1 verdacht feit",
        "Overhandigd op 24 november 2026",
        "−4.500,00",
        "1.234.567,89",
        "02/09/2026 valuta 04/09/2026",
        "zonder verlenging tot de eerstvolgende werkdag: 24 november 2027",
        "worden vernietigd vanaf 3 september 2036",
        "gezamenlijke verwerkingsverantwoordelijken",
    ),
    "de": (
        "Rechtsanwaltschaft Eupen",
        "1 rechtswidriger Vorgang",
        "1 verdächtiger Vorgang",
        "Übergeben am 24. November 2026",
        "−4.500,00",
        "1.234.567,89",
        "02.09.2026 Wertstellung 04.09.2026",
        "ohne Verlängerung auf den nächsten Werktag: 24. November 2027",
        "ab dem 3. September 2036 zu vernichten",
        "gemeinsam Verantwortliche",
    ),
}


@pytest.mark.parametrize("code", CODES)
def test_the_report_says_what_its_bar_must_know(code: str) -> None:
    said = text_of(_report(sample(code))).replace("\u202f", " ")
    assert [text for text in EXPECTED[code] if text not in said] == []


@pytest.mark.parametrize("code", CODES)
def test_illicit_facts_stand_before_and_apart_from_suspicious_ones(code: str) -> None:
    words, said = languages()[code], text_of(_report(sample(code)))
    illicit, suspicious = said.rindex(words.texts["illicit_heading"]), said.rindex(words.texts["suspicious_heading"])
    cash, passed = (words.wordings[name].title for name in ("cash-withdrawal", "pass-through"))
    assert illicit < said.rindex(cash) < said.rindex("REF-CASH-1") < suspicious < said.rindex(passed) < said.rindex("REF-IN-2")


@pytest.mark.parametrize("code", CODES)
def test_the_report_never_holds_the_statement_that_the_annex_holds(code: str) -> None:
    content, words = sample(code), languages()[code]
    body, annex = text_of(_report(content)), text_of(_annex(content))
    assert "UNRELATED MOVEMENT" in annex
    assert words.texts["old_balance"] in annex
    assert words.texts["class_annex"] in annex
    assert "UNRELATED MOVEMENT" not in body
    assert words.texts["old_balance"] not in body
    assert words.texts["class_report"] in body


@pytest.mark.parametrize("code", CODES)
def test_the_annex_marks_the_movements_that_the_report_cites(code: str) -> None:
    said = text_of(_annex(sample(code)))
    cited = [languages()[code].say("cited_in", numbers=number) for number in (1, 2)]
    assert [said.count(text) for text in cited] == [1, 1]


@pytest.mark.parametrize("code", CODES)
def test_a_draft_is_marked_on_every_page_and_a_released_report_nowhere(code: str) -> None:
    for printed in (_report, _annex):
        draft, final = (pypdf.PdfReader(BytesIO(printed(sample(code), day))) for day in (None, RELEASED))
        assert all(MARKS[code] in page.extract_text() for page in draft.pages)
        assert not any(MARKS[code] in page.extract_text() for page in final.pages)
    waiting = languages()[code].texts["discipline_draft"].replace("\u00a0", " ")
    assert waiting in text_of(_report(sample(code), None))


@pytest.mark.parametrize("code", CODES)
def test_nothing_printed_tells_of_a_declaration_to_the_intelligence_unit(code: str) -> None:
    assert not FORBIDDEN.search(text_of(_report(sample(code))) + text_of(_annex(sample(code))))


HOSTILE = [
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/passwd") #include "house.typ"',
    "$ x^2 $ *bold* _it_ `raw` = heading",
    "#{ panic() } #sys.inputs.sheet",
    "\\u{41} \\ // comment /* comment */",
    '"); #panic("x") //',
    '{"sheet": 1} {reference} {0} {{}} %s %(x)s',
    "<script>alert(1)</script> <fact-1> @fact-1",
    "[link](http://example.org) http://example.org ~ -- --- ... '\"",
    "=HYPERLINK(1) -1+1 @SUM(1)",
]


@pytest.mark.parametrize("payload", HOSTILE)
def test_what_looks_like_markup_is_printed_as_the_bank_wrote_it(payload: str) -> None:
    said = text_of(_report(sample("fr", communication=payload, name=payload[:35])))
    assert said.replace(" ", "").count(payload.replace(" ", "")) >= 1
    assert "root:" not in said


def test_a_name_or_communication_that_cannot_be_printed_is_spelled_and_does_not_stop_the_report() -> None:
    payload = "abc\u202edcb\u202c \u200bz \x00\x07\x1b[31m \U0001f600 \u4e2d\u6587 \u0627\u0644 \ue000 \ufeff\u2028\u2029"
    said = text_of(_report(sample("de", communication=payload, name=payload))).replace(" ", "")
    for spelled in (
        "‹U+202E›",
        "‹U+202C›",
        "‹U+200B›",
        "‹U+0000›",
        "‹U+001B›",
        "‹U+1F600›",
        "‹U+4E2D›",
        "‹U+0627›",
        "‹U+E000›",
    ):
        assert said.count(spelled) == 2, spelled


def test_a_word_without_blanks_stays_within_its_column() -> None:
    said = text_of(_report(sample("nl", communication="W" * 400, name="M" * 400)))
    lines = [word for word in said.split() if set(word) in ({"W"}, {"M"})]
    assert sum(map(len, lines)) == 800
    assert max(map(len, lines)) < 35  # the wider column is 64 mm: at 9 pt a line holds 21 of the widest letters


def test_every_character_that_is_shown_can_be_printed() -> None:
    shown = "".join(chr(code) for first, last in SHOWN_RANGES for code in range(first, last + 1) if chr(code) != " ")
    communication = " ".join(shown[start : start + 8] for start in range(0, len(shown), 8))
    said = text_of(_report(sample("fr", communication=communication, name=communication))).replace(" ", "")
    assert {character for character in shown if character not in said} == set()
