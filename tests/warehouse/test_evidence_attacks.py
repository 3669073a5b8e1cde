"""Seven attacks on the access log, all found: by its chain, by its daily heads, and by the heads kept outside."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tests.warehouse.visits import AT, TODAY, log
from warehouse.database import Warehouse, open_warehouse
from warehouse.errors import Refusal
from warehouse.evidence import (
    anchor_head,
    verify,
)
from warehouse.evidence.accesses import AccessRow, HeadRow, hash_of
from warehouse.evidence.hashing import GENESIS
from warehouse.evidence.heads import write_head
from warehouse.settings import load_settings


def _row(number: int, previous: str, subject: str = "A-000001") -> AccessRow:
    row = AccessRow(
        sequence=number,
        at=AT,
        actor="p",
        action="read",
        subject=subject,
        purpose="detect",
        modality="page",
        result="granted",
        previous_hash=previous,
    )
    row.hash = hash_of(row)
    return row


def test_a_log_longer_than_what_is_read_at_once_is_checked_to_its_end(warehouse: Warehouse):
    with warehouse.writing() as session:
        previous, head = "0" * 64, HeadRow(line=1, sequence=2500, hash="")
        for number in range(1, 2501):
            row = _row(number, previous)
            session.add(row)
            previous = row.hash
        head.hash = previous
        session.add(head)
    assert (verify(warehouse).ok, verify(warehouse).rows) == (True, 2500)
    with warehouse.writing() as session:
        session.execute(update(AccessRow).where(AccessRow.sequence == 2321).values(result="refused"))
    assert verify(warehouse).first_bad == 2321


def _edit(session: Session) -> None:
    session.execute(update(AccessRow).where(AccessRow.sequence == 4).values(subject="A-000099"))


def _delete(session: Session) -> None:
    session.execute(delete(AccessRow).where(AccessRow.sequence == 4))


def _insert(session: Session) -> None:
    for sequence in range(9, 3, -1):
        session.execute(update(AccessRow).where(AccessRow.sequence == sequence).values(sequence=sequence + 1))
    before = session.scalars(select(AccessRow.hash).where(AccessRow.sequence == 3)).one()
    session.add(_row(4, before))
    session.execute(update(HeadRow).values(sequence=10))


def _swap(session: Session) -> None:
    for old, new in ((4, 100), (5, 4), (100, 5)):
        session.execute(update(AccessRow).where(AccessRow.sequence == old).values(sequence=new))


def _cut_tail(session: Session) -> None:
    session.execute(delete(AccessRow).where(AccessRow.sequence >= 8))
    last = session.scalars(select(AccessRow).where(AccessRow.sequence == 7)).one()
    session.execute(update(HeadRow).values(sequence=7, hash=last.hash))


def _chain_anew(session: Session) -> None:
    previous = ""
    for row in session.scalars(select(AccessRow).order_by(AccessRow.sequence)):
        if row.sequence == 4:
            row.subject = "A-000099"
        if row.sequence >= 4:
            row.previous_hash = previous
            row.hash = hash_of(row)
        previous = row.hash
    session.execute(update(HeadRow).values(hash=previous))


def _empty(session: Session) -> None:
    session.execute(delete(AccessRow))
    session.execute(delete(HeadRow))


ATTACKS: dict[str, tuple[Callable[[Session], None], int]] = {
    "a row edited": (_edit, 4),
    "a row deleted": (_delete, 4),
    "a row inserted": (_insert, 5),
    "two rows swapped": (_swap, 4),
    "the tail cut": (_cut_tail, 8),
    "the log chained anew": (_chain_anew, 9),
    "the log emptied": (_empty, 1),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_seven_attacks_are_found_and_the_first_bad_row_is_named(warehouse: Warehouse, attack: str, record_property):
    log(warehouse, 9)
    anchor_head(warehouse, on=TODAY, at=AT)
    assert verify(warehouse).ok
    forge, first_bad = ATTACKS[attack]
    with warehouse.writing() as session:
        forge(session)
    found = verify(warehouse)
    assert (found.ok, found.first_bad) == (False, first_bad), found.problem
    assert found.problem
    record_property("R16", f"{attack}: found")


@pytest.fixture
def outside(warehouse: Warehouse, tmp_path: Path) -> tuple[Path, Path]:
    """A folder and a mailbox that are not the installation's."""
    folder, mailbox = tmp_path / "elsewhere", tmp_path / "dpo"
    folder.mkdir()
    mailbox.mkdir()
    written = f'anchors = ["{folder}"]\nmailbox = "{mailbox}"\n'
    (warehouse.settings.home / "evidence.toml").write_text(written, encoding="utf-8")
    return folder, mailbox


@pytest.mark.parametrize("attack", ATTACKS)
def test_seven_attacks_of_one_who_holds_the_key_too_are_found_by_the_heads_outside(
    warehouse: Warehouse, outside: tuple[Path, Path], attack: str, record_property
):
    """The attacker changes the log, removes every head of the installation and signs new ones with its own key."""
    log(warehouse, 9)
    own = anchor_head(warehouse, on=TODAY, at=AT)
    forge, first_bad = ATTACKS[attack]
    with warehouse.writing() as session:
        forge(session)
        last = session.scalars(select(AccessRow).order_by(AccessRow.sequence.desc())).first()
    own.unlink()
    write_head(
        warehouse.settings,
        on=TODAY,
        at=AT,
        sequence=last.sequence if last else 0,
        digest=last.hash if last else GENESIS,
    )
    found = verify(warehouse)
    assert (found.ok, found.first_bad) == (False, first_bad), found.problem
    for place in outside:
        (warehouse.settings.home / "evidence.toml").write_text("", encoding="utf-8")
        assert verify(warehouse, place).first_bad == first_bad, "each place alone proves it, given by hand too"
    record_property("R16", f"{attack}, by one who holds the key: found")


def test_a_head_is_outside_as_a_file_and_as_a_message_and_is_never_written_over(
    warehouse: Warehouse, outside: tuple[Path, Path]
):
    folder, mailbox = outside
    log(warehouse, 2)
    own = anchor_head(warehouse, on=TODAY, at=AT)
    assert (folder / "2026-11-22.json").read_bytes() == own.read_bytes()
    message = message_from_bytes((mailbox / "quater-head-2026-11-22.eml").read_bytes())
    assert message["Subject"] == "Quater: head of the access log, 2026-11-22"
    assert json.loads(message.get_payload()) == json.loads(own.read_bytes())
    before = {path: path.read_bytes() for place in outside for path in place.iterdir()}
    own.unlink()
    log(warehouse, 1)
    anchor_head(warehouse, on=TODAY, at=AT)
    assert {path: path.read_bytes() for place in outside for path in place.iterdir()} == before
    found = verify(warehouse)
    assert (found.ok, "signed anew" in found.problem) == (False, True), "a second head of the day is another than the first"


def test_the_monthly_report_holds_every_head_of_its_month_and_proves_an_attack_alone(
    warehouse: Warehouse, outside: tuple[Path, Path], tmp_path: Path
):
    """The third place outside: the messages of the days are gone, a report that somebody kept is left."""
    _, mailbox = outside
    for day in (TODAY, TODAY + timedelta(1)):
        log(warehouse, 5)
        anchor_head(warehouse, on=day, at=AT)
    assert not list(mailbox.glob("quater-month-*"))
    anchor_head(warehouse, on=TODAY.replace(month=12, day=1), at=AT)
    report = (mailbox / "quater-month-2026-11.eml").read_text(encoding="ascii")
    told = (warehouse.settings.certificates / "months" / "2026-11.txt").read_text(encoding="ascii")
    assert [line in report for line in told.splitlines()] == [True] * len(told.splitlines())
    assert ("accesses, purpose detect: 10" in told, "refused: 0" in told, told.count('"signature"')) == (True, True, 2)
    assert "analyst@control" not in told
    kept = tmp_path / "kept"
    kept.mkdir()
    (mailbox / "quater-month-2026-11.eml").rename(kept / "quater-month-2026-11.eml")
    (warehouse.settings.home / "evidence.toml").write_text("", encoding="utf-8")
    assert (verify(warehouse, kept).ok, verify(warehouse, kept).days_outside) == (True, 2)
    with warehouse.writing() as session:
        _chain_anew(session)
    for head in (warehouse.settings.certificates / "heads").iterdir():
        head.unlink()
    assert verify(warehouse).ok, "without what is outside it would pass"
    assert verify(warehouse, kept).first_bad == 5
    forged = report.replace('"sequence": 5', '"sequence": 6')
    (kept / "quater-month-2026-11.eml").write_text(forged, encoding="ascii")
    found = verify(warehouse, kept)
    assert (found.ok, found.days_outside) == (False, 1), "a head in it that was changed proves nothing"


def test_a_monthly_report_that_is_killed_at_any_step_is_whole_or_not_there(tmp_path: Path, migrated_sqlite: Path):
    (tmp_path / "home").mkdir()
    shutil.copyfile(migrated_sqlite, tmp_path / "home" / "quater.sqlite")
    warehouse = open_warehouse(load_settings(tmp_path / "home", environ={}))
    log(warehouse, 5)
    anchor_head(warehouse, on=TODAY, at=AT)
    warehouse.close()
    command = [sys.executable, "-m", "tests.warehouse.reporter", str(warehouse.settings.home), "2026-12-01"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    ends = [json.loads(line) for line in done.stdout.splitlines()]
    assert [killed for killed, _ in ends] == [True] * (len(ends) - 1) + [False]
    whole = ends[-1][1]
    assert whole.startswith("Record of access, 2026-11\naccesses, purpose detect: 5\n")
    assert whole.count('"signature"') == 1
    found = [text for _, text in ends]
    assert found == sorted(found, key=lambda text: text is not None), "once it is there it stays"
    assert (set(found), found.count(None) > 5) == ({None, whole}, True), "no half report at any step"


def test_a_place_outside_that_was_away_gets_every_missing_day(warehouse: Warehouse, outside: tuple[Path, Path]):
    folder, mailbox = outside
    folder.rmdir()
    with pytest.raises(Refusal, match="signed but not outside"):
        anchor_head(warehouse, on=TODAY, at=AT)
    assert len(list(mailbox.iterdir())) == 1, "what can be reached has it all the same"
    found = verify(warehouse)
    assert (found.ok, str(folder) in found.unproved, found.days_outside) == (True, True, 1)
    folder.mkdir()
    anchor_head(warehouse, on=TODAY + timedelta(1), at=AT)
    assert sorted(path.name for path in folder.iterdir()) == ["2026-11-22.json", "2026-11-23.json"]
    assert (verify(warehouse).unproved, verify(warehouse).days_outside) == ("", 2)


@pytest.mark.parametrize(
    ("written", "said"),
    [("anchors = 1", "expected anchors"), ("anchors = [", "expected TOML"), ('mailbox = "mail"', "whole paths outside")],
)
def test_a_file_of_places_that_cannot_be_meant_is_refused(warehouse: Warehouse, written: str, said: str):
    (warehouse.settings.home / "evidence.toml").write_text(written, encoding="utf-8")
    with pytest.raises(Refusal, match=said):
        anchor_head(warehouse, on=TODAY, at=AT)
    (warehouse.settings.home / "evidence.toml").write_text(f'anchors = ["{warehouse.settings.home}/in"]', encoding="utf-8")
    with pytest.raises(Refusal, match="outside of"):
        verify(warehouse)


def test_without_its_daily_head_a_cut_tail_and_a_new_chain_would_pass(warehouse: Warehouse):
    """The reason why the head of each day is signed and kept elsewhere."""
    log(warehouse, 9)
    with warehouse.writing() as session:
        _chain_anew(session)
        session.flush()
        _cut_tail(session)
    assert verify(warehouse).ok


def test_the_tail_cut_below_its_own_head_is_found_without_any_daily_head(warehouse: Warehouse):
    log(warehouse, 9)
    with warehouse.writing() as session:
        session.execute(delete(AccessRow).where(AccessRow.sequence >= 8))
    assert (verify(warehouse).ok, verify(warehouse).first_bad) == (False, 8)


def test_a_daily_head_forged_in_any_of_its_fields_is_found_by_its_signature(warehouse: Warehouse):
    log(warehouse, 3)
    path = anchor_head(warehouse, on=TODAY, at=AT)
    signed = json.loads(path.read_text())
    for field, value in signed.items():
        forged = value + 1 if field == "sequence" else value[:-1] + ("0" if value[-1] != "0" else "1")
        path.write_text(json.dumps(signed | {field: forged}))
        found = verify(warehouse)
        assert not found.ok, field
        assert "2026-11-22.json" in found.problem, field


def test_a_head_of_another_day_under_this_days_name_is_found(warehouse: Warehouse):
    log(warehouse, 3)
    path = anchor_head(warehouse, on=TODAY, at=AT)
    path.rename(path.with_name("2026-11-23.json"))
    assert not verify(warehouse).ok


def test_a_day_has_one_head_and_the_next_day_another(warehouse: Warehouse):
    log(warehouse, 3)
    first = anchor_head(warehouse, on=TODAY, at=AT)
    content = first.read_bytes()
    log(warehouse, 3)
    assert anchor_head(warehouse, on=TODAY, at=AT).read_bytes() == content
    second = anchor_head(warehouse, on=TODAY + timedelta(1), at=AT)
    assert json.loads(second.read_text())["sequence"] == 6
    assert verify(warehouse).ok


def test_the_head_of_a_forged_log_is_not_signed(warehouse: Warehouse):
    log(warehouse, 9)
    anchor_head(warehouse, on=TODAY, at=AT)
    with warehouse.writing() as session:
        _chain_anew(session)
    with pytest.raises(Refusal, match="not whole"):
        anchor_head(warehouse, on=TODAY + timedelta(1), at=AT)
