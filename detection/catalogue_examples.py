r"""The examples of `docs/rules.md`: the first table that each rule's test draws, with its arithmetic and what is found.

A rule's test file is its specification in examples: a drawn table, the arithmetic as comments, the expected findings. The page
is made where the tests lie beside the code, so they are read as text and never imported; without them it has no examples. The
example of a rule is the first test that draws a table and compares with it what `found` gives.

>>> source = '''
... def test_cash_is_found() -> None:
...     moved = \"\"\"
...     id | amount
...     a  | -1.00
...     \"\"\"
...     # one euro
...     assert found("cash", material(moved), "movement_ids") == [("a",)]
... '''
>>> example = example_of(source)
>>> example.title, example.comments, example.columns, example.found
('cash is found', ('one euro',), ('movement_ids',), '[("a",)]')
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from inspect import cleandoc
from pathlib import Path

ASKS = "found"
"""The function of the tests that asks a rule what it finds."""
DEFAULT = ("movement_ids",)
"""The columns that it gives when none is named."""


@dataclass(frozen=True)
class Example:
    """One test as a reader sees it: its name, the drawn table, the arithmetic, the columns and rows that are found."""

    title: str
    table: str
    comments: tuple[str, ...]
    columns: tuple[str, ...]
    found: str


def examples(folder: Path) -> Mapping[str, Example]:
    """Read the examples of every rule's test file in a folder, by the rule's identity."""
    read = {
        path.stem.removeprefix("test_").replace("_", "-"): example_of(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("test_*.py"))
    }
    return {identity: example for identity, example in read.items() if example is not None}


def example_of(source: str) -> Example | None:
    """Give the first example of a test file; None when no test both draws a table as text and finds something in it."""
    body = ast.parse(source).body
    known = _named(body)
    for test in body:
        if isinstance(test, ast.FunctionDef) and test.name.startswith("test_"):
            local = known | _named(test.body)
            for asked, expected in _comparisons(test):
                if (table := _table(asked, local)) is not None and not _is_empty(expected):
                    return Example(
                        title=test.name.removeprefix("test_").replace("_", " "),
                        table=table,
                        comments=tuple(_comments(source, test)),
                        columns=_columns(asked, local) or DEFAULT,
                        found=_on_few_lines(ast.get_source_segment(source, expected) or ""),
                    )
    return None


def _named(body: Sequence[ast.stmt]) -> dict[str, ast.expr]:
    """Give what a module or a test calls by a name of its own."""
    return {
        node.targets[0].id: node.value
        for node in body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


def _comparisons(test: ast.FunctionDef) -> Iterator[tuple[ast.Call, ast.expr]]:
    """Give each `assert found(…) == …` of a test: the call and what it is compared with."""
    for node in ast.walk(test):
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare) and isinstance(node.test.left, ast.Call):
            asked = node.test.left
            if isinstance(asked.func, ast.Name) and asked.func.id == ASKS and len(asked.args) > 1:
                yield asked, node.test.comparators[0]


def _table(asked: ast.Call, known: Mapping[str, ast.expr]) -> str | None:
    """Give the first drawn table in what a rule was asked about, whatever names it goes by."""
    given = asked.args[1]
    if isinstance(given, ast.Name):
        given = known.get(given.id, given)
    for node in ast.walk(given):
        text = _text(node, known) if isinstance(node, ast.expr) else None
        if text is not None and "|" in text:
            return cleandoc(text)
    return None


def _text(node: ast.expr, known: Mapping[str, ast.expr]) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name) and node.id in known:
        return _text(known[node.id], {name: value for name, value in known.items() if name != node.id})
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = (_text(node.left, known), _text(node.right, known))
        return None if None in parts else "".join(part for part in parts if part is not None)
    return None


def _comments(source: str, test: ast.FunctionDef) -> Iterator[str]:
    for line in source.splitlines()[test.lineno - 1 : test.end_lineno]:
        if line.strip().startswith("# "):
            yield line.strip().removeprefix("# ")


def _columns(asked: ast.Call, known: Mapping[str, ast.expr]) -> tuple[str, ...]:
    texts = (text for node in asked.args[2:] for text in _texts(node, known))
    return tuple(text.removeprefix("e_") for text in texts)


def _texts(node: ast.expr, known: Mapping[str, ast.expr]) -> Iterator[str]:
    """Give the texts of a column, or of a tuple of columns that a name stands for."""
    named = known.get(node.value.id) if isinstance(node, ast.Starred) and isinstance(node.value, ast.Name) else node
    for each in named.elts if isinstance(named, ast.Tuple) else [named]:
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def _is_empty(expected: ast.expr) -> bool:
    return isinstance(expected, ast.List) and not expected.elts


def _on_few_lines(segment: str) -> str:
    return "\n".join(line.removeprefix("    ") if place else line for place, line in enumerate(segment.splitlines()))
