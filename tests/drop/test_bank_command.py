"""`quater bank list | add`: what it writes, what it refuses, what the letter says."""

import json
import subprocess
from datetime import date
from pathlib import Path

import asyncssh
import pytest
from cryptography.hazmat.primitives.asymmetric import dsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from coda_parser.banks import Bank, FormatVersion, banks
from coda_parser.writer import StatementDraft, write_delivery
from console.command import run
from tests.drop.server import make_keys
from warehouse.drop_letters import languages


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    make_keys(tmp_path, "kasteel", "maas", "host")
    return tmp_path


def add(keys: Path, code: str, key: str, *more: str) -> int:
    given = ["--key", str(keys / key), "--host-key", str(keys / "host.pub"), "--home", str(keys / "home")]
    return run(["bank", "add", code, *given, "--host", "drop.example.org", *more])


def public(keys: Path, algorithm: str, **more: int) -> str:
    path = keys / "other.pub"
    asyncssh.generate_private_key(algorithm, **more).write_public_key(str(path))
    return path.name


def test_no_letter_sends_a_bank_to_a_server_that_only_this_machine_can_reach(keys: Path, capsys, monkeypatch) -> None:
    given = ["--key", str(keys / "kasteel.pub"), "--host-key", str(keys / "host.pub"), "--home", str(keys / "home")]
    for name, code in (("localhost", 2), ("localhost.localdomain", 2), ("quater", 2), ("drop.example.org", 0)):
        monkeypatch.setattr("console.commands.banks.socket.getfqdn", lambda name=name: name)
        assert run(["bank", "add", "KASTEEL", *given]) == code
        said = capsys.readouterr()
        assert ("give it with --host" in said.err) == (code == 2)
        assert ("server" in said.out and name in said.out) == (code == 0)


def test_the_administrator_is_told_what_is_left_to_do(keys: Path, capsys) -> None:
    assert add(keys, "KASTEEL", "kasteel.pub", "--output", str(keys / "out")) == 0
    steps = [line for line in capsys.readouterr().out.splitlines() if line[:2] in ("1.", "2.", "3.", "4.")]
    assert ["install-quater-kasteel.sh" in steps[0], "sshd -t" in steps[1]] == [True, True]
    assert ["fingerprints" in steps[2], "--agreements" in steps[3]] == [True, True]


def test_a_bank_gets_four_files(keys: Path, capsys) -> None:
    assert add(keys, "KASTEEL", "kasteel.pub", "--output", str(keys / "out"), "--from", "192.0.2.0/24", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    written = sorted(str(path.relative_to(keys / "out")) for path in (keys / "out").rglob("*") if path.is_file())
    assert written == [
        "authorized_keys/quater-kasteel",
        "install-quater-kasteel.sh",
        "letter-quater-kasteel.txt",
        "sshd_config.d/quater-kasteel.conf",
    ]
    line = (keys / "out" / "authorized_keys" / "quater-kasteel").read_text()
    key = (keys / "kasteel.pub").read_text().split()[1]
    assert line == f'from="192.0.2.0/24",restrict ssh-ed25519 {key} KASTEEL\n'
    assert {(one["path"], one["owner"], one["group"], one["mode"]) for one in said["folders"]} == {
        ("/srv/quater-drops", "root", "root", "0755"),
        ("/srv/quater-drops/KASTEEL", "root", "root", "0755"),
        ("/srv/quater-drops/KASTEEL/in", "quater-kasteel", "quater", "2770"),
        ("/srv/quater-drops/KASTEEL/ack", "quater", "quater-kasteel", "2750"),
        ("/srv/quater-drops/KASTEEL/done", "quater", "quater-kasteel", "2750"),
        ("/srv/quater-drops/KASTEEL/claimed", "quater", "quater", "0700"),
        ("/etc/ssh/quater-keys", "root", "root", "0755"),
    }
    subprocess.run(["sh", "-n", str(keys / "out" / "install-quater-kasteel.sh")], check=True)


def test_without_a_folder_everything_is_printed(keys: Path, capsys) -> None:
    assert add(keys, "MAAS", "maas.pub") == 0
    printed = capsys.readouterr().out
    for part in ("Match User quater-maas", "ChrootDirectory /srv/quater-drops/MAAS", "restrict ssh-ed25519", "Aan: Maasbank"):
        assert part in printed
    assert not (keys / "out").exists()


def test_sshd_understands_the_configuration(sshd: Path, keys: Path) -> None:
    assert add(keys, "KASTEEL", "kasteel.pub", "--output", str(keys / "out")) == 0
    configuration = keys / "sshd_config"
    configuration.write_text(f"HostKey {keys}/host\nSubsystem sftp internal-sftp\nInclude {keys}/out/sshd_config.d/*.conf\n")
    asked = [str(sshd), "-T", "-f", str(configuration), "-C", "user=quater-kasteel,host=bank,addr=192.0.2.1"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    effective = dict(line.split(" ", 1) for line in done.stdout.splitlines() if " " in line)
    assert effective["authenticationmethods"] == "publickey"
    assert effective["passwordauthentication"] == "no"
    assert effective["disableforwarding"] == "yes"
    assert effective["allowtcpforwarding"] == "no"
    assert effective["permittty"] == "no"
    assert effective["chrootdirectory"] == "/srv/quater-drops/KASTEEL"
    assert effective["forcecommand"].startswith("internal-sftp -d /in -u 0007 -P symlink,hardlink,")


@pytest.mark.parametrize(
    ("algorithm", "more", "words"),
    [
        ("ssh-rsa", {"key_size": 2048}, "RSA key of 2048 bits; expected at least 3072"),
        ("ssh-rsa", {"key_size": 3056}, "RSA key of 3056 bits; expected at least 3072"),
        ("ssh-ed448", {}, "of the kind ssh-ed448; expected Ed25519, ECDSA or RSA"),
    ],
)
def test_a_weak_or_strange_key_is_refused(keys: Path, capsys, algorithm: str, more: dict[str, int], words: str) -> None:
    assert add(keys, "KASTEEL", public(keys, algorithm, **more)) == 2
    assert words in capsys.readouterr().err
    assert not (keys / "home" / "banks").exists()


@pytest.mark.filterwarnings("ignore:SSH DSA key")
def test_a_dsa_key_is_refused(keys: Path, capsys) -> None:
    made = dsa.generate_private_key(1024).public_key()
    (keys / "dsa.pub").write_bytes(made.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH))
    assert add(keys, "KASTEEL", "dsa.pub") == 2
    assert "expected Ed25519, ECDSA or RSA" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("algorithm", "more"), [("ssh-rsa", {"key_size": 3072}), ("ecdsa-sha2-nistp256", {}), ("ssh-ed25519", {})]
)
def test_a_sound_key_is_accepted(keys: Path, algorithm: str, more: dict[str, int]) -> None:
    assert add(keys, "KASTEEL", public(keys, algorithm, **more)) == 0


def test_a_key_of_another_bank_is_refused_under_any_comment(keys: Path, capsys) -> None:
    assert add(keys, "KASTEEL", "kasteel.pub") == 0
    (keys / "renamed.pub").write_text(" ".join((keys / "kasteel.pub").read_text().split()[:2]) + " maas@bank\n")
    assert add(keys, "MAAS", "renamed.pub") == 2
    assert "is that of KASTEEL" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("nothing", "holds no public key"),
        ("", "expected one public key"),
        ('command="sh" ssh-ed25519 AAAA', "holds no public key"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", "holds a private key"),
        ("ssh-ed25519 AAAA\nssh-ed25519 AAAA\n", "expected one public key"),
        ("A" * 40_000, "larger than 32,768 bytes"),
    ],
)
def test_a_file_that_is_no_public_key_is_refused(keys: Path, capsys, content: str, words: str) -> None:
    (keys / "odd.pub").write_text(content)
    assert add(keys, "KASTEEL", "odd.pub") == 2
    assert words in capsys.readouterr().err


def test_an_unknown_bank_and_odd_options_are_refused(keys: Path, capsys) -> None:
    for arguments, words in (
        (["NOBANK"], "no bank 'NOBANK'; the banks are ARDENNE, KASTEEL"),
        (["../KASTEEL"], "no bank"),
        (["KASTEEL", "--root", "relative"], "absolute path"),
        (["KASTEEL", "--root", "/srv/a\nMatch all"], "absolute path"),
        (["KASTEEL", "--user", "root; rm"], "name of a system user"),
        (["KASTEEL", "--from", '*",command="sh'], "expected an address or a network"),
        (["KASTEEL", "--language", "it"], "the languages are de, en, fr, nl"),
    ):
        assert add(keys, arguments[0], "kasteel.pub", *arguments[1:]) == 2, arguments
        assert words in capsys.readouterr().err
    assert not (keys / "home" / "banks").exists()


def test_a_second_key_stands_beside_the_first_until_it_replaces_it(keys: Path, capsys) -> None:
    add(keys, "KASTEEL", "kasteel.pub")
    add(keys, "KASTEEL", "maas.pub", "--output", str(keys / "out"))
    assert (keys / "out" / "authorized_keys" / "quater-kasteel").read_text().count("restrict") == 2
    add(keys, "KASTEEL", "maas.pub", "--replace", "--output", str(keys / "out"))
    assert (keys / "out" / "authorized_keys" / "quater-kasteel").read_text().count("restrict") == 1
    capsys.readouterr()
    assert run(["bank", "list", "--json", "--home", str(keys / "home")]) == 0
    listed = {one["code"]: one for one in json.loads(capsys.readouterr().out)}
    assert listed["KASTEEL"]["keys"] == [asyncssh.read_public_key(keys / "maas.pub").get_fingerprint()]
    assert listed["MAAS"]["keys"] == []
    assert listed["MAAS"]["versions"] == ["2 since 2024-06-09"]


@pytest.mark.parametrize("language", ["de", "en", "fr", "nl"])
def test_the_letter_says_what_the_bank_needs_in_its_language(keys: Path, language: str) -> None:
    more = ["--language", language, "--host", "drop.example.org", "--port", "2222", "--contact", "A. Jansen, +32 2 000 00 00"]
    assert add(keys, "KASTEEL", "kasteel.pub", "--output", str(keys / "out"), *more) == 0
    text = (keys / "out" / "letter-quater-kasteel.txt").read_text(encoding="utf-8")
    for part in (
        asyncssh.read_public_key(keys / "host.pub").get_fingerprint(),
        asyncssh.read_public_key(keys / "kasteel.pub").get_fingerprint(),
        "drop.example.org", "2222", "quater-kasteel", "001.cod", "ingested", "partial", "duplicate", "quarantined", "ack.json",
        "A. Jansen, +32 2 000 00 00", "Kasteel Bank",
    ):  # fmt: skip
        assert part in text
    assert "{" not in text
    assert max(len(line) for line in text.splitlines()) <= 128
    assert language in languages()


@pytest.mark.parametrize("code", sorted(banks()))
def test_a_bank_recognises_its_own_deliveries_only(code: str) -> None:
    bank = banks()[code]
    account = f"BE00{bank.bban_ranges[0][0]:03d}000000000"
    draft = StatementDraft(
        account, "EUR", 1, date(2026, 3, 31), 0, movements=(), bank_number=int(bank.habits.bank_number), bank_bic=bank.bic
    )
    header = write_delivery([draft], created=date(2026, 3, 31)).decode("ascii").splitlines()[0]
    assert [one.code for one in banks().values() if one.recognises(header)] == [code]


def test_a_version_of_the_standard_is_accepted_within_its_dates() -> None:
    old = FormatVersion("1", date(2024, 6, 9), date(2026, 1, 1))
    bank = Bank("X", "X", "XXXXBEBB", ((985, 985),), "X", "{date}{number:03d}", banks()["MAAS"].habits, versions=(old,))
    days = (date(2024, 6, 8), date(2024, 6, 9), date(2025, 12, 31), date(2026, 1, 1))
    assert [bank.accepts("1", day) for day in days] == [False, True, True, False]
    assert not bank.accepts("2", date(2025, 1, 1))
    assert all(one.accepts("2", date(2026, 11, 22)) and not one.accepts("1", date(2026, 11, 22)) for one in banks().values())
