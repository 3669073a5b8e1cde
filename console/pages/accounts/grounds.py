"""On which ground an account is opened: what the address names, whether it is for the visitor's eyes, and what is recorded of
it.

No address holds an account number: it names the alert, the sample or the request, and a place in it (royal decree of 9 June
2024, art. 4 al. 1: an analyst reaches movements through one of these). The record names the account by its pseudonym, and the
ground.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from fastapi import Request

from console.pages.desk import desk_of
from console.pages.door import Forbidden, Ground
from console.pages.sight import sees_bar, the_alert
from console.pages.visitors import visitor_of
from warehouse.alerts import get_alert
from warehouse.errors import Refusal
from warehouse.evidence import subject_of_account
from warehouse.openings import get_request, get_sample

T = TypeVar("T")


@dataclass(frozen=True)
class Opened:
    """An account that may be read: its number, currency, and the kind and id of its ground."""

    iban: str
    currency: str
    kind: str
    ground_id: str


def from_alert(request: Request) -> str:
    """The account at a place of an alert."""
    alert = get_alert(desk_of(request).warehouse, the_alert(request))
    iban = _at(alert.accounts, request.path_params["position"])
    return _open(request, Opened(iban, alert.currency, "alert", alert.alert_id), "detect")


def from_sample(request: Request) -> str:
    """The account at a place of a sample."""
    the_sample(request)
    sample = request.state.sample
    one = _at(sample.accounts, request.path_params["position"])
    return _open(request, Opened(one.iban, one.currency, "sample", sample.sample_id), "document")


def from_request(request: Request) -> str:
    """The account that a bâtonnier asked to have looked at."""
    asked = get_request(desk_of(request).warehouse, request.path_params["request_id"])
    if not sees_bar(visitor_of(request), asked.bar):
        raise Forbidden(asked.request_id)
    return _open(request, Opened(asked.iban, asked.currency, "request", asked.request_id), "communicate")


def the_sample(request: Request) -> str:
    """The sample that the address names; Forbidden when it is the other Order's."""
    sample = get_sample(desk_of(request).warehouse, request.path_params["sample_id"])
    if visitor_of(request).order not in (None, sample.order):
        raise Forbidden(sample.sample_id)
    request.state.sample = sample
    return sample.sample_id


def _open(request: Request, opened: Opened, purpose: str) -> str:
    request.state.opened = opened
    request.state.ground = Ground(f"{opened.kind} {opened.ground_id}", purpose)
    return subject_of_account(desk_of(request).warehouse.settings, opened.iban)


def _at(found: Sequence[T], position: str) -> T:
    if not position.isdecimal() or not 1 <= int(position) <= len(found):
        raise Refusal("no account at this place")
    return found[int(position) - 1]
