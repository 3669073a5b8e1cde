"""Reading files of every kind: the texts that each holds once it is decoded, and what could not be decoded.

Parquet is decoded column by column, its footer too, because a search for bytes in compressed Parquet lies (3 of 1,935 account
numbers found where all were present). Archives are opened; of a database's file only the bytes are read here. A document that
only a higher room can read (PDF) is given to the reader that the caller brought.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from warehouse.parquet_footers import footer_texts
from warehouse.retention.scanning.seeking import Seeker

Reader = Callable[[bytes, str], Iterator[str]]
"""Gives the texts of a document, from its bytes and its path below the home; ValueError when it cannot read it."""
PARQUET, GZIP, ZIP, PDF, SQLITE = b"PAR1", b"\x1f\x8b", b"PK\x03\x04", b"%PDF-", b"SQLite format 3\x00"
DEEPEST = 3


class UnreadableError(ValueError):
    """A file whose content could not be decoded."""


def found_in_file(path: Path, seeker: Seeker, readers: Mapping[str, Reader], *, name: str = "") -> set[str]:
    """Give what is found in a file, in its name too; raises UnreadableError, and FileNotFoundError when it is gone."""
    data = path.read_bytes()
    return seeker.in_text(path.name) | _found_in(data, name or path.name, seeker, readers, 0)


def _found_in(data: bytes, name: str, seeker: Seeker, readers: Mapping[str, Reader], depth: int) -> set[str]:
    if depth > DEEPEST:
        raise UnreadableError(f"{name}: an archive in an archive, {depth} deep")
    if data[:4] == PARQUET:
        return _in_parquet(data, name, seeker)
    found = seeker.in_bytes(data)
    if data[:2] == GZIP:
        return found | _found_in(_inflated(data, name), name, seeker, readers, depth + 1)
    if data[:4] == ZIP:
        return found.union(*_in_archive(data, name, seeker, readers, depth))
    if data[:5] == PDF:
        return found | _in_document(data, name, seeker, readers)
    if data[:16] == SQLITE:
        return found  # its rows are read through the database, by the caller
    return found | seeker.in_text(data.decode("utf-8", "replace"))


def _in_parquet(data: bytes, name: str, seeker: Seeker) -> set[str]:
    found: set[str] = set()
    try:
        with pq.ParquetFile(pa.BufferReader(data)) as file:
            for text in footer_texts(file):
                found |= seeker.in_text(text)
            for batch in file.iter_batches():
                for column in batch.columns:
                    found |= _in_column(column, seeker)
    except (pa.ArrowInvalid, OSError) as error:
        raise UnreadableError(f"{name}: {error}") from error
    return found


def _in_column(column: pa.Array, seeker: Seeker) -> set[str]:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary, kind.value_type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return _in_column(column.flatten(), seeker)
    if pa.types.is_struct(kind):
        return set().union(*(_in_column(column.field(place), seeker) for place in range(kind.num_fields)))
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return set().union(*(seeker.in_bytes(value) for value in column.to_pylist() if value is not None))
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return seeker.in_text("\n".join(value for value in pc.unique(column).to_pylist() if value is not None))
    return set()


def _inflated(data: bytes, name: str) -> bytes:
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError(f"{name}: {error}") from error


def _in_archive(data: bytes, name: str, seeker: Seeker, readers: Mapping[str, Reader], depth: int) -> Iterator[set[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield seeker.in_text(member)
                yield _found_in(archive.read(member), f"{name}/{member}", seeker, readers, depth + 1)
    except (zipfile.BadZipFile, RuntimeError, zlib.error) as error:
        raise UnreadableError(f"{name}: {error}") from error


def _in_document(data: bytes, name: str, seeker: Seeker, readers: Mapping[str, Reader]) -> set[str]:
    reader: Any = readers.get("pdf")
    if reader is None:
        raise UnreadableError(f"{name}: a PDF, and no reader of PDF was given")
    try:
        return set().union(*(seeker.in_text(text) for text in reader(data, name)))
    except ValueError as error:
        raise UnreadableError(f"{name}: {error}") from error
