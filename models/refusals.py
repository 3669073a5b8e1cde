"""Why a model is not used: whoever is told must know whether to restore a file, to look for an intruder, or to train again.

| why | what it means | whom it concerns |
|---|---|---|
| missing | the file is not where models lie | the operator restores it |
| altered | the file is not the one that a person approved | the operator restores it and asks who could write there |
| foreign | the file is no model of Quater, or holds what no model may hold: it could run code | the same, and the DPO |
| outdated | the model is sound but was made for other features, detectors or libraries | the next training replaces it |
"""

from __future__ import annotations

from typing import Literal

from warehouse.errors import Refusal

Why = Literal["missing", "altered", "foreign", "outdated"]


class ModelRefused(Refusal):
    """A model that is not loaded; `why` says what became of it, `found` what stands in its place (a hash, a type)."""

    def __init__(self, why: Why, message: str, *, found: str = "") -> None:
        super().__init__(message)
        self.why: Why = why
        self.found = found
