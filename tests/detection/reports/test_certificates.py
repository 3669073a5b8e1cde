"""The certificate that people read: three languages, tied to the signed document, and the notice to who has a copy."""

from datetime import UTC, date, datetime

import pytest

from detection.certificates import print_certificate
from detection.certificates.contract import certificate_texts
from detection.reports.pdf_texts import PdfTexts
from tests.detection.reports.world import ALINE, BRAM, Office, text_of
from warehouse.errors import Refusal
from warehouse.retention import (
    Certificate,
    approve,
    check_certificate,
    check_chain,
    confirm_copy,
    list_copies,
    plan,
    remind,
    run,
)

GONE = date(2036, 9, 3)
AT = datetime(2036, 9, 3, 5, 0, tzinfo=UTC)
SAID = {"fr": "3 septembre 2036", "nl": "3 september 2036", "de": "3. September 2036"}


@pytest.fixture
def destroyed(office: Office) -> Certificate:
    """Two reports to two bâtonniers, one of them released, and the destruction of both."""
    office.alert("K1", ALINE, office.movement_ids(ALINE, "CASH"))
    office.alert("K2", BRAM, office.movement_ids(BRAM, "CASH"))
    for report in office.draft():
        if report.bar == "LIEGE-HUY":
            office.release(report.report_id)
    drafted = plan(office.warehouse, on=GONE, by="dora", at=AT)
    for person in ("anna", "bea"):
        approve(office.warehouse, drafted.plan_id, by=person, at=AT)
    return run(office.warehouse, drafted.plan_id, at=AT)


def test_ar_5_i_the_certificate_is_printed_in_three_languages_and_says_the_same_figures(
    office: Office, destroyed: Certificate
) -> None:
    printed = {path.name: path for path in print_certificate(office.warehouse, destroyed.certificate_id)}
    counts = destroyed.document["destroyed"]
    for code, day in SAID.items():
        text = text_of(printed[f"C-0001.{code}.pdf"])
        texts = certificate_texts(code)
        for said in (texts["title"], day, "anna", "bea", f"{texts['movements']} {counts['movements']} {counts['movements']}"):
            assert said in text, (code, said)
        assert "8 octobre 2036" in text or "8 oktober 2036" in text or "8. Oktober 2036" in text  # 35 days: the last backup
        assert destroyed.signature.replace(" ", "") in text.replace(" ", "")
        assert ALINE not in text.replace(" ", "")
        assert "Corbeau" not in text


def test_ar_5_d_the_batonnier_who_has_a_copy_is_told_to_destroy_it_reminded_and_confirms(
    office: Office, destroyed: Certificate
) -> None:
    printed = {path.name for path in print_certificate(office.warehouse, destroyed.certificate_id)}
    assert {name for name in printed if "notice" in name} == {"C-0001.notice.LIEGE-HUY.pdf"}  # the other was never released
    text = text_of(office.warehouse.settings.certificates / "C-0001.notice.LIEGE-HUY.pdf")
    for said in ("Barreau de Liège-Huy", "R-000002", "22 novembre 2026", "2 septembre 2026", "ne détruisez rien"):
        assert said in text, said
    (waiting,) = list_copies(office.warehouse, waiting=True)
    assert (waiting.bar, waiting.report_id, waiting.notified_on) == ("LIEGE-HUY", "R-000002", GONE)
    assert remind(office.warehouse, on=date(2036, 10, 2)) == []
    assert [one.report_id for one in remind(office.warehouse, on=date(2036, 10, 3))] == ["R-000002"]
    assert remind(office.warehouse, on=date(2036, 10, 4)) == []
    confirm_copy(office.warehouse, "R-000002", "LIEGE-HUY", by="bea", on=date(2036, 10, 5))
    assert list_copies(office.warehouse, waiting=True) == []
    with pytest.raises(Refusal, match="no copy"):
        confirm_copy(office.warehouse, "R-000002", "LIEGE-HUY", by="bea", on=date(2036, 10, 5))


def test_a_changed_byte_of_any_of_its_files_is_refused(office: Office, destroyed: Certificate) -> None:
    settings = office.warehouse.settings
    printed = print_certificate(office.warehouse, destroyed.certificate_id)
    for path in (destroyed.path, *printed):
        assert check_certificate(settings, path)["certificate"] == "C-0001"
        content = path.read_bytes()
        for place in (0, len(content) // 3, len(content) // 2, len(content) - 2):
            path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
            with pytest.raises(Refusal, match="signature"):
                check_certificate(settings, path)
        path.write_bytes(content)
    listed = settings.certificates / "C-0001.copies.json"
    listed.write_bytes(listed.read_bytes().replace(b"C-0001.fr.pdf", b"C-0001.xx.pdf"))
    with pytest.raises(Refusal, match="signature"):
        check_certificate(settings, printed[0])


def test_another_key_does_not_verify_and_a_missing_certificate_is_missed(office: Office, destroyed: Certificate) -> None:
    settings = office.warehouse.settings
    published = (settings.certificates / "public-key.txt").read_text(encoding="ascii").strip()
    assert check_certificate(settings, destroyed.path, key=published)["certificate"] == "C-0001"
    with pytest.raises(Refusal, match="signature"):
        check_certificate(settings, destroyed.path, key="A" * 43 + "=")
    second = plan(office.warehouse, on=date(2036, 9, 4), by="dora", at=AT)
    for person in ("anna", "bea"):
        approve(office.warehouse, second.plan_id, by=person, at=AT)
    run(office.warehouse, second.plan_id, at=AT.replace(day=4))
    assert check_chain(settings) == 2
    (settings.certificates / "C-0001.json").unlink()
    with pytest.raises(Refusal, match="missing"):
        check_chain(settings)


def test_printing_again_gives_the_same_bytes(office: Office, destroyed: Certificate) -> None:
    first = {path.name: path.read_bytes() for path in print_certificate(office.warehouse, destroyed.certificate_id)}
    again = {path.name: path.read_bytes() for path in print_certificate(office.warehouse, destroyed.certificate_id)}
    assert first == again
    with pytest.raises(Refusal, match="no certificate"):
        print_certificate(office.warehouse, "C-0099")


def test_what_a_pdf_says_is_read_back_letter_by_letter(office: Office, destroyed: Certificate) -> None:
    """The scan's own reader of PDFs finds what another library finds, and opens the encrypted copies of this installation."""
    path = print_certificate(office.warehouse, destroyed.certificate_id)[0]
    read = "".join("".join(PdfTexts(office.warehouse.settings)(path.read_bytes(), path.name)).split())
    for word in text_of(path).split():
        assert word in read, word
