"""Drafting: what a bâtonnier's draft holds, what it never holds, and that drafting again changes nothing."""

from datetime import date, timedelta

import pytest

from detection.reports import draft_reports
from tests.detection.reports.world import ALINE, BRAM, CLARA, CURATED, ON, Office, text_of
from warehouse.alerts import dispose
from warehouse.errors import Refusal
from warehouse.reports_register import PIECE_CLASSES, get_report, list_reports


def _cash(office: Office, account: str = ALINE, key: str = "K1", **changed: object) -> str:
    return office.alert(key, account, office.movement_ids(account, "CASH"), **changed)


def test_each_bar_gets_one_report_in_its_language(office) -> None:
    for number, account in enumerate((ALINE, BRAM, CLARA)):
        _cash(office, account, f"K{number}")
    drafted = {report.bar: report for report in office.draft()}
    assert {bar: report.language for bar, report in drafted.items()} == {"LIEGE-HUY": "fr", "GENT": "nl", "EUPEN": "de"}
    titles = {"LIEGE-HUY": "Rapport d’alertes", "GENT": "Meldingsverslag", "EUPEN": "Meldebericht"}
    for bar, report in drafted.items():
        assert titles[bar] in text_of(office.piece(report.pieces[0].path))


def test_gd_2_the_report_holds_the_movement_that_proves_the_fact_and_no_other(office) -> None:
    _cash(office)
    (report,) = office.draft()
    body, annex = (text_of(office.piece(piece.path)) for piece in report.pieces[:2])
    for shown in ("CASH COUNTER 12", "−4 500,00", "REF1234567890", "Aline Corbeau", "rue du Pont 1, 4000 Liège"):
        assert shown in body.replace("\u202f", " ")
    assert "LAWFUL" not in body
    assert "Peeters Notaris" not in body
    assert "CASH COUNTER 12" in annex
    assert "LAWFUL DOSSIER 78" in annex


def test_pieces_are_classified_and_the_statements_are_a_piece_of_their_own(office) -> None:
    _cash(office)
    (report,) = office.draft()
    assert [(piece.kind, piece.piece_class) for piece in report.pieces] == [
        ("body", "report"),
        ("annex", "account_statements"),
        ("data", "report_data"),
        ("data", "report_data"),
    ]
    assert all(PIECE_CLASSES[piece.piece_class] == piece.kind for piece in report.pieces)
    assert report.pieces[0].movement_ids == office.movement_ids(ALINE, "CASH")
    assert set(report.pieces[1].movement_ids) > set(report.pieces[0].movement_ids)


def test_no_path_or_register_entry_names_a_person_or_an_account(office) -> None:
    _cash(office)
    (report,) = office.draft()
    written = " ".join(path.as_posix() for path in office.warehouse.settings.reports.rglob("*"))
    shown = str(report.as_json()) + written
    assert ALINE not in shown
    assert "Corbeau" not in shown


def test_drafting_the_same_again_does_nothing_new(office) -> None:
    _cash(office)
    first = office.draft()
    again = office.draft(on=ON + timedelta(days=1), at=office.at + timedelta(days=1))
    assert [report.new for report in first + again] == [True, False]
    assert again[0].report_id == first[0].report_id
    assert len(list_reports(office.warehouse)) == 1


def test_new_evidence_takes_the_place_of_the_draft_that_nobody_released(office) -> None:
    _cash(office)
    (first,) = office.draft()
    office.alert("K2", ALINE, office.movement_ids(ALINE, "LAWFUL DOSSIER 78"), nature="suspicious", detector="own-transfer")
    (second,) = office.draft(at=office.at + timedelta(hours=1))
    assert (second.new, second.illicit, second.suspicious) == (True, 1, 1)
    assert get_report(office.warehouse, first.report_id).state == "withdrawn"
    assert [report.report_id for report in list_reports(office.warehouse, state="drafted")] == [second.report_id]


def test_a_draft_is_withdrawn_when_its_alert_was_put_aside_and_made_anew_when_it_comes_back(office) -> None:
    alert_id = _cash(office)
    (first,) = office.draft()
    dispose(office.warehouse, alert_id, outcome="dismissed", reason="authorised by the bâtonnier", by="anna", at=office.at)
    assert office.draft() == []
    assert get_report(office.warehouse, first.report_id).state == "withdrawn"
    dispose(
        office.warehouse,
        alert_id,
        outcome="reported",
        reason="the authorisation was for another account",
        by="anna",
        at=office.at,
        second="bert",
    )
    (again,) = office.draft()
    assert again.new
    assert again.reference == f"{first.reference}-2"


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({"severity": "low"}, None),
        ({"severity": "info"}, None),
        ({"nature": "data", "severity": "critical"}, None),
        ({"nature": "governance", "severity": "critical"}, None),
        ({}, "dismissed"),
        ({}, "watch"),
        ({}, "more_data"),
        ({"nature": "governance"}, "reported"),
    ],
)
def test_what_was_put_aside_or_is_no_fact_about_the_money_is_not_reported(office, changed, outcome) -> None:
    alert_id = _cash(office, **changed)
    if outcome:
        dispose(office.warehouse, alert_id, outcome=outcome, reason="because", by="anna", at=office.at, second="bert")
    assert office.draft() == []


@pytest.mark.parametrize(("severity", "outcome"), [("medium", None), ("high", None), ("critical", None), ("low", "reported")])
def test_grave_open_alerts_and_all_that_an_analyst_reported_are_reported(office, severity, outcome) -> None:
    alert_id = _cash(office, severity=severity)
    if outcome:
        dispose(office.warehouse, alert_id, outcome=outcome, reason="because", by="anna", at=office.at, second="bert")
    assert [report.alert_ids for report in office.draft()] == [(alert_id,)]


def test_gd_2_an_account_under_judicial_mandate_is_never_reported(office) -> None:
    office.alert("K1", CURATED, ("unknown.0001.0000",))
    assert office.draft() == []


def test_a_holder_who_changed_bar_is_reported_to_the_present_one(office) -> None:
    _cash(office)
    moved = (office.folder / "holders.csv").read_text(encoding="utf-8").replace("BE,LIEGE-HUY,fr", "BE,EUPEN,de")
    office.register_holders(moved)
    assert [report.bar for report in office.draft()] == ["EUPEN"]


def test_one_bar_is_drafted_without_the_others(office) -> None:
    _cash(office)
    _cash(office, BRAM, "K2")
    assert [report.bar for report in office.draft(bar="GENT")] == ["GENT"]
    assert [report.bar for report in list_reports(office.warehouse)] == ["GENT"]


def test_an_alert_of_a_later_day_waits_for_it(office) -> None:
    _cash(office)
    assert office.draft(on=date(2026, 8, 31)) == []


def test_an_unknown_bar_is_refused_with_those_that_exist(office) -> None:
    with pytest.raises(Refusal, match="LIEGE-HUY"):
        draft_reports(office.warehouse, on=ON, at=office.at, bar="PARIS")


def test_the_pieces_are_readable_by_their_owner_only(office) -> None:
    _cash(office)
    (report,) = office.draft()
    assert {oct(office.piece(piece.path).stat().st_mode & 0o777) for piece in report.pieces} == {"0o600"}


def test_ar_3_a_the_contact_and_the_arrangement_come_from_the_installation(office) -> None:
    (office.warehouse.settings.home / "controllers.toml").write_text(
        '[OBFG]\ndpo = "dpo-obfg@example.org"\narrangement = "version 2 of 1 March 2025"\n', encoding="utf-8"
    )
    _cash(office)
    (report,) = office.draft()
    body = text_of(office.piece(report.pieces[0].path))
    assert "dpo-obfg@example.org" in body
    assert "version 2 of 1 March 2025" in body


def test_a_finding_whose_rule_is_no_longer_known_is_told_in_the_language_all_the_same(office) -> None:
    _cash(office, CLARA, "K7", detector="a-rule-of-old", evidence={})
    (report,) = office.draft()
    said = text_of(office.piece(report.pieces[0].path))
    assert "Die Kontrolle hat vom 01.09.2026 bis zum 02.09.2026 eine Buchung über 4.500,00 EUR festgestellt." in said
    assert "Von der Kontrolle gemeldete Buchungen" in said


def test_the_reason_is_told_in_the_language_of_the_bar_with_its_figures(office) -> None:
    _cash(office, BRAM, "K8", evidence={"total": 4_500_000, "days": 3, "allowed": 0})
    (report,) = office.draft()
    said = text_of(office.piece(report.pieces[0].path))
    assert (
        "Op 01/09/2026 werd 4.500,00 EUR in contanten opgenomen; in totaal 4.500,00 EUR in 3 dagen; 0 toestemmingen dekken dit."
        in said
    )


def test_what_one_detector_found_several_times_is_one_fact_with_numbered_reasons(office) -> None:
    cash, lawful = office.movement_ids(ALINE, "CASH"), office.movement_ids(ALINE, "LAWFUL DOSSIER 78")
    _cash(office, typology="cash", evidence={"total": 4_500_000, "days": 1, "allowed": 0})
    office.alert("K2", ALINE, (*cash, *lawful), typology="cash", evidence={"total": 5_500_000, "days": 2, "allowed": 0})
    (report,) = office.draft()
    said = text_of(office.piece(report.pieces[0].path)).replace("\u202f", " ")
    assert (report.illicit, report.suspicious) == (1, 0)
    assert (
        "1. 4 500,00 EUR ont été retirés en espèces le 01/09/2026 ; "
        "en tout 4 500,00 EUR en 1 jour ; 0 autorisation le couvre." in said
    )
    assert (
        "2. 4 500,00 EUR ont été retirés en espèces le 01/09/2026 ; "
        "en tout 5 500,00 EUR en 2 jours ; 0 autorisation le couvre." in said
    )
    assert said.count("CASH COUNTER 12") == 1
    assert "1, 2. 02/09/2026" in said
    assert "2 mouvements cités" in said


def test_the_lawyer_with_the_gravest_fact_comes_first_and_keeps_her_facts_together(office) -> None:
    moved = (office.folder / "holders.csv").read_text(encoding="utf-8").replace("BE,GENT,nl", "BE,LIEGE-HUY,fr")
    office.register_holders(moved)
    _cash(office, ALINE, "K1", severity="high")
    _cash(office, BRAM, "K2", severity="critical")
    _cash(office, BRAM, "K3", severity="medium", detector="card-use", evidence={})
    (report,) = office.draft()
    said = text_of(office.piece(report.pieces[0].path))
    order = [said.index(f"Fait {number} –") for number in (1, 2, 3)]
    holders = [said.index(name, order[0]) for name in ("Bram Kraanvogel", "Aline Corbeau")]
    assert order[0] < holders[0] < order[1] < said.index("Bram Kraanvogel", order[1]) < order[2] < holders[1]


def test_a_statement_without_movements_is_one_line_of_the_annex(office) -> None:
    office.deliver(ALINE, date(2026, 9, 3), 3, 6_500_000)
    office.alert("K1", ALINE, office.movement_ids(ALINE, "CASH"), last_date=date(2026, 9, 3))
    (report,) = office.draft()
    assert "Extrait nº 003 du 03/09/2026 Aucun mouvement. 6 500,00" in text_of(office.piece(report.pieces[1].path)).replace(
        "\u202f", " "
    )


def test_the_statements_of_a_busy_account_are_cut_into_annexes_that_can_be_printed(office, monkeypatch) -> None:
    monkeypatch.setattr("detection.reports.annexing.MOST_MOVEMENTS", 2)
    office.alert("K1", ALINE, office.movement_ids(ALINE, "CASH"), first_date=date(2026, 9, 1), last_date=date(2026, 9, 2))
    (report,) = office.draft()
    first, second = (text_of(office.piece(piece.path)) for piece in report.pieces[1:3])
    assert "Extraits 1er septembre 2026" in first
    assert "LAWFUL DOSSIER 77" in first
    assert "Extraits 2 septembre 2026" in second
    assert "CASH COUNTER 12" in second
    assert "CASH COUNTER 12" not in first
