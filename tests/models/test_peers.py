"""Peers are chosen by the past, never by the month itself."""

from collections.abc import Sequence

import polars as pl
import pytest

from models.peers import band, ladder

from .conftest import Features, movement


@pytest.mark.parametrize(
    ("past", "history", "expected"),
    [
        (0, 0, "new"),
        (900, 0, "new"),
        (0, 12, "asleep"),
        (1, 12, "rare"),
        (12, 40, "rare"),
        (13, 40, "light"),
        (1, 1, "rare"),
        (2, 1, "light"),
        (48, 12, "light"),
        (49, 12, "steady"),
        (180, 12, "steady"),
        (181, 12, "busy"),
        (720, 12, "busy"),
        (721, 12, "heavy"),
        (61, 1, "heavy"),
    ],
)
def test_the_band_is_the_yearly_activity_before_the_month(past: int, history: int, expected: str) -> None:
    table = pl.DataFrame({"past_movements": [past], "history_months": [history]})
    assert table.select(band()).item() == expected


def test_a_sudden_burst_leaves_the_account_among_its_old_peers(features: Features) -> None:
    quiet: Sequence[dict[str, object]] = [movement(f"2025-{month:02d}-05", 1) for month in (3, 6, 9)]
    burst = [movement("2026-03-05", -1_000, f"BE{number}") for number in range(900)]
    table = features([*quiet, *burst])
    assert table.get_column("peer_group").to_list()[-1] == "EUR/third_party/OBFG/rare"
    assert table.get_column("debits_count").to_list()[-1] == 900


def test_a_group_that_is_too_small_gives_way_to_wider_ones_of_the_same_currency() -> None:
    rungs = ladder("USD/third_party/OVB/busy")
    assert rungs == ("USD/third_party/OVB/busy", "USD/third_party/*/busy", "USD/*/*/busy", "USD/*/*/*")
