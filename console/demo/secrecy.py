"""The undertakings of secrecy of the demonstration: its people, and whoever runs it, have signed; nobody of them is real."""

from __future__ import annotations

from console.demo.airflow_home import people
from console.options import moment, person
from warehouse.database import open_warehouse
from warehouse.settings import Settings
from warehouse.users.secrecy import sign


def sign_for_all(settings: Settings) -> None:
    """Sign for the people of the demonstration and for the person at the terminal."""
    sign_for(settings, *(name for name, _ in people()), person(None))


def sign_for(settings: Settings, *names: str) -> None:
    """Sign for people whom somebody invented; who has signed keeps his first signature."""
    warehouse = open_warehouse(settings)
    try:
        for name in names:
            sign(warehouse, name, name=name, language="fr", at=moment())
    finally:
        warehouse.close()
