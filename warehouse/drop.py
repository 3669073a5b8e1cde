"""Pulling a bank's drop: what is complete is claimed, received and acknowledged; what is not yet complete waits.

A file stands under its final name while the bank still writes it, so it is taken when its last record is there and two looks a
moment apart find it unchanged. A file without its last record that has not changed for `patience` is cut off: it is taken too,
and quarantined. Claiming is renaming into `claimed/`: of two workers one gets the file. A worker that dies leaves its claim;
once that is old enough the next pull goes on with it, and since the ledger knows the bytes nothing is counted twice. Files
that are done stay for some days, so that a bank can see what became of them, then go: raw files are not kept beside the lake.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from warehouse.acknowledgements import acknowledgement_of, mark_delivered, waiting
from warehouse.database import Warehouse
from warehouse.drop_session import CLAIMED, DONE, DropAddress, DropSession, DropUnreachableError, several, visiting
from warehouse.intake import (
    GROUP_BYTES,
    GROUP_FILES,
    LARGEST,
    IntakeSummary,
    Progress,
    Receipt,
    parsed_delivery,
    pending_receipt,
    take,
    too_large,
)
from warehouse.intake_files import Appearance, has_trailer, note_sightings
from warehouse.intake_rows import Parsed
from warehouse.printable import printable

__all__ = ["DropAddress", "DropUnreachableError", "pull"]

SETTLE = 1.0
PATIENCE = timedelta(minutes=1)
ABANDONED = timedelta(minutes=10)
KEPT = timedelta(days=7)
STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class _Claim:
    """A file that this worker has: its name at the bank, its name in `claimed/`, its size; `again` when it was left behind."""

    name: str
    claimed_as: str
    size: int
    again: bool = False


def pull(
    warehouse: Warehouse,
    bank: str,
    address: DropAddress,
    *,
    at: datetime,
    progress: Progress | None = None,
    settle: float = SETTLE,
    patience: timedelta = PATIENCE,
) -> IntakeSummary:
    """Receive what a bank has dropped; two looks are `settle` seconds apart. Raises DropUnreachableError."""
    return asyncio.run(_pull(warehouse, bank, address, at, progress, settle, patience))


async def _pull(
    warehouse: Warehouse,
    bank: str,
    address: DropAddress,
    at: datetime,
    progress: Progress | None,
    settle: float,
    patience: timedelta,
) -> IntakeSummary:
    summary = IntakeSummary()
    async with visiting(address) as drop:
        await drop.prepare()
        ready, unfinished = await _looked_at_twice(drop, settle)
        cut_off = _cut_off(warehouse, bank, unfinished, at, patience)
        claims = [*await _left_behind(drop, at), *await _claimed(drop, {**ready, **cut_off}, at)]
        for group in _groups(claims):
            await _receive(warehouse, bank, drop, group, summary, at)
            if progress is not None:
                progress(len(summary.receipts), len(claims))
        for name in sorted(set(unfinished) - set(cut_off)):
            summary.add(printable(name), pending_receipt(bank, printable(name)))
        await _answer_what_waits(warehouse, bank, drop, at)
        await _forget_old(drop, at)
    return summary


async def _looked_at_twice(drop: DropSession, settle: float) -> tuple[dict[str, Appearance], dict[str, Appearance]]:
    """The files that are complete and unchanged, and the others that are there."""
    first = await drop.listing()
    if not first:
        return {}, {}
    await asyncio.sleep(settle)
    second = await drop.listing()
    names = list(second)
    ends = dict(zip(names, await several(lambda name: drop.end_of(name, second[name].size), names), strict=True))
    ready = {
        name: seen
        for name, seen in second.items()
        if first.get(name) == seen and (seen.size > LARGEST or has_trailer(ends[name] or b""))
    }
    return ready, {name: seen for name, seen in second.items() if name not in ready and ends[name] is not None}


def _cut_off(
    warehouse: Warehouse, bank: str, unfinished: dict[str, Appearance], at: datetime, patience: timedelta
) -> dict[str, Appearance]:
    """Those of the unfinished files that an earlier pull saw just so, at least `patience` ago."""
    if not unfinished:
        return {}
    printed = {name: printable(name) for name in unfinished}
    since = note_sightings(warehouse, bank, {printed[name]: seen for name, seen in unfinished.items()}, at=at)
    waited = {name: at - since[printed[name]] for name in unfinished}
    return {name: seen for name, seen in unfinished.items() if timedelta() < waited[name] >= patience}


async def _claimed(drop: DropSession, files: dict[str, Appearance], at: datetime) -> list[_Claim]:
    claims = [_Claim(name, f"{at.astimezone(UTC):{STAMP}}-{uuid4().hex[:8]}~{name}", seen.size) for name, seen in files.items()]
    got = await several(lambda claim: drop.claim(claim.name, claim.claimed_as), claims)
    return [claim for claim, ours in zip(claims, got, strict=True) if ours]


async def _left_behind(drop: DropSession, at: datetime) -> list[_Claim]:
    """The claims of workers that did not come back."""
    found = []
    for claimed_as, seen in (await drop.listing(CLAIMED)).items():
        stamp, _, name = claimed_as.partition("~")
        if name and at - _claimed_at(stamp, at) >= ABANDONED:
            found.append(_Claim(name, claimed_as, seen.size, again=True))
    return found


def _claimed_at(stamp: str, otherwise: datetime) -> datetime:
    try:
        return datetime.strptime(stamp.partition("-")[0], STAMP).replace(tzinfo=UTC)
    except ValueError:
        return otherwise


async def _receive(
    warehouse: Warehouse, bank: str, drop: DropSession, group: Sequence[_Claim], summary: IntakeSummary, at: datetime
) -> None:
    read = await several(lambda claim: _parsed(drop, bank, claim), group)
    held = [(claim, parsed) for claim, parsed in zip(group, read, strict=True) if parsed is not None]
    receipts = take(warehouse, [parsed for _, parsed in held], at=at)
    received = [(claim, receipt) for (claim, _), receipt in zip(held, receipts, strict=True)]
    await several(lambda pair: _answer_known(drop, *pair, at), received)
    await several(lambda pair: drop.finish(pair[0].claimed_as, pair[0].name), received)
    for claim, receipt in received:
        summary.add(printable(claim.name), receipt)


async def _parsed(drop: DropSession, bank: str, claim: _Claim) -> Parsed | None:
    if claim.size > LARGEST:
        sha256 = await drop.sha256(claim.claimed_as)
        return (sha256 and too_large(bank, claim.name, sha256, claim.size)) or None
    data = await drop.content(claim.claimed_as)
    return None if data is None else parsed_delivery(bank, claim.name, data)


async def _answer_known(drop: DropSession, claim: _Claim, receipt: Receipt, at: datetime) -> None:
    """Acknowledge bytes that were received before; a claim that was left behind has its acknowledgement in the outbox."""
    if receipt.first_state and not claim.again:
        for name, text in acknowledgement_of(receipt, at=at).files.items():
            await drop.answer(name, text)


async def _answer_what_waits(warehouse: Warehouse, bank: str, drop: DropSession, at: datetime) -> None:
    answers = waiting(warehouse, bank=bank)
    files = [file for answer in answers for file in answer.files.items()]
    await several(lambda file: drop.answer(*file), files)
    mark_delivered(warehouse, [answer.delivery for answer in answers], at=at)


async def _forget_old(drop: DropSession, at: datetime) -> None:
    old = [
        name
        for name, seen in (await drop.listing(DONE)).items()
        if at - datetime.fromtimestamp(seen.changed_ns / 1_000_000_000, UTC) >= KEPT
    ]
    await several(drop.forget_done, old)


def _groups(claims: Sequence[_Claim]) -> Iterator[list[_Claim]]:
    group: list[_Claim] = []
    size = 0
    for claim in claims:
        if group and (len(group) >= GROUP_FILES or size + claim.size > GROUP_BYTES):
            yield group
            group, size = [], 0
        group.append(claim)
        size += claim.size
    if group:
        yield group
