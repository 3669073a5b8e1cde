"""The working file of a run: read back as it was written, removed at the end, and swept when a crash left it."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

from detection.surroundings import Surroundings
from detection.working import keep, kept_around, remove
from tests.detection.town import town
from warehouse.settings import load_settings

AT = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


def test_what_is_kept_is_read_back_and_nothing_stays_behind(tmp_path: Path) -> None:
    settings, around = load_settings(tmp_path, environ={}), town().around
    left = keep(settings, Surroundings(), at=AT - timedelta(days=2))
    name = keep(settings, around, at=AT)
    again = kept_around(settings, name)
    assert all(getattr(again, one.name).equals(getattr(around, one.name)) for one in fields(Surroundings))
    assert not (tmp_path / "working" / left).exists()
    remove(settings, name)
    remove(settings, name)
    assert list((tmp_path / "working").iterdir()) == []
