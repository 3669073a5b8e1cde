"""What a movement says: communications, references, counterparty, details, and its place in the total order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from coda_parser import Movement, Statement, parse
from coda_parser.writer import InformationDraft, MovementDraft, StatementDraft, write_delivery

DAY = date(2026, 3, 31)
Make = Callable[..., StatementDraft]


@pytest.fixture
def read(statement: Make) -> Callable[..., Statement]:
    """A statement of these movements, written and read again."""

    def through(*movements: MovementDraft, **changes: object) -> Statement:
        return parse(write_delivery([statement(movements=movements, **changes)], created=DAY)).statements[0]

    return through


def draft(**changes: object) -> MovementDraft:
    plain: dict[str, object] = {"amount_milli": 1_000, "booked": DAY, "valued": DAY, "code": "00150000"}
    return MovementDraft(**{**plain, **changes})  # type: ignore[arg-type]


def the_movement(statement: Statement) -> Movement:
    assert statement.problems == ()
    (movement,) = statement.movements
    return movement


def test_a_movement_is_identified_by_statement_sequence_and_detail(read: Callable[..., Statement]) -> None:
    movement = the_movement(read(draft()))
    assert movement.movement_id == "BE35985051416137.EUR.2026-03-31.064.0001.0000"
    assert (movement.family, movement.operation, movement.category) == ("01", "50", "000")
    assert (movement.line, movement.is_detail) == (3, False)


@pytest.mark.parametrize(
    ("type_", "reference"), [("101", "090123456701"), ("102", "090123456701"), ("100", "RF18539007547034")]
)
def test_a_structured_reference_is_taken_from_its_communication(
    type_: str, reference: str, read: Callable[..., Statement]
) -> None:
    movement = the_movement(read(draft(structured=(type_, reference))))
    assert (movement.communication_type, movement.communication, movement.structured_reference) == (type_, reference, reference)


def test_a_wrong_check_number_is_kept_as_it_stands(read: Callable[..., Statement]) -> None:
    statement = read(draft(structured=("101", "090123456702")))
    assert [problem.id for problem in statement.problems] == ["check-number"]
    assert statement.movements[0].structured_reference == "090123456702"


def test_a_direct_debit_gives_creditor_mandate_return_and_reason(read: Callable[..., Statement]) -> None:
    content = (
        "310326" + "1" + "1" + "3" + "BE68ZZZ0123456789".ljust(35) + "MANDATE-7".ljust(35) + "PREMIUM".ljust(62) + "2" + "MD06"
    )
    movement = the_movement(read(draft(structured=("127", content), amount_milli=-1_000)))
    assert (movement.creditor_id, movement.mandate_reference) == ("BE68ZZZ0123456789", "MANDATE-7")
    assert (movement.r_transaction, movement.reason_code) == ("2", "MD06")
    assert len(movement.communication) == 146


def test_a_paid_direct_debit_is_no_return(read: Callable[..., Statement]) -> None:
    content = "310326" + "110" + "BE68ZZZ0123456789".ljust(35) + "MANDATE-7".ljust(35) + " " * 62 + "0"
    movement = the_movement(read(draft(structured=("127", content), amount_milli=-1_000)))
    assert (movement.r_transaction, movement.reason_code) == ("", "")


def test_a_free_communication_of_149_characters_is_joined_from_three_records(read: Callable[..., Statement]) -> None:
    text = "".join(chr(ord("A") + index % 26) for index in range(149))
    assert the_movement(read(draft(communication=text))).communication == text


def test_a_longer_communication_is_refused_by_the_writer(statement: Make) -> None:
    with pytest.raises(ValueError, match="at most 149 characters, got 150"):
        write_delivery([statement(movements=[draft(communication="x" * 150)])], created=DAY)


def test_the_counterparty_s_address_and_long_name_come_from_the_information_record(read: Callable[..., Statement]) -> None:
    name = "ASSOCIATION DES COPROPRIETAIRES DE LA RESIDENCE DU PARC"
    movement = the_movement(read(draft(counterparty_name=name, counterparty_address="Rue du Parc 1 bte 3, 4000 Liège")))
    assert movement.counterparty_name == name
    assert movement.counterparty_address == "Rue du Parc 1 bte 3, 4000 Liège"


def test_the_ultimate_party_names_the_counterparty_only_when_nothing_else_does(read: Callable[..., Statement]) -> None:
    debtor = InformationDraft("PEETERS AN".ljust(70) + "0123456789", "009")
    creditor = InformationDraft("DUPONT LUC".ljust(70), "008")
    paid = read(draft(information=[creditor, debtor]), draft(counterparty_name="JANSSENS", information=[debtor]))
    assert [movement.counterparty_name for movement in paid.movements] == ["PEETERS AN", "JANSSENS"]
    assert paid.movements[0].information[1].type == "009"


def test_free_information_stays_with_its_movement(read: Callable[..., Statement]) -> None:
    text = "".join(chr(ord("a") + index % 26) for index in range(268))
    movement = the_movement(read(draft(information=[InformationDraft(text), InformationDraft("B")])))
    assert [(added.detail, added.type, added.text) for added in movement.information] == [(1, "", text), (2, "", "B")]


@pytest.mark.parametrize(
    ("zone", "account"),
    [
        ("BE22313215646432", "BE22313215646432"),
        ("BE53900754703405                  EUR", "BE53900754703405"),
        ("BE22 3132 1564 6432", "BE22313215646432"),
        ("191038188256", "191038188256"),
        ("728051142478          002WR2", "728051142478"),
        ("0000000000000000", ""),
        ("", ""),
        ("X" * 34 + "EUR", "X" * 34),
    ],
)
def test_a_counterparty_s_account_is_read_from_every_layout_seen(zone: str, account: str, edited: Callable[..., bytes]) -> None:
    data = edited((4, 11, zone.ljust(37)))
    assert parse(data).statements[0].movements[0].counterparty_account == account


def test_details_are_marked_and_never_counted_with_their_movement(read: Callable[..., Statement]) -> None:
    details = (draft(amount_milli=-600, code="50107000"), draft(amount_milli=-400, code="50107000"))
    statement = read(draft(amount_milli=-1_000, code="10107000", details=details))
    assert statement.problems == ()
    assert [(m.sequence, m.detail, m.is_detail) for m in statement.movements] == [(1, 0, False), (1, 1, True), (1, 2, True)]
    assert [movement.globalisation for movement in statement.movements] == [1, 0, 1]
    assert (statement.movement_count, statement.debit_milli, statement.credit_milli) == (1, 1_000, 0)


def test_the_sequence_goes_on_behind_9999(read: Callable[..., Statement]) -> None:
    statement = read(*[draft(amount_milli=index) for index in range(1, 10_004)])
    assert statement.problems == ()
    assert [movement.sequence for movement in statement.movements] == list(range(1, 10_004))
    assert statement.movements[9_999].movement_id.endswith(".10000.0000")
    assert statement.credit_milli == 10_003 * 10_004 // 2


def test_a_sequence_that_wraps_straight_to_1_goes_on_too(statement: Make) -> None:
    movements = [draft(amount_milli=0) for _ in range(10_001)]
    lines = write_delivery([statement(movements=movements)], created=DAY, newline="\n").decode("cp1252").splitlines()
    del lines[2 + 9_999]
    lines[-1] = lines[-1][:16] + f"{10_002:06d}" + lines[-1][22:]
    delivery = parse("\n".join(lines).encode("cp1252"))
    assert delivery.problems == ()
    assert delivery.statements[0].movements[-1].sequence == 10_001


def test_messages_of_the_bank_are_joined_by_their_sequence(read: Callable[..., Statement]) -> None:
    long = "NEW GENERAL CONDITIONS " * 8
    assert read(messages=[long.strip(), "SHORT"]).messages == (long.strip(), "SHORT")


def test_an_empty_statement_keeps_its_balance_and_takes_its_date_from_record_0(statement: Make) -> None:
    empty = statement(movements=(), without_new_balance=True)
    delivery = parse(write_delivery([empty], created=date(2026, 4, 1)))
    read = delivery.statements[0]
    assert [problem.id for problem in delivery.problems] == ["no-record-8"]
    assert (read.new_balance_milli, read.statement_date, read.movement_count) == (500_000, date(2026, 4, 1), 0)


def test_a_belgian_account_number_of_twelve_digits_is_read_as_it_stands(read: Callable[..., Statement]) -> None:
    statement = read(draft(), account="096123456769", currency="USD")
    assert (statement.account, statement.currency, statement.problems) == ("096123456769", "USD", ())


def test_a_foreign_account_is_read_as_it_stands(read: Callable[..., Statement]) -> None:
    assert read(draft(), account="NL91ABNA0417164300").account == "NL91ABNA0417164300"
    assert read(draft(), account="12345-LOCAL".replace("-", "")).account == "12345LOCAL"
