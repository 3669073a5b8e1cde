"""A bank's SFTP drop, with a real server: keys only, pinned host key, claim by rename, acknowledgement beside the files."""

import asyncio
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import asyncssh
import pytest

from tests.drop.server import Drop, InTwoSteps, make_keys, serving
from warehouse import lake
from warehouse.deliveries import deliveries_frame
from warehouse.drop import DropUnreachableError, pull
from warehouse.drop_sftp import DropAddress, ServerSession, visiting_server
from warehouse.intake import accounting


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[asyncssh.SSHKey, Path, Path]:
    """The server's host key, Quater's key, and a key that nobody let in."""
    folder = tmp_path_factory.mktemp("keys")
    make_keys(folder, "ours", "strange")
    return asyncssh.generate_private_key("ssh-ed25519"), folder / "ours", folder / "strange"


@pytest.fixture
def drop(desk, keys, tmp_path: Path) -> Iterator[Drop]:
    host_key, ours, _ = keys
    folder = tmp_path / "kasteel"
    folder.mkdir()
    with serving(folder, host_key, ours) as running:
        yield running


def _pull(desk, drop: Drop, **more):
    return pull(desk.warehouse, "KASTEEL", drop.address, at=more.pop("at", desk.at), settle=more.pop("settle", 0.01), **more)


def test_a_complete_file_is_received_acknowledged_and_done(desk, drop: Drop) -> None:
    data = desk.file(desk.draft(), desk.draft(desk.stranger))
    drop.put("KB20260228001.cod", data)
    seen: list[tuple[int, int]] = []
    summary = _pull(desk, drop, progress=lambda done, of: seen.append((done, of)))
    assert [(name, receipt.state) for name, receipt in summary.receipts] == [("KB20260228001.cod", "partial")]
    assert seen == [(1, 1)]
    assert (drop.names(), drop.names("claimed"), drop.names("done")) == ([], [], ["KB20260228001.cod"])
    said, text = (drop.folder / "ack" / name for name in drop.names("ack"))
    assert json.loads(said.read_text(encoding="utf-8"))["state"] == "partial"
    assert "unregistered-account" in text.read_text(encoding="utf-8")
    row = deliveries_frame(desk.warehouse).row(0, named=True)
    assert (row["bank"], row["name"], row["size"]) == ("KASTEEL", "KB20260228001.cod", len(data))


def test_an_empty_drop_gives_an_empty_summary(desk, drop: Drop) -> None:
    assert _pull(desk, drop).receipts == []
    assert accounting(desk.warehouse).deliveries == 0


def test_the_same_bytes_dropped_again_are_a_duplicate_and_told_so(desk, drop: Drop) -> None:
    data = desk.file(desk.draft())
    drop.put("a.cod", data)
    _pull(desk, drop)
    drop.put("b.cod", data)
    summary = _pull(desk, drop)
    assert [receipt.state for _, receipt in summary.receipts] == ["duplicate"]
    assert [name for name in drop.names("ack") if name.endswith(".json")] == [
        f"a.cod.{summary.receipts[0][1].delivery[:8]}.ack.json",
        f"b.cod.{summary.receipts[0][1].delivery[:8]}.again.ack.json",
    ]
    assert lake.movements(desk.warehouse).collect().height == 2


@pytest.mark.parametrize("server_type", [asyncssh.SFTPServer, InTwoSteps], ids=["renames onto a file", "refuses to"])
def test_workers_that_answer_under_one_name_at_once_leave_one_whole_answer(
    keys, tmp_path: Path, server_type: type[asyncssh.SFTPServer]
) -> None:
    """SFTP 3 says only "failure" when another worker's answer got there first: eight workers, each of twenty names."""
    host_key, ours, _ = keys
    names = [f"{number:03d}.ack.json" for number in range(20)]

    async def answer(address: DropAddress) -> None:
        async with visiting_server(address) as session:
            await session.prepare()
            for name in names:
                await session.answer(name, "received\n")

    async def all_at_once(address: DropAddress) -> None:
        failed = await asyncio.gather(*(answer(address) for _ in range(8)), return_exceptions=True)
        assert failed == [None] * 8

    with serving(tmp_path, host_key, ours, server_type) as running:
        asyncio.run(all_at_once(running.address))
        assert {path.name: path.read_text() for path in (tmp_path / "ack").iterdir()} == dict.fromkeys(names, "received\n")


def test_a_file_without_its_end_waits_and_is_quarantined_when_it_never_comes(desk, drop: Drop) -> None:
    drop.put("cut.cod", desk.file(desk.draft())[:-140])
    first = _pull(desk, drop)
    assert [receipt.state for _, receipt in first.receipts] == ["pending"]
    assert drop.names() == ["cut.cod"]
    assert accounting(desk.warehouse).pending == 1
    soon = _pull(desk, drop, at=desk.at + timedelta(seconds=30))
    assert [receipt.state for _, receipt in soon.receipts] == ["pending"]
    later = _pull(desk, drop, at=desk.at + timedelta(minutes=2))
    assert [(receipt.state, receipt.reason) for _, receipt in later.receipts] == [("quarantined", "truncated")]
    assert (drop.names(), accounting(desk.warehouse).pending) == ([], 0)


def test_a_file_that_grows_between_two_pulls_is_waited_for_anew(desk, drop: Drop) -> None:
    data = desk.file(desk.draft())
    drop.put("slow.cod", data[:300])
    _pull(desk, drop)
    drop.put("slow.cod", data[:500])
    waiting = _pull(desk, drop, at=desk.at + timedelta(minutes=5))
    assert [receipt.state for _, receipt in waiting.receipts] == ["pending"]
    drop.put("slow.cod", data)
    whole = _pull(desk, drop, at=desk.at + timedelta(minutes=6))
    assert [receipt.state for _, receipt in whole.receipts] == ["ingested"]


def test_a_file_that_changes_while_it_is_looked_at_is_left_alone(desk, drop: Drop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two statements in one file: after the first the file ends with a record 9, but it is not all there."""
    one, two = desk.file(desk.draft()), desk.file(desk.draft(desk.bram))
    path = drop.put("growing.cod", one)
    look, looks = ServerSession.listing, []

    async def listing(session: ServerSession, *subfolder: str):
        found = await look(session, *subfolder)
        if not subfolder:
            looks.append(found["growing.cod"].size)
            path.write_bytes(one + two)  # after the first look, before the second
        return found

    monkeypatch.setattr(ServerSession, "listing", listing)
    summary = _pull(desk, drop)
    assert looks == [len(one), len(one + two)]
    assert [receipt.state for _, receipt in summary.receipts] == ["pending"]
    assert drop.names() == ["growing.cod"]
    assert deliveries_frame(desk.warehouse).is_empty()


def test_two_pulls_at_once_take_each_file_once(desk, drop: Drop) -> None:
    for number in range(1, 31):
        drop.put(f"{number:03d}.cod", desk.file(desk.draft(number=number)))
    results: list = []
    pulls = [threading.Thread(target=lambda: results.append(_pull(desk, drop))) for _ in range(2)]
    for thread in pulls:
        thread.start()
    for thread in pulls:
        thread.join()
    taken = sorted(name for summary in results for name, receipt in summary.receipts if receipt.state == "ingested")
    assert taken == [f"{number:03d}.cod" for number in range(1, 31)]
    assert len(drop.names("ack")) == 60
    assert accounting(desk.warehouse).holds


def test_a_claim_left_by_a_dead_worker_is_finished_later_and_counted_once(desk, drop: Drop, monkeypatch) -> None:
    drop.put("a.cod", desk.file(desk.draft()))

    async def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ServerSession, "finish", power_cut)
    with pytest.raises(KeyboardInterrupt):
        _pull(desk, drop)
    monkeypatch.undo()
    assert len(drop.names("claimed")) == 1
    assert _pull(desk, drop, at=desk.at + timedelta(minutes=1)).receipts == []  # its worker may still be at it
    summary = _pull(desk, drop, at=desk.at + timedelta(minutes=11))
    assert [receipt.state for _, receipt in summary.receipts] == ["duplicate"]
    assert (drop.names("claimed"), drop.names("done")) == ([], ["a.cod"])
    acknowledged = [name for name in drop.names("ack") if name.endswith(".json")]
    assert json.loads((drop.folder / "ack" / acknowledged[0]).read_text(encoding="utf-8"))["state"] == "ingested"
    assert len(acknowledged) == 1
    assert lake.movements(desk.warehouse).collect().height == 2


def test_links_folders_and_unfinished_uploads_are_left_alone(desk, drop: Drop, tmp_path: Path) -> None:
    secret = tmp_path / "secret.cod"
    secret.write_bytes(desk.file(desk.draft()))
    (drop.folder / "link.cod").symlink_to(secret)
    (drop.folder / "folder.cod").mkdir()
    drop.put("upload.cod.part", b"0")
    drop.put(".hidden", b"0")
    assert _pull(desk, drop).receipts == []
    assert deliveries_frame(desk.warehouse).is_empty()


def test_files_that_are_done_go_after_some_days(desk, drop: Drop) -> None:
    drop.put("a.cod", desk.file(desk.draft()))
    _pull(desk, drop)
    done = drop.folder / "done" / "a.cod"
    dropped = (desk.at - timedelta(days=6)).timestamp()
    os.utime(done, (dropped, dropped))
    _pull(desk, drop)
    assert drop.names("done") == ["a.cod"]
    _pull(desk, drop, at=desk.at + timedelta(days=2))
    assert drop.names("done") == []


def test_a_server_with_another_host_key_is_not_spoken_to(desk, drop: Drop) -> None:
    drop.put("a.cod", desk.file(desk.draft()))
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
    impostor = replace(drop, address=replace(drop.address, host_key=other))
    with pytest.raises(DropUnreachableError, match="another host key than the one pinned"):
        _pull(desk, impostor)
    assert drop.names() == ["a.cod"]


def test_a_key_that_the_bank_did_not_let_in_is_told_so(desk, drop: Drop, keys) -> None:
    with pytest.raises(DropUnreachableError, match="cannot be entered"):
        _pull(desk, replace(drop, address=replace(drop.address, private_key=keys[2])))


def test_a_server_that_is_not_there_is_named(desk, drop: Drop) -> None:
    nowhere = replace(drop.address, port=1)
    with pytest.raises(DropUnreachableError, match=r"quater@127\.0\.0\.1:1"):
        _pull(desk, replace(drop, address=nowhere))
