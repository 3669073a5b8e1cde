"""The engine on a real lake: buckets, repetition, daily runs, screening."""

import os
import shutil
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import polars as pl
import pytest

from console.simulator import simulate
from detection.chunks import chunks
from detection.engine import detect_bucket, find_all, key_of, load, surroundings
from detection.reasons import reason_of
from detection.rule import LANGUAGES
from detection.run import detect
from detection.screening import screening
from tests.detection.material import material
from tests.detection.world import AT, IBANS, deliver, register
from warehouse.alerts import findings_of, list_alerts
from warehouse.database import Warehouse, open_warehouse
from warehouse.intake import received_together
from warehouse.register import import_register
from warehouse.settings import load_settings

pytestmark = pytest.mark.trial

LAST = date(2026, 10, 31)
FULL = os.environ.get("QUATER_TEST_FULL") == "1"

LIFE = """
account | booked     | amount    | code     | counterparty     | communication      | bank_reference
A       | 2026-03-02 | 9000.00   |          | BE11 An Klant    | dossier 2026/101   | REF-1
A       | 2026-03-09 | -3500.00  | 00901000 |                  |                    | REF-2
A       | 2026-04-20 | -1500.00  |          | O1 Office        | virement           | REF-3
A       | 2026-05-04 | -9000.00  |          | BE12 Bo Klant    | dossier 2026/101   | REF-4
A       | 2026-05-11 | 6000.00   |          | BE13 Cy Klant    | dossier 2026/102   | REF-5
B       | 2026-03-02 | 4000.00   |          | BE14 Di Klant    |                    |
B       | 2026-04-02 | -250.00   |          | BE15 Ed Klant    |                    |
B       | 2026-08-03 | -45.00    | 00402000 |                  |                    |
R       | 2026-03-02 | 30000.00  |          | BE16 Fa Klant    | dossier 2026/103   |
R       | 2026-10-05 | -30000.00 |          | BE17 Ga Klant    | dossier 2026/103   |
M       | 2026-03-02 | 777.00    |          | BE18 Ha Klant    |                    |
X       | 2026-03-02 | 888.00    |          | BE19 Ib Klant    |                    |
"""


@pytest.fixture
def lake(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    """The register and everything delivered: M is refused as mandate, X is set aside."""
    register(warehouse, tmp_path)
    states = deliver(warehouse, LIFE)
    assert sorted(set(states)) == ["ingested", "partial"]
    return warehouse


def test_every_planted_breach_is_found_with_holder_bar_and_the_movement_that_proves_it(lake: Warehouse) -> None:
    summary = detect(lake, on=LAST, at=AT)
    found = {(finding.detector, finding.account): finding for finding in findings_of(lake)}
    planted = [
        *[(detector, "A") for detector in ("cash-withdrawal", "cash-limit-3000", "own-transfer", "neg-balance", "stale-floor")],
        *[(detector, "A") for detector in ("stale-2m-2500",)],
        *[(detector, "B") for detector in ("missing-communication", "card-use", "stale-2m-2500")],
        *[("dormant-reactivated", "R"), ("judicial-mandate-leak", "M"), ("unknown-account", "X")],
    ]
    assert {(detector, IBANS[letter]) for detector, letter in planted} <= found.keys()
    cash = found["cash-withdrawal", IBANS["A"]]
    assert (cash.holder_id, cash.bar, cash.severity, cash.amount_milli) == ("H1", "LIEGE-HUY", "critical", -3_500_000)
    assert cash.movement_ids == (f"{IBANS['A']}.EUR.2026-03-09.002.0001.0000",)
    assert cash.bank_references == ("REF-2",)
    assert cash.reason == (
        "3,500.00 EUR was withdrawn in cash on 2026-03-09; in all 3,500.00 EUR in 30 days; 0 authorisations cover it."
    )
    assert cash.parameters["grave"] == {"2014-06-01": 3_000_000}
    stranger = found["unknown-account", IBANS["X"]]
    assert (stranger.holder_id, stranger.bar) == ("", "")
    mandate = found["judicial-mandate-leak", IBANS["M"]]
    assert (mandate.holder_id, mandate.bar) == ("H2", "GENT")
    assert summary.as_json() == {
        "findings": len(findings_of(lake)),
        "alerts": len(list_alerts(lake)),
        "by_detector": summary.by_detector,
    }
    assert summary.by_detector["high-risk-country"] == 0
    assert summary.by_detector["model-outlier"] == 0


def test_a_repeated_run_stores_nothing_twice(lake: Warehouse) -> None:
    first = detect(lake, on=LAST, at=AT)
    again = detect(lake, on=LAST, at=AT)
    assert (first.new_findings, again.new_findings, again.touched_alerts) == (first.findings, 0, 0)
    assert again.as_json() == first.as_json()


def test_buckets_share_the_work_and_find_the_same(lake: Warehouse) -> None:
    around = surroundings(lake, on=LAST)
    whole = list(find_all(load(lake, on=LAST, bucket=0, buckets=1, around=around)[0]))
    shares = [list(find_all(load(lake, on=LAST, bucket=bucket, buckets=4, around=around)[0])) for bucket in range(4)]
    assert len([share for share in shares if share]) > 1
    together = [finding for share in shares for finding in share]
    assert sorted(together, key=lambda finding: finding.key) == sorted(whole, key=lambda finding: finding.key)


@pytest.mark.parametrize("seed", range(5) if FULL else range(1))
def test_a_simulated_world_is_found_the_same_in_one_bucket_in_four_and_in_sixteen(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = simulate(tmp_path / "world", accounts=40 if FULL else 12, months=12 if FULL else 3, seed=60 + seed, until=LAST)
    holders, accounts, own = (told.register / f"{name}.csv" for name in ("holders", "accounts", "own_accounts"))
    delivered = sorted(told.drop.rglob("*.cod"))
    filled = open_warehouse(load_settings(tmp_path / "received", environ={}))
    import_register(filled, holders=holders, accounts=accounts, own_accounts=own, at=AT)
    received_together(filled, [(path.parent.name, path.name, path.read_bytes()) for path in delivered], at=AT)
    filled.close()
    seen = []
    for buckets, size in ((1, 10**9), (4, 10**9), (16, 10**9), (1, 40)):
        monkeypatch.setattr("detection.engine.chunks", partial(chunks, size=size))
        shutil.copytree(tmp_path / "received", tmp_path / f"{buckets}-{size}")
        place = open_warehouse(load_settings(tmp_path / f"{buckets}-{size}", environ={}))
        summary = detect(place, on=LAST, at=AT, buckets=buckets)
        alerts = [(a.holder_id, a.account, a.typology, a.severity, a.movement_ids) for a in list_alerts(place)]
        seen.append((findings_of(place), alerts, summary.by_detector, summary.screening))
        place.close()
    assert len(seen[0][0]) > 10
    assert all(other == seen[0] for other in seen[1:])


def test_a_bucket_gives_the_number_of_its_new_findings(lake: Warehouse) -> None:
    new = [detect_bucket(lake, on=LAST, bucket=bucket, buckets=3, at=AT) for bucket in range(3)]
    assert sum(new) == len(findings_of(lake))
    assert [detect_bucket(lake, on=LAST, bucket=bucket, buckets=3, at=AT) for bucket in range(3)] == [0, 0, 0]


def test_progress_is_told_bucket_by_bucket(lake: Warehouse) -> None:
    told: list[tuple[int, int]] = []
    detect(lake, on=LAST, at=AT, buckets=2, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_daily_runs_and_one_run_over_everything_lead_to_the_same_alerts(tmp_path: Path) -> None:
    daily, once = (open_warehouse(load_settings(tmp_path / name, environ={})) for name in ("daily", "once"))
    for warehouse in (daily, once):
        register(warehouse, tmp_path)
    deliver(once, LIFE)
    detect(once, on=LAST, at=AT)
    for back in range(240, -1, -20):
        day = LAST - timedelta(days=back)
        deliver(daily, LIFE, until=day)
        detect(daily, on=day, at=datetime.combine(day, AT.time(), tzinfo=UTC))
    faces = [
        sorted((a.holder_id, a.account, a.typology, a.severity, a.nature, set(a.movement_ids)) for a in list_alerts(warehouse))
        for warehouse in (daily, once)
    ]
    daily.close()
    once.close()
    assert faces[0] == faces[1]


def test_the_screening_counts_every_movement_once(lake: Warehouse) -> None:
    summary = detect(lake, on=date(2026, 8, 1), at=AT)
    # ten movements in the lake (M and X are not); those of 3 August and 5 October are later
    assert summary.screening.total == 10
    assert summary.screening.counts["later"] == 2
    named = {movement for finding in findings_of(lake) for movement in finding.movement_ids}
    assert summary.screening.counts["found"] == len(named)
    assert summary.screening.counts["clear"] == 10 - 2 - len(named)


def test_a_detail_is_explained_by_its_total_and_counts_as_detail() -> None:
    moved = """
    booked     | amount  | detail | code
    2026-03-02 | -100.00 |        | 00901000
    2026-03-02 | -60.00  | 1      | 00901000
    2026-03-02 | -40.00  | 2      | 00901000
    """
    given = material(moved)
    counted = screening(given, pl.Series("named", ["A:1"]))
    assert counted.counts == {"found": 1, "clear": 0, "detail": 2, "later": 0, "excluded": 0}
    assert [finding.movement_ids for finding in find_all(given) if finding.detector == "cash-withdrawal"] == [("A:1",)]


def test_a_finding_that_names_what_was_not_read_stops_the_run() -> None:
    with pytest.raises(AssertionError, match="does not add up"):
        screening(material("booked | amount\n2026-03-02 | 1.00"), pl.Series("named", ["elsewhere"]))


def test_a_stored_finding_can_be_told_in_every_language(lake: Warehouse) -> None:
    detect(lake, on=LAST, at=AT)
    for finding in findings_of(lake):
        told = {language: reason_of(finding, language) for language in LANGUAGES}
        assert told["en"] == finding.reason
        assert len(set(told.values())) == len(LANGUAGES)


def test_an_empty_lake_gives_nothing(warehouse: Warehouse) -> None:
    summary = detect(warehouse, on=LAST, at=AT)
    assert summary.findings == summary.alerts == summary.screening.total == 0


def test_the_key_is_the_identity_of_detector_account_anchor_and_stage() -> None:
    keys = {key_of("d", "A", "EUR", "x", ""), key_of("d", "A", "EUR", "x", "over"), key_of("d", "B", "EUR", "x", "")}
    assert len(keys) == 3
