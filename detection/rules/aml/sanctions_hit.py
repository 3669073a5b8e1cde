"""Counterparty on a sanctions list.

Nobody may give money to a listed person or organisation, or take it from them. The counterparty's name is compared with the
lists that the operator brought (`quater sanctions import`); a likeness of 0.93 or more counts where the country of its account
or bank is one of the entry's, and so does an account number, or a BIC, that the entry gives. A name that is the same, word for
word, with nothing else to go by, is medium from three words on, low below: homonyms are many. Each movement from the day of
the listing on is a finding; what was booked with the counterparty before it is one more, high, dated on the day of the
listing: money of theirs may still be there, and is frozen. An entry without a day counts always. Nothing is found without a
list. Movements of the same day do not matter to each other.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detection.countries import of_bic, of_iban
from detection.findings import ACCOUNT, per_movement, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.sanctions import matches

RULE = Rule(
    title="Counterparty on a sanctions list",
    titles={
        "fr": "Contrepartie figurant sur une liste de sanctions",
        "nl": "Tegenpartij op een sanctielijst",
        "de": "Gegenpartei auf einer Sanktionsliste",
    },
    nature="suspicious",
    severity="critical",
    typology="sanctions",
    references=(
        "Law of 18 September 2017, art. 8 §1, 3°: embargoes and freezing of assets",
        "EU, consolidated list of persons and organisations subject to financial sanctions",
    ),
    false_positives=("Homonyms: a second person compares birth date, address and identifiers with the entry.",),
    steps=(
        "Read the entry: birth date, addresses, identifiers; compare with the dossier's identification.",
        "Have a second person confirm or dismiss the match.",
        "If confirmed: nothing is paid; the Treasury is told, and so is the unit for financial information where due.",
    ),
    parameters={"least": Parameter({STATUTE: 930}, unit="thousandths of likeness", source=HOUSE)},
    sentences={
        "en": (
            "{amount:money} from {first_date:date} to {last_date:date} with a counterparty that {basis:word} of entry {entry} "
            "(list {list}), likeness {score:percent}."
        ),
        "fr": (
            "{amount:money} du {first_date:date} au {last_date:date} avec une contrepartie qui {basis:word} de l'inscription "
            "{entry} (liste {list}), ressemblance {score:percent}."
        ),
        "nl": (
            "{amount:money} van {first_date:date} tot {last_date:date} met een tegenpartij die {basis:word} van vermelding "
            "{entry} heeft (lijst {list}), gelijkenis {score:percent}."
        ),
        "de": (
            "{amount:money} von {first_date:date} bis {last_date:date} mit einer Gegenpartei, die {basis:word} des Eintrags "
            "{entry} hat (Liste {list}), Ähnlichkeit {score:percent}."
        ),
    },
)

BASES = ("listed number", "listed name and country", "listed name")
"""In the order in which one is named when several say so."""
ALWAYS = date(1, 1, 1)
BIC = 8
"""Letters of a BIC without its branch."""
SAME = 1000
TELLING_WORDS = 3
STORY = [*ACCOUNT, "entry", "list", "party"]


def find(material: Material) -> pl.LazyFrame:
    """Give the movements with listed counterparties, and for each what was booked before the listing."""
    listed = _listed(material)
    after = listed.filter(pl.col("listed_on") <= pl.col("booked")).unique("movement_id", keep="first", maintain_order=True)
    evidence = {name: pl.col(name) for name in ("basis", "entry", "list", "score")}
    since = per_movement(after, severity=_severity(None), confidence=pl.col("score"), evidence=evidence)
    before = listed.filter(pl.col("listed_on") > pl.col("booked"), pl.col("listed_on") <= material.on)
    told = together(before, STORY, *(pl.col(name).first() for name in ("basis", "score", "words", "listed_on")))
    earlier = shaped(
        told.with_columns(pl.col(name).alias(f"e_{name}") for name in evidence),
        anchor=pl.format("{}|{}|{}", "list", "entry", "party"),
        stage=pl.lit("listed later"),
        last_date=pl.col("listed_on"),
        counterparty=pl.col("party"),
        severity=_severity("high"),
        confidence=pl.col("score"),
    )
    return pl.concat([since, earlier])


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what came with a listed party."""
    return _listed(lately.recent)


def due(material: Material, _after: date) -> pl.Series:
    """Give the accounts with a listed counterparty: a list that was brought since may have changed what is said of them."""
    if material.around.sanctions.is_empty():
        return pl.Series("account", [], dtype=pl.String)
    return _listed(material).select("account").unique().collect()["account"]


def _severity(proven: str | None) -> pl.Expr:
    long = pl.col("words") >= TELLING_WORDS
    alone = pl.when(long).then(pl.lit("medium")).otherwise(pl.lit("low"))
    return pl.when(pl.col("basis") == BASES[-1]).then(alone).otherwise(pl.lit(proven, pl.String))


def _listed(material: Material) -> pl.LazyFrame:
    """Give the movements with a match, the strongest of each entry: basis, score (thousandths), entry, list, listed_on."""
    sanctions = material.around.sanctions.with_columns(pl.col("listed_on").fill_null(ALWAYS), pl.col("source").alias("list"))
    told = material.booked.filter(pl.col("party").is_not_null() & ~pl.col("bank"))
    if sanctions.is_empty():
        return told.with_columns(
            *(pl.lit(None, pl.String).alias(name) for name in ("basis", "entry", "list")),
            *(pl.lit(None, pl.Int64).alias(name) for name in ("score", "words")),
            pl.lit(None, pl.Date).alias("listed_on"),
        ).clear()
    chosen = ["entry", "list", "listed_on", "basis", "score", "words"]
    found = [told.join(part, on=key, maintain_order="left") for key, part in _keyed(told, sanctions, chosen)]
    placed = pl.concat([part.select(*told.collect_schema().names(), *chosen) for part in found])
    place = pl.col("basis").replace_strict(dict(zip(BASES, range(len(BASES)), strict=True)), return_dtype=pl.Int64)
    order = ["booked", "movement_id", place, pl.col("score") * -1, "list", "entry"]
    return placed.sort(order).unique(["movement_id", "list", "entry"], keep="first", maintain_order=True)


def _keyed(told: pl.LazyFrame, sanctions: pl.DataFrame, chosen: list[str]) -> list[tuple[list[str], pl.LazyFrame]]:
    """Give, for each way to know somebody, the columns of the movement by which it is known and what it matches."""
    names = told.select("party_plain", "counterparty_account", "counterparty_bic").unique().collect()
    alike = matches(names, sanctions, RULE.parameters["least"].largest()).join(
        sanctions.filter(pl.col("name_plain") != ""), on="name_plain"
    )
    alike = alike.with_columns(pl.col("name_plain").str.count_matches(" ").cast(pl.Int64).alias("words") + 1)
    where = names.with_columns(
        of_iban(pl.col("counterparty_account")).alias("of_account"), of_bic(pl.col("counterparty_bic")).alias("of_bank")
    )
    there = where.join(alike, on="party_plain").filter(
        (pl.col("country") == pl.col("of_account")) | (pl.col("country") == pl.col("of_bank"))
    )
    number = pl.col("counterparty_account").str.replace_all(" ", "", literal=True).str.to_uppercase()
    numbered = pl.concat(
        [
            names.with_columns(number.alias("identifier")),
            names.with_columns(pl.col("counterparty_bic").str.slice(0, BIC).alias("identifier")),
        ]
    ).join(sanctions.filter(pl.col("identifier") != "").with_columns(_bare_bic()), on="identifier")
    whole = ["party_plain", "counterparty_account", "counterparty_bic"]
    given = pl.lit(SAME, pl.Int64).alias("score"), pl.lit(0, pl.Int64).alias("words")
    parts = [
        (whole, numbered.with_columns(*given, pl.lit(BASES[0]).alias("basis"))),
        (whole, there.with_columns(pl.lit(BASES[1]).alias("basis"))),
        (["party_plain"], alike.filter(pl.col("score") == SAME).with_columns(pl.lit(BASES[2]).alias("basis"))),
    ]
    return [(key, part.select(*key, *chosen).unique().lazy()) for key, part in parts]


def _bare_bic() -> pl.Expr:
    """Leave out the branch of an identifier that is a BIC."""
    identifier = pl.col("identifier")
    return (
        pl.when(identifier.str.contains(r"^[A-Z]{6}[A-Z0-9]{2}XXX$")).then(identifier.str.slice(0, BIC)).otherwise(identifier)
    )
