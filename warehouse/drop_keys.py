"""The public keys with which banks deliver: what is accepted as one, and whose it is.

A bank sends one public key; Quater keeps it under `banks/CODE.pub` of the installation, so that the same key is never given to
two banks: whoever holds it could deliver in the other's name. Weak keys are refused: DSA at all, RSA below 3,072 bits.
The comment of a key is the bank's own text and is thrown away.

Source: BSI TR-02102-4 (SSH), NIST SP 800-57 (3,072-bit RSA for use beyond 2030).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import asyncssh
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from coda_parser.banks import Bank, banks
from warehouse.errors import Refusal
from warehouse.settings import Settings

SMALLEST_RSA = 3072
ACCEPTED = ("ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa")
LARGEST_FILE = 32 * 1024


@dataclass(frozen=True)
class PublicKey:
    """A public key: its line (`ssh-ed25519 AAAA…`, no comment), its fingerprint (`SHA256:…`) and what it is, in words."""

    line: str
    fingerprint: str
    kind: str


def bank_with(code: str) -> Bank:
    """The bank of this code; raises Refusal."""
    known = banks()
    if code not in known:
        raise Refusal(f"no bank {code!r}; the banks are {', '.join(known)}; a bank is one file in coda_parser/banks")
    return known[code]


def public_key_in(path: Path) -> PublicKey:
    """Read the one public key of a file; raises Refusal for anything that must not open a drop."""
    text = _text_of(path)
    if "PRIVATE KEY" in text:
        raise Refusal(
            f"{path} holds a private key, expected a public one (….pub); whoever sent it must destroy it and make another"
        )
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if len(lines) != 1 and not text.lstrip().startswith("---- BEGIN SSH2 PUBLIC KEY"):
        raise Refusal(f"expected one public key in {path}, found {len(lines)} lines; send one key a file")
    return public_key(text.strip(), where=str(path))


def public_key(text: str, *, where: str) -> PublicKey:
    """Read a public key, without its comment; raises Refusal."""
    try:
        key = asyncssh.import_public_key(text)
    except (asyncssh.KeyImportError, ValueError):
        raise Refusal(
            f"{where} holds no public key that can be used; expected one line `ssh-ed25519 AAAA…` without options"
        ) from None
    algorithm = key.get_algorithm()
    kind = algorithm
    if algorithm not in ACCEPTED:
        raise Refusal(f"{where} holds a key of the kind {algorithm}; expected Ed25519, ECDSA or RSA of {SMALLEST_RSA} bits")
    if isinstance(key.pyca_key, RSAPublicKey):
        bits = key.pyca_key.key_size
        if bits < SMALLEST_RSA:
            raise Refusal(f"{where} holds an RSA key of {bits} bits; expected at least {SMALLEST_RSA}, better an Ed25519 key")
        kind = f"{algorithm} ({bits} bits)"
    key.set_comment("")
    return PublicKey(key.export_public_key().decode().strip(), key.get_fingerprint(), kind)


def keys_of(settings: Settings, bank: str) -> list[PublicKey]:
    """The keys with which a bank may deliver, in the order in which they were added."""
    path = _file_of(settings, bank)
    lines = path.read_text(encoding="ascii").splitlines() if path.is_file() else []
    return [public_key(line, where=str(path)) for line in lines if line]


def remember_key(settings: Settings, bank: str, key: PublicKey, *, replace: bool = False) -> list[PublicKey]:
    """Note that a bank delivers with this key, beside its others or in their place; gives all of the bank's keys.

    Raises Refusal when the key is another bank's.
    """
    for other in banks():
        if other != bank and key.line in {known.line for known in keys_of(settings, other)}:
            raise Refusal(f"the key {key.fingerprint} is that of {other}; every bank makes a key of its own")
    known = [] if replace else keys_of(settings, bank)
    keys = known if key in known else [*known, key]
    _write(_file_of(settings, bank), "".join(f"{one.line}\n" for one in keys))
    return keys


def _file_of(settings: Settings, bank: str) -> Path:
    return settings.home / "banks" / f"{bank}.pub"


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Refusal(f"cannot read {path}: {error.strerror}") from None
    if len(data) > LARGEST_FILE:
        raise Refusal(f"{path} is no public key: it is larger than {LARGEST_FILE:,} bytes")
    return data.decode("ascii", "replace")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    draft.write_text(text, encoding="ascii")
    draft.replace(path)
