"""Records of the anti-money-laundering law stay with the bâtonnier: no text that a person adds here may be one of them."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from warehouse.alerts import decide, dispose
from warehouse.alerts.decisions import approve, decline
from warehouse.aml_records import names_aml_record
from warehouse.casework import add_note, share_alert
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.holds import place
from warehouse.kept import FILES, TABLES
from warehouse.openings import record_request

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
RECORD = "declared to the CTIF on 3 November"
BY = {"by": "anna", "at": AT}
HOLD = {
    "scope": "account",
    "subject": "X",
    "ground": "instruction",
    "act_date": date(2026, 1, 1),
    "review_on": date(2027, 1, 1),
}

ADDED: dict[str, Callable[[Warehouse], object]] = {
    "a decision": lambda one: dispose(one, "A-000001", outcome="watch", reason=RECORD, **BY),
    "a proposal": lambda one: decide(one, "A-000001", outcome="reported", reason=RECORD, **BY),
    "an approval": lambda one: approve(one, "A-000001", why=RECORD, **BY),
    "a refusal by the second person": lambda one: decline(one, "A-000001", why=RECORD, **BY),
    "a note": lambda one: add_note(one, "A-000001", text=RECORD, **BY),
    "a joint case": lambda one: share_alert(one, "A-000001", to="OVB", until=date(2026, 12, 1), reason=RECORD, **BY),
    "the act behind a hold": lambda one: place(one, opening_act=RECORD, authority="a judge", **HOLD, **BY),  # type: ignore[arg-type]
    "a request": lambda one: record_request(one, iban="X", reference=RECORD, received_on=AT.date(), **BY),
}


@pytest.mark.parametrize("added", ADDED)
def test_gd_20_no_text_added_here_is_a_record_of_the_anti_money_laundering_law(warehouse: Warehouse, added: str) -> None:
    with pytest.raises(Refusal, match="stays apart from this control, with the bâtonnier") as refused:
        ADDED[added](warehouse)
    assert "3 November" not in str(refused.value)


def test_gd_20_nothing_is_kept_here_on_the_authority_of_the_anti_money_laundering_law() -> None:
    for name, line in [*TABLES.items(), *FILES.items()]:
        assert "18 September 2017" not in line.authority, name
        assert not names_aml_record(f"{line.holds} {line.authority}"), name


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("Déclaration de soupçon du 3 mars", True),
        ("déclarations de\nsoupçons", True),
        ("Transmis à la CTIF", True),
        ("Gemeld aan de CFI", True),
        ("melding van vermoedens", True),
        ("Verdachtsmeldung vom 3. März", True),
        ("The pattern looks like laundering", False),
        ("Soupçon de rubricage, melding aan de stafhouder", False),
        ("Confiance, ctifs", False),
    ],
)
def test_gd_20_a_record_is_known_by_the_unit_and_by_the_name_of_a_declaration(text: str, record: bool) -> None:
    assert names_aml_record(text) == record
