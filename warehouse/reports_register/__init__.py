"""The register of reports: what was written for which bâtonnier, of which classified pieces, and who let it go.

A report is *drafted* by the program and waits; an analyst checks it, an officer *releases* it, which only then makes it a
communication to the bâtonnier (royal decree of 9 June 2024, art. 4), or *withdraws* it with a reason, before or after.
Neither can be undone. A piece is classified before it can be saved, and who may read it is a table of data: the account
statements are always a separate annex with other readers (founding security note). What is refused, and who read what, is
written down.
"""

from warehouse.reports_register.classes import ACTIONS, PIECE_CLASSES, ROLES, may
from warehouse.reports_register.pieces import MisclassifiedPiece, Piece
from warehouse.reports_register.refusals import RefusedPiece, list_refusals
from warehouse.reports_register.register import (
    add_piece,
    check,
    get_report,
    list_reports,
    pending_releases,
    reclassify,
    record_report,
    refusals_kept,
    release,
    withdraw,
)
from warehouse.reports_register.tables import Report
from warehouse.reports_register.views import Reader, View, admit, piece_subject, views_of

__all__ = [
    "ACTIONS",
    "PIECE_CLASSES",
    "ROLES",
    "MisclassifiedPiece",
    "Piece",
    "Reader",
    "RefusedPiece",
    "Report",
    "View",
    "add_piece",
    "admit",
    "check",
    "get_report",
    "list_refusals",
    "list_reports",
    "may",
    "pending_releases",
    "piece_subject",
    "reclassify",
    "record_report",
    "refusals_kept",
    "release",
    "views_of",
    "withdraw",
]
