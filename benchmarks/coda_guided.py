"""`make fuzz-coda-guided`: let coverage choose what to damage, for so many minutes.

atheris (libFuzzer for Python, the extra `fuzz`) watches which lines of `coda_parser` a case reaches and goes on from those that
reach new ones; it starts from generated deliveries. A case is wrong when `judge` of `coda_fuzz` says so (crash, hang, bytes
not given back, a refusal without a line), when a statement is believed whose balances do not follow from its movements, or
when reading it passage by passage trusts something else than reading it whole. The corpus stays in the folder; a wrong case
is kept below `wrong` and named.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

SEEDS = 40
LONGEST = 4096
STRETCH = 1000
"""Bytes of a stretch, so small that cases are cut."""


def main() -> None:
    """Run until the minutes are over or a case is wrong; libFuzzer then keeps that case in a file and exits with 77."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--minutes", type=float, default=5)
    options.add_argument("--folder", type=Path, default=Path("var") / "fuzz-coda")
    chosen = options.parse_args()
    try:
        atheris: Any = import_module("atheris")
    except ImportError:
        sys.exit("fuzz-coda-guided needs atheris: pip install -e '.[fuzz]'")
    with atheris.instrument_imports(include=["coda_parser"]):
        fuzz: Any = import_module("benchmarks.coda_fuzz")
        import_module("coda_parser.passages")
        stretches: Any = import_module("coda_parser.stretches")
    stretches.SIZE = STRETCH
    corpus, wrong = chosen.folder / "corpus", chosen.folder / "wrong"
    for folder in (corpus, wrong):
        folder.mkdir(parents=True, exist_ok=True)
    for seed in range(SEEDS):
        (corpus / f"seed-{seed}").write_bytes(fuzz.source(seed).data)

    def one(data: bytes) -> None:
        if outcome := fuzz.judge(data, fuzz.Source(data, fuzz.money_of(fuzz.parse(data)))) or disagreement(data):
            raise AssertionError(outcome)

    seconds = max(1, round(chosen.minutes * 60))
    limits = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-artifact_prefix={wrong}/"]
    atheris.Setup([sys.argv[0], str(corpus), *limits], one)
    atheris.Fuzz()


def disagreement(data: bytes) -> str:
    """Say where a case is believed wrongly: sums within statements, and passages against the whole; '' when nowhere."""
    from coda_parser import parse  # imported late, so that coverage sees it
    from coda_parser.passages import passages

    whole = parse(data)
    believed = [statement for statement in whole.statements if whole.framed and not statement.hard]
    for statement in believed:
        moved = sum(movement.amount_milli for movement in statement.movements if not movement.is_detail)
        if not statement.separate_application and statement.old_balance_milli + moved != statement.new_balance_milli:
            return "money"
    read = list(passages(BytesIO(data), whole=0))
    if all(passage.framed for passage in read) != whole.framed:
        return "framing in passages"
    pieces = [statement for passage in read for statement in passage.statements]
    return "passages" if whole.framed and pieces != list(whole.statements) else ""


if __name__ == "__main__":
    main()
