"""A model file that is not what a person approved stops no rule, and people are told: an alert, a line, an exit code."""

import hashlib
import os
import pickle
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import skops.io

from detection.grouping import settle
from detection.learned_run import Outliers, find_outliers
from detection.model_watch import look, watch
from detection.run import DetectionSummary, detect
from models import artefact
from models.artefact import store
from models.contract import KIND, FittedModel
from models.fitting import fit
from tests.console.conftest import quater
from tests.detection.world import AT, deliver, register
from tests.models.conftest import ORDERS, draw, ordinary_rows
from tests.models.conftest import register as drawn_register
from warehouse.alerts import list_alerts
from warehouse.alerts.queue import Alert
from warehouse.database import Warehouse, open_warehouse
from warehouse.model_approvals import approve_model, register_model, withdraw_model
from warehouse.settings import load_settings

ON = date(2026, 3, 31)
CASH = """
account | booked     | amount   | code     | counterparty  | communication
A       | 2026-03-02 | 30000.00 |          | BE16 Fa Klant | dossier 2026/101
A       | 2026-03-03 | -4000.00 | 00901000 |               | retrait
"""
"""Cash withdrawn: a rule finds it, model or no model."""


@pytest.fixture(scope="module")
def fitted() -> FittedModel:
    from models.features import build_features

    rows = ordinary_rows(25, 12, seed=2)
    accounts = drawn_register(*sorted({row["account"] for row in rows}))
    return fit(build_features(draw(rows), accounts, orders=ORDERS), seed=1)


@pytest.fixture
def lake(tmp_path: Path) -> Iterator[Warehouse]:
    warehouse = open_warehouse(load_settings(tmp_path / "home", environ={}))
    register(warehouse, tmp_path)
    deliver(warehouse, CASH)
    yield warehouse
    warehouse.close()


def approved(lake: Warehouse, model: FittedModel) -> Path:
    """Store a model, have it approved, and give its file."""
    digest = store(lake.settings.models, model)
    approve_model(lake, entered(lake, digest), by="chief", reason="read the card", at=AT)
    return lake.settings.models / f"{digest}.skops"


def entered(lake: Warehouse, digest: str) -> str:
    return register_model(lake, artefact_hash=digest, kind=KIND, card={"drawn": True}, at=AT)


def put(lake: Warehouse, content: bytes) -> None:
    """Have any bytes approved, as if a person had been deceived."""
    lake.settings.models.mkdir(exist_ok=True)
    digest = hashlib.sha256(content).hexdigest()
    (lake.settings.models / f"{digest}.skops").write_bytes(content)
    approve_model(lake, entered(lake, digest), by="chief", reason="deceived", at=AT)


def told(lake: Warehouse) -> tuple[DetectionSummary, list[Alert]]:
    """Run detection; give what it said and the alerts about models."""
    summary = detect(lake, on=ON, at=AT)
    assert summary.by_detector["cash-withdrawal"] == 1, "the rules go on"
    return summary, [alert for alert in list_alerts(lake) if alert.typology == "model-governance"]


class Bomb:
    """What a pickle can do to whoever opens it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (os.environ["QUATER_TEST_BOMB"],)


def altered(lake: Warehouse, model: FittedModel) -> None:
    file = approved(lake, model)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def pickled_in_its_place(lake: Warehouse, model: FittedModel) -> None:
    approved(lake, model).write_bytes(pickle.dumps(Bomb()))


def a_pickle_that_was_approved(lake: Warehouse, model: FittedModel) -> None:
    put(lake, pickle.dumps(Bomb()))


def a_type_outside_the_list(lake: Warehouse, model: FittedModel) -> None:
    put(lake, skops.io.dumps({"format": 3, "run": os.mkdir}))


def removed(lake: Warehouse, model: FittedModel) -> None:
    approved(lake, model).unlink()


def of_older_features(lake: Warehouse, model: FittedModel) -> None:
    put(lake, skops.io.dumps(artefact._plain(model) | {"feature_set": "0" * 16}))


# what happens | severity of the alert | what the operator reads
REFUSED: list[tuple[Callable[[Warehouse, FittedModel], None], str, str]] = [
    (altered, "critical", "was altered: its content has hash"),
    (pickled_in_its_place, "critical", "was altered: its content has hash"),
    (a_pickle_that_was_approved, "critical", "is not a skops archive that Quater wrote"),
    (a_type_outside_the_list, "critical", "holds what no model may hold: posix.mkdir"),
    (removed, "high", "restore it from the backup, or train and approve another"),
    (of_older_features, "medium", "was trained on other features (0000000000000000)"),
]


@pytest.mark.parametrize(("happens", "severity", "line"), REFUSED, ids=[case[0].__name__ for case in REFUSED])
def test_a_refused_model_is_not_opened_and_people_are_told(
    happens: Callable[[Warehouse, FittedModel], None],
    severity: str,
    line: str,
    lake: Warehouse,
    fitted: FittedModel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trace = lake.settings.home / "exploded"
    monkeypatch.setenv("QUATER_TEST_BOMB", str(trace))
    happens(lake, fitted)
    refused = watch(lake, on=ON, at=AT).refused
    (alert,) = settle(lake, on=ON, at=AT)
    assert line in refused
    assert "\n" not in refused
    assert (alert.severity, alert.nature, alert.account, alert.movement_ids) == (severity, "governance", "M-0001", ())
    assert not trace.exists(), "nothing was run"


def test_the_rules_go_on_whatever_lies_in_the_model_s_place(lake: Warehouse, fitted: FittedModel) -> None:
    altered(lake, fitted)
    summary, (alert,) = told(lake)
    assert "was altered" in summary.refused
    assert summary.by_detector["model-outlier"] == 0
    assert alert.status == "open"


def test_the_command_says_it_and_exits_three(lake: Warehouse, fitted: FittedModel) -> None:
    altered(lake, fitted)
    answer = quater("detect", "--on", ON.isoformat(), "--home", str(lake.settings.home), "--json")
    assert answer.code == 3
    assert answer.json["by_detector"]["cash-withdrawal"] == 1
    assert "was altered" in answer.err
    assert "detection went on with the rules" in answer.err


def test_a_model_that_is_put_back_counts_again(lake: Warehouse, fitted: FittedModel) -> None:
    file = approved(lake, fitted)
    content = file.read_bytes()
    assert look(lake, on=ON).counts == "M-0001"
    file.write_bytes(b"something else")
    assert "was altered" in look(lake, on=ON).refused
    file.write_bytes(content)
    assert look(lake, on=ON).notices == ()


def test_a_model_without_approval_counts_for_nothing_and_people_are_told(lake: Warehouse, fitted: FittedModel) -> None:
    model = entered(lake, store(lake.settings.models, fitted))
    assert watch(lake, on=ON, at=AT).refused == ""
    (alert,) = settle(lake, on=ON, at=AT)
    assert alert.severity == "low"
    assert alert.reason.startswith("The learned model M-0001 waits for a person's approval: its scores do not count;")
    approve_model(lake, model, by="chief", reason="read the card", at=AT)
    assert look(lake, on=ON).notices == ()
    withdraw_model(lake, model, by="chief", reason="drift", at=AT)
    assert "M-0001 was withdrawn by a person" in look(lake, on=ON).notices[0].reason


def test_a_challenger_that_waits_beside_an_approved_model_is_no_news(lake: Warehouse, fitted: FittedModel) -> None:
    approved(lake, fitted)
    entered(lake, "0" * 64)
    assert look(lake, on=ON).counts == "M-0001"
    assert look(lake, on=ON).notices == ()


def test_an_approved_model_of_a_kind_that_is_used_no_more_is_refused(lake: Warehouse) -> None:
    model = register_model(lake, artefact_hash="0" * 64, kind="isolation_forest", card={"drawn": True}, at=AT)
    approve_model(lake, model, by="chief", reason="long ago", at=AT)
    seen = look(lake, on=ON)
    assert "isolation_forest, which this version of Quater does not use" in seen.refused
    assert seen.notices[0].severity == "medium"


def test_an_installation_that_never_trained_is_told_nothing(lake: Warehouse) -> None:
    summary, alerts = told(lake)
    assert (summary.refused, alerts) == ("", [])


def test_the_pass_of_the_model_goes_on_without_a_wrong_file_too(lake: Warehouse, fitted: FittedModel) -> None:
    file = approved(lake, fitted)
    assert find_outliers(lake, on=ON, at=AT) == Outliers(), "two movements in one month have no past to be compared with"
    file.write_bytes(b"something else")
    assert find_outliers(lake, on=ON, at=AT) == Outliers()
