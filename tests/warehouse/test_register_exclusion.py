"""Accounts under judicial mandate: who excludes them, what leaves the house with them, and what that leaves behind."""

import json
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from sqlalchemy import MetaData, select

from tests.warehouse.decade import FEB27, MAR1, ONE, RECEIVED, STRANGER, THREE, TWO, Decade, finding, movement
from warehouse.alerts import AlertDraft, findings_of, get_alert, history, raise_alerts, store_findings
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.holds import place
from warehouse.intake import accounting
from warehouse.register import accounts_frame, import_register
from warehouse.register import history as register_history
from warehouse.register_exclusion import Settled, end_exclusion, exclude, list_exclusions, settle_exclusions
from warehouse.register_exclusion_tables import PurgeLeftover
from warehouse.register_purge import finish_purges, list_purges
from warehouse.reports_register import check, get_report, list_reports, release

AT = RECEIVED + timedelta(days=10)
HEAD = "iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on\n"


@pytest.fixture
def decade(warehouse: Warehouse, tmp_path: Path) -> Decade:
    return Decade(warehouse, tmp_path).build()


def _flag(decade: Decade, iban: str, kind: str, flag: str = "true") -> None:
    """Let the accounts' file say what an account is."""
    path = decade.folder / "flagged.csv"
    path.write_text(f"{HEAD}{iban},EUR,{kind},{flag},H1,KASTBEBB,2020-01-01,,,\n", encoding="utf-8")
    import_register(decade.warehouse, accounts=path, at=AT)


def _settled(decade: Decade) -> Settled:
    return settle_exclusions(decade.warehouse, by="import", at=AT)


def _everywhere(decade: Decade) -> str:
    """All that is written anywhere but in the register, the log of accesses and the visible names of purges."""
    kept = ("accounts", "account_versions", "account_holders", "own_accounts", "exclusions", "register_changes", "holds")
    found = []
    metadata = MetaData()
    metadata.reflect(decade.warehouse.engine)
    with decade.warehouse.engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table.name not in kept:
                found += [repr(tuple(row)) for row in connection.execute(select(table))]
    for path in decade.warehouse.settings.lake.rglob("*.parquet"):
        found.append(json.dumps(pq.read_table(path, partitioning=None).to_pylist(), default=str))
    for path in decade.warehouse.settings.reports.rglob("*.pdf"):
        found.append(path.read_text(encoding="utf-8"))
    return "\n".join(found)


def _hold(decade: Decade, scope: str, subject: str) -> str:
    return place(
        decade.warehouse,
        scope=scope,
        subject=subject,
        ground="disciplinary_enquiry",
        opening_act="letter of 3 March",
        authority="bâtonnier",
        act_date=MAR1,
        by="officer",
        review_on=date(2030, 1, 1),
        at=RECEIVED,
    ).hold_id


def test_ar_1_2_b_what_came_of_an_account_by_mistake_leaves_every_store_and_the_others_stay_whole(decade: Decade) -> None:
    decade.receive(ONE, decade.statement(STRANGER, 61, MAR1, (10, MAR1, MAR1)))
    others = {one for one in decade.movements() if not one.startswith(ONE)}
    assert ONE in _everywhere(decade)
    exclusion, purge = exclude(decade.warehouse, ONE, reason="bankruptcy", by="officer", second="compliance", at=AT)
    assert (exclusion.iban, exclusion.reason, exclusion.by, exclusion.second) == (ONE, "bankruptcy", "officer", "compliance")
    assert purge is not None
    # four statements with seven movements (decade), two findings in two alerts, a drafted report of two pieces
    assert {name: purge.counts[name] for name in ("movements", "statements", "findings", "alerts", "pieces", "receipts")} == {
        "movements": 7, "statements": 4, "findings": 2, "alerts": 2, "pieces": 2, "receipts": 4,
    }  # fmt: skip
    assert purge.verification is not None
    assert purge.verification["remnants"] == 0
    assert purge.verification["found_before"] == 7 + 4
    assert ONE not in _everywhere(decade)
    assert decade.movements() == others
    assert accounting(decade.warehouse).holds
    assert accounting(decade.warehouse).destroyed.movements == 7


def test_ar_1_2_b_an_excluded_account_is_refused_at_intake_and_leaves_a_receipt_line_only(decade: Decade) -> None:
    exclude(decade.warehouse, ONE, reason="bankruptcy", by="officer", second="compliance", at=AT)
    before = decade.movements()
    decade.receive(ONE, decade.statement(ONE, 62, MAR1, (10, MAR1, MAR1)))
    assert decade.movements() == before
    assert accounting(decade.warehouse).mandate.statements == 1


def test_ar_1_2_b_the_purge_is_logged_in_counts_and_its_working_list_of_ids_is_emptied(decade: Decade) -> None:
    exclude(decade.warehouse, ONE, reason="sequestration", by="officer", second="compliance", at=AT)
    [purge] = list_purges(decade.warehouse)
    assert (purge.purge_id, purge.by, purge.second, purge.at) == ("U-0001", "officer", "compliance", AT)
    with decade.warehouse.reading() as session:
        assert session.scalars(select(PurgeLeftover)).all() == []
    assert ONE not in json.dumps([dict(purge.counts), dict(purge.verification or {})])


def test_ar_1_2_b_a_flagged_rubric_account_is_excluded_and_purged_without_anybodys_decision(decade: Decade) -> None:
    _flag(decade, ONE, "rubric")
    settled = _settled(decade)
    assert [(one.iban, one.reason) for one in settled.begun] == [(ONE, "register")]
    assert [purge.counts["movements"] for purge in settled.purges] == [7]
    assert not any(one.startswith(ONE) for one in decade.movements())
    assert _settled(decade) == Settled()


def test_ar_1_2_c_a_flagged_third_party_account_waits_for_a_compliance_officer(decade: Decade) -> None:
    _flag(decade, ONE, "third_party")
    assert _settled(decade) == Settled(undecided=(ONE,))
    with pytest.raises(Refusal, match="compliance officer"):
        exclude(decade.warehouse, ONE, reason="liquidation", by="officer", at=AT)
    with pytest.raises(Refusal, match="two different people"):
        exclude(decade.warehouse, ONE, reason="liquidation", by="officer", second="officer", at=AT)
    assert len({one for one in decade.movements() if one.startswith(ONE)}) == 7
    exclude(decade.warehouse, ONE, reason="liquidation", by="officer", second="compliance", at=AT)
    assert not any(one.startswith(ONE) for one in decade.movements())
    assert _settled(decade) == Settled()


def test_ar_1_2_c_an_exclusion_has_a_reason_of_the_list(decade: Decade) -> None:
    with pytest.raises(Refusal, match="one of bankruptcy, provisional_administration"):
        exclude(decade.warehouse, ONE, reason="because", by="officer", second="compliance", at=AT)
    with pytest.raises(Refusal, match="not in the register"):
        exclude(decade.warehouse, STRANGER, reason="bankruptcy", by="officer", second="compliance", at=AT)


def test_what_people_excluded_stays_excluded_whatever_the_file_says_until_two_people_end_it(decade: Decade) -> None:
    exclude(decade.warehouse, ONE, reason="bankruptcy", by="officer", second="compliance", at=AT)
    _flag(decade, ONE, "third_party", "false")
    frame = accounts_frame(decade.warehouse)
    assert frame.filter(frame["iban"] == ONE)["judicial_mandate"].to_list() == [True]
    with pytest.raises(Refusal, match="excluded already, by X-0001"):
        exclude(decade.warehouse, ONE, reason="bankruptcy", by="officer", second="compliance", at=AT)
    with pytest.raises(Refusal, match="two different people"):
        end_exclusion(decade.warehouse, ONE, by="officer", second="officer", at=AT)
    ended = end_exclusion(decade.warehouse, ONE, by="officer", second="compliance", at=AT)
    assert (ended.ended_by, ended.ended_second) == ("officer", "compliance")
    frame = accounts_frame(decade.warehouse)
    assert frame.filter(frame["iban"] == ONE)["judicial_mandate"].to_list() == [False]
    assert [one.change.part for one in register_history(decade.warehouse, ONE)][-2:] == ["accounts", "exclusions"]


def test_an_exclusion_that_only_repeats_the_file_ends_with_it(decade: Decade) -> None:
    _flag(decade, ONE, "rubric")
    _settled(decade)
    _flag(decade, ONE, "rubric", "false")
    assert [one.iban for one in _settled(decade).ended] == [ONE]
    assert [one.ended_by for one in list_exclusions(decade.warehouse)] == ["import"]


def test_an_alert_that_stays_for_another_account_loses_the_findings_and_says_so(decade: Decade) -> None:
    shared = [
        finding("shared-one", account=ONE, amount_milli=-900_000, movement_ids=(movement(ONE, 57, 2),)),
        finding("shared-two", account=TWO, holder_id="H2", movement_ids=(movement(TWO, 57, 2),), last_date=FEB27),
    ]
    store_findings(decade.warehouse, shared, on=MAR1, at=RECEIVED)
    draft = AlertDraft("H1", ONE, "shared", FEB27, ("shared-one", "shared-two"))
    [alert_id] = raise_alerts(decade.warehouse, [draft], at=RECEIVED).new
    exclude(decade.warehouse, ONE, reason="bankruptcy", by="officer", second="compliance", at=AT)
    alert = get_alert(decade.warehouse, alert_id)
    assert [one.key for one in alert.findings] == ["shared-two"]
    assert (alert.account, alert.amount_milli) == (TWO, 40_000)
    assert history(decade.warehouse, alert_id)[-1].event == "purged"


def test_a_finding_elsewhere_that_names_a_movement_of_the_account_goes_too(decade: Decade) -> None:
    crossing = finding("crossing", account=TWO, holder_id="H2", movement_ids=(movement(TWO, 57, 2), movement(ONE, 57, 1)))
    store_findings(decade.warehouse, [crossing], on=MAR1, at=RECEIVED)
    exclude(decade.warehouse, ONE, reason="bankruptcy", by="officer", second="compliance", at=AT)
    assert findings_of(decade.warehouse, keys=["crossing"]) == []
    assert len(findings_of(decade.warehouse, account=TWO)) == 2


def test_a_released_report_that_told_of_the_account_is_named_to_be_recalled_and_a_draft_goes(decade: Decade) -> None:
    released = decade.reports[ONE].report_id
    check(decade.warehouse, released, by="anna", at=RECEIVED)
    release(decade.warehouse, released, by="head", at=RECEIVED)
    drafted = {report.report_id for report in list_reports(decade.warehouse)} - {released}
    _, purge = exclude(decade.warehouse, ONE, reason="bankruptcy", by="officer", second="compliance", at=AT)
    assert purge is not None
    assert purge.told == (released,)
    assert {report.report_id for report in list_reports(decade.warehouse)} == drafted
    with pytest.raises(Refusal):
        get_report(decade.warehouse, released)


@pytest.mark.parametrize(("scope", "subject"), [("account", ONE), ("holder", "H1"), ("period", "2026-02-27..2026-02-27")])
def test_a_hold_on_the_data_must_be_named_by_two_people_before_they_are_purged(
    decade: Decade, scope: str, subject: str
) -> None:
    hold = _hold(decade, scope, subject)
    with pytest.raises(Refusal, match=hold):
        exclude(decade.warehouse, ONE, reason="bankruptcy", by="officer", second="compliance", at=AT)
    assert list_exclusions(decade.warehouse) == []
    _, purge = exclude(
        decade.warehouse, ONE, reason="bankruptcy", by="officer", second="compliance", despite_holds=[hold], at=AT
    )
    assert purge is not None
    assert purge.holds == (hold,)


def test_an_automatic_purge_waits_while_a_hold_covers_the_data(decade: Decade) -> None:
    _hold(decade, "account", ONE)
    _flag(decade, ONE, "rubric")
    assert _settled(decade).held == (ONE,)
    assert len({one for one in decade.movements() if one.startswith(ONE)}) == 7
    _hold(decade, "account", TWO)
    _flag(decade, THREE, "rubric")
    assert [purge.counts["movements"] for purge in _settled(decade).purges] == [7]


def test_a_purge_that_was_interrupted_after_its_commit_is_finished_later(
    decade: Decade, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("warehouse.register_purge.search_lake", stopped)
        with pytest.raises(KeyboardInterrupt):
            exclude(decade.warehouse, ONE, reason="bankruptcy", by="officer", second="compliance", at=AT)
    [unfinished] = list_purges(decade.warehouse)
    assert unfinished.verification is None
    [finished] = finish_purges(decade.warehouse, at=AT + timedelta(hours=2))
    assert finished.verification is not None
    assert finished.verification["found_before"] == 7 + 4
    assert ONE not in _everywhere(decade)
    assert finish_purges(decade.warehouse, at=AT) == []


@pytest.mark.parametrize("warehouse", ["sqlite"], indirect=True)
def test_after_a_purge_not_a_byte_of_the_database_file_holds_a_movement_of_the_account(decade: Decade) -> None:
    exclude(decade.warehouse, ONE, reason="bankruptcy", by="officer", second="compliance", at=AT)
    with decade.warehouse.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode")
    decade.warehouse.close()
    content = b"".join(path.read_bytes() for path in decade.warehouse.settings.home.glob("quater.sqlite*"))
    assert movement(TWO, 57, 2).encode() in content
    assert movement(ONE, 57, 2).encode() not in content
