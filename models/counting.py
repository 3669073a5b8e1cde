"""The model whose scores count: the one that a person approved last, read from the file whose hash was approved.

One door for everybody who scores. Without an approval there is no model, and that is no error: detection goes on with its
rules. A file that is not what was approved raises `models.refusals.ModelRefused`; who asks decides whether that stops anything.

A process reads the file once, and again when it has changed on the disk since, so that a file put in its place is noticed by
the next who asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from models.artefact import SUFFIX, load
from models.contract import KIND, FittedModel
from warehouse.database import Warehouse
from warehouse.model_approvals import approved_model, get_model


@dataclass(frozen=True)
class Counting:
    """A fitted model under the id that was approved."""

    model_id: str
    model: FittedModel


def counting(warehouse: Warehouse) -> Counting | None:
    """Give the model that counts, None while no person has approved one. Raises ModelRefused for its file."""
    approved = approved_model(warehouse, KIND)
    if approved is None:
        return None
    return Counting(approved.model_id, _read(warehouse.settings.models, approved.artefact_hash))


def on_trial(warehouse: Warehouse, model_id: str) -> Counting:
    """Give a registered model, approved or not, for a replay whose scores count for nothing."""
    registered = get_model(warehouse, model_id)
    return Counting(registered.model_id, _read(warehouse.settings.models, registered.artefact_hash))


def _read(folder: Path, digest: str) -> FittedModel:
    path = folder / f"{digest}{SUFFIX}"
    try:
        seen = path.stat()
    except OSError:
        return load(folder, digest)  # which says what is missing
    return _once(folder, digest, seen.st_mtime_ns, seen.st_size, seen.st_ino)


@lru_cache(maxsize=2)
def _once(folder: Path, digest: str, _changed: int, _size: int, _inode: int) -> FittedModel:
    return load(folder, digest)
