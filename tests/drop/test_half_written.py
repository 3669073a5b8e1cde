"""An upload under its final name is visible half-written: of fifty, none is taken early and every one is taken once."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.drop.conftest import WayIn
from tests.warehouse.conftest import Desk
from warehouse import lake
from warehouse.deliveries import deliveries_frame
from warehouse.intake import accounting

pytestmark = pytest.mark.trial

ROOT = Path(__file__).resolve().parents[2]
UPLOADS = 50


def test_fifty_uploads_with_pauses_are_never_taken_early(way_in: WayIn, desk: Desk) -> None:
    """Half of them hold two statements and pause between the two: the file ends with a record 9 and is not all there.

    The pauses are shorter than the time between two looks; that is what the time is for.
    """
    whole, ends = {}, {}
    for number in range(1, UPLOADS + 1):
        drafts = [desk.draft(number=number)] + ([desk.draft(desk.bram, number=number)] if number % 2 else [])
        whole[f"{number:03d}.cod"] = desk.file(*drafts)
        ends[f"{number:03d}.cod"] = len(desk.file(drafts[0])) if number % 2 else len(whole[f"{number:03d}.cod"]) // 2
    chance = random.Random(4)
    pieces = {name: sorted([ends[name], *chance.sample(range(1, len(data)), 2)]) for name, data in whole.items()}
    finished = threading.Event()

    def upload() -> None:
        """Every file grows a piece at a time, all of them in turn; the record 9 of a first statement is one of the places."""
        for step in range(4):
            for name, data in whole.items():
                places = [0, *pieces[name], len(data)]
                with (way_in.incoming / name).open("ab") as file:
                    file.write(data[places[step] : places[step + 1]])
                time.sleep(0.005)
        finished.set()

    bank = threading.Thread(target=upload)
    bank.start()
    early: list[str] = []
    taken: list[str] = []
    while True:
        last = finished.is_set()
        for name, receipt in way_in.pull(settle=1.0).receipts:
            if receipt.state != "pending":
                taken.append(name)
                early += [name] if receipt.state != "ingested" or _size_of(desk, name) != len(whole[name]) else []
        if last:
            break
    bank.join()
    assert early == []
    assert sorted(taken) == sorted(whole)
    assert lake.movements(desk.warehouse).collect().height == 2 * (UPLOADS + UPLOADS // 2)
    assert accounting(desk.warehouse).holds


def _size_of(desk: Desk, name: str) -> int:
    frame = deliveries_frame(desk.warehouse)
    return int(frame.filter(frame["name"] == name)["size"].item())


KILLED_AT = ("content", "settle", "finish", "answer")[: 4 if os.environ.get("QUATER_TEST_FULL") == "1" else 2]
KILLED_WHILE = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from warehouse import drop
from warehouse.database import open_warehouse
from warehouse.drop_folder import FolderSession
from warehouse.settings import load_settings

async def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(FolderSession, sys.argv[3], killed)
warehouse = open_warehouse(load_settings(sys.argv[1], environ={}))
at = datetime.fromisoformat(sys.argv[4])
drop.pull(warehouse, "KASTEEL", drop.DropFolder(Path(sys.argv[2])), at=at, settle=0.01)
"""


def test_what_a_killed_worker_had_claimed_is_finished_by_the_next_and_counted_once(local: WayIn, desk: Desk) -> None:
    """SIGKILL before a claimed file is read, before its answer counts as delivered, before it is done or answered."""
    number = 0
    for moment, at in zip(KILLED_AT, _moments(), strict=False):
        number += 1
        (local.incoming / f"{moment}.cod").write_bytes(desk.file(desk.draft(number=number)))
        arguments = [str(desk.warehouse.settings.home), str(local.incoming.parent), moment, at.isoformat()]
        done = subprocess.run([sys.executable, "-c", KILLED_WHILE, *arguments], cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == -signal.SIGKILL, done.stderr[-1000:]
        local.pull(at=at + timedelta(minutes=11))
        assert list(local.claimed.iterdir()) == []
        assert (local.done / f"{moment}.cod").is_file()
        assert len([name for name in os.listdir(local.answers) if name.startswith(moment)]) == 2  # noqa: PTH208 - names
    assert lake.movements(desk.warehouse).collect().height == 2 * number
    assert accounting(desk.warehouse).holds


def _moments() -> list[datetime]:
    start = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
    return [start + timedelta(hours=hour) for hour in range(4)]
