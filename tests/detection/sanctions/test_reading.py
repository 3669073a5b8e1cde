"""One invented list in the four formats: the same people are read from each."""

from datetime import date
from pathlib import Path

import pytest

from detection.sanctions import read_list
from warehouse.errors import Refusal

LISTS = Path(__file__).parent / "lists"
FORMATS = {
    "eu.xml": ("EU XML", "eu", ("EU.9001.1", "EU.9002.2")),
    "eu.csv": ("EU CSV", "eu", ("EU.9001.1", "EU.9002.2")),
    "targets.simple.csv": ("OpenSanctions CSV", "opensanctions", ("QT-9001", "QT-9002")),
    "entities.ftm.json": ("OpenSanctions JSON", "opensanctions", ("QT-9001", "QT-9002")),
}


@pytest.mark.parametrize("file", FORMATS)
def test_each_format_gives_the_same_people(file: str) -> None:
    read = read_list((LISTS / file).read_bytes())
    name, source, (person, bank) = FORMATS[file]
    assert (read.format, read.source, read.made_on) == (name, source, date(2026, 11, 2))
    listed = date(2022, 3, 1)
    # the alias in Cyrillic leaves no letters to compare; the country 00 and the identifier 123 say nothing
    assert sorted(read.rows.select("entry", "kind", "name_plain", "country", "identifier", "listed_on").rows()) == [
        (person, "person", "", "", "771234567", listed),
        (person, "person", "BORIS IVANOVITSJ LISTEDOV", "BY", "", listed),
        (person, "person", "BORIS IVANOVITSJ LISTEDOV", "RU", "", listed),
        (person, "person", "BORIS LISTEDOV", "BY", "", listed),
        (person, "person", "BORIS LISTEDOV", "RU", "", listed),
        (bank, "organisation", "SBERLOVBANK OJSC", "", "", date(2024, 2, 29)),
    ]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"iban,currency\nBE1,EUR\n", "found something else"),
        (b"\xff\xfe\x00", "found something else"),
        (b"", "found something else"),
        (b"<export><sanctionEntity></export>", "fault at line 1"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><export><sanctionEntity/></export>', "document type"),
        (b'<export generationDate="2026-11-02"><sanctionEntity/></export>', "found none"),
        ((LISTS / "eu.csv").read_bytes().split(b"\n")[0], "found none"),
        ((LISTS / "entities.ftm.json").read_bytes()[:-40], "line 4"),
    ],
)
def test_what_is_no_list_is_refused_with_what_was_expected_and_found(data: bytes, told: str) -> None:
    with pytest.raises(Refusal, match=told) as refused:
        read_list(data)
    assert "expected" in str(refused.value)
