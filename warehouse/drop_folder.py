"""A visit to a drop folder of this machine, into which a bank delivers through OpenSSH's `internal-sftp`.

The bank sees `in` (where it delivers), `ack` and `done` (which it may read); `claimed` is closed to it. Everything is done from
open folders (`openat`), no link is ever followed, and what is opened must be a plain file with one name: a hard link could be
another bank's file. Time is the moment of the inode's last change, which nobody outside can set. `drop_access` makes the
folders and says who owns them.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from warehouse.drop_session import (
    ANSWERS,
    CLAIMED,
    DONE,
    HEAD,
    OWN_FOLDERS,
    PIECE,
    DropUnreachableError,
    answer_name,
    leave_alone,
)
from warehouse.durable import ONE_BY_ONE
from warehouse.intake_files import TAIL, Appearance, may_be_delivery
from warehouse.settings import Settings

INCOMING = "in"
FOLDER_VARIABLE = "QUATER_DROPS"
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_READABLE_BY_GROUP = 0o640


@dataclass(frozen=True)
class DropFolder:
    """The folder of one bank, which holds `in`."""

    path: Path

    def __str__(self) -> str:
        return f"the drop folder {self.path}"


def drops_root(settings: Settings) -> Path:
    """Where the banks' folders are: the folder that QUATER_DROPS names, else that of the installation."""
    return Path(os.environ.get(FOLDER_VARIABLE) or settings.drop)


def folder_of(settings: Settings, bank: str) -> DropFolder | None:
    """The bank's drop folder on this machine; None when it has none."""
    path = drops_root(settings) / bank
    return DropFolder(path) if os.path.lexists(path / INCOMING) else None


@asynccontextmanager
async def visiting_folder(folder: DropFolder) -> AsyncIterator[FolderSession]:
    """Enter a drop folder; raises DropUnreachableError."""
    with _opened_folders(folder) as folders:
        yield FolderSession(folder, folders)


@contextmanager
def _opened_folders(folder: DropFolder) -> Iterator[dict[str, int]]:
    folders: dict[str, int] = {}
    try:
        root = folders[""] = os.open(folder.path, _FOLDER)
        for name in OWN_FOLDERS:
            with suppress(FileExistsError):  # by the operator, by an earlier visit, or by another worker this moment
                os.mkdir(name, 0o700 if name == CLAIMED else 0o750, dir_fd=root)
        for name in (INCOMING, *OWN_FOLDERS):
            folders[name] = os.open(name, _FOLDER, dir_fd=root)
    except OSError as error:
        _close(folders)
        raise DropUnreachableError(
            f"{folder} cannot be entered: {error.strerror}: expected folders {INCOMING}, {', '.join(OWN_FOLDERS)}, no links;"
            " `quater bank add` says who owns them"
        ) from error
    try:
        yield folders
    finally:
        _close(folders)


class FolderSession:
    """An open visit to a folder."""

    def __init__(self, folder: DropFolder, folders: dict[str, int]) -> None:
        self._where = str(folder)
        self._folders = folders
        self._answered: list[str] = []

    async def prepare(self) -> None:
        """Quater's own folders were made on the way in."""

    async def listing(self, *subfolder: str) -> dict[str, Appearance]:
        """The plain files of the folder that can be deliveries, by name."""
        found = {}
        with os.scandir(self._folders[subfolder[0] if subfolder else INCOMING]) as entries:
            for entry in entries:
                if not may_be_delivery(entry.name):
                    continue
                seen = _looked_at(entry)
                if seen is None:
                    continue
                if why := _why_not(seen):
                    leave_alone(self._where, entry.name, why)
                else:
                    found[entry.name] = Appearance(seen.st_size, seen.st_ctime_ns)
        return dict(sorted(found.items()))

    async def ends_of(self, name: str, size: int) -> tuple[bytes, bytes] | None:
        """The first bytes and the last bytes of a file; None when it is gone or cannot be read."""
        with self._reading(INCOMING, name) as file:
            if file is None:
                return None
            return os.pread(file, HEAD, 0), os.pread(file, TAIL, max(size - TAIL, 0))

    async def claim(self, name: str, claimed_as: str) -> bool:
        """Take a file by renaming it; False when another worker was faster, or when it is no plain file any more."""
        with self._reading(INCOMING, name) as file:
            if file is None:
                return False
        incoming, claimed = self._folders[INCOMING], self._folders[CLAIMED]
        try:
            os.rename(name, claimed_as, src_dir_fd=incoming, dst_dir_fd=claimed)
        except FileNotFoundError:
            return False
        with self._reading(CLAIMED, claimed_as) as file:
            if file is not None:
                return True
        self._forget(CLAIMED, claimed_as)
        return False

    async def content(self, *path: str, most: int) -> bytes | None:
        """At most `most` bytes of a file; None when it is gone or cannot be read."""
        folder, name = path if len(path) > 1 else (INCOMING, *path)
        with self._reading(folder, name) as file:
            if file is None:
                return None
            with os.fdopen(os.dup(file), "rb") as stream:
                return stream.read(most)

    async def sha256(self, claimed_as: str) -> str | None:
        """The hash of a claimed file, read in pieces; None when another worker has finished with it."""
        with self._reading(CLAIMED, claimed_as) as file:
            if file is None:
                return None
            digest = hashlib.sha256()
            while piece := os.read(file, PIECE):
                digest.update(piece)
            return digest.hexdigest()

    async def finish(self, claimed_as: str, name: str) -> None:
        """Move a claimed file to `done`, in place of one of the same name."""
        try:
            os.rename(claimed_as, name, src_dir_fd=self._folders[CLAIMED], dst_dir_fd=self._folders[DONE])
        except FileNotFoundError:
            return

    async def forget_done(self, name: str) -> None:
        """Remove a file that is done."""
        self._forget(DONE, name)

    async def answer(self, name: str, text: str) -> None:
        """Leave a file for the bank, under its name only when it is whole."""
        folder, draft = self._folders[ANSWERS], f".{uuid4().hex}.draft"
        made = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, _READABLE_BY_GROUP, dir_fd=folder)
        with os.fdopen(made, "w", encoding="utf-8") as file:
            os.fchmod(made, _READABLE_BY_GROUP)
            file.write(text)
        os.rename(draft, answer_name(name), src_dir_fd=folder, dst_dir_fd=folder)
        self._answered.append(answer_name(name))

    async def settle(self) -> None:
        """Come back when the answers and their names are on the disk."""
        answers, names = self._folders[ANSWERS], self._answered
        if len(names) > ONE_BY_ONE:
            os.sync()
            names.clear()
        for name in names:
            with suppress(FileNotFoundError):
                file = os.open(name, _FILE, dir_fd=answers)
                os.fsync(file)
                os.close(file)
        os.fsync(answers)
        names.clear()

    @contextmanager
    def _reading(self, folder: str, name: str) -> Iterator[int | None]:
        """Open a file that is plain and has one name; None for anything else."""
        try:
            file = os.open(name, _FILE, dir_fd=self._folders[folder])
        except FileNotFoundError:
            yield None
            return
        except OSError as error:
            leave_alone(self._where, name, f"cannot be read ({error.strerror}); its group must be allowed to read it")
            yield None
            return
        try:
            why = _why_not(os.fstat(file))
            if why:
                leave_alone(self._where, name, why)
            yield None if why else file
        finally:
            os.close(file)

    def _forget(self, folder: str, name: str) -> None:
        try:
            os.unlink(name, dir_fd=self._folders[folder])
        except OSError as error:  # a folder of that name, or nothing any more
            if not isinstance(error, FileNotFoundError):
                leave_alone(self._where, name, str(error.strerror))


def _looked_at(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None


def _why_not(seen: os.stat_result) -> str:
    """Why a file is not taken; empty when it may be."""
    if not stat.S_ISREG(seen.st_mode):
        return "not a plain file"
    return "it has another name elsewhere (hard link)" if seen.st_nlink != 1 else ""


def _close(folders: dict[str, int]) -> None:
    for folder in folders.values():
        os.close(folder)
