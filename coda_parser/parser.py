"""A delivery's bytes into statements, and back.

`parse` is pure and never raises: whatever the bytes are, it gives a delivery with its problems. Every byte is kept, so that
`dump` gives back exactly what came in.

>>> delivery = parse(b"%PDF-1.7 not a statement")
>>> delivery.framed, delivery.statements
(False, ())
>>> print(delivery.problems[0])
line 1, record identification: expected CODA, records of 128 characters beginning with a record 0, got a PDF document
"""

from __future__ import annotations

from coda_parser.account_zone import BELGIAN_BBAN, read_account
from coda_parser.booking import movements_of
from coda_parser.checks import firm_problems, notes, soft_problems
from coda_parser.checks.totals import debit_and_credit, is_separate_application, signed
from coda_parser.digest import digest_of
from coda_parser.foreign import not_coda
from coda_parser.framing import Framing, Group, frame
from coda_parser.kinds import UNKNOWN_DATE
from coda_parser.lines import Lines, read_lines
from coda_parser.problem import Problem
from coda_parser.reader import read_statement
from coda_parser.reading import Reading
from coda_parser.statement import Delivery, Statement, statement_id

DUPLICATE = "D"
_UNREAD = frozenset({"version", "too-many"})
_UNFRAMED = frozenset({"version", "truncated", "trailer-missing", "record-outside", "not-coda", "empty-file"})


def parse(data: bytes) -> Delivery:
    """Read a delivery; never raises."""
    lines = read_lines(data)
    framing = frame(lines)
    if not framing.groups:
        return Delivery(
            lines.encoding, lines.newline, (), (not_coda(data, lines),), (), framed=False, complete=False, leading=data
        )
    statements = _statements(lines, framing)
    problems = _in_line_order([*framing.problems, *(problem for statement in statements for problem in statement.problems)])
    return Delivery(
        encoding=lines.encoding,
        newline=lines.newline,
        statements=statements,
        problems=problems,
        notes=_in_line_order([note for statement in statements for note in statement.notes]),
        framed=not any(problem.id in _UNFRAMED for problem in problems),
        complete=framing.complete,
        leading=lines.bytes_between(0, lines.starts[framing.groups[0].first]),
        trailing=lines.bytes_between(lines.starts[framing.groups[-1].end], len(lines.text)),
    )


def parse_stretch(lines: Lines) -> tuple[tuple[Statement, ...], bool]:
    """Read the statements of a stretch that begins with a record 0, and say whether its framing holds."""
    framing = frame(lines)
    statements = _statements(lines, framing)
    problems = [*framing.problems, *(problem for statement in statements for problem in statement.problems)]
    return statements, not any(problem.id in _UNFRAMED for problem in problems)


def dump(delivery: Delivery) -> bytes:
    """Give back the bytes of a delivery, exactly."""
    return b"".join((delivery.leading, *(statement.raw for statement in delivery.statements), delivery.trailing))


def _in_line_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.line))


def _statements(lines: Lines, framing: Framing) -> tuple[Statement, ...]:
    last = len(framing.groups) - 1 if lines.last else len(framing.groups)
    return tuple(_statement(lines, group, follows=index < last) for index, group in enumerate(framing.groups))


def _statement(lines: Lines, group: Group, *, follows: bool) -> Statement:
    reading = read_statement(lines, group)
    problems = reading.problems
    soft: list[Problem] = []
    if group.problem is not None:
        problems.append(group.problem)
    elif not any(problem.id in _UNREAD for problem in problems):
        problems.extend(firm_problems(reading, follows=follows))
        sound = not any(problem.severity == "hard" for problem in problems)
        soft.extend(soft_problems(reading, sound=sound))
        problems.extend(problem for problem in soft if problem.severity != "note")
        soft = [*(problem for problem in soft if problem.severity == "note"), *notes(reading)]
    raw = lines.raw(group.first, group.end)
    return _build(reading, raw, _in_line_order(problems), _in_line_order(soft))


def _build(reading: Reading, raw: bytes, problems: tuple[Problem, ...], found: tuple[Problem, ...]) -> Statement:
    header, old, new = reading.header, reading.old, reading.new
    structure = old.structure if old and reading.version == 2 else BELGIAN_BBAN
    account, currency = read_account(old.account_zone, structure) if old else ("", "")
    day = new.balance_date if new and new.balance_date != UNKNOWN_DATE else header.created
    number = old.statement_number if old else 0
    old_balance = signed(old) if old else 0
    debit, credit = debit_and_credit(reading)
    return Statement(
        account=account,
        currency=currency,
        statement_date=day,
        statement_number=number,
        paper_number=old.paper_number if old else 0,
        old_balance_milli=old_balance,
        old_balance_date=old.balance_date if old else None,
        new_balance_milli=signed(new) if new else old_balance,
        holder_name=old.holder if old else "",
        description=old.description if old else "",
        bank_bic=header.bank_bic,
        company_number=header.company_number,
        created=header.created,
        duplicate=header.duplicate == DUPLICATE,
        separate_application=is_separate_application(reading),
        version=reading.version,
        movements=movements_of(
            reading.bookings,
            account=account,
            currency=currency,
            day=day,
            number=number,
            statement_id=statement_id(account, currency, day, number),
        ),
        messages=_messages(reading),
        raw=raw,
        first_line=reading.first_line,
        problems=problems,
        notes=found,
        digest=digest_of(reading.lines),
        movement_count=len(reading.movements),
        debit_milli=debit,
        credit_milli=credit,
    )


def _messages(reading: Reading) -> tuple[str, ...]:
    """Join the lines of each message; lines of one sequence belong together."""
    texts: dict[int, str] = {}
    for message in reading.messages:
        texts[message.sequence] = texts.get(message.sequence, "") + message.text
    return tuple(text.rstrip(" ") for text in texts.values())
