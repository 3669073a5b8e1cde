"""`quater rules replay`: a draft of a rule, or other figures, beside the live version; only counts are printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from console.access import note_access
from console.commands.rules.reading import RuleId
from console.options import By, Home, Json, bar_code, day, opened, person
from console.output import say, show_json, show_table
from console.records import as_json
from warehouse.errors import Refusal

if TYPE_CHECKING:
    from detection.registry import Detector
    from detection.replay import Tally

COLUMNS = ("new", "gone", "same", "regraded")


def attach(family: typer.Typer) -> None:
    """Add `replay`."""
    family.command("replay")(replay)


def replay(
    identity: RuleId,
    first: Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD", help="The first day of which findings are compared.")],
    last: Annotated[str, typer.Option("--to", metavar="YYYY-MM-DD", help="The last day.")],
    draft: Annotated[Path | None, typer.Option("--draft", help="The draft: a rule file. It is run, so read it first.")] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="PARAMETER=VALUE", help="Another figure, in the parameter's own unit.")
    ] = None,
    bar: Annotated[str | None, typer.Option("--bar", help="Only alerts of one bar.")] = None,
    home: Home = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Show which alerts a draft would bring, take away and keep; nothing is stored and no alert is raised."""
    from detection.registry import detectors
    from detection.replay import replay as run

    live = detectors().get(identity)
    drafted = _draft(identity, live, draft, set_ or [])
    with opened(home) as warehouse:
        note_access(warehouse, actor=person(by), action="replay", subject=f"rule:{identity}", purpose="optimise")
        result = run(warehouse, live, drafted, first=day(first), last=day(last), bar=bar_code(bar) if bar else None)
    if json:
        show_json(as_json(result))
        return
    say(f"{result.rule} from {result.first} to {result.last}")
    say(f"live {result.live_version or 'none'}: {result.live_findings} findings")
    say(f"draft {result.draft_version}: {result.draft_findings} findings")
    _table("Alerts", "", {"all": result.alerts})
    _table("By bar", "bar", result.by_bar)
    _table("By peer group", "kind and activity", result.by_peers)


def _draft(identity: str, live: Detector | None, file: Path | None, given: list[str]) -> Detector:
    from detection.replay import draft_from, with_parameters

    if file is None and not given:
        raise Refusal("a replay needs a --draft FILE, or --set PARAMETER=VALUE, or both")
    base = live if file is None else draft_from(file, identity)
    if base is None:
        raise Refusal(
            f"no rule {identity!r}; `quater rules list` shows the rules, --draft FILE replays one that is not installed"
        )
    return with_parameters(base, dict(_settings(given))) if given else base


def _settings(given: Iterable[str]) -> Iterable[tuple[str, int]]:
    for text in given:
        name, _, value = text.partition("=")
        try:
            yield name.strip(), int(value.replace("_", ""))
        except ValueError:
            raise Refusal(f"expected --set PARAMETER=VALUE with a whole number, got {text!r}") from None


def _table(title: str, what: str, tallies: Mapping[str, Tally]) -> None:
    show_table(
        title, (what, *COLUMNS), [(name, *(getattr(tally, column) for column in COLUMNS)) for name, tally in tallies.items()]
    )
