"""Sweeping what nobody names: pieces that no report has, model files without a card, packages of plans that were not run.

A crash between a file and the row that names it leaves a file that no line of any table leads to, so that no plan would ever
destroy it. Whatever is older than a day and named by nothing goes with every destruction; so do, at its very end, the drafts
that a killed program left where certificates, packages and the journal are written.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from warehouse.database import Warehouse
from warehouse.durable import flush_folder
from warehouse.model_approvals import ModelRow
from warehouse.reports_register.pieces import PieceRow
from warehouse.retention.tables import ERASED, RUN, PlanRow, plan_id_of
from warehouse.settings import Settings

GRACE = timedelta(days=1)
STALE_PAGES = timedelta(days=31)
ARCHIVES = "archives"
JOURNAL = "journal"
DRAFTS = ".*.draft"


def sweep_strays(warehouse: Warehouse, *, at: datetime) -> int:
    """Remove the files that nothing names and that are older than a day; gives how many."""
    settings = warehouse.settings
    with warehouse.reading() as session:
        pieces = {_stem(path) for path in session.scalars(select(PieceRow.path))}
        models = set(session.scalars(select(ModelRow.artefact_hash)))
        done = set(map(plan_id_of, session.scalars(select(PlanRow.number).where(PlanRow.state.in_((ERASED, RUN))))))
    strays = [path for path in _files(settings.reports) if _stem(path.relative_to(settings.reports).as_posix()) not in pieces]
    strays += [path for path in _files(settings.models) if path.name.split(".")[0] not in models]
    strays += [path for path in _files(settings.home / ARCHIVES) if path.name.split(".")[0] not in done]
    old = [path for path in strays if at - _changed(path) >= GRACE]
    for path in old:
        path.unlink(missing_ok=True)
    for folder in sorted({path.parent for path in old}):
        flush_folder(folder)
        if folder.parent == settings.reports and not any(folder.iterdir()):
            folder.rmdir()
    return len(old) + _sweep_pages(settings.data_docs, at)


def sweep_drafts(settings: Settings, *, at: datetime) -> int:
    """Remove the drafts that killed programs left beside what proves a destruction, older than a day; gives how many."""
    folders = (settings.certificates, settings.home / ARCHIVES, settings.home / JOURNAL)
    drafts = [path for folder in folders for path in sorted(folder.glob(DRAFTS))]
    old = [path for path in drafts if at - _changed(path) >= GRACE]
    for path in old:
        path.unlink(missing_ok=True)
    for folder in sorted({path.parent for path in old}):
        flush_folder(folder)
    return len(old)


def _sweep_pages(pages: Path, at: datetime) -> int:
    index = pages / "index.html"
    if not index.is_file() or at - _changed(index) < STALE_PAGES:
        return 0
    shutil.rmtree(pages, ignore_errors=True)
    return 1


def _stem(path: str) -> str:
    """Give a piece's path without its versions: `R-1/report.final.pdf` is a version of `R-1/report.pdf`.

    >>> _stem("R-000001/report.final.pdf"), _stem("R-000001/report.pdf")
    ('R-000001/report', 'R-000001/report')
    """
    folder, _, name = path.rpartition("/")
    return f"{folder}/{name.split('.')[0]}"


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file()) if folder.is_dir() else iter(())


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
