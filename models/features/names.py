"""Is the counterparty the holder? Names compared as sets of words, because banks turn, cut and decorate them.

Why here and not by distance: a share of payouts to the own name is a feature, not a proof; it must be fast on millions
of lines and miss little. Proof by a closer comparison is a rule's work (detection).

>>> frame = pl.DataFrame({"name": ["Maître Élise DUPONT-LÉCLUSE", "S.R.L. Dupont", None]})
>>> frame.select(plain(pl.col("name"))).to_series().to_list()
['ELISE DUPONT LECLUSE', 'DUPONT', '']
"""

from __future__ import annotations

import polars as pl

ACCENTS = dict(zip("ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝŸ", "AAAAAACEEEEIIIINOOOOOUUUUYY", strict=True)) | {
    "Œ": "OE",
    "Æ": "AE",
    "ß": "SS",
}

DECORATIONS = (
    *("MAITRE", "MAITRES", "MR", "ME", "MTRE", "MEESTER", "AVOCAT", "AVOCATE", "AVOCATS", "ADVOCAAT", "ADVOCATEN"),
    *("RECHTSANWALT", "RECHTSANWALTIN", "RECHTSANWALTE", "SRL", "BV", "SPRL", "BVBA", "SCRL", "CVBA", "SC", "CV", "ASBL"),
    *("CABINET", "KANTOOR", "KANZLEI", "LAW", "LEGAL", "ET", "EN", "UND", "AND", "D", "L"),
)
"""Words that name no one: titles, legal forms, joining words."""

CUT = 12
"""A name that a bank cut short still counts when at least this many characters agree from the beginning."""

SURNAME = 4
"""Letters of a word that two people may share by kinship; shorter ones are particles."""

COMMON = 3


def plain(name: pl.Expr) -> pl.Expr:
    """The name's own words in capitals without accents, joined by one blank; empty when there is none."""
    capitals = name.fill_null("").str.to_uppercase().str.replace_many(ACCENTS)
    words = capitals.str.replace_all(r"\b([A-Z])\.", "$1").str.replace_all(r"[^A-Z0-9]+", " ").str.strip_chars().str.split(" ")
    own_words = words.list.eval(pl.element().filter(pl.element().is_in(DECORATIONS).not_() & (pl.element() != "")))
    return own_words.list.join(" ")


def named_pairs(movements: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """Each (account, counterparty_name) that occurs, with its words in order of the alphabet and how it is like the holder's.

    `own_name`: it is the holder, when all words of the shorter name stand in the longer one and at least two words, or the
    whole name, agree; or when the name begins like the holder's and was cut. `related`: a word of four letters or more agrees
    that is no first name and no frequent surname, which is to say that it stands in the names of fewer than `COMMON` holders.
    """
    holders = accounts.select(pl.col("iban").alias("account"), plain(pl.col("holder_name")).alias("holder")).unique("account")
    borne = holders.select("holder").unique().select(pl.col("holder").str.split(" ").list.unique().explode().alias("word"))
    common_names = borne.group_by("word").len().filter(pl.col("len") >= COMMON).get_column("word").implode()
    named = movements.select("account", pl.col("counterparty_name").fill_null("")).unique()
    pairs = (
        named.join(_plainly(named.select("counterparty_name").unique()), on="counterparty_name")
        .join(holders, on="account", how="left")
        .with_columns(pl.col("holder").fill_null(""))
    )
    alike = _alike(pairs, common_names)
    return (
        pairs.join(alike, on=["account", "counterparty_name"], how="left")
        .with_columns((_both() & (pl.col("contained").fill_null(False) | _cut_short())).alias("own_name"))
        .with_columns(pl.col("related").fill_null(False), pl.col("sorted").alias("plain_name"))
        .select("account", "counterparty_name", "plain_name", "own_name", "related")
    )


def _plainly(names: pl.DataFrame) -> pl.DataFrame:
    """Each name once: its plain words, and these in order of the alphabet."""
    return names.with_columns(plain(pl.col("counterparty_name")).alias("plain_name")).with_columns(
        pl.col("plain_name").str.split(" ").list.sort().list.join(" ").alias("sorted")
    )


def _alike(pairs: pl.DataFrame, common_names: pl.Series) -> pl.DataFrame:
    """The pairs with a word in common, the only ones whose words have to be compared: contained, related."""
    words, holder_words = pl.col("plain_name").str.split(" "), pl.col("holder").str.split(" ")
    borne = pairs.select("account", "holder").unique().select("account", holder_words.alias("word")).explode("word")
    said = pairs.select("account", "counterparty_name", words.alias("word")).explode("word")
    met = said.join(borne, on=["account", "word"], how="semi").select("account", "counterparty_name").unique()
    common_words = words.list.set_intersection(holder_words)
    common, shorter = common_words.list.len(), pl.min_horizontal(words.list.len(), holder_words.list.len())
    contained = (common == shorter) & ((common >= 2) | (pl.col("plain_name") == pl.col("holder")))
    telling = common_words.list.set_difference(common_names).list.eval(pl.element().str.len_chars() >= SURNAME).list.any()
    return pairs.join(met, on=["account", "counterparty_name"], how="semi").select(
        "account", "counterparty_name", contained.alias("contained"), (_both() & telling).alias("related")
    )


def _both() -> pl.Expr:
    return (pl.col("plain_name") != "") & (pl.col("holder") != "")


def _cut_short() -> pl.Expr:
    name, holder = pl.col("plain_name"), pl.col("holder")
    return (name.str.len_chars() >= CUT) & holder.str.starts_with(name)
