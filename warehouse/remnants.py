"""Looking for remnants: decode every file of the lake, named by the manifest or not, and its footer too.

A search for bytes in compressed Parquet lies (3 of 1,935 account numbers found where all were present), so rows are decoded;
and a search that finds nothing proves something only if it would have found what is there: each search is first tried
on a file made for it, the positive control.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from warehouse.parquet_footers import footer_texts

IDENTITIES = ("movement_id", "statement_id")
_CONTROL = "control.EUR.2016-01-01.001.0001.0000"


@dataclass(frozen=True)
class Search:
    """What a search read and found: the ids found by file (names below the root), and the files it could not read."""

    files: int = 0
    rows: int = 0
    found: dict[str, frozenset[str]] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """Every id found."""
        return frozenset().union(*self.found.values())


def search_lake(root: Path, wanted: Set[str]) -> Search:
    """Decode every file below the root and look for these ids; raises when the search does not find its own control."""
    try_the_search()
    return search_files(root, (path for path in sorted(root.rglob("*")) if path.is_file()), wanted)


def search_files(root: Path, paths: Iterable[Path], wanted: Set[str]) -> Search:
    """Decode these files below the root and look for ids."""
    values = pa.array(sorted(wanted), pa.string())
    files, rows, found, unreadable = 0, 0, dict[str, frozenset[str]](), []
    for path in paths:
        name = path.relative_to(root).as_posix()
        try:
            with pq.ParquetFile(path) as file:
                hits = frozenset(_rows_found(file, values)) | (frozenset(footer_texts(file)) & wanted)
                rows += file.metadata.num_rows
        except FileNotFoundError:
            continue  # swept meanwhile
        except (pa.ArrowInvalid, OSError):
            unreadable.append(name)
            continue
        files += 1
        if hits:
            found[name] = hits
    return Search(files, rows, found, tuple(unreadable))


def _rows_found(file: pq.ParquetFile, values: pa.Array) -> Iterator[str]:
    columns = [name for name in IDENTITIES if name in file.schema_arrow.names]
    for batch in file.iter_batches(columns=columns):
        for column in batch.columns:
            yield from column.filter(pc.is_in(column, value_set=values)).to_pylist()


def try_the_search() -> None:
    """Look for a control in a file made for it; raises when the search does not find it."""
    with tempfile.TemporaryDirectory(prefix="quater-control-") as folder:
        path = Path(folder) / "control.parquet"
        pq.write_table(pa.table({"movement_id": ["other", _CONTROL]}), path, write_statistics=False)
        if search_files(Path(folder), [path], {_CONTROL}).ids != {_CONTROL}:
            raise RuntimeError("the search for remnants did not find its own control: what it does not find proves nothing")
