"""Movements and charts, in French."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

FIGURES: Final[Mapping[str, Any]] = {
    "movements": {
        "title": "Mouvements qui le prouvent",
        "none": "Les mouvements de cette alerte ne sont plus conservés, ou elle porte sur leur absence.",
        "more": "Les {} premiers mouvements sur {}, dans l'ordre de la banque.",
        "raw": "Les lignes de la banque",
        "delivery": "Livraison",
        "columns": {
            "number": "Numéro",
            "booked": "Date",
            "valued": "valeur",
            "amount": "Montant",
            "counterparty": "Contrepartie",
            "communication": "Communication",
            "operation": "Opération",
            "reference": "référence de la banque",
        },
        "no_counterparty": "non communiquée",
        "no_communication": "sans communication",
        "detail": "détail",
    },
    "charts": {
        "table": "La même chose en tableau",
        "balance_title": "Solde",
        "balance_desc": "Du {first} au {last}. Minimum {low} le {low_day}, maximum {high} le {high_day}.",
        "balance_marked": "Mouvements qui prouvent l'alerte, marqués : {}.",
        "balance": "Solde",
        "day": "Jour",
        "flow_title": "Flux d'argent",
        "flow_desc": (
            "Payeurs : {payers}, pour {received}. Bénéficiaires : {beneficiaries}, pour {paid}. Les bandes qui contiennent "
            "une preuve ressortent."
        ),
        "payers": "Payeurs",
        "beneficiaries": "Bénéficiaires",
        "payer": "payeur",
        "beneficiary": "bénéficiaire",
        "others": "{} autres",
        "nobody": "non nommé",
        "side": "Côté",
        "party": "Partie",
        "sum": "Somme",
        "count": "Mouvements",
        "network_title": "Contreparties partagées, à deux pas",
        "network_desc": "{counterparties} contreparties de ce compte figurent aussi sur {accounts} autres comptes.",
        "account": "Compte",
        "counterparty": "Contrepartie",
        "other_account": "Autre compte",
        "second_hop": "Deuxième pas",
        "hop": "Pas",
        "peers_title": "Face aux comptes comparables",
        "peers_desc": (
            "L'année jusqu'à l'alerte, à côté de {peers} comptes comparables ({group}). Boîte : la moitié centrale ; trait : "
            "les quatre cinquièmes centraux."
        ),
        "peers_more": "plus que {} % des comptes comparables",
        "measure": "Mesure",
        "this_account": "Ce compte",
        "below": "Au-dessus de",
        "quarter": "Premier quartile",
        "median": "Médiane",
        "three_quarters": "Troisième quartile",
        "band": "{} à {} mouvements l'année d'avant",
        "band_open": "{} mouvements ou plus l'année d'avant",
        "measures": {
            "movements": "Mouvements dans l'année",
            "received": "Reçu",
            "paid": "Payé",
            "largest_day": "Le plus reçu en un jour",
            "days": "Jours avec mouvements",
        },
    },
    "links": {
        "title": "Contreparties partagées",
        "lead": (
            "Qui d'autre est payé par les mêmes numéros de compte, ou les paie, pendant les deux ans avant l'alerte. Ce "
            "qui figure sur de très nombreux comptes est omis."
        ),
        "none": "Aucune contrepartie de ce compte ne figure sur un autre compte contrôlé.",
        "hidden": "compte de l'autre Ordre",
        "others": ("{} compte de l'autre Ordre en partage une aussi.", "{} comptes de l'autre Ordre en partagent une aussi."),
    },
}
