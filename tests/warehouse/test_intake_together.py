"""Deliveries that were read together: what is received of them is what was drawn, whatever must be changed on the way.

The kernels run as plain functions. `tests/reliability/test_permutations.py` holds both ways of reading to one final state.
"""

from datetime import date

from coda_parser.columnar.compiled import plain_kernels
from coda_parser.outline import StatementRow
from warehouse import lake
from warehouse.intake import accounting, take
from warehouse.intake_reading import Brought, read_brought
from warehouse.quarantine import list_quarantined

DAY = date(2026, 2, 27)
KERNELS = plain_kernels()


def _read(desk, *files: bytes):
    brought = [Brought("KASTEEL", f"{place}.cod", data) for place, data in enumerate(files)]
    return read_brought(desk.warehouse.settings, brought, KERNELS)


def _bring(desk, *files: bytes):
    return take(desk.warehouse, _read(desk, *files), at=desk.at)


def test_sound_statements_are_rows_and_their_movements_are_stored_with_their_delivery(desk) -> None:
    files = [desk.file(desk.draft(number=number)) for number in (1, 2, 3)]
    read = _read(desk, *files)
    assert all(isinstance(one, StatementRow) for parsed in read for one in parsed.delivery.statements)
    receipts = take(desk.warehouse, read, at=desk.at)
    assert [(receipt.state, receipt.statements, receipt.movements) for receipt in receipts] == [("ingested", 1, 2)] * 3
    held = lake.movements(desk.warehouse).collect()
    assert held["amount_milli"].to_list() == [250_000, -100_000] * 3
    assert held["delivery"].to_list() == [parsed.sha256 for parsed in read for _ in range(2)]
    assert accounting(desk.warehouse).holds


def test_an_account_number_of_twelve_digits_is_held_under_its_iban_in_every_column(desk) -> None:
    _bring(desk, desk.file(desk.draft(desk.aline[4:])), desk.file(desk.draft(desk.bram)))
    held = lake.movements(desk.warehouse, columns=["account", "movement_id", "line"]).collect()
    assert held.rows() == [
        (account, f"{account}.EUR.2026-02-27.001.{sequence:04d}.0000", 2 + sequence)
        for account in (desk.aline, desk.bram)
        for sequence in (1, 2)
    ]
    assert lake.statements(desk.warehouse).collect()["encoding"].to_list() == ["ascii", "ascii"]


def test_links_of_a_chain_get_their_letters(desk) -> None:
    links = [desk.draft(number=0, old=old, movements=[desk.paid_in(old, DAY)]) for old in (1_000, 2_000, 4_000)]
    _bring(desk, *(desk.file(link) for link in links))
    base = f"{desk.aline}.EUR.2026-02-27.000"
    held = lake.movements(desk.warehouse).collect()
    assert held["movement_id"].to_list() == [f"{base}{letter}.0001.0000" for letter in ("", "b", "c")]
    assert held["amount_milli"].to_list() == [1_000, 2_000, 4_000]


def test_lines_of_what_is_set_aside_are_kept_and_of_a_judicial_mandate_nothing(desk) -> None:
    stranger, secret = desk.file(desk.draft(desk.stranger)), desk.file(desk.draft(desk.curated))
    states = [receipt.outcomes[0].state for receipt in _bring(desk, stranger, secret, desk.file(desk.draft()))]
    assert states == ["quarantined", "mandate", "ingested"]
    [waiting] = list_quarantined(desk.warehouse)
    assert waiting.account == desk.stranger
    assert lake.movements(desk.warehouse).collect()["account"].unique().to_list() == [desk.aline]
    told = accounting(desk.warehouse)
    assert told.holds
    assert (told.mandate.statements, told.mandate.movements) == (1, 0)
