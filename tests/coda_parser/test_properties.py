"""Properties over generated statements: what is written reads back equal, bytes come back exactly, no lie is believed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coda_parser import Delivery, Movement, dump, parse
from coda_parser.iban import belgian_iban, checked
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery

SETTINGS = settings(derandomize=True, deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
PRINTABLE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;/+-()'&éèàçüöïÉß€"

days = st.dates(date(1998, 1, 1), date(2068, 12, 31))
amounts = st.integers(-(10**12), 10**12)


def texts(longest: int) -> st.SearchStrategy[str]:
    """Texts without blanks around them, as a bank's field holds them."""
    return st.text(PRINTABLE, max_size=longest).map(lambda text: text.strip(" "))


def references() -> st.SearchStrategy[tuple[str, str]]:
    belgian = st.integers(0, 10**10 - 1).map(lambda number: ("101", checked(f"{number:010d}")))
    return belgian | st.tuples(st.just("113"), texts(108).filter(bool))


accounts = st.integers(9850000000, 9889999999).map(lambda number: belgian_iban(checked(str(number))))
others = st.just("") | accounts | st.just("NL91ABNA0417164300") | st.just("096123456769")
plain = st.builds(
    MovementDraft,
    amount_milli=amounts,
    booked=days,
    valued=days | st.none(),
    code=st.sampled_from(["00101000", "00150000", "00501000", "00437006", "04299999"]),
    bank_reference=texts(21),
    communication=texts(149),
    customer_reference=texts(35),
    counterparty_account=others,
    counterparty_name=texts(70),
    counterparty_bic=texts(11),
    r_transaction=st.sampled_from(["", "1", "5"]),
    reason_code=texts(4),
    category_purpose=texts(4),
    purpose=texts(4),
)
structured = st.builds(
    MovementDraft, amount_milli=amounts, booked=days, valued=days, code=st.just("00150000"), structured=references()
)
movements = st.lists(plain | structured, max_size=6)
statements = st.builds(
    StatementDraft,
    account=accounts,
    currency=st.sampled_from(["EUR", "USD"]),
    number=st.integers(0, 999),
    date=days,
    old_balance_milli=amounts,
    old_balance_date=days | st.none(),
    holder_name=texts(26),
    description=texts(35),
    bank_bic=texts(11),
    movements=movements,
    messages=st.lists(texts(200).filter(bool), max_size=2),
    duplicate=st.booleans(),
)
deliveries = st.lists(statements, min_size=1, max_size=3)
newlines = st.sampled_from(["\r\n", "\n", ""])
encodings = st.sampled_from(["cp1252", "utf-8"])


def same_movement(read: Movement, draft: MovementDraft) -> None:
    assert (read.amount_milli, read.booked, read.valued, read.code) == (
        draft.amount_milli,
        draft.booked,
        draft.valued,
        draft.code,
    )
    assert (read.communication_type, read.communication) == (draft.structured or ("", draft.communication))
    assert read.bank_reference == draft.bank_reference
    assert read.customer_reference == draft.customer_reference
    assert read.counterparty_account == draft.counterparty_account
    assert read.counterparty_name == draft.counterparty_name
    assert read.counterparty_bic == draft.counterparty_bic
    assert (read.r_transaction, read.reason_code) == (draft.r_transaction, draft.reason_code)
    assert (read.category_purpose, read.purpose) == (draft.category_purpose, draft.purpose)


@given(deliveries, days, newlines, encodings)
@SETTINGS
def test_what_is_written_parses_without_problem_and_reads_back_equal(
    drafts: list[StatementDraft], created: date, newline: str, encoding: str
) -> None:
    data = write_delivery(drafts, created=created, newline=newline, encoding=encoding)  # type: ignore[arg-type]
    delivery = parse(data)
    assert delivery.problems == ()
    assert (delivery.framed, delivery.complete, len(delivery.statements)) == (True, True, len(drafts))
    for read, draft in zip(delivery.statements, drafts, strict=True):
        assert (read.account, read.currency, read.statement_number) == (draft.account, draft.currency, draft.number)
        assert (read.statement_date, read.created, read.old_balance_date) == (draft.date, created, draft.old_balance_date)
        assert read.old_balance_milli == draft.old_balance_milli
        assert read.new_balance_milli == draft.old_balance_milli + sum(movement.amount_milli for movement in draft.movements)
        assert (read.holder_name, read.description, read.bank_bic) == (draft.holder_name, draft.description, draft.bank_bic)
        assert (read.messages, read.duplicate) == (tuple(draft.messages), draft.duplicate)
        assert len(read.movements) == len(draft.movements)
        for movement, drafted in zip(read.movements, draft.movements, strict=True):
            same_movement(movement, drafted)
    assert dump(delivery) == data


@given(st.binary(max_size=600))
@SETTINGS
def test_any_bytes_give_a_delivery_and_come_back_exactly(data: bytes) -> None:
    delivery = parse(data)
    assert dump(delivery) == data
    assert not (delivery.framed and not delivery.statements)
    assert all(problem.message for problem in delivery.problems)


@given(deliveries, st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=4)), min_size=1, max_size=4))
@SETTINGS
def test_any_damage_to_a_delivery_gives_a_delivery_and_comes_back_exactly(
    drafts: list[StatementDraft], damage: list[tuple[int, bytes]]
) -> None:
    data = write_delivery(drafts, created=date(2026, 3, 31))
    for place, piece in damage:
        place %= len(data)
        data = data[:place] + piece + data[place + 1 :]
    assert dump(parse(data)) == data


def money(delivery: Delivery) -> dict[str, list[int]]:
    """The amounts of every statement that would be believed, by what identifies it."""
    believed = [statement for statement in delivery.statements if delivery.framed and delivery.complete and not statement.hard]
    return {
        f"{statement.statement_id} {statement.first_line}": [
            statement.old_balance_milli,
            statement.new_balance_milli,
            *(movement.amount_milli for movement in statement.movements if not movement.is_detail),
        ]
        for statement in believed
    }


@given(deliveries, st.integers(0, 10**6), st.integers(0, 255))
@settings(SETTINGS, max_examples=250)
def test_no_single_changed_byte_makes_other_amounts_believed(drafts: list[StatementDraft], place: int, byte: int) -> None:
    data = bytearray(write_delivery(drafts, created=date(2026, 3, 31)))
    honest = {statement: sorted(amounts) for statement, amounts in money(parse(bytes(data))).items()}
    data[place % len(data)] = byte
    allowed = {tuple(amounts) for amounts in honest.values()}
    for amounts in money(parse(bytes(data))).values():
        assert tuple(sorted(amounts)) in allowed


def test_every_place_of_a_statement_changed_to_every_kind_of_character_leaves_its_money_or_is_refused_with_a_line(
    edited: Callable[..., bytes],
) -> None:
    sound = edited()
    honest = money(parse(sound))
    amounts = set(map(tuple, honest.values()))
    assert amounts == {(500_000, 1_290_500, 1_000_000, -250_000, 40_500)}
    for place in range(len(sound)):
        for byte in b"0159 x\n":
            delivery = parse(sound[:place] + bytes([byte]) + sound[place + 1 :])
            believed = set(map(tuple, money(delivery).values()))
            if believed:
                assert believed == amounts, (place, byte)
            else:
                assert any(problem.severity == "hard" and problem.line > 0 for problem in delivery.problems), (place, byte)
