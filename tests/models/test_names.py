"""Who is the holder, by name."""

import polars as pl
import pytest

from models.features.names import named_pairs

from .conftest import ACCOUNT, register


def is_holder(name: str | None, holder: str) -> bool:
    movements = pl.DataFrame(
        {"account": [ACCOUNT], "counterparty_name": [name]}, schema_overrides={"counterparty_name": pl.String}
    )
    accounts = register(ACCOUNT).with_columns(pl.lit(holder).alias("holder_name"))
    return bool(named_pairs(movements, accounts).get_column("own_name").item())


@pytest.mark.parametrize(
    ("name", "holder"),
    [
        ("ELISE DUPONT", "Maître Élise Dupont-Lécluse"),
        ("DUPONT-LECLUSE E. ELISE", "Élise Dupont-Lécluse"),
        ("Me Dupont Lécluse Élise, avocate", "Élise Dupont-Lécluse"),
        ("Lexantia", "Lexantia BV"),
        ("LEXANTIA S.R.L.", "Cabinet d'avocats Lexantia SRL"),
        ("VANDERMEERSCH EN PEETERS ADVOC", "Vandermeersch en Peeters Advocatenassociatie"),
    ],
)
def test_the_holder_is_known_turned_cut_decorated_or_without_accents(name: str, holder: str) -> None:
    assert is_holder(name, holder)


@pytest.mark.parametrize(
    ("name", "holder"),
    [
        ("Élise Martin", "Élise Dupont-Lécluse"),
        ("Dupont", "Élise Dupont-Lécluse"),
        ("Maître Avocat SRL", "Maître Élise Dupont"),
        ("", "Élise Dupont"),
        (None, "Élise Dupont"),
        ("Élise Dupont", ""),
        ("Lexantia Immo", "Lexantia"),
    ],
)
def test_a_shared_first_name_or_word_is_not_the_holder(name: str | None, holder: str) -> None:
    assert not is_holder(name, holder)
