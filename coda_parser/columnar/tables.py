"""From a stretch of a delivery to the two Arrow tables, by the kernels; what they do not vouch for is named, not read."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from coda_parser.columnar.buffers import (
    MOVEMENT_DAYS,
    MOVEMENT_NUMBERS,
    MOVEMENT_TEXTS,
    STATEMENT_DAYS,
    STATEMENT_NUMBERS,
    STATEMENT_TEXTS,
    Columns,
    columns,
    scratch,
)
from coda_parser.columnar.compiled import Kernels
from coda_parser.columnar.octets import UNKNOWN
from coda_parser.columnar.rows import schema_of
from coda_parser.columns import MOVEMENTS, STATEMENTS, Dataset
from coda_parser.layout import LENGTH
from coda_parser.lines import Encoding

VERSION = 2
_GROWTH = 3
_LEADING, _CONTINUATION = 0xC0, 0x80
_NOT_THERE = "coda_parser.not_there"
_HOLE = b"\x81"


def _not_there(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _HOLE * (error.end - error.start), error.end


codecs.register_error(_NOT_THERE, _not_there)


class Room:
    """Memory that one stretch after the other uses; fresh pages cost more than what is written to them."""

    def __init__(self) -> None:
        self._digested = np.empty(0, dtype=np.uint8)

    def digested(self, size: int) -> npt.NDArray[np.uint8]:
        """Give room for so many bytes."""
        if len(self._digested) < size:
            self._digested = np.empty(size + size // 8, dtype=np.uint8)
        return self._digested[:size]


@dataclass(frozen=True)
class Vouched:
    """What the kernels read of a stretch, or of deliveries behind each other.

    `good` says of each statement whether its row is in the tables, `rows` how many movements it has there; `starts` and
    `lines` hold one more entry than there are statements: where, and before which line, everything ends. `firsts` is the first
    statement of each delivery, and one more: behind the last.
    """

    statements: pa.Table
    movements: pa.Table
    good: npt.NDArray[np.bool_]
    rows: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    lines: npt.NDArray[np.int64]
    firsts: npt.NDArray[np.int64]


def vouched(
    data: memoryview, kernels: Kernels, room: Room, *, encoding: Encoding, newline: int, number: int, last: bool, delivery: str
) -> Vouched | None:
    """Read the plain statements of a stretch that begins with a record 0; None when it has another beginning.

    `number` is the line at which the stretch begins, `newline` the bytes of a line end; `last` says that nothing follows.
    """
    limits = np.array([0, len(data)], dtype=np.int64)
    read = _vouched(data, limits, kernels, room, encoding, newline, number, last, delivery)
    return read if read.lines[-1] else None


def vouched_together(
    data: memoryview, limits: npt.NDArray[np.int64], kernels: Kernels, room: Room, *, encoding: Encoding, newline: int
) -> Vouched:
    """Read the plain statements of whole deliveries of one encoding and line end; delivery d lies from `limits` d to d + 1.

    One that does not begin with a record 0 is a single statement that is not good. The rows name no delivery.
    """
    return _vouched(data, limits, kernels, room, encoding, newline, 1, True, "")


def _vouched(
    data: memoryview,
    limits: npt.NDArray[np.int64],
    kernels: Kernels,
    room: Room,
    encoding: Encoding,
    newline: int,
    number: int,
    last: bool,
    delivery: str,
) -> Vouched:
    octets, places = _as_cp1252(data) if encoding == "utf-8" else (np.frombuffer(data, dtype=np.uint8), None)
    within = limits if places is None else np.searchsorted(places, limits).astype(np.int64)
    most = len(octets) // LENGTH + len(limits) + 1
    starts, lines, firsts = (np.empty(size, dtype=np.int64) for size in (most, most, len(limits)))
    good, high = np.empty(most, dtype=np.bool_), np.empty(most, dtype=np.bool_)
    count, movements, following = kernels.index_deliveries(
        octets, within, newline, encoding != "ascii", number, firsts, starts, lines, good, high
    )
    lines[count] = following
    closes = np.zeros(count, dtype=np.bool_)
    closes[firsts[1:] - 1] = last
    any_high = bool(high[:count].any())
    out = columns(STATEMENT_TEXTS, STATEMENT_NUMBERS, STATEMENT_DAYS, count, high=any_high)
    moved = columns(MOVEMENT_TEXTS, MOVEMENT_NUMBERS, MOVEMENT_DAYS, movements, high=any_high)
    rows = np.zeros(count, dtype=np.int64)
    kernels.read_statements(octets, starts, lines, good, high, closes, count, newline, out, moved, rows, scratch())
    held = good[:count]
    sound = int(held.sum())
    begins = starts[: count + 1] if places is None else places[starts[: count + 1]]
    added = {
        "raw": _raw(data, begins, held),
        "digest": _digests(octets, kernels, room, starts, good, high, count, newline, any_high),
        "line": _integers(lines[:count][held]),
        "separate_application": _flags(np.zeros(sound, dtype=np.bool_)),
        "version": _integers(np.full(sound, VERSION, dtype=np.int64)),
        "encoding": _repeated(encoding, sound),
    }
    return Vouched(
        _table(STATEMENTS, out, (STATEMENT_TEXTS, STATEMENT_NUMBERS, STATEMENT_DAYS), added, delivery),
        _table(MOVEMENTS, moved, (MOVEMENT_TEXTS, MOVEMENT_NUMBERS, MOVEMENT_DAYS), {}, delivery),
        held,
        rows,
        begins,
        lines[: count + 1],
        firsts,
    )


def _as_cp1252(data: memoryview) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Give UTF-8 one byte a character, and where each character begins in it; what cp1252 has not is a byte of no character."""
    octets = np.frombuffer(data, dtype=np.uint8)
    begins = np.append(np.flatnonzero((octets & _LEADING) != _CONTINUATION), len(data))
    text = bytearray(bytes(data).decode("utf-8").encode("cp1252", _NOT_THERE))
    return np.frombuffer(text, dtype=np.uint8), begins


def _table(
    dataset: Dataset,
    filled: Columns,
    names: tuple[dict[str, int], tuple[str, ...], tuple[str, ...]],
    added: dict[str, pa.Array],
    delivery: str,
) -> pa.Table:
    rows = int(filled.ends[-1])
    found: dict[str, pa.Array] = {**added, "delivery": _repeated(delivery, rows)}
    for index, name in enumerate(names[0]):
        begin, end = int(filled.base[index]), int(filled.ends[index])
        limits, text = pa.py_buffer(filled.offsets[index, : rows + 1]), pa.py_buffer(filled.text[begin:end])
        found[name] = pa.StringArray.from_buffers(rows, limits, text)
    for index, name in enumerate(names[1]):
        found[name] = _integers(filled.numbers[index, :rows])
    for index, name in enumerate(names[2]):
        found[name] = _days(filled.days[index, :rows])
    if "duplicate" in found:
        found["duplicate"] = _flags(filled.numbers[names[1].index("duplicate"), :rows])
    if "detail" in found:
        found["is_detail"] = _flags(filled.numbers[names[1].index("detail"), :rows])
    return pa.Table.from_arrays([found[name] for name in dataset.names], schema=schema_of(dataset))


def _repeated(text: str, rows: int) -> pa.Array:
    return _texts(text.encode() * rows, rows)


def _texts(joined: bytes, rows: int) -> pa.Array:
    """Give so many texts of one length; `pa.array`, `pa.scalar` and `pa.repeat` would import pandas, if only to ask it."""
    limits = np.arange(rows + 1, dtype=np.int32) * (len(joined) // max(rows, 1))
    return pa.StringArray.from_buffers(rows, pa.py_buffer(limits), pa.py_buffer(joined))


def _integers(values: npt.NDArray[np.int64]) -> pa.Array:
    return pa.Array.from_buffers(pa.int64(), len(values), [None, pa.py_buffer(values)])


def _flags(values: npt.NDArray[np.int64] | npt.NDArray[np.bool_]) -> pa.Array:
    return pa.Array.from_buffers(pa.bool_(), len(values), [None, pa.py_buffer(np.packbits(values != 0, bitorder="little"))])


def _days(days: npt.NDArray[np.int32]) -> pa.Array:
    unknown = days == UNKNOWN
    if not unknown.any():
        return pa.Array.from_buffers(pa.date32(), len(days), [None, pa.py_buffer(days)])
    known = pa.py_buffer(np.packbits(~unknown, bitorder="little"))
    return pa.Array.from_buffers(pa.date32(), len(days), [known, pa.py_buffer(days)])


def _raw(data: memoryview, starts: npt.NDArray[np.int64], held: npt.NDArray[np.bool_]) -> pa.Array:
    limits = pa.py_buffer(starts.astype(np.int32))
    whole = pa.Array.from_buffers(pa.binary(), len(held), [None, limits, pa.py_buffer(data)])
    return whole if held.all() else whole.filter(_flags(held))


def _digests(
    octets: npt.NDArray[np.uint8],
    kernels: Kernels,
    room: Room,
    starts: npt.NDArray[np.int64],
    good: npt.NDArray[np.bool_],
    high: npt.NDArray[np.bool_],
    count: int,
    newline: int,
    any_high: bool,
) -> pa.Array:
    out = room.digested((len(octets) + LENGTH) * (_GROWTH if any_high else 1))
    ends = np.zeros(int(good[:count].sum()), dtype=np.int64)
    kernels.write_digested(octets, starts, good, high, count, newline, out, ends)
    view, begun, found = out.data, 0, []
    for end in ends.tolist():
        found.append(hashlib.sha256(view[begun:end]).digest())
        begun = end
    return _texts(b"".join(found).hex().encode(), len(found))
