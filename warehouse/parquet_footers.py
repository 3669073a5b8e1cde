"""What a Parquet footer says in words: its key-value pairs and the smallest and largest values of its columns.

A value in a footer outlives nothing by itself, but it is read without decoding a single row, so it is searched like the rows.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow.parquet as pq


def footer_texts(file: pq.ParquetFile) -> Iterator[str]:
    """Give every text of a file's footer."""
    for key, value in (file.metadata.metadata or {}).items():
        yield from (key.decode("utf-8", "replace"), value.decode("utf-8", "replace"))
    for group in range(file.metadata.num_row_groups):
        for column in range(file.metadata.num_columns):
            statistics = file.metadata.row_group(group).column(column).statistics
            if statistics is not None and statistics.has_min_max:
                yield from (str(statistics.min), str(statistics.max))
