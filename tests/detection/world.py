"""A small real world: drawn movements become deliveries that a bank sends and the dock receives."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from coda_parser.iban import belgian_iban, checked
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery
from tests.detection.material import movements
from warehouse.database import Warehouse
from warehouse.intake import receive
from warehouse.register import import_register

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
IBANS = {letter: belgian_iban(checked(f"98500000{place:02d}")) for place, letter in enumerate("ABRMX", start=1)}
OFFICE = belgian_iban(checked("9850000077"))

HOLDERS = """\
holder_id,name,street,postcode,city,country,bar,language
H1,Jeanne Verstockt,rue du Pont 1,4000,Liège,BE,LIEGE-HUY,fr
H2,Peeters Advocaten,Korenmarkt 2,9000,Gent,BE,GENT,nl
"""
ACCOUNTS = f"""\
iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on
{IBANS["A"]},EUR,third_party,false,H1,KASTBEBB,2020-01-01,,2020-01-01,2020-01-01
{IBANS["B"]},EUR,third_party,false,H2,KASTBEBB,2020-01-01,,2020-01-01,2020-01-01
{IBANS["R"]},EUR,rubric,false,H1,KASTBEBB,2020-01-01,,2020-01-01,2020-01-01
{IBANS["M"]},EUR,rubric,true,H2,KASTBEBB,2020-01-01,,2020-01-01,2020-01-01
"""
OWN = f"holder_id,iban,label\nH1,{OFFICE},office\n"


def register(warehouse: Warehouse, folder: Path) -> None:
    """Import the register: A and R of H1, B and M (judicial mandate) of H2; X is not in it."""
    paths = {}
    for name, table in (("holders", HOLDERS), ("accounts", ACCOUNTS), ("own_accounts", OWN)):
        paths[name] = folder / f"{name}.csv"
        paths[name].write_text(table, encoding="utf-8")
    import_register(warehouse, holders=paths["holders"], accounts=paths["accounts"], own_accounts=paths["own_accounts"], at=AT)


def deliver(warehouse: Warehouse, table: str, *, until: date = date.max) -> list[str]:
    """Deliver drawn movements (accounts by their letters) up to a day, one file a statement; gives the states."""
    moved = movements(table).sort("statement_date", "account", maintain_order=True)
    balances, before, states = dict.fromkeys(IBANS, 0), dict[str, date | None](), []
    for (letter, day, number), part in moved.group_by("account", "statement_date", "statement_number", maintain_order=True):
        if day > until:
            continue
        drafts = [_movement(row) for row in part.iter_rows(named=True)]
        statement = StatementDraft(
            IBANS[letter], "EUR", number, day, balances[letter], before.get(letter, day), movements=drafts, holder_name="HOLDER"
        )
        balances[letter], before[letter] = statement.new_balance_milli, day
        data = write_delivery([statement], created=day)
        states.append(receive(warehouse, "KASTEEL", f"{letter}-{day}-{number}.cod", data, at=AT).state)
    return states


def _movement(row: dict[str, object]) -> MovementDraft:
    counterparty = str(row["counterparty_account"])
    return MovementDraft(
        int(str(row["amount_milli"])),
        date.fromisoformat(str(row["booked"])),
        date.fromisoformat(str(row["booked"])),
        str(row["code"]),
        bank_reference=str(row["bank_reference"]),
        communication=str(row["communication"]),
        counterparty_account=OFFICE if counterparty == "O1" else IBANS.get(counterparty, counterparty),
        counterparty_name=str(row["counterparty_name"]),
    )
