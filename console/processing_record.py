"""`docs/processing-record.md`: the record of processing (GDPR, art. 30), made from what the program itself is configured by.

Purposes are those that the visitors' book takes and those of the table of rights; categories, terms and authorities are the
lines of what is kept; recipients are the roles of the desk and of the database. What no program can know (contracts with
processors, where the machine stands, names and addresses) is named as such, for the Orders to fill in.

>>> processing_record().splitlines()[0]
'# Record of processing'
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from console.pages.rights import PURPOSES as OF_PAGES
from console.pages.rights import ROLES as DESK
from warehouse.evidence import PURPOSES
from warehouse.kept import TABLES
from warehouse.roles import ROLES as DATABASE

HEAD = """\
# Record of processing

Made from the program's own configuration by `console.processing_record` (`make docs` does it); do not edit. GDPR, art. 30.

**Controllers** (GD-10): the Ordre des barreaux francophones et germanophone (OBFG) and the Orde van Vlaamse balies (OVB),
jointly; each bâtonnier for what he receives. Contact of each data protection officer: `controllers.toml`, section of the
Order.

**Ground** (GD-6): a legal obligation and a task of public interest (GDPR, art. 6.1.c and e; Judicial Code, art. 446quater;
royal decree of 9 June 2024). No consent is asked.

**Persons**: lawyers and firms who hold a controlled account; their clients; every other party to a movement; the people who
work with the program; the people at banks and bars whom it names.

**Processors** (GD-11): none is part of the program. Whoever hosts the machine or reads its backups is one: the Orders list
them here, with the contract.

**Place** (GD-18): the program sends nothing outside of the installation but what two people release to a bâtonnier; it loads
nothing while it runs. That the machine, its backups and its mailboxes stand inside the European Economic Area is the
operator's to ensure and the data protection officer's to inspect.

**Anti-money-laundering law** (GD-20): nothing is kept here under it. The declarations to the financial intelligence unit, the
reports behind them and what came of them are the bâtonnier's records, with terms and limits of their own (law of 18 September
2017, art. 52, 60, 64 and 65); a note, a decision or a piece that names one is refused.

**Security**: [roles of the database](database-roles.md), [who may do what at the desk](desk.md), [what is
kept](retention.md), [what shows it](requirements.md), [assessment](impact-assessment.md).
"""


def processing_record() -> str:
    """The text of the page."""
    return "\n".join([HEAD, *_purposes(), "", *_recipients(), "", *_categories(), ""])


def _purposes() -> Iterator[str]:
    yield "## Purposes"
    yield ""
    yield "The closed list of the royal decree of 9 June 2024, art. 4 al. 1; whatever is asked for another purpose is refused."
    yield ""
    yield "| purpose | pages of the desk |"
    yield "|---|---|"
    pages = defaultdict(list)
    for page, purpose in OF_PAGES.items():
        pages[purpose].append(page)
    for purpose in PURPOSES:
        yield f"| {purpose} | {', '.join(sorted(pages[purpose]))} |"


def _recipients() -> Iterator[str]:
    yield "## Recipients"
    yield ""
    yield "Outside: the bâtonnier of the bar at which the holder is registered, or who was designated in his place; the Data"
    yield "Protection Authority, of a breach. Inside:"
    yield ""
    yield "| role | where | sees |"
    yield "|---|---|---|"
    for role in DESK.values():
        yield f"| {role.title} | desk | {f'accounts of {role.order}' if role.order else 'as the table of rights says'} |"
    for name, what in DATABASE.items():
        yield f"| `{name}` | database | {what} |"


def _categories() -> Iterator[str]:
    yield "## Categories of data, and their terms"
    yield ""
    yield "| table | what it holds | how long | on whose authority |"
    yield "|---|---|---|---|"
    for name in sorted(TABLES):
        line = TABLES[name]
        yield f"| `{name}` | {line.holds} | {line.term} | {line.authority} |"
