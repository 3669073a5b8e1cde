"""Reasons of a score in Dutch."""

from models.wording.wording import NO_BREAK, Wording

WORDING = Wording(
    thousands=".",
    decimal=",",
    percent="{number}" + NO_BREAK + "%",
    under="minder dan {share}",
    days="{number} dagen",
    deviations="{number} keer de gewone afwijking",
    sentence=(
        "{name}: {value} (de helft van de maanden van vergelijkbare rekeningen toont hoogstens {median}, "
        "{share} toont evenveel)"
    ),
    names={
        "abroad_share": "aandeel van de omzet met rekeningen buiten België",
        "cash_money": "gestort en opgenomen contant geld",
        "cash_share": "aandeel van contant geld in de omzet",
        "credits_count": "aantal creditverrichtingen",
        "days_held": "tijd dat het uitbetaalde geld werd bijgehouden",
        "debits_count": "aantal debetverrichtingen",
        "largest_payment": "grootste enkele betaling",
        "missing_reference_money": "betaald zonder vermelding van een dossier",
        "missing_reference_share": "aandeel van de betalingen zonder vermelding van een dossier",
        "money_in": "ontvangen bedrag",
        "money_in_surprise": "ontvangen bedrag, tegenover het eigen verleden van de rekening",
        "money_out": "betaald bedrag",
        "money_out_surprise": "betaald bedrag, tegenover het eigen verleden van de rekening",
        "new_payee_money": "betaald aan begunstigden die nooit eerder voorkwamen",
        "new_payees": "begunstigden die nooit eerder voorkwamen",
        "new_payers": "betalers die nooit eerder voorkwamen",
        "own_money": "betaald aan de titularis",
        "own_money_in": "gestort door de titularis",
        "own_round_share": "aandeel ronde bedragen in de betalingen aan de titularis",
        "own_share": "aandeel van de betalingen van drie maanden dat naar de titularis ging",
        "own_unreferenced_money": "betaald aan de titularis zonder vermelding van een dossier",
        "payee_concentration": "aandeel van de betalingen dat één begunstigde kreeg",
        "payees": "aantal begunstigden",
        "payers": "aantal betalers",
        "quick_money": "binnen drie dagen tussen onbekenden doorgestort, zonder dossier",
        "quick_share": "aandeel van de ontvangsten dat binnen drie dagen tussen onbekenden werd doorgestort, zonder dossier",
        "repeated_payment": "betalingen van eenzelfde bedrag",
        "returned_share": "aandeel van de betalingen dat terugging naar wie binnen 90 dagen had betaald",
        "round_share": "aandeel ronde bedragen in de betalingen",
        "silent_days": "stilte voordat de rekening weer bewoog",
        "stale_money": "geld dat zeker ouder is dan twee maanden",
    },
)
