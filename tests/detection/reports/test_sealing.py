"""What leaves is encrypted, only the key that was meant opens it, and no bit of it can be another."""

import os
import random
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pikepdf
import pyrage
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from detection.reports.opening import open_sealed
from detection.reports.sealing import read_key, recipient_password, seal, sealed_name
from detection.reports.signing import BrokenSealError, Signer, certificate_pem, signer_of, verify
from tests.detection.reports.world import ALINE, AT, BRAM, CLARA, Office, text_of
from warehouse.errors import Refusal
from warehouse.fingerprint import sha256
from warehouse.reports_register.dispatches import acknowledge, list_dispatches, overdue
from warehouse.reports_register.recipients import RecipientKey, add_key, confirm_key, enter_recipient, key_for, keys_of

FULL = os.environ.get("QUATER_TEST_FULL") == "1"
FLIPS = 1_000
SIGNED_FLIPS = FLIPS if FULL else 150  # every one is a signature to be checked: all of them when QUATER_TEST_FULL is set
SECRET = "a password told by telephone"


@pytest.fixture(scope="module")
def card() -> tuple[bytes, x509.Certificate]:
    """A bâtonnier's RSA key and certificate, as a lawyers' card holds them."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Stafhouder")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(77).not_valid_before(AT).not_valid_after(AT + timedelta(days=900))
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return pem, builder.sign(key, hashes.SHA256())


@pytest.fixture
def drafted(office: Office):
    """The draft of one bar."""
    office.alert("K1", ALINE, office.movement_ids(ALINE, "CASH"))
    return office.draft()[0]


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _register_key(office: Office, recipient: str, text: str) -> RecipientKey:
    read = read_key(text)
    added = add_key(
        office.warehouse, recipient, kind=read.kind, key=read.key, fingerprint=read.fingerprint, by="officer", at=AT
    )
    return confirm_key(office.warehouse, added.number, fingerprint=read.fingerprint, by="second", at=AT)


def _signer(office: Office) -> Signer:
    return signer_of(office.warehouse.settings, at=AT)


def test_jr_27_what_leaves_is_encrypted_to_the_recipients_key_and_nothing_else_is_in_the_outbox(office, drafted) -> None:
    identity = pyrage.x25519.Identity.generate()
    _register_key(office, "LIEGE-HUY", str(identity.to_public()))
    released = office.release(drafted.report_id)
    outbox = office.warehouse.settings.outbox
    files = sorted(path for path in outbox.rglob("*") if path.is_file())
    assert files == sorted(released.sealed)
    for path in files:
        sealed = path.read_bytes()
        assert sealed.startswith(b"age-encryption.org/v1\n-> X25519 ")
        assert b"%PDF" not in sealed
        assert oct(path.stat().st_mode & 0o777) == "0o600"
        assert "Corbeau" not in path.as_posix()
        assert ALINE not in path.as_posix()
    signed_by = _signer(office).certificate
    for path, final in zip(released.sealed, released.final, strict=True):
        opened = open_sealed(path.name, path.read_bytes(), signed_by=signed_by, identity=str(identity))
        assert opened == final.read_bytes()
        other = str(pyrage.x25519.Identity.generate())
        with pytest.raises(BrokenSealError, match="is for another key"):
            open_sealed(path.name, path.read_bytes(), signed_by=signed_by, identity=other)


def test_jr_27_a_certificate_opens_by_its_own_key_only(office, drafted, card) -> None:
    pem, certificate = card
    _register_key(office, "LIEGE-HUY", _pem(certificate))
    released = office.release(drafted.report_id)
    assert [path.suffixes[-1] for path in released.sealed] == [".p7m"] * len(released.sealed)
    signed_by = _signer(office).certificate
    sealed = released.sealed[0].read_bytes()
    opened = open_sealed(released.sealed[0].name, sealed, signed_by=signed_by, key=pem, certificate=certificate)
    assert opened == released.final[0].read_bytes()
    other = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    stranger = other.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    with pytest.raises(BrokenSealError):
        open_sealed("report.pdf.p7m", sealed, signed_by=signed_by, key=stranger, certificate=certificate)


def test_jr_27_without_a_key_the_pdf_is_aes_256_under_the_recipients_password(office, drafted) -> None:
    released = office.release(drafted.report_id)
    password = recipient_password(office.warehouse.settings, "LIEGE-HUY")
    by_name = {path.name: path for path in released.final if path.suffix == ".pdf"}
    for path, final in ((path, by_name[f"{path.stem}.final.pdf"]) for path in released.sealed if path.suffix == ".pdf"):
        assert b"Corbeau" not in path.read_bytes()
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(path)
        with pikepdf.open(path, password=password) as pdf:
            assert pdf.encryption.bits == 256
        assert text_of(path, password) == text_of(final)
        verify(path.read_bytes(), _signer(office).certificate, password=password)
    assert b"Rapport" not in released.sealed[0].read_bytes()
    data = {path.name: path.read_bytes() for path in released.sealed if path.suffix == ".age"}
    assert sorted(data) == ["data.json.age", "goaml.xml.age"]
    assert all(sealed.startswith(b"age-encryption.org/v1\n-> scrypt ") for sealed in data.values())


def test_each_recipient_has_a_password_of_its_own_made_once(office) -> None:
    settings = office.warehouse.settings
    passwords = {bar: recipient_password(settings, bar) for bar in ("LIEGE-HUY", "GENT", "AD/HOC")}
    assert len(set(passwords.values())) == 3
    assert min(map(len, passwords.values())) >= 32
    assert recipient_password(settings, "GENT") == passwords["GENT"]
    keys = list((settings.secrets / "recipients").iterdir())
    assert {oct(path.stat().st_mode & 0o777) for path in keys} == {"0o600"}


def test_a_thousand_flipped_bits_are_a_thousand_refusals_in_every_way_of_sealing(
    office, drafted, card, record_property
) -> None:
    document = _signer(office).sign(office.piece(drafted.pieces[1].path).read_bytes(), at=AT)
    identity, (pem, certificate) = pyrage.x25519.Identity.generate(), card
    ways = {
        "age": (str(identity.to_public()), {"identity": str(identity)}),
        "smime": (_pem(certificate), {"key": pem, "certificate": certificate}),
        "password": ("", {"password": SECRET}),
    }
    signer = _signer(office)
    for kind, (key, opener) in ways.items():
        known = RecipientKey(1, "LIEGE-HUY", kind, key, "f", "a", "b", None) if key else None
        sealed = seal("annex-1.pdf", document, key=known, password=SECRET, signer=signer, at=AT)
        name = sealed_name("annex-1.pdf", kind)
        open_sealed(name, sealed, signed_by=signer.certificate, **opener)
        chosen = random.Random(2026)
        heads = 700 if kind != "password" else len(sealed)  # half of the flips where the envelope's own words stand
        flips = SIGNED_FLIPS if kind == "password" else FLIPS
        for number in range(flips):
            place = chosen.randrange(min(heads, len(sealed)) if number % 2 else len(sealed))
            flipped = bytearray(sealed)
            flipped[place] ^= 1 << chosen.randrange(8)
            with pytest.raises(BrokenSealError):
                open_sealed(name, bytes(flipped), signed_by=signer.certificate, **opener)
        record_property("R22", f"{kind}: {flips:,} of {flips:,} refused")


def test_the_signature_verifies_and_fails_after_one_changed_bit_anywhere(office, drafted) -> None:
    signer = _signer(office)
    document = signer.sign(office.piece(drafted.pieces[1].path).read_bytes(), at=AT)
    verify(document, signer.certificate)
    with pikepdf.open(BytesIO(document)) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        start, before, after, rest = (int(number) for number in field.V.ByteRange)
    assert (start, after + rest) == (0, len(document))
    chosen = random.Random(456)
    for number in range(SIGNED_FLIPS):
        place = chosen.randrange(before, after) if number % 2 else chosen.randrange(len(document))
        flipped = bytearray(document)
        flipped[place] ^= 1 << chosen.randrange(8)
        with pytest.raises(BrokenSealError):
            verify(bytes(flipped), signer.certificate)
    for longer in (document + b"\n", document[:-1], document + document[-200:]):
        with pytest.raises(BrokenSealError):
            verify(longer, signer.certificate)


def test_the_signature_is_by_the_installations_own_key_made_once_and_kept_among_the_secrets(office, tmp_path) -> None:
    settings = office.warehouse.settings
    certificate = certificate_pem(settings, at=AT)
    assert certificate_pem(settings, at=AT + timedelta(days=900)) == certificate
    assert oct((settings.secrets / "signing.pem").stat().st_mode & 0o777) == "0o600"
    assert b"PRIVATE" not in certificate
    other = Office(office.warehouse, tmp_path)
    stranger = signer_of(type(settings)(tmp_path / "other", ""), at=AT)
    assert stranger.certificate != _signer(other).certificate


def test_a_document_signed_by_somebody_else_is_not_ours(office, drafted, tmp_path) -> None:
    settings = office.warehouse.settings
    stranger = signer_of(type(settings)(tmp_path / "other", ""), at=AT)
    document = stranger.sign(office.piece(drafted.pieces[1].path).read_bytes(), at=AT)
    verify(document, stranger.certificate)
    with pytest.raises(BrokenSealError):
        verify(document, _signer(office).certificate)
    with pytest.raises(BrokenSealError):
        verify(office.piece(drafted.pieces[1].path).read_bytes(), _signer(office).certificate)


def test_the_report_lists_the_hashes_of_the_other_pieces_so_that_its_signature_stands_for_them(office, drafted) -> None:
    released = office.release(drafted.report_id)
    said = text_of(released.final[0]).replace(" ", "")
    assert sha256(released.final[1].read_bytes()) in said
    assert sha256(office.piece(drafted.pieces[1].path).read_bytes()) not in said


def test_a_key_counts_when_a_second_person_has_compared_its_fingerprint(office) -> None:
    read = read_key(str(pyrage.x25519.Identity.generate().to_public()))
    added = add_key(office.warehouse, "GENT", kind=read.kind, key=read.key, fingerprint=read.fingerprint, by="officer", at=AT)
    assert key_for(office.warehouse, "GENT") is None
    with pytest.raises(Refusal, match="second person"):
        confirm_key(office.warehouse, added.number, fingerprint=read.fingerprint, by="officer", at=AT)
    with pytest.raises(Refusal, match="not that of this key"):
        confirm_key(office.warehouse, added.number, fingerprint="0" * 32, by="second", at=AT)
    confirm_key(office.warehouse, added.number, fingerprint=read.fingerprint.upper(), by="second", at=AT)
    assert key_for(office.warehouse, "GENT").key == read.key


def test_age_comes_before_smime_and_a_new_key_ends_the_one_before(office, card) -> None:
    _register_key(office, "EUPEN", _pem(card[1]))
    first = _register_key(office, "EUPEN", str(pyrage.x25519.Identity.generate().to_public()))
    second = _register_key(office, "EUPEN", str(pyrage.x25519.Identity.generate().to_public()))
    assert key_for(office.warehouse, "EUPEN").number == second.number
    ended = {key.number: key.ended_at for key in keys_of(office.warehouse, "EUPEN")}
    assert ended[first.number] == AT
    assert ended[second.number] is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("AGE-SECRET-KEY-1QQQ", "secret key"),
        ("-----BEGIN PRIVATE KEY-----", "secret key"),
        ("age1notakey", "age recipient"),
        ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "X.509 certificate"),
        ("ssh-ed25519 AAAA", "found neither"),
    ],
)
def test_what_is_no_public_key_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        read_key(text)


def test_ar_4_g_a_receipt_is_on_record_and_its_lack_is_reminded_then_escalated_once(office, drafted) -> None:
    office.release(drafted.report_id)
    (sent,) = list_dispatches(office.warehouse)
    assert (sent.state, sent.knowledge_on, sent.key) == ("sent", date(2026, 11, 22), "password")
    # five bank days after Sunday 22 November are Friday 27, ten are Friday 4 December
    for day, reminded, escalated in ((26, 0, 0), (27, 1, 0)):
        found = overdue(office.warehouse, on=date(2026, 11, day))
        assert (len(found["reminded"]), len(found["escalated"])) == (reminded, escalated)
    assert len(overdue(office.warehouse, on=date(2026, 12, 4))["escalated"]) == 1
    with pytest.raises(Refusal, match="2026-11-22, the day of sending, or later"):
        acknowledge(office.warehouse, sent.dispatch_id, received_on=date(2026, 11, 21), by="officer", at=AT)
    received = acknowledge(office.warehouse, sent.dispatch_id, received_on=date(2026, 11, 25), by="officer", at=AT)
    assert (received.state, received.received_on) == ("received", date(2026, 11, 25))
    assert [event for _, _, event, _ in received.events] == ["sealed", "sent", "received"]
    found = overdue(office.warehouse, on=date(2027, 1, 1))
    assert not any(found.values())


def test_a_recipient_with_a_server_of_its_own_is_not_told_until_the_files_are_there(office, drafted) -> None:
    enter_recipient(
        office.warehouse, "LIEGE-HUY", channel="sftp", address="sftp://quater@drop.example.org/in", by="officer", at=AT
    )
    office.release(drafted.report_id)
    (dispatch,) = list_dispatches(office.warehouse)
    assert (dispatch.state, dispatch.knowledge_on) == ("sealed", None)
    with pytest.raises(Refusal, match="not sent yet"):
        acknowledge(office.warehouse, dispatch.dispatch_id, received_on=date(2026, 11, 25), by="officer", at=AT)


def test_every_bar_gets_its_own_sealed_files_and_no_others(office) -> None:
    for number, account in enumerate((ALINE, BRAM, CLARA)):
        office.alert(f"K{number}", account, office.movement_ids(account, "CASH"))
    for report in office.draft():
        office.release(report.report_id)
    outbox = office.warehouse.settings.outbox
    assert sorted(path.name for path in outbox.iterdir()) == ["EUPEN", "GENT", "LIEGE-HUY"]
    moment = datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert {one.sealed_at for one in list_dispatches(office.warehouse)} == {moment}
