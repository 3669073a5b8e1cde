"""The kernels, compiled by numba when it is there and worth its while.

numba takes one to two CPU seconds to load kernels that it compiled before, most of it for itself, and some twenty to compile
them; the machine code is kept beside this package, or in the user's cache folder where that cannot be written, in a folder
named by the sources that it was made from. So a small delivery never waits for it, and no change of a source is ever missed.
Where nothing can be written, kernels are compiled for a large delivery and forgotten.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

from coda_parser.columnar.moves import register_move
from coda_parser.columnar.texts import move

WORTH_LOADING = 8 << 20
"""Bytes from which loading compiled kernels pays."""
WORTH_COMPILING = 128 << 20
"""Bytes from which compiling them pays, the first time on a machine."""
WORTH_COMPILING_DAILY = 32 << 20
"""Bytes from which it pays for whoever reads as much again on each of the next days."""

_PIECES = ("octets", "texts", "digits", "chaining", "parties", "movement_texts", "movements", "index", "statements", "digests")
_OPTIONS: dict[str, Any] = {"_nrt": False, "error_model": "numpy"}
"""Kernels make no arrays, so nothing in them needs counting references; and they divide by constants only."""
_PIECE_OPTIONS: dict[str, Any] = {**_OPTIONS, "forceinline": True, "no_cfunc_wrapper": True, "no_cpython_wrapper": True}
"""Pieces become part of the kernel that calls them, where the compiler sees the widths of fields (a third faster)."""


class Kernels(NamedTuple):
    """The functions that the fast path calls."""

    index_deliveries: Callable[..., tuple[int, int, int]]
    read_statements: Callable[..., None]
    write_digested: Callable[..., None]


def _modules() -> list[ModuleType]:
    return [import_module(f"coda_parser.columnar.{name}") for name in _PIECES]


def plain_kernels() -> Kernels:
    """Give the kernels as plain functions: slow, for tests."""
    functions = {name: value for module in _modules() for name, value in vars(module).items()}
    return Kernels(*(functions[name] for name in Kernels._fields))


def kernels_for(size: int, *, daily: bool = False) -> Kernels | None:
    """Give the compiled kernels when so many bytes, once or daily, make them worth their while; None without numba."""
    if find_spec("numba") is None or size < WORTH_LOADING:
        return None
    worth_compiling = size >= (WORTH_COMPILING_DAILY if daily else WORTH_COMPILING)
    return compiled_kernels() if worth_compiling or _compiled_before() else None


@cache
def compiled_kernels() -> Kernels:
    """Compile the kernels, or load them from an earlier time; ImportError without numba."""
    numba = import_module("numba")
    register: Any = import_module("numba.extending").register_jitable
    for module in _modules():
        for value in vars(module).values():
            if isinstance(value, FunctionType) and value.__module__ == module.__name__ and value is not move:
                register(**_PIECE_OPTIONS)(value)
    register_move(_PIECE_OPTIONS)
    before = numba.config.CACHE_DIR
    folder = cache_folder(_folders())
    numba.config.CACHE_DIR = str(folder or "")
    try:
        compile_ = numba.njit(cache=folder is not None, nogil=True, **_OPTIONS)
        return Kernels(*(compile_(kernel) for kernel in plain_kernels()))
    finally:
        numba.config.CACHE_DIR = before


def cache_folder(folders: Sequence[Path]) -> Path | None:
    """Give the first folder that can be written, made where it is missing; None when there is none."""
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=folder):
                return folder
        except OSError:
            continue
    return None


def _compiled_before() -> bool:
    """Say whether there is machine code of these very sources."""
    return any(next(folder.rglob("*.nbi"), None) for folder in _folders())


@cache
def _folders() -> tuple[Path, Path]:
    """Give where machine code may be: beside the package, else with the user; named by everything that it is made from."""
    here = Path(__file__).parent
    fingerprint = hashlib.sha256()
    for source in sorted(path for part in ("columnar", "records") for path in (here.parent / part).glob("*.py")):
        fingerprint.update(source.read_bytes())
    name = f"kernels-{fingerprint.hexdigest()[:16]}"
    user = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - that of Path raises without a home
    return here / "__pycache__" / name, Path(user) / "quater" / name
