"""Casework: what people write down around an alert while they work on it, and who shares the work.

Notes, ticks of the checklist, saved filters, the people of the desk, and alerts that one Order shows to the other (a joint
case: art. 495 of the Judicial Code lets the Orders work together; royal decree of 9 June 2024, art. 3).
"""

from warehouse.casework.checklist import Step, step_key, tick, ticks_of
from warehouse.casework.filters import SavedFilter, forget_filter, save_filter, saved_filters
from warehouse.casework.joint import JointCase, joint_cases_of, joint_numbers, share_alert
from warehouse.casework.notes import Note, add_note, notes_of
from warehouse.casework.people import note_person, people_of

__all__ = [
    "JointCase",
    "Note",
    "SavedFilter",
    "Step",
    "add_note",
    "forget_filter",
    "joint_cases_of",
    "joint_numbers",
    "note_person",
    "notes_of",
    "people_of",
    "save_filter",
    "saved_filters",
    "share_alert",
    "step_key",
    "tick",
    "ticks_of",
]
