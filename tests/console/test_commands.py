"""The commands of the contract, on a simulated world whose figures the generator wrote down."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.console.conftest import LAST_DAY, World

ALERT_COLUMNS = (
    "alert_id,status,detector,detector_version,nature,severity,score,account,holder_id,bar,first_date,last_date,amount,currency,"
    "movement_ids,bank_references,reason,created_at"
).split(",")
MOVEMENT_COLUMNS = (
    "movement_id,account,currency,statement_date,statement_number,sequence,detail,is_detail,booked,valued,amount_milli,code,family,"
    "operation,category,bank_reference,customer_reference,communication,communication_type,structured_reference,"
    "counterparty_account,counterparty_bic,counterparty_name,counterparty_address,r_transaction,reason_code,category_purpose,purpose,creditor_id,"
    "mandate_reference,delivery,line"
).split(",")


def test_ingest_says_what_the_generator_expected(world: World) -> None:
    expected, said = world.expected(), world.ingest.json
    states = ("ingested", "partial", "duplicate", "quarantined", "pending")
    assert set(said) == {*states, "statements", "movements", "statements_quarantined", "deliveries"}
    assert {state: said[state] for state in states} == {state: expected["deliveries"].get(state, 0) for state in states}
    assert said["movements"] == expected["movements_ingested"]
    assert set(said["deliveries"][0]) == {"file", "state", "reason", "problems"}


def test_ingest_exits_3_because_something_was_refused(world: World) -> None:
    assert world.ingest.code == 3


def test_ingesting_the_same_folder_again_brings_nothing_new(world: World) -> None:
    again = world.quater("ingest", str(world.folder / "drop"), "--json").json
    assert (again["statements"], again["movements"], again["ingested"]) == (0, 0, 0)


def test_detect_counts_findings_per_detector(world: World) -> None:
    said = world.detect.json
    assert set(said) == {"findings", "alerts", "by_detector"}
    assert said["findings"] == sum(said["by_detector"].values())
    assert said["alerts"] > 0


def test_the_exported_alerts_have_the_contract_columns_and_name_their_movements(world: World, tmp_path: Path) -> None:
    target = tmp_path / "alerts.csv"
    assert world.quater("alerts", "export", "-o", str(target)).code == 0
    with target.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert list(rows[0]) == ALERT_COLUMNS
    assert all(row["movement_ids"] for row in rows if row["nature"] in ("illicit", "suspicious"))
    scores = [float(row["score"]) for row in rows]
    assert len(set(scores)) == len(scores)
    assert all(0 <= score <= 1 for score in scores)


def test_an_alert_is_shown_with_its_movements_and_a_decision_stands_in_its_history(world: World) -> None:
    first = world.quater("alerts", "list", "--status", "open", "--json").json[0]["alert_id"]
    reason = "receipt proven by the notary's letter"
    decided = world.quater("alerts", "dispose", first, "--outcome", "dismissed", "--reason", reason, "--by", "analyst-1")
    assert decided.code == 0, decided.err
    waiting = world.quater("alerts", "show", first, "--json").json
    assert (waiting["severity"], waiting["status"], waiting["proposed"]) == ("critical", "open", "dismissed")
    assert f"quater alerts approve {first}" in decided.out
    assert world.quater("alerts", "approve", first, "--by", "analyst-1").code == 2
    approved = world.quater("alerts", "approve", first, "--by", "officer-1")
    assert approved.out.strip() == f"{first}: dismissed, decided by analyst-1 and officer-1"
    shown = world.quater("alerts", "show", first, "--json").json
    assert (shown["status"], shown["proposed"]) == ("dismissed", "")
    assert [entry["by"] for entry in shown["history"] if entry["detail"] == reason] == ["analyst-1"]


def test_a_declined_decision_leaves_the_alert_open_and_an_assignment_names_the_person(world: World) -> None:
    last = world.quater("alerts", "list", "--status", "open", "--json").json[-1]["alert_id"]
    world.quater("alerts", "dispose", last, "--outcome", "reported", "--reason", "no document", "--by", "analyst-1")
    assert world.quater("alerts", "decline", last, "--reason", " ", "--by", "officer-1").code == 2
    declined = world.quater("alerts", "decline", last, "--reason", "the document is there", "--by", "officer-1")
    assert declined.out.strip() == f"{last}: reported declined by officer-1"
    assert world.quater("alerts", "assign", last, "--to", "analyst-2", "--by", "analyst-1").code == 0
    shown = world.quater("alerts", "show", last, "--json").json
    assert (shown["status"], shown["proposed"], shown["assignee"]) == ("open", "", "analyst-2")


def test_a_decision_without_a_reason_is_refused(world: World) -> None:
    alert = world.quater("alerts", "list", "--json").json[0]["alert_id"]
    assert world.quater("alerts", "dispose", alert, "--outcome", "dismissed", "--reason", "  ").code == 2


def test_every_look_at_an_alert_left_evidence_and_the_chain_is_whole(world: World) -> None:
    alert = world.quater("alerts", "list", "--json").json[-1]["alert_id"]
    before = world.quater("evidence", "list", "--subject", alert, "--json").json
    world.quater("alerts", "show", alert, "--by", "analyst-2")
    accesses = world.quater("evidence", "list", "--subject", alert, "--json").json
    assert [access["action"] for access in accesses] == ["show"] * (len(before) + 1), "others may have looked before"
    assert "analyst-2" not in json.dumps(accesses)
    verified = world.quater("evidence", "verify", "--json")
    assert verified.code == 0
    assert verified.json["ok"] is True


def drafts_of_a_bar(world: World) -> list[dict[str, Any]]:
    """Drafts the reports of the bar that has the gravest alert; drafted again they are the same."""
    queue = world.quater("alerts", "list", "--status", "open", "--json").json
    bar = next(alert["bar"] for alert in queue if (alert["nature"], alert["severity"]) == ("illicit", "critical"))
    return list(world.quater("report", "--bar", bar, "--on", LAST_DAY, "--json").json)


def test_a_bar_gets_its_report_and_the_annex_is_another_piece(world: World) -> None:
    drafts = drafts_of_a_bar(world)
    kinds = {piece["kind"]: piece["path"] for draft in drafts for piece in draft["pieces"]}
    assert set(kinds) == {"body", "annex", "data"}
    assert all((world.home / "reports" / kinds[kind]).read_bytes().startswith(b"%PDF-") for kind in ("body", "annex"))


def test_a_report_leaves_sealed_after_two_people_and_its_receipt_is_entered(world: World) -> None:
    draft = drafts_of_a_bar(world)[0]["report"]
    alone = world.quater("report", "release", draft, "--by", "officer-1")
    assert (alone.code, "check" in alone.err) == (2, True)
    assert world.quater("report", "check", draft, "--by", "analyst-1").code == 0
    released = world.quater("report", "release", draft, "--by", "officer-1", "--json").json
    assert draft in [one["report"] for one in world.quater("report", "list", "--state", "released", "--json").json]
    sealed = [world.home / "outbox" / name for name in released["sealed"]]
    assert sealed
    assert all(b"/Encrypt" in path.read_bytes() or path.read_bytes().startswith(b"age-encryption.org/") for path in sealed)
    (sent,) = [one for one in world.quater("report", "sent", "--json").json if one["report"] == draft]
    assert (sent["state"], sent["recipient"]) == ("sent", released["recipient"])
    day = sent["known on"]
    assert world.quater("report", "receipt", sent["dispatch"], "--on", day, "--by", "clerk-1").code == 0
    (received,) = [one for one in world.quater("report", "sent", "--json").json if one["report"] == draft]
    assert (received["state"], received["received on"]) == ("received", day)


def test_an_answer_is_entered_once_sent_and_its_hold_waits_for_a_person(world: World, tmp_path: Path) -> None:
    sent = world.quater("report", "sent", "--json").json[0]
    piece = json.loads(next((world.home / "reports").rglob("data.final.json")).read_bytes())
    report, alert, day = sent["report"], piece["facts"][0]["alert"], sent["known on"]
    told = ("outcome", "enter", report, alert, "enquiry", "--on", day)
    refused = world.quater(*told, "--role", "analyst", "--by", "analyst-1")
    assert (refused.code, "an officer does" in refused.err) == (2, True)
    entered = world.quater(*told, "--by", "officer-1")
    assert (entered.code, "it proposes a hold" in entered.out) == (0, True)
    unsigned = tmp_path / "answer.json"
    unsigned.write_text("{}", encoding="utf-8")
    read = world.quater("outcome", "read", str(unsigned), "--by", "officer-1")
    assert (read.code, "nothing was stored" in read.err) == (2, True)
    act = ("--act", "letter of opening", "--authority", "bâtonnier", "--opened", day, "--review", "2035-05-04")
    assert world.quater("outcome", "no-hold", report, alert, "--reason", "held already", "--by", "officer-2").code == 0
    assert world.quater("outcome", "hold", report, alert, *act, "--by", "officer-2").code == 2
    (kept,) = world.quater("outcome", "list", "--report", report, "--json").json
    assert (kept["outcome"], kept["hold"], kept["by"]) == ("enquiry", "declined", "officer-1")
    assert alert not in world.quater("report", "recall", "--list").out
    by_analyst = world.quater("report", "recall", "--alert", alert, "--role", "analyst", "--by", "analyst-1")
    assert (by_analyst.code, "an officer does" in by_analyst.err) == (2, True)
    recalled = world.quater("report", "recall", "--alert", alert, "--by", "officer-1")
    assert (recalled.code, f"recall of {report}" in recalled.out) == (0, True)


def test_the_full_copy_of_an_account_holds_the_banks_own_lines(world: World, tmp_path: Path) -> None:
    account = world.quater("alerts", "list", "--json").json[0]["account"]
    done = world.quater("extract", "--account", account, "--reason", "request of the bâtonnier", "-o", str(tmp_path / "copy"))
    assert done.code == 0, done.err
    coda = [path for path in (tmp_path / "copy").rglob("*") if path.suffix == ".cod"]
    assert coda
    assert all(account in path.read_text(encoding="cp1252") for path in coda)


def test_the_yearly_report_of_a_holder_is_written_beside_what_he_declared(world: World, tmp_path: Path) -> None:
    alert = world.quater("alerts", "list", "--json").json[0]
    declared = tmp_path / "declared.csv"
    declared.write_text(f"iban,currency,dossier,balance\n{alert['account']},EUR,,1.00\n", encoding="utf-8")
    asked = ("yearly", "--holder", alert["holder_id"], "--reason", "yearly control", "-o", str(tmp_path / "yearly"))
    assert world.quater(*asked, "--year", "2098").code == 2
    year = str(int(LAST_DAY[:4]) - 1)
    done = world.quater(*asked, "--year", year, "--declared", str(declared), "--language", "de")
    assert done.code == 0, done.err
    assert "figures compared" in done.out
    assert sorted(path.name for path in (tmp_path / "yearly").iterdir()) == [f"yearly-{year}.de.pdf", f"yearly-{year}.json"]


def test_a_hold_is_placed_and_listed(world: World) -> None:
    account = world.quater("alerts", "list", "--json").json[0]["account"]
    placed = world.quater(
        *(
            "hold",
            "place",
            "--ground",
            "disciplinary_enquiry",
            "--account",
            account,
            "--act",
            "letter of opening of 4 May 2026",
        ),
        *("--authority", "bâtonnier", "--opened", "2026-05-04", "--review", "2035-05-04", "--by", "officer-1", "--json"),
    )
    assert placed.code == 0, placed.err
    listed = world.quater("hold", "list", "--json").json
    assert [hold["hold_id"] for hold in listed] == [placed.json["hold_id"]]


def test_nothing_is_due_for_destruction_before_ten_years_and_everything_after(world: World) -> None:
    early = world.quater("retention", "plan", "--on", "2035-10-31", "--json").json
    assert set(early) == {"plan", "on", "statements", "movements", "alerts", "held"}
    assert (early["statements"], early["movements"], early["alerts"]) == (0, 0, 0)
    late = world.quater("retention", "plan", "--on", "2036-07-02", "--json").json
    assert late["movements"] > 0


def test_a_plan_that_two_people_have_not_approved_does_not_run(world: World) -> None:
    plan = world.quater("retention", "plan", "--on", "2036-07-02", "--json").json["plan"]
    refused = world.quater("retention", "run", plan)
    assert refused.code == 2
    assert "approval of two different people" in refused.err


def test_a_file_converts_to_the_contract_columns(world: World, command: Callable[..., object], tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    sound = sorted((world.folder / "drop").rglob("*.cod"))[0]
    assert command("coda", "convert", str(sound), "-o", str(tmp_path)).code == 0
    table = pq.read_table(tmp_path / "movements.parquet")
    assert table.column_names == MOVEMENT_COLUMNS
    assert str(table.schema.field("amount_milli").type) == "int64"


def test_coda_check_names_each_problem_and_exits_3_on_a_hard_one(command: Callable[..., object], tmp_path: Path) -> None:
    garbage = tmp_path / "garbage.cod"
    garbage.write_bytes(bytes(range(256)) * 3)
    answer = command("coda", "check", str(garbage), "--json")
    assert answer.code == 3
    [file] = answer.json
    assert set(file) == {"file", "encoding", "statements", "movements", "problems"}
    assert {"id", "severity", "line", "record", "field", "message"} == set(file["problems"][0])


def test_a_model_is_trained_and_its_card_says_that_it_waits_for_a_person(world: World) -> None:
    trained = world.quater("model", "train", "--on", LAST_DAY, "--seed", "3", "--json")
    assert trained.code == 0, trained.err
    card = world.quater("model", "card", trained.json["model_id"], "--json").json
    assert card["standing"].startswith("waits for a person")
    page = world.quater("model", "card", trained.json["model_id"]).out
    assert page.startswith("# ")
    assert page.count("\n") > 20


def test_models_are_compared_approved_listed_and_withdrawn(world: World) -> None:
    trained = world.quater("model", "train", "--on", LAST_DAY, "--seed", "3", "--json").json["model_id"]
    other = world.quater("model", "train", "--on", LAST_DAY, "--seed", "4", "--json").json["model_id"]
    period = ("--from", "2026-01-01", "--to", LAST_DAY)
    alone = world.quater("model", "compare", trained, *period, "--json").json
    assert (alone["champion"], alone["alerts"]["same"], alone["alerts"]["gone"]) == (None, 0, 0)
    itself = world.quater("model", "compare", trained, "--with", trained, *period, "--json").json
    assert (itself["alerts"]["new"], itself["alerts"]["gone"]) == (0, 0)
    assert itself["both_months"] == itself["champion_months"] == alone["challenger_months"] > 0
    world.quater("model", "approve", trained, "--reason", "read the card", "--by", "ann")
    assert world.quater("model", "compare", other, *period, "--json").json["champion"] == trained
    assert "Alerts" in world.quater("model", "compare", other, *period).out
    listed = {model["model_id"]: model for model in world.quater("model", "list", "--json").json}
    assert (listed[trained]["state"], listed[trained]["decided_by"]) == ("approved", "ann")
    assert listed[other]["state"] == "registered"
    world.quater("model", "withdraw", trained, "--reason", "only a trial", "--by", "ann")
    assert "only a trial" in world.quater("model", "list").out
