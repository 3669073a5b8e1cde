"""Memory: freed pages go back to the system whatever way a program comes in, and the rules load no learning library."""

import os
import subprocess
import sys

import pytest

from warehouse.allocator import GIVES_BACK, VARIABLE


def _told(code: str, **environ: str) -> str:
    known = {name: value for name, value in os.environ.items() if name != VARIABLE}
    done = subprocess.run([sys.executable, "-c", code], env=known | environ, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize("entrance", ["console.command", "dags.installation", "benchmarks.rules_runs"])
def test_the_allocator_is_told_before_polars_is_loaded(entrance: str) -> None:
    code = f"""
import os, sys
seen = []
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "polars":
            seen.append(os.environ.get({VARIABLE!r}))
sys.meta_path.insert(0, Watch())
import {entrance}
import polars
print(seen[0])
"""
    assert _told(code) == GIVES_BACK
    assert _told(code, **{VARIABLE: "narenas:1"}) == "narenas:1"


def test_asking_the_rules_loads_no_learning_library() -> None:
    code = "import sys, detection.run; print(*sorted({'sklearn', 'scipy', 'pandas', 'skops'} & set(sys.modules)))"
    assert _told(code) == ""
