"""Access evidence: written for the purposes of the decree and no other, chained, and seven attacks on it, all found."""

import json
import stat
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.evidence import (
    MODALITIES,
    PURPOSES,
    Access,
    anchor_head,
    chain,
    forget_actor,
    list_accesses,
    record_access,
    subject_of_account,
    verify,
)
from warehouse.evidence.accesses import AccessRow, HeadRow, hash_of
from warehouse.evidence.hashing import GENESIS
from warehouse.evidence.heads import write_head
from warehouse.evidence.subjects import check_subject, looks_like_account

AT = datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)
TODAY = date(2026, 11, 22)
IBAN = "BE71096123456769"


def _record(warehouse: Warehouse, number: int = 1, **more: object) -> Access:
    given = {
        "actor": "analyst@control",
        "action": "read",
        "subject": f"A-{number:06d}",
        "purpose": "detect",
        "modality": "page",
        "result": "granted",
        "at": AT + timedelta(minutes=number),
    }
    return record_access(warehouse, **(given | more))  # type: ignore[arg-type]


def _log(warehouse: Warehouse, rows: int = 9) -> None:
    for number in range(1, rows + 1):
        _record(warehouse, number)


def test_an_access_says_who_when_what_why_and_how(warehouse: Warehouse):
    made = _record(warehouse, 7)
    (read,) = list_accesses(warehouse)
    assert read == made
    assert (read.sequence, read.at, read.identity, read.action) == (1, AT + timedelta(minutes=7), "analyst@control", "read")
    assert (read.subject, read.purpose, read.modality, read.result) == ("A-000007", "detect", "page", "granted")
    assert read.actor != read.identity


def test_the_four_purposes_of_the_decree_are_logged(warehouse: Warehouse):
    decree = ("detect", "document", "optimise", "communicate")
    assert tuple(_record(warehouse, purpose=purpose).purpose for purpose in decree) == decree == PURPOSES


REFUSED = {
    "another purpose": {"purpose": "curiosity"},
    "no purpose": {"purpose": ""},
    "another modality": {"modality": "telephone"},
    "nobody": {"actor": " "},
    "no action": {"action": ""},
    "no result": {"result": ""},
    "an IBAN": {"subject": IBAN},
    "an IBAN in groups": {"subject": "BE71 0961 2345 6769"},
    "an IBAN in small letters with dots": {"subject": "be71.0961.2345.6769"},
    "an IBAN inside another word": {"subject": f"extract-{IBAN}"},
    "a foreign IBAN": {"subject": "FR7630006000011234567890189"},
    "a Norwegian IBAN, the shortest": {"subject": "NO9386011117947"},
    "a Belgian account number": {"subject": "096-1234567-69"},
    "a name": {"subject": "Aline Corbeau"},
    "nothing": {"subject": ""},
    "a page of text": {"subject": "A" * 81},
    "an IBAN as result": {"result": f"sent {IBAN}"},
    "an IBAN as actor": {"actor": IBAN},
}


def test_ar_5_n_jr_24_what_may_not_stand_in_the_log_is_refused_and_leaves_no_row(warehouse: Warehouse):
    for case, wrong in REFUSED.items():
        with pytest.raises(Refusal) as refused:
            _record(warehouse, **wrong)
        assert IBAN not in str(refused.value), case
        assert list_accesses(warehouse) == [], case


def test_ids_of_the_house_may_stand_in_it(warehouse: Warehouse):
    ids = ("A-000123", "R-000045", "P-0003", "H-0001", "alerts", "bar:LIEGE-HUY", "a1b2" * 16, "2026-11-22")
    assert [_record(warehouse, subject=subject).subject for subject in ids] == list(ids)


def test_a_date_or_a_dossier_in_a_sentence_is_no_account_number():
    sentences = (
        "letter of 20 November 2026",
        "lettre du 20 novembre 2026, dossier 2026/0123",
        "request no2026/0123 of bâtonnier Peeters",
        "verzoek van 3 maart 2026 in DOS 260158",
    )
    assert [sentence for sentence in sentences if looks_like_account(sentence)] == []


def test_an_account_number_in_a_sentence_is_seen():
    sentences = (
        "copy of BE71 0961 2345 6769 asked for",
        "copieBE71096123456769",
        "NL91 ABNA 0417 1643 00",
        "konto be71-0961-2345-6769",
        "096-1234567-69",
    )
    assert [sentence for sentence in sentences if not looks_like_account(sentence)] == []


def test_a_whole_account_is_named_by_a_keyed_pseudonym_that_the_log_takes(warehouse: Warehouse):
    subject = subject_of_account(warehouse.settings, "be71 0961 2345 6769")
    assert subject == subject_of_account(warehouse.settings, IBAN)
    assert subject != subject_of_account(warehouse.settings, "BE68539007547034")
    assert "096123456769" not in subject
    pseudonyms = [subject_of_account(warehouse.settings, f"BE{account:014d}") for account in range(300)]
    assert [check_subject(pseudonym) for pseudonym in pseudonyms] == pseudonyms
    assert len(set(pseudonyms)) == 300


def test_accesses_are_found_by_dossier_person_and_time(warehouse: Warehouse):
    _log(warehouse, 4)
    _record(warehouse, 2, actor="dpo@control", at=AT + timedelta(hours=1))
    assert [one.sequence for one in list_accesses(warehouse, subject="A-000002")] == [5, 2]
    assert [one.sequence for one in list_accesses(warehouse, actor="dpo@control")] == [5]
    assert [one.sequence for one in list_accesses(warehouse, since=AT + timedelta(minutes=3))] == [5, 4, 3]
    assert [one.sequence for one in list_accesses(warehouse, until=AT + timedelta(minutes=3))] == [2, 1]
    assert [one.sequence for one in list_accesses(warehouse, limit=2)] == [5, 4]


def test_forgetting_a_person_erases_the_identity_and_breaks_nothing(warehouse: Warehouse):
    _log(warehouse, 3)
    assert forget_actor(warehouse, "analyst@control")
    assert not forget_actor(warehouse, "analyst@control")
    assert {one.identity for one in list_accesses(warehouse)} == {None}
    assert verify(warehouse).ok
    with warehouse.engine.connect() as connection:
        written = [
            repr(tuple(row))
            for table in ("accesses", "access_actors")
            for row in connection.execute(text(f"SELECT * FROM {table}"))
        ]
    assert not [row for row in written if "analyst" in row]


def test_the_keys_are_made_at_first_use_for_the_owner_only(warehouse: Warehouse):
    assert not warehouse.settings.secrets.exists()
    _record(warehouse)
    (key,) = warehouse.settings.secrets.iterdir()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(warehouse.settings.secrets.stat().st_mode) == 0o700
    before = key.read_bytes()
    _record(warehouse)
    assert key.read_bytes() == before


def test_writers_at_once_make_one_chain_without_a_gap(warehouse: Warehouse):
    writers = [threading.Thread(target=_log, args=(warehouse, 15)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [one.sequence for one in list_accesses(warehouse)] == list(range(60, 0, -1))
    found = verify(warehouse)
    assert (found.ok, found.rows) == (True, 60)


def test_an_access_written_while_the_log_is_checked_makes_it_no_less_whole(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
):
    _log(warehouse, 3)
    walk = chain._walk

    def interrupted(*given: Any) -> Any:
        walked = walk(*given)
        _record(warehouse, 4)
        return walked

    monkeypatch.setattr(chain, "_walk", interrupted)
    assert (verify(warehouse).ok, len(list_accesses(warehouse))) == (True, 4)


def test_an_empty_log_is_whole(warehouse: Warehouse):
    found = verify(warehouse)
    assert (found.ok, found.rows, found.first_bad) == (True, 0, None)


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
def test_seven_attacks_are_found_and_the_first_bad_row_is_named(warehouse: Warehouse, attack: str):
    _log(warehouse, 9)
    anchor_head(warehouse, on=TODAY, at=AT)
    assert verify(warehouse).ok
    forge, first_bad = ATTACKS[attack]
    with warehouse.writing() as session:
        forge(session)
    found = verify(warehouse)
    assert (found.ok, found.first_bad) == (False, first_bad), found.problem
    assert found.problem


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
    warehouse: Warehouse, outside: tuple[Path, Path], attack: str
):
    """The attacker changes the log, removes every head of the installation and signs new ones with its own key."""
    _log(warehouse, 9)
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


def test_a_head_is_outside_as_a_file_and_as_a_message_and_is_never_written_over(
    warehouse: Warehouse, outside: tuple[Path, Path]
):
    folder, mailbox = outside
    _log(warehouse, 2)
    own = anchor_head(warehouse, on=TODAY, at=AT)
    assert (folder / "2026-11-22.json").read_bytes() == own.read_bytes()
    message = message_from_bytes((mailbox / "quater-head-2026-11-22.eml").read_bytes())
    assert message["Subject"] == "Quater: head of the access log, 2026-11-22"
    assert json.loads(message.get_payload()) == json.loads(own.read_bytes())
    before = {path: path.read_bytes() for place in outside for path in place.iterdir()}
    own.unlink()
    _log(warehouse, 1)
    anchor_head(warehouse, on=TODAY, at=AT)
    assert {path: path.read_bytes() for place in outside for path in place.iterdir()} == before
    found = verify(warehouse)
    assert (found.ok, "signed anew" in found.problem) == (False, True), "a second head of the day is another than the first"


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
    _log(warehouse, 9)
    with warehouse.writing() as session:
        _chain_anew(session)
        session.flush()
        _cut_tail(session)
    assert verify(warehouse).ok


def test_the_tail_cut_below_its_own_head_is_found_without_any_daily_head(warehouse: Warehouse):
    _log(warehouse, 9)
    with warehouse.writing() as session:
        session.execute(delete(AccessRow).where(AccessRow.sequence >= 8))
    assert (verify(warehouse).ok, verify(warehouse).first_bad) == (False, 8)


def test_a_daily_head_forged_in_any_of_its_fields_is_found_by_its_signature(warehouse: Warehouse):
    _log(warehouse, 3)
    path = anchor_head(warehouse, on=TODAY, at=AT)
    signed = json.loads(path.read_text())
    for field, value in signed.items():
        forged = value + 1 if field == "sequence" else value[:-1] + ("0" if value[-1] != "0" else "1")
        path.write_text(json.dumps(signed | {field: forged}))
        found = verify(warehouse)
        assert not found.ok, field
        assert "2026-11-22.json" in found.problem, field


def test_a_head_of_another_day_under_this_days_name_is_found(warehouse: Warehouse):
    _log(warehouse, 3)
    path = anchor_head(warehouse, on=TODAY, at=AT)
    path.rename(path.with_name("2026-11-23.json"))
    assert not verify(warehouse).ok


def test_a_day_has_one_head_and_the_next_day_another(warehouse: Warehouse):
    _log(warehouse, 3)
    first = anchor_head(warehouse, on=TODAY, at=AT)
    content = first.read_bytes()
    _log(warehouse, 3)
    assert anchor_head(warehouse, on=TODAY, at=AT).read_bytes() == content
    second = anchor_head(warehouse, on=TODAY + timedelta(1), at=AT)
    assert json.loads(second.read_text())["sequence"] == 6
    assert verify(warehouse).ok


def test_the_head_of_a_forged_log_is_not_signed(warehouse: Warehouse):
    _log(warehouse, 9)
    anchor_head(warehouse, on=TODAY, at=AT)
    with warehouse.writing() as session:
        _chain_anew(session)
    with pytest.raises(Refusal, match="not whole"):
        anchor_head(warehouse, on=TODAY + timedelta(1), at=AT)


def test_the_modalities_are_the_six_ways_data_leave_the_house():
    assert set(MODALITIES) == {"page", "export", "extract", "report", "api", "database"}
