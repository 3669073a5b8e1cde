"""Deliveries sealed with OpenPGP: encrypted for Quater, and signed by the bank when its certificate is known here.

Quater's key is `secrets/openpgp/quater.asc` of the installation (a secret key without password, readable by its owner only);
a bank's certificate is `secrets/openpgp/BANK.asc`. From the day that certificate is there, only what it signed is accepted from
that bank: a signature that could be left out would protect nobody. The message is opened in a process of its own (this module,
run as a program) that may not grow beyond a cap: a sealed bomb ends that process, not the receiving dock. Nothing it wrote is
looked at unless it ended well, so bytes altered on the way never reach the parser.

Source: RFC 9580 and RFC 4880 (OpenPGP).
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from warehouse.settings import Settings
from warehouse.unpacking import LARGEST_RATIO, RATIO_FROM

ARMOR = b"-----BEGIN PGP MESSAGE-----"
ARMOR_END = b"-----END PGP MESSAGE-----"
FOLDER = "openpgp"
OWN_KEY = "quater.asc"
PATIENCE = 300
MEMORY = 2 * 1024**3
PIECE = 1024 * 1024
SEALED, OPENED = "/dev/stdin", "/dev/stdout"
_OPENERS = (1, 3, 4, 8)  # packets that begin a sealed message: key for a recipient, for a password, signature, compressed
_NO_KEY, _NOT_SIGNED, _BROKEN, _UNUSABLE_KEY = 11, 12, 13, 14


class SealError(Exception):
    """A sealed delivery cannot be opened; `cut` when it merely lacks its end."""

    def __init__(self, message: str, *, cut: bool = False) -> None:
        super().__init__(message)
        self.cut = cut


@dataclass(frozen=True)
class Seals:
    """What opens and checks a bank's sealed deliveries: Quater's secret key and the bank's certificate, where they exist."""

    own_key: Path | None = None
    certificate: Path | None = None


def seals_of(settings: Settings, bank: str) -> Seals:
    """The key and the certificate that this installation has for a bank."""
    folder = settings.secrets / FOLDER
    own, certificate = folder / OWN_KEY, folder / f"{bank}.asc"
    return Seals(own if own.is_file() else None, certificate if certificate.is_file() else None)


def is_sealed(head: bytes) -> bool:
    """Whether the first bytes are those of an OpenPGP message; a CODA file begins with a digit, an archive otherwise.

    >>> is_sealed(b"-----BEGIN PGP MESSAGE-----"), is_sealed(bytes([0xC1, 0x6C, 6, 21])), is_sealed(b"0000"), is_sealed(b"PK")
    (True, True, False, False)
    """
    if head.lstrip(b"\r\n ").startswith(ARMOR):
        return True
    if len(head) < 4 or not head[0] & 0x80:
        return False
    tag = head[0] & 0x3F if head[0] & 0x40 else (head[0] & 0x3C) >> 2
    if tag not in _OPENERS:
        return False
    version = head[_header_length(head)] if len(head) > _header_length(head) else 0
    return version in {1: (2, 3, 6), 3: (4, 5, 6), 4: (3, 6), 8: (1, 2, 3)}[tag]


def has_end(data: bytes) -> bool:
    """Whether a sealed message is all there: its last line, or every packet as long as it says."""
    if data.lstrip(b"\r\n ").startswith(ARMOR):
        return data.rstrip().endswith(ARMOR_END)
    place = 0
    while place < len(data):
        after = _after_packet(data, place)
        if after is None:
            return False
        place = after
    return place == len(data)


def unsealed(data: bytes, seals: Seals, *, most: int) -> bytes:
    """Open a sealed message of at most `most` bytes inside; raises SealError."""
    if seals.own_key is None:
        raise SealError(
            "this delivery is sealed with OpenPGP, and Quater has no key here; agree on one, or deliver it unsealed"
        )
    if not has_end(data):
        raise SealError("expected the end of the sealed message, the file stops before it; deliver it again", cut=True)
    message = os.memfd_create("sealed")
    try:
        _write_all(message, data)
        for keep in (False, True):  # the first time only to count: a sealed bomb is refused before it costs memory
            content = _opened_by_itself(message, seals, min(most, max(RATIO_FROM, len(data) * LARGEST_RATIO)), keep=keep)
    finally:
        os.close(message)
    return content


def _opened_by_itself(message: int, seals: Seals, most: int, *, keep: bool) -> bytes:
    arguments = [sys.executable, "-m", __name__, str(seals.own_key), str(seals.certificate or "")]
    os.lseek(message, 0, os.SEEK_SET)
    with subprocess.Popen(  # noqa: S603 - our own program with our own paths; what came from outside is its input only
        arguments, stdin=message, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=Path(__file__).parents[1]
    ) as opener:
        try:
            return _taken_from(opener, most, keep=keep)
        finally:
            opener.kill()


def _taken_from(opener: subprocess.Popen[bytes], most: int, *, keep: bool) -> bytes:
    assert opener.stdout is not None
    pieces, size = [], 0
    while piece := opener.stdout.read(PIECE):
        size += len(piece)
        if size > most:
            raise SealError(f"expected at most {most:,} bytes under the seal, there are more; deliver it in parts")
        if keep:
            pieces.append(piece)
    code = opener.wait(PATIENCE)
    if code:
        raise SealError(_said(code))
    return b"".join(pieces)


def _said(code: int) -> str:
    return {
        _NO_KEY: "expected a message encrypted for Quater's key, this one is for another; compare the key's fingerprint",
        _NOT_SIGNED: "expected a valid signature by the bank's certificate, found none; nothing of it was read",
        _UNUSABLE_KEY: "Quater's own key or the bank's certificate cannot be used; the operator must look at secrets/openpgp",
    }.get(code, "the sealed message was altered, cut or is none; nothing of it was read; deliver it again")


def _write_all(file: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]


def _header_length(head: bytes) -> int:
    """Bytes before a packet's body."""
    if head[0] & 0x40:
        return 2 if head[1] < 192 or 224 <= head[1] < 255 else 3 if head[1] < 224 else 6
    return {0: 2, 1: 3, 2: 5}.get(head[0] & 3, 1)


def _after_packet(data: bytes, place: int) -> int | None:
    """Where the packet at `place` ends; None when the data end before it does."""
    if not data[place] & 0x80:
        return None
    if not data[place] & 0x40:
        kind = data[place] & 3
        if kind == 3:
            return len(data)
        width = 1 << kind
        after = place + 1 + width + int.from_bytes(data[place + 1 : place + 1 + width], "big")
        return after if after <= len(data) else None
    place += 1
    while place < len(data):
        first = data[place]
        if 224 <= first < 255:  # a part: as long as it says, and another length follows
            place += 1 + (1 << (first & 0x1F))
            continue
        if first < 192:
            after = place + 1 + first
        elif first < 224:
            after = place + 2 + ((first - 192) << 8) + int.from_bytes(data[place + 1 : place + 2], "big") + 192
        else:
            after = place + 5 + int.from_bytes(data[place + 1 : place + 5], "big")
        return after if after <= len(data) else None
    return None


def _open(own_key: str, certificate: str) -> int:
    """The program: a sealed message on standard input, what it holds on standard output; the exit code says how it ended."""
    from pysequoia import Cert, Tsk, decrypt_file

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    try:
        decryptor = Tsk.from_file(own_key).decryptor()
        signers = [Cert.from_file(certificate)] if certificate else []
    except Exception:  # the library has no class of errors of its own
        return _UNUSABLE_KEY
    try:
        if signers:
            opened = decrypt_file(decryptor=decryptor, store=lambda _: signers, input=SEALED, output=OPENED)
        else:
            opened = decrypt_file(decryptor=decryptor, input=SEALED, output=OPENED)
    except Exception as error:  # likewise: what it says tells the cases apart
        said = str(error)
        return _NO_KEY if said.startswith("No key") else _NOT_SIGNED if said.startswith("Signature") else _BROKEN
    signed = {signature.certificate.lower() for signature in opened.valid_sigs}
    return 0 if not signers or signers[0].fingerprint.lower() in signed else _NOT_SIGNED


if __name__ == "__main__":
    sys.exit(_open(*sys.argv[1:]))
