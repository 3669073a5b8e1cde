"""`quater quality`: is the lake what its columns declare, and do the banks send what the decree asks (art. 2 §3)?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from console.options import Home, Json, On, day, moment, opened
from console.output import say, show_json, show_table

if TYPE_CHECKING:
    from warehouse.quality import Completeness, QualityResult, Volume

CHECK_FAILED = 3
OF_FIELDS = ("bank", "field", "asked", "filled", "of 1000", "month before", "at least", "verdict")
OF_VOLUMES = ("bank", "day", "measure", "sent", "expected", "bank days", "verdict")
OF_FAILURES = ("dataset", "column", "expectation", "checked", "broken")


def attach(app: typer.Typer) -> None:
    """Add the `quality` family."""
    family = typer.Typer(help="Quality of what the banks deliver.", no_args_is_help=True, rich_markup_mode=None)
    family.callback()(lambda: None)  # a family stays a family with one command
    family.command("check")(check)
    app.add_typer(family, name="quality")


def check(on: On = None, home: Home = None, json: Json = False) -> None:
    """Check the lake and the banks; a failed expectation becomes an alert, and the command ends with 3."""
    from detection.grouping import settle
    from warehouse.quality import check_and_record

    with opened(home) as warehouse:
        result = check_and_record(warehouse, on=day(on), at=moment())
        touched = settle(warehouse, on=day(on), at=moment()) if result.findings else []
    alerts = [alert.alert_id for alert in touched if any(one.key in _keys(result) for one in alert.findings)]
    if json:
        show_json(result.as_json() | {"alerts": alerts})
    else:
        _print(result, alerts)
    if not result.success:
        raise typer.Exit(CHECK_FAILED)


def _keys(result: QualityResult) -> set[str]:
    return {finding.key for finding in result.findings}


def _print(result: QualityResult, alerts: list[str]) -> None:
    show_table("What each bank fills, in thirty days", OF_FIELDS, [_field_row(field) for field in result.fields])
    if result.volumes:
        show_table("What each bank sent", OF_VOLUMES, [_volume_row(volume) for volume in result.volumes])
    if result.failed:
        rows = [(check.dataset, check.column, check.expectation, check.checked, check.unexpected) for check in result.failed]
        show_table("Expectations that failed", OF_FAILURES, rows)
    say(f"{len(result.checks) - len(result.failed)} of {len(result.checks)} expectations hold; pages: {result.index}")
    if alerts:
        say(f"alerts with new evidence: {', '.join(alerts)}")


def _field_row(field: Completeness) -> tuple[object, ...]:
    shown = ["–" if value is None else value for value in (field.share, field.before, field.minimum)]
    verdict = _verdict(success=field.success, judged=field.minimum is not None)
    if field.minimum is None and field.asked and not field.filled:
        verdict = "never sent"
    return field.bank, field.field, field.asked, field.filled, *shown, verdict


def _volume_row(volume: Volume) -> tuple[object, ...]:
    expected = f"{volume.lowest} to {volume.highest}"
    verdict = _verdict(success=volume.success, judged=True)
    return volume.bank, volume.day, volume.measure, volume.found, expected, volume.days, verdict


def _verdict(*, success: bool, judged: bool) -> str:
    if not judged:
        return "not judged"
    return "holds" if success else "FAILS"
