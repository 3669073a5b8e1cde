"""The proof on the command line: a certificate verified, one with a changed byte refused, and everything read for a word."""

from pathlib import Path

import pytest

from tests.console.conftest import quater
from tests.warehouse.decade import LATER, ONE, TWO, Decade, kept_movements, past_movements
from warehouse.database import open_warehouse
from warehouse.retention import Certificate, run
from warehouse.settings import load_settings


@pytest.fixture(scope="module")
def destroyed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Certificate]:
    """A home whose past movements were destroyed, and the certificate of it."""
    folder = tmp_path_factory.mktemp("destroyed")
    warehouse = open_warehouse(load_settings(folder / "home", environ={}))
    certificate = run(warehouse, Decade(warehouse, folder).build((ONE, TWO)).approved().plan_id, at=LATER)
    warehouse.close()
    return folder / "home", certificate


def test_a_changed_byte_fails_the_verification_and_the_whole_certificate_passes(
    destroyed: tuple[Path, Certificate], tmp_path: Path
) -> None:
    home, certificate = destroyed
    assert quater("retention", "verify", str(certificate.path), "--home", str(home)).code == 0
    assert "1 certificates" in quater("retention", "verify", "--home", str(home)).out
    content = certificate.path.read_bytes()
    altered = tmp_path / certificate.path.name
    for place in range(0, len(content), len(content) // 20):
        altered.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        refused = quater("retention", "verify", str(altered), "--home", str(home))
        assert (refused.code, "signature does not fit" in refused.err) == (2, True), place


def test_the_scan_finds_nothing_of_what_went_and_all_of_what_stays(destroyed: tuple[Path, Certificate], tmp_path: Path) -> None:
    home, _ = destroyed
    for accounts, wanted in ((past_movements, 0), (kept_movements, 3)):
        listed = tmp_path / "texts.txt"
        listed.write_text("\n".join(sorted(accounts(ONE) | accounts(TWO))), encoding="utf-8")
        looked = quater("retention", "scan", "--for", str(listed), "--home", str(home), "--json")
        assert looked.code == wanted, looked.err
        assert bool(looked.json["found"]) == bool(wanted)
    listed.write_text("\n\n", encoding="utf-8")
    assert quater("retention", "scan", "--for", str(listed), "--home", str(home)).code == 2
    assert quater("retention", "scan", "--home", str(home)).code == 0
