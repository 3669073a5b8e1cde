"""The tables and the picture of `docs/models.md`, written from the published figures; a test says when they are stale.

    python -m benchmarks.ranking_note    writes both anew from `benchmarks/results/ranking.json`

The picture is drawn by our own code, as the other charts are: bars of recall with their intervals, and the marks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.results import RESULTS

DOCS = Path(__file__).resolve().parents[1] / "docs"
NOTE, PICTURE = DOCS / "models.md", DOCS / "pictures" / "ranking.svg"
BEGIN, END = "<!-- ranking: written by benchmarks.ranking_note -->", "<!-- ranking: end -->"

TITLES = {"rare": "Typologies played plainly", "perturbed": "Typologies split, delayed and mixed with lawful dossiers"}
WAYS = {"months_ahead": "later months", "accounts_apart": "later months of accounts that the model never saw"}
NAMES = {
    "rules": "rules alone",
    "isolation_forest": "isolation forest alone",
    "none": "model, no labels",
    "20": "model, 20 labels",
    "60": "model, 60 labels",
}
MARKS = {"none": 0.35, "20": 0.55, "60": 0.65}
Published = Mapping[str, Any]


def note(figures: Published) -> str:
    """The section between the marks, `BEGIN` and `END` included."""
    return "\n".join([BEGIN, "", *_told(figures), END])


def write_note(figures: Published) -> None:
    """Put the tables into the note and the picture beside it."""
    text = NOTE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    NOTE.write_text(before + note(figures) + rest.split(END)[1], encoding="utf-8", newline="\n")
    PICTURE.write_text(picture(figures), encoding="utf-8", newline="\n")


def published() -> Published:
    """The figures that were published last."""
    found: Published = json.loads((RESULTS / "ranking.json").read_text(encoding="utf-8"))
    return found


def _told(figures: Published) -> Iterator[str]:
    seeds = ", ".join(map(str, figures["seeds"]))
    yield f"Worlds of {figures['accounts']} accounts and {figures['months']} months, seeds {seeds}; read: the first"
    yield f"{figures['budget']:.0%} of each month's account-months. Recall with its interval (bootstrap over accounts, 95 %)."
    speed = figures["features_movements_a_second"]
    yield f"Features, reading the movements from Parquet with them: {speed:,} movements a second and core; the mark is 60,000."
    yield ""
    yield "![Recall of five rankings, plain and perturbed, with the marks](pictures/ranking.svg)"
    yield ""
    for script, title in TITLES.items():
        tested = figures[script]["months_ahead"]["none"]
        share = tested["positives"] / tested["account_months"]
        yield f"{title}: {tested['positives']} of {tested['account_months']:,} tested account-months are illicit ({share:.2%})."
        yield ""
        for way, told in WAYS.items():
            if way in figures[script]:
                yield f"### {title}: {told}"
                yield ""
                yield from _table(figures[script][way])
                yield ""
        if "accounts_apart" not in figures[script]:
            yield f"{WAYS['accounts_apart'].capitalize()}: not measured in this run."
            yield ""
        yield f"Found of each typology's account-months ({WAYS['months_ahead']}; what is not named had none):"
        yield ""
        yield from _typologies(figures[script]["months_ahead"])
        yield ""


def _table(rankings: Published) -> Iterator[str]:
    yield "| ranking | labels | found | recall | mark | precision | average precision | money found | recall by seed |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, one in ((name, rankings[name]) for name in NAMES):
        low, high = one["recall_interval"]
        mark = f"{MARKS[name]:.2f}: {'met' if one['recall'] >= MARKS[name] else 'not met'}" if name in MARKS else ""
        seeds = " ".join(f"{found / every:.2f}" if every else "–" for found, every in one["by_world"].values())
        yield (
            f"| {NAMES[name]} | {one['fewest_labels']} | {one['found']} of {one['positives']} | {one['recall']:.3f} "
            f"({low:.2f}–{high:.2f}) | {mark} | {one['precision']:.2f} | {one['average_precision']:.2f} | "
            f"{one['turnover_found']:.2f} | {seeds} |"
        )


def _typologies(rankings: Published) -> Iterator[str]:
    yield "| typology | " + " | ".join(NAMES.values()) + " |"
    yield "|---" * (len(NAMES) + 1) + "|"
    for kind in sorted({kind for one in rankings.values() for kind in one["by_typology"]}):
        counts = (rankings[name]["by_typology"].get(kind, (0, 0)) for name in NAMES)
        yield f"| {kind} | " + " | ".join(f"{found}/{every}" for found, every in counts) + " |"


WIDTH, LEFT, TOP, ROW, PANEL = 860, 190, 46, 30, 40
SCALE = 600
"""Width of a recall of 1."""
FIGURE = 44
"""Width of a figure beside its bar, which no mark may cross."""
INK, FAINT, BAR, MARK = "#16242f", "#b9c0ca", "#31506b", "#7a1f2b"


def picture(figures: Published) -> str:
    """Both countries as bars, later months; the same figures give the same drawing."""
    body: list[str] = []
    top = TOP
    for script, title in TITLES.items():
        body.append(f'<text x="{LEFT}" y="{top - 12}" font-weight="600">{title}</text>')
        rankings = figures[script]["months_ahead"]
        for place, name in enumerate(NAMES):
            body += _bar(top + place * ROW, name, rankings[name])
        bottom = top + len(rankings) * ROW
        for tenth in range(0, 11, 2):
            at = LEFT + tenth * SCALE // 10
            body.append(f'<path d="M{at} {top - 4}V{bottom}" stroke="{FAINT}" stroke-width="0.5"/>')
            body.append(f'<text x="{at}" y="{bottom + 14}" text-anchor="middle" font-size="11">{tenth / 10:.1f}</text>')
        top = bottom + PANEL + ROW
    height = top - ROW
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="system-ui, sans-serif" '
            f'font-size="13" fill="{INK}" role="img" aria-label="Recall of five rankings within the budget">',
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
            *body,
            f'<text x="{LEFT}" y="{height - 6}" font-size="11">Recall within {figures["budget"]:.0%} of each month; whiskers: '
            f"95 % of accounts drawn with repetition; red: the mark</text>",
            "</svg>",
            "",
        ]
    )


def _bar(y: int, name: str, one: Published) -> Iterator[str]:
    low, high = (LEFT + round(bound * SCALE) for bound in one["recall_interval"])
    middle = y + ROW // 2 - 4
    end = LEFT + round(one["recall"] * SCALE)
    yield f'<text x="{LEFT - 8}" y="{middle + 4}" text-anchor="end">{NAMES[name]}</text>'
    yield f'<rect x="{LEFT}" y="{y}" width="{end - LEFT}" height="{ROW - 8}" fill="{BAR}" fill-opacity="0.75"/>'
    yield f'<path d="M{low} {middle}H{high}M{low} {middle - 4}V{middle + 4}M{high} {middle - 4}V{middle + 4}" stroke="{INK}"/>'
    told = high + 8
    if name in MARKS:
        at = LEFT + round(MARKS[name] * SCALE)
        told = at + 8 if high < at < high + FIGURE else told
        yield f'<path d="M{at} {y - 3}V{y + ROW - 5}" stroke="{MARK}" stroke-width="2"/>'
    yield f'<text x="{told}" y="{middle + 4}">{one["recall"]:.2f}</text>'


if __name__ == "__main__":
    write_note(published())
