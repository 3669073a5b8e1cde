"""The yearly report of a holder on his third-party and rubric accounts, filled in beforehand from what the banks sent.

OVB, Codex Deontologie, art. 136; OBFG, code of conduct, art. 4.78: by the end of February each holder reports all accounts,
those opened and closed, the balance of 31 December and its share per dossier, cash and cheques, and sums above 2,500 EUR kept
longer than two months. What the program cannot know it says so; what the holder declares is compared with it when given.
"""

from detection.yearly.writing import write_yearly

__all__ = ["write_yearly"]
