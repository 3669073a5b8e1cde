"""Who answers for the data: read from the installation, because contacts change without the program.

`controllers.toml` in the installation's folder holds, for each Order, the contact of its data protection officer and the
version of the arrangement between the joint controllers (royal decree of 9 June 2024, art. 3 and 4; GDPR art. 26):

    [OBFG]
    dpo = "…"
    arrangement = "…"

Without the file the reports say that the Order's secretariat gives both, which is true and never empty.
"""

from __future__ import annotations

import tomllib

from detection.reports.content import Controllers
from warehouse.errors import Refusal
from warehouse.settings import Settings

FILE = "controllers.toml"


def controllers_of(settings: Settings, order: str) -> Controllers:
    """Give what the installation says of an Order; Refusal when the file cannot be read."""
    path = settings.home / FILE
    if not path.exists():
        return Controllers(dpo_contact="", arrangement="")
    try:
        section = tomllib.loads(path.read_text(encoding="utf-8")).get(order, {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise Refusal(f"{FILE}: expected TOML with one table per Order ({problem}); correct it and run again") from problem
    return Controllers(dpo_contact=str(section.get("dpo", "")), arrangement=str(section.get("arrangement", "")))
