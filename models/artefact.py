"""Storing a trained model under its hash, and loading it without ever running code from it.

An artefact is a skops archive in `settings.models`, named by the SHA-256 of its bytes; it is never in git. Loading
1. reads the bytes once and compares their hash with the name: what is loaded is what a person approved;
2. refuses an archive that is not one, too large, or that names a type or a loader outside `ALLOWED_TYPES` (a pickle is no
   archive at all; `joblib.load` and `pickle.load` run code and are used nowhere);
3. refuses a model trained with another scikit-learn, other features or other detectors.

The archive holds what the detectors learnt, arrays and the forest's cuts, and the peers' curves (`models.tails`); no account,
name or row.

skops writes memory addresses and the time of day into an archive; both are replaced, so that the same training gives the same
bytes and an approval outlives a repetition.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import sklearn
import skops
import skops.io

from models.contract import FittedModel, Part
from models.detectors import DETECTOR_SET
from models.features import FEATURE_SET
from models.refusals import ModelRefused
from models.soundness import sound
from models.tails import Curve, Reference

FORMAT = 3
SUFFIX = ".skops"
PROTOCOL = 2
"""The skops protocol that is written; an older one could choose older, laxer loaders."""

LARGEST = 64 * 1024 * 1024
"""Bytes an archive may unpack to: about ten times what a forest with all its curves needs."""

ALLOWED_TYPES = frozenset(
    {
        ("builtins", "dict", "DictNode"),
        ("builtins", "list", "ListNode"),
        ("builtins", "tuple", "TupleNode"),
        ("builtins", "str", "JsonNode"),
        ("builtins", "str", "TypeNode"),
        ("numpy", "ndarray", "NdArrayNode"),
        ("sklearn.ensemble._iforest", "IsolationForest", "ObjectNode"),
        ("sklearn.tree._classes", "ExtraTreeRegressor", "ObjectNode"),
        ("sklearn.tree._tree", "Tree", "TreeNode"),
    }
)
"""Module, class and skops loader of everything that an artefact may hold; nothing else is ever built."""

HASH = re.compile(r"^[0-9a-f]{64}$")


def versions() -> dict[str, str]:
    """The libraries that an artefact depends on."""
    return {"numpy": np.__version__, "scikit-learn": sklearn.__version__, "skops": skops.__version__}


def store(folder: Path, model: FittedModel) -> str:
    """Write the artefact under its hash, readable by its owner only, and give the hash; the same model is written once."""
    content = _repeatable(skops.io.dumps(_plain(model)))
    digest = hashlib.sha256(content).hexdigest()
    path = folder / f"{digest}{SUFFIX}"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    return digest


def load(folder: Path, digest: str) -> FittedModel:
    """Load the artefact of that hash. Raises ModelRefused when it is missing, altered, foreign or outdated."""
    if not HASH.match(digest):
        raise ModelRefused("foreign", f"a model is named by 64 hexadecimal digits, got {digest[:80]!r}")
    path = folder / f"{digest}{SUFFIX}"
    if not path.is_file():
        raise ModelRefused(
            "missing", f"model {digest[:12]} is not in {folder}: restore it from the backup, or train and approve another"
        )
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != digest:
        raise ModelRefused(
            "altered",
            f"model {digest[:12]} was altered: its content has hash {found[:12]}; restore it from the backup",
            found=found[:12],
        )
    plain = _checked(content, digest)
    _must_fit(plain, digest)
    try:
        return _built(plain, digest)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
        raise _foreign(digest, f"is not complete; it was not loaded ({error!r})") from error


def _checked(content: bytes, digest: str) -> dict[str, Any]:
    """Read the archive, once nothing in it can do more than hold numbers and words."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > LARGEST:
                raise _foreign(digest, f"unpacks to {size} bytes, expected at most {LARGEST}")
            schema = json.loads(archive.read("schema.json"))
        unknown = sorted(set(_kinds(schema)) - ALLOWED_TYPES)
        if unknown:
            listed = ", ".join(f"{module}.{name} ({loader})" for module, name, loader in unknown)
            raise _foreign(digest, f"holds what no model may hold: {listed}; it was not loaded", found=listed)
        if schema.get("protocol") != PROTOCOL:
            raise _foreign(digest, f"has skops protocol {schema.get('protocol')}, expected {PROTOCOL}; train again")
        plain = skops.io.loads(content, trusted=["sklearn.tree._tree.Tree"])
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise _foreign(digest, f"is not a skops archive that Quater wrote; it was not loaded ({error})") from error
    if not isinstance(plain, dict):
        raise _foreign(digest, f"holds a {type(plain).__name__}, expected a model of Quater; train again")
    return plain


def _must_fit(plain: dict[str, Any], digest: str) -> None:
    """Refuse a model made for other features, detectors or libraries than those installed."""
    if plain.get("format") != FORMAT:
        raise _outdated(digest, f"has format {plain.get('format')}, expected {FORMAT}; train again")
    if plain.get("feature_set") != FEATURE_SET:
        raise _outdated(digest, f"was trained on other features ({plain.get('feature_set')}); train and approve again")
    if plain.get("detector_set") != DETECTOR_SET:
        raise _outdated(digest, f"was trained with other detectors ({plain.get('detector_set')}); train and approve again")
    trained = str(plain.get("versions", {}).get("scikit-learn"))
    if _minor(trained) != _minor(sklearn.__version__):
        raise _outdated(digest, f"was trained with scikit-learn {trained}, here is {sklearn.__version__}; train again")


def _foreign(digest: str, what: str, *, found: str = "") -> ModelRefused:
    return ModelRefused("foreign", f"model {digest[:12]} {what}", found=found)


def _outdated(digest: str, what: str) -> ModelRefused:
    return ModelRefused("outdated", f"model {digest[:12]} {what}")


def _kinds(node: Any) -> Iterator[tuple[str, str, str]]:
    """Every (module, class, loader) that the schema names, wherever it stands."""
    if isinstance(node, dict):
        if "__class__" in node or "__loader__" in node:
            yield str(node.get("__module__")), str(node.get("__class__")), str(node.get("__loader__"))
        for value in node.values():
            yield from _kinds(value)
    elif isinstance(node, list):
        for value in node:
            yield from _kinds(value)


def _plain(model: FittedModel) -> dict[str, Any]:
    """The model as the few types that the archive may hold: one flat array for all curves."""
    keys = sorted(model.reference.curves)
    curves = [*(model.reference.curves[key] for key in keys), model.scores]
    return {
        "format": FORMAT,
        "kind": model.kind,
        "feature_set": FEATURE_SET,
        "detector_set": DETECTOR_SET,
        "versions": versions(),
        "features": list(model.features),
        "parts": [_plain_part(part) for part in model.parts],
        "ranker": [_plain_part(part) for part in (model.ranker,) if part is not None],
        "learner": model.learner,
        "labels": [model.reported, model.dismissed],
        "groups": [group for group, _feature in keys],
        "curve_features": [feature for _group, feature in keys],
        "lengths": np.array([len(curve.values) for curve in curves], dtype=np.int64),
        "rows": np.array([curve.rows for curve in curves], dtype=np.int64),
        "medians": np.array([curve.median for curve in curves]),
        "values": np.concatenate([curve.values for curve in curves]),
        "shares": np.concatenate([curve.shares for curve in curves]),
    }


def _plain_part(part: Part) -> dict[str, Any]:
    forest = {} if part.forest is None else {"forest": part.forest}
    return {"name": part.name, "arrays": dict(part.arrays)} | forest


def _built(plain: dict[str, Any], digest: str) -> FittedModel:
    ends = np.cumsum(plain["lengths"])[:-1]
    columns = zip(
        np.split(plain["values"], ends), np.split(plain["shares"], ends), plain["medians"], plain["rows"], strict=True
    )
    curves = [Curve(values, shares, float(median), int(rows)) for values, shares, median, rows in columns]
    keys = zip(plain["groups"], plain["curve_features"], strict=True)
    parts = tuple(Part(part["name"], part["arrays"], part.get("forest")) for part in plain["parts"])
    if not all(part.forest is None or sound(part.forest, len(plain["features"])) for part in parts):
        raise _foreign(digest, "holds a tree whose branches lead nowhere; it was not loaded")
    rankers = [Part(part["name"], part["arrays"]) for part in plain["ranker"]]
    reported, dismissed = plain["labels"]
    return FittedModel(
        features=tuple(plain["features"]),
        reference=Reference(dict(zip(keys, curves[:-1], strict=True))),
        parts=parts,
        scores=curves[-1],
        learner=plain["learner"],
        ranker=rankers[0] if rankers else None,
        reported=reported,
        dismissed=dismissed,
        kind=plain["kind"],
    )


def _minor(version: str) -> str:
    return ".".join(version.split(".")[:2])


def _repeatable(content: bytes) -> bytes:
    """The same archive without memory addresses and times: numbered in order of appearance, dated 1980, compressed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        schema = archive.read("schema.json").decode()
        files = {name: archive.read(name) for name in archive.namelist() if name != "schema.json"}
    numbers: dict[str, str] = {}
    pattern = re.compile(r'("__id__": )(\d+)|"(\d+)(\.npy)"')

    def renamed(match: re.Match[str]) -> str:
        address = match[2] or match[3]
        number = numbers.setdefault(address, str(len(numbers) + 1))
        return f"{match[1]}{number}" if match[2] else f'"{number}{match[4]}"'

    entries = {"schema.json": pattern.sub(renamed, schema).encode()}
    entries |= {f"{numbers[Path(name).stem]}{Path(name).suffix}": data for name, data in files.items()}
    rewritten = io.BytesIO()
    with zipfile.ZipFile(rewritten, "w") as archive:
        for name in sorted(entries):
            archive.writestr(zipfile.ZipInfo(name), entries[name], compress_type=zipfile.ZIP_DEFLATED, compresslevel=6)
    return rewritten.getvalue()
