"""What `make bench-country` says before it begins, how it watches, and when a mark is met."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.country_bench import marks, require
from benchmarks.watching import Watched, watched
from warehouse.errors import Refusal


def test_what_is_needed_is_said_first_and_refused_where_the_disk_does_not_have_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    require(tmp_path, 0.1)
    assert "0.1 million movements need 0.0 GB of disk" in capsys.readouterr().out
    with pytest.raises(Refusal, match="name another folder with --folder, or fewer --rows"):
        require(tmp_path, 10**9)  # 120 million GB


def test_commands_at_one_time_are_watched_together_and_one_that_fails_ends_all_with_its_words(tmp_path: Path) -> None:
    module = tmp_path / "busy.py"
    module.write_text(
        "import time\nheld = bytearray(64 << 20)\nwhile time.process_time() < 1: pass\n"
        "time.sleep(0.5)\nprint('words')\nprint('{\"n\": 1}')\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(tmp_path))
        seen = watched(["busy"], ["busy"])
        module.write_text("raise SystemExit('no such country')")
        with pytest.raises(SystemExit, match="no such country"):
            watched(["busy"])
    assert seen.told == ({"n": 1}, {"n": 1})
    assert 1.9 <= seen.cpu < 4, "one second each, counted in hundredths, and the start of Python"
    assert seen.peak_mb > 128, "64 MiB each"
    assert seen.wall >= 1.5


def taken(wall: float, peak_mb: float, day: float, features: int, page: float) -> dict[str, Watched]:
    def step(wall: float = 0.0, peak_mb: float = 0.0, **told: Any) -> Watched:
        return Watched(wall, 0.0, peak_mb, 0, 0, 0.0, (told,))

    told = {"features": step(features_a_second=features), "page": step(p95_ms=page)}
    return {"full": step(wall, peak_mb), "daily": step(day), **told}


def test_the_marks_are_those_of_a_hundred_million_movements_taken_by_the_million() -> None:
    # 5 minutes for 100 million are 30 seconds for 10 million; 2 GB are 2,048 units; a day has a minute whatever its country
    assert set(marks(taken(30.0, 2048, 60.0, 60_000, 300.0), 10_000_000).values()) == {True}
    assert set(marks(taken(30.1, 2049, 60.1, 59_999, 300.1), 10_000_000).values()) == {False}
