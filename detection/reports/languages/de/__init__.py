"""The reports in German, for the bar of Eupen, in the legal German of Belgium (Gerichtsgesetzbuch, Rechtsanwaltschaft)."""

from detection.reports.language import Language, Wording
from detection.reports.languages.de.detectors import WORDINGS
from detection.reports.languages.de.report import TEXTS

LANGUAGE = Language(
    code="de",
    months=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    long_date="{day}. {month} {year}",
    short_date="%d.%m.%Y",
    thousands=".",
    texts=TEXTS,
    natures={"illicit": "rechtswidrig", "suspicious": "verdächtig"},
    severities={"info": "Hinweis", "low": "gering", "medium": "mittel", "high": "hoch", "critical": "sehr hoch"},
    account_kinds={"third_party": "Drittkonto", "rubric": "Rubrikkonto"},
    orders={
        "OBFG": "Kammer der französischsprachigen und deutschsprachigen Rechtsanwaltschaften",
        "OVB": "Kammer der flämischen Rechtsanwaltschaften",
    },
    pieces={
        "report_data": "Daten des Berichts",
        "translation": "Übersetzung",
        "account_statements": "vertrauliche Anlage: Kontoauszüge",
        "attachment": "beigefügtes Dokument",
    },
    wordings=WORDINGS,
    other_wording=Wording(
        "Von der Kontrolle gemeldete Buchungen",
        ("Art. 446quater des Gerichtsgesetzbuches; Königlicher Erlass vom 9. Juni 2024, Art. 4.",),
        (
            "Die Akte, zu der die angeführten Buchungen gehören.",
            "Die Unterlagen, die sie rechtfertigen.",
        ),
    ),
)
