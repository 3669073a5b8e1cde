"""Backups: one consistent copy of an installation, encrypted for whoever may restore it, signed, and gone after its days.

The tables are read in one view of one moment, with the lake's files that this view names; reports, models, certificates,
archives, the journal and the keys go with them. What a restore would not miss (working files, pages, the scheduler) stays out.
The package is a tar encrypted with age on its way to the disk: its content never lies there in clear. A description beside it,
signed, says what is inside and on which day the package must be gone (`retention.toml`, 35 days): the horizon that certificates
of destruction state. Source: royal decree of 9 June 2024, art. 5; GDPR, art. 32.
"""

from __future__ import annotations

import io
import json
import os
import tarfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import IO, Any

import pyrage

from warehouse.backup_tables import Dump, dump_tables
from warehouse.database import Warehouse
from warehouse.durable import flush, flush_folder, make_folder, write_whole
from warehouse.errors import Refusal
from warehouse.fingerprint import sha256
from warehouse.holds.keeping import keep_holds
from warehouse.keys import installation_key
from warehouse.manifest import visible_parts
from warehouse.retention.certificate import KEY, check_signed, signed_document
from warehouse.retention.journal import KEY as JOURNAL_KEY
from warehouse.retention.policy import policy_of
from warehouse.settings import Settings
from warehouse.signing import public_key

PACKAGE, DESCRIPTION = ".backup.age", ".backup.json"
STAMP = "%Y%m%dT%H%M%SZ"
FOLDERS = ("reports", "outbox", "models", "certificates", "archives", "journal", "sanctions", "banks", "secrets")
FILES = ("capacity.toml", "controllers.toml", "reports.toml", "retention.toml")
TABLES, HEAD = "tables", "database.json"
ATTEMPTS = 3


@dataclass(frozen=True)
class Backup:
    """A package, what it holds in counts, and the first day on which it must be gone."""

    path: Path
    made_at: datetime
    gone_on: date
    rows: int
    files: int
    sha256: str


def back_up(warehouse: Warehouse, to: Path, *, recipients: Sequence[str], at: datetime) -> Backup:
    """Write one backup into a folder; Refusal without a recipient, or for one that is no age public key."""
    keys = _recipients(recipients)
    keep_holds(warehouse)
    public_key(warehouse.settings, KEY)  # keys are made at first use: what is signed or journalled later needs those of now
    installation_key(warehouse.settings, JOURNAL_KEY)
    make_folder(to)
    for attempt in range(ATTEMPTS):
        try:
            return _written(warehouse, to, keys, at)
        except FileNotFoundError:  # a file of the lake was replaced between the view and its reading: take a newer view
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("an attempt ends in a backup or an error")


def rotate(settings: Settings, folder: Path, *, on: date) -> list[str]:
    """Remove the backups whose days are over, and give their names; one whose description is not ours is left and refused."""
    over = []
    for path in sorted(folder.glob(f"*{DESCRIPTION}")):
        if date.fromisoformat(check_signed(settings, path)["gone_on"]) <= on:
            path.with_name(path.name.removesuffix(DESCRIPTION) + PACKAGE).unlink(missing_ok=True)
            path.unlink()
            over.append(path.name.removesuffix(DESCRIPTION))
    if over:
        flush_folder(folder)
    return over


def _recipients(texts: Sequence[str]) -> list[Any]:
    if not texts:
        raise Refusal("a backup is encrypted: name at least one age public key as its recipient (age-keygen makes one)")
    try:
        return [pyrage.x25519.Recipient.from_str(text.strip()) for text in texts]
    except pyrage.RecipientError as problem:
        raise Refusal(f"expected age public keys (age1…) as recipients of a backup: {problem}") from problem


def _written(warehouse: Warehouse, to: Path, keys: list[Any], at: datetime) -> Backup:
    name = f"quater-{at.astimezone(UTC).strftime(STAMP)}"
    draft = to / f".{name}.draft"
    try:
        rows, files = _encrypt_into(warehouse, draft, keys)
        flush([draft])
        digest = sha256(draft.read_bytes())
        gone_on = at.astimezone(UTC).date() + timedelta(days=policy_of(warehouse.settings).backup_days)
        told = {
            "made_at": at.astimezone(UTC).isoformat(timespec="seconds"),
            "gone_on": gone_on.isoformat(),
            "rows": rows,
            "files": files,
            "sha256": digest,
        }
        draft.replace(to / f"{name}{PACKAGE}")
        write_whole(to / f"{name}{DESCRIPTION}", signed_document(warehouse.settings, KEY, told).encode())
    finally:
        draft.unlink(missing_ok=True)
    return Backup(to / f"{name}{PACKAGE}", at, gone_on, sum(rows.values()), files, digest)


def _encrypt_into(warehouse: Warehouse, draft: Path, keys: list[Any]) -> tuple[dict[str, int], int]:
    """Write the tar into one end of a pipe and encrypt what comes out of the other; gives rows by table, and files."""
    reading, writing = os.pipe()
    told: dict[str, Any] = {}

    def write() -> None:
        try:
            with os.fdopen(writing, "wb") as pipe, tarfile.open(fileobj=pipe, mode="w|") as archive:
                told["rows"], told["files"] = _pack(warehouse, archive)
        except BaseException as error:  # a thread's error would be lost: it is raised again below
            told["error"] = error

    writer = threading.Thread(target=write)
    writer.start()
    with os.fdopen(reading, "rb") as pipe, draft.open("xb") as file:
        draft.chmod(0o600)
        pyrage.encrypt_io(pipe, file, keys)
    writer.join()
    if "error" in told:
        raise told["error"]
    return told["rows"], told["files"]


def _pack(warehouse: Warehouse, archive: tarfile.TarFile) -> tuple[dict[str, int], int]:
    files = 0
    settings = warehouse.settings
    with warehouse.reading() as session:
        parts = sorted({part.path for dataset in ("movements", "statements") for part in visible_parts(session, dataset)})
        dump = Dump()
        for number, content in enumerate(dump_tables(session, dump)):
            _add(archive, f"{TABLES}/{number:06d}.jsonl", content)
    _add(archive, HEAD, json.dumps({"schema": dump.schema, "sequences": dump.sequences}).encode())
    for path in parts:
        _add_file(archive, settings.lake / path, f"home/lake/{path}")
        files += 1
    for place in _others(settings.home):
        _add_file(archive, place, f"home/{place.relative_to(settings.home).as_posix()}")
        files += 1
    return dict(sorted(dump.rows.items())), files


def _others(home: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        yield from (path for path in sorted((home / folder).rglob("*")) if path.is_file() and not path.name.startswith("."))
    yield from (home / name for name in FILES if (home / name).is_file())


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    _add_stream(archive, name, io.BytesIO(content), len(content), 0o600)


def _add_file(archive: tarfile.TarFile, path: Path, name: str) -> None:
    with path.open("rb") as file:
        stat = os.fstat(file.fileno())
        _add_stream(archive, name, file, stat.st_size, stat.st_mode & 0o777)


def _add_stream(archive: tarfile.TarFile, name: str, stream: IO[bytes], size: int, mode: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, mode
    archive.addfile(member, stream)
