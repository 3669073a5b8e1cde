"""The two Parquet files: the rows of the tables, no statistics on texts, nothing left of an untrusted file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from coda_parser.arrow import arrow_of
from coda_parser.columns import DATASETS, Dataset
from coda_parser.generator import generate
from coda_parser.parquet import Written, write_parquet

DELIVERY = "ab" * 32


def test_the_files_hold_the_rows_of_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coda_parser.stretches.SIZE", 20_000)
    data = generate(3, statements=60)
    tables = arrow_of(data, delivery=DELIVERY)
    written = write_parquet(BytesIO(data), tmp_path, delivery=DELIVERY)
    empty = tables.statements.num_rows - sum(count > 0 for count in tables.statements.column("movement_count").to_pylist())
    assert written == Written(60, tables.movements.num_rows, 0, empty, framed=True)
    assert pq.read_table(tmp_path / "statements.parquet").equals(tables.statements)
    assert pq.read_table(tmp_path / "movements.parquet").equals(tables.movements)
    assert {path.name for path in tmp_path.iterdir()} == {"statements.parquet", "movements.parquet"}


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_no_text_has_statistics_in_the_footer(dataset: Dataset, tmp_path: Path) -> None:
    write_parquet(BytesIO(generate(3, statements=5)), tmp_path, delivery=DELIVERY)
    group = pq.read_metadata(tmp_path / f"{dataset.name}.parquet").row_group(0)
    told = {group.column(index).path_in_schema for index in range(group.num_columns) if group.column(index).is_stats_set}
    assert told == {column.name for column in dataset.columns if column.kind in ("date", "integer")}


def test_a_delivery_that_cannot_be_framed_leaves_the_files_of_before(tmp_path: Path) -> None:
    data = generate(3, statements=5)
    write_parquet(BytesIO(data), tmp_path, delivery=DELIVERY)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    written = write_parquet(BytesIO(data[:-200]), tmp_path, delivery=DELIVERY)
    assert (written.framed, written.statements, written.movements) == (False, 0, 0)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
