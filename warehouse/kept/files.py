"""Every store that is no SQL table: the datasets of the lake, the folders and files below the home, the scheduler's own.

`FILES` is keyed by the path below the home; what lies in a folder that has a line is covered by it, unless a longer path has a
line of its own. What a person writes elsewhere (`alerts export -o`, `quater extract`, a copy sent to a bâtonnier) is out of the
program's reach: it is written down as an access, and whoever has it answers for it (decree, art. 5: the bâtonniers keep too).

>>> line_of("reports/R-000001/report.pdf").authority
'royal decree of 9 June 2024, art. 5'
>>> line_of("certificates/heads/2026-01-01.json").holds
'the signed heads of the access log'
>>> line_of("notes.txt") is None
True
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from warehouse.kept.lines import (
    DECREE,
    EVIDENCE,
    PROOF,
    PUBLIC,
    STORAGE_LIMIT,
    TEN_YEARS,
    Clock,
    KeptFiles,
)

FILES: Mapping[str, KeptFiles] = MappingProxyType(
    {
        "lake/movements": KeptFiles(
            "movements and details, as booked",
            Clock.MOVEMENT,
            TEN_YEARS,
            DECREE,
            "the files of the month are written anew without the rows, the old ones unlinked and the folder flushed",
        ),
        "lake/statements": KeptFiles(
            "statements with their raw lines",
            Clock.LATEST,
            TEN_YEARS,
            DECREE,
            "like the movements; the whole statement goes with its last movement, its raw lines too",
        ),
        "reports": KeptFiles(
            "the pieces of reports: drafts and released versions",
            Clock.LATEST,
            TEN_YEARS,
            DECREE,
            "every version of a piece is unlinked when the last movement it lists goes; what no report names is swept",
        ),
        "outbox": KeptFiles(
            "pieces sealed for their recipients, readable by nobody else",
            Clock.LATEST,
            TEN_YEARS,
            DECREE,
            "unlinked with the piece itself",
        ),
        "reports.toml": KeptFiles(
            "how often the bars are written to", Clock.NONE, "as long as the installation", PROOF, "the operator writes it"
        ),
        "drop": KeptFiles(
            "deliveries on their way in, and the acknowledgements of the last days",
            Clock.OWN_DAY,
            "seven days after they were received",
            STORAGE_LIMIT,
            "a delivery is unlinked by the next visits of the drop; an acknowledgement with its delivery at the latest",
        ),
        "models": KeptFiles(
            "artefacts of learned models: curves of groups of ten accounts or more",
            Clock.OWN_DAY,
            TEN_YEARS,
            STORAGE_LIMIT,
            "unlinked with the model's card; what no card names is swept",
        ),
        "data_docs": KeptFiles(
            "the pages on the quality of the newest month",
            Clock.MADE_ANEW,
            "until the next check",
            STORAGE_LIMIT,
            "every check writes the pages anew; a destruction removes pages older than a month",
        ),
        "working": KeptFiles(
            "what a run of detection reads once for its workers; day and outlook of the last runs: accounts, sums, dossiers",
            Clock.MADE_ANEW,
            "until the run ends, a day at most; an outlook until the next run over everything",
            STORAGE_LIMIT,
            "a run removes its own, and what a crash left behind; every destruction and every purge remove the whole folder",
        ),
        "sanctions": KeptFiles(
            "sanctions lists as the operator brought them",
            Clock.NONE,
            "as long as a finding may have to be explained by them",
            PUBLIC,
            "no movement is in them; the operator removes a version",
        ),
        "destruction": KeptFiles(
            "what a running destruction has still to remove and to look for",
            Clock.OWN_DAY,
            "until it is verified",
            STORAGE_LIMIT,
            "unlinked by the destruction itself when its certificate is there",
        ),
        "archives": KeptFiles(
            "packages of what an Order archives instead of destroying: encrypted for it, signed, not to be opened from here",
            Clock.NONE,
            "until the Order has taken them over",
            DECREE,
            "the Order takes them over under the access rule of each package; one whose plan was not run is swept",
        ),
        "journal": KeptFiles(
            "keyed digests of what was destroyed, for a restore; nothing can be told from them",
            Clock.OWN_DAY,
            "until no backup of before is left (`retention.toml`, 35 days)",
            PROOF,
            "an entry is unlinked by the first destruction after its horizon",
        ),
        "RESTORING": KeptFiles(
            "the mark of a restore that is at work or was interrupted",
            Clock.NONE,
            "until the restore is done",
            PROOF,
            "the restore removes it at its end",
        ),
        "retention.toml": KeptFiles(
            "what the Orders decided of expired data, and how long a backup lives",
            Clock.NONE,
            "as long as the installation",
            PROOF,
            "the operator writes it",
        ),
        "certificates": KeptFiles(
            "certificates of destruction",
            Clock.NONE,
            "for ever",
            PROOF,
            "never: counts, people and holds, no account and no movement",
        ),
        "certificates/heads": KeptFiles(
            "the signed heads of the access log",
            Clock.NONE,
            "for ever",
            EVIDENCE,
            "never: a number, a hash and a signature a day",
        ),
        "evidence.toml": KeptFiles(
            "where the heads of the access log are kept outside",
            Clock.NONE,
            "as long as the installation",
            EVIDENCE,
            "the operator writes it",
        ),
        "secrets": KeptFiles(
            "the installation's keys and passwords",
            Clock.NONE,
            "as long as the installation",
            PROOF,
            "with the installation; a key that opens data goes when nothing is left to open",
        ),
        "banks": KeptFiles(
            "the banks' public keys", Clock.NONE, "as long as the bank delivers", PROOF, "with the bank's access"
        ),
        "controllers.toml": KeptFiles(
            "whom the reports name for data protection",
            Clock.NONE,
            "as long as the installation",
            PROOF,
            "the operator writes it",
        ),
        "capacity.toml": KeptFiles(
            "how many alerts the analysts can read in a month",
            Clock.NONE,
            "as long as the installation",
            PROOF,
            "the operator writes it",
        ),
        "demo": KeptFiles(
            "the simulated banks of the demonstration: generated, nobody's data",
            Clock.NONE,
            "until the next demonstration",
            PUBLIC,
            "not part of a real installation",
        ),
        "quater.sqlite": KeptFiles(
            "the SQL tables, on SQLite",
            Clock.PARENT,
            "by table, see above",
            DECREE,
            "deleted with secure_delete, then VACUUM; the write-ahead log is truncated",
        ),
        "airflow": KeptFiles(
            "the scheduler's own database and logs: runs, paths, dates and counts; no name, account number or movement",
            Clock.OWN_DAY,
            "400 days",
            STORAGE_LIMIT,
            "`quater retention clear-runs`, daily: Airflow's `db clean` without an archive, and the logs' files unlinked; "
            "`quater retention scan` reads both",
        ),
    }
)
"""Every dataset, folder and file below the home, by its path."""


def line_of(path: str) -> KeptFiles | None:
    """Give the line that covers a path below the home: its own, else that of the nearest folder above it; None without one."""
    place = PurePosixPath(path)
    for candidate in (place, *place.parents):
        found = FILES.get(candidate.as_posix())
        if found is not None:
            return found
    return None
