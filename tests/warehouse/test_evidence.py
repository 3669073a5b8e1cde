"""Access evidence: written for the purposes of the decree and no other, and chained."""

import stat
import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from tests.warehouse.visits import AT, IBAN, log, record
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.evidence import (
    MODALITIES,
    PURPOSES,
    chain,
    forget_actor,
    list_accesses,
    subject_of_account,
    verify,
)
from warehouse.evidence.subjects import check_subject, looks_like_account


def test_an_access_says_who_when_what_why_and_how(warehouse: Warehouse):
    made = record(warehouse, 7)
    (read,) = list_accesses(warehouse)
    assert read == made
    assert (read.sequence, read.at, read.identity, read.action) == (1, AT + timedelta(minutes=7), "analyst@control", "read")
    assert (read.subject, read.purpose, read.modality, read.result) == ("A-000007", "detect", "page", "granted")
    assert read.actor != read.identity


def test_the_four_purposes_of_the_decree_are_logged(warehouse: Warehouse):
    decree = ("detect", "document", "optimise", "communicate")
    assert tuple(record(warehouse, purpose=purpose).purpose for purpose in decree) == decree == PURPOSES


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
            record(warehouse, **wrong)
        assert IBAN not in str(refused.value), case
        assert list_accesses(warehouse) == [], case


def test_ids_of_the_house_may_stand_in_it(warehouse: Warehouse):
    ids = ("A-000123", "R-000045", "P-0003", "H-0001", "alerts", "bar:LIEGE-HUY", "a1b2" * 16, "2026-11-22")
    assert [record(warehouse, subject=subject).subject for subject in ids] == list(ids)


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
    log(warehouse, 4)
    record(warehouse, 2, actor="dpo@control", at=AT + timedelta(hours=1))
    assert [one.sequence for one in list_accesses(warehouse, subject="A-000002")] == [5, 2]
    assert [one.sequence for one in list_accesses(warehouse, actor="dpo@control")] == [5]
    assert [one.sequence for one in list_accesses(warehouse, since=AT + timedelta(minutes=3))] == [5, 4, 3]
    assert [one.sequence for one in list_accesses(warehouse, until=AT + timedelta(minutes=3))] == [2, 1]
    assert [one.sequence for one in list_accesses(warehouse, limit=2)] == [5, 4]


def test_forgetting_a_person_erases_the_identity_and_breaks_nothing(warehouse: Warehouse):
    log(warehouse, 3)
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
    record(warehouse)
    (key,) = warehouse.settings.secrets.iterdir()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(warehouse.settings.secrets.stat().st_mode) == 0o700
    before = key.read_bytes()
    record(warehouse)
    assert key.read_bytes() == before


def test_writers_at_once_make_one_chain_without_a_gap(warehouse: Warehouse):
    writers = [threading.Thread(target=log, args=(warehouse, 15)) for _ in range(4)]
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
    log(warehouse, 3)
    walk = chain._walk

    def interrupted(*given: Any) -> Any:
        walked = walk(*given)
        record(warehouse, 4)
        return walked

    monkeypatch.setattr(chain, "_walk", interrupted)
    assert (verify(warehouse).ok, len(list_accesses(warehouse))) == (True, 4)


def test_an_empty_log_is_whole(warehouse: Warehouse):
    found = verify(warehouse)
    assert (found.ok, found.rows, found.first_bad) == (True, 0, None)


def test_the_modalities_are_the_six_ways_data_leave_the_house():
    assert set(MODALITIES) == {"page", "export", "extract", "report", "api", "database"}
