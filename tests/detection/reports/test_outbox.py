"""A recipient with a server of its own: the sealed files arrive there whole, and only then count as sent."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import asyncssh
import pytest

from detection.reports.following_up import follow_up
from detection.reports.recalling import withdraw_report
from detection.reports.sealing import recipient_password
from tests.detection.reports.world import ALINE, AT, Office, text_of
from tests.drop.server import Drop, make_keys, serving
from warehouse.outbox import push
from warehouse.reports_register import Reader
from warehouse.reports_register.dispatches import list_dispatches
from warehouse.reports_register.recipients import enter_recipient, suspend_recipient

TODAY = date(2026, 11, 23)


@pytest.fixture
def server(office: Office, tmp_path: Path) -> Iterator[Drop]:
    """The server of the bar of Liège-Huy, which knows Quater's key and whose own key is known here."""
    secrets = office.warehouse.settings.secrets / "outbox"
    secrets.mkdir(parents=True)
    make_keys(secrets, "key")
    host_key = asyncssh.generate_private_key("ssh-ed25519")
    folder = tmp_path / "batonnier"
    folder.mkdir()
    with serving(folder, host_key, secrets / "key") as made:
        public = host_key.export_public_key().decode().split()
        (secrets / "known_hosts").write_text(f"[127.0.0.1]:{made.address.port} {public[0]} {public[1]}\n", encoding="ascii")
        address = f"sftp://quater@127.0.0.1:{made.address.port}/in"
        enter_recipient(office.warehouse, "LIEGE-HUY", channel="sftp", address=address, by="officer", at=AT)
        yield made


@pytest.fixture
def released(office: Office, server: Drop):
    """A released report that waits in the outbox."""
    office.alert("K1", ALINE, office.movement_ids(ALINE, "CASH"))
    return office.release(office.draft()[0].report_id)


def _push(office: Office):
    return push(office.warehouse, on=TODAY, by="program", at=AT)


def test_sealed_files_arrive_whole_and_the_facts_count_as_known_from_that_day(office, server: Drop, released) -> None:
    sent, unsent = _push(office)
    assert ([one.knowledge_on for one in sent], unsent) == ([TODAY], [])
    arrived = {path.name: path.read_bytes() for path in server.folder.rglob("*") if path.is_file()}
    assert arrived == {path.name: path.read_bytes() for path in released.sealed}
    assert _push(office) == ([], [])


def test_a_server_with_another_host_key_is_not_spoken_to(office, server: Drop, released) -> None:
    known = office.warehouse.settings.secrets / "outbox" / "known_hosts"
    stranger = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode().split()
    known.write_text(f"[127.0.0.1]:{server.address.port} {stranger[0]} {stranger[1]}\n", encoding="ascii")
    sent, (unsent,) = _push(office)
    assert (sent, unsent.recipient) == ([], "LIEGE-HUY")
    assert not any(path.is_file() for path in server.folder.rglob("*"))
    assert [one.state for one in list_dispatches(office.warehouse)] == ["sealed"]


def test_neither_a_suspended_recipient_nor_an_altered_file_is_sent(office, server: Drop, released) -> None:
    before = released.sealed[0].read_bytes()
    released.sealed[0].write_bytes(before + b" ")
    assert "is not what was sealed" in _push(office)[1][0].why
    released.sealed[0].write_bytes(before)
    suspend_recipient(office.warehouse, "LIEGE-HUY", reason="breach", by="officer", at=AT)
    assert "suspended" in _push(office)[1][0].why
    assert not any(path.is_file() for path in server.folder.rglob("*"))


def _withdrawn(office: Office, report_id: str):
    officer = Reader("odile", "officer", {"LIEGE-HUY"})
    return withdraw_report(office.warehouse, report_id, reason="wrong holder", by=officer, at=AT)


def test_a_report_withdrawn_while_it_waits_stays_here_and_nobody_is_told_of_it(office, server: Drop, released) -> None:
    assert _withdrawn(office, released.report_id).sent == ()
    assert _push(office) == ([], [])
    assert not any(path.is_file() for path in server.folder.rglob("*"))


def test_a_report_withdrawn_after_an_upload_that_broke_off_is_recalled(office, server: Drop, released) -> None:
    blocked = server.folder / "in"
    blocked.write_bytes(b"")  # a file where the folder should be: the visit begins and breaks off
    assert _push(office)[1][0].recipient == "LIEGE-HUY"
    blocked.unlink()
    (recall,) = _withdrawn(office, released.report_id).sent
    sent, unsent = _push(office)
    assert ([one.dispatch_id for one in sent], unsent) == ([recall.dispatch_id], [])
    arrived = [path.name for path in server.folder.rglob("*") if path.is_file()]
    assert len(arrived) == len(recall.files)
    assert all("recall" in name for name in arrived)


def test_ar_4_g_the_reminder_is_sealed_and_names_the_report_only(office) -> None:
    office.alert("K1", ALINE, office.movement_ids(ALINE, "CASH"))
    released = office.release(office.draft()[0].report_id)
    done = follow_up(office.warehouse, on=date(2026, 12, 4), by="program", at=AT)
    assert {event: len(found) for event, found in done.items()} == {"reminded": 1, "escalated": 1}
    (reminder,) = (office.warehouse.settings.outbox / "LIEGE-HUY").rglob("*reminder*")
    sealed = reminder.read_bytes()
    assert released.reference.encode() not in sealed
    from pyrage import passphrase

    said = passphrase.decrypt(sealed, recipient_password(office.warehouse.settings, "LIEGE-HUY")).decode()
    assert said.startswith(f"Le rapport {released.reference}, remis le 22 novembre 2026, attend votre accusé de réception.")
    assert "Corbeau" not in said
    assert not any(follow_up(office.warehouse, on=date(2026, 12, 5), by="program", at=AT).values())
    (dispatch,) = list_dispatches(office.warehouse)
    assert [event for _, _, event, _ in dispatch.events] == ["sealed", "sent", "reminded", "escalated"]
    assert "Corbeau" in text_of(released.final[0])
