"""`quater coda`: what each command says, writes and exits with."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from coda_parser import parse
from coda_parser.banks import banks
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery

REPOSITORY = Path(__file__).resolve().parents[2]
DAY = date(2026, 3, 31)
TOTALS, LIED = b"000000000250000" + b"0" * 15, b"000000000260000" + b"0" * 15
"""Debit and credit of record 9, as they are and as a bank's bug would have them."""
Run = Callable[..., Any]
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A file with the statement of a number, so many days after 31 March, that takes 250.000 from a balance."""

    def make(name: str, number: int = 64, days: int = 0, balance: int = 1_000_000, lie: bool = False) -> Path:
        day = DAY + timedelta(days=days)
        paid = MovementDraft(-250_000, day, day, "00101000", communication="DOSSIER 2026/114", counterparty_name="JANSSENS")
        draft = StatementDraft("BE35985051416137", "EUR", number, day, old_balance_milli=balance, movements=[paid])
        data = write_delivery([draft], created=day)
        path = tmp_path / name
        path.write_bytes(data.replace(TOTALS, LIED) if lie else data)
        return path

    return make


def ids(answer: Any) -> list[tuple[str, list[str]]]:
    return [(Path(file["file"]).name, [problem["id"] for problem in file["problems"]]) for file in answer.json]


def test_check_follows_an_account_from_file_to_file_in_the_order_of_days(command: Run, write: Write) -> None:
    late, early = write("a-thursday.cod", 66, 2, 500_000), write("b-tuesday.cod", 64, 0)
    answer = command("coda", "check", str(late), str(early), "--json")
    assert (answer.code, ids(answer)) == (0, [("a-thursday.cod", ["balance-break", "number-gap"]), ("b-tuesday.cod", [])])
    assert answer.json[0]["problems"][0] == {
        "id": "balance-break",
        "severity": "warning",
        "line": 2,
        "record": "1",
        "field": "old balance",
        "message": "expected 750.000, the new balance of 2026-03-31, got '500.000'; behind b-tuesday.cod, line 1",
    }
    wednesday = write("wednesday.cod", 65, 1, 750_000)
    assert ids(command("coda", "check", str(early), str(wednesday), "--json"))[1] == ("wednesday.cod", [])


def test_check_tells_a_statement_that_came_twice(command: Run, write: Write) -> None:
    first, second = write("first.cod"), write("second.cod")
    assert ids(command("coda", "check", str(first), str(second), "--json")) == [
        ("first.cod", []),
        ("second.cod", ["statement-twice"]),
    ]


def test_check_says_when_there_is_nothing_to_say(command: Run, write: Write) -> None:
    answer = command("coda", "check", str(write("a.cod")))
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[-1] == "no problem found"


def test_check_shows_a_person_200_problems_of_a_file_and_says_how_many_more(command: Run, tmp_path: Path, write: Write) -> None:
    path = tmp_path / "lies.cod"
    path.write_bytes(write("lie.cod", lie=True).read_bytes() * 300)
    answer = command("coda", "check", str(path))
    assert answer.code == 3
    assert sum(line.startswith(("  hard", "  warning")) for line in answer.out.splitlines()) == 200
    assert answer.out.splitlines()[-1] == "  … and 399 more; --json gives all of them"
    assert len(command("coda", "check", str(path), "--json").json[0]["problems"]) == 599


def test_check_gives_up_a_file_with_ten_thousand_problems(command: Run, tmp_path: Path, write: Write) -> None:
    path = tmp_path / "lies.cod"
    path.write_bytes(write("lie.cod", lie=True).read_bytes() * 6_000)
    [file] = command("coda", "check", str(path), "--json").json
    assert len(file["problems"]) == 10_001
    assert (file["problems"][-1]["id"], file["problems"][-1]["message"]) == (
        "too-many",
        "gave up after 10000 problems in this file",
    )


# language: heading of the new balance, what a transfer is
WORDS = {
    "en": ("new balance", "Domestic or local SEPA credit transfers: Individual transfer order"),
    "fr": ("nouveau solde", "Virements SEPA nationaux ou locaux : Ordre de virement individuel"),
    "nl": ("nieuw saldo", "Binnenlandse/lokale overschrijvingen - SEPA credit transfers: Enkelvoudige overschrijving"),
    "de": ("neuer Saldo", "Inländische oder lokale SEPA-Überweisungen: Einzelüberweisungsauftrag"),
}


@pytest.mark.parametrize("language", WORDS)
def test_show_speaks_four_languages(language: str, command: Run, write: Write) -> None:
    answer = command("coda", "show", str(write("a.cod")), "--language", language)
    heading, transfer = WORDS[language]
    assert answer.code == 0
    assert any(line.startswith(heading) and line.endswith("750.00 EUR") for line in answer.out.splitlines())
    assert transfer in answer.out
    assert "DOSSIER 2026/114" in answer.out


def test_show_says_that_a_statement_must_not_be_believed(command: Run, write: Write) -> None:
    answer = command("coda", "show", str(write("lie.cod", lie=True)))
    assert answer.code == 3
    assert "do not believe this statement: `quater coda check" in answer.out
    told = command("coda", "show", str(write("lie.cod", lie=True)), "--json")
    assert (told.code, [statement["believed"] for statement in told.json]) == (3, [False])


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["show", "."], "is a folder"),
        (["show", "a.cod", "--language", "it"], "one of en, fr, nl, de"),
        (["convert", "a.cod", "-o", "out", "--format", "xml"], "one of parquet, csv, jsonl"),
        (["generate", "-o", "g.cod", "--newline", "cr"], "one of crlf, lf, none"),
        (["generate", "-o", "g.cod", "--bank", "ATLANTIS"], "one of ARDENNE"),
        (["generate", "-o", "a.cod", "--files", "2"], "is a file"),
        (["generate", "-o", "g.cod", "--on", "31/03/2026"], "31/03/2026"),
        (["golden"], "--check DIR"),
        (["golden", "ATLANTIS", "-o", "out"], "no file and no bank 'ATLANTIS'"),
        (["golden", "--check", "nowhere"], "no such folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_is_one_line_that_says_what_was_expected(
    arguments: list[str], word: str, command: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.cod")
    monkeypatch.chdir(tmp_path)
    answer = command("coda", *arguments)
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert word in answer.err


def test_convert_writes_each_format_and_names_what_it_leaves_out(command: Run, write: Write, tmp_path: Path) -> None:
    sound, lie = write("sound.cod"), write("lie.cod", 65, lie=True)
    out = tmp_path / "out"
    for format in ("parquet", "csv", "jsonl"):
        answer = command("coda", "convert", str(sound), str(lie), "-o", str(out), "--format", format, "--json")
        assert answer.code == 3
        assert (answer.json["statements"], answer.json["movements"]) == (1, 1)
        [refused] = answer.json["refused"]
        assert refused.startswith(f"{lie}: statement 065 of BE35985051416137 of 2026-03-31: line 6, record 9, total debit")
        assert all(Path(file).is_file() for file in answer.json["files"])
    assert pq.read_table(out / "movements.parquet").column("amount_milli").to_pylist() == [-250_000]
    with (out / "movements.csv").open(encoding="utf-8", newline="") as file:
        assert [row["amount"] for row in csv.DictReader(file)] == ["-250.000"]
    [line] = (out / "statements.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["movements"][0]["counterparty_name"] == "JANSSENS"


def test_generate_writes_what_it_counts_and_the_same_again(command: Run, tmp_path: Path) -> None:
    one, two = tmp_path / "one.cod", tmp_path / "two.cod"
    [made] = command("coda", "generate", "-o", str(one), "--seed", "5", "--statements", "30", "--json").json
    delivery = parse(one.read_bytes())
    rows = [movement for statement in delivery.statements for movement in statement.movements]
    assert made == {
        "file": str(one),
        "seed": 5,
        "statements": len(delivery.statements),
        "movements": sum(not row.is_detail for row in rows),
        "details": sum(row.is_detail for row in rows),
        "bytes": one.stat().st_size,
    }
    assert command("coda", "generate", "-o", str(two), "--seed", "5", "--statements", "30").code == 0
    assert one.read_bytes() == two.read_bytes()
    assert command("coda", "check", str(one)).code == 0


def test_generate_takes_options_for_the_bytes_and_for_what_is_in_them(command: Run, tmp_path: Path) -> None:
    plain = tmp_path / "plain.cod"
    options = ("--no-oddities", "--no-accents", "--newline", "lf", "--encoding", "utf-8", "--on", "2025-12-31")
    assert command("coda", "generate", "-o", str(plain), "--statements", "20", *options).code == 0
    delivery = parse(plain.read_bytes())
    assert (delivery.problems, delivery.encoding, delivery.newline) == ((), "ascii", "\n")
    assert {statement.statement_date for statement in delivery.statements} == {date(2025, 12, 31)}


def test_generate_fills_a_folder_with_files_of_a_bank(command: Run, tmp_path: Path) -> None:
    answer = command("coda", "generate", "-o", str(tmp_path / "drop"), "--files", "3", "--bank", "MAAS", "--json")
    assert [Path(made["file"]).name for made in answer.json] == ["coda-000001.cod", "coda-000002.cod", "coda-000003.cod"]
    for made in answer.json:
        delivery = parse(Path(made["file"]).read_bytes())
        assert (delivery.encoding, delivery.newline) == ("ascii", "\n")
        assert all(banks()["MAAS"].holds(statement.account) for statement in delivery.statements)
    checked = command("coda", "check", str(tmp_path / "drop"), "--json").json
    assert {problem["id"] for file in checked for problem in file["problems"]} <= {"no-record-8"}


def test_golden_pairs_are_written_checked_and_a_difference_is_named(command: Run, write: Write, tmp_path: Path) -> None:
    folder = tmp_path / "golden"
    written = command("coda", "golden", str(write("paid.cod")), "NOORDZEE", "-o", str(folder), "--json")
    assert written.code == 0, written.err
    assert {path.name for path in folder.iterdir()} == {"paid.cod", "paid.json", "NOORDZEE.cod", "NOORDZEE.json"}
    assert command("coda", "golden", "--check", str(folder)).code == 0
    told = folder / "paid.json"
    told.write_text(told.read_text(encoding="utf-8").replace('"new_balance_milli": 750000', '"new_balance_milli": 750001'))
    answer = command("coda", "golden", "--check", str(folder))
    assert answer.code == 3
    assert answer.out.splitlines() == [
        "2 pairs compared, 1 of them different",
        "paid.json: statements[0].new_balance_milli: expected 750001, got 750000",
    ]


def test_the_golden_pairs_of_the_project_hold(command: Run) -> None:
    answer = command("coda", "golden", "--check", str(REPOSITORY / "tests" / "coda_parser" / "golden"), "--json")
    assert answer.code == 0
    assert {pair["pair"] for pair in answer.json} == set(banks())


def test_the_commands_of_the_front_page_run_in_their_order(
    command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = (REPOSITORY / "docs" / "coda.md").read_text(encoding="utf-8")
    typed = [line.removeprefix("$ quater ").split() for line in page.splitlines() if line.startswith("$ quater ")]
    assert len(typed) == 10
    answers = [command(*words) for words in typed]
    assert [(answer.code, answer.err) for answer in answers] == [(0, "")] * 10
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        *("statements.parquet", "movements.parquet", "statements.csv", "movements.csv", "statements.jsonl")
    }
