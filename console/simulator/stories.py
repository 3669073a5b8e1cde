"""The months of one holder's accounts: lawful lives first, then the episodes, then what the bank shows of them.

Lives start before the simulated months, so that the first balances are true ones; only what lies inside the months is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta

from coda_parser.banks import banks
from console.simulator.bankdays import ONE_DAY, bank_days, is_last_bank_day_of_week
from console.simulator.casting import Casting, Role
from console.simulator.collection import collect
from console.simulator.draws import EURO, amount, stream
from console.simulator.episodes import Label, NoRoomError, Stage
from console.simulator.episodes.governance import LABEL_EPISODE
from console.simulator.ledger import AccountBook, DayStatement
from console.simulator.life import Life, RubricMove
from console.simulator.people import Account, Holder, Pool
from console.simulator.perturbing import PerturbedStage
from console.simulator.practice import Horizon, Practice
from console.simulator.rubrics import rubric_life

EMPTY_EVERY_WEEK = "ARDENNE"


@dataclass(frozen=True)
class Told:
    """What a bank tells of one account."""

    account: Account
    statements: list[DayStatement]
    omitted: frozenset[int]
    """Positions of the statements that are never delivered."""


@dataclass
class Story:
    """One holder's accounts, and what was planted on them: (episode_id, iban, label)."""

    told: list[Told] = field(default_factory=list)
    labels: list[tuple[str, str, Label]] = field(default_factory=list)


def tell(seed: int, holder: Holder, pools: Mapping[str, Pool], casting: Casting, horizon: Horizon) -> Story:
    """Live, plant, and cut into statements."""
    practice = Practice(stream(seed, "practice", holder.holder_id), holder, pools[holder.language], horizon)
    books = _live(practice, casting)
    story = Story()
    for account in holder.accounts:
        for role in casting.roles.get(account.iban, ()):
            for label in _planted(seed, role, practice, account, books, casting):
                story.labels.append((role.episode_id, account.iban, label))
    for account in holder.accounts:
        empties = account.bank == EMPTY_EVERY_WEEK and not account.judicial_mandate and not _set_aside(account, casting)
        story.told.append(_tell(seed, account, books[account.iban], horizon, empties=empties))
    return story


def _live(practice: Practice, casting: Casting) -> dict[str, AccountBook]:
    """Live the third-party accounts, then the rubric accounts that got their money, then the others."""
    holder, books = practice.holder, dict[str, AccountBook]()
    rubrics = [account for account in holder.rubrics() if account.iban not in casting.kept]
    free = [account for account in rubrics if account.iban not in casting.alone]
    moves: dict[str, RubricMove] = {}
    for account in holder.accounts:
        if account.archetype == "debt_collection":
            books[account.iban] = collect(practice, account)
        elif account.is_third_party:
            life = Life(practice, account, free)
            books[account.iban] = life.live()
            moves.update({move.rubric.iban: move for move in life.moves})
        elif account.judicial_mandate:
            books[account.iban] = visits(practice)
    books.update({account.iban: AccountBook() for account in holder.rubrics() if account.iban in casting.kept})
    for account in rubrics:
        books[account.iban] = rubric_life(practice, account, moves.get(account.iban))
    return books


def visits(practice: Practice) -> AccountBook:
    """Live an account whose data should not come at all: one receipt, passed on some days later."""
    rng, horizon, book = practice.rng, practice.horizon, AccountBook()
    span = max(1, (horizon.until - horizon.start).days - 40)
    day = next(bank_days(horizon.start + timedelta(days=10 + rng.randrange(span)), horizon.until), None)
    if day is None:
        return book
    client, opponent = practice.someone(0.3), practice.someone(0.3)
    dossier = practice.open_dossier(day, client.name, opponent.name)
    milli = amount(rng, 7.0, 0.6, most=2_300 * EURO)
    book.add(practice.receipt(day, milli, opponent, dossier))
    later = next(bank_days(day + timedelta(days=9), horizon.until), None)
    if later:
        book.add(practice.payment(later, milli, client, dossier, sure=True))
    practice.payments.clear()
    return book


def _planted(
    seed: int, role: Role, practice: Practice, account: Account, books: Mapping[str, AccountBook], casting: Casting
) -> Sequence[Label]:
    """Plant one episode, trying as often as the casting allows; nothing when there is no room for it."""
    make = PerturbedStage if casting.perturbed else Stage
    for turn in range(casting.tries):
        rng = stream(seed, "episode", role.episode_id, *([turn] if turn else []))
        stage = make(rng, practice, account, books[account.iban], partners=role.partners, place=role.place)
        labels = _plant(role, stage, books)
        if labels:
            return labels
    return ()


def _plant(role: Role, stage: Stage, books: Mapping[str, AccountBook]) -> Sequence[Label]:
    """Plant one episode; when there is no room for it, leave account and book as they were."""
    account, book, before = stage.account, stage.book, copy(stage.account)
    kept, opening, omitted = list(book.bookings), book.opening_milli, set(book.omitted_days)
    try:
        labels = role.episode.plant(stage)
        if isinstance(stage, PerturbedStage):
            labels = stage.hidden(labels)
    except NoRoomError:
        account.__dict__.update(before.__dict__)
        book.clear()
        book.opening_milli, book.omitted_days = opening, omitted
        book.extend(kept)
        return ()
    for iban, booking in stage.elsewhere:
        books[iban].add(booking)
    return labels


def _set_aside(account: Account, casting: Casting) -> bool:
    return any(role.episode.name == LABEL_EPISODE for role in casting.roles.get(account.iban, ()))


def _tell(seed: int, account: Account, book: AccountBook, horizon: Horizon, *, empties: bool) -> Told:
    earlier = book.start_on(horizon.start)
    opened = earlier or min(account.opened_on, horizon.start - ONE_DAY)
    if account.opened_on >= horizon.start:
        opened = account.opened_on
    statements = book.statements(
        opened=opened,
        numbered_before=_numbered_before(seed, account, horizon),
        empty_on=lambda day: empties and is_last_bank_day_of_week(day) and _open(account, day),
        days=list(bank_days(horizon.start, horizon.until)),
    )
    omitted = frozenset(index for index, made in enumerate(statements) if made.day in book.omitted_days)
    return Told(account, statements, omitted)


def _numbered_before(seed: int, account: Account, horizon: Horizon) -> int:
    """Give how many statements the year had before the months: none for an account that was not open then."""
    if account.opened_on >= horizon.start or not banks()[account.bank].habits.numbered:
        return 0
    weeks = horizon.start.timetuple().tm_yday // 7
    return weeks if account.bank == EMPTY_EVERY_WEEK else stream(seed, "numbers", account.iban).randint(0, weeks)


def _open(account: Account, day: date) -> bool:
    return account.opened_on <= day and (account.closed_on is None or day <= account.closed_on)
