"""Deliveries made up from a seed: valid CODA that exercises the whole format, for tests, measurements and other people's.

Every text, account and amount is invented. The same seed gives the same bytes for ever. What is drawn: free and every
structured communication, information records, details in all their levels, all account structures, unknown value dates,
duplicates, separate applications, messages, statements without movement. Everything parses without problem but the last
kind, which a bank writes without record 8 and the parser warns of.

>>> from coda_parser import parse
>>> delivery = parse(generate(7, statements=40))
>>> len(delivery.statements), {problem.id for problem in delivery.problems}
(40, {'no-record-8'})
>>> generate(7, statements=2) == generate(7, statements=2)
True
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from coda_parser.banks import Bank
from coda_parser.booking import COUNTERPARTY
from coda_parser.codes import families
from coda_parser.iban import belgian_iban, checked, creditor_reference, foreign_iban
from coda_parser.structured import parts_of
from coda_parser.writer import Charset, InformationDraft, MovementDraft, NewlineStyle, StatementDraft, write_statement

START = date(2026, 3, 31)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MARKS = "abcdefghijklmnopqrstuvwxyz0123456789.,:/-+'()&"
_ACCENTS = "éèàçüöïÉß€"
_BICS = ("KASTBEBB", "MAASBEBB", "ARDEBEBB", "NOORBEBBXXX")
_REFERENCES = ("100", "101", "102")
MOVEMENT_TYPES = (
    *("103", "105", "106", "107", "108", "111", "113", "114", "115"),
    *("121", "122", "123", "124", "125", "126", "127"),
)
"""Structured communications of movements, but for those that carry check digits."""
INFORMATION_TYPES = ("001", "002", "004", "005", "006", "007", "008", "009", "010", "011")
_LARGEST = 10**10
_ACCOUNTS = 10**7
_DETAILED = {"1": "5", "2": "6", "3": "8"}


def generate(
    seed: int,
    *,
    statements: int,
    start: date = START,
    newline: NewlineStyle = "\r\n",
    encoding: Charset = "cp1252",
    accents: bool = True,
    oddities: bool = True,
) -> bytes:
    """Write a delivery; without `oddities` only what every parser reads: movements in each statement, one level of details,
    Belgian IBANs, known dates.
    """
    drafts = draw(seed, statements=statements, start=start, accents=accents, oddities=oddities)
    return b"".join(written(drafts, created=start, newline=newline, encoding=encoding))


def written(
    drafts: Iterable[StatementDraft], *, created: date, newline: NewlineStyle = "\r\n", encoding: Charset = "cp1252"
) -> Iterator[bytes]:
    """Write statements one by one, as one delivery of any size."""
    waiting: StatementDraft | None = None
    for draft in drafts:
        if waiting is not None:
            yield write_statement(waiting, created=created, another_follows=True, newline=newline, encoding=encoding)
        waiting = draft
    if waiting is not None:
        yield write_statement(waiting, created=created, newline=newline, encoding=encoding)


def generate_bank(bank: Bank, seed: int, *, statements: int, start: date = START) -> bytes:
    """Write a delivery as a bank does."""
    drafts = draw_bank(bank, seed, statements=statements, start=start)
    return b"".join(written(drafts, created=start, newline=bank.habits.newline, encoding=bank.habits.encoding))


def draw_bank(
    bank: Bank, seed: int, *, statements: int, start: date = START, oddities: bool = True
) -> Iterator[StatementDraft]:
    """Draw statements in a bank's habits; each is of another account, and another seed draws other accounts."""
    drawn = draw(seed, statements=statements, start=start, accents=bank.habits.encoding != "ascii", oddities=oddities)
    first = Random(seed).randrange(_ACCOUNTS)  # noqa: S311 - made-up data, not a secret
    return (_at(bank, draft, (first + index) % _ACCOUNTS) for index, draft in enumerate(drawn))


def _at(bank: Bank, draft: StatementDraft, number: int) -> StatementDraft:
    """Give a statement to the bank's account of this number."""
    first, _ = bank.bban_ranges[0]
    return replace(
        draft,
        account=belgian_iban(checked(f"{first:03d}{number:07d}")),
        bank_bic=bank.bic,
        bank_number=int(bank.habits.bank_number),
        number=draft.number if bank.habits.numbered else 0,
        movements=draft.movements if bank.habits.addresses else [_without_address(one) for one in draft.movements],
    )


def _without_address(movement: MovementDraft) -> MovementDraft:
    information = [added for added in movement.information if added.type != COUNTERPARTY]
    details = [_without_address(detail) for detail in movement.details]
    return replace(movement, counterparty_address="", information=information, details=details)


def draw(
    seed: int, *, statements: int, start: date = START, accents: bool = True, oddities: bool = True
) -> Iterator[StatementDraft]:
    """Draw statements one by one."""
    drawing = _Drawing(Random(seed), start, accents, oddities)  # noqa: S311 - made-up data, not a secret
    for _ in range(statements):
        yield drawing.statement()


class _Drawing:
    def __init__(self, random: Random, start: date, accents: bool, oddities: bool) -> None:
        self.random = random
        self.start = start
        self.letters = _LETTERS + _MARKS + (_ACCENTS if accents else "")
        self.oddities = oddities
        self.foreign = 0

    def chance(self, one_in: int) -> bool:
        """Say yes once in so many times."""
        return self.random.randrange(one_in) == 0

    def text(self, longest: int) -> str:
        """Draw words of at most so many characters; blanks stand between them only."""
        words = []
        room = self.random.randint(0, longest)
        while room > 1:
            length = min(room, self.random.randint(2, 11))
            words.append("".join(self.random.choices(self.letters, k=length)))
            room -= length + 1
        return " ".join(words)[:longest].strip()

    def day(self) -> date:
        """Draw a day of the month before."""
        return self.start - timedelta(days=self.random.randint(0, 30))

    def iban(self) -> str:
        """Draw a Belgian IBAN of a bank that does not exist."""
        return belgian_iban(checked(f"98{self.random.randrange(10**8):08d}"))

    def account(self) -> str:
        """Draw an account of any structure, most of them Belgian IBANs."""
        kind = self.random.randrange(12) if self.oddities else 12
        if kind == 0:
            return checked(f"98{self.random.randrange(10**8):08d}")
        if kind == 1:
            return f"{self.random.randrange(10**9):09d}7X"
        if kind == 2:
            self.foreign += 1
            return foreign_iban("NL", f"QTRX{self.foreign:010d}")
        return self.iban()

    def statement(self) -> StatementDraft:
        """Draw a statement."""
        empty = self.oddities and self.chance(20)
        separate = self.oddities and not empty and self.chance(30)
        count = 0 if empty else self.random.randint(1, 6)
        holder = self.text(26)
        return StatementDraft(
            account=self.account(),
            currency="USD" if self.chance(15) else "EUR",
            number=self.random.randint(0, 999),
            date=self.start,
            old_balance_milli=self.random.randrange(-_LARGEST, _LARGEST),
            old_balance_date=None if self.oddities and self.chance(25) else self.day(),
            holder_name=holder,
            description=self.text(35),
            bank_bic=self.random.choice(_BICS),
            movements=[self.movement() for _ in range(count)],
            messages=[self.text(100) or "x" for _ in range(self.random.randint(1, 3))] if not empty and self.chance(8) else (),
            duplicate=self.oddities and self.chance(20),
            separate_application=10137 if separate else 0,
            without_new_balance=empty,
        )

    def movement(self) -> MovementDraft:
        """Draw a movement, one in ten with details."""
        kind = self.random.choice(("1", "2", "3")) if self.chance(10) else "0"
        details = self.details(kind) if kind != "0" else []
        amount = sum(detail.amount_milli for detail in details) if details else self.amount()
        return self.booked(kind + self.code(), amount, details)

    def details(self, kind: str) -> list[MovementDraft]:
        """Draw details of a movement of this type; a detail 7 has details 9 of its own."""
        drawn = [self.booked(_DETAILED[kind] + self.code(), self.amount(), []) for _ in range(self.random.randint(1, 4))]
        if self.oddities and kind == "2" and self.chance(3):
            own = [self.booked("9" + self.code(), self.amount(), []) for _ in range(2)]
            drawn.append(self.booked("7" + self.code(), sum(detail.amount_milli for detail in own), own))
        return drawn

    def code(self) -> str:
        """Draw family, operation and category; most are known ones."""
        family = f"{self.random.randrange(100):02d}" if self.chance(20) else self.random.choice(families())
        return f"{family}{self.random.randrange(1, 99):02d}{self.random.choice(('000', '000', '006', '437', '999'))}"

    def amount(self) -> int:
        """Draw a signed amount in thousandths."""
        return self.random.randrange(-_LARGEST, _LARGEST)

    def booked(self, code: str, amount: int, details: list[MovementDraft]) -> MovementDraft:
        """Draw what a movement says."""
        structured = self.structured() if self.chance(3) else None
        returned = self.chance(15)
        party = not self.chance(3)
        return MovementDraft(
            amount_milli=amount,
            booked=self.day(),
            valued=None if self.oddities and self.chance(15) else self.day(),
            code=code,
            bank_reference=self.text(21),
            communication="" if structured else self.text(149 if self.chance(4) else 50),
            structured=structured,
            customer_reference=self.text(35) if self.chance(3) else "",
            counterparty_account=self.iban() if party else "",
            counterparty_name=self.text(70 if self.chance(10) else 35) if party else "",
            counterparty_bic=self.random.choice(_BICS) if party else "",
            counterparty_address=self.address() if self.chance(3) else "",
            r_transaction=self.random.choice("12345") if returned else "",
            reason_code="AC04" if returned else "",
            category_purpose="SALA" if self.chance(20) else "",
            purpose="OTHR" if self.chance(20) else "",
            information=[self.information() for _ in range(self.random.randint(1, 2))] if self.chance(5) else (),
            details=details,
        )

    def address(self) -> str:
        """Draw street and locality."""
        street, locality = (self.text(30).replace(",", "") for _ in range(2))
        return f"{street or 'RUE HAUTE'}, {locality or 'BRUXELLES'}"

    def structured(self) -> tuple[str, str]:
        """Draw a structured communication, half of them references."""
        if self.chance(2):
            kind = self.random.choice(_REFERENCES)
            number = f"{self.random.randrange(10**10):010d}"
            return kind, creditor_reference(number) if kind == "100" else checked(number)
        kind = self.random.choice(MOVEMENT_TYPES)
        return kind, self.content(kind)

    def information(self) -> InformationDraft:
        """Draw an information record, one in four free."""
        if self.chance(4):
            return InformationDraft(self.text(200) or "x")
        kind = self.random.choice(INFORMATION_TYPES)
        return InformationDraft(self.content(kind) or "x", kind)

    def content(self, kind: str) -> str:
        """Fill every field of a structured communication with something of its kind."""
        fields = parts_of(kind)
        line = [" "] * fields[-1].slice.stop
        for field in fields:
            if field.kind == "date":
                value = f"{self.day():%d%m%y}"
            elif field.kind == "text":
                value = self.random.choice(tuple(field.values)) if field.values else self.text(field.length)
            else:
                value = f"{self.random.randrange(10 ** min(field.length, 10)):0{field.length}d}"
            line[field.slice] = value[: field.length].ljust(field.length)
        return "".join(line).rstrip()
