"""Public sample files give exactly the findings that their table expects: nothing more, nothing less."""

from __future__ import annotations

from pathlib import Path

import pytest

from coda_parser import Problem, dump, parse

# file: statements, movements with detail 0000, findings as "line severity problem", H hard and W warning
EXPECTED = {
    "all_kinds": (1, 59, ""),
    "empty": (1, 0, "1W application-code, 3W no-record-8, 3W last-trailer"),
    "globalisation": (1, 4, "24H account-differs, 25W last-trailer"),
    "single_statement": (1, 17, "93W last-trailer"),
    "short_record": (1, 2, "13H account-differs, 13H balance, 14H trailer-count, 14H trailer-credit, 15H line-length"),
    "sample1": (1, 4, "3W check-number, 8W check-number, 13W check-number, 18W check-number, 24W last-trailer"),
    "sample2": (1, 1, "17H account-differs, 17H balance, 18W last-trailer"),
    "sample3": (1, 1, "7H account-differs, 7H balance, 8H trailer-count, 8H trailer-debit, 8H trailer-credit"),
    "sample4": (1, 1, "10H account-differs, 10H balance, 11H trailer-count, 11H trailer-debit, 11H trailer-credit"),
    "sample5": (
        1,
        3,
        "9W check-number, 15W paper-number, 15H balance, "
        "16H trailer-count, 16H trailer-debit, 16H trailer-credit, 16W last-trailer",
    ),
    "sample6": (
        1,
        3,
        "9W check-number, 15W paper-number, 15H balance, "
        "17H trailer-count, 17H trailer-debit, 17H trailer-credit, 17W last-trailer",
    ),
    "sample7": (
        1,
        1,
        "6W check-number, 11W check-number, 16W check-number, 21H balance, "
        "22H trailer-count, 22H trailer-debit, 22H trailer-credit, 22W last-trailer",
    ),
}

# file: what the bank wrote and what it should have been, for each total that is wrong
FIGURES = {
    "short_record": "off by -299.140; 12 records, got '27'; 700.860 in credit, got '1000.000'",
    "sample2": "off by 2681.635",
    "sample3": "off by -812.690; 6 records, got '16'; 0.000 in credit, got '163.350'; 812.690 in debit, got '859.090'",
    "sample4": "off by 17233.540; 9 records, got '16'; 17233.540 in credit, got '163.350'; 0.000 in debit, got '859.090'",
    "sample5": "off by 510319.660; 14 records, got '15'; 6303.460 in credit, got '3967.220'; 155 as in record 1, got '225'",
    "sample6": "off by 507784.017; 14 records, got '15'; 4535.640 in credit, got '3967.220'; 767.823 in debit, got '16837.520'",
    "sample7": "off by -155.000; 20 records, got '22'; 0.000 in credit, got '80.000'; 75.000 in debit, got '0.000'",
}


def found(problems: tuple[Problem, ...]) -> list[str]:
    return sorted(f"{problem.line}{problem.severity[0].upper()} {problem.id}" for problem in problems)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_gives_exactly_its_findings(name: str, shared: Path) -> None:
    data = (shared / "samples" / f"{name}.cod").read_bytes()
    delivery = parse(data)
    statements, movements, findings = EXPECTED[name]
    assert delivery.framed
    assert delivery.complete
    assert len(delivery.statements) == statements
    assert sum(statement.movement_count for statement in delivery.statements) == movements
    assert found(delivery.problems) == sorted(findings.split(", ") if findings else [])
    assert dump(delivery) == data


@pytest.mark.parametrize("name", FIGURES)
def test_a_wrong_total_is_told_with_what_was_expected(name: str, shared: Path) -> None:
    problems = [problem.message for problem in parse((shared / "samples" / f"{name}.cod").read_bytes()).problems]
    for figure in FIGURES[name].split("; "):
        assert sum(figure in message for message in problems) == 1, figure


def test_every_sample_of_the_table_is_drawn_here(shared: Path) -> None:
    rows = (shared / "samples" / "expected.tsv").read_text().splitlines()[1:]
    assert {row.split("\t")[0].removesuffix(".cod") for row in rows} == set(EXPECTED)


def test_all_kinds_decodes_every_structured_communication_that_it_holds(shared: Path) -> None:
    statement = parse((shared / "samples" / "all_kinds.cod").read_bytes()).statements[0]
    types = {movement.communication_type for movement in statement.movements}
    added = {information.type for movement in statement.movements for information in movement.information}
    assert {"101", "105", "106", "107", "111", "113", "114", "115", "124"} <= types
    assert {"001", "004", "007", "010", "011"} <= added


def test_numbering_and_chaining_of_a_sample_whose_totals_are_wrong_are_notes(shared: Path) -> None:
    delivery = parse((shared / "samples" / "sample5.cod").read_bytes())
    notes = {(note.id, note.line) for note in delivery.notes}
    assert {("next-code", 7), ("next-code", 12), ("next-code", 14), ("numbering", 13)} <= notes
