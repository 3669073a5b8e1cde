"""`docs/desk.md`: who may do what at the desk, made from the table of rights, and the pictures of its pages.

>>> rights_page().splitlines()[0]
'# The desk: its pages, and who may do what'
"""

from __future__ import annotations

from console.pages.rights import PURPOSES, RIGHTS, ROLES

INTRODUCTION = """\
The control analysts work inside the Airflow UI; Quater's pages stand in its navigation. This page is made from the table of
rights by `make docs`: what does not stand in it is forbidden, and every action leaves its evidence before anything is shown.
An analyst works on the accounts of one Order, and sees one of the other Order only in a joint case.

The pictures are taken by the tests (`make pictures`), of an invented house of three lawyers. The key `?` tells the keys.
"""
PICTURES = {
    "alerts": "The queue: in strict order, with deadlines and ages, filters and bulk assignment",
    "alert": "An alert: why, which movements prove it, charts, law, checklist, notes, history, decision",
    "approval": "A second person decides",
    "links": "Counterparties shared with other accounts, to two hops",
    "account": "An account, opened from an alert, a sample or a bâtonnier's request",
    "accounts": "Samples and requests",
    "sample": "The yearly sample, drawn at random and drawn again the same",
    "deliveries": "What each bank brought and what became of it",
    "quarantine": "What was set aside, and its way out by two people",
    "quarantined": "A quarantined statement",
    "coverage": "Who has not delivered, in bank days",
    "quality": "What the banks leave out",
    "holds": "Holds",
    "hold": "A hold: its opening act, its review, its release by two people",
    "retention": "Destruction: plans, approvals, certificates",
    "rules": "Every rule and how it fared",
    "rule": "A rule: law, thresholds by date, replay of a draft",
    "models": "Learned models",
    "model": "A model's card, approved or refused by a person",
    "reports": "Reports to the bâtonniers",
    "report": "A report: its pieces, its release by two people, what left, what was answered, the hold that it proposes",
    "evidence": "Evidence of access, for the data protection officer",
    "blocks": "Who is shut out while a risk lasts, and how two people let him in again",
    "incidents": "Incidents: everything that went wrong, in one register",
    "incident": "A breach: its 72 hours, whom it touches, letters, deletions",
    "people": "For whom each Order answers, and who works on nobody's word",
    "secrecy": "The undertaking of secrecy, signed before anything is seen",
    "persons": "What persons ask of their own data, in time",
    "person": "A person's request: what is held, what is restricted, the answer that tells nothing of the control",
    "refused": "An alert of the other Order",
    "alert-dark-fr": "In French, dark",
    "alerts-nl": "In Dutch",
}
"""Name of the picture `docs/pictures/desk-NAME.png` → what it shows."""


def rights_page() -> str:
    """Write the page."""
    heads = [role.title.removeprefix("Quater ") for role in ROLES.values()]
    lines = ["# The desk: its pages, and who may do what", "", INTRODUCTION, "## Rights", ""]
    lines += [f"| page | action | purpose | {' | '.join(heads)} |", "|---" * (3 + len(heads)) + "|"]
    for (page, action), roles in RIGHTS.items():
        marks = " | ".join("yes" if role in roles else "" for role in ROLES)
        lines.append(f"| {page} | {action} | {PURPOSES[page]} | {marks} |")
    lines += ["", "## Pages", ""]
    for name, shown in PICTURES.items():
        lines += [f"### {shown}", "", f"![{shown}](pictures/desk-{name}.png)", ""]
    return "\n".join(lines).rstrip("\n") + "\n"
