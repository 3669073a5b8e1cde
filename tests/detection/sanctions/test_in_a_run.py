"""A list that the operator brings is screened against in the next run; a later list finds old counterparties again."""

from datetime import date
from pathlib import Path

from detection.run import detect
from detection.sanctions import import_list
from tests.detection.world import AT, deliver, register
from warehouse.alerts import list_alerts
from warehouse.database import open_warehouse
from warehouse.settings import load_settings

LIST = (Path(__file__).parent / "lists" / "eu.xml").read_bytes()
MOVED = """
account | booked     | amount   | counterparty                              | communication
A       | 2026-03-02 | 900.00   | BE61985000780117 Boris Ivanovitsj Listedov | dossier 2026/12
A       | 2026-03-03 | 100.00   | BE61985000780117 An Klant                  | dossier 2026/13
"""


def test_a_list_brought_later_finds_who_was_already_there(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "home", environ={})
    warehouse = open_warehouse(settings)
    register(warehouse, tmp_path)
    assert set(deliver(warehouse, MOVED)) == {"ingested"}
    assert detect(warehouse, on=date(2026, 11, 20), at=AT).by_detector["sanctions-hit"] == 0
    import_list(settings, LIST, by="An", at=AT)
    # the whole name, three words, is that of EU.9001.1, listed since 1 March 2022; the account is Belgian
    assert detect(warehouse, on=date(2026, 11, 22), at=AT).by_detector["sanctions-hit"] == 1
    assert [alert.typology for alert in list_alerts(warehouse) if alert.typology == "sanctions"] == ["sanctions"]
    warehouse.close()


def test_the_holder_s_address_reaches_the_rules(tmp_path: Path) -> None:
    warehouse = open_warehouse(load_settings(tmp_path / "home", environ={}))
    register(warehouse, tmp_path)
    from detection.engine import surroundings

    rows = surroundings(warehouse, on=date(2026, 11, 22)).holders.rows()
    assert ("H1", "Jeanne Verstockt", "rue du Pont 1", "4000", "Liège") in rows
    warehouse.close()
