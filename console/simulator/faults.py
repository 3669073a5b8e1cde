"""What goes wrong between a bank and the drop, planted and declared.

Files come late (2 %), twice (0.2 %) or never (0.05 %); and once in each world every fault that the receiving side must
tell apart happens: a file delivered again under another name, or again and marked so, a statement delivered again with
other content, a file cut short, a wrong total, a short line, an unknown version, bytes that are no CODA at all. What a
bank spoiled it delivers rightly some days later, so that in the end the lake is complete.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from coda_parser.banks import Bank
from console.simulator import damage
from console.simulator.bankdays import add_bank_days
from console.simulator.deliver import DUPLICATE, INGESTED, QUARANTINED, Damage, Item, Outgoing
from console.simulator.ledger import DayStatement

LATE_SHARE, TWICE_SHARE, NEVER_SHARE = 0.02, 0.002, 0.0005
MARGIN = 8
OTHER_CONTENT_MILLI = 10_000


@dataclass
class Sender:
    """A bank's files of all months, in the order of their days, while faults are planted into them."""

    bank: Bank
    rng: Random
    files: list[Outgoing]

    def sound(self, least: int) -> list[Outgoing]:
        """List the untouched files with so many statements, far enough from both ends of the months."""
        return [
            one
            for one in self.files[MARGIN:-MARGIN]
            if not one.faults and not one.refused and one.copy_of is None and _plain(one, least)
        ]

    def choose(self) -> Outgoing | None:
        """Choose an untouched file, with several statements if there is one."""
        files = self.sound(2) or self.sound(1)
        return self.rng.choice(files) if files else None

    def next_sound(self, after: date) -> Outgoing | None:
        """Give the first untouched file that is sent after a day."""
        return next((one for one in self.sound(1) if one.sent_on > after), None)


def _plain(one: Outgoing, least: int) -> bool:
    moving = sum(1 for item in one.items if item.statement.bookings)
    return moving >= least and all(item.state == INGESTED and item.damage is None for item in one.items)


def late(sender: Sender, one: Outgoing) -> None:
    """Send a file some bank days late."""
    one.sent_on = add_bank_days(one.sent_on, sender.rng.randint(2, 6))
    one.faults.append(("late", "sent some bank days after its day"))


def redelivered(sender: Sender, one: Outgoing) -> None:
    """Send the same bytes again under another name."""
    again = Outgoing(one.created, add_bank_days(one.sent_on, sender.rng.randint(1, 4)), one.items, copy_of=one)
    again.faults.append(("redelivered", "the same bytes under another name"))
    one.faults.append(("repeated", "its bytes are sent again later"))
    sender.files.append(again)


def marked_again(sender: Sender, one: Outgoing) -> None:
    """Send the same statements again, marked as duplicates."""
    items = [Item(item.account, item.statement, DUPLICATE) for item in one.items]
    again = Outgoing(one.created, add_bank_days(one.sent_on, 2), items, damage=damage.marked_duplicate)
    again.faults.append(("redelivered-marked", "the same statements, marked D"))
    one.faults.append(("repeated", "its statements are sent again later"))
    sender.files.append(again)


def conflict(sender: Sender, one: Outgoing) -> None:
    """Add to a later file a statement that was already delivered, with another amount."""
    carrier = sender.next_sound(one.sent_on)
    if carrier is None:
        return
    item = next(item for item in one.items if item.statement.bookings)
    carrier.items.insert(0, Item(item.account, _altered(item.statement), QUARANTINED))
    carrier.faults.append(("conflict", "holds a statement that was delivered before with another amount"))
    one.faults.append(("contradicted", "one of its statements is contradicted later"))


def _altered(statement: DayStatement) -> DayStatement:
    first, *rest = statement.bookings
    more = replace(
        first, amount_milli=first.amount_milli + (OTHER_CONTENT_MILLI if first.amount_milli > 0 else -OTHER_CONTENT_MILLI)
    )
    change = more.amount_milli - first.amount_milli
    bookings = (more, *(replace(booking) for booking in rest))
    return replace(statement, bookings=bookings, new_milli=statement.new_milli + change)


def truncated(sender: Sender, one: Outgoing) -> None:
    """Cut a file in the middle of a statement, and send the whole of it the next day."""
    _correct(sender, one)
    one.items = one.items[: len(one.items) // 2 + 1]
    _refuse(one, damage.cut, "truncated", "cut in the middle of a statement; sent again the next bank day")


def unknown_version(sender: Sender, one: Outgoing) -> None:
    """Name a version that nobody knows in every header, and send the file rightly the next day."""
    _correct(sender, one)
    _refuse(one, damage.unknown_version, "unknown-version", "version 7; sent again the next bank day")


def _correct(sender: Sender, one: Outgoing) -> None:
    again = Outgoing(one.created, add_bank_days(one.sent_on, 1), list(one.items))
    again.faults.append(("corrected", "replaces a file that was refused"))
    sender.files.append(again)


def _refuse(one: Outgoing, spoil: Damage, fault: str, note: str) -> None:
    one.damage, one.refused = spoil, True
    one.faults.append((fault, note))


def garbage(sender: Sender, one: Outgoing) -> None:
    """Send bytes that are no CODA beside the day's file."""
    made = damage.garbage(sender.rng)
    junk = Outgoing(one.created, one.sent_on, [])
    _refuse(junk, lambda _: made, "garbage", "no CODA at all")
    sender.files.append(junk)


def wrong_totals(sender: Sender, one: Outgoing) -> None:
    """Write a wrong total in one statement among good ones, and deliver it rightly in a later file."""
    _spoil_one(sender, one, damage.wrong_total, "wrong-totals", "the trailer of one statement names a wrong credit total")


def short_line(sender: Sender, one: Outgoing) -> None:
    """Write a record of 127 characters in one statement, and deliver it rightly in a later file."""
    _spoil_one(sender, one, damage.short_line, "line-length", "a record of 127 characters in one statement")


def _spoil_one(sender: Sender, one: Outgoing, spoil: Damage, fault: str, note: str) -> None:
    carrier = sender.next_sound(one.sent_on)
    if carrier is None:
        return
    item = sender.rng.choice([item for item in one.items if item.statement.bookings])
    item.state, item.damage = QUARANTINED, spoil
    one.faults.append((fault, f"{note}; delivered rightly in a later file"))
    carrier.items.insert(0, Item(item.account, item.statement))
    carrier.faults.append(("carries-correction", "holds a statement that had been refused"))


Fault = Callable[[Sender, Outgoing], None]
PLANTED: tuple[Fault, ...] = (
    wrong_totals,
    redelivered,
    truncated,
    garbage,
    unknown_version,
    conflict,
    marked_again,
    late,
    short_line,
)


def plant_faults(sender: Sender, order: int, banks: int) -> None:
    """Plant the faults whose turn it is at this bank (each of the faults happens at one bank), then chance's share."""
    for fault in PLANTED[order::banks]:
        one = sender.choose()
        if one is not None:
            fault(sender, one)
    for one in sender.sound(1):
        draw = sender.rng.random()
        if draw < LATE_SHARE:
            late(sender, one)
        elif draw < LATE_SHARE + TWICE_SHARE:
            redelivered(sender, one)


def lose_files(sender: Sender, hosts: set[str]) -> list[Outgoing]:
    """Lose the files that are never delivered, none of an account on which an episode is planted; give them."""
    lost = [
        one
        for one in sender.sound(1)
        if sender.rng.random() < NEVER_SHARE and not hosts & {item.account.iban for item in one.items}
    ]
    gone = {id(one) for one in lost}
    sender.files = [one for one in sender.files if id(one) not in gone]
    return lost
