"""The lake: what its files look like, what readers get, compaction, erasure's rewriting, sweeping."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import polars as pl
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from sqlalchemy import select

from coda_parser.columns import MOVEMENTS, STATEMENTS
from warehouse import lake
from warehouse.intake import accounting, received_together
from warehouse.lake_files import in_total_order, read_part
from warehouse.manifest import LakePart, replace_parts, visible_parts
from warehouse.schema import polars_schema

JANUARY, FEBRUARY = date(2026, 1, 30), date(2026, 2, 27)


@pytest.fixture
def two_months(desk):
    """Aline: January 2 movements, February 2 (one of them booked in January); Bram: February 2."""
    over_the_edge = [desk.paid_in(30_000, JANUARY, "LATE"), desk.paid_out(10_000, FEBRUARY)]
    desk.bring(desk.file(desk.draft(number=2, movements=over_the_edge), desk.draft(desk.bram)), name="february.cod")
    desk.bring(desk.file(desk.draft(number=1, day=JANUARY)), name="january.cod")
    return desk


def _parts(desk, dataset: str) -> list[LakePart]:
    with desk.warehouse.reading() as session:
        return visible_parts(session, dataset)


def test_an_empty_lake_has_the_declared_columns(warehouse) -> None:
    assert lake.movements(warehouse).collect().schema == polars_schema(MOVEMENTS)
    assert lake.statements(warehouse).collect().schema == polars_schema(STATEMENTS)


def test_movements_lie_in_the_month_in_which_they_are_booked(two_months) -> None:
    held = {(part.month, part.rows) for part in _parts(two_months, "movements")}
    assert held == {("2026-01", 1), ("2026-01", 2), ("2026-02", 3)}
    assert {part.path.split("/")[1] for part in _parts(two_months, "movements")} == {"month=2026-01", "month=2026-02"}


def test_readers_get_the_total_order_whatever_came_first(two_months) -> None:
    rows = lake.movements(two_months.warehouse, columns=["account", "booked", "statement_number", "amount_milli"]).collect()
    assert rows.rows() == [
        (two_months.aline, JANUARY, 1, 250_000),
        (two_months.aline, JANUARY, 1, -100_000),
        (two_months.aline, JANUARY, 2, 30_000),
        (two_months.aline, FEBRUARY, 2, -10_000),
        (two_months.bram, FEBRUARY, 1, 250_000),
        (two_months.bram, FEBRUARY, 1, -100_000),
    ]


def test_readers_choose_accounts_and_days_both_ends_included(two_months) -> None:
    warehouse = two_months.warehouse
    assert lake.movements(warehouse, accounts=[two_months.bram]).collect().height == 2
    assert lake.movements(warehouse, accounts=[]).collect().height == 0
    assert lake.movements(warehouse, since=FEBRUARY).collect().height == 3
    assert lake.movements(warehouse, until=JANUARY).collect().height == 3
    assert (
        lake.movements(warehouse, since=JANUARY + timedelta(days=1), until=FEBRUARY - timedelta(days=1)).collect().height == 0
    )
    assert lake.statements(warehouse, since=FEBRUARY).collect()["account"].to_list() == [two_months.aline, two_months.bram]


def test_a_file_that_the_manifest_does_not_name_is_nobodys_data(two_months) -> None:
    root = two_months.warehouse.settings.lake
    stray = root / "movements" / "month=2026-02" / "stray.parquet"
    stray.write_bytes((root / _parts(two_months, "movements")[0].path).read_bytes())
    assert lake.movements(two_months.warehouse).collect().height == 6


def test_footers_carry_no_text(two_months) -> None:
    for part in [*_parts(two_months, "movements"), *_parts(two_months, "statements")]:
        file = pq.ParquetFile(two_months.warehouse.settings.lake / part.path)
        with_statistics = set()
        for group in range(file.num_row_groups):
            for column in range(file.metadata.num_columns):
                described = file.metadata.row_group(group).column(column)
                if described.is_stats_set and described.statistics.has_min_max:
                    with_statistics.add(described.path_in_schema)
        declared = {"movements": MOVEMENTS, "statements": STATEMENTS}[part.dataset]
        assert with_statistics
        assert {name for name in with_statistics if declared[name].kind in ("text", "binary")} == set()
        assert {name for name in with_statistics if declared[name].personal} == set()
        footer = repr(file.metadata.metadata) + repr(file.metadata.to_dict())
        assert two_months.aline not in footer
        file.close()


def test_a_files_name_is_the_hash_of_its_content_and_the_same_rows_give_the_same_file(two_months) -> None:
    for part in _parts(two_months, "movements"):
        content = (two_months.warehouse.settings.lake / part.path).read_bytes()
        assert part.path.endswith(f"/{hashlib.sha256(content).hexdigest()}.parquet")
        assert part.size == len(content)


def test_rows_of_a_file_do_not_depend_on_the_order_of_arrival(two_months) -> None:
    part = _parts(two_months, "movements")[-1]
    rows = read_part(two_months.warehouse.settings.lake, part)
    turned = rows.take(list(range(rows.num_rows))[::-1])
    assert in_total_order(MOVEMENTS, turned).equals(rows)


def test_compaction_keeps_every_row_and_leaves_one_file_per_bucket(two_months) -> None:
    before = lake.movements(two_months.warehouse).collect()
    statements = lake.statements(two_months.warehouse).collect()
    lake.compact(two_months.warehouse, "2026-02", at=two_months.at, buckets=4)
    lake.compact(two_months.warehouse, "2026-01", at=two_months.at, buckets=4)
    assert lake.movements(two_months.warehouse).collect().equals(before)
    assert lake.statements(two_months.warehouse).collect().equals(statements)
    parts = _parts(two_months, "movements")
    assert len({(part.month, part.bucket) for part in parts}) == len(parts)
    for part in parts:
        for account in read_part(two_months.warehouse.settings.lake, part)["account"].to_pylist():
            assert lake.bucket_of(account, 4) == part.bucket
    assert lake.movements(two_months.warehouse, accounts=[two_months.bram]).collect().height == 2
    assert accounting(two_months.warehouse).holds


def test_compacting_twice_does_nothing_the_second_time(two_months) -> None:
    assert lake.compact(two_months.warehouse, "2026-02", at=two_months.at) > 0
    assert lake.compact(two_months.warehouse, "2026-02", at=two_months.at) == 0
    assert lake.compact(two_months.warehouse, "1999-01", at=two_months.at) == 0


def test_what_is_removed_is_counted_and_the_accounts_still_close(two_months) -> None:
    warehouse = two_months.warehouse

    def others(rows):
        return rows.filter(pc.not_equal(rows["account"], two_months.bram))

    with warehouse.writing() as session:
        removed = sum(
            lake.rewrite(warehouse, session, part, others, at=two_months.at)
            for dataset in ("movements", "statements")
            for part in visible_parts(session, dataset)
        )
    assert removed == 3  # Bram's statement and its two movements
    assert lake.movements(warehouse, accounts=[two_months.bram]).collect().is_empty()
    found = accounting(warehouse)
    assert found.holds, found.deviations
    destroyed = found.destroyed
    assert (destroyed.statements, destroyed.movements, destroyed.debit_milli, destroyed.credit_milli) == (
        1,
        2,
        100_000,
        250_000,
    )
    lake.compact(warehouse, "2026-02", at=two_months.at)
    assert accounting(warehouse).destroyed == destroyed


def test_a_month_of_which_everything_was_destroyed_can_still_be_compacted(two_months) -> None:
    warehouse = two_months.warehouse
    with warehouse.writing() as session:
        for part in visible_parts(session, "movements"):
            lake.rewrite(warehouse, session, part, lambda rows: rows.slice(0, 0), at=two_months.at)
    lake.compact(warehouse, "2026-01", at=two_months.at)
    assert lake.movements(warehouse).collect().is_empty()
    assert accounting(warehouse).destroyed.movements == 6


def test_two_workers_cannot_replace_the_same_file(two_months) -> None:
    part = _parts(two_months, "movements")[0]
    with two_months.warehouse.writing() as session:
        replace_parts(session, [part], [], at=two_months.at)
    with (
        pytest.raises(RuntimeError, match="expected 1 visible parts to replace, found 0"),
        two_months.warehouse.writing() as session,
    ):
        replace_parts(session, [part], [], at=two_months.at)


def test_sweeping_removes_what_no_line_names_once_it_is_old_enough(two_months) -> None:
    warehouse = two_months.warehouse
    root = warehouse.settings.lake
    left_by_a_crash = root / "movements" / "month=2026-02" / ("0" * 64 + ".parquet")
    left_by_a_crash.write_bytes(b"PAR1")
    half_written = root / "movements" / "month=2026-02" / ".0123.draft"
    half_written.write_bytes(b"PA")
    two_months.bring(two_months.file(two_months.draft(number=3)), name="more.cod")
    lake.compact(warehouse, "2026-02", at=two_months.at, buckets=1)
    before = lake.movements(warehouse).collect()
    with warehouse.reading() as session:
        replaced = [root / path for path in session.scalars(select(LakePart.path).where(LakePart.replaced_at.is_not(None)))]
    soon = datetime.fromtimestamp(left_by_a_crash.stat().st_mtime, UTC) + timedelta(minutes=1)
    assert lake.sweep(warehouse, at=min(soon, two_months.at + timedelta(minutes=1))) == 0
    removed = lake.sweep(warehouse, at=max(soon, two_months.at) + timedelta(hours=2))
    assert removed == 2 + len(set(replaced))
    assert not any(path.exists() for path in [left_by_a_crash, half_written, *replaced])
    assert lake.movements(warehouse).collect().equals(before)


def test_tidying_compacts_the_closed_months_and_leaves_the_running_one(two_months) -> None:
    before = lake.movements(two_months.warehouse).collect()
    rested = two_months.at + timedelta(days=10)
    done = lake.tidy(two_months.warehouse, on=date(2026, 2, 28), at=rested)
    assert (done.months, done.swept) == (1, 0)
    assert {part.month: part.buckets for part in _parts(two_months, "movements")} == {"2026-01": 16, "2026-02": None}
    assert lake.movements(two_months.warehouse).collect().equals(before)
    assert lake.tidy(two_months.warehouse, on=date(2026, 2, 28), at=rested).months == 0


def test_tidying_leaves_what_came_lately_for_the_daily_runs_to_see(two_months) -> None:
    done = lake.tidy(two_months.warehouse, on=date(2026, 2, 28), at=two_months.at + timedelta(days=9, hours=23))
    assert done.months == 0
    assert {part.month: part.buckets for part in _parts(two_months, "movements")} == {"2026-01": None, "2026-02": None}


def test_many_small_deliveries_share_their_files(desk) -> None:
    brought = [
        ("KASTEEL", f"{number}.cod", desk.file(desk.draft(number=number, day=date(2026, 2, 1) + timedelta(days=number % 20))))
        for number in range(1, 61)
    ]
    receipts = received_together(desk.warehouse, brought, at=desk.at)
    assert {receipt.state for receipt in receipts} == {"ingested"}
    assert len(list(desk.warehouse.settings.lake.rglob("*.parquet"))) == 2
    deliveries = lake.movements(desk.warehouse).collect().group_by("delivery").len()
    assert deliveries.height == 60
    assert deliveries["len"].unique().to_list() == [2]


def test_the_bucket_of_an_account_is_its_crc_and_spreads(two_months) -> None:
    assert lake.bucket_of("123456789", 16) == 0xCBF43926 % 16  # the published check value of CRC-32
    frame = pl.DataFrame({"bucket": [lake.bucket_of(f"BE{number:014d}", 16) for number in range(16_000)]})
    assert frame.group_by("bucket").len()["len"].min() > 800
