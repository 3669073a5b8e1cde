"""GD-7: what communications betray of health, faith, union, politics, origin, sex life or crime makes no feature, no finding.

GDPR, art. 9 and 10. The control may read communications (decree, art. 2 §2 al. 2), but judges payments, not people: the same
life is told twice, once with made-up words, once with words of the special categories in their place, and every rule and every
feature gives the same. Words that only say that a party is an organisation stand in one list, in one neutral category, beside
universities and town halls.
"""

import re
from importlib.resources import files

import polars as pl
import pytest

from detection import lists
from detection.engine import findings_of_rule
from detection.lists import pattern, rows
from detection.registry import detectors
from detection.texts import plain
from models.features import FEATURE_NAMES, build_features
from tests.detection.town import town
from tests.models.conftest import ORDERS, draw, ordinary_rows, register

TERMS = """
CHIMIOTHERAPIE DIALYSE SEROPOSITIF PSYCHIATRE GYNECOLOGUE AVORTEMENT ALCOOLISME INVALIDITE ONCOLOGIE HANDICAP
CHEMOTHERAPIE ZWANGERSCHAP PSYCHIATER VERSLAVING KANKERBEHANDELING ABORTUS DEPRESSIE KREBSBEHANDLUNG SCHWANGERSCHAFT
EGLISE MOSQUEE SYNAGOGUE BAPTEME KERKBIJDRAGE MOSKEE RAMADAN JEHOVA KATHOLISCH
SYNDICALE VAKBONDSPREMIE GEWERKSCHAFT GREVE STAKERSVERGOEDING
MILITANT PARTILID LIDGELD PARTIJBIJDRAGE WAHLKAMPF
ASILE REGULARISATION VERBLIJFSVERGUNNING NATURALISATION ROMS
HOMOSEXUEL TRANSGENRE GESLACHTSOPERATIE DIVORCE ADULTERE
CONDAMNATION PRISON BRACELET GEVANGENIS VEROORDELING STRAFREGISTER MEURTRE VIOL DROGUES STRAFVERFAHREN
""".split()
NEUTRAL = [f"ZORV{chr(65 + number // 26)}{chr(65 + number % 26)}EK" for number in range(len(TERMS))]
"""As many words that mean nothing."""
OF_ORGANISATIONS = {"SYNDICAT", "VAKBOND", "ZIEKENFONDS"}
"""Words of the lists that name a kind of body of which membership would be special: they say organisation, no more."""


def told(words: list[str]) -> set[tuple[object, ...]]:
    """Everything that every rule finds in the town, when a word of these stands behind each communication, in turn."""
    given = town()
    moved = given.movements.collect()
    behind = pl.Series([f" {words[number % len(words)]}" for number in range(moved.height)])
    moved = moved.with_columns((pl.col("communication").fill_null("") + behind).str.strip_chars().alias("communication"))
    world = type(given)(**{**vars_of(given), "movements": moved.lazy()})
    found = (finding for detector in detectors().values() for finding in findings_of_rule(detector, world))
    return {(one.detector, one.account, one.first_date, one.last_date, one.movement_ids, one.severity) for one in found}


def vars_of(material: object) -> dict[str, object]:
    """The fields that a material was made of."""
    from dataclasses import fields

    return {one.name: getattr(material, one.name) for one in fields(material) if one.init}  # type: ignore[arg-type]


def test_gd_7_no_rule_finds_more_or_less_for_a_word_of_a_special_category() -> None:
    assert len(set(TERMS)) >= 50
    neutral = told(NEUTRAL)
    assert len({detector for detector, *_ in neutral} & detectors().keys()) >= 50, "most rules find something to be compared"
    assert told(TERMS) == neutral


def test_gd_7_no_feature_changes_for_a_word_of_a_special_category() -> None:
    lives = ordinary_rows(accounts=6, months=6, seed=7)
    accounts = register(*sorted({row["account"] for row in lives}))
    own = accounts.select("holder_id", pl.lit("BE71096123456769").alias("iban"))

    def built(words: list[str]) -> pl.DataFrame:
        said = [
            row | {"communication": f"{row['communication']} {words[number % len(words)]}", "counterparty_name": words[-1]}
            for number, row in enumerate(lives)
        ]
        return build_features(draw(said), accounts, orders=ORDERS, own_accounts=own).sort("account", "month")

    neutral = built(NEUTRAL)
    assert neutral.height > 20
    assert set(FEATURE_NAMES) <= set(neutral.columns)
    assert built(TERMS).equals(neutral)


@pytest.mark.parametrize(
    "name", [*sorted(entry.name[:-4] for entry in files(lists).iterdir() if entry.name.endswith("_words.csv")), "payees"]
)
def test_gd_7_no_list_of_words_that_rules_look_for_holds_one(name: str) -> None:
    words = tuple(row["word"] for row in rows(name) if row.get("word"))
    looked_for = re.compile(pattern(words))
    assert [term for term in TERMS if looked_for.search(term)] == []


def test_gd_7_a_word_that_names_a_union_or_a_sickness_fund_says_that_a_party_is_an_organisation_and_no_more() -> None:
    for row in rows("payee_categories"):
        if row["word"] in OF_ORGANISATIONS:
            assert row["category"] == "organisation"
    others = tuple(row["word"] for row in rows("payee_categories") if row["word"] not in OF_ORGANISATIONS)
    looked_for = re.compile(pattern(others))
    plain_terms = pl.DataFrame({"term": TERMS}).select(plain(pl.col("term")))["term"]
    assert [term for term in plain_terms if looked_for.search(term)] == []
