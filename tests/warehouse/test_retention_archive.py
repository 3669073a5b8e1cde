"""Archived instead of destroyed, where an Order chose so: packed whole for it, closed to everybody else, gone from here."""

import io
import json
import tarfile
from pathlib import Path

import polars as pl
import pyrage
import pytest

from tests.warehouse.decade import LATER, ONE, TWO, Decade, kept_movements, past_movements
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.retention import check_certificate, run
from warehouse.retention.archive import check_archive
from warehouse.retention.policy import policy_of

KEY = pyrage.x25519.Identity.generate()
PAST = past_movements(ONE) | past_movements(TWO)
KEPT = kept_movements(ONE) | kept_movements(TWO)


@pytest.fixture
def decade(warehouse: Warehouse, tmp_path: Path) -> Decade:
    return Decade(warehouse, tmp_path).build((ONE, TWO))


def _choose(decade: Decade, order: str) -> None:
    """Let an Order archive; the holders of this world are at a bar of the OBFG."""
    text = f'[{order}]\nexpired = "archive"\nrecipients = ["{KEY.to_public()}"]\naccess = "two archivists, on a request"\n'
    (decade.warehouse.settings.home / "retention.toml").write_text(text, encoding="utf-8")


def _package(decade: Decade, order: str = "OBFG") -> Path:
    return decade.warehouse.settings.home / "archives" / f"P-0001.{order}.tar.age"


def _opened(path: Path) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(path.read_bytes(), [KEY]))) as archive:
        files = {member.name: archive.extractfile(member) for member in archive}
        return {name: file.read() for name, file in files.items() if file is not None}


def test_ar_5_i_jr_33_an_order_that_archives_gets_all_that_expired_and_nothing_of_it_stays(decade: Decade) -> None:
    _choose(decade, "OBFG")
    certificate = run(decade.warehouse, decade.approved().plan_id, at=LATER)
    inside = _opened(_package(decade))
    movements = pl.read_parquet(io.BytesIO(inside["movements.parquet"]))
    statements = pl.read_parquet(io.BytesIO(inside["statements.parquet"]))
    assert set(movements["movement_id"]) == PAST
    assert set(movements["bank_reference"]) == {
        f"REF{account[-4:]}{number}" for account in (ONE, TWO) for number in (57, 58, 59)
    }
    assert statements.height == 4
    assert all(statements["raw"])
    assert {row["key"] for row in json.loads(inside["findings.json"])} == {f"past-{account}" for account in (ONE, TWO)}
    assert {row["reason"] for row in json.loads(inside["alerts.json"])} != {""}
    assert sorted(data for name, data in inside.items() if name.startswith("pieces/")) == sorted(
        f"report {account[-4:]}".encode() for account in (ONE, TWO)
    )
    assert decade.movements() == KEPT
    (told,) = check_certificate(decade.warehouse.settings, certificate.path)["archived"]
    assert (told["archive"], told["order"], told["access"]) == ("P-0001.OBFG", "OBFG", "two archivists, on a request")
    assert told["counts"]["movements.parquet"] == len(PAST)


def test_an_archive_is_opened_by_its_recipient_only_and_a_changed_byte_is_refused(decade: Decade) -> None:
    _choose(decade, "OBFG")
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    settings, package = decade.warehouse.settings, _package(decade)
    content = package.read_bytes()
    assert ONE.encode() not in content
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(content, [pyrage.x25519.Identity.generate()])
    assert check_archive(settings, package)["counts"]["movements.parquet"] == len(PAST)
    package.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(Refusal, match="altered"):
        check_archive(settings, package)
    package.write_bytes(content)
    described = package.with_name("P-0001.OBFG.json")
    described.write_bytes(described.read_bytes().replace(b"two archivists", b"any archivist"))
    with pytest.raises(Refusal, match="signature"):
        check_archive(settings, package)


def test_the_accounts_of_the_other_order_are_destroyed_and_not_packed(decade: Decade) -> None:
    _choose(decade, "OVB")
    certificate = run(decade.warehouse, decade.approved().plan_id, at=LATER)
    assert not _package(decade).exists()
    assert not _package(decade, "OVB").exists()
    assert certificate.document["archived"] == []
    assert decade.movements() == KEPT


def test_a_choice_that_cannot_be_done_is_refused_before_anything_is_destroyed(decade: Decade) -> None:
    approved = decade.approved()
    path = decade.warehouse.settings.home / "retention.toml"
    for text, said in (
        ('[OBFG]\nexpired = "archive"\n', "recipients"),
        ('[OBFG]\nexpired = "burn"\n', "expired"),
        ("[OBFG\n", "TOML"),
        ("[KBFG]\n", "KBFG"),
        ("[backups]\ndays = 0\n", "days"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(Refusal, match=said):
            run(decade.warehouse, approved.plan_id, at=LATER)
    _choose(decade, "OBFG")
    path.write_text(path.read_text(encoding="utf-8").replace("age1", "age2"), encoding="utf-8")
    with pytest.raises(Refusal, match="age public keys"):
        run(decade.warehouse, approved.plan_id, at=LATER)
    assert decade.movements() == PAST | KEPT
    path.unlink()
    assert policy_of(decade.warehouse.settings).archiving == ()
