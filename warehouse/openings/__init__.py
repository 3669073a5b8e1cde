"""Openings: on which ground a person looks at a whole account, when no alert leads there.

An analyst reaches the movements of an account through an alert, a documented sample or a bâtonnier's request, and in no other
way (royal decree of 9 June 2024, art. 4 al. 1: necessity). This room keeps the last two grounds.
"""

from warehouse.openings.requests import AccountRequest, get_request, list_requests, record_request
from warehouse.openings.samples import PER_MILLE, Sample, SampledAccount, draw_sample, get_sample, list_samples, verify_sample

__all__ = [
    "PER_MILLE",
    "AccountRequest",
    "Sample",
    "SampledAccount",
    "draw_sample",
    "get_request",
    "get_sample",
    "list_requests",
    "list_samples",
    "record_request",
    "verify_sample",
]
