"""Quality of the lake: every declared constraint of its columns checked with Great Expectations, and pages that show it.

The expectations are not written here; they follow from the columns' declaration (`schema.expectations`). The newest months are
checked up to a bounded number of rows. A broken expectation is a result, not an exception: a doubtful column must not keep
accounts from being controlled. The pages (Data Docs) say which column breaks which constraint and how often, and never a value:
they are read by people who may not read the data. Great Expectations' telemetry is switched off.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl

from coda_parser.columns import Dataset
from warehouse.database import Warehouse
from warehouse.manifest import visible_parts
from warehouse.schema import DATASETS, expectations, polars_schema

MOST_ROWS = 500_000
COUNTS_ONLY = {"result_format": "SUMMARY", "partial_unexpected_count": 0, "include_unexpected_rows": False}
SITE = "quality"
UNREAD = "raw"
"""The lines of the statements: nothing is declared of them that could be checked, and they are most of the bytes."""


@dataclass(frozen=True)
class Check:
    """One expectation of one dataset: how many values were looked at, and how many break it."""

    dataset: str
    expectation: str
    column: str
    success: bool
    checked: int
    unexpected: int


@dataclass(frozen=True)
class QualityResult:
    """What the check found; `index` is the first of the pages, `rows` how many rows were looked at by dataset."""

    on: date
    index: Path
    rows: dict[str, int]
    checks: tuple[Check, ...]

    @property
    def success(self) -> bool:
        """Whether every expectation holds."""
        return not self.failed

    @property
    def failed(self) -> tuple[Check, ...]:
        """The expectations that do not hold."""
        return tuple(check for check in self.checks if not check.success)

    def as_json(self) -> dict[str, Any]:
        """The result by name."""
        return {
            "on": self.on.isoformat(),
            "success": self.success,
            "index": str(self.index),
            "rows": self.rows,
            "checks": len(self.checks),
            "failed": [asdict(check) for check in self.failed],
        }


def check_quality(warehouse: Warehouse, *, on: date) -> QualityResult:
    """Check what the lake holds up to the month of `on`, and write the pages anew into `settings.data_docs`."""
    frames = {dataset.name: _newest_rows(warehouse, dataset, on) for dataset in DATASETS}
    draft = warehouse.settings.data_docs.with_name(f".{warehouse.settings.data_docs.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    checks = tuple(_validated(frames, on, draft))
    _publish(draft, warehouse.settings.data_docs)
    rows = {name: len(frame) for name, frame in frames.items()}
    return QualityResult(on, warehouse.settings.data_docs / "index.html", rows, checks)


def _newest_rows(warehouse: Warehouse, dataset: Dataset, on: date) -> pd.DataFrame:
    with warehouse.reading() as session:
        parts = visible_parts(session, dataset.name, until=f"{on:%Y-%m}")
    paths: list[Path] = []
    rows = 0
    for part in sorted(parts, key=lambda part: part.month, reverse=True):
        if paths and rows + part.rows > MOST_ROWS:
            break
        paths.append(warehouse.settings.lake / part.path)
        rows += part.rows
    schema = polars_schema(dataset)
    found = pl.scan_parquet(paths, schema=schema, glob=False, hive_partitioning=False) if paths else pl.LazyFrame(schema=schema)
    return found.drop(UNREAD, strict=False).head(MOST_ROWS).collect().to_pandas()


def _validated(frames: dict[str, pd.DataFrame], on: date, site: Path) -> Iterator[Check]:
    """Run the checkpoint of each dataset; its pages go into the folder `site`."""
    os.environ["GX_ANALYTICS_ENABLED"] = "False"  # read when the library is imported
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    context.add_data_docs_site(SITE, _site(site))
    source = context.data_sources.add_pandas("lake")
    for dataset in DATASETS:
        checkpoint = _checkpoint(context, source, dataset)
        run = gx.RunIdentifier(run_name=on.isoformat())
        result = checkpoint.run(batch_parameters={"dataframe": frames[dataset.name]}, run_id=run)
        for validation in result.run_results.values():
            yield from (_check(dataset, single) for single in validation.results)
    context.build_data_docs(site_names=[SITE])


def _checkpoint(context: Any, source: Any, dataset: Dataset) -> Any:
    import great_expectations as gx

    batch = source.add_dataframe_asset(dataset.name).add_batch_definition_whole_dataframe("newest")
    suite = context.suites.add(gx.ExpectationSuite(name=dataset.name))
    for name, arguments in expectations(dataset):
        if arguments.get("column") == UNREAD:
            continue
        if "column_list" in arguments:
            arguments = {"column_list": [column for column in arguments["column_list"] if column != UNREAD]}
        suite.add_expectation(getattr(gx.expectations, name)(**arguments))
    definition = gx.ValidationDefinition(name=dataset.name, data=batch, suite=suite)
    return context.checkpoints.add(
        gx.Checkpoint(
            name=dataset.name,
            validation_definitions=[context.validation_definitions.add(definition)],
            result_format=COUNTS_ONLY,
        )
    )


def _check(dataset: Dataset, single: Any) -> Check:
    found = single.result or {}
    return Check(
        dataset=dataset.name,
        expectation=str(single.expectation_config.type),
        column=str(single.expectation_config.kwargs.get("column", "")),
        success=bool(single.success),
        checked=int(found.get("element_count", 0)),
        unexpected=int(found.get("unexpected_count", 0)),
    )


def _site(folder: Path) -> Any:
    return {
        "class_name": "SiteBuilder",
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)},
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
    }


def _publish(draft: Path, place: Path) -> None:
    """Put the new pages in place of the old ones."""
    old = place.with_name(f".{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    draft.rename(place)
    shutil.rmtree(old, ignore_errors=True)
