"""The reports to the bâtonniers: what is communicated of the alerts, in the language of the Order, and what never is.

Royal decree of 9 June 2024, art. 4: all identification data of the suspicious and illicit transactions, and only these. A
report is drafted by the program and goes nowhere until a person releases it; the statements of the accounts are separate,
confidential annexes; the bâtonnier's full copy of an account (art. 2 §2) is `detection.reports.extract`.
"""

from detection.reports.drafting import DraftedReport, draft_reports
from detection.reports.releasing import ReleasedReport, check_report, read_piece, release_report

__all__ = ["DraftedReport", "ReleasedReport", "check_report", "draft_reports", "read_piece", "release_report"]
