"""Write a notice as a finding, so that it is stored, grouped, read, decided and destroyed like any other."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

from detection.notices import notices
from detection.sentences import render
from warehouse.alerts import Finding


def written(
    identity: str, about: str, evidence: Mapping[str, str | int], *, on: date, severity: str | None = None, cause: str = ""
) -> Finding:
    """Write the notice of a kind about a model, a bank or a run; the same cause in the same month is the same finding."""
    notice = notices()[identity]
    digest = hashlib.sha256("|".join((about, cause, f"{on:%Y-%m}")).encode()).hexdigest()[:32]
    return Finding(
        key=f"{identity}:{digest}",
        detector=identity,
        detector_version=notice.version,
        nature=notice.rule.nature,
        severity=severity or notice.rule.severity,
        typology=notice.rule.typology,
        account=about,
        holder_id="",
        bar="",
        first_date=on,
        last_date=on,
        amount_milli=0,
        currency="EUR",
        movement_ids=(),
        bank_references=(),
        evidence=evidence,
        reason=render(notice.rule.sentences["en"], evidence, "en", "EUR"),
    )
