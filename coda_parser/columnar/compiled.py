"""The kernels, compiled by numba when it is there and worth its while.

numba takes about half a second to load kernels that it compiled before, and about fifteen to compile them; the machine code
is kept beside this package, in a folder named by the sources that it was made from. So a small delivery never waits for
it, and no change of a source is ever missed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

WORTH_LOADING = 4 << 20
"""Bytes from which loading compiled kernels pays."""
WORTH_COMPILING = 128 << 20
"""Bytes from which compiling them pays, the first time on a machine."""

_PIECES = ("octets", "texts", "digits", "chaining", "parties", "movement_texts", "movements", "index", "statements", "digests")
_OPTIONS: dict[str, Any] = {"_nrt": False, "error_model": "numpy"}
"""Kernels make no arrays, so nothing in them needs counting references; and they divide by constants only."""
_PIECE_OPTIONS: dict[str, Any] = {**_OPTIONS, "forceinline": True, "no_cfunc_wrapper": True, "no_cpython_wrapper": True}
"""Pieces become part of the kernel that calls them, where the compiler sees the widths of fields (a third faster)."""


class Kernels(NamedTuple):
    """The functions that the fast path calls."""

    index_statements: Callable[..., tuple[int, int, int]]
    read_statements: Callable[..., None]
    write_digested: Callable[..., None]


def _modules() -> list[ModuleType]:
    return [import_module(f"coda_parser.columnar.{name}") for name in _PIECES]


def plain_kernels() -> Kernels:
    """Give the kernels as plain functions: slow, for tests."""
    functions = {name: value for module in _modules() for name, value in vars(module).items()}
    return Kernels(*(functions[name] for name in Kernels._fields))


def kernels_for(size: int) -> Kernels | None:
    """Give the compiled kernels when so many bytes make them worth their while; None without numba."""
    if find_spec("numba") is None or size < WORTH_LOADING:
        return None
    return compiled_kernels() if size >= WORTH_COMPILING or _folder().is_dir() else None


@cache
def compiled_kernels() -> Kernels:
    """Compile the kernels, or load them from an earlier time; ImportError without numba."""
    numba = import_module("numba")
    register: Any = import_module("numba.extending").register_jitable
    for module in _modules():
        for value in vars(module).values():
            if isinstance(value, FunctionType) and value.__module__ == module.__name__:
                register(**_PIECE_OPTIONS)(value)
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(_folder())
    try:
        return Kernels(*(numba.njit(cache=True, nogil=True, **_OPTIONS)(kernel) for kernel in plain_kernels()))
    finally:
        numba.config.CACHE_DIR = before


@cache
def _folder() -> Path:
    """Give the folder of the machine code: beside the package, named by everything that it is made from."""
    here = Path(__file__).parent
    fingerprint = hashlib.sha256()
    for source in sorted(path for part in ("columnar", "records") for path in (here.parent / part).glob("*.py")):
        fingerprint.update(source.read_bytes())
    return here / "__pycache__" / f"kernels-{fingerprint.hexdigest()[:16]}"
