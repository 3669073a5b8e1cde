"""The register of reports: what was written for which bâtonnier, of which classified pieces, and who let it go.

A report is *drafted* by the program and waits; a person *releases* it, which only then makes it a communication to the
bâtonnier (royal decree of 9 June 2024, art. 4), or *withdraws* it with a reason, before or after. Neither can be undone.
A piece is classified before it can be saved: the account statements are always a separate annex (founding security note).
"""

from warehouse.reports_register.pieces import PIECE_CLASSES, Piece
from warehouse.reports_register.register import (
    get_report,
    list_reports,
    pending_releases,
    record_report,
    release,
    withdraw,
)
from warehouse.reports_register.tables import Report

__all__ = [
    "PIECE_CLASSES",
    "Piece",
    "Report",
    "get_report",
    "list_reports",
    "pending_releases",
    "record_report",
    "release",
    "withdraw",
]
