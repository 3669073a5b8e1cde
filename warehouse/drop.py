"""Taking from a bank's drop: what is complete is claimed, received and acknowledged; what is not yet complete waits.

The drop is a bank's own SFTP server, which is pulled, or a folder of this machine into which the bank delivers; the protocol is
the same. A file stands under its final name while the bank still writes it, so it is taken when it is all there (its last
record, or the end of its archive or seal) and two looks a moment apart find it unchanged. A file without its end that has not
changed for `patience` is cut off: it is taken too, and quarantined. Claiming is renaming into `claimed/`: of two workers one
gets the file. A worker that dies leaves its claim; once that is old enough the next visit goes on with it, and since the ledger
knows the bytes nothing is counted twice. Files that are done stay for some days, so that a bank can see what became of them,
then go: raw files are not kept beside the lake. One visit takes `MOST_AT_ONCE` files; the next takes the others.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Literal
from uuid import uuid4

from coda_parser.together import Kernels, kernels_for
from warehouse.acknowledgements import acknowledgement_of, mark_delivered, waiting
from warehouse.database import Warehouse
from warehouse.drop_folder import DropFolder, folder_of, visiting_folder
from warehouse.drop_session import CLAIMED, DONE, DropSession, DropUnreachableError, fitting, several
from warehouse.drop_sftp import DropAddress, visiting_server
from warehouse.intake import (
    GROUP_BYTES,
    GROUP_FILES,
    IntakeSummary,
    Progress,
    Receipt,
    pending_receipt,
    take,
)
from warehouse.intake_files import Appearance, has_trailer, note_sightings
from warehouse.intake_reading import LARGEST, Brought, read_brought, too_large
from warehouse.intake_rows import Parsed
from warehouse.opening import is_packed, is_whole
from warehouse.printable import printable

__all__ = ["DropAddress", "DropFolder", "DropUnreachableError", "folder_of", "pull"]

SETTLE = 1.0
PATIENCE = timedelta(minutes=1)
ABANDONED = timedelta(minutes=10)
KEPT = timedelta(days=7)
STAMP = "%Y%m%dT%H%M%SZ"
MOST_AT_ONCE = 10_000

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Claim:
    """A file that this worker has: its name at the bank, its name in `claimed/`, its size; `again` when it was left behind.

    `weight` is what it may become in memory: an archive is taken by itself, because only opening it tells how large it is.
    """

    name: str
    claimed_as: str
    size: int
    weight: int
    again: bool = False


@dataclass(frozen=True)
class _Look:
    """What two looks at a drop found: files that are all there, those of them that are archives or sealed, and the others."""

    ready: dict[str, Appearance]
    packed: frozenset[str]
    unfinished: dict[str, Appearance]


def pull(
    warehouse: Warehouse,
    bank: str,
    drop: DropAddress | DropFolder,
    *,
    at: datetime,
    progress: Progress | None = None,
    settle: float = SETTLE,
    patience: timedelta = PATIENCE,
) -> IntakeSummary:
    """Receive what a bank has dropped; two looks are `settle` seconds apart. Raises DropUnreachableError."""
    return asyncio.run(_pull(warehouse, bank, drop, at, progress, settle, patience))


@asynccontextmanager
async def _visiting(drop: DropAddress | DropFolder) -> AsyncIterator[DropSession]:
    if isinstance(drop, DropFolder):
        async with visiting_folder(drop) as folder:
            yield folder
    else:
        async with visiting_server(drop) as server:
            yield server


async def _pull(
    warehouse: Warehouse,
    bank: str,
    where: DropAddress | DropFolder,
    at: datetime,
    progress: Progress | None,
    settle: float,
    patience: timedelta,
) -> IntakeSummary:
    summary = IntakeSummary()
    async with _visiting(where) as drop:
        await drop.prepare()
        look = await _looked_at_twice(drop, settle)
        cut_off = _cut_off(warehouse, bank, look.unfinished, at, patience)
        claims = await _left_behind(drop, at)
        claims += await _claimed(drop, look.ready | cut_off, look.packed, MOST_AT_ONCE - len(claims), at)
        kernels = kernels_for(sum(claim.size for claim in claims if claim.size <= LARGEST), daily=True)
        for group in _groups(claims):
            await _receive(warehouse, bank, drop, group, kernels, summary, at)
            if progress is not None:
                progress(len(summary.receipts), len(claims))
        for name in sorted(set(look.unfinished) - set(cut_off)):
            summary.add(printable(name), pending_receipt(bank, printable(name)))
        await _answer_what_waits(warehouse, bank, drop, at)
        await _forget_old(drop, at)
    return summary


async def _looked_at_twice(drop: DropSession, settle: float) -> _Look:
    """The files that are complete and unchanged, and the others that are there."""
    first = await drop.listing()
    if not first:
        return _Look({}, frozenset(), {})
    await asyncio.sleep(settle)
    second = await drop.listing()
    ends = await several(lambda name: _end_of(drop, name, second[name].size), second)
    packed = [name for name, end in zip(second, ends, strict=True) if end == "packed"]
    whole = set(await several(lambda name: _whole(drop, name), packed, at_once=1))
    whole |= {name for name, end in zip(second, ends, strict=True) if end == "there"}
    still = {name: seen for name, seen in second.items() if first.get(name) == seen}
    gone = {name for name, end in zip(second, ends, strict=True) if end == "gone"}
    return _Look(
        {name: seen for name, seen in still.items() if name in whole},
        frozenset(packed),
        {name: seen for name, seen in second.items() if name not in gone and not (name in whole and name in still)},
    )


async def _end_of(drop: DropSession, name: str, size: int) -> Literal["gone", "there", "missing", "packed"]:
    """What the two ends of a file tell; one that is larger than allowed is refused whatever its end."""
    ends = await drop.ends_of(name, size)
    if ends is None:
        return "gone"
    head, tail = ends
    if size <= LARGEST and is_packed(head):
        return "packed"
    return "there" if size > LARGEST or has_trailer(tail) else "missing"


async def _whole(drop: DropSession, name: str) -> str:
    """The name of an archive or a sealed delivery when it is all there, else nothing."""
    data = await drop.content(name, most=LARGEST)
    return name if data is not None and is_whole(data) else ""


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


async def _claimed(
    drop: DropSession, files: dict[str, Appearance], packed: frozenset[str], room: int, at: datetime
) -> list[_Claim]:
    """Claim the files, as many as there is room for."""
    if len(files) > room:
        log.warning("%d files are in the drop; this visit takes %d, the next one goes on", len(files), max(room, 0))
    claims = []
    for name, seen in islice(files.items(), max(room, 0)):
        claimed_as = f"{at.astimezone(UTC):{STAMP}}-{uuid4().hex[:8]}~{fitting(name)}"
        claims.append(_Claim(name, claimed_as, seen.size, GROUP_BYTES if name in packed else seen.size))
    got = await several(lambda claim: drop.claim(claim.name, claim.claimed_as), claims)
    return [claim for claim, ours in zip(claims, got, strict=True) if ours]


async def _left_behind(drop: DropSession, at: datetime) -> list[_Claim]:
    """The claims of workers that did not come back."""
    found = []
    for claimed_as, seen in (await drop.listing(CLAIMED)).items():
        stamp, _, name = claimed_as.partition("~")
        if name and at - _claimed_at(stamp, at) >= ABANDONED:
            found.append(_Claim(name, claimed_as, seen.size, GROUP_BYTES, again=True))
    return found[:MOST_AT_ONCE]


def _claimed_at(stamp: str, otherwise: datetime) -> datetime:
    try:
        return datetime.strptime(stamp.partition("-")[0], STAMP).replace(tzinfo=UTC)
    except ValueError:
        return otherwise


async def _receive(
    warehouse: Warehouse,
    bank: str,
    drop: DropSession,
    group: Sequence[_Claim],
    kernels: Kernels | None,
    summary: IntakeSummary,
    at: datetime,
) -> None:
    found = await several(lambda claim: _brought(drop, bank, claim), group)
    held = [(claim, brought) for claim, brought in zip(group, found, strict=True) if brought is not None]
    parsed = read_brought(warehouse.settings, [brought for _, brought in held], kernels)
    receipts = take(warehouse, parsed, at=at)
    received = [(claim, receipt) for (claim, _), receipt in zip(held, receipts, strict=True)]
    await several(lambda pair: _answer_known(drop, *pair, at), received)
    await several(lambda pair: drop.finish(pair[0].claimed_as, fitting(pair[0].name)), received)
    for claim, receipt in received:
        summary.add(printable(claim.name), receipt)


async def _brought(drop: DropSession, bank: str, claim: _Claim) -> Brought | Parsed | None:
    """The bytes of a claimed file; one that grew beyond what is allowed after it was looked at is not kept in memory either."""
    if claim.size <= LARGEST:
        data = await drop.content(CLAIMED, claim.claimed_as, most=LARGEST + 1)
        if data is None:
            return None
        if len(data) <= LARGEST:
            return Brought(bank, claim.name, data)
        del data
    sha256 = await drop.sha256(claim.claimed_as)
    return None if sha256 is None else too_large(bank, claim.name, sha256, max(claim.size, LARGEST + 1))


async def _answer_known(drop: DropSession, claim: _Claim, receipt: Receipt, at: datetime) -> None:
    """Acknowledge bytes that were received before; a claim that was left behind has its acknowledgement in the outbox."""
    if receipt.first_state and not claim.again:
        for name, text in acknowledgement_of(receipt, at=at).files.items():
            await drop.answer(name, text)


async def _answer_what_waits(warehouse: Warehouse, bank: str, drop: DropSession, at: datetime) -> None:
    answers = waiting(warehouse, bank=bank)
    files = [file for answer in answers for file in answer.files.items()]
    await several(lambda file: drop.answer(*file), files)
    if files:
        await drop.settle()
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
        if group and (len(group) >= GROUP_FILES or size + claim.weight > GROUP_BYTES):
            yield group
            group, size = [], 0
        group.append(claim)
        size += claim.weight
    if group:
        yield group
