"""Parquet, CSV and JSON lines of several deliveries: every value exact, what cannot be believed left out and named."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from coda_parser import parse
from coda_parser.arrow import to_arrow
from coda_parser.columns import MOVEMENTS, STATEMENTS
from coda_parser.formats import FORMATS, Converted, Format, convert, names_of
from coda_parser.generator import generate
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery

DAY = date(2026, 3, 31)


@pytest.fixture
def deliveries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Three deliveries, of which the parser reads the larger ones in several stretches and twice."""
    monkeypatch.setattr("coda_parser.stretches.SIZE", 8_000)
    monkeypatch.setattr("coda_parser.formats.WHOLE", 20_000)
    monkeypatch.setattr("coda_parser.formats.ROWS", 50)
    files = []
    for seed, statements in ((1, 2), (2, 40), (3, 7)):
        files.append(tmp_path / f"{seed}.cod")
        files[-1].write_bytes(generate(seed, statements=statements))
    return files


def converted(files: list[Path], folder: Path, format: Format) -> Converted:
    *_, done = convert(files, folder, format)
    return done


def test_parquet_holds_the_rows_of_all_deliveries_in_their_order(deliveries: list[Path], tmp_path: Path) -> None:
    done = converted(deliveries, tmp_path / "out", "parquet")
    tables = []
    for path in deliveries:
        data = path.read_bytes()
        read = parse(data)
        tables.append(to_arrow(read.statements, delivery=hashlib.sha256(data).hexdigest(), encoding=read.encoding))
    statements, movements = (pa.concat_tables(each) for each in zip(*tables, strict=True))
    assert pq.read_table(tmp_path / "out" / "statements.parquet").equals(statements)
    assert pq.read_table(tmp_path / "out" / "movements.parquet").equals(movements)
    assert done == Converted(49, movements.num_rows, [])


@pytest.mark.parametrize("name", ["statements", "movements"])
def test_csv_holds_the_values_of_parquet_without_raw_and_with_exact_decimals(
    name: str, deliveries: list[Path], tmp_path: Path
) -> None:
    for format in ("parquet", "csv"):
        converted(deliveries, tmp_path, format)  # type: ignore[arg-type]
    rows = pq.read_table(tmp_path / f"{name}.parquet").drop_columns(["raw"] if name == "statements" else []).to_pylist()
    with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert len(written) == len(rows)
    for row, text in zip(rows, written, strict=True):
        amounts = {column.removesuffix("_milli"): value for column, value in row.items() if column.endswith("_milli")}
        assert {column: Decimal(text.pop(column)) * 1000 for column in amounts} == amounts
        assert text == {column: plain(value) for column, value in row.items()}


def plain(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_csv_columns_are_the_contract_s_with_the_decimal_behind_its_thousandths(deliveries: list[Path], tmp_path: Path) -> None:
    converted(deliveries, tmp_path, "csv")
    for dataset in (STATEMENTS, MOVEMENTS):
        expected = []
        for column in dataset.names:
            expected += [column] * (column != "raw") + [column.removesuffix("_milli")] * column.endswith("_milli")
        header = (tmp_path / f"{dataset.name}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert header == ",".join(f'"{column}"' for column in expected)


def test_a_text_reaches_csv_as_the_bank_wrote_it(statement: Callable[..., StatementDraft], tmp_path: Path) -> None:
    paid = MovementDraft(-1_005, DAY, None, "00101000", communication='=1+1,"a";b', counterparty_name="Hélène")
    (tmp_path / "a.cod").write_bytes(write_delivery([statement(movements=[paid])], created=DAY))
    converted([tmp_path / "a.cod"], tmp_path, "csv")
    with (tmp_path / "movements.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["communication"], row["counterparty_name"]) == ('=1+1,"a";b', "Hélène")
    assert (row["amount_milli"], row["amount"], row["valued"], row["code"]) == ("-1005", "-1.005", "", "00101000")


def test_json_lines_hold_a_statement_a_line_with_details_inside_their_movement(deliveries: list[Path], tmp_path: Path) -> None:
    done = converted(deliveries, tmp_path, "jsonl")
    lines = [json.loads(line) for line in (tmp_path / "statements.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == done.statements == 49
    assert done.movements == sum(1 + len(one["details"]) for line in lines for one in line["movements"])
    for line in lines:
        amounts = [one["amount_milli"] for one in line["movements"]]
        assert sum(amount for amount in amounts if amount > 0) == line["credit_milli"]
        assert -sum(amount for amount in amounts if amount < 0) == line["debit_milli"]
        assert Decimal(line["new_balance"]) * 1000 == line["new_balance_milli"]
        assert (len(line["delivery"]), line["encoding"]) == (64, "cp1252")
    assert any(one["details"] for line in lines for one in line["movements"])


@pytest.mark.parametrize("format", FORMATS)
def test_what_cannot_be_believed_is_left_out_and_named(
    format: Format, statement: Callable[..., StatementDraft], tmp_path: Path
) -> None:
    both = write_delivery([statement(), statement(account="BE73985020000160")], created=DAY)
    (tmp_path / "lie.cod").write_bytes(both.replace(b"000000001290500310326", b"000000001290501310326", 1))
    (tmp_path / "cut.cod").write_bytes(both[:-200])
    (tmp_path / "text.cod").write_bytes(b"hello")
    done = converted([tmp_path / name for name in ("lie.cod", "cut.cod", "text.cod")], tmp_path / "out", format)
    assert (done.statements, done.movements) == (1, 3)
    lie, cut, text = done.refused
    assert lie.startswith(f"{tmp_path}/lie.cod: statement 064 of BE35985051416137 of 2026-03-31: line 9, record 8, new balance")
    assert cut.startswith(f"{tmp_path}/cut.cod: the whole delivery: line ")
    assert text.startswith(f"{tmp_path}/text.cod: the whole delivery: line 1, record identification: expected CODA")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(names_of(format))


@pytest.mark.parametrize("format", FORMATS)
def test_a_large_delivery_that_ends_badly_leaves_no_row(format: Format, deliveries: list[Path], tmp_path: Path) -> None:
    deliveries[1].write_bytes(deliveries[1].read_bytes()[:-300])
    done = converted(deliveries, tmp_path / "out", format)
    assert done.statements == 9
    assert [line.partition(": ")[0] for line in done.refused] == [str(deliveries[1])]


@pytest.mark.parametrize("format", FORMATS)
def test_a_conversion_that_breaks_off_leaves_the_files_of_before(
    format: Format, deliveries: list[Path], tmp_path: Path
) -> None:
    converted(deliveries[:1], tmp_path / "out", format)
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    with pytest.raises(FileNotFoundError):
        converted([deliveries[1], tmp_path / "gone.cod"], tmp_path / "out", format)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
