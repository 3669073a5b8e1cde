"""Reasons of a score in French."""

from models.wording.wording import NO_BREAK, Wording

WORDING = Wording(
    thousands=NO_BREAK,
    decimal=",",
    percent="{number}" + NO_BREAK + "%",
    under="moins de {share}",
    days="{number} jours",
    deviations="{number} fois l'écart habituel",
    sentence=(
        "{name}" + NO_BREAK + ": {value} (la moitié des mois de comptes comparables montre au plus {median}, "
        "{share} montrent autant)"
    ),
    names={
        "abroad_share": "part du flux avec des comptes situés hors de Belgique",
        "cash_money": "espèces versées et retirées",
        "cash_share": "part des espèces dans le flux",
        "credits_count": "nombre de crédits",
        "days_held": "durée de détention des fonds payés",
        "debits_count": "nombre de débits",
        "largest_payment": "plus grand paiement unique",
        "missing_reference_money": "montant payé sans mention d'un dossier",
        "missing_reference_share": "part des paiements sans mention d'un dossier",
        "money_in": "montant reçu",
        "money_in_surprise": "montant reçu, par rapport au passé du compte",
        "money_out": "montant payé",
        "money_out_surprise": "montant payé, par rapport au passé du compte",
        "new_payee_money": "montant payé à des bénéficiaires jamais rencontrés",
        "new_payees": "bénéficiaires jamais rencontrés",
        "new_payers": "payeurs jamais rencontrés",
        "own_money": "montant payé au titulaire",
        "own_money_in": "montant versé par le titulaire",
        "own_round_share": "part des sommes rondes parmi les paiements au titulaire",
        "own_share": "part des paiements de trois mois allée au titulaire",
        "own_unreferenced_money": "montant payé au titulaire sans mention d'un dossier",
        "payee_concentration": "part des paiements reçue par un seul bénéficiaire",
        "payees": "nombre de bénéficiaires",
        "payers": "nombre de payeurs",
        "quick_money": "montant transmis entre inconnus dans les trois jours, sans dossier",
        "quick_share": "part des recettes transmise entre inconnus dans les trois jours, sans dossier",
        "repeated_payment": "paiements d'un même montant",
        "returned_share": "part des paiements retournée à un payeur des 90 jours précédents",
        "round_share": "part des sommes rondes parmi les paiements",
        "silent_days": "silence avant que le compte ne bouge à nouveau",
        "stale_money": "fonds détenus avec certitude depuis plus de deux mois",
    },
)
