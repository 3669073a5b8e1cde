"""CODA, the coded statement of account of Belgian banks: bytes into statements and movements, and back.

This room knows no network, no clock and no database. `parse` reads a delivery and never raises; `dump` gives its bytes
back; `coda_parser.writer` builds valid bytes from plain values; `coda_parser.columns` declares the columns that both lake
datasets have everywhere else.

Source: Febelfin, "Coded statement of account (CODA)", edition 2.6 of February 2018, annexes I and II; editions 2.7 and 2.8
change code tables only, so an unknown code is data to keep, never a reason to refuse.
"""

from coda_parser.parser import dump, parse
from coda_parser.problem import Problem
from coda_parser.statement import Delivery, Information, Movement, Statement

__all__ = ["Delivery", "Information", "Movement", "Problem", "Statement", "dump", "parse"]
