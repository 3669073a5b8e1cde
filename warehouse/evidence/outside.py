"""Where the signed heads are kept outside: folders that an administrator of this installation cannot change afterwards.

`evidence.toml` in the installation's folder names them, and the folder from which the data protection officer's mail is
fetched; there a head is a message (RFC 5322) whose text is the head itself, so that it lies in a mailbox that is not ours:

    anchors = ["/mnt/orders/quater-heads"]
    mailbox = "/srv/mail/dpo/new"

A head once there is never written over: whoever could change the installation's own heads, and has its key, would otherwise
change these along. The monthly report repeats the heads of its month. Every missing day is brought after, so a disk that was
away for a week is complete the day it is back.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from warehouse.durable import flush, flush_folder, write_draft
from warehouse.errors import Refusal
from warehouse.settings import Settings

FILE = "evidence.toml"
MESSAGE, PLAIN = ".eml", ".json"
NAME = "quater-head-"
"""How the name of a head's message begins: other mail lies in the same folder."""
MONTH = "quater-month-"
"""How the name of a monthly report begins (`warehouse.evidence.monthly`)."""


@dataclass(frozen=True)
class Outside:
    """The folders of the anchors, and the mailbox of the data protection officer if there is one."""

    anchors: tuple[Path, ...] = ()
    mailbox: Path | None = None

    @property
    def places(self) -> tuple[Path, ...]:
        """Every folder in which heads are kept."""
        return (*self.anchors, *([self.mailbox] if self.mailbox else ()))


def outside_of(settings: Settings) -> Outside:
    """Read which places the installation names; none without the file. Refusal for a file or a path that cannot be meant."""
    path = settings.home / FILE
    if not path.exists():
        return Outside()
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise Refusal(f"{FILE}: expected TOML ({problem}); correct it and run again") from problem
    anchors, mailbox = said.get("anchors", []), said.get("mailbox", "")
    if not isinstance(anchors, list) or not all(isinstance(one, str) for one in anchors) or not isinstance(mailbox, str):
        raise Refusal(f'{FILE}: expected anchors = ["/a/folder"] and mailbox = "/a/folder"')
    found = Outside(tuple(Path(one) for one in anchors), Path(mailbox) if mailbox else None)
    for place in found.places:
        if not place.is_absolute() or place.resolve().is_relative_to(settings.home.resolve()):
            raise Refusal(f"{FILE}: expected whole paths outside of {settings.home}, got {place}")
    return found


def bring_outside(settings: Settings, heads: Path) -> list[str]:
    """Copy every head that a place outside does not have; says of each place that could not be written why."""
    outside, failures = outside_of(settings), []
    for place in outside.places:
        try:
            if not place.is_dir():
                raise FileNotFoundError(f"no such folder: {place}")
            for head in sorted(heads.glob(f"*{PLAIN}")):
                _bring(head, place, as_message=place == outside.mailbox)
        except OSError as problem:
            failures.append(f"{place}: {problem.strerror or problem}")
    return failures


def contents(place: Path) -> Iterator[tuple[str, bytes]]:
    """Give the heads of a place: the day of each file's name, and its text; OSError when the place cannot be read."""
    for path in sorted(place.iterdir()):
        if path.suffix == PLAIN:
            yield path.stem, path.read_bytes()
        elif path.suffix == MESSAGE and path.name.startswith(NAME):
            text = message_from_bytes(path.read_bytes(), policy=SMTP).get_content()
            yield path.stem.removeprefix(NAME), str(text).encode()
        elif path.suffix == MESSAGE and path.name.startswith(MONTH):
            yield from _of_month(path)


def bring_month(settings: Settings, month: str, report: bytes) -> list[str]:
    """Bring a monthly report as a message to every place outside that has it not; give the places that could not be reached."""
    failures = []
    for place in outside_of(settings).places:
        try:
            if not place.is_dir():
                raise FileNotFoundError(f"no such folder: {place}")
            subject = f"Quater: the record of access in {month}"
            _leave(place / f"{MONTH}{month}{MESSAGE}", _message(subject, report))
        except OSError as problem:
            failures.append(f"{place}: {problem.strerror or problem}")
    return failures


def _of_month(path: Path) -> Iterator[tuple[str, bytes]]:
    """Give the heads in a monthly report, each in a line; a line that begins as a head and is none has the report's name."""
    text = str(message_from_bytes(path.read_bytes(), policy=SMTP).get_content())
    for line in text.splitlines():
        if line.startswith("{"):
            try:
                day = str(json.loads(line)["on"])
            except (ValueError, KeyError, TypeError):
                day = path.stem
            yield day, line.encode()


def _bring(head: Path, place: Path, *, as_message: bool) -> None:
    content = head.read_bytes()
    if as_message:
        subject = f"Quater: head of the access log, {head.stem}"
        _leave(place / f"{NAME}{head.stem}{MESSAGE}", _message(subject, content))
    else:
        _leave(place / head.name, content)


def _leave(target: Path, content: bytes) -> None:
    """Write a file once; what is there stays."""
    if target.exists():
        return
    draft = write_draft(target.parent, content)
    try:
        flush([draft])
        target.hardlink_to(draft)  # unlike a rename, it never replaces a head that is there
    except FileExistsError:
        return
    finally:
        draft.unlink()
    flush_folder(target.parent)


def _message(subject: str, content: bytes) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["From"] = message["To"] = "dpo@localhost"
    message.set_content(content.decode("ascii"), cte="7bit")
    return message.as_bytes()
