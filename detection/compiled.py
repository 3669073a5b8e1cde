"""The walk through the lots, compiled by numba when it is there (the extra `fast`) and worth its while.

numba takes about half a second to load what it compiled before, and some seconds to compile it; the machine code is kept
beside this package, in a folder named by the source that it was made from, so that no change of the source is ever missed.
Without numba the same functions run as they stand, over lists, which Python reads faster than arrays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import FunctionType
from typing import Any

from detection import lot_ledger

Consume = Callable[[Any, lot_ledger.Changes, lot_ledger.Ledger, lot_ledger.Matches], int]

WORTH_LOADING = 20_000
"""Changes from which loading the compiled walk pays."""
WORTH_COMPILING = 100_000
"""Changes from which compiling it pays, the first time on a machine."""


def consume_for(changes: int) -> Consume | None:
    """Give the compiled walk when so many changes make it worth its while; None without numba."""
    if find_spec("numba") is None or changes < WORTH_LOADING:
        return None
    return compiled_consume() if changes >= WORTH_COMPILING or _folder().is_dir() else None


@cache
def compiled_consume() -> Consume:
    """Compile the walk, or load it from an earlier time; ImportError without numba."""
    numba = import_module("numba")
    register: Any = import_module("numba.extending").register_jitable
    for value in vars(lot_ledger).values():
        if isinstance(value, FunctionType) and value.__module__ == lot_ledger.__name__:
            register(value)
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(_folder())
    try:
        compiled: Consume = numba.njit(cache=True, nogil=True)(lot_ledger.consume)
    finally:
        numba.config.CACHE_DIR = before
    return compiled


@cache
def _folder() -> Path:
    """Give the folder of the machine code: beside the package, named by what it is made from."""
    source = Path(lot_ledger.__file__)
    return source.parent / "__pycache__" / f"lots-{hashlib.sha256(source.read_bytes()).hexdigest()[:16]}"
