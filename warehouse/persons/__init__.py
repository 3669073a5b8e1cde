"""Persons' requests: what somebody asks of his own data, found, answered in time, and what is restricted because of it.

GDPR, art. 12 and 15 to 21: access, rectification, erasure, restriction, objection, each answered within a month. The data
protection officer enters and answers them. Who asks is kept apart from the rest and can be erased by itself; the search is
on record; what the law orders to keep is kept (royal decree of 9 June 2024, art. 5), and the answer says on which ground;
no answer depends on an alert, a report or a hold (`letters`).
"""

from warehouse.persons.finding import EXPIRED, HELD, KEPT, Found, find
from warehouse.persons.grounds import GROUNDS, grounds_of
from warehouse.persons.letters import answer, delay
from warehouse.persons.registering import (
    ORDERS,
    Requester,
    close,
    decide,
    done_about,
    extend,
    forget,
    get_case,
    list_cases,
    register_request,
    requester_of,
)
from warehouse.persons.restricting import Restriction, lift, restrict, restricted_accounts, restrictions_of
from warehouse.persons.tables import LANGUAGES, OUTCOMES, RIGHTS, Case

__all__ = [
    "EXPIRED",
    "GROUNDS",
    "HELD",
    "KEPT",
    "LANGUAGES",
    "ORDERS",
    "OUTCOMES",
    "RIGHTS",
    "Case",
    "Found",
    "Requester",
    "Restriction",
    "answer",
    "close",
    "decide",
    "delay",
    "done_about",
    "extend",
    "find",
    "forget",
    "get_case",
    "grounds_of",
    "lift",
    "list_cases",
    "register_request",
    "requester_of",
    "restrict",
    "restricted_accounts",
    "restrictions_of",
]
