"""The record of processing is made from the configuration: what is added there stands in it, and nothing else is promised."""

import pytest

from console import processing_record
from console.pages.rights import ROLES
from warehouse.evidence import PURPOSES
from warehouse.kept import TABLES


def test_gd_12_the_record_names_every_purpose_recipient_and_store_with_its_term() -> None:
    page = processing_record.processing_record()
    for purpose in PURPOSES:
        assert f"| {purpose} |" in page
    for role in ROLES.values():
        assert f"| {role.title} | desk |" in page
    for name, line in TABLES.items():
        assert f"| `{name}` | {line.holds} | {line.term} | {line.authority} |" in page


def test_gd_12_a_store_that_comes_stands_in_the_record_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    more = {**TABLES, "wiretaps": TABLES["alerts"]}
    monkeypatch.setattr(processing_record, "TABLES", more)
    assert "| `wiretaps` |" in processing_record.processing_record()
