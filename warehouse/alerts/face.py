"""An alert's face: what its findings say together, and which of them leads.

The gravest finding lends the alert its detector, nature, severity and sentence. The amount exposed never counts a movement
twice: findings of one alert often share their movements.
"""

from __future__ import annotations

from warehouse.alerts.findings import Finding
from warehouse.alerts.ranking import NATURES, SCORE_OF_SEVERITY, SEVERITIES, tier_of
from warehouse.alerts.tables import AlertRow


def set_face(alert: AlertRow, findings: list[Finding], tier: int | None = None, score_micro: int | None = None) -> None:
    """Write on the alert what its findings say together; the gravest one lends its detector, nature and sentence."""
    ordered = gravest_first(findings)
    lead = ordered[0]
    alert.holder_id, alert.account, alert.bar = lead.holder_id, lead.account, lead.bar
    alert.detector, alert.detector_version = lead.detector, lead.detector_version
    alert.nature, alert.severity = lead.nature, lead.severity
    alert.tier = tier or min(tier_of(finding.nature, finding.severity) for finding in ordered)
    alert.score_micro = max(score_of(finding) for finding in ordered) if score_micro is None else score_micro
    alert.first_date = min(finding.first_date for finding in ordered)
    alert.last_date = max(finding.last_date for finding in ordered)
    alert.currency = "EUR" if any(finding.currency == "EUR" for finding in ordered) else lead.currency
    alert.amount_milli = exposed_milli([finding for finding in ordered if finding.currency == alert.currency])
    others = len(ordered) - 1
    alert.reason = lead.reason if not others else f"{lead.reason} (and {others} more finding{'' if others == 1 else 's'})"


def counted(findings: int) -> str:
    """Write a number of findings.

    >>> counted(1), counted(2)
    ('1 finding', '2 findings')
    """
    return f"{findings} finding{'' if findings == 1 else 's'}"


def gravest_first(findings: list[Finding]) -> list[Finding]:
    """Order findings by tier, nature, severity, score, amount and key; the first one leads its alert."""
    return sorted(
        findings,
        key=lambda finding: (
            tier_of(finding.nature, finding.severity),
            NATURES.index(finding.nature),
            SEVERITIES.index(finding.severity),
            -score_of(finding),
            -abs(finding.amount_milli),
            finding.key,
        ),
    )


def score_of(finding: Finding) -> int:
    """Give a finding's score in millionths: the model's, else the figure of its severity."""
    return SCORE_OF_SEVERITY[finding.severity] if finding.score_micro is None else finding.score_micro


def exposed_milli(findings: list[Finding]) -> int:
    """Sum what the findings name, in thousandths, without counting a movement that two of them share twice."""
    total, counted = 0, set[str]()
    for finding in sorted(findings, key=lambda finding: (-abs(finding.amount_milli), finding.key)):
        if counted.isdisjoint(finding.movement_ids):
            total += abs(finding.amount_milli)
            counted.update(finding.movement_ids)
    return total
