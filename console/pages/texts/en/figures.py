"""Movements and charts, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

FIGURES: Final[Mapping[str, Any]] = {
    "movements": {
        "title": "Movements that prove it",
        "none": "The movements of this alert are no longer kept, or it is about their absence.",
        "more": "The first {} of {} movements, in the order of the bank.",
        "raw": "The bank's lines",
        "delivery": "Delivery",
        "columns": {
            "number": "Number",
            "booked": "Booked",
            "valued": "value",
            "amount": "Amount",
            "counterparty": "Counterparty",
            "communication": "Communication",
            "operation": "Operation",
            "reference": "bank reference",
        },
        "no_counterparty": "none given",
        "no_communication": "no communication",
        "detail": "detail",
    },
    "charts": {
        "table": "The same as a table",
        "balance_title": "Balance",
        "balance_desc": "From {first} to {last}. Lowest {low} on {low_day}, highest {high} on {high_day}.",
        "balance_marked": "Movements that prove the alert, marked: {}.",
        "balance": "Balance",
        "day": "Day",
        "flow_title": "Money flow",
        "flow_desc": (
            "Payers: {payers}, who brought {received}. Beneficiaries: {beneficiaries}, who were paid {paid}. Bands with proving"
            " movements stand out."
        ),
        "payers": "Payers",
        "beneficiaries": "Beneficiaries",
        "payer": "payer",
        "beneficiary": "beneficiary",
        "others": "{} others",
        "nobody": "not named",
        "side": "Side",
        "party": "Party",
        "sum": "Sum",
        "count": "Movements",
        "network_title": "Shared counterparties, to two hops",
        "network_desc": "{counterparties} counterparties of this account also stand on {accounts} other accounts.",
        "account": "Account",
        "counterparty": "Counterparty",
        "other_account": "Other account",
        "second_hop": "Second hop",
        "hop": "Hop",
        "peers_title": "Against its peers",
        "peers_desc": (
            "The year up to the alert, beside {peers} comparable accounts ({group}). Box: the middle half; line: the middle "
            "four fifths."
        ),
        "peers_more": "more than {} % of its peers",
        "measure": "Measure",
        "this_account": "This account",
        "below": "Above peers",
        "quarter": "Lower quarter",
        "median": "Median",
        "three_quarters": "Upper quarter",
        "band": "{} to {} movements in the year before",
        "band_open": "{} movements or more in the year before",
        "measures": {
            "movements": "Movements in the year",
            "received": "Received",
            "paid": "Paid out",
            "largest_day": "Most received in one day",
            "days": "Days with movements",
        },
    },
    "links": {
        "title": "Shared counterparties",
        "lead": (
            "Who else is paid by, or pays, the same account numbers, over two years before the alert. What stands on very "
            "many accounts is left out."
        ),
        "none": "No counterparty of this account stands on another controlled account.",
        "hidden": "account of the other Order",
        "others": (
            "{} account of the other Order shares one of them too.",
            "{} accounts of the other Order share one of them too.",
        ),
    },
}
