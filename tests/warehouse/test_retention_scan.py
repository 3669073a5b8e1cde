"""R13: the scanner finds all there is before a destruction, nothing of what went after it, and all of what a hold keeps.

Two accounts with the same kind of data, told in words that stand nowhere else: one goes, one is held. The words lie in the
lake, in the rows and bytes of the database and its log, in a PDF and its encrypted copy, in pages and in a file nobody names.
"""

import gzip
import io
import json
import sqlite3
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from coda_parser.iban import belgian_iban, checked
from coda_parser.writer import MovementDraft, StatementDraft
from detection.reports.pdf_texts import PdfTexts
from tests.warehouse.decade import FEB27, FEB28, LATER, ON, RECEIVED, THEN, Decade, finding
from warehouse.acknowledgements import deliver_to_folders
from warehouse.alerts import AlertDraft, dispose, raise_alerts, store_findings
from warehouse.database import Warehouse
from warehouse.fingerprint import sha256
from warehouse.holds import place
from warehouse.reports_register import Piece, record_report
from warehouse.retention import run
from warehouse.retention.rewriting import cycle_log
from warehouse.retention.scanning import Listed, Report, remnants_in, scan

GOING, HELD = (belgian_iban(checked(f"98500003{pair}")) for pair in ("11", "12"))
WORDS = {GOING: "HERON", HELD: "GODWIT"}
OPENS = "correct horse"


def _told(account: str) -> set[str]:
    """The words of an account's movements, and their ids."""
    bird = WORDS[account]
    words = {f"{bird} {kind} {number}" for kind in ("DOSSIER", "PAYEE") for number in (1, 2, 3)}
    return words | {f"REF{bird}{number}" for number in (1, 2, 3)} | set(_ids(account))


def _ids(account: str) -> list[str]:
    return [f"{account}.EUR.2026-02-27.001.{number:04d}.0000" for number in (1, 2, 3)]


def _pdf(text: str, password: str = "") -> bytes:
    """A page whose text can be read only when its stream is inflated, and opened with the password if one is given."""
    document = pikepdf.new()
    document.add_blank_page()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    document.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=document.make_indirect(font)))
    document.pages[0].Contents = document.make_stream(f"BT /F1 9 Tf ({text}) Tj ET".encode())
    sink = io.BytesIO()
    encryption = pikepdf.Encryption(owner=password, user=password) if password else None
    document.save(sink, compress_streams=True, encryption=encryption or False)
    return sink.getvalue()


class World(Decade):
    """The two accounts, with everything that is made of their movements."""

    def fill(self) -> "World":
        """Receive, find, raise, decide and report."""
        self.register((GOING, "H1"), (HELD, "H2"))
        secrets = self.warehouse.settings.secrets / "recipients"
        secrets.mkdir(parents=True)
        (secrets / "LIEGE-HUY.key").write_text(OPENS, encoding="ascii")
        for account, holder in ((GOING, "H1"), (HELD, "H2")):
            self._deliver(account)
            self._analyse(account, holder)
        deliver_to_folders(self.warehouse, at=RECEIVED)
        return self

    def _deliver(self, account: str) -> None:
        bird = WORDS[account]
        movements = [
            MovementDraft(
                -1000 * number, FEB27, FEB28, "00101000", communication=f"{bird} DOSSIER {number}",
                counterparty_name=f"{bird} PAYEE {number}", bank_reference=f"REF{bird}{number}",
            )
            for number in (1, 2, 3)
        ]  # fmt: skip
        self.receive(account, StatementDraft(account, "EUR", 1, FEB27, 1_000_000, holder_name="GENERATED", movements=movements))

    def _analyse(self, account: str, holder: str) -> None:
        bird, names = WORDS[account], _ids(account)
        payees = {f"payee {number}": f"{bird} PAYEE {number}" for number in (1, 2, 3)}
        one = finding(
            f"{bird}-1", account=account, holder_id=holder, movement_ids=tuple(names), bank_references=(f"REF{bird}1",),
            typology=bird, evidence=payees, reason=f"paid {bird} DOSSIER 1",
        )  # fmt: skip
        store_findings(self.warehouse, [one], on=FEB28, at=RECEIVED)
        (alert,) = raise_alerts(self.warehouse, [AlertDraft(holder, account, bird, FEB27, (one.key,))], at=RECEIVED).new
        dispose(self.warehouse, alert, outcome="dismissed", reason=f"see {bird} DOSSIER 2", by="analyst", at=THEN)
        folder = self.warehouse.settings.reports / bird
        folder.mkdir(parents=True)
        said = " / ".join(sorted(_told(account)))
        (folder / "report.pdf").write_bytes(_pdf(said))
        (folder / "report.encrypted.pdf").write_bytes(_pdf(said, OPENS))
        digest = sha256((folder / "report.pdf").read_bytes())
        piece = Piece("body", "report", f"{bird}/report.pdf", digest, FEB28, tuple(names), (account,))
        record_report(
            self.warehouse, bar="LIEGE-HUY", language="fr", on=FEB28, alert_ids=[alert], pieces=[piece], at=RECEIVED
        )  # fmt: skip

    def leave_pages(self) -> None:
        """Leave what programs leave: an orphan in the lake, a run's working files, pages of another month."""
        settings = self.warehouse.settings
        part = next((settings.lake / "movements").rglob("*.parquet"))
        part.with_name(".0123.draft").write_bytes(part.read_bytes())
        working = settings.home / "working" / "20260301T060000000000Z"
        working.mkdir(parents=True)
        (working / "rows.parquet").write_bytes(part.read_bytes())
        settings.data_docs.mkdir()
        (settings.data_docs / "index.html").write_text(f"<p>{_ids(GOING)[0]}</p>", encoding="utf-8")

    def look(self, texts: set[str]) -> Report:
        """Scan everything for texts."""
        return scan(self.warehouse, Listed(texts), readers={"pdf": PdfTexts(self.warehouse.settings)})


@pytest.fixture
def world(warehouse: Warehouse, tmp_path: Path) -> World:
    made = World(warehouse, tmp_path)
    made.fill()
    made.leave_pages()
    return made


def _kinds(report: Report) -> set[str]:
    """The kinds of places in which something was found."""
    return {place.partition("/")[0].partition(" ")[0].rstrip(":") for place in report.found}


def test_ar_5_i_all_is_found_before_nothing_of_the_erased_after_and_all_of_the_held(world: World, record_property) -> None:
    going, held = _told(GOING), _told(HELD)
    before = world.look(going | held)
    assert before.texts == going | held
    rows = {"sql:findings", "sql:dispositions", "sql:report_pieces"}
    assert {"lake", "reports", "working", "data_docs", "sql"} | rows <= _kinds(before)
    files = "write-ahead" if world.warehouse.engine.dialect.name == "postgresql" else "bytes of quater.sqlite-wal"
    assert any(files in place for place in before.found)
    assert {f"reports/{bird}/report{kind}.pdf" for bird in WORDS.values() for kind in ("", ".encrypted")} <= set(before.found)
    place(
        world.warehouse, scope="account", subject=HELD, ground="instruction", opening_act="act", authority="court",
        act_date=date(2036, 1, 5), by="officer", review_on=date(2036, 9, 1), at=THEN,
    )  # fmt: skip
    run(world.warehouse, world.approved(ON).plan_id, at=LATER)
    cycle_log(world.warehouse.engine)
    assert world.look(going).found == {}
    after = world.look(held)
    assert (after.texts, after.unread) == (held, [])
    assert remnants_in(world.warehouse, readers={"pdf": PdfTexts(world.warehouse.settings)}).found == {}
    kind = world.warehouse.engine.dialect.name
    record_property("R13", f"{kind}: {len(going | held)} of {len(going | held)} before, 0 of {len(going)}, {len(held)} after")


def test_what_leaked_into_logs_or_into_the_scheduler_is_found_where_it_is(world: World) -> None:
    run(world.warehouse, world.approved(ON).plan_id, at=LATER)
    cycle_log(world.warehouse.engine)
    assert world.look(_told(GOING)).found == {}
    leaked = _ids(GOING)[0]
    airflow = world.warehouse.settings.airflow
    logs = airflow / "logs" / "dag_id=detection" / "run"
    logs.mkdir(parents=True)
    (logs / "attempt=1.log").write_text(json.dumps({"event": f"read {leaked}"}), encoding="utf-8")
    (logs / "attempt=1.log.1.gz").write_bytes(gzip.compress(f"read {leaked}".encode()))
    with sqlite3.connect(airflow / "airflow.db") as connection:
        connection.execute("CREATE TABLE xcom (value TEXT)")
        connection.execute("INSERT INTO xcom VALUES (?)", (json.dumps({"movement": leaked}),))
    connection.close()
    other = world.folder / "other"
    other.mkdir()
    (other / "e.log").write_text(leaked, encoding="utf-8")
    report = remnants_in(world.warehouse, besides=[other], readers={"pdf": PdfTexts(world.warehouse.settings)})
    assert report.texts == {leaked}
    assert set(report.found) == {
        "airflow/logs/dag_id=detection/run/attempt=1.log",
        "airflow/logs/dag_id=detection/run/attempt=1.log.1.gz",
        "airflow/airflow.db",
        "scheduler:xcom",
        "scheduler: bytes of airflow.db",
        str(other / "e.log"),
    }
    assert leaked not in json.dumps(report.as_json())  # a report of remnants is no further copy of them


def test_what_cannot_be_read_is_named_and_proves_nothing(world: World) -> None:
    (world.warehouse.settings.reports / "locked.pdf").write_bytes(_pdf("anything", "another password"))
    part = next((world.warehouse.settings.lake / "movements").rglob("*.parquet"))
    part.with_name(f"{'0' * 64}.parquet").write_bytes(part.read_bytes()[:100])
    unread = world.look(_told(GOING)).unread
    assert unread == sorted(unread)
    assert {name.rpartition("/")[2] for name in unread} == {"locked.pdf", f"{'0' * 64}.parquet"}
