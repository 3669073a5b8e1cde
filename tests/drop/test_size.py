"""R4: bombs, a hundred thousand files, a file of two gigabytes: refused in a sentence, in less than 300 MB of memory.

The drop is taken from in a process of its own, whose peak is read from the kernel. The quick sizes run always, the real ones
with QUATER_TEST_FULL=1.
"""

import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.conftest import Desk

pytestmark = pytest.mark.trial

ROOT = Path(__file__).resolve().parents[2]
FULL = os.environ.get("QUATER_TEST_FULL") == "1"
MOST_MIB = 300
FILES = 100_000 if FULL else 1_000
BOMB = (1904 << 20) if FULL else (256 << 20)
LARGE = (2 << 30) if FULL else (300 << 20)


@pytest.fixture
def incoming(tmp_path: Path) -> Path:
    folder = tmp_path / "drop" / "in"
    folder.mkdir(parents=True)
    return folder


def taken(desk: Desk, incoming: Path, record_property: Callable[[str, object], None]) -> dict[str, Any]:
    """What a visit in a process of its own tells; its peak of memory is a figure of R4."""
    home = str(desk.warehouse.settings.home)
    done = subprocess.run(
        [sys.executable, "-m", "tests.drop.pull_as", home, "KASTEEL", str(incoming.parent)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(done.stdout)
    record_property("R4", f"{told['taken']} files taken, peak {told['peak_mib']} MiB")
    assert told["peak_mib"] < MOST_MIB, told["peak_mib"]
    return told


def deflated_zeros(size: int, stream: "zlib._Compress") -> Iterator[bytes]:
    piece = bytes(1 << 20)
    for _ in range(size >> 20):
        yield stream.compress(piece)
    yield stream.flush()


def bomb(size: int) -> bytes:
    return b"".join(deflated_zeros(size, zlib.compressobj(9, zlib.DEFLATED, 31)))


def zip_of(name: str, data: bytes, method: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr(name, data)
    return made.getvalue()


def test_bombs_are_refused_in_a_sentence(desk: Desk, incoming: Path, record_property) -> None:
    gzipped = bomb(BOMB)
    (incoming / "bomb.gz").write_bytes(gzipped)
    (incoming / "nested.gz").write_bytes(gzip.compress(gzipped))
    with zipfile.ZipFile(incoming / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.cod", "w") as member:
        for _ in range(BOMB >> 24):
            member.write(bytes(1 << 24))
    (incoming / "nested.zip").write_bytes(zip_of("a.zip", (incoming / "bomb.zip").read_bytes(), zipfile.ZIP_STORED))
    noise = gzip.compress(os.urandom(2 << 20))  # what does not compress keeps a bomb below the ratio
    (incoming / "slow.gz").write_bytes(noise + gzip.compress(bytes(100 << 20)))
    told = taken(desk, incoming, record_property)
    assert set(told["states"].values()) == {"quarantined"}
    names = ("bomb.gz", "nested.gz", "bomb.zip", "nested.zip", "slow.gz")
    assert told["reasons"] == dict.fromkeys(names, "delivery-not-unpacked")


def test_a_large_file_is_refused_without_being_read_into_memory(desk: Desk, incoming: Path, record_property) -> None:
    with (incoming / "large.cod").open("wb") as file:
        file.truncate(LARGE)
    told = taken(desk, incoming, record_property)
    assert told["states"] == {"large.cod": "quarantined"}
    assert told["reasons"] == {"large.cod": "delivery-too-large"}


def test_a_hundred_thousand_files_are_taken_some_thousands_a_visit(desk: Desk, incoming: Path, record_property) -> None:
    for number in range(FILES):
        (incoming / f"{number:06d}.cod").write_bytes(b"0%06d\r\n" % number + b"9".ljust(128) + b"\r\n")
    left = FILES
    while left:
        told = taken(desk, incoming, record_property)
        assert told["taken"] == min(left, 10_000)
        assert set(told["states"].values()) == {"partial"}  # framed, its only statement set aside
        left -= told["taken"]
        assert sum(1 for _ in incoming.iterdir()) == left
        if FILES > 10_000:
            break  # one visit to a full folder shows the memory; the others are like it
