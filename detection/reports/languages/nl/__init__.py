"""The reports in Dutch, for the bars of the Orde van Vlaamse balies."""

from detection.reports.language import Language, Wording
from detection.reports.languages.nl.detectors import WORDINGS
from detection.reports.languages.nl.report import TEXTS

LANGUAGE = Language(
    code="nl",
    months=(
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    long_date="{day} {month} {year}",
    short_date="%d/%m/%Y",
    thousands=".",
    texts=TEXTS,
    natures={"illicit": "onwettig", "suspicious": "verdacht"},
    severities={"info": "informatie", "low": "laag", "medium": "gemiddeld", "high": "hoog", "critical": "kritiek"},
    account_kinds={"third_party": "derdenrekening", "rubric": "rubriekrekening"},
    orders={
        "OBFG": "Ordre des barreaux francophones et germanophone",
        "OVB": "Orde van Vlaamse balies",
    },
    pieces={
        "report_data": "gegevens van het verslag",
        "translation": "vertaling",
        "account_statements": "vertrouwelijke bijlage: rekeninguittreksels",
        "attachment": "bijgevoegd document",
    },
    wordings=WORDINGS,
    other_wording=Wording(
        "Verrichtingen gemeld door de controle",
        ("Art. 446quater van het Gerechtelijk Wetboek; koninklijk besluit van 9 juni 2024, art. 4.",),
        (
            "Het dossier waartoe de vermelde verrichtingen behoren.",
            "De stukken die ze verantwoorden.",
        ),
    ),
)
