"""Sanctions lists: read as the EU and OpenSanctions publish them, kept as dated versions, matched with counterparties.

The operator brings the file; nothing is fetched. A list is a reference with a date, no decision, so it lies in files below
the home (`sanctions/`), not in SQL: the entries as Parquet, named by the SHA-256 of the file that brought them, and beside
them who brought it when. Of each source the version that was brought last counts.
"""

from detection.sanctions.matching import matches
from detection.sanctions.reading import read_list
from detection.sanctions.versions import Version, current, import_list, list_versions

__all__ = ["Version", "current", "import_list", "list_versions", "matches", "read_list"]
