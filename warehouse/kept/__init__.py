"""What is kept: one line for every store, with what starts its clock, how long, on whose authority, and how it is erased.

Royal decree of 9 June 2024, art. 5: transaction data and the analyses made of them are kept ten years and then go. So nothing
may be stored of which nobody said when it goes. `TABLES` has a line for every SQL table, `FILES` one for every dataset of the
lake and every folder or file below the installation's home. The lines are not only told: what a table's line says of its
erasure is what a destruction does. A test walks the live database, the lake and the code, and fails when a store has no line.
"""

from warehouse.kept.files import FILES
from warehouse.kept.lines import ERASING, ByDay, ByMovements, Clock, Emptied, KeptFiles, KeptTable, Standing, With, Working
from warehouse.kept.tables import TABLES

__all__ = [
    "ERASING",
    "FILES",
    "TABLES",
    "ByDay",
    "ByMovements",
    "Clock",
    "Emptied",
    "KeptFiles",
    "KeptTable",
    "Standing",
    "With",
    "Working",
]
