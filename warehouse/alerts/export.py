"""`alerts.csv`: the alerts as other programs read them, in the queue's order.

The columns and their order are a contract. Amounts are decimals with a point, lists are joined by `|`, moments are ISO 8601 in
UTC. A text that a spreadsheet would run as a formula (anyone with one cent can write one into a communication) is written
with an apostrophe before it, which spreadsheets do not show; what is not printable (line ends, escapes, changes of the
writing direction) becomes a blank.

>>> decimal_text(-1234567), decimal_text(2500000), decimal_text(-5)
('-1234.567', '2500.00', '-0.005')
>>> plain_cell("=HYPERLINK(1)"), plain_cell("BE71 0961"), plain_cell("a" + chr(13) + "b" + chr(0x202E))
("'=HYPERLINK(1)", 'BE71 0961', 'a b ')
"""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from pathlib import Path

from warehouse.alerts.queue import Alert, list_alerts
from warehouse.database import Warehouse

COLUMNS = (
    "alert_id",
    "status",
    "detector",
    "detector_version",
    "nature",
    "severity",
    "score",
    "account",
    "holder_id",
    "bar",
    "first_date",
    "last_date",
    "amount",
    "currency",
    "movement_ids",
    "bank_references",
    "reason",
    "created_at",
)
_FORMULA_STARTS = ("=", "+", "-", "@")


def alerts_csv(warehouse: Warehouse, path: Path, *, status: str | None = None, bar: str | None = None) -> int:
    """Write the alerts to a CSV file, replacing it whole; give how many. The file is the owner's only."""
    alerts = list_alerts(warehouse, status=status, bar=bar)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_cells(alert) for alert in alerts)
    draft.replace(path)
    return len(alerts)


def decimal_text(milli: int) -> str:
    """Write thousandths as a decimal: two digits, the third only where it is not zero."""
    sign, (units, thousandths) = "-" if milli < 0 else "", divmod(abs(milli), 1000)
    digits = f"{thousandths:03d}"
    return f"{sign}{units}.{digits[:2] if digits.endswith('0') else digits}"


def plain_cell(text: str) -> str:
    """Keep a text on its line, and a spreadsheet from running it as a formula."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return f"'{printable}" if printable.lstrip().startswith(_FORMULA_STARTS) else printable


def _joined(texts: Sequence[str]) -> str:
    return plain_cell("|".join(text.replace("|", " ") for text in texts))


def _cells(alert: Alert) -> list[str]:
    texts = (alert.alert_id, alert.status, alert.detector, alert.detector_version, alert.nature, alert.severity)
    return [
        *map(plain_cell, texts),
        f"{alert.score:.15f}",
        *map(plain_cell, (alert.account, alert.holder_id, alert.bar)),
        alert.first_date.isoformat(),
        alert.last_date.isoformat(),
        decimal_text(alert.amount_milli),
        plain_cell(alert.currency),
        _joined(alert.movement_ids),
        _joined(alert.bank_references),
        plain_cell(alert.reason),
        alert.created_at.isoformat(timespec="seconds"),
    ]
