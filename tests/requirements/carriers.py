"""The tests that carry a requirement's id in their name, found by reading the test files, without importing them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.requirements.catalogue import ids_in

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, order=True)
class Carrier:
    """A test and the requirements in its name; `file` is below the root of the repository."""

    file: str
    name: str
    ids: tuple[str, ...]
    group: str = ""

    @property
    def node(self) -> str:
        """How pytest calls it."""
        return "::".join(part for part in (self.file, self.group, self.name) if part)


def carriers(root: Path = ROOT) -> list[Carrier]:
    """Give the tests below `root/tests` that carry an id, by file and in the order of the file."""
    return [one for one in named_tests(root) if one.ids]


def named_tests(root: Path = ROOT) -> Iterator[Carrier]:
    """Give every test function below `root/tests`, whether it carries an id or not."""
    for path in sorted((root / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
        file = path.relative_to(root).as_posix()
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
                yield from _functions(file, node.body, node.name)
        yield from _functions(file, tree.body, "")


def _functions(file: str, body: list[ast.stmt], group: str) -> Iterator[Carrier]:
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test_"):
            yield Carrier(file, node.name, ids_in(node.name), group)
