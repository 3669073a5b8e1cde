r"""Records kept under the anti-money-laundering law stay apart from those of the decree: none of them is taken in here.

The control looks for the decree's purposes only; it declares nothing (law of 18 September 2017, art. 52: the lawyer tells the
bâtonnier, who transmits to the financial intelligence unit). The declarations, the written reports behind them and what came of
them are kept by the bâtonnier, for other terms (art. 60) and with other limits to the rights of persons (art. 64 and 65). So a
document or a sentence that names such a record is refused where people add them: it would end up under the wrong law, and
whoever reads an alert would be told of a declaration (art. 55). What a bank delivered is a transaction and stays as it came.

>>> names_aml_record("Déclaré à la CTIF le 3 mars"), names_aml_record("Melding van een vermoeden op 3 maart")
(True, True)
>>> names_aml_record("Looks like laundering: money in and out on one day")
False
"""

from __future__ import annotations

import re

from warehouse.errors import Refusal

_RECORD = re.compile(
    r"\b(?:ctif|cfi"
    r"|cellule de traitement des informations financières"
    r"|cel voor financiële informatieverwerking"
    r"|stelle für die verarbeitung finanzieller informationen|financial intelligence (?:processing )?unit"
    r"|déclarations? d(?:e |’|')soupçons?|melding(?:en)? van (?:een )?vermoedens?|verdachtsmeldung(?:en)?"
    r"|suspicious (?:activity|transaction) reports?)\b",
    re.IGNORECASE,
)


def names_aml_record(text: str) -> bool:
    """Say whether a text names a declaration to the financial intelligence unit, or the unit itself."""
    return _RECORD.search(" ".join(text.split())) is not None


def keep_apart(*texts: str) -> None:
    """Refusal for a text that names such a record; it never repeats the text."""
    if any(names_aml_record(text) for text in texts):
        raise Refusal(
            "what is kept under the anti-money-laundering law stays apart from this control, with the bâtonnier: leave the "
            "declaration and the unit out of the text"
        )
