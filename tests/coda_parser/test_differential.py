"""The quick set of `python -m benchmarks.coda_differential`: an independent parser reads what ours reads.

febelfin-coda runs in a virtual environment of its own below `var/peers`, installed there the first time. Where it cannot be
installed (no package index) the comparison is skipped by name; that a difference would be seen is tested everywhere.
"""

from __future__ import annotations

import subprocess
from collections import Counter
from copy import deepcopy
from pathlib import Path

import pytest

from benchmarks import coda_peers
from benchmarks.coda_differential import PEER, compare, deliveries, differences, fields_of, ours
from benchmarks.coda_peers import PEERS, python_of

REPOSITORY = Path(__file__).resolve().parents[2]


def test_febelfin_coda_reads_the_same_fields_in_two_hundred_deliveries() -> None:
    python = python_of(PEER, REPOSITORY / "var" / "peers")
    if python is None:
        pytest.skip(f"{PEERS[PEER]} cannot be installed here: no independent parser to compare with")
    found, compared = compare(python, 200)
    assert found == Counter()
    assert compared > 40_000


def test_a_field_that_differs_is_named() -> None:
    mine = ours(next(deliveries(1)))
    other = deepcopy(mine)
    for each in other[0]["moves"]:
        each.pop("completed")
    assert differences(mine, other) == Counter()
    other[0]["moves"][0]["amount"] = "0.001"
    other[0]["account"] = "BE00"
    assert differences(mine, other) == Counter({"account": 1, "moves.amount": 1})
    assert differences(mine, other[1:]) == Counter({"statements": 1})
    assert fields_of(mine) > 40


def test_a_peer_that_cannot_be_installed_is_named_and_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_command: object, **_how: object) -> None:
        raise subprocess.CalledProcessError(1, "pip")

    monkeypatch.setattr("benchmarks.coda_peers.venv.create", refuse)
    assert python_of("pycoda", tmp_path) is None
    assert capsys.readouterr().err == "pycoda cannot be installed here (CalledProcessError): left out\n"


def test_a_peer_that_is_there_is_not_installed_again(tmp_path: Path) -> None:
    (tmp_path / "pycoda").mkdir()
    (tmp_path / "pycoda" / ".ready").touch()
    assert python_of("pycoda", tmp_path) == tmp_path / "pycoda" / "bin" / "python"
    assert set(coda_peers.PEERS) == {"pycoda", PEER}
