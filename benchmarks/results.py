"""Where a measurement's figures go: one line of JSON on the screen, and a file that names the machine."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


def machine() -> dict[str, Any]:
    """Describe the machine in words that survive it: processors, memory, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processors": os.cpu_count(),
        "memory_gib": round(memory / 2**30),
        "architecture": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def publish(name: str, figures: Mapping[str, Any]) -> None:
    """Print the figures as one line of JSON and keep them with the machine's description."""
    RESULTS.mkdir(exist_ok=True)
    kept = json.dumps({**figures, "machine": machine()}, indent=2, sort_keys=True, ensure_ascii=False)
    (RESULTS / f"{name}.json").write_text(kept + "\n", encoding="utf-8")
    print(json.dumps(figures, sort_keys=True, ensure_ascii=False))
