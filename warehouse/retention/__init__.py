"""Retention: data and analyses are destroyed ten years after the transaction, unless a hold forbids it.

Royal decree of 9 June 2024, art. 5. A *plan* says what is past its day and what holds keep; two different people approve
exactly that; a *run* destroys it in one transaction, spares what was held since, removes what is left on the disk, reads what
it touched again to see that nothing remains, and leaves a signed *certificate*. Killed anywhere and run again, it ends in the
same state, with one certificate. What is kept, and how each store goes, is one table: `warehouse.kept`.
"""

from warehouse.retention.certificate import Certificate, check_certificate, check_chain, list_certificates
from warehouse.retention.clock import first_destruction_day
from warehouse.retention.copies import CopyNotice, confirm_copy, list_copies, remind
from warehouse.retention.planning import Approval, Plan, approve, get_plan, list_plans, plan
from warehouse.retention.rewriting import cycle_log
from warehouse.retention.running import run

__all__ = [
    "Approval",
    "Certificate",
    "CopyNotice",
    "Plan",
    "approve",
    "check_certificate",
    "check_chain",
    "confirm_copy",
    "cycle_log",
    "first_destruction_day",
    "get_plan",
    "list_certificates",
    "list_copies",
    "list_plans",
    "plan",
    "remind",
    "run",
]
