"""The letter of a first demand and of its reminder, in the three languages of the country; plain text, for a person to sign.

It names the account and the period and no holder: the bank knows whose account it is.

>>> letter(sample(), reminder=False).splitlines()[0]
'Première demande (arrêté royal du 9 juin 2024, art. 2, § 5)'
"""

from __future__ import annotations

from datetime import date

from coda_parser.banks import banks
from warehouse.coverage.demands import FirstDemand

TITLES = {
    "fr": ("Première demande", "Rappel de la première demande", "(arrêté royal du 9 juin 2024, art. 2, § 5)"),
    "nl": ("Eerste verzoek", "Herinnering aan het eerste verzoek", "(koninklijk besluit van 9 juni 2024, art. 2, § 5)"),
    "de": ("Erste Aufforderung", "Erinnerung an die erste Aufforderung", "(Königlicher Erlass vom 9. Juni 2024, Art. 2 § 5)"),
}
BODIES = {
    "fr": (
        "Référence : {id} - Banque : {bank} - Date : {asked}\n\n"
        "Madame, Monsieur,\n\n"
        "L'entité de contrôle vous demande de mettre à sa disposition les données du compte {account} ({currency}) du {since} "
        "au {until}, ces deux jours compris, au format des extraits de compte codifiés (CODA), par la voie de livraison "
        "convenue.\n\n"
        "Les extraits déjà livrés peuvent être livrés de nouveau : ils ne sont comptés qu'une fois. Chaque livraison reçoit un "
        "accusé de réception.\n"
    ),
    "nl": (
        "Kenmerk: {id} - Bank: {bank} - Datum: {asked}\n\n"
        "Mevrouw, mijnheer,\n\n"
        "De controle-entiteit verzoekt u de gegevens van de rekening {account} ({currency}) van {since} tot en met {until} ter "
        "beschikking te stellen, als gecodeerde rekeninguittreksels (CODA), langs de afgesproken weg van levering.\n\n"
        "Uittreksels die al geleverd zijn, mogen opnieuw geleverd worden: zij tellen maar één keer. Elke levering krijgt een "
        "ontvangstbewijs.\n"
    ),
    "de": (
        "Zeichen: {id} - Bank: {bank} - Datum: {asked}\n\n"
        "Sehr geehrte Damen und Herren,\n\n"
        "die Kontrollstelle ersucht Sie, die Daten des Kontos {account} ({currency}) vom {since} bis einschließlich {until} "
        "zur Verfügung zu stellen, als kodierte Kontoauszüge (CODA) auf dem vereinbarten Lieferweg.\n\n"
        "Bereits gelieferte Auszüge dürfen erneut geliefert werden: Sie zählen nur einmal. Jede Lieferung erhält eine "
        "Empfangsbestätigung.\n"
    ),
}
REMINDED = {
    "fr": "Notre demande du {first} n'a pas encore reçu de suite complète.\n",
    "nl": "Aan ons verzoek van {first} werd nog niet volledig voldaan.\n",
    "de": "Unsere Aufforderung vom {first} ist noch nicht vollständig erfüllt.\n",
}
DATES = {"fr": "%d/%m/%Y", "nl": "%d/%m/%Y", "de": "%d.%m.%Y"}


def letter(asked: FirstDemand, *, reminder: bool = False) -> str:
    """Write the letter of a demand, or of its latest reminder."""
    language = asked.language
    first, again, basis = TITLES[language]
    written = asked.reminded_on[-1] if reminder and asked.reminded_on else asked.asked_on
    said = {"since": asked.since, "until": asked.until, "asked": written, "first": asked.asked_on}
    numbers = {name: day.strftime(DATES[language]) for name, day in said.items()}
    named = {"id": asked.demand_id, "bank": name_of(asked.bank), "account": grouped(asked.account), "currency": asked.currency}
    body = BODIES[language] + ("\n" + REMINDED[language] if reminder else "")
    return f"{again if reminder else first} {basis}\n\n{body.format(**named, **numbers)}"


def name_of(code: str) -> str:
    """The name of a bank, as its own file says it; its code where it has none.

    >>> name_of("KASTEEL"), name_of("LOCAL")
    ('Kasteel Bank', 'LOCAL')
    """
    house = banks().get(code)
    return house.name if house is not None else code


def grouped(iban: str) -> str:
    """Write an account number in groups of four.

    >>> grouped("BE71096123456769")
    'BE71 0961 2345 6769'
    """
    return " ".join(iban[place : place + 4] for place in range(0, len(iban), 4))


def sample() -> FirstDemand:
    """A demand for the documentation."""
    first, last = date(2024, 10, 1), date(2026, 1, 31)
    return FirstDemand("D-0001", "BE71096123456769", "EUR", "KASTEEL", "fr", first, last, date(2026, 2, 2), "analyst", (), None)
