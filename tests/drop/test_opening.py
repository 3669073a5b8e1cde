"""Packed and sealed deliveries: what opens is taken as if it came plain, the rest is refused with what was expected."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pysequoia import Cert, Tsk, encrypt, sign

from coda_parser import Problem
from tests.drop.conftest import WayIn
from tests.warehouse.conftest import Desk
from warehouse import lake
from warehouse.deliveries import deliveries_frame
from warehouse.drop import folder_of
from warehouse.opening import is_packed, is_whole, opened
from warehouse.openpgp import Seals, has_end

PLAIN = b"0" * 127 + b"2\r\n" + b"9".ljust(128) + b"\r\n"


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return made.getvalue()


def lying_about_its_size(data: bytes) -> bytes:
    """The gzip trailer's length says one byte."""
    return data[:-4] + struct.pack("<I", 1)


def with_central(data: bytes, offset: int, value: bytes) -> bytes:
    """A zip whose directory entry has other bytes at an offset."""
    place = data.rindex(b"PK\x01\x02") + offset
    return data[:place] + value + data[place + len(value) :]


def with_end(data: bytes, offset: int, value: bytes) -> bytes:
    place = data.rindex(b"PK\x05\x06") + offset
    return data[:place] + value + data[place + len(value) :]


OPENS = {
    "plain": PLAIN,
    "gzip": gzip.compress(PLAIN),
    "gzip with a name that leads elsewhere": b"\x1f\x8b\x08\x08\0\0\0\0\0\xff../../etc/passwd\0" + gzip.compress(PLAIN)[10:],
    "gzip in two streams": gzip.compress(PLAIN[:100]) + gzip.compress(PLAIN[100:]),
    "zip, deflated": zipped(("a.cod", PLAIN)),
    "zip, stored": zipped(("a.cod", PLAIN), method=zipfile.ZIP_STORED),
    "zip whose member leads elsewhere": zipped(("../../../etc/passwd", PLAIN)),
    "zip whose member is absolute": zipped(("/etc/passwd", PLAIN)),
    "zip whose member has a NUL and colours": zipped(("a\x1b[31m.cod", PLAIN)),
    "zip with a size that lies": with_central(zipped(("a.cod", PLAIN)), 24, struct.pack("<I", 1)),
}

# what is delivered | words of the answer
REFUSED = {
    "zip of two files": (zipped(("a.cod", PLAIN), ("b.cod", PLAIN)), "expected one file in the zip archive, it lists 2"),
    "zip of nothing": (zipped(), "another kind of archive"),
    "zip of a folder": (zipped(("folder/", b""), ("folder/a.cod", PLAIN)), "it lists 2"),
    "zip that hides a second file": (
        with_end(with_end(zipped(("a.cod", PLAIN), ("b.cod", PLAIN)), 8, b"\1\0"), 10, b"\1\0"),
        "does not describe one file",
    ),
    "zip in a zip": (zipped(("a.zip", zipped(("a.cod", PLAIN)))), "one more layer"),
    "zip in a gzip": (gzip.compress(zipped(("a.cod", PLAIN))), "one more layer"),
    "gzip in a gzip": (gzip.compress(gzip.compress(PLAIN)), "one more layer"),
    "a tar.xz in a gzip": (gzip.compress(b"\xfd7zXZ\x00" + bytes(100)), "one more layer"),
    "bzip2": (b"BZh91AY&SY" + bytes(100), "another kind of archive"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(100), "another kind of archive"),
    "zip with a password": (with_central(zipped(("a.cod", PLAIN)), 8, b"\1\0"), "without a password"),
    "zip by another method": (with_central(zipped(("a.cod", PLAIN)), 10, b"\x0c\0"), "packing method 12"),
    "zip altered": (zipped(("a.cod", PLAIN), method=zipfile.ZIP_STORED).replace(b"9  ", b"8  ", 1), "checksum does not agree"),
    "zip with something before it": (zipped(("a.cod", PLAIN))[:4] + b"junk" + zipped(("a.cod", PLAIN)), "damaged"),
    "zip with something after it": (zipped(("a.cod", PLAIN)) + b"junk", "damaged"),
    "gzip with something after it": (gzip.compress(PLAIN) + b"junk", "4 other bytes follow"),
    "gzip with a length that lies": (lying_about_its_size(gzip.compress(PLAIN)), "damaged"),
    "gzip with another checksum": (gzip.compress(PLAIN)[:-8] + bytes(4) + gzip.compress(PLAIN)[-4:], "damaged"),
    "a bomb by ratio": (gzip.compress(bytes(20 << 20)), "at most 100 times its size"),
    "a zip bomb by ratio": (zipped(("a.cod", bytes(20 << 20))), "at most 100 times its size"),
    "a bomb in streams": (gzip.compress(b"") * 10_001, "at most 10,000 streams"),
}
CUT = {
    "gzip, half": gzip.compress(PLAIN)[:20],
    "gzip, without its last byte": gzip.compress(PLAIN)[:-1],
    "gzip, only its head": gzip.compress(PLAIN)[:10],
    "zip, half": zipped(("a.cod", PLAIN))[:60],
    "zip, without its last byte": zipped(("a.cod", PLAIN))[:-1],
}


@pytest.mark.parametrize("kind", OPENS)
def test_what_opens_is_read_as_if_it_came_plain(kind: str) -> None:
    assert opened(OPENS[kind], Seals()) == PLAIN
    assert is_packed(OPENS[kind][:64]) == (kind != "plain")
    assert kind == "plain" or is_whole(OPENS[kind])


@pytest.mark.parametrize("kind", REFUSED)
def test_what_does_not_open_says_what_was_expected(kind: str) -> None:
    data, words = REFUSED[kind]
    answer = opened(data, Seals())
    assert isinstance(answer, Problem)
    assert words in answer.message
    assert (answer.id, answer.severity) == ("delivery-not-unpacked", "hard")
    assert is_packed(data[:64])
    assert is_whole(data)  # it will not become better by waiting


@pytest.mark.parametrize("kind", CUT)
def test_what_lacks_its_end_is_cut_and_not_yet_whole(kind: str) -> None:
    answer = opened(CUT[kind], Seals())
    assert isinstance(answer, Problem)
    assert answer.id == "truncated"
    assert not is_whole(CUT[kind])


def test_every_cut_and_every_altered_byte_of_an_archive_is_refused_and_nothing_else_happens() -> None:
    for data in (gzip.compress(PLAIN, mtime=0), zipped(("a.cod", PLAIN))):
        for length in range(4, len(data)):
            assert isinstance(opened(data[:length], Seals()), Problem)
        for place in range(len(data)):
            altered = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
            assert opened(altered, Seals()) == PLAIN or place < 4 or isinstance(opened(altered, Seals()), Problem)


def test_the_cap_counts_what_comes_out_not_what_the_header_says() -> None:
    """Bytes that do not compress, so that only the cap on the size can refuse them."""
    noise = b"".join(zlib.crc32(bytes([index & 255, index >> 8])).to_bytes(4, "big") for index in range(50_000))
    answer = opened(gzip.compress(noise), Seals(), most=199_999)
    assert isinstance(answer, Problem)
    assert "at most 199,999 bytes" in answer.message
    assert opened(gzip.compress(noise), Seals(), most=200_000) == noise


def test_a_packed_delivery_comes_in_by_either_way_and_is_known_by_its_bytes_as_delivered(way_in: WayIn, desk: Desk) -> None:
    data = desk.file(desk.draft())
    (way_in.incoming / "KB20260228001.cod.gz").write_bytes(gzip.compress(data))
    assert way_in.states() == {"KB20260228001.cod.gz": "ingested"}
    (way_in.incoming / "again.zip").write_bytes(zipped(("x", data)))
    assert way_in.states() == {"again.zip": "duplicate"}  # other bytes, the same statements
    frame = deliveries_frame(desk.warehouse)
    assert dict(frame.select("name", "size").iter_rows()) == {
        "KB20260228001.cod.gz": len(gzip.compress(data)),
        "again.zip": len(zipped(("x", data))),
    }
    assert lake.movements(desk.warehouse).collect().height == 2


def test_a_packed_upload_without_its_end_waits(way_in: WayIn, desk: Desk) -> None:
    data = gzip.compress(desk.file(desk.draft()))
    path = way_in.incoming / "a.cod.gz"
    for length in (5, 20, len(data) - 1):
        path.write_bytes(data[:length])
        assert way_in.states() == {"a.cod.gz": "pending"}
    path.write_bytes(data)
    assert way_in.states() == {"a.cod.gz": "ingested"}


def test_a_bomb_is_acknowledged_as_quarantined_with_the_reason(way_in: WayIn, desk: Desk) -> None:
    (way_in.incoming / "bomb.gz").write_bytes(REFUSED["a bomb by ratio"][0])
    assert way_in.states() == {"bomb.gz": "quarantined"}
    [text] = [path.read_text(encoding="utf-8") for path in way_in.answers.iterdir() if path.suffix == ".txt"]
    assert "at most 100 times its size" in text


# --- sealed ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def people() -> dict[str, Tsk]:
    """Quater, Kasteel Bank, and somebody else."""
    return {name: Tsk.generate(f"{name} <{name}@example.org>") for name in ("quater", "kasteel", "stranger")}


def certificate(person: Tsk) -> Cert:
    return person.extract_certificate()


@pytest.fixture
def seals(tmp_path: Path, people: dict[str, Tsk]) -> Seals:
    """Quater has a key and knows the bank's certificate."""
    own, bank = tmp_path / "quater.asc", tmp_path / "KASTEEL.asc"
    own.write_text(str(people["quater"]))
    bank.write_text(str(certificate(people["kasteel"])))
    return Seals(own, bank)


def sealed(
    people: dict[str, Tsk], data: bytes = PLAIN, *, to: str = "quater", by: str | None = "kasteel", armor: bool = True
) -> bytes:
    signer = {"signer": people[by].signer()} if by else {}
    return bytes(encrypt(recipients=[certificate(people[to])], bytes=data, armor=armor, **signer))  # type: ignore[arg-type]


@pytest.mark.parametrize("armor", [True, False], ids=["armoured", "binary"])
def test_a_sealed_and_signed_delivery_opens(people: dict[str, Tsk], seals: Seals, armor: bool) -> None:
    message = sealed(people, armor=armor)
    assert is_packed(message[:64])
    assert is_whole(message)
    assert opened(message, seals) == PLAIN


def test_a_seal_around_an_archive_opens_and_an_archive_around_a_seal_does_not(people: dict[str, Tsk], seals: Seals) -> None:
    assert opened(sealed(people, gzip.compress(PLAIN)), seals) == PLAIN
    answer = opened(gzip.compress(sealed(people)), Seals(seals.own_key))
    assert isinstance(answer, Problem)
    assert "one more layer" in answer.message
    answer = opened(sealed(people, sealed(people)), seals)
    assert isinstance(answer, Problem)
    assert "one seal" in answer.message


Attempt = Callable[[dict[str, Tsk], Seals], tuple[bytes, Seals]]
NOT_OPENED: dict[str, tuple[Attempt, str]] = {
    "for another key": (lambda people, seals: (sealed(people, to="stranger"), seals), "encrypted for Quater's key"),
    "not signed": (lambda people, seals: (sealed(people, by=None), seals), "signature by the bank's certificate"),
    "signed by a stranger": (
        lambda people, seals: (sealed(people, by="stranger"), seals),
        "signature by the bank's certificate",
    ),
    "signed, not encrypted, by a stranger": (
        lambda people, seals: (bytes(sign(people["stranger"].signer(), PLAIN)), seals),
        "signature by the bank's certificate",
    ),
    "not sealed at all": (lambda people, seals: (PLAIN, seals), "sealed and signed with OpenPGP, this one is not"),
    "packed only": (lambda people, seals: (gzip.compress(PLAIN), seals), "sealed and signed with OpenPGP, this one is not"),
    "without a key here": (lambda people, seals: (sealed(people), Seals()), "no key here"),
    "with a damaged key here": (lambda people, seals: (sealed(people), Seals(_damaged(seals))), "Quater's own key"),
    "larger than allowed inside": (lambda people, seals: (sealed(people, b"0" * 300_001), seals), "at most 300,000 bytes"),
}


def _damaged(seals: Seals) -> Path:
    assert seals.own_key is not None
    seals.own_key.write_text("no key")
    return seals.own_key


@pytest.mark.parametrize("kind", NOT_OPENED)
def test_a_delivery_that_is_not_sealed_as_agreed_is_refused(people: dict[str, Tsk], seals: Seals, kind: str) -> None:
    attempt, words = NOT_OPENED[kind]
    data, known = attempt(people, seals)
    answer = opened(data, known, most=300_000)
    assert isinstance(answer, Problem)
    assert (answer.id, words in answer.message) == ("delivery-not-unsealed", True), answer.message
    assert "\n" not in answer.message


def test_altered_bytes_under_a_seal_are_never_read(people: dict[str, Tsk], seals: Seals) -> None:
    message = sealed(people, armor=False)
    for place in range(2, len(message), max(len(message) // 12, 1)):
        altered = message[:place] + bytes([message[place] ^ 1]) + message[place + 1 :]
        assert isinstance(opened(altered, seals), Problem)


def test_a_sealed_upload_without_its_end_is_cut(people: dict[str, Tsk], seals: Seals) -> None:
    for message in (sealed(people), sealed(people, armor=False), sealed(people, PLAIN * 5000, armor=False)):
        assert has_end(message)
        for length in (len(message) // 3, len(message) // 2, len(message) - 30):
            assert not is_whole(message[:length])
            answer = opened(message[:length], seals)
            assert isinstance(answer, Problem)
            assert answer.id == "truncated"


def test_a_sealed_bomb_ends_at_the_cap(people: dict[str, Tsk], seals: Seals) -> None:
    answer = opened(sealed(people, gzip.compress(bytes(20 << 20))), seals)
    assert isinstance(answer, Problem)
    assert "100 times" in answer.message


def test_a_sealed_delivery_comes_in_by_either_way_with_the_installation_s_keys(
    way_in: WayIn, desk: Desk, people: dict[str, Tsk]
) -> None:
    folder = desk.warehouse.settings.secrets / "openpgp"
    folder.mkdir(parents=True)
    (folder / "quater.asc").write_text(str(people["quater"]))
    (folder / "KASTEEL.asc").write_text(str(certificate(people["kasteel"])))
    data = desk.file(desk.draft())
    (way_in.incoming / "day.cod.pgp").write_bytes(sealed(people, data))
    (way_in.incoming / "forged.cod").write_bytes(desk.file(desk.draft(number=2)))
    (way_in.incoming / "strange.pgp").write_bytes(sealed(people, data, by="stranger"))
    assert way_in.states() == {"day.cod.pgp": "ingested", "forged.cod": "quarantined", "strange.pgp": "quarantined"}
    assert lake.movements(desk.warehouse).collect().height == 2


def test_a_bank_without_a_folder_here_has_none(desk: Desk) -> None:
    assert folder_of(desk.warehouse.settings, "KASTEEL") is None
