"""What each bank fills and sends: counted against a drawn world, judged against its own past, and turned into alerts.

The world: twenty accounts of Kasteel Bank, each with a statement every Wednesday from 3 September 2025 to 25 February 2026, two
transfers in each, every field of the decree's list filled; on Thursday 26 February one of them has one more.
"""

import json
import shutil
from collections.abc import Iterator
from copy import copy as copy_of
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from coda_parser.banks import banks
from coda_parser.columns import DATASETS, MOVEMENTS, STATEMENTS, Dataset
from coda_parser.iban import belgian_iban, checked
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery
from console.command import run
from detection.grouping import settle
from tests.warehouse.test_quality import on_one_database
from warehouse.alerts import list_alerts
from warehouse.database import Warehouse, open_warehouse
from warehouse.intake import receive
from warehouse.lake import movements
from warehouse.lake_files import read_part, write_part
from warehouse.manifest import replace_parts, visible_parts
from warehouse.quality import check_and_record
from warehouse.quality_fields import FIELDS, completeness, declared_minimum, read_filling
from warehouse.quality_frames import broken_rows, newest_rows
from warehouse.quality_suites import Suite, validated
from warehouse.quality_totals import totals
from warehouse.quality_volumes import volumes
from warehouse.register import import_register
from warehouse.schema import expectations
from warehouse.settings import load_settings

AT = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
ON = date(2026, 3, 2)
WEDNESDAYS = [date(2025, 9, 3) + timedelta(weeks=week) for week in range(26)]
LAST, AFTER = WEDNESDAYS[-1], date(2026, 2, 26)
ACCOUNTS = [belgian_iban(checked(f"98500010{place:02d}")) for place in range(20)]
CUSTOMER = belgian_iban(checked("9860009999"))


def _transfer(day: date, milli: int) -> MovementDraft:
    return MovementDraft(
        milli,
        day,
        day,
        "00150000",
        bank_reference="REF 1",
        communication="DOSSIER 2026/114",
        counterparty_account=CUSTOMER,
        counterparty_name="KLANT ARTHUR",
        counterparty_address="Dorpsstraat 1, 9000 Gent",
    )


class World:
    """Statements of the twenty accounts, each following from the one before."""

    def __init__(self, warehouse: Warehouse, folder: Path) -> None:
        self.warehouse = warehouse
        self.balances = dict.fromkeys(ACCOUNTS, 0)
        self.numbers = dict.fromkeys(ACCOUNTS, 0)
        holders = folder / "holders.csv"
        holders.write_text(
            "holder_id,name,street,postcode,city,country,bar,language\n"
            "H1,Aline Corbeau,rue du Pont 1,4000,Liège,BE,LIEGE-HUY,fr\n",
            encoding="utf-8",
        )
        accounts = folder / "accounts.csv"
        head = "iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on\n"
        lines = "".join(f"{iban},EUR,third_party,false,H1,KASTBEBB,2020-01-01,,,\n" for iban in ACCOUNTS)
        accounts.write_text(head + lines, encoding="utf-8")
        import_register(warehouse, holders=holders, accounts=accounts, at=AT)

    def send(self, day: date, accounts: list[str], transfers: int = 2) -> None:
        """Deliver the bank's statements of a day."""
        drafts = []
        for account in accounts:
            self.numbers[account] = 1 if day.month == 1 and self.numbers[account] > 15 else self.numbers[account] + 1
            moved = [_transfer(day, 10_000) for _ in range(transfers)]
            drafts.append(
                StatementDraft(
                    account, "EUR", self.numbers[account], day, self.balances[account], holder_name="CORBEAU", movements=moved
                )
            )
            self.balances[account] = drafts[-1].new_balance_milli
        receipt = receive(self.warehouse, "KASTEEL", f"KB{day:%Y%m%d}.cod", write_delivery(drafts, created=day), at=AT)
        assert receipt.state == "ingested", receipt.reason

    def alter(self, dataset: Dataset, columns: dict[str, pl.Expr], *, month: str = "2026-02") -> None:
        """Write other values into columns of a month of the lake, behind the product's back."""
        root = self.warehouse.settings.lake
        with self.warehouse.writing() as session:
            for part in visible_parts(session, dataset.name, since=month, until=month):
                rows = read_part(root, part)
                altered = pl.DataFrame(rows).with_columns(**columns).to_arrow().cast(rows.schema)
                replace_parts(session, [part], [write_part(root, dataset, part.month, altered, at=AT)], at=AT)


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, World]:
    """The world up to the last Wednesday, and the whole of it; tests copy them and never open them."""
    before = World(
        open_warehouse(load_settings(tmp_path_factory.mktemp("before"), environ={})), tmp_path_factory.mktemp("files")
    )
    for day in WEDNESDAYS[:-1]:
        before.send(day, ACCOUNTS)
    before.warehouse.close()
    whole = _copied(before, tmp_path_factory.mktemp("whole"))
    whole.send(LAST, ACCOUNTS)
    whole.send(AFTER, ACCOUNTS[:1], transfers=1)
    whole.warehouse.close()
    return before, whole


def _copied(template: World, home: Path) -> World:
    copy = copy_of(template)
    shutil.copytree(template.warehouse.settings.home, home, dirs_exist_ok=True)
    copy.balances, copy.numbers = dict(template.balances), dict(template.numbers)
    copy.warehouse = open_warehouse(load_settings(home, environ={}))
    return copy


@pytest.fixture
def world(templates: tuple[World, World], tmp_path: Path) -> Iterator[World]:
    """All Wednesdays but the last."""
    made = _copied(templates[0], tmp_path / "home")
    yield made
    made.warehouse.close()


@pytest.fixture
def sound(templates: tuple[World, World], tmp_path: Path) -> Iterator[World]:
    """The whole world: on the last Wednesday as on all the others."""
    made = _copied(templates[1], tmp_path / "home")
    yield made
    made.warehouse.close()


def _every(rows: int) -> pl.Expr:
    """One row of so many."""
    return pl.int_range(pl.len()) % rows == 0


def _blank(column: str, rows: int) -> dict[str, pl.Expr]:
    return {column: pl.when(_every(rows)).then(pl.lit("")).otherwise(pl.col(column))}


first = (pl.int_range(pl.len()) == 0) & (pl.col("statement_date") == LAST)
BREAKS: dict[str, tuple[Dataset, dict[str, pl.Expr]]] = {
    "transaction type": (MOVEMENTS, {"code": pl.when(first).then(pl.lit("00000000")).otherwise(pl.col("code"))}),
    "value date": (MOVEMENTS, {"valued": pl.when(_every(5)).then(None).otherwise(pl.col("valued"))}),
    "holder name": (STATEMENTS, _blank("holder_name", 5)),
    "counterparty account": (MOVEMENTS, _blank("counterparty_account", 5)),
    "counterparty name": (MOVEMENTS, _blank("counterparty_name", 5)),
    "counterparty address": (MOVEMENTS, _blank("counterparty_address", 5)),
    "communication": (MOVEMENTS, _blank("communication", 5)),
    "bank reference": (MOVEMENTS, _blank("bank_reference", 5)),
}
"""How each field is made incomplete in February: one movement where every one is asked, else every fifth."""
NEVER_EMPTY = {"amount", "currency", "execution date", "holder account"}
"""Without them the lake takes no row; the holder's address is the register's and has a test of its own."""


def test_ar_2_3_i_every_field_of_the_decree_is_counted_for_each_bank_now_and_a_month_before(sound: World) -> None:
    # now: 1 February to 2 March, four Wednesdays of 20 statements and 40 movements, and the Thursday's one and one;
    # a month before: 2 January to 31 January, the Wednesdays 7, 14, 21 and 28 January
    found = {(one.bank, one.field): one for one in completeness(read_filling(sound.warehouse, ON))}
    assert {field for _, field in found} == {field.name for field in FIELDS} == set(BREAKS) | NEVER_EMPTY | {"holder address"}
    for (bank, name), one in found.items():
        asked = 81 if name.startswith("holder ") and name != "holder account" else 161
        assert (bank, one.asked, one.filled, one.share, one.before) == ("KASTEEL", asked, asked, 1000, 1000), name
    always = {name: one.minimum for (_, name), one in found.items() if one.minimum == 1000}
    assert set(always) == {"transaction type", "amount", "currency", "execution date", "holder account"}
    assert {one.minimum for one in found.values()} == {1000, 900}, "a hundred thousandths below the thousand that was learnt"


@pytest.mark.parametrize("field", sorted(BREAKS))
def test_ar_2_3_i_a_field_that_a_bank_stops_filling_fails_and_no_other(sound: World, field: str) -> None:
    sound.alter(*BREAKS[field])
    failed = [one for one in completeness(read_filling(sound.warehouse, ON)) if not one.success]
    assert [one.field for one in failed] == [field]
    # one movement of 161: 160 ÷ 161 = 993 of 1000; every fifth of 160 or 80 and of the Thursday's: 800 or less, above 780
    assert failed[0].share == 993 if field == "transaction type" else 780 < (failed[0].share or 0) <= 800
    assert failed[0].before == 1000


def test_ar_2_3_i_an_address_missing_in_the_register_is_the_holders_missing_address(sound: World) -> None:
    with sound.warehouse.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE holders SET street = '' WHERE holder_id = 'H1'")
    failed = [one for one in completeness(read_filling(sound.warehouse, ON)) if not one.success]
    assert [(one.field, one.share, one.minimum) for one in failed] == [("holder address", 0, 900)]


def test_a_bank_that_says_it_never_sends_addresses_is_not_blamed_for_it_and_others_are() -> None:
    address = next(field for field in FIELDS if field.name == "counterparty address")
    name = next(field for field in FIELDS if field.name == "counterparty name")
    assert declared_minimum(banks()["ARDENNE"], address) is None
    assert declared_minimum(banks()["KASTEEL"], address) == 500
    assert declared_minimum(None, address) == 0
    assert declared_minimum(banks()["ARDENNE"], name) == 900


def test_a_bank_day_is_judged_by_the_median_of_the_days_like_it_once_the_next_day_has_come(world: World) -> None:
    world.send(LAST, ACCOUNTS)
    assert volumes(world.warehouse, ON)[0].day == WEDNESDAYS[-2], "the newest day may not be complete"
    world.send(AFTER, ACCOUNTS[:1], transfers=1)
    # the Wednesdays before, but for those next to a holiday: 12 November, 24 and 31 December have a closed day beside them
    alike = len(WEDNESDAYS) - 1 - 3
    # 20 statements: 5 × √20 = 22.4, so 0 to 42; 40 movements: 5 × √40 = 31.6, so 9 to 71
    found = [(one.day, one.measure, one.found, one.lowest, one.highest, one.days) for one in volumes(world.warehouse, ON)]
    assert found == [(LAST, "statements", 20, 0, 42, alike), (LAST, "movements", 40, 9, 71, alike)]


@pytest.mark.parametrize(("accounts", "transfers", "sent"), [(2, 2, 4), (20, 5, 100)])
def test_far_fewer_or_far_more_movements_than_the_banks_custom_fail(
    world: World, accounts: int, transfers: int, sent: int
) -> None:
    world.send(LAST, ACCOUNTS[:accounts], transfers)
    world.send(AFTER, ACCOUNTS[:1], transfers=1)
    assert [(one.measure, one.found) for one in volumes(world.warehouse, ON) if not one.success] == [("movements", sent)]


@on_one_database
def test_without_eight_days_like_it_a_day_is_not_judged(warehouse: Warehouse, tmp_path: Path) -> None:
    made = World(warehouse, tmp_path)
    for day in WEDNESDAYS[-8:]:  # seven before the one to judge
        made.send(day, ACCOUNTS)
    made.send(AFTER, ACCOUNTS[:1])
    assert volumes(warehouse, ON) == []


def test_ar_2_3_i_what_a_bank_does_not_fill_becomes_a_governance_alert_with_movements_that_prove_it_once(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.send(LAST, ACCOUNTS[:2])
    world.send(AFTER, ACCOUNTS[:1], transfers=1)
    for name in ("counterparty name", "communication"):
        world.alter(*BREAKS[name])
    warehouse = world.warehouse
    result = check_and_record(warehouse, on=ON, at=AT)
    expected = {"KASTEEL: counterparty name", "KASTEEL: communication", f"KASTEEL: movements of {LAST}"}
    assert {check.column for check in result.failed} == expected
    settle(warehouse, on=ON, at=AT)
    found = {finding.evidence.get("field", "volume"): finding for alert in list_alerts(warehouse) for finding in alert.findings}
    assert set(found) == {"counterparty name", "communication", "volume"}
    lake = movements(warehouse).collect()
    for name, column in (("counterparty name", "counterparty_name"), ("communication", "communication")):
        named = lake.filter(pl.col("movement_id").is_in(found[name].movement_ids))
        assert named.height == len(found[name].movement_ids) > 0
        assert set(named[column]) == {""}
        assert set(named["account"]) == {found[name].account}
    volume = found["volume"]
    assert {lake.filter(pl.col("movement_id") == one)["booked"].item() for one in volume.movement_ids} == {LAST}
    assert {(one.nature, one.holder_id, one.bar) for one in found.values()} == {("governance", "", "LIEGE-HUY")}
    assert "Kasteel Bank fills the counterparty name in " in found["counterparty name"].reason
    before = [(alert.alert_id, alert.version, len(alert.findings)) for alert in list_alerts(warehouse)]
    home, again = str(warehouse.settings.home), (ON + timedelta(days=1)).isoformat()
    assert run(["quality", "check", "--on", again, "--home", home, "--json"]) == 3
    told = json.loads(capsys.readouterr().out)
    assert {one["column"] for one in told["failed"]} == expected
    assert told["alerts"] == [], "the same failure of the same month is the same finding"
    assert [(alert.alert_id, alert.version, len(alert.findings)) for alert in list_alerts(warehouse)] == before


def test_ar_2_4_c_a_stored_statement_whose_movements_no_longer_add_up_is_found_and_named(sound: World) -> None:
    assert totals(read_filling(sound.warehouse, ON)).select(pl.sum("balance difference", "credit difference")).row(0) == (0, 0)
    one_cent_more = pl.when(first).then(pl.col("amount_milli") + 10).otherwise(pl.col("amount_milli"))
    sound.alter(MOVEMENTS, {"amount_milli": one_cent_more})
    result = check_and_record(sound.warehouse, on=ON, at=AT)
    assert [(check.dataset, check.column, check.unexpected) for check in result.failed] == [("totals", "credit difference", 1)]
    altered = movements(sound.warehouse).filter(pl.col("amount_milli") == 10_010).collect()
    (finding,) = result.findings
    assert set(altered["movement_id"]) < set(finding.movement_ids), "both movements of the statement"
    assert (finding.nature, len(finding.movement_ids)) == ("data", 2)


def test_ar_2_4_c_each_difference_of_the_totals_can_be_found(sound: World) -> None:
    sound.alter(STATEMENTS, {"old_balance_milli": pl.col("old_balance_milli") + first.cast(pl.Int64)})
    differing = totals(read_filling(sound.warehouse, ON)).filter(pl.col("balance difference") != 0)
    assert set(differing["balance difference"]) == {1}
    sound.alter(STATEMENTS, {"movement_count": pl.col("movement_count") + first.cast(pl.Int64)})
    assert set(totals(read_filling(sound.warehouse, ON))["count difference"]) == {0, 1}


def _breaking(frame: pl.DataFrame, row: int, expectation: str, arguments: dict[str, object]) -> pl.DataFrame:
    """Put into one row a value that breaks an expectation and no other of the column."""
    name = str(arguments["column"])
    bad: object = None
    if expectation == "ExpectColumnValuesToBeUnique":
        bad = frame[name][row - 1]
    elif expectation == "ExpectColumnValuesToMatchRegex":
        bad = "?"
    elif expectation == "ExpectColumnValuesToBeInSet":
        bad = {"encoding": "ebcdic", "version": 3}[name]
    elif expectation == "ExpectColumnValuesToBeBetween":
        least, most = arguments["min_value"], arguments["max_value"]
        bad = int(str(least)) - 1 if least is not None else int(str(most)) + 1
    place = pl.int_range(pl.len()) == row
    return frame.with_columns(pl.when(place).then(pl.lit(bad, dtype=frame.schema[name])).otherwise(pl.col(name)).alias(name))


def test_every_declared_expectation_fails_on_the_one_value_that_breaks_it(sound: World, tmp_path: Path) -> None:
    suites = []
    for dataset in DATASETS:
        whole = newest_rows(sound.warehouse, dataset, ON)
        declared = [one for one in expectations(dataset) if one[1].get("column", "") not in ("", "raw")]
        frame = whole
        for place, (expectation, arguments) in enumerate(declared):
            alone = _breaking(whole, 2 * place + 1, expectation, arguments)
            assert broken_rows(alone, expectation, arguments).height == (2 if "Unique" in expectation else 1), arguments
            assert [other for other in declared if broken_rows(alone, *other).height] == [(expectation, arguments)]
            frame = _breaking(frame, 2 * place + 1, expectation, arguments)
        suites.append(Suite(dataset.name, frame.to_pandas(), declared))
        columns = {"column_list": [name for name in dataset.names if name != "raw"]}
        short = whole.drop(whole.columns[-1]).to_pandas()
        suites.append(Suite(f"{dataset.name} cut short", short, [("ExpectTableColumnsToMatchOrderedList", columns)]))
    found = validated(suites, ON, tmp_path / "pages")
    assert len(found) == sum(len(suite.expectations) for suite in suites)
    assert [check for check, _ in found if check.success] == []
