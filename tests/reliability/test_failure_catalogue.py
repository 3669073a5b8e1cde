"""R2, the failure catalogue: each failure leads to the state, the problem, the line and the positions that its damage planted.

The expected table is drawn by hand from where the delivery was broken and from the positions that the standard prints. All
cases are received by one installation through the real intake, on SQLite and on PostgreSQL; what the bank is told about each
is read from the files in its folder.
"""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import URL

from detection.run import detect
from tests.reliability.failures.cases import CASES, MANDATES, account_of
from tests.reliability.failures.installation import AT, Received, receive_all
from tests.warehouse.conftest import migrated_postgresql, postgresql_server
from warehouse import lake
from warehouse.acknowledgements import acknowledgement_of
from warehouse.alerts import findings_of
from warehouse.database import connect, open_warehouse
from warehouse.intake import accounting
from warehouse.settings import load_settings

pytestmark = pytest.mark.trial

__all__ = ["migrated_postgresql", "postgresql_server"]

EXPECTED = """
case                          | state       | reason                   | problem                  | line | record | positions
sound                         | ingested    |                          |                          |      |        |
empty file                    | quarantined | empty-file               | empty-file               | 1    |        |
only line ends                | quarantined | empty-file               | empty-file               | 1    |        |
cut inside a record           | quarantined | truncated                | line-length              | 5    | 2.3    | 41-128
                              |             |                          | truncated                | 5    |        | 41-128
cut before the trailer        | quarantined | truncated                | truncated                | 7    |        | 1-1
cut inside the trailer        | quarantined | truncated                | line-length              | 8    | 9      | 41-128
                              |             |                          | truncated                | 8    |        | 41-128
delivered again               | duplicate   | already-held             |                          |      |        |
same name, next statement     | ingested    |                          |                          |      |        |
same statement, other content | partial     | conflicting-statement    | conflicting-statement    | 2    | 1      | 126-128
duplicate by its flag         | duplicate   | already-held             |                          |      |        |
duplicate flag, other content | partial     | conflicting-statement    | conflicting-statement    | 2    | 1      | 126-128
gap in the numbers            | ingested    |                          |                          |      |        |
numbers begin again           | ingested    |                          |                          |      |        |
late, before what is held     | ingested    |                          |                          |      |        |
LF                            | ingested    |                          |                          |      |        |
CR                            | ingested    |                          |                          |      |        |
no line ends                  | ingested    |                          |                          |      |        |
mixed line ends               | ingested    |                          |                          |      |        |
byte order mark               | ingested    |                          |                          |      |        |
UTF-16                        | quarantined | not-coda                 | not-coda                 | 1    |        |
UTF-16 without mark           | quarantined | not-coda                 | not-coda                 | 1    |        |
cp1252 letters                | ingested    |                          |                          |      |        |
UTF-8 letters                 | ingested    |                          |                          |      |        |
DOS end of file               | ingested    |                          |                          |      |        |
0x1A in a text                | partial     | control-character        | control-character        | 3    | 2.1    | 70-70
NUL in a name                 | partial     | control-character        | control-character        | 5    | 2.3    | 48-48
tab                           | partial     | control-character        | control-character        | 3    | 2.1    | 20-20
escape sequence               | partial     | control-character        | control-character        | 5    | 2.3    | 48-48
127 columns                   | partial     | line-length              | line-length              | 3    | 2.1    | 128-128
129 columns                   | partial     | line-length              | line-length              | 3    | 2.1    | 129-129
127 columns in record 0       | partial     | line-length              | line-length              | 1    | 0      | 128-128
a line of 10 MB               | partial     | line-length              | line-length              | 3    | 2.1    | 129-10485888
blanks squeezed               | quarantined | truncated                | line-length              | 1    | 0      | 45-128
                              |             |                          | line-length              | 2    | 1      | 59-128
                              |             |                          | line-length              | 3    | 2.1    | 73-128
                              |             |                          | line-length              | 4    | 2.2    | 24-128
                              |             |                          | line-length              | 5    | 2.3    | 42-128
                              |             |                          | line-length              | 6    | 2.1    | 73-128
                              |             |                          | line-length              | 7    | 8      | 49-128
                              |             |                          | line-length              | 8    | 9      | 41-128
                              |             |                          | truncated                | 8    |        | 41-128
blank line between records    | ingested    |                          | blank-line               | 6    |        |
blank line between statements | ingested    |                          | blank-line               | 9    |        |
record 0 twice                | quarantined | trailer-missing          | trailer-missing          | 2    | 0      | 1-1
beginning lost                | quarantined | record-outside           | record-outside           | 1    | 1      | 1-1
trailer lost between two      | quarantined | trailer-missing          | trailer-missing          | 8    | 0      | 1-1
record 8 lost                 | partial     | no-new-balance           | no-new-balance           | 7    | 8      |
                              |             |                          | trailer-count            | 7    | 9      | 17-22
record 1 lost                 | partial     | record-order             | record-order             | 2    | 2.1    | 1-2
                              |             |                          | trailer-count            | 7    | 9      | 17-22
movement lost                 | partial     | balance                  | balance                  | 6    | 8      | 43-57
                              |             |                          | trailer-count            | 7    | 9      | 17-22
                              |             |                          | trailer-debit            | 7    | 9      | 23-37
records 2.2, 2.3 exchanged    | partial     | record-order             | record-order             | 5    | 2.2    | 1-2
movement behind record 8      | partial     | record-order             | record-order             | 7    | 2.1    | 1-2
unknown record                | partial     | unknown-record           | unknown-record           | 6    |        | 1-2
unknown version               | quarantined | version                  | version                  | 1    | 0      | 128-128
movement twice                | partial     | movement-twice           | movement-twice           | 6    | 2.1    | 3-6
numbers of movements jump     | ingested    |                          | numbering                | 6    | 2.1    | 3-6
record 2.2 of another one     | partial     | movement-key             | movement-key             | 4    | 2.2    | 3-6
trailer announces more        | ingested    |                          | last-trailer             | 8    | 9      | 128-128
letters in an amount          | partial     | number                   | number                   | 3    | 2.1    | 33-47
amount one cent more          | partial     | balance                  | balance                  | 7    | 8      | 43-57
                              |             |                          | trailer-credit           | 8    | 9      | 38-52
sign code 2                   | partial     | flag                     | flag                     | 3    | 2.1    | 32-32
sign exchanged                | partial     | balance                  | balance                  | 7    | 8      | 43-57
                              |             |                          | trailer-debit            | 8    | 9      | 23-37
                              |             |                          | trailer-credit           | 8    | 9      | 38-52
31 February booked            | partial     | date                     | date                     | 3    | 2.1    | 116-121
31 February as value date     | ingested    |                          | date                     | 3    | 2.1    | 48-53
31 February in record 0       | partial     | date                     | date                     | 1    | 0      | 6-11
old balance wrong             | partial     | balance                  | balance                  | 7    | 8      | 43-57
new balance wrong             | partial     | balance                  | balance                  | 7    | 8      | 43-57
new balance in debit          | partial     | balance                  | balance                  | 7    | 8      | 43-57
account of 8 is another       | partial     | account-differs          | account-differs          | 7    | 8      | 5-41
currency of digits            | partial     | currency                 | currency                 | 2    | 1      | 6-42
                              |             |                          | account-differs          | 7    | 8      | 5-41
account of blanks             | partial     | account                  | account                  | 2    | 1      | 6-42
                              |             |                          | account-differs          | 7    | 8      | 5-41
trailer counts one more       | partial     | trailer-count            | trailer-count            | 8    | 9      | 17-22
trailer's debit wrong         | partial     | trailer-debit            | trailer-debit            | 8    | 9      | 23-37
trailer's credit wrong        | partial     | trailer-credit           | trailer-credit           | 8    | 9      | 38-52
gzip under the name of a CODA | ingested    |                          |                          |      |        |
gzip, cut                     | quarantined | truncated                | truncated                | 0    |        |
HTML error page               | quarantined | not-coda                 | not-coda                 | 1    |        |
PDF                           | quarantined | not-coda                 | not-coda                 | 1    |        |
CSV                           | quarantined | not-coda                 | not-coda                 | 1    |        |
MT940                         | quarantined | not-coda                 | not-coda                 | 1    |        |
camt.053                      | quarantined | not-coda                 | not-coda                 | 1    |        |
random bytes                  | quarantined | not-coda                 | not-coda                 | 1    |        |
account in no register        | partial     | unregistered-account     | unregistered-account     | 2    | 1      | 6-42
account at another bank       | partial     | wrong-bank               | wrong-bank               | 2    | 1      | 6-42
dated the day after tomorrow  | partial     | future-date              | future-date              | 7    | 8      | 58-63
dated tomorrow                | ingested    |                          |                          |      |        |
record 0 names another bank   | ingested    |                          | other-bank-named         | 1    | 0      | 61-71
label of a mandate            | partial     | judicial-mandate-wording | judicial-mandate-wording | 2    | 1      | 65-90
description of a mandate      | partial     | judicial-mandate-wording | judicial-mandate-wording | 2    | 1      | 91-125
account of a judicial mandate | ingested    |                          |                          |      |        |
damaged, judicial mandate     | ingested    |                          |                          |      |        |
"""

Place = tuple[str, int, str, list[int] | None]


def _expected() -> dict[str, tuple[str, str, list[Place]]]:
    """State, reason and located problems of each case."""
    table: dict[str, tuple[str, str, list[Place]]] = {}
    for row in EXPECTED.strip().splitlines()[1:]:
        case, state, reason, problem, line, record, positions = (cell.strip() for cell in row.split("|"))
        if case:
            table[case] = (state, reason, [])
        if problem:
            place = [int(position) for position in positions.split("-")] if positions else None
            table[list(table)[-1]][2].append((problem, int(line), record, place))
    return table


TABLE = _expected()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def received(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Received]:
    """Everything received by one installation, on each of the two databases."""
    folder = tmp_path_factory.mktemp("failures")
    environ: dict[str, str] = {}
    if request.param == "postgresql":
        server, template = request.getfixturevalue("migrated_postgresql")
        environ["QUATER_DATABASE_URL"] = _copied(server, template)
    with closing(open_warehouse(load_settings(folder / "home", environ=environ))) as warehouse:
        yield receive_all(warehouse, folder)


def _copied(server: URL, template: str) -> str:
    """The address of a new copy of the migrated database; it goes with the server of the session."""
    name = f"quater_failures_{uuid4().hex}"
    engine = connect(server.render_as_string(hide_password=False))
    with closing(engine.raw_connection()) as connection:
        connection.driver_connection.autocommit = True
        connection.cursor().execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    engine.dispose()
    return server.set(database=name).render_as_string(hide_password=False)


def test_the_catalogue_is_whole() -> None:
    assert list(TABLE) == list(CASES)
    assert len(TABLE) >= 40


@pytest.mark.parametrize("case", TABLE)
def test_a_failure_is_located_where_it_was_planted(received: Received, case: str, record_property) -> None:
    state, reason, problems = TABLE[case]
    receipt = received.receipts[case]
    assert (receipt.state, receipt.reason.partition(":")[0]) == (state, reason)
    located = [(one["id"], one["line"], one["record"], one["positions"]) for one in receipt.problems]
    assert sorted(located, key=str) == sorted(problems, key=str)
    assert {one["severity"] for one in receipt.problems} <= ({"hard"} if state in ("partial", "quarantined") else {"warning"})
    record_property("R2", f"{len(TABLE)} failures on {received.warehouse.engine.dialect.name}: state, line and positions")


@pytest.mark.parametrize("case", TABLE)
def test_the_bank_is_told_state_line_and_positions(received: Received, case: str) -> None:
    state, _, problems = TABLE[case]
    document, readable = _told(received, case)
    assert document["state"] == state
    assert f"State: {state}" in readable
    everywhere = [*document["problems"], *(problem for one in document["statements"] for problem in one.get("problems", ()))]
    said = [(one["id"], one["line"], one["record"], one["positions"]) for one in everywhere]
    assert sorted(said, key=str) == sorted(problems, key=str)
    for problem, line, _, positions in problems:
        (place, *_) = [
            text for text in readable.splitlines() if text.strip().startswith(f"line {line}") and text.endswith(f"[{problem}]")
        ]
        assert positions is None or "(positions {}–{})".format(*positions) in place


def _told(received: Received, case: str) -> tuple[dict, str]:
    """What the bank is told about the last delivery of a case: the files in its folder, or the answer to known bytes."""
    receipt = received.receipts[case]
    if receipt.first_state:
        made = acknowledgement_of(receipt, at=AT)
        return json.loads(made.document), made.readable
    (path,) = received.told.glob(f"{Path(receipt.name).name}.{receipt.delivery[:8]}.ack.json")
    return json.loads(path.read_text(encoding="utf-8")), path.with_suffix(".txt").read_text(encoding="utf-8")


def test_every_statement_is_in_one_place_and_the_sums_hold(received: Received) -> None:
    found = accounting(received.warehouse)
    assert found.holds, found.deviations
    assert found.mandate.statements == len(MANDATES)


def test_what_was_refused_is_not_in_the_lake_and_what_was_taken_is(received: Received) -> None:
    held = set(lake.statements(received.warehouse).collect()["account"])
    first_was_taken = {
        "delivered again",
        "same statement, other content",
        "duplicate by its flag",
        "duplicate flag, other content",
    }
    for number, case in enumerate(CASES):
        taken = (TABLE[case][0] == "ingested" and case not in MANDATES) or case in first_was_taken
        assert (account_of(number).iban in held) == taken, case


def test_a_gap_is_found_and_what_came_late_closes_it(received: Received) -> None:
    detect(received.warehouse, on=date(2026, 3, 9), at=AT)
    gaps = {finding.account for finding in findings_of(received.warehouse) if finding.detector == "statement-gap"}
    numbers = {case: account_of(number).iban for number, case in enumerate(CASES)}
    assert numbers["gap in the numbers"] in gaps
    assert not gaps & {numbers["sound"], numbers["late, before what is held"], numbers["same name, next statement"]}
