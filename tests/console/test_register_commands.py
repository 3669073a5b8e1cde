"""`quater register`: a difference before it is written, entries with their history, exclusions."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from coda_parser.iban import belgian_iban, checked

from .conftest import Answer, quater

IBAN = belgian_iban(checked("9850000301"))
HOLDERS = """holder_id,name,street,postcode,city,country,bar,language
H1,Aline Corbeau,rue du Pont 1,4000,Liège,BE,LIEGE-HUY,fr
"""
ACCOUNTS = f"""iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on
{IBAN},EUR,third_party,false,H1,KASTBEBB,2020-01-01,,,
"""
Typed = Callable[..., Answer]


@pytest.fixture
def typed(tmp_path: Path) -> Typed:
    """Run a command of the family on a home of its own, with files written beside it."""

    def run(*arguments: str, **files: str) -> Answer:
        given = []
        for part, text in files.items():
            path = tmp_path / f"{part}.csv"
            path.write_text(text, encoding="utf-8")
            given += [f"--{part.replace('_', '-')}", str(path)]
        return quater("register", *arguments, *given, "--home", str(tmp_path / "home"))

    return run


@pytest.fixture
def filled(typed: Typed) -> Typed:
    assert typed("import", "--by", "clerk", holders=HOLDERS, accounts=ACCOUNTS).code == 0
    return typed


def test_a_script_imports_without_being_asked(typed: Typed) -> None:
    answer = typed("import", "--json", holders=HOLDERS, accounts=ACCOUNTS)
    assert answer.code == 0
    assert (answer.json["holders_new"], answer.json["accounts_new"], answer.json["own_accounts_new"]) == (1, 1, 0)
    assert typed("show", IBAN).code == 0


def test_a_dry_run_shows_old_and_new_and_writes_nothing(filled: Typed) -> None:
    moved = HOLDERS.replace("LIEGE-HUY", "NAMUR")
    answer = filled("import", "--dry-run", "--json", holders=moved)
    [change] = answer.json["changes"]
    assert (change["event"], change["entry"], change["values"]["bar"]) == ("changed", "H1", ["LIEGE-HUY", "NAMUR"])
    table = filled("import", "--dry-run", holders=moved)
    assert all(word in table.out for word in ("changed", "LIEGE-HUY", "NAMUR", "nothing was imported"))
    assert filled("show", "H1", "--json").json["holder"][0]["bar"] == "LIEGE-HUY"


@pytest.mark.parametrize(("said", "bar"), [(True, "NAMUR"), (False, "LIEGE-HUY")])
def test_on_a_terminal_the_difference_is_shown_and_confirmed_first(
    filled: Typed, monkeypatch: pytest.MonkeyPatch, said: bool, bar: str
) -> None:
    asked = []
    monkeypatch.setattr("console.commands.register._is_a_terminal", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda question: asked.append(question) or said)
    answer = filled("import", holders=HOLDERS.replace("LIEGE-HUY", "NAMUR"))
    assert answer.code == 0
    assert asked == ["Write this to the register?"]
    assert "LIEGE-HUY" in answer.out
    assert filled("show", "H1", "--json").json["holder"][0]["bar"] == bar
    assert filled("import", "--yes", holders=HOLDERS).code == 0
    assert len(asked) == 1


def test_a_wrong_row_is_answered_with_file_row_and_column(filled: Typed) -> None:
    answer = filled("import", holders=HOLDERS.replace("LIEGE-HUY", "ATLANTIS"))
    assert answer.code == 2
    assert "holders.csv, row 2, column bar" in answer.err


def test_an_entry_is_shown_with_its_dates_and_its_history_with_who_and_when(filled: Typed) -> None:
    filled("import", "--by", "second clerk", accounts=ACCOUNTS.replace("2020-01-01,,", "2020-01-01,2026-01-31,"))
    shown = filled("show", f"{IBAN[:4]} {IBAN[4:]}", "--json").json
    assert shown["account"][0]["closed_on"] == "2026-01-31"
    assert shown["holdings"][0]["valid_from"] == "2020-01-01"
    told = filled("history", IBAN, "--json").json
    assert [(one["by"], one["change"]["event"]) for one in told] == [("clerk", "new"), ("second clerk", "changed")]
    assert told[1]["change"]["values"] == {"closed_on": [None, "2026-01-31"]}
    assert "second clerk" in filled("history", IBAN).out


def test_whoever_looks_at_an_entry_is_recorded_first_and_the_record_names_no_account(filled: Typed, tmp_path: Path) -> None:
    filled("show", IBAN, "--by", "reader")
    seen = quater("evidence", "list", "--json", "--home", str(tmp_path / "home"))
    assert [one["action"] for one in seen.json] == ["evidence list", "read"], "looking at the record is on record too"
    assert IBAN not in seen.out


def test_an_unknown_entry_is_answered_with_one_line(filled: Typed) -> None:
    for command in ("show", "history"):
        answer = filled(command, "H9")
        assert (answer.code, answer.err.count("\n")) == (2, 1)


def test_an_account_is_excluded_by_two_people_and_listed_without_its_number(filled: Typed) -> None:
    alone = filled("exclude", IBAN, "--reason", "bankruptcy", "--by", "officer")
    assert (alone.code, "compliance officer" in alone.err) == (2, True)
    done = filled("exclude", IBAN, "--reason", "bankruptcy", "--by", "officer", "--second", "compliance")
    assert (done.code, "X-0001" in done.out) == (0, True)
    listed = filled("exclusions", "--json")
    assert listed.json["exclusions"][0]["reason"] == "bankruptcy"
    assert IBAN not in listed.out
    assert "bankruptcy" in filled("exclusions").out
    ended = filled("end-exclusion", IBAN, "--by", "officer", "--second", "compliance")
    assert (ended.code, "ended by officer and compliance" in ended.out) == (0, True)


def test_a_third_party_account_that_the_file_flags_waits_for_a_decision(filled: Typed) -> None:
    answer = filled("import", "--json", accounts=ACCOUNTS.replace("false", "true"))
    assert (answer.json["accounts_excluded"], answer.json["accounts_awaiting_decision"]) == (0, 1)
    rubric = ACCOUNTS.replace("third_party,false", "rubric,true")
    assert filled("import", "--json", accounts=rubric).json["accounts_excluded"] == 1
    assert json.loads(filled("exclusions", "--json").out)["exclusions"][0]["reason"] == "register"
