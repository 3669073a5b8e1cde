"""What is asked of every rule: that it explains itself, whatever the language and the order of the rows, and never forgets."""

from csv import DictReader
from dataclasses import fields, replace
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from random import Random

import polars as pl
import pytest

from detection.engine import findings_of_rule
from detection.findings import EVIDENCE, SCHEMA
from detection.learned import RULE as LEARNED
from detection.material import Material
from detection.registry import Detector, detectors
from detection.rule import LANGUAGES, Parameter
from detection.sentences import STANDARD, placeholders, render, standard, words
from detection.surroundings import Surroundings
from tests.detection.material import material
from tests.detection.town import LAST_DAY, town
from warehouse.alerts.ranking import NATURES, SEVERITIES

HERE = Path(__file__).parent
EVERY = list(detectors().values())
IDS = [detector.id for detector in EVERY]
LIMITED = [detector for detector in EVERY if detector.rule.lookback is not None]
"""The others say that they need an account's whole history."""
CATALOGUE = [row["id"] for row in DictReader((HERE / "catalogue.csv").read_text(encoding="utf-8").splitlines())]
SURROUNDING = [one.name for one in fields(Surroundings)]

every_rule = pytest.mark.parametrize("detector", EVERY, ids=IDS)


@pytest.fixture(scope="module")
def whole_town() -> Material:
    return town()


def test_every_rule_is_of_the_catalogue() -> None:
    assert set(IDS) <= set(CATALOGUE)


@every_rule
def test_ar_4_f_a_rule_says_its_nature_and_answers_the_uncomfortable_questions(detector: Detector) -> None:
    rule = detector.rule
    assert detector.doc.count("\n") >= 4, "the docstring says what, why, and when it finds nothing"
    assert "day" in detector.doc, "it says what it does with movements of the same day"
    assert rule.references, "which article stands behind it?"
    assert rule.false_positives, "whom does it accuse wrongly?"
    assert rule.steps, "what does the analyst look at?"
    assert rule.nature in NATURES
    assert rule.severity in SEVERITIES
    assert rule.typology
    assert rule.title
    assert set(rule.titles) == set(LANGUAGES) - {"en"}
    assert (HERE / f"test_{detector.id.replace('-', '_')}.py").is_file(), "a rule has a test file of its own"


@every_rule
def test_a_figure_is_dated_and_has_a_unit_and_a_source(detector: Detector) -> None:
    for name, parameter in detector.rule.parameters.items():
        assert parameter.values, name
        assert all(isinstance(day, date) for day in parameter.values), name
        assert parameter.unit, name
        assert parameter.source, name


@pytest.mark.parametrize("rule", [detector.rule for detector in EVERY] + [LEARNED], ids=[*IDS, "model-outlier"])
def test_the_sentences_of_all_languages_name_the_same_numbers(rule: object) -> None:
    sentences = rule.sentences  # type: ignore[attr-defined]
    assert set(sentences) == set(LANGUAGES)
    assert len({placeholders(sentence) for sentence in sentences.values()}) == 1


@every_rule
def test_a_rule_finds_something_in_town_and_its_sentences_use_what_it_gives(detector: Detector, whole_town: Material) -> None:
    found = detector.find(whole_town)
    columns = found.collect_schema()
    assert {name: columns[name] for name in SCHEMA} == dict(SCHEMA)
    evidence = {name.removeprefix(EVIDENCE) for name in columns if name.startswith(EVIDENCE)}
    assert columns.len() == len(SCHEMA) + len(evidence), "nothing but the contract's columns and evidence"
    asked = {name for name, _ in placeholders(detector.rule.sentences["en"])}
    assert asked <= evidence | STANDARD
    findings = list(findings_of_rule(detector, whole_town))
    assert findings
    for finding in findings:
        numbers = standard(finding.amount_milli, finding.first_date, finding.last_date, len(finding.movement_ids))
        for language in LANGUAGES:
            told = render(detector.rule.sentences[language], numbers | dict(finding.evidence), language, finding.currency)
            assert "{" not in told
            assert "None" not in told
        assert finding.reason == render(detector.rule.sentences["en"], numbers | dict(finding.evidence), "en", "EUR")
        assert all(isinstance(value, str | int) for value in finding.evidence.values())


@every_rule
def test_reasons_carry_no_name_and_no_account(detector: Detector, whole_town: Material) -> None:
    booked = whole_town.booked.collect()
    secrets = {*booked["account"], *booked["counterparty_account"], *booked["counterparty_name"]} - {""}
    for finding in findings_of_rule(detector, whole_town):
        assert not [secret for secret in secrets if secret in finding.reason.split()], finding.reason


@every_rule
def test_the_order_of_the_rows_does_not_matter(detector: Detector, whole_town: Material) -> None:
    expected = list(findings_of_rule(detector, whole_town))
    for seed in (1, 2, 3):
        around = whole_town.around
        shuffled = Material(
            movements=_shuffled(whole_town.movements.collect(), seed).lazy(),
            statements=_shuffled(whole_town.statements.collect(), seed).lazy(),
            accounts=_shuffled(whole_town.accounts, seed),
            own_accounts=_shuffled(whole_town.own_accounts, seed),
            refused=_shuffled(whole_town.refused, seed),
            on=whole_town.on,
            around=Surroundings(**{name: _shuffled(getattr(around, name), seed) for name in SURROUNDING}),
        )
        assert list(findings_of_rule(detector, shuffled)) == expected


def _shuffled(frame: pl.DataFrame, seed: int) -> pl.DataFrame:
    order = list(range(frame.height))
    Random(seed).shuffle(order)
    return frame[order]


@every_rule
def test_what_is_found_one_day_stays_proven_on_later_days(detector: Detector) -> None:
    """A daily run and one run over everything must lead to the same alerts."""
    days = [LAST_DAY - timedelta(days=back) for back in range(330, -1, -15)]
    earlier: dict[tuple[str, str], set[str]] = {}
    for day in days:
        frame = detector.find(town(day)).collect()
        now = {(row["account"], row["anchor"]): set(row["movement_ids"]) for row in frame.iter_rows(named=True)}
        assert len(now) == frame.height, f"{day}: two findings with one anchor"
        forgotten = {key: ids for key, ids in earlier.items() if key not in now or not ids <= now[key]}
        assert not forgotten, f"{day}: {forgotten}"
        earlier = now
    assert earlier


@pytest.mark.parametrize("detector", LIMITED, ids=[detector.id for detector in LIMITED])
def test_a_rule_that_looks_back_so_far_finds_the_same_without_what_is_older(detector: Detector) -> None:
    """What a daily run reads is enough: the same findings, with the same identity and the same movements."""
    assert detector.rule.lookback is not None
    step = timedelta(days=15)
    found_before = 0
    for back in range(330, -1, -step.days):
        day = LAST_DAY - timedelta(days=back)
        whole, edge = town(day), day - step - timedelta(days=detector.rule.lookback)
        recent = replace(
            whole,
            movements=whole.movements.filter(pl.col("booked") > edge),
            statements=whole.statements.filter(pl.col("statement_date") > edge),
        )
        news = [_news(detector, given, day - step) for given in (whole, recent)]
        assert news[0] == news[1], day
        found_before += len(news[0])
    assert found_before


def _news(detector: Detector, given: Material, after: date) -> list[tuple[object, ...]]:
    fresh = [finding for finding in findings_of_rule(detector, given) if finding.last_date > after]
    return [(finding.key, finding.severity, finding.movement_ids, finding.reason) for finding in fresh]


@every_rule
def test_nothing_gives_nothing(detector: Detector) -> None:
    assert detector.find(material("", "", refused="")).collect().is_empty()


def test_a_movement_is_judged_by_the_figure_in_force_on_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    module = import_module(detectors()["cash-limit-3000"].module)
    raised = Parameter({date(2014, 6, 1): 3_000_000, date(2026, 4, 1): 5_000_000}, unit="thousandths of EUR", source="test")
    monkeypatch.setattr(module, "RULE", replace(module.RULE, parameters=module.RULE.parameters | {"limit": raised}))
    moved = """
    id    | booked     | amount  | code
    old   | 2026-03-31 | 4000.00 | 00950000
    new   | 2026-04-20 | 4000.00 | 00950000
    above | 2026-05-20 | 5000.01 | 00950000
    """
    assert module.find(material(moved)).collect()["anchor"].sort().to_list() == ["above", "old"]


def test_a_figure_before_its_first_day_holds_nothing() -> None:
    later = Parameter({date(2026, 4, 1): 5}, unit="x", source="test")
    frame = pl.DataFrame({"day": [date(2026, 3, 31), date(2026, 4, 1)]})
    assert frame.select(later.at(pl.col("day"))).to_series().to_list() == [None, 5]


def test_every_word_is_written_in_every_language() -> None:
    assert all(word[language] for word in words().values() for language in LANGUAGES)
