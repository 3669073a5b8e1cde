"""How the allocator beneath polars gives memory back.

polars brings jemalloc, which keeps freed pages for ten seconds unless it is told otherwise: until then they count as ours,
and a worker of one gigabyte is stopped while much of it is free. Here they go back after a tenth of a second. The library
reads the variable once, when it is loaded, so the packages through which a program comes in ask for this before anything
imports polars; who has set the variable himself is left alone.

Source: jemalloc(3): narenas, dirty_decay_ms, muzzy_decay_ms, background_thread; the prefix `_RJEM_` is that of polars' build.

>>> GIVES_BACK.split(",")[1:3]
['background_thread:true', 'dirty_decay_ms:100']
"""

from __future__ import annotations

import os

VARIABLE = "_RJEM_MALLOC_CONF"
GIVES_BACK = "narenas:2,background_thread:true,dirty_decay_ms:100,muzzy_decay_ms:0"


def give_memory_back() -> None:
    """Let polars, once it is loaded, give freed memory back soon; nothing where somebody has decided otherwise."""
    os.environ.setdefault(VARIABLE, GIVES_BACK)
