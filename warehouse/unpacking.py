"""gzip and zip deliveries, unpacked within caps.

What an archive says of its own size is never believed. It is inflated twice: the first time only to count, so that a bomb is
refused before it costs memory; the second time to keep. An archive holds exactly one file: one delivery has one hash, one line
in the ledger and one acknowledgement, and several files in one would share them. A member's name is not even read as a path.

Sources: RFC 1952 (gzip); PKWARE APPNOTE 6.3 (zip), of which stored and deflated members without encryption are accepted.

>>> import gzip
>>> unpacked(gzip.compress(b"0000"))
b'0000'
>>> unpacked(gzip.compress(b"0000")[:-6])
Traceback (most recent call last):
warehouse.unpacking.PackingError: expected the end of the gzip archive, the file stops before; deliver it again
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Generator, Iterator

GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
EMPTY_ZIP, SPANNED_ZIP = b"PK\x05\x06", b"PK\x07\x08"
OTHER_ARCHIVES = (
    b"BZh",
    b"\xfd7zXZ\x00",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x28\xb5\x2f\xfd",
    b"\x1f\x9d",
    b"\x1f\xa0",
)

LARGEST_UNPACKED = 64 * 1024 * 1024
LARGEST_RATIO = 100
RATIO_FROM = 4 * 1024 * 1024
PIECE = 1024 * 1024
FED_AT_ONCE = 64 * 1024
MOST_STREAMS = 10_000
_GZIP_STREAM, _BARE_STREAM = 31, -15
_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED, _STORED, _DEFLATED = 1, 0, 8
_ELSEWHERE = (0xFFFF, 0xFFFFFFFF)


class PackingError(Exception):
    """An archive cannot be unpacked; `cut` when it merely lacks its end."""

    def __init__(self, message: str, *, cut: bool = False) -> None:
        super().__init__(message)
        self.cut = cut


def is_archive(head: bytes) -> bool:
    """Whether the first bytes are those of an archive, also of a kind that is not accepted."""
    return head.startswith((GZIP, ZIP, EMPTY_ZIP, SPANNED_ZIP, *OTHER_ARCHIVES))


def unpacked(data: bytes, *, most: int = LARGEST_UNPACKED) -> bytes:
    """The one file that an archive holds; raises PackingError."""
    for keep in (False, True):
        inflated = b"".join(_kept(_pieces(data), len(data), most, keep=keep))
    return inflated


def _pieces(data: bytes) -> Iterator[bytes]:
    if data.startswith(GZIP):
        return _gunzip(data)
    if data.startswith(ZIP):
        return _unzip(data)
    raise PackingError("expected a plain, gzip or zip delivery with a file in it, got another kind of archive")


def _kept(pieces: Iterator[bytes], packed: int, most: int, *, keep: bool) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise PackingError(f"expected at most {most:,} bytes in the archive, it holds more; deliver it in parts")
        if size > max(RATIO_FROM, packed * LARGEST_RATIO):
            raise PackingError(
                f"expected an archive that unpacks to at most {LARGEST_RATIO} times its size, {packed:,} bytes became more than"
                f" {size:,}; deliver the file as it is"
            )
        if keep:
            yield piece


def _gunzip(data: bytes) -> Iterator[bytes]:
    """Inflate the streams of a gzip file one after the other."""
    place = streams = 0
    while place < len(data):
        streams += 1
        if not data.startswith(GZIP, place):
            raise PackingError(f"expected the end of the gzip archive, {len(data) - place:,} other bytes follow it")
        if streams > MOST_STREAMS:
            raise PackingError(f"expected at most {MOST_STREAMS:,} streams in the gzip archive, there are more")
        place = yield from _inflated(zlib.decompressobj(_GZIP_STREAM), data, place, len(data), "gzip")


def _inflated(stream: zlib._Decompress, data: bytes, place: int, end: int, kind: str) -> Generator[bytes, None, int]:
    """Inflate one stream, fed a little at a time; gives where it ended."""
    fed = b""
    try:
        while not stream.eof:
            if not fed:
                fed = data[place : min(place + FED_AT_ONCE, end)]
                place += len(fed)
                starved = not fed
            piece = stream.decompress(fed, PIECE)
            fed = stream.unconsumed_tail
            if starved and not piece and not stream.eof:
                raise PackingError(f"expected the end of the {kind} archive, the file stops before; deliver it again", cut=True)
            yield piece
    except zlib.error as error:
        raise PackingError(f"the {kind} archive is damaged ({error}); deliver it again") from None
    return place - len(stream.unused_data)


def _unzip(data: bytes) -> Iterator[bytes]:
    method, start, packed, checksum = _one_member(data)
    end = start + packed
    if method == _STORED:
        pieces: Iterator[bytes] = (data[place : min(place + PIECE, end)] for place in range(start, end, PIECE))
    else:
        pieces = _inflated(zlib.decompressobj(_BARE_STREAM), data, start, end, "zip")
    found = 0
    for piece in pieces:
        found = zlib.crc32(piece, found)
        yield piece
    if found != checksum:
        raise PackingError("the zip archive is damaged (its checksum does not agree); deliver it again")


def _one_member(data: bytes) -> tuple[int, int, int, int]:
    """How the only member is packed, where its bytes start, how many they are, and its checksum."""
    end = data.rfind(EMPTY_ZIP, max(len(data) - _END.size - 0xFFFF, 0))
    if end < 0 or end + _END.size > len(data):
        raise PackingError("expected the end of the zip archive, the file stops before; deliver it again", cut=True)
    _, _, _, _, members, size, central, comment = _END.unpack_from(data, end)
    if members != 1:
        many = "more than 65,534" if members in _ELSEWHERE else members
        raise PackingError(f"expected one file in the zip archive, it lists {many}; deliver each file by itself")
    if end + _END.size + comment != len(data) or central + size != end or size < _CENTRAL.size:
        raise PackingError("the zip archive is damaged (its directory is not where its end says); deliver it again")
    signature, _, _, flags, method, _, _, checksum, packed, _, name, extra, remark, _, _, _, local = _CENTRAL.unpack_from(
        data, central
    )
    if signature != b"PK\x01\x02" or _CENTRAL.size + name + extra + remark != size or local != 0:
        raise PackingError("the zip archive is damaged (its directory does not describe one file); deliver it again")
    if flags & _ENCRYPTED:
        raise PackingError("expected a zip archive without a password; deliver it sealed with OpenPGP, or as it is")
    if method not in (_STORED, _DEFLATED):
        raise PackingError(f"expected a stored or deflated file in the zip archive, got packing method {method}")
    *_, local_name, local_extra = _LOCAL.unpack_from(data, 0)
    start = _LOCAL.size + local_name + local_extra
    if start + packed > central:
        raise PackingError("the zip archive is damaged (its file overlaps its directory); deliver it again")
    return method, start, packed, checksum
