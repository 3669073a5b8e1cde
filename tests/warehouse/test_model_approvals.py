"""Models: only one that a person approved with a reason counts, and the last decision stands."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.model_approvals import approve_model, approved_model, get_model, list_models, register_model, withdraw_model

AT = datetime(2026, 3, 2, 7, tzinfo=UTC)
CARD = {"rows": 1200, "features": ["credits", "debits"], "trained_on": "2026-03-01"}


def _register(warehouse: Warehouse, digit: str = "a", kind: str = "outlier") -> str:
    return register_model(warehouse, artefact_hash=digit * 64, kind=kind, card=CARD, at=AT)


def test_a_fitted_model_counts_for_nothing_until_a_person_approves_it(warehouse: Warehouse):
    model_id = _register(warehouse)
    assert (model_id, get_model(warehouse, model_id).state) == ("M-0001", "registered")
    assert approved_model(warehouse, "outlier") is None
    approve_model(warehouse, model_id, by="data scientist", reason="stable on the last three months", at=AT)
    model = approved_model(warehouse, "outlier")
    assert model is not None
    assert (model.model_id, model.artefact_hash, dict(model.card)) == ("M-0001", "a" * 64, CARD)
    assert (model.decided_by, model.decided_at, model.reason) == ("data scientist", AT, "stable on the last three months")


def test_the_same_artefact_keeps_its_id(warehouse: Warehouse):
    assert _register(warehouse) == _register(warehouse)
    assert len(list_models(warehouse)) == 1


def test_an_approval_is_for_one_kind(warehouse: Warehouse):
    approve_model(warehouse, _register(warehouse, "a", "outlier"), by="p", reason="r", at=AT)
    assert approved_model(warehouse, "ranker") is None


def test_the_model_approved_last_counts_whatever_was_fitted_last(warehouse: Warehouse):
    older, newer = _register(warehouse, "a"), _register(warehouse, "b")
    for model_id in (newer, older):
        approve_model(warehouse, model_id, by="p", reason="r", at=AT)
    counting = approved_model(warehouse, "outlier")
    assert counting is not None
    assert counting.model_id == older


def test_withdrawing_gives_way_to_the_one_approved_before(warehouse: Warehouse):
    first, second = _register(warehouse, "a"), _register(warehouse, "b")
    for model_id in (first, second):
        approve_model(warehouse, model_id, by="p", reason="r", at=AT)
    withdrawn = withdraw_model(warehouse, second, by="q", reason="drifted", at=AT)
    assert (withdrawn.state, withdrawn.reason) == ("withdrawn", "drifted")
    counting = approved_model(warehouse, "outlier")
    assert counting is not None
    assert counting.model_id == first
    withdraw_model(warehouse, first, by="q", reason="drifted too", at=AT)
    assert approved_model(warehouse, "outlier") is None


def test_a_decision_needs_a_person_and_a_reason(warehouse: Warehouse):
    model_id = _register(warehouse)
    for by, reason in (("", "r"), ("p", ""), (" ", "r"), ("p", "\n")):
        with pytest.raises(Refusal, match="person who decides and the reason"):
            approve_model(warehouse, model_id, by=by, reason=reason, at=AT)
    assert approved_model(warehouse, "outlier") is None


def test_the_process_that_fits_models_never_approves_one(warehouse: Warehouse):
    model_id = _register(warehouse)
    for program in ("training", " Training ", "program", "detection"):
        with pytest.raises(Refusal, match="is a program: a person decides"):
            approve_model(warehouse, model_id, by=program, reason="it is good", at=AT)
    assert approved_model(warehouse, "outlier") is None


def test_no_file_of_the_learning_rooms_knows_how_to_approve():
    root = Path(__file__).resolve().parents[2]
    learning = [*(root / "models").rglob("*.py"), *(root / "detection").rglob("*.py")]
    assert len(learning) > 200
    assert not [path for path in learning if re.search(r"approve_model|withdraw_model|ModelDecision", path.read_text())]


def test_an_unknown_model_is_refused(warehouse: Warehouse):
    for model_id in ("M-0009", "A-000001", "", "a" * 64):
        with pytest.raises(Refusal, match="no model"):
            approve_model(warehouse, model_id, by="p", reason="r", at=AT)


def test_a_model_without_hash_kind_or_card_is_a_mistake_of_the_program(warehouse: Warehouse):
    for wrong in ({"artefact_hash": "short"}, {"kind": " "}, {"card": {}}):
        given = {"artefact_hash": "a" * 64, "kind": "outlier", "card": CARD} | wrong
        with pytest.raises(ValueError, match="SHA-256"):
            register_model(warehouse, at=AT, **given)  # type: ignore[arg-type]
