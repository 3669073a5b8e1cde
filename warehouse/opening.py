"""Opening a delivery: what a bank packed (gzip, zip) or sealed (OpenPGP) becomes the CODA bytes that are parsed.

A seal is outermost and there is at most one; below it, or without it, at most one archive; an archive in an archive is refused.
The ledger knows a delivery by the hash of its bytes as delivered, so the same file packed twice is two deliveries whose
statements are duplicates. Whatever cannot be opened is quarantined whole, and the acknowledgement says what was expected.

>>> import gzip
>>> opened(gzip.compress(b"0000"), Seals())
b'0000'
>>> isinstance(opened(gzip.compress(gzip.compress(b"0000")), Seals()), Problem)
True
"""

from __future__ import annotations

from collections.abc import Sequence

from coda_parser import Problem
from coda_parser.outline import DeliveryOutline
from coda_parser.together import Kernels, read_together
from warehouse.openpgp import SealError, Seals, has_end, is_sealed, seals_of, unsealed
from warehouse.settings import Settings
from warehouse.unpacking import LARGEST_UNPACKED, PackingError, is_archive, unpacked

UNPACKING, UNSEALING, TRUNCATED = "delivery-not-unpacked", "delivery-not-unsealed", "truncated"
HEAD = 64


def read_deliveries(settings: Settings, brought: Sequence[tuple[str, bytes]], kernels: Kernels | None) -> list[DeliveryOutline]:
    """Open deliveries, each of the bank that brought it, and read them; in their order."""
    seals = {bank: seals_of(settings, bank) for bank in {bank for bank, _ in brought}}
    contents = [opened(data, seals[bank]) for bank, data in brought]
    read = iter(read_together([content for content in contents if not isinstance(content, Problem)], kernels))
    return [unopened(content) if isinstance(content, Problem) else next(read) for content in contents]


def unopened(problem: Problem) -> DeliveryOutline:
    """A delivery of which nothing is known but why it is not looked into."""
    return DeliveryOutline("ascii", "\n", (), (problem,), framed=False, complete=problem.id != TRUNCATED)


def opened(data: bytes, seals: Seals, *, most: int = LARGEST_UNPACKED) -> bytes | Problem:
    """The CODA bytes of a delivery, or why it cannot be opened."""
    try:
        if is_sealed(data[:HEAD]):
            data = unsealed(data, seals, most=most)
            if is_sealed(data[:HEAD]):
                raise SealError("expected one seal, found another below it; seal the file once")
        elif seals.certificate is not None:
            raise SealError("this bank's deliveries are sealed and signed with OpenPGP, this one is not; deliver it sealed")
        if is_archive(data[:HEAD]):
            data = unpacked(data, most=most)
            if is_archive(data[:HEAD]) or is_sealed(data[:HEAD]):
                raise PackingError("expected a CODA file in the archive, found one more layer; pack it once, then seal it")
    except PackingError as error:
        return _refused(UNPACKING, str(error), cut=error.cut)
    except SealError as error:
        return _refused(UNSEALING, str(error), cut=error.cut)
    return data


def is_packed(head: bytes) -> bool:
    """Whether the first bytes are those of an archive or a seal, so that no record 9 can be expected at the end."""
    return is_archive(head) or is_sealed(head)


def is_whole(data: bytes) -> bool:
    """Whether an archive or a sealed delivery is all there; one that will be refused for another reason is."""
    if is_sealed(data[:HEAD]):
        return has_end(data)
    try:
        unpacked(data)
    except PackingError as error:
        return not error.cut
    return True


def _refused(cause: str, message: str, *, cut: bool) -> Problem:
    """The located problem of a delivery as a whole: it has no lines before it is open."""
    return Problem(TRUNCATED if cut else cause, "hard", 0, "", "", message)
