"""Simulated banks and lawyers: a world on which the whole house can be tried and judged.

`simulate` writes the register, the banks' deliveries and the truth about what was planted in them; see `world` for the
files. Every name and account number is invented.
"""

from __future__ import annotations

from console.simulator.world import World, simulate

__all__ = ["World", "simulate"]
