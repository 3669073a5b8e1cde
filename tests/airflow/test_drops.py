"""The banks' drops of the demonstration, over real SFTP: who gets in, what each one sees, how a bank delivers."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import asyncssh
import pytest

from console.demo.delivering import deliver, uploading_without_end
from console.demo.lock import alone
from console.demo.sftp_server import HOST, Drops, serving
from tests.airflow.conftest import InAirflow
from warehouse.errors import Refusal
from warehouse.settings import load_settings

KASTEEL, MAAS = "KASTEEL", "MAAS"


@pytest.fixture
def drops(tmp_path: Path) -> Iterator[Drops]:
    with serving(load_settings(tmp_path / "home", environ={}), [KASTEEL, MAAS]) as running:
        yield running


def listing(drops: Drops, username: str, folder: str, *, key: Path | None = None, password: str | None = None) -> list[str]:
    async def look() -> list[str]:
        pinned = asyncssh.import_known_hosts(f"[{HOST}]:{drops.port} {drops.host_key}")
        keys = [str(key)] if key else None
        async with (
            asyncssh.connect(
                HOST,
                drops.port,
                username=username,
                client_keys=keys,
                password=password,
                known_hosts=pinned,
                agent_path=None,
                config=None,
            ) as connection,
            connection.start_sftp_client() as client,
        ):
            return sorted(str(name) for name in await client.listdir(folder) if name not in (".", ".."))

    return asyncio.run(look())


@pytest.mark.parametrize("folder", ["/", "..", "/../..", "../kasteel", "/etc/.."])
def test_a_bank_sees_its_own_folder_whatever_it_asks_for(drops: Drops, tmp_path: Path, folder: str) -> None:
    secret = tmp_path / "secret.cod"
    secret.write_bytes(b"0000")
    deliver(drops, {KASTEEL: [secret]})
    try:
        seen = listing(drops, "maas", folder, key=drops.delivering_key(MAAS))
    except asyncssh.SFTPNoSuchFile:
        seen = []
    assert seen == []


def test_what_a_bank_delivers_quater_finds_under_its_final_name_only(drops: Drops, tmp_path: Path) -> None:
    file = tmp_path / "day.cod"
    file.write_bytes(b"whole")
    deliver(drops, {KASTEEL: [file]})
    assert listing(drops, "quater-kasteel", "/", key=drops.fetching_key(KASTEEL)) == ["day.cod"]
    assert (drops.root / "kasteel" / "day.cod").read_bytes() == b"whole"


@pytest.mark.parametrize(
    ("username", "key", "password"),
    [
        ("maas", "kasteel", None),
        ("quater-maas", "maas", None),
        ("nobody", "maas", None),
        ("maas", None, "maas"),
    ],
    ids=["another bank's key", "the bank's key for Quater's name", "an unknown name", "a password"],
)
def test_nobody_gets_in_without_the_right_key(drops: Drops, username: str, key: str | None, password: str | None) -> None:
    with pytest.raises(asyncssh.PermissionDenied):
        listing(drops, username, "/", key=drops.keys / key if key else None, password=password)


def test_keys_are_readable_by_their_owner_only_and_stay_the_same(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "home", environ={})
    with serving(settings, [MAAS]) as first:
        keys = {path.name: path.read_bytes() for path in first.keys.iterdir()}
        assert {oct(path.stat().st_mode & 0o777) for path in first.keys.iterdir()} == {"0o600"}
    with serving(settings, [MAAS]) as second:
        assert {path.name: path.read_bytes() for path in second.keys.iterdir()} == keys
        assert second.host_key == first.host_key


def test_an_upload_over_a_broken_line_never_stands_still(drops: Drops, tmp_path: Path) -> None:
    file = tmp_path / "slow.cod"
    file.write_bytes(bytes(range(200)))
    target = drops.root / "maas" / "slow.cod"
    sizes = set()
    with uploading_without_end(drops, {MAAS: [file]}):
        for _ in range(200):
            asyncio.run(asyncio.sleep(0.05))
            sizes |= {target.stat().st_size} if target.exists() else set()
            if len(sizes) >= 3:
                break
    assert len(sizes) >= 3


def test_a_second_main_job_on_the_same_installation_is_refused_in_one_line(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "home", environ={})
    with alone(settings), pytest.raises(Refusal, match=r"process \d+ runs the demo or the UI"), alone(settings):
        pass
    with alone(settings):
        pass


WAYS_IN = """
from airflow.sdk.exceptions import AirflowFailException
from dags.drops import banks_with_a_drop, ways_in
try:
    found = {bank: [str(way) for way in ways_in(bank)] for bank in banks_with_a_drop()}
except AirflowFailException as refusal:
    found = str(refusal)
answer = found
"""


@pytest.mark.airflow
def test_a_bank_is_visited_at_its_server_at_its_folder_here_or_at_both(
    in_airflow: InAirflow, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("QUATER_DROPS", str(tmp_path))
    assert "quater bank add" in in_airflow(WAYS_IN)
    extra = {"key_file": "/keys/quater", "host_key": "ssh-ed25519 AAAA"}
    connection = json.dumps({"conn_type": "sftp", "host": "sftp.example.org", "login": "q", "extra": extra})
    for bank in ("KASTEEL", "ARDENNE"):
        monkeypatch.setenv(f"AIRFLOW_CONN_SFTP_{bank}", connection)
    for bank in ("KASTEEL", "MAAS"):
        (tmp_path / bank / "in").mkdir(parents=True)
    server = "the drop q@sftp.example.org:22"
    assert in_airflow(WAYS_IN) == {
        "ARDENNE": [server],
        "KASTEEL": [f"the drop folder {tmp_path}/KASTEEL", server],
        "MAAS": [f"the drop folder {tmp_path}/MAAS"],
    }
