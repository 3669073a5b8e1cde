"""Securities, term investment, foreign exchange or bullion.

Any movement, in or out, of family 11 (securities), of term investments (30 05, 30 54, 30 55), of spot and forward exchange
and of the purchase of bank notes, gold or bearer papers over the counter: the account serves to pass money on, not to invest
it. A term investment is lawful for money that is to be kept a fixed time: on a rubric account, and where the bâtonnier's
allowance of a term account is in force that day for the account or its holder, it is a noted fact. Finds nothing on other
codes, whatever the communication says. Each movement is a finding of its own; those of the same day do not matter to it.
"""

from __future__ import annotations

import polars as pl

from detection.allowances import NOTED, noted, staged, with_allowances
from detection.dues import by_news_alone
from detection.findings import per_movement
from detection.instruments import by_instrument
from detection.material import Material
from detection.rule import Rule

RULE = Rule(
    title="Securities, term investment, exchange or bullion",
    titles={
        "fr": "Titres, placement à terme, devises ou métaux précieux",
        "nl": "Effecten, termijnbelegging, deviezen of edelmetaal",
        "de": "Wertpapiere, Termingeld, Devisen oder Edelmetall",
    },
    nature="illicit",
    severity="high",
    typology="investment",
    references=(
        "Judicial Code, art. 446quater §2 and §4: the account serves to transfer money as soon as possible",
        "Judicial Code, art. 446quinquies: bearer securities are deposited within three months",
        "OVB, Codex Deontologie, art. 131, 1st indent: a term account only for money to be kept a fixed time",
    ),
    false_positives=(
        "A term account linked to a rubric account, or allowed by the bâtonnier: a noted fact.",
        "Securities of an estate that were sold for the heirs through the account.",
    ),
    steps=(
        "Read the code and the communication: what was bought or sold, and for whom?",
        "Ask for the client's instruction and for the dossier.",
        "For a term investment, ask who receives its interest.",
    ),
    lookback=0,
    sentences={
        "en": (
            "{amount:money} of securities, investment or exchange (code {code}) was booked on {first_date:date}; "
            "{allowed:authorisation covers it|authorisations cover it}."
        ),
        "fr": (
            "{amount:money} de titres, de placement ou de change (code {code}) ont été comptabilisés le {first_date:date} ; "
            "{allowed:autorisation les couvre|autorisations les couvrent}."
        ),
        "nl": (
            "{amount:money} aan effecten, belegging of deviezen (code {code}) werd geboekt op {first_date:date}; "
            "{allowed:toestemming dekt dit|toestemmingen dekken dit}."
        ),
        "de": (
            "{amount:money} an Wertpapieren, Anlagen oder Devisen (Code {code}) wurden am {first_date:date} gebucht; "
            "{allowed:Genehmigung deckt dies|Genehmigungen decken dies}."
        ),
    },
)


due = by_news_alone


def find(material: Material) -> pl.LazyFrame:
    """Give every movement of an investment; a noted fact for a term investment that is lawful."""
    invested = material.booked.filter(by_instrument("securities", "term", "exchange", "precious"))
    asked = with_allowances(invested, material.around.allowances, "term_account")
    # leave for a term account is leave for nothing else
    marked = asked.with_columns(pl.when(by_instrument("term")).then("allowed").otherwise(0).alias("allowed"))
    lawful = by_instrument("term") & (pl.col("kind") == "rubric").fill_null(False)
    severity = noted(pl.when(lawful).then(pl.lit(NOTED)))
    code = pl.col("family") + " " + pl.col("operation")
    return staged(per_movement(marked, severity=severity, evidence={"code": code, "allowed": pl.col("allowed")}))
