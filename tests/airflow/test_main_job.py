"""The main job from the command line, then its UI: a browser at the desk, people who answer required actions, a second run.

One installation for all of it, in the order of this file; each test says what a person could check by hand.
"""

import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from console.airflow_cli import variables_of
from console.airflow_runs import KEPT_DAYS, clear_runs
from console.demo.airflow_home import environment, passwords, usable_port
from console.demo.sftp_server import serving
from console.demo.user_interface import airflow_running
from tests.airflow.browser import Visitor, chromium, picture
from tests.airflow.served import Served, eventually
from tests.airflow.traces import make_overdue, names_and_numbers, runs_and_records, scan, secrets_of
from warehouse.alerts import dispositions, get_alert, history, list_alerts
from warehouse.blocking import block, lift, propose_lifting
from warehouse.database import Warehouse, open_warehouse
from warehouse.evidence import verify
from warehouse.intake import accounting
from warehouse.lake import movements
from warehouse.model_approvals import list_models
from warehouse.reports_register import get_report, list_reports
from warehouse.reports_register.dispatches import list_dispatches
from warehouse.retention import list_certificates, list_plans
from warehouse.settings import Settings, load_settings

pytestmark = pytest.mark.airflow

ROOT = Path(__file__).resolve().parents[2]
SIZE = ("--accounts", "80", "--months", "8")


def demo(settings: Settings) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from console.command import main; main()", "demo", "--home", str(settings.home), *SIZE]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, "CI": "1", "COLUMNS": "240"}, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load_settings(tmp_path_factory.mktemp("main-job") / "home", environ={})


@pytest.fixture(scope="module")
def first_run(settings: Settings) -> str:
    done = demo(settings)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def installation(settings: Settings, first_run: str) -> Iterator[Warehouse]:
    warehouse = open_warehouse(settings)
    yield warehouse
    warehouse.close()


def test_the_summary_shows_the_identity_and_agrees_with_what_the_banks_sent(first_run: str) -> None:
    assert re.search(r"✓ (\d+) = \d+ \+ \d+ \+ \d+ \+ \d+ statements; the sums agree to the last cent", first_run)
    assert "they are what the simulated banks say that they sent" in first_run
    assert "✗" not in first_run
    assert re.search(r"^ all +\d+ +\d+ +\d+ +\d+ +1 ", first_run, re.MULTILINE), "one unfinished file waits"
    for state in ("partial", "quarantined", "duplicate", "pending"):
        assert state in first_run


def test_the_lake_holds_what_the_ledger_says_to_the_last_thousandth(installation: Warehouse) -> None:
    counted = accounting(installation)
    booked = movements(installation).filter(~pl.col("is_detail")).collect()
    assert counted.holds
    assert counted.held.movements == booked.height
    assert counted.held.credit_milli - counted.held.debit_milli == booked["amount_milli"].sum()


def test_reports_and_quality_pages_are_written_and_nothing_is_released(installation: Warehouse) -> None:
    reports = list_reports(installation)
    assert reports
    assert {report.state for report in reports} == {"drafted"}
    for report in reports:
        for piece in report.pieces:
            start = {".pdf": b"%PDF", ".json": b"{", ".xml": b"<?xml"}[Path(piece.path).suffix]
            assert (installation.settings.reports / piece.path).read_bytes().startswith(start)
    assert (installation.settings.data_docs / "index.html").is_file()


def test_what_waits_for_a_person_is_named_and_nothing_was_decided(first_run: str, installation: Warehouse) -> None:
    assert re.search(rf"^ release +{len(list_reports(installation))} +Check the report R-000001", first_run, re.MULTILINE)
    assert re.search(r"^ retention +1 +Destroy what is older than ten years\?", first_run, re.MULTILINE)
    (plan,) = list_plans(installation)
    assert (plan.state, plan.approvals) == ("drafted", ())
    assert (plan.counts["statements"], plan.counts["movements"]) == (6, 12)


def test_every_received_file_is_answered_and_the_unfinished_one_is_left_alone(settings: Settings, first_run: str) -> None:
    drops = settings.home / "demo" / "sftp"
    left = [path for path in drops.glob("*/*") if path.is_file()]
    assert [path.parent.name for path in left] == ["noordzee"]
    done = {path.name for path in drops.glob("*/done/*")}
    assert done
    answered = " ".join(path.name for path in drops.glob("*/ack/*"))
    assert [name for name in done if name not in answered and Path(name).stem not in answered] == []


@pytest.fixture(scope="class")
def server(settings: Settings, first_run: str) -> Iterator[Served]:
    """The UI of the installation; when it ends, none of its processes is left."""
    with ExitStack() as stack:
        drops = stack.enter_context(serving(settings, ["KASTEEL"]))
        port = usable_port(0)
        variables = environment(settings, port=port, connections=drops.connections(["KASTEEL"]))
        airflow = stack.enter_context(airflow_running(variables, logs=settings.airflow / "logs", port=port))
        yield Served(port, settings)
        stack.close()
    for process in airflow.processes:
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)


class TestServed:
    """The Airflow UI of the same installation."""

    def test_anonymous_visitors_get_nothing(self, server: Served) -> None:
        for path in ("/quater/alerts", "/quater/alerts/A-000001", "/quater/reports"):
            answer = server.ask("GET", path)
            assert (answer.status, answer.text) == (303, "")
            assert "/auth/login?next=" in answer.headers["location"]
        assert server.ask("POST", "/quater/alerts/A-000001/disposition", body="").status == 401
        assert server.ask("GET", "/quater/alerts", headers={"Cookie": "_token=forged"}).status in (303, 401, 403)
        assert server.ask("GET", "/quater/alerts", token="forged").status in (303, 401, 403)

    def test_a_signed_in_person_gets_the_queue_under_a_strict_policy(self, server: Served) -> None:
        answer = server.ask("GET", "/quater/alerts", token=server.token("analyst-obfg"))
        assert answer.status == 200
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")

    def test_a_person_releases_one_report_and_the_register_says_who(self, server: Served, installation: Warehouse) -> None:
        questions = server.open_questions("release")
        assert len(questions) == len(list_reports(installation))
        question = min(questions, key=lambda question: question["task_instance"]["map_index"])
        report_id = re.search(r"R-\d+", question["subject"])
        assert report_id
        assert server.answer(question, "officer", "The draft is right").status == 200
        (decision,) = eventually(
            lambda: [one for one in server.open_questions("release") if one["subject"].startswith("Release")],
            lambda found: len(found) == 1,
        )
        assert report_id[0] in decision["subject"]
        assert server.answer(question, "officer-2", "Keep as draft").status == 409, "it was answered"
        assert server.answer(decision, "officer-2", "Release").status == 200
        (dispatch,) = eventually(lambda: list_dispatches(installation, report_id=report_id[0]), lambda found: len(found) == 1)
        report = get_report(installation, report_id[0])
        assert (report.state, report.checked_by, report.decided_by) == ("released", "officer", "officer-2")
        assert len(dispatch.files) == len(report.pieces)
        outbox = installation.settings.outbox
        assert {file.relative_to(outbox).as_posix() for file in outbox.rglob("*") if file.is_file()} == set(dispatch.files)
        drafted = [other for other in list_reports(installation) if other.state == "drafted"]
        assert len(drafted) == len(questions) - 1

    def test_a_model_is_used_only_after_a_person_said_why(self, server: Served, installation: Warehouse) -> None:
        (question,) = server.open_questions("training")
        (model,) = list_models(installation)
        assert model.state == "registered"
        assert server.answer(question, "officer", "Approve", reason="Read the card of this fit.").status == 200
        seen = eventually(lambda: list_models(installation)[0], lambda model: model.state != "registered")
        assert (seen.state, seen.decided_by, seen.reason) == ("approved", "officer", "Read the card of this fit.")

    def test_destruction_needs_two_different_people(self, server: Served, installation: Warehouse) -> None:
        before = accounting(installation)
        (first,) = server.open_questions("retention")
        assert server.answer(first, "officer", "Approve").status == 200
        (second,) = eventually(
            lambda: [one for one in server.open_questions("retention") if one["task_instance"]["task_id"] == "second_approval"],
            lambda found: len(found) == 1,
        )
        assert server.answer(second, "officer", "Approve").status == 200
        eventually(lambda: server.state_of(second, "record_second"), lambda state: state == "failed")
        assert accounting(installation).destroyed.statements == 0
        run = second["task_instance"]["dag_run_id"]
        cleared = server.ask(
            "POST",
            "/api/v2/dags/retention/clearTaskInstances",
            body={
                "dag_run_id": run,
                "task_ids": ["second_approval"],
                "include_downstream": True,
                "only_failed": False,
                "dry_run": False,
            },
            token=server.token("operator"),
        )
        assert cleared.status == 200, cleared.text
        (again,) = eventually(
            lambda: [one for one in server.open_questions("retention") if one["task_instance"]["task_id"] == "second_approval"],
            lambda found: len(found) == 1,
        )
        assert server.answer(again, "officer-2", "Approve").status == 200
        after = eventually(lambda: accounting(installation), lambda counted: counted.destroyed.statements > 0)
        assert (after.destroyed.statements, after.destroyed.movements) == (6, 12)
        assert after.held.statements == before.held.statements - 6
        certificates = eventually(lambda: list_certificates(installation), lambda found: len(found) > 0)  # after the commit
        assert len(certificates) == 1

    def test_jr_16_a_block_reaches_airflow_s_own_pages_and_answers_within_five_seconds_and_two_people_lift_it(
        self, server: Served, installation: Warehouse, record_property: Callable[[str, object], None]
    ) -> None:
        token, (question, *_) = server.token("officer-2"), server.open_questions("release")
        cookie = {"Cookie": f"_token={token}"}
        pages = ("/api/v2/dags", "/ui/config", "/", "/quater/alerts")
        assert [server.ask("GET", page, headers=cookie).status for page in pages] == [200] * len(pages)
        made, now = time.monotonic(), datetime.now(UTC)
        block_id = block(installation, "officer-2", risk="lost_device", reason="r", by="dpo", at=now).block_id
        for given in ({"headers": cookie}, {"token": token}):
            assert [server.ask("GET", page, **given).status for page in pages] == [403] * len(pages)
        shut_out_after = time.monotonic() - made
        assert server.answer(question, "officer-2", "Keep as draft").status == 403
        assert shut_out_after <= 5
        assert server.ask("GET", "/api/v2/dags", token=server.token("officer")).status == 200
        propose_lifting(installation, block_id, mitigation="wiped, new credential", by="dpo", at=now)
        assert server.ask("GET", "/api/v2/dags", token=token).status == 403, "one person does not let him in"
        lift(installation, block_id, by="officer", at=now)
        assert [server.ask("GET", page, headers=cookie).status for page in pages] == [200] * len(pages)
        assert question["task_instance"]["task_id"] in {
            asked["task_instance"]["task_id"] for asked in server.open_questions("release")
        }, "the refused answer was not taken"
        record_property("R17", f"Airflow's pages and answers {shut_out_after:.1f} s")

    def test_a_run_that_is_not_done_in_time_becomes_an_alert_while_it_still_waits(
        self, server: Served, installation: Warehouse
    ) -> None:
        operator, runs = server.token("operator"), "/api/v2/dags/detection/dagRuns"
        assert server.ask("PATCH", "/api/v2/dags/detection", body={"is_paused": True}, token=operator).status == 200
        started = server.ask("POST", runs, body={"logical_date": None, "dag_run_id": "late"}, token=operator)
        assert started.status == 200, started.text
        assert make_overdue(installation.settings.airflow / "airflow.db") == 1, "runs that were done in time left none"
        (late,) = eventually(
            lambda: [alert for alert in list_alerts(installation) if alert.account == "detection"],
            lambda found: len(found) == 1,
        )
        assert (late.nature, late.severity) == ("governance", "high")
        assert server.ask("GET", f"{runs}/late", token=operator).json["state"] == "queued"
        assert server.ask("DELETE", f"{runs}/late", token=operator).status == 204

    @pytest.mark.browser
    def test_an_analyst_triages_ten_alerts_by_keyboard_and_nothing_is_fetched_from_elsewhere(
        self, server: Served, installation: Warehouse
    ) -> None:
        with chromium() as browser:
            anna = Visitor(browser, server, "analyst-obfg")
            desk = anna.sign_in()
            desk.locator("table.queue tbody tr").first.wait_for()
            picture(anna.page, "airflow.png")
            anna.open("/alerts")
            keys = anna.page.keyboard
            keys.press("j")
            keys.press("d")
            for number in range(10):
                anna.page.locator("#decision input[value=watch]").wait_for()
                keys.press("3")
                keys.type(f"Read by keyboard, number {number}.")
                with anna.page.expect_navigation():  # the answer is the next alert, under the notice of the last one
                    keys.press("Control+Enter")
                anna.page.get_by_role("status").wait_for()
            decided = list_alerts(installation, status="watch")
            assert len(decided) == 10
            reasons = {event.detail for alert in decided for event in history(installation, alert.alert_id)}
            assert {f"Read by keyboard, number {number}." for number in range(10)} <= reasons
            assert anna.others == set()

    @pytest.mark.browser
    def test_two_analysts_collide_an_officer_approves_and_the_dpo_finds_who_looked(
        self, server: Served, installation: Warehouse
    ) -> None:
        with chromium() as browser:
            anna, arno, odile = (Visitor(browser, server, name) for name in ("analyst-obfg", "analyst-obfg-2", "officer"))
            for person in (anna, arno, odile):
                person.sign_in()
            anna.open("/alerts?order=OBFG")
            alert_id = anna.page.locator('input[name="alert"]').first.get_attribute("value")
            for person, words in ((anna, "No permission was shown."), (arno, "The receipt is in the file.")):
                person.open(f"/alerts/{alert_id}")
                person.page.locator("input[value=reported]").check()
                person.page.locator("#reason").fill(words)
            for person in (anna, arno):
                person.page.get_by_role("button", name="Record", exact=True).click()
            assert "Somebody else was faster" in arno.page.get_by_role("alert").inner_text()
            assert arno.page.locator("#reason").input_value() == "The receipt is in the file."
            assert "No permission was shown." in arno.page.locator("#decision").inner_text()
            odile.open(f"/alerts/{alert_id}")
            odile.page.get_by_role("button", name="Approve").click()
            odile.page.get_by_role("status").wait_for()
            (made,) = dispositions(installation, str(alert_id))
            assert (made.by, made.second) == ("analyst-obfg", "officer")
            assert anna.open(f"/alerts/{alert_id}/accounts/1").status == 200
            dirk = Visitor(browser, server, "dpo")
            dirk.sign_in("/plugin/evidence")
            account = get_alert(installation, str(alert_id)).accounts[0]
            everybody = {"analyst-obfg", "analyst-obfg-2", "officer"}  # an alert shows its account's balance and proofs
            for asked, action, expected in (
                (str(alert_id), "alert: show", everybody),
                (account, "", everybody),
                (account, "account: show", {"analyst-obfg"}),
            ):
                dirk.open("/evidence")
                dirk.page.locator("input[name=subject]").fill(asked)
                with dirk.page.expect_navigation():
                    dirk.page.get_by_role("button", name="Find").click()
                rows = dirk.page.locator("table tbody tr").filter(has_text=action)
                rows.first.wait_for()
                assert {row.locator("td").nth(1).inner_text() for row in rows.all()} == expected
            assert account not in dirk.page.url
            assert account not in " ".join(dirk.page.locator("table tbody").all_inner_texts())

    @pytest.mark.browser
    def test_an_analyst_of_ovb_opens_no_alert_of_obfg_by_any_address(self, server: Served, installation: Warehouse) -> None:
        of_obfg = [alert.alert_id for alert in list_alerts(installation, order="OBFG")][:3]
        with chromium() as browser:
            bert = Visitor(browser, server, "analyst-ovb")
            bert.sign_in()
            for alert_id in of_obfg:
                for address in (f"/alerts/{alert_id}", f"/alerts/{alert_id}/links", f"/alerts/{alert_id.lower()}"):
                    assert bert.open(address).status == 403
            bert.open("/alerts?status=all")
            assert not set(of_obfg) & set(re.findall(r"A-\d{6}", bert.page.content()))
        assert verify(installation).ok

    @pytest.mark.browser
    def test_a_signed_out_browser_sees_nothing(self, server: Served, installation: Warehouse) -> None:
        with chromium() as browser:
            nobody = Visitor(browser, server, "analyst-obfg")
            for address in ("/", "/alerts", "/alerts/A-000001", "/reports", "/exports/alerts.csv"):
                nobody.open(address)
                assert "/auth/login" in nobody.page.url
                assert "A-0000" not in nobody.page.content()


def test_a_second_run_counts_nothing_twice(settings: Settings, first_run: str) -> None:
    before = open_warehouse(settings)
    held = accounting(before).held
    before.close()
    done = demo(settings)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 new movements in 0 new statements" in done.stdout
    assert "✗" not in done.stdout
    after = open_warehouse(settings)
    assert accounting(after).held == held
    after.close()


def test_old_runs_of_the_scheduler_are_cleared_and_those_of_this_month_stay(settings: Settings, first_run: str) -> None:
    """Of one record and one log of 2025, and all that the main job has just left, the two go."""
    database, logs = settings.airflow / "airflow.db", settings.airflow / "logs"
    with sqlite3.connect(database) as connection:
        connection.execute("INSERT INTO log (dttm, event) VALUES ('2025-01-02 08:00:00', 'planted')")
    connection.close()
    old = logs / "dag_id=deliveries" / "run_id=old" / "attempt=1.log"
    old.parent.mkdir(parents=True)
    old.write_text("planted\n", encoding="utf-8")
    os.utime(old, (1_735_800_000, 1_735_800_000))
    kept = {path for path in logs.rglob("*.log") if path != old}
    before = runs_and_records(database)
    cleared = clear_runs(variables_of(settings), logs, before=datetime.now(UTC) - timedelta(days=KEPT_DAYS))
    assert cleared.logs == 1
    assert not old.parent.exists()
    assert {path for path in logs.rglob("*.log") if path.exists()} >= kept
    after = runs_and_records(database)
    assert after["dag_run"] == before["dag_run"]
    assert (before["planted"], after["planted"]) == (1, 0)
    with sqlite3.connect(database) as connection:
        archives = connection.execute("SELECT name FROM sqlite_master WHERE name LIKE '\\_airflow\\_deleted%' ESCAPE '\\'")
        assert archives.fetchall() == [], "no copy is left"
    connection.close()


def test_after_all_of_this_the_schedulers_database_and_logs_hold_no_name_no_account_and_no_secret(
    installation: Warehouse, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    canaries, secrets = names_and_numbers(installation), secrets_of(installation.settings)
    assert (len(canaries) > 200, len(secrets) > 10) == (True, True)
    kept, known = installation.settings.secrets, set(passwords(installation.settings).values())
    assert scan(installation.settings.airflow, canaries | secrets, tmp_path) == set()
    assert len(scan(installation.settings.home / "demo", canaries, tmp_path)) > 200, "the scanner finds what is there"
    assert scan(kept, secrets, tmp_path) >= known
    figures = f"{len(canaries)} names, accounts, communications, {len(secrets)} secrets: 0 in Airflow's XCom, database and logs"
    record_property("R23", figures)
    record_property("R19", "Airflow's own pages: nothing that a bank wrote is in its database")
