"""A model file is loaded only when it is what a person approved, and never runs code."""

import hashlib
import io
import json
import os
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
import skops.io
from sklearn.linear_model import LogisticRegression

from models import artefact as shelf
from models.artefact import load, store
from models.contract import FittedModel
from models.fitting import fit, scores
from models.refusals import ModelRefused
from warehouse.errors import Refusal


@pytest.fixture(scope="module")
def trained(ordinary: pl.DataFrame) -> FittedModel:
    return fit(ordinary, seed=3)


def put(folder: Path, content: bytes) -> str:
    """Put bytes on the shelf under their own hash, as if someone had approved them."""
    folder.mkdir(exist_ok=True)
    digest = hashlib.sha256(content).hexdigest()
    (folder / f"{digest}.skops").write_bytes(content)
    return digest


def changed(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Rewrite an archive, entry by entry."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target.getvalue()


def stored_bytes(folder: Path, trained: FittedModel) -> bytes:
    return (folder / f"{store(folder, trained)}.skops").read_bytes()


def test_a_stored_model_scores_as_the_trained_one(tmp_path: Path, trained: FittedModel, ordinary: pl.DataFrame) -> None:
    loaded = load(tmp_path, store(tmp_path, trained))
    assert np.array_equal(scores(loaded, ordinary), scores(trained, ordinary))
    assert loaded.kind == "ranker"
    assert set(loaded.reference.curves) == set(trained.reference.curves)


def test_the_file_is_named_by_its_hash_and_only_the_owner_reads_it(tmp_path: Path, trained: FittedModel) -> None:
    digest = store(tmp_path / "models", trained)
    (file,) = (tmp_path / "models").iterdir()
    assert file.name == f"{digest}.skops"
    assert hashlib.sha256(file.read_bytes()).hexdigest() == digest
    assert file.stat().st_mode & 0o077 == 0


def test_the_same_training_gives_the_same_bytes(tmp_path: Path, trained: FittedModel, ordinary: pl.DataFrame) -> None:
    again = fit(ordinary.clone(), seed=3)
    assert store(tmp_path, again) == store(tmp_path, trained)
    assert store(tmp_path, fit(ordinary, seed=4)) != store(tmp_path, trained)


def test_the_file_names_no_account(tmp_path: Path, trained: FittedModel, ordinary: pl.DataFrame) -> None:
    with zipfile.ZipFile(io.BytesIO(stored_bytes(tmp_path, trained))) as archive:
        text = b"".join(archive.read(name) for name in archive.namelist())
    assert b"EUR/third_party/" in text, "the peer groups are there, so the search can find something"
    assert not [account for account in ordinary.get_column("account").unique() if account.encode() in text]


def test_an_altered_byte_is_refused(tmp_path: Path, trained: FittedModel) -> None:
    digest = store(tmp_path, trained)
    file = tmp_path / f"{digest}.skops"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(Refusal, match="was altered"):
        load(tmp_path, digest)


def test_a_missing_model_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="restore it from the backup"):
        load(tmp_path, "0" * 64)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "0" * 63, "A" * 64])
def test_a_name_that_is_no_hash_is_refused(tmp_path: Path, digest: str) -> None:
    with pytest.raises(Refusal, match="64 hexadecimal digits"):
        load(tmp_path, digest)


class Bomb:
    """What a pickle can do to whoever opens it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (os.environ["QUATER_TEST_BOMB"],)


def test_a_pickle_is_refused_and_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trace = tmp_path / "exploded"
    monkeypatch.setenv("QUATER_TEST_BOMB", str(trace))
    content = pickle.dumps(Bomb())
    with pytest.raises(Refusal, match="not a skops archive"):
        load(tmp_path, put(tmp_path, content))
    assert not trace.exists()
    pickle.loads(content)
    assert trace.exists(), "the bomb is a real one"


@pytest.mark.parametrize("content", [LogisticRegression(), {"format": 1, "run": os.mkdir}, {"kind": np.float64(1.0)}, {1: 2}])
def test_a_type_outside_the_list_is_refused_by_name(tmp_path: Path, content: object) -> None:
    with pytest.raises(Refusal, match="holds what no model may hold"):
        load(tmp_path, put(tmp_path, skops.io.dumps(content)))


@pytest.mark.parametrize("content", [b"", b"PK", b"\x80\x04N."])
def test_garbage_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Refusal, match="not a skops archive"):
        load(tmp_path, put(tmp_path, content))


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", compression=zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("schema.json", "{}")
        archive.writestr("1.npy", bytes(shelf.LARGEST + 1))
    with pytest.raises(Refusal, match="unpacks to"):
        load(tmp_path, put(tmp_path, bomb.getvalue()))


def test_an_older_protocol_cannot_choose_laxer_loaders(tmp_path: Path, trained: FittedModel) -> None:
    def older(name: str, data: bytes) -> bytes:
        return json.dumps(json.loads(data) | {"protocol": 0}).encode() if name == "schema.json" else data

    with pytest.raises(Refusal, match="skops protocol 0, expected 2"):
        load(tmp_path, put(tmp_path, changed(stored_bytes(tmp_path, trained), older)))


def test_a_tree_whose_branches_lead_outside_is_refused(tmp_path: Path, trained: FittedModel) -> None:
    hits = []

    def astray(name: str, data: bytes) -> bytes:
        array = np.load(io.BytesIO(data)) if name.endswith(".npy") else None
        if array is None or array.dtype.names is None or "left_child" not in array.dtype.names or hits:
            return data
        hits.append(name)
        array["left_child"][0] = 10**6
        target = io.BytesIO()
        np.save(target, array)
        return target.getvalue()

    content = changed(stored_bytes(tmp_path, trained), astray)
    assert hits
    with pytest.raises(Refusal, match="branches lead nowhere"):
        load(tmp_path, put(tmp_path, content))


def relabelled(old: str, new: str) -> Callable[[str, bytes], bytes]:
    def change(name: str, data: bytes) -> bytes:
        if name != "schema.json":
            return data
        assert old.encode() in data
        return data.replace(old.encode(), new.encode())

    return change


def test_a_model_of_other_features_is_refused(tmp_path: Path, trained: FittedModel) -> None:
    content = changed(stored_bytes(tmp_path, trained), relabelled(shelf.FEATURE_SET, "0" * 16))
    with pytest.raises(Refusal, match="trained on other features"):
        load(tmp_path, put(tmp_path, content))


def test_a_model_of_other_detectors_is_refused(tmp_path: Path, trained: FittedModel) -> None:
    content = changed(stored_bytes(tmp_path, trained), relabelled(shelf.DETECTOR_SET, "0" * 16))
    with pytest.raises(ModelRefused, match="trained with other detectors") as refused:
        load(tmp_path, put(tmp_path, content))
    assert refused.value.why == "outdated"


def test_a_model_without_all_its_pieces_is_refused(tmp_path: Path, trained: FittedModel) -> None:
    for piece in ("parts", "groups", "lengths", "learner", "format", "versions"):
        whole = shelf._plain(trained)
        del whole[piece]
        with pytest.raises(ModelRefused, match=r"not complete|format None|scikit-learn None"):
            load(tmp_path, put(tmp_path, skops.io.dumps(whole)))


def test_what_is_wrong_with_a_file_is_said_apart(tmp_path: Path, trained: FittedModel) -> None:
    digest = store(tmp_path, trained)
    (tmp_path / f"{digest}.skops").write_bytes(b"another")
    said = {}
    for name, wanted in {"altered": digest, "missing": "0" * 64, "foreign": put(tmp_path, b"no archive")}.items():
        with pytest.raises(ModelRefused) as refused:
            load(tmp_path, wanted)
        said[name] = refused.value.why
    assert said == {name: name for name in said}


def test_a_model_of_another_scikit_learn_is_refused(
    tmp_path: Path, trained: FittedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = store(tmp_path, trained)
    monkeypatch.setattr(shelf.sklearn, "__version__", "2.0.0")
    with pytest.raises(Refusal, match=r"here is 2\.0\.0; train again"):
        load(tmp_path, digest)
