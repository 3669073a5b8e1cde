"""Golden pairs: a delivery as a bank writes it (`NAME.cod`) beside what must be read in it (`NAME.json`).

The JSON is what `told_delivery` says, and may be cut down to what matters: what it does not tell is not compared, but a list
must have its length. A person reads the JSON once, against the bank's own paper; from then on every change of the parser is
compared with it.

>>> first_difference({"statements": [{"new_balance_milli": 750}]}, {"statements": [{"new_balance_milli": 760}]})
'statements[0].new_balance_milli: expected 750, got 760'
>>> first_difference({"a": 1}, {"a": 1, "b": 2})
''
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coda_parser.parser import dump, parse
from coda_parser.problem import quoted
from coda_parser.told import told_delivery

CODA, JSON = ".cod", ".json"


def write_pair(name: str, data: bytes, folder: Path) -> tuple[Path, Path]:
    """Write a pair; gives its two files."""
    folder.mkdir(parents=True, exist_ok=True)
    coda, told = folder / f"{name}{CODA}", folder / f"{name}{JSON}"
    coda.write_bytes(data)
    told.write_text(json.dumps(told_delivery(parse(data)), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return coda, told


def pairs(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Give the pairs of a folder by name; either file may be missing."""
    names = {path.stem for path in folder.iterdir() if path.suffix in (CODA, JSON)}
    for name in sorted(names):
        yield folder / f"{name}{CODA}", folder / f"{name}{JSON}"


def check_pair(coda: Path, told: Path) -> str:
    """Say the first difference between what is read and what must be, '' when there is none."""
    for missing in (path for path in (coda, told) if not path.is_file()):
        return f"{missing.name}: expected beside its other half, got no such file"
    data = coda.read_bytes()
    delivery = parse(data)
    if dump(delivery) != data:
        return f"{coda.name}: expected every byte back, got others"
    try:
        expected = json.loads(told.read_text(encoding="utf-8"))
    except ValueError as mistake:
        return f"{told.name}: expected JSON, got none: {mistake}"
    found = first_difference(expected, told_delivery(delivery))
    return f"{told.name}: {found}" if found else ""


def first_difference(expected: Any, found: Any, place: str = "") -> str:
    """Say where what was found first differs from what is expected, and how; '' when all that is expected is there."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for name, value in expected.items():
            at = f"{place}.{name}" if place else name
            if name not in found:
                return f"{at}: expected {_short(value)}, got nothing of this name"
            if told := first_difference(value, found[name], at):
                return told
        return ""
    if isinstance(expected, list) and isinstance(found, list):
        for index, (value, other) in enumerate(zip(expected, found, strict=False)):
            if told := first_difference(value, other, f"{place}[{index}]"):
                return told
        return "" if len(expected) == len(found) else f"{place}: expected {len(expected)} of them, got {len(found)}"
    same = type(expected) is type(found) and expected == found
    return "" if same else f"{place or 'all'}: expected {_short(expected)}, got {_short(found)}"


def _short(value: Any) -> str:
    if isinstance(value, str):
        return quoted(value)
    return json.dumps(value, ensure_ascii=False) if not isinstance(value, dict | list) else f"{len(value)} values"
