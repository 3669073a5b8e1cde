"""The reports in French, for the bars of the Ordre des barreaux francophones et germanophone."""

import re

from detection.reports.language import Language, Wording
from detection.reports.languages.fr.detectors import WORDINGS
from detection.reports.languages.fr.report import TEXTS


def _spaced(text: str) -> str:
    """Keep the sign with its word: French puts a blank before : ; ? ! and », which a line must not end on."""
    return re.sub(r" (?=[:;?!»])|(?<=«) |(?<=\d) (?=\d{3}\b|EUR)", "\u00a0", text)


def _spaced_wording(wording: Wording) -> Wording:
    return Wording(_spaced(wording.title), tuple(map(_spaced, wording.basis)), tuple(map(_spaced, wording.questions)))


LANGUAGE = Language(
    code="fr",
    months=(
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    long_date="{day} {month} {year}",
    first_of_month="1er {month} {year}",
    short_date="%d/%m/%Y",
    thousands="\u202f",
    texts={key: _spaced(text) for key, text in TEXTS.items()},
    natures={"illicit": "illicite", "suspicious": "suspect"},
    severities={"info": "information", "low": "faible", "medium": "moyenne", "high": "élevée", "critical": "critique"},
    account_kinds={"third_party": "compte de tiers", "rubric": "compte rubriqué"},
    orders={
        "OBFG": "Ordre des barreaux francophones et germanophone",
        "OVB": "Orde van Vlaamse balies",
    },
    pieces={
        "report_data": "données du rapport",
        "translation": "traduction",
        "account_statements": "annexe confidentielle : extraits de compte",
        "attachment": "document joint",
    },
    wordings={detector: _spaced_wording(wording) for detector, wording in WORDINGS.items()},
    other_wording=_spaced_wording(
        Wording(
            "Mouvements signalés par le contrôle",
            ("Art. 446quater du Code judiciaire ; arrêté royal du 9 juin 2024, art. 4.",),
            (
                "Le dossier auquel se rapportent les mouvements cités.",
                "Les pièces qui les justifient.",
            ),
        )
    ),
)
