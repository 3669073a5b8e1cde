"""Retention: data and analyses are destroyed ten years after the transaction, unless a hold forbids it.

Royal decree of 9 June 2024, art. 5. A *plan* says what is past its day and what holds keep; two different people approve
exactly that; a *run* destroys it in one transaction, spares what was held since, removes what is left on the disk, reads every
file of the lake again to see that nothing remains, and leaves a signed *certificate*. Killed anywhere and run again, it
ends in the same state, with one certificate.
"""

from warehouse.retention.certificate import Certificate, check_certificate, list_certificates
from warehouse.retention.clock import first_destruction_day
from warehouse.retention.planning import Approval, Plan, approve, get_plan, list_plans, plan
from warehouse.retention.running import run

__all__ = [
    "Approval",
    "Certificate",
    "Plan",
    "approve",
    "check_certificate",
    "first_destruction_day",
    "get_plan",
    "list_certificates",
    "list_plans",
    "plan",
    "run",
]
