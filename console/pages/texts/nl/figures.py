"""Movements and charts, in Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

FIGURES: Final[Mapping[str, Any]] = {
    "movements": {
        "title": "Verrichtingen die het bewijzen",
        "none": "De verrichtingen van deze melding worden niet meer bewaard, of ze gaat over hun afwezigheid.",
        "more": "De eerste {} van {} verrichtingen, in de volgorde van de bank.",
        "raw": "De regels van de bank",
        "delivery": "Levering",
        "columns": {
            "number": "Nummer",
            "booked": "Datum",
            "valued": "valuta",
            "amount": "Bedrag",
            "counterparty": "Tegenpartij",
            "communication": "Mededeling",
            "operation": "Soort verrichting",
            "reference": "referentie van de bank",
        },
        "no_counterparty": "niet meegedeeld",
        "no_communication": "zonder mededeling",
        "detail": "detail",
    },
    "charts": {
        "table": "Hetzelfde als tabel",
        "balance_title": "Saldo",
        "balance_desc": "Van {first} tot {last}. Laagste {low} op {low_day}, hoogste {high} op {high_day}.",
        "balance_marked": "Verrichtingen die de melding bewijzen, gemerkt: {}.",
        "balance": "Saldo",
        "day": "Dag",
        "flow_title": "Geldstroom",
        "flow_desc": (
            "Betalers: {payers}, voor {received}. Begunstigden: {beneficiaries}, voor {paid}. Banden met een bewijs vallen op."
        ),
        "payers": "Betalers",
        "beneficiaries": "Begunstigden",
        "payer": "betaler",
        "beneficiary": "begunstigde",
        "others": "{} andere",
        "nobody": "niet genoemd",
        "side": "Kant",
        "party": "Partij",
        "sum": "Som",
        "count": "Verrichtingen",
        "network_title": "Gedeelde tegenpartijen, tot twee stappen",
        "network_desc": "{counterparties} tegenpartijen van deze rekening staan ook op {accounts} andere rekeningen.",
        "account": "Rekening",
        "counterparty": "Tegenpartij",
        "other_account": "Andere rekening",
        "second_hop": "Tweede stap",
        "hop": "Stap",
        "peers_title": "Naast vergelijkbare rekeningen",
        "peers_desc": (
            "Het jaar tot de melding, naast {peers} vergelijkbare rekeningen ({group}). Vak: de middelste helft; lijn: de "
            "middelste vier vijfde."
        ),
        "peers_more": "meer dan {} % van de vergelijkbare rekeningen",
        "measure": "Maat",
        "this_account": "Deze rekening",
        "below": "Boven",
        "quarter": "Eerste kwartiel",
        "median": "Mediaan",
        "three_quarters": "Derde kwartiel",
        "band": "{} tot {} verrichtingen in het jaar ervoor",
        "band_open": "{} verrichtingen of meer in het jaar ervoor",
        "measures": {
            "movements": "Verrichtingen in het jaar",
            "received": "Ontvangen",
            "paid": "Uitbetaald",
            "largest_day": "Meest ontvangen op één dag",
            "days": "Dagen met verrichtingen",
        },
    },
    "links": {
        "title": "Gedeelde tegenpartijen",
        "lead": (
            "Wie nog betaald wordt door dezelfde rekeningnummers, of ze betaalt, in de twee jaar vóór de melding. Wat op zeer "
            "veel rekeningen staat, blijft weg."
        ),
        "none": "Geen tegenpartij van deze rekening staat op een andere gecontroleerde rekening.",
        "hidden": "rekening van de andere Orde",
        "others": ("{} rekening van de andere Orde deelt er ook een.", "{} rekeningen van de andere Orde delen er ook een."),
    },
}
