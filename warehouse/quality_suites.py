"""The suites of Great Expectations: one for each dataset from its declared columns, one for what each bank sends.

The only file that speaks to the library. Its pages (Data Docs) say which column breaks which constraint and how often, and
never a value of a row: they are read by people who may not read the data. Its telemetry is switched off.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

Expectation = tuple[str, Mapping[str, Any]]
"""Class name and arguments of an expectation."""
COUNTS_ONLY = {"result_format": "SUMMARY", "partial_unexpected_count": 0, "include_unexpected_rows": False}
SITE = "quality"


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
class Suite:
    """A frame and what is expected of it."""

    name: str
    frame: pd.DataFrame
    expectations: Sequence[Expectation]


def validated(suites: Sequence[Suite], on: date, site: Path) -> list[tuple[Check, Expectation]]:
    """Run every suite, write the pages into the folder `site`, and give each check with its expectation."""
    os.environ["GX_ANALYTICS_ENABLED"] = "False"  # read when the library is imported
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    context.add_data_docs_site(SITE, _site(site))
    source = context.data_sources.add_pandas("lake")
    found: list[tuple[Check, Expectation]] = []
    for suite in suites:
        checkpoint = _checkpoint(context, source, suite)
        run = gx.RunIdentifier(run_name=on.isoformat())
        result = checkpoint.run(batch_parameters={"dataframe": suite.frame}, run_id=run)
        for validation in result.run_results.values():
            found += _checks(suite, validation.results)
    context.build_data_docs(site_names=[SITE])
    return found


def _checkpoint(context: Any, source: Any, suite: Suite) -> Any:
    import great_expectations as gx

    batch = source.add_dataframe_asset(suite.name).add_batch_definition_whole_dataframe("newest")
    made = context.suites.add(gx.ExpectationSuite(name=suite.name))
    for place, (name, arguments) in enumerate(suite.expectations):
        made.add_expectation(getattr(gx.expectations, name)(**arguments, meta={"place": place}))
    definition = gx.ValidationDefinition(name=suite.name, data=batch, suite=made)
    return context.checkpoints.add(
        gx.Checkpoint(
            name=suite.name,
            validation_definitions=[context.validation_definitions.add(definition)],
            result_format=COUNTS_ONLY,
        )
    )


def _checks(suite: Suite, results: Sequence[Any]) -> Iterator[tuple[Check, Expectation]]:
    for single in sorted(results, key=lambda result: int(result.expectation_config.meta["place"])):
        counts = single.result or {}
        check = Check(
            dataset=suite.name,
            expectation=str(single.expectation_config.type),
            column=str(single.expectation_config.kwargs.get("column", "")),
            success=bool(single.success),
            checked=int(counts.get("element_count", 0)),
            unexpected=int(counts.get("unexpected_count", 0)),
        )
        yield check, suite.expectations[single.expectation_config.meta["place"]]


def _site(folder: Path) -> Any:
    return {
        "class_name": "SiteBuilder",
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)},
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
    }
