"""Rows that have a day of their own go ten years after it, with all that belongs to them, unless a hold keeps them."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.warehouse.decade import ACQUITTED, FEB28, LATER, MAR1, ONE, RECEIVED, THEN, TWO, Decade
from warehouse.coverage.tables import FirstDemandReminder, FirstDemandRow
from warehouse.database import Base, Warehouse
from warehouse.holds import place, release
from warehouse.model_approvals import ModelDecisionRow, ModelRow
from warehouse.register_exclusion_tables import Exclusion, PurgeRow
from warehouse.register_tables import HolderVersion
from warehouse.retention import check_certificate, run
from warehouse.snoozes.tables import SnoozeRow

NOON_28, NOON_1 = datetime(2026, 2, 28, 12, tzinfo=UTC), datetime(2026, 3, 1, 0, tzinfo=UTC)


@pytest.fixture
def decade(warehouse: Warehouse, tmp_path: Path) -> Decade:
    return Decade(warehouse, tmp_path).build((ONE, TWO))


def _snooze(account: str, until: date) -> SnoozeRow:
    return SnoozeRow(
        detector="neg-balance", account=account, until=until, reason=f"fee, {account}", two_people=False, state="in_force",
        proposed_by="analyst", proposed_at=RECEIVED,
    )  # fmt: skip


def _demand(account: str, until: date) -> FirstDemandRow:
    return FirstDemandRow(
        account=account, currency="EUR", bank="KASTEEL", language="fr", since=date(2025, 1, 1), until=until, asked_on=until,
        asked_by="officer", asked_at=RECEIVED,
    )  # fmt: skip


def _version(holder: str, replaced_at: datetime) -> HolderVersion:
    return HolderVersion(
        holder_id=holder, replaced_at=replaced_at, recorded_at=RECEIVED, name=f"Former {holder}", street="Rue", postcode="4000",
        city="Liège", country="BE", bar="LIEGE-HUY", language="fr", kind="lawyer",
    )  # fmt: skip


def _add(warehouse: Warehouse, *rows: Base) -> None:
    with warehouse.writing() as session:
        session.add_all(rows)


def _left(warehouse: Warehouse, column: object) -> list[object]:
    with warehouse.reading() as session:
        return list(session.scalars(select(column).order_by(column)))  # type: ignore[call-overload]


def test_ar_5_b_rows_go_ten_years_after_their_own_day_and_not_the_day_before(decade: Decade):
    warehouse = decade.warehouse
    _add(warehouse, _snooze(ONE, FEB28), _snooze(TWO, MAR1), _version("H1", NOON_28), _version("H2", NOON_1))
    run(warehouse, decade.approved().plan_id, at=LATER)  # on 1 March 2036: 28 February is past its day, 1 March is not
    assert _left(warehouse, SnoozeRow.account) == [TWO]
    assert _left(warehouse, HolderVersion.holder_id) == ["H2"]


def test_what_belongs_to_a_row_goes_with_it_and_is_counted(decade: Decade):
    warehouse = decade.warehouse
    _add(warehouse, _demand(ONE, FEB28), _demand(TWO, MAR1))
    _add(
        warehouse,
        *(FirstDemandReminder(demand_number=n, reminded_on=MAR1, reminded_by="o", reminded_at=NOON_1) for n in (1, 1, 2)),
    )
    _add(warehouse, Exclusion(iban=ONE, reason="bankruptcy", by="a", second="b", at=NOON_28, ended_at=NOON_28))
    _add(warehouse, PurgeRow(exclusion_number=1, at=NOON_28, by="a", counts={"movements": 3}, holds=[], told=[]))
    _add(warehouse, ModelRow(artefact_hash="ab" * 32, kind="tails", card={"kind": "tails"}, registered_at=NOON_28))
    _add(warehouse, ModelDecisionRow(model_number=1, decision="approved", reason="good", by="a", at=NOON_28))
    certificate = run(warehouse, decade.approved().plan_id, at=LATER)
    assert _left(warehouse, FirstDemandRow.account) == [TWO]
    assert _left(warehouse, FirstDemandReminder.demand_number) == [2]
    for column in (Exclusion.number, PurgeRow.number, ModelRow.number, ModelDecisionRow.number):
        assert _left(warehouse, column) == []
    rows = check_certificate(warehouse.settings, certificate.path)["rows"]
    assert {name: rows[name] for name in ("first_demands", "first_demand_reminders", "exclusions", "purges", "models")} == {
        "first_demands": 1, "first_demand_reminders": 2, "exclusions": 1, "purges": 1, "models": 1,
    }  # fmt: skip


HELD_BY = {
    "account": (ONE, [ONE], []),  # the register's past is the holder's, not the account's
    "holder": ("H1", [ONE], ["H1"]),  # a hold on the holder keeps the accounts held too
    "period": ("2026-02-27..2026-02-28", [ONE, TWO], ["H1", "H2"]),
}


@pytest.mark.parametrize("scope", HELD_BY)
def test_ar_5_h_a_hold_keeps_rows_by_account_by_holder_and_by_day(decade: Decade, scope: str):
    warehouse = decade.warehouse
    subject, accounts, holders = HELD_BY[scope]
    _add(warehouse, _snooze(ONE, FEB28), _snooze(TWO, FEB28), _version("H1", NOON_28), _version("H2", NOON_28))
    place(
        warehouse, scope=scope, subject=subject, ground="instruction", opening_act="appointment", authority="court", by="o",
        act_date=date(2036, 1, 5), review_on=date(2036, 9, 1), at=THEN,
    )  # fmt: skip
    spared = decade.plan().spared["H-0001"]
    assert spared["rule_snoozes"] == len(accounts)
    run(warehouse, decade.approved().plan_id, at=LATER)
    assert _left(warehouse, SnoozeRow.account) == sorted(accounts)
    assert _left(warehouse, HolderVersion.holder_id) == holders


def test_a_hold_itself_goes_ten_years_after_its_release_and_never_before_it(decade: Decade):
    warehouse = decade.warehouse
    given = {"scope": "account", "subject": ONE, "ground": "instruction", "opening_act": "act", "authority": "court"}
    for _ in range(2):
        place(warehouse, **given, by="o", act_date=date(2026, 1, 5), review_on=MAR1, at=datetime(2026, 2, 1, tzinfo=UTC))
    for who in ("first", "second"):
        release(warehouse, "H-0001", by=who, on=FEB28, at=NOON_28, final=ACQUITTED)
    plan_id = decade.approved().plan_id
    run(warehouse, plan_id, at=LATER)
    with warehouse.reading() as session:
        kept = session.scalars(select(Base.metadata.tables["holds"].c.number)).all()
        history = session.scalars(select(Base.metadata.tables["hold_history"].c.hold_number)).all()
    assert (kept, history) == ([2], [2])
