"""What makes no world is refused in one sentence."""

from datetime import date
from pathlib import Path

import pytest

from console.simulator import simulate
from warehouse.errors import Refusal


@pytest.mark.parametrize(("accounts", "months"), [(0, 6), (-3, 6), (10, 0)])
def test_a_world_without_accounts_or_months_is_refused(tmp_path: Path, accounts: int, months: int) -> None:
    with pytest.raises(Refusal, match="at least 1 account and 1 month"):
        simulate(tmp_path / "w", accounts=accounts, months=months, seed=1, until=date(2026, 3, 31))
    assert not (tmp_path / "w").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Refusal, match="holds files"):
        simulate(tmp_path, accounts=5, months=1, seed=1, until=date(2026, 3, 31))
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
