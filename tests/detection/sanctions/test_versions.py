"""Versions of lists below the home, and the commands that bring and print them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.command import run
from detection.sanctions import current, import_list, list_versions
from detection.surroundings import SANCTIONS
from warehouse.errors import Refusal
from warehouse.settings import load_settings

LISTS = Path(__file__).parent / "lists"
FIRST, LATER = datetime(2026, 11, 20, 9, 0, tzinfo=UTC), datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def test_of_each_source_the_version_brought_last_counts(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, environ={})
    assert current(settings).schema == SANCTIONS
    assert current(settings).is_empty()
    xml = import_list(settings, (LISTS / "eu.xml").read_bytes(), by="An", at=FIRST)
    assert (xml.source, xml.entries, xml.names, xml.counts) == ("eu", 2, 3, True)
    shorter = (LISTS / "eu.csv").read_bytes().rsplit(b"\n", 2)[0] + b"\n"  # without the bank
    later = import_list(settings, shorter, by="Bo", at=LATER)
    other = import_list(settings, (LISTS / "targets.simple.csv").read_bytes(), source="test", by="Bo", at=LATER)
    assert [(each.source, each.imported_by, each.counts) for each in list_versions(settings)] == [
        ("eu", "An", False),
        ("eu", "Bo", True),
        ("test", "Bo", True),
    ]
    counting = current(settings)
    assert counting.schema == SANCTIONS
    assert set(counting["entry"]) == {"EU.9001.1", "QT-9001", "QT-9002"}
    assert {later.digest, other.digest, xml.digest} == {path.stem for path in (tmp_path / "sanctions").glob("*.parquet")}


def test_bringing_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    settings, data = load_settings(tmp_path, environ={}), (LISTS / "eu.xml").read_bytes()
    first = import_list(settings, data, by="An", at=FIRST)
    assert import_list(settings, data, by="Bo", at=LATER) == first
    assert list_versions(settings) == [first]


def test_a_refused_file_leaves_nothing_behind(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, environ={})
    with pytest.raises(Refusal):
        import_list(settings, b"no list", by="An", at=FIRST)
    assert list_versions(settings) == []
    assert not (tmp_path / "sanctions").exists()


def test_the_commands_bring_and_print_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = ["--home", str(tmp_path)]
    assert run(["sanctions", "import", str(LISTS / "eu.xml"), *home, "--by", "An"]) == 0
    assert "2 entries with 3 names" in capsys.readouterr().out
    assert run(["sanctions", "list", *home, "--json"]) == 0
    [told] = json.loads(capsys.readouterr().out)
    names = ("source", "format", "made_on", "imported_by", "counts")
    assert [told[name] for name in names] == ["eu", "EU XML", "2026-11-02", "An", True]
    assert run(["sanctions", "list", *home]) == 0
    assert "EU XML" in capsys.readouterr().out
    (tmp_path / "no.list").write_text("no list")
    assert run(["sanctions", "import", str(tmp_path / "no.list"), *home]) == 2
    assert "expected a sanctions list" in capsys.readouterr().err
