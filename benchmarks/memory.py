"""The most memory that a process ever held.

Not `ru_maxrss`: on Linux a process inherits that from the one that started it, so a small one started by a large one would
be told as large (getrusage counts the image before `execve`). `VmHWM` of `/proc/self/status` is of this program alone.
"""

from __future__ import annotations

from pathlib import Path


def peak_mb(process: int | str = "self") -> float:
    """Give the largest resident set of a process so far, in units of 1,024 KiB."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    kib = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    return kib / 1024
