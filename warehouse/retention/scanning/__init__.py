"""The scanner: reads everything that an installation wrote, in whatever form, and says where something can still be read.

Destroying and proving it are two things. The scanner knows nothing of manifests and tables of what is kept: it decodes every
Parquet file, named or not; every row of every SQL table, and the bytes of the database's own files, log included; every log,
page and document. It looks for texts that it is given, or for the identity of any movement that is no longer in the lake. A
scan that finds nothing proves something only if it would have found: before each one the same readers must find a control text
in files of every kind, made for it.
"""

from warehouse.retention.scanning.scan import Report, remnants_in, scan
from warehouse.retention.scanning.seeking import Dangling, Listed, Seeker

__all__ = ["Dangling", "Listed", "Report", "Seeker", "remnants_in", "scan"]
