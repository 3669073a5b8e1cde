"""Pieces: the classified documents of a report, each a file below the installation's report folder.

The founding security note: classification is mandatory before a document is registered, a misclassified piece is refused with
the invitation to offer it again, and account statements are an annex of their own that the report does not embed. What a
piece holds decides when it must go (ten years from its latest movement), so it says which movements it lists.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base
from warehouse.durable import flush_folder
from warehouse.errors import Refusal
from warehouse.fingerprint import sha256
from warehouse.reports_register.classes import PIECE_CLASSES
from warehouse.settings import Settings

CITES_ONLY = ("report", "translation", "report_data")
"""Classes that hold the movements that the alerts prove, and no other (royal decree of 9 June 2024, art. 4)."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Piece:
    """One document: `path` below the reports' folder; `last_date` the latest date, booked or valued, that it tells of."""

    kind: str
    piece_class: str
    path: str
    sha256: str
    last_date: date
    movement_ids: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()


class MisclassifiedPiece(Refusal):
    """A piece without class, or whose content contradicts its class; it may be offered again under the right one."""

    def __init__(self, message: str, *, piece_class: str, sha256: str) -> None:
        super().__init__(f"{message}; classify it anew and offer it again")
        self.piece_class = piece_class
        self.sha256 = sha256


_CLASSIFIED = " OR ".join(f"(piece_class = '{name}' AND kind = '{kind}')" for name, kind in PIECE_CLASSES.items())
"""What the database itself asks of a piece: a class of the table, and the kind of that class; a new class takes a migration."""


class PieceRow(Base):
    """One piece of one report."""

    __tablename__ = "report_pieces"
    __table_args__ = (CheckConstraint(_CLASSIFIED, name="classified"),)

    report_number: Mapped[int] = mapped_column(ForeignKey("reports.number"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(Text)
    piece_class: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(Text, unique=True)
    sha256: Mapped[str] = mapped_column(Text)
    last_date: Mapped[date] = mapped_column(Date, index=True)
    movement_ids: Mapped[list[str]] = mapped_column(JSON)
    accounts: Mapped[list[str]] = mapped_column(JSON)


def check_pieces(pieces: Sequence[Piece], folder: Path, *, proven: Collection[str]) -> None:
    """Refuse an unclassified or misclassified piece, a path outside the folder, or a file that is not what its hash says.

    `proven`: the movements that the report's alerts name; what else a report body lists is a statement of the account.
    """
    bodies = [piece for piece in pieces if piece.kind == "body"]
    if len(bodies) != 1:
        raise Refusal(f"a report has exactly one body, got {len(bodies)}; a piece that is not the report itself is an annex")
    for piece in pieces:
        check_piece(piece, folder, proven=proven)


def check_piece(piece: Piece, folder: Path, *, proven: Collection[str]) -> None:
    """Refuse one piece that is unclassified or misclassified, or whose file is not what its hash says."""
    _check_class(piece, proven)
    _check_file(piece, folder)


def _check_class(piece: Piece, proven: Collection[str]) -> None:
    kind = PIECE_CLASSES.get(piece.piece_class)
    if kind is None:
        raise _misclassified(piece, f"expected a class, one of {', '.join(PIECE_CLASSES)}, got {piece.piece_class!r}")
    if kind != piece.kind:
        raise _misclassified(piece, f"class {piece.piece_class} is for the {kind}, got it for the {piece.kind}")
    strange = set(piece.movement_ids).difference(proven) if piece.piece_class in CITES_ONLY else ()
    if strange:
        raise _misclassified(
            piece, f"a {piece.kind} tells of what its alerts prove, found {len(strange)} other statement lines"
        )
    if piece.piece_class == "account_statements" and len(piece.accounts) != 1:
        raise _misclassified(piece, f"an annex of statements holds one account, found {len(piece.accounts)}")


def _misclassified(piece: Piece, message: str) -> MisclassifiedPiece:
    return MisclassifiedPiece(f"piece {piece.path}: {message}", piece_class=piece.piece_class, sha256=piece.sha256)


def piece_file(folder: Path, path: str) -> Path:
    """Give the file of a piece; Refusal for a path that leaves the reports' folder."""
    relative = PurePosixPath(path)
    if relative.is_absolute() or ".." in relative.parts or not relative.parts:
        raise Refusal(f"piece {path}: expected a path below the reports' folder")
    return folder / relative


def remove_piece(settings: Settings, name: str) -> None:
    """Remove a piece in all its versions, here and in the outbox, and each folder that is empty then."""
    piece = PurePosixPath(name)
    for folder in (settings.reports, *(one for one in settings.outbox.glob("*") if one.is_dir())):
        path = piece_file(folder, name)
        if not path.parent.is_dir():
            continue
        for version in list(path.parent.iterdir()):
            if version.name.startswith(f"{piece.stem}."):
                version.unlink(missing_ok=True)
        flush_folder(path.parent)
        if path.parent != folder and not any(path.parent.iterdir()):
            path.parent.rmdir()
            flush_folder(path.parent.parent)


def unchanged(piece: Piece, folder: Path) -> bool:
    """Say whether the piece's file is there and is still what was drafted."""
    file = piece_file(folder, piece.path)
    return file.is_file() and sha256(file.read_bytes()) == piece.sha256


def _check_file(piece: Piece, folder: Path) -> None:
    if not _SHA256.fullmatch(piece.sha256):
        raise Refusal(f"piece {piece.path}: expected its SHA-256, 64 hexadecimal digits")
    if not unchanged(piece, folder):
        raise Refusal(f"piece {piece.path}: its file is missing or is not what its SHA-256 says; write it again")
