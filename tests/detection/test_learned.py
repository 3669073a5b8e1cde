"""A flagged month is told from its stored numbers, in four languages, with what it looks like and what was too much."""

from typing import Any

import pytest

from detection import learned
from detection.rule import LANGUAGES
from models.counterfactual import Change
from models.explaining import Explanation
from models.proof import Proof
from models.reasons import Reason

SHARE = Reason("own_share", 642, 80, 4_200, 31_000, "EUR/third_party/OBFG/light")
PAYERS = Reason("payers", 17_000, 2_000, 400, 9_000, "EUR/third_party/*/light")
WHOLE = Explanation(
    "collecting",
    (SHARE, PAYERS),
    (Change("payers", 17.0, 6.0), Change("own_money", 12_345.6, 2_500.0)),
    Proof({"own_share": frozenset("ab"), "payers": frozenset("b")}, frozenset("ab"), enough=True),
)


def told(explanation: Explanation, language: str = "en") -> str:
    evidence = {"month": "2026-03", "model": "M-0001"} | learned.evidence_of(explanation)
    return learned.reason(evidence, language, "EUR").replace("\u00a0", "_")


def test_an_explanation_is_stored_as_whole_numbers_and_names() -> None:
    evidence = learned.evidence_of(WHOLE)
    assert evidence == {
        "story": "collecting",
        "enough": 2,
        "feature_1": "own_share",
        "value_milli_1": 642,
        "median_milli_1": 80,
        "beyond_micro_1": 4_200,
        "fall_micro_1": 31_000,
        "peers_1": "EUR/third_party/OBFG/light",
        "movements_1": 2,
        "feature_2": "payers",
        "value_milli_2": 17_000,
        "median_milli_2": 2_000,
        "beyond_micro_2": 400,
        "fall_micro_2": 9_000,
        "peers_2": "EUR/third_party/*/light",
        "movements_2": 1,
        "less_1": "payers",
        "less_from_milli_1": 17_000,
        "less_most_milli_1": 6_000,
        "less_2": "own_money",
        "less_from_milli_2": 12_345_600,
        "less_most_milli_2": 2_500_000,
    }


# Read aloud by whoever speaks the language: numbers, plurals and separators are that language's; _ stands for a no-break space.
TOLD = {
    "en": """
        In March 2026 the account was unlike comparable ones (third-party accounts, OBFG, with 13 to 48 movements a
        year, EUR): share of three months' payments that went to the holder: 64.2% (half of the comparable
        account-months show at most 8.0%, 0.4% show as much), 2 movements; number of payers: 17 (half of the
        comparable account-months show at most 2, fewer than 0.1% show as much) among third-party accounts, with 13 to
        48 movements a year, EUR, 1 movement. Together this looks like money of many people that is gathered for one.
        The month would not have been flagged if this had been less: number of payers, at most 6 instead of 17; paid
        to the holder, at most 2,500.00 EUR instead of 12,345.60 EUR. Without the 2 movements named here the month
        would not have been flagged.
    """,
    "fr": """
        En mars 2026, le compte s'écartait des comptes comparables (comptes de tiers, OBFG, de 13 à 48 mouvements par
        an, EUR) : part des paiements de trois mois allée au titulaire_: 64,2_% (la moitié des mois de comptes
        comparables montre au plus 8,0_%, 0,4_% montrent autant), 2 mouvements_; nombre de payeurs_: 17 (la moitié des
        mois de comptes comparables montre au plus 2, moins de 0,1_% montrent autant) parmi_: comptes de tiers, de 13
        à 48 mouvements par an, EUR, 1 mouvement. L'ensemble évoque l'argent de nombreuses personnes rassemblé pour
        une seule. Le mois n'aurait pas été signalé si ceci avait été moindre_: nombre de payeurs, au plus 6 au lieu
        de 17_; montant payé au titulaire, au plus 2_500,00 EUR au lieu de 12_345,60 EUR. Sans les 2 mouvements cités
        ici, le mois n'aurait pas été signalé.
    """,
    "nl": """
        In maart 2026 week de rekening af van vergelijkbare rekeningen (derdenrekeningen, OBFG, met 13 tot 48
        verrichtingen per jaar, EUR): aandeel van de betalingen van drie maanden dat naar de titularis ging: 64,2_%
        (de helft van de maanden van vergelijkbare rekeningen toont hoogstens 8,0_%, 0,4_% toont evenveel), 2
        verrichtingen; aantal betalers: 17 (de helft van de maanden van vergelijkbare rekeningen toont hoogstens 2,
        minder dan 0,1_% toont evenveel) onder derdenrekeningen, met 13 tot 48 verrichtingen per jaar, EUR, 1
        verrichting. Samen wijst dit op geld van veel mensen dat voor één persoon wordt verzameld. De maand zou niet
        zijn gemeld als dit minder was geweest: aantal betalers, hoogstens 6 in plaats van 17; betaald aan de
        titularis, hoogstens 2.500,00 EUR in plaats van 12.345,60 EUR. Zonder de 2 hier vermelde verrichtingen zou de
        maand niet zijn gemeld.
    """,
    "de": """
        Im März 2026 wich das Konto von vergleichbaren Konten ab (Drittkonten, OBFG, mit 13 bis 48 Buchungen im Jahr,
        EUR): Anteil der Zahlungen dreier Monate, der an den Inhaber ging: 64,2_% (die Hälfte der Monate
        vergleichbarer Konten zeigt höchstens 8,0_%, 0,4_% zeigen ebenso viel), 2 Buchungen; Zahl der Einzahler: 17
        (die Hälfte der Monate vergleichbarer Konten zeigt höchstens 2, weniger als 0,1_% zeigen ebenso viel) unter:
        Drittkonten, mit 13 bis 48 Buchungen im Jahr, EUR, 1 Buchung. Zusammen deutet dies auf Geld vieler Personen,
        das für eine einzige gesammelt wird, hin. Der Monat wäre nicht gemeldet worden, wenn dies geringer gewesen
        wäre: Zahl der Einzahler, höchstens 6 statt 17; an den Inhaber gezahlt, höchstens 2.500,00 EUR statt 12.345,60
        EUR. Ohne die 2 hier genannten Buchungen wäre der Monat nicht gemeldet worden.
    """,
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_outlier_is_told_as_a_person_of_the_language_writes(language: str) -> None:
    assert told(WHOLE, language) == " ".join(TOLD[language].split())


def test_what_is_not_known_is_not_told() -> None:
    for language in LANGUAGES:
        text = told(Explanation("a story of a later version", (SHARE,)), language)
        assert text.endswith(".")
        assert ".." not in text
        assert "a story of a later version" not in text
        assert "{" not in text
    assert "flagged" not in told(Explanation("collecting", (SHARE,)))
    one = Explanation("collecting", (SHARE,), (), Proof({}, frozenset("a"), enough=True))
    assert told(one).endswith(" Without the movement named here the month would not have been flagged.")
    assert told(one, "fr").endswith(" Sans le mouvement cité ici, le mois n'aurait pas été signalé.")
    more = frozenset(str(number) for number in range(51))
    assert "enough" not in learned.evidence_of(Explanation("collecting", (SHARE,), (), Proof({}, more, enough=True)))
    assert told(Explanation("collecting", (SHARE,))).count("movements") == 1, "only the group's: none was named for the reason"


def test_a_finding_of_an_earlier_version_can_still_be_told() -> None:
    old: dict[str, Any] = {"month": "2026-03", "model": "M-0001", "confidence": 1000}
    old |= {f"{name}_1": value for name, value in SHARE.numbers().items()} | {"peers_1": "all"}
    assert learned.reason(old, "en", "EUR").startswith("In March 2026 the account was unlike comparable ones (all): share of")
