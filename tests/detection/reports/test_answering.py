"""A signed return file: believed when the certificate registered for the report's own recipient signed exactly that.

| file | becomes |
|---|---|
| signed by the recipient's registered certificate | the answers in it |
| the same again | nothing, said so |
| not signed, damaged, signed by a stranger, or in a way that proves nothing | one line, nothing stored |
| signed by the certificate of another bar | one line, nothing stored |
| well signed, and for another recipient, report or alert | one line, nothing stored |
| from a recipient without certificate, with an ended one, or one out of its time | one line, nothing stored |
"""

import json
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyrage
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from detection.reports.answering import enter_outcome, read_answer
from detection.reports.sealing import read_key
from detection.reports.signing import signer_of
from tests.detection.reports.world import ALINE, AT, BRAM, Office
from warehouse.database import open_warehouse
from warehouse.errors import Refusal
from warehouse.evidence import list_accesses
from warehouse.reports_register import Reader
from warehouse.reports_register.answers import Outcome, answers_of
from warehouse.reports_register.dispatches import list_dispatches
from warehouse.reports_register.recipients import add_key, confirm_key
from warehouse.settings import load_settings

THEN = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
ANSWERED_ON = date(2026, 12, 1)
Card = tuple[rsa.RSAPrivateKey, x509.Certificate]


def _card(name: str, *, until: datetime = AT + timedelta(days=900)) -> Card:
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(77).not_valid_before(AT - timedelta(days=9)).not_valid_after(until)
    return key, builder.sign(key, hashes.SHA256())


@pytest.fixture(scope="module")
def cards() -> dict[str, Card]:
    """The certificates of two bâtonniers, of a stranger who gives himself out for one, and one that has run out."""
    return {
        "LIEGE-HUY": _card("Bâtonnier"),
        "GENT": _card("Stafhouder"),
        "stranger": _card("Bâtonnier"),
        "old": _card("Bâtonnier", until=AT + timedelta(days=1)),
    }


def _register(office: Office, recipient: str, text: str) -> None:
    read = read_key(text)
    added = add_key(
        office.warehouse, recipient, kind=read.kind, key=read.key, fingerprint=read.fingerprint, by="officer", at=AT
    )
    confirm_key(office.warehouse, added.number, fingerprint=read.fingerprint, by="second", at=AT)


def _pem(card: Card) -> str:
    return card[1].public_bytes(serialization.Encoding.PEM).decode()


@pytest.fixture(scope="module")
def sent_once(prepared: Path, tmp_path_factory: pytest.TempPathFactory, cards: dict[str, Card]) -> Path:
    """Reports R-000001 to Liège-Huy and R-000002 to Ghent, sent, both with a registered certificate."""
    folder = tmp_path_factory.mktemp("sent") / "world"
    shutil.copytree(prepared, folder)
    warehouse = open_warehouse(load_settings(folder / "home", environ={}))
    office = Office(warehouse, folder)
    office.alert("K1", ALINE, office.movement_ids(ALINE, "CASH"))
    office.alert("K2", BRAM, office.movement_ids(BRAM, "CASH"))
    for number, recipient in enumerate(("LIEGE-HUY", "GENT"), 1):
        _register(office, recipient, _pem(cards[recipient]))
        assert office.release(office.draft(bar=recipient)[0].report_id).report_id == f"R-00000{number}"
    warehouse.close()
    return folder


@pytest.fixture
def sent(sent_once: Path, tmp_path: Path) -> Iterator[Office]:
    """A copy of it, for one test."""
    shutil.copytree(sent_once, tmp_path / "world")
    warehouse = open_warehouse(load_settings(tmp_path / "world" / "home", environ={}))
    yield Office(warehouse, tmp_path / "world")
    warehouse.close()


def _told(**changed: object) -> bytes:
    told = {
        "format": "quater-answer-1",
        "report": "R-000001",
        "recipient": "LIEGE-HUY",
        "answered_on": ANSWERED_ON.isoformat(),
        "outcomes": [{"alert": "A-000001", "outcome": "enquiry"}],
    }
    return json.dumps(told | changed).encode()


def _signed(content: bytes, card: Card, *, digest: hashes.HashAlgorithm = hashes.SHA256(), options=()) -> bytes:  # noqa: B008
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(card[1], card[0], digest)
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary, *options])


def _read(office: Office, document: bytes):
    return read_answer(office.warehouse, document, by="bea", at=THEN)


@pytest.mark.parametrize("digest", [hashes.SHA256(), hashes.SHA384(), hashes.SHA512()], ids=lambda one: one.name)
def test_ar_4_g_a_file_signed_by_the_recipient_is_entered_with_its_signer(sent: Office, cards, digest) -> None:
    (answer,) = _read(sent, _signed(_told(), cards["LIEGE-HUY"], digest=digest))
    assert (answer.alert_id, answer.outcome, answer.answered_on, answer.hold) == (
        "A-000001",
        "enquiry",
        ANSWERED_ON,
        "proposed",
    )
    assert answer.key == read_key(_pem(cards["LIEGE-HUY"])).fingerprint
    assert [one.state for one in list_dispatches(sent.warehouse, recipient="LIEGE-HUY")] == ["received"]
    last = list_accesses(sent.warehouse)[0]
    assert (last.action, last.subject, last.identity, last.purpose) == ("answer", "R-000001", "bea", "communicate")


def test_a_file_signed_by_openssl_as_the_runbook_says_is_read(sent: Office, cards, tmp_path: Path) -> None:
    key, certificate = cards["LIEGE-HUY"]
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "key.pem").write_bytes(pem)
    (tmp_path / "certificate.pem").write_text(_pem((key, certificate)), encoding="ascii")
    (tmp_path / "answer.json").write_bytes(_told())
    command = (
        "openssl cms -sign -binary -nodetach -in answer.json -signer certificate.pem -inkey key.pem -outform {} -out answer"
    )
    for form in ("PEM", "DER"):
        subprocess.run(command.format(form).split(), cwd=tmp_path, check=True, capture_output=True)
        assert [one.outcome for one in _read(sent, (tmp_path / "answer").read_bytes())] == ["enquiry"]


def test_the_same_file_again_changes_nothing_not_even_after_a_later_answer(sent: Office, cards) -> None:
    file = _signed(_told(), cards["LIEGE-HUY"])
    _read(sent, file)
    later = _signed(_told(outcomes=[{"alert": "A-000001", "outcome": "unfounded"}]), cards["LIEGE-HUY"])
    _read(sent, later)
    with pytest.raises(Refusal, match="read before"):
        _read(sent, file)
    assert [one.outcome for one in answers_of(sent.warehouse)] == ["enquiry", "unfounded"]


def _refused() -> dict[str, tuple[Callable[[Office, dict[str, Card]], bytes], str]]:
    def by(name: str, **changed: object):
        return lambda _, cards: _signed(_told(**changed), cards[name])

    def ours(office: Office, _: dict[str, Card]) -> bytes:
        return signer_of(office.warehouse.settings, at=AT).message(_told(), at=AT)

    def detached(_: Office, cards: dict[str, Card]) -> bytes:
        return _signed(_told(), cards["LIEGE-HUY"], options=[pkcs7.PKCS7Options.DetachedSignature])

    def bare(_: Office, cards: dict[str, Card]) -> bytes:
        return _signed(_told(), cards["LIEGE-HUY"], options=[pkcs7.PKCS7Options.NoAttributes])

    def longer(_: Office, cards: dict[str, Card]) -> bytes:
        return _signed(_told(), cards["LIEGE-HUY"]) + b"\0"

    other = [{"alert": "A-000002", "outcome": "explained"}]
    twice = [{"alert": "A-000001", "outcome": "explained"}] * 2
    return {
        "unsigned": (lambda *_: _told(), "not signed"),
        "empty": (lambda *_: b"", "not signed"),
        "signed by a stranger of the same name": (by("stranger"), "somebody else signed it"),
        "signed by ourselves": (ours, "not signed as expected"),
        "signed apart": (detached, "not signed"),
        "signed without attributes": (bare, "not signed"),
        "with a byte behind it": (longer, "not signed"),
        "signed by the certificate of another bar": (by("GENT"), "somebody else signed it"),
        "for another bar": (by("LIEGE-HUY", recipient="GENT"), "went to LIEGE-HUY"),
        "about a report to another bar": (by("LIEGE-HUY", report="R-000002"), "somebody else signed it"),
        "about an alert of another report": (by("LIEGE-HUY", outcomes=other), "does not tell of A-000002"),
        "about no report": (by("LIEGE-HUY", report="R-000099"), "no report"),
        "before the report was sent": (by("LIEGE-HUY", answered_on="2026-11-21"), "was not sent"),
        "of tomorrow": (by("LIEGE-HUY", answered_on="2026-12-04"), "today or before"),
        "of another format": (by("LIEGE-HUY", format="else"), "is no answer"),
        "with a field more": (by("LIEGE-HUY", note="confidential"), "is no answer"),
        "with an alert twice": (by("LIEGE-HUY", outcomes=twice), "is no answer"),
        "without an outcome": (by("LIEGE-HUY", outcomes=[]), "at least one alert"),
        "with a number for a text": (by("LIEGE-HUY", recipient=7), "is no answer"),
    }


@pytest.mark.parametrize("case", _refused())
def test_what_cannot_be_believed_is_refused_with_one_line_and_nothing_is_stored(sent: Office, cards, case: str) -> None:
    make, why = _refused()[case]
    with pytest.raises(Refusal, match=why) as refused:
        _read(sent, make(sent, cards))
    assert "\n" not in str(refused.value)
    assert answers_of(sent.warehouse) == []
    assert {one.state for one in list_dispatches(sent.warehouse)} == {"sent"}


def test_a_flipped_bit_of_what_is_signed_is_never_believed(sent: Office, cards) -> None:
    """Bits of the certificates inside the file may flip: nothing is believed of them."""
    file = bytearray(_signed(_told(), cards["LIEGE-HUY"]))
    start = file.find(b'{"format"')
    places = random.Random(8).sample(range(start, start + len(_told())), 60)
    for place in [*places, *range(len(file) - 60, len(file))]:  # the answer, and the signature at the end
        file[place] ^= 1 << (place % 8)
        with pytest.raises(Refusal):
            _read(sent, bytes(file))
        file[place] ^= 1 << (place % 8)
    assert answers_of(sent.warehouse) == []
    assert len(_read(sent, bytes(file))) == 1


def test_without_a_certificate_that_counts_nothing_is_believed(office: Office, cards) -> None:
    office.alert("K1", ALINE, office.movement_ids(ALINE, "CASH"))
    _register(office, "LIEGE-HUY", str(pyrage.x25519.Identity.generate().to_public()))
    office.release(office.draft()[0].report_id)
    file = _signed(_told(), cards["LIEGE-HUY"])
    with pytest.raises(Refusal, match="no certificate of LIEGE-HUY counts"):
        _read(office, file)
    read = read_key(_pem(cards["LIEGE-HUY"]))
    add_key(office.warehouse, "LIEGE-HUY", kind="smime", key=read.key, fingerprint=read.fingerprint, by="officer", at=AT)
    with pytest.raises(Refusal, match="no certificate of LIEGE-HUY counts"):
        _read(office, file)
    _register(office, "LIEGE-HUY", _pem(cards["LIEGE-HUY"]))
    _register(office, "LIEGE-HUY", _pem(cards["stranger"]))
    with pytest.raises(Refusal, match="somebody else signed it"):
        _read(office, file)
    _register(office, "LIEGE-HUY", _pem(cards["old"]))
    with pytest.raises(Refusal, match="outside of its time"):
        _read(office, _signed(_told(), cards["old"]))
    assert answers_of(office.warehouse) == []


@pytest.mark.parametrize(
    ("role", "bars", "allowed"),
    [("officer", ["LIEGE-HUY"], True), ("officer", ["GENT"], False), ("analyst", ["LIEGE-HUY"], False), ("dpo", [], False)],
)
def test_jr_2_an_answer_is_entered_by_who_may_write_one_for_that_bar(sent: Office, role: str, bars, allowed: bool) -> None:
    def enter():
        reader = Reader("someone", role, frozenset(bars))
        told = Outcome("explained")
        return enter_outcome(sent.warehouse, "R-000001", "A-000001", told, answered_on=ANSWERED_ON, by=reader, at=THEN)

    if allowed:
        assert (enter().outcome, enter().source) == ("explained", "")
        return
    with pytest.raises(Refusal, match="does not enter answers"):
        enter()
    assert answers_of(sent.warehouse) == []
