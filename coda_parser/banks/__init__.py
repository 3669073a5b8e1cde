"""The banks that Quater knows, one file each: the folder is the registry.

A bank's file says who it is and what is particular about its deliveries; nobody edits a list. The four banks that come
with Quater are simulated ones: invented names, invented BICs, and account-number ranges that the National Bank's protocol
list (version of 1 January 2026) gives to nobody.

>>> sorted(banks())
['ARDENNE', 'KASTEEL', 'MAAS', 'NOORDZEE']
>>> banks()["KASTEEL"].bic
'KASTBEBB'
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from coda_parser.banks.bank import Bank, FormatVersion, Habits

__all__ = ["Bank", "FormatVersion", "Habits", "banks"]


@cache
def banks() -> Mapping[str, Bank]:
    """Give every bank by its code, in the order of the codes; each module of this package that has a BANK is one."""
    modules = (import_module(f"{__package__}.{entry.name}") for entry in iter_modules(__path__) if entry.name != "bank")
    found = sorted((module.BANK for module in modules), key=lambda bank: str(bank.code))
    return MappingProxyType({bank.code: bank for bank in found})
