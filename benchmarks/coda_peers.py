"""Other parsers of CODA, each in a virtual environment of its own: two of them carry the same module name.

The environments are made below the folder given, once, with pip or uv and whatever package index the machine is set up for;
a peer that cannot be installed is named and left out.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

FOLDER = Path("var") / "peers"
PEERS: Mapping[str, str] = MappingProxyType({"pycoda": "pycoda==1.1.0", "febelfin-coda": "febelfin-coda==0.5.0"})
_PATIENCE = 120
_BRIEF = ("--retries", "0", "--timeout", "10")


def python_of(peer: str, folder: Path = FOLDER) -> Path | None:
    """Give the Python that can import a peer, installing it first where it is not yet; None when that fails."""
    home = folder.resolve() / peer
    python = home / "bin" / "python"
    if (home / ".ready").is_file():
        return python
    shutil.rmtree(home, ignore_errors=True)
    try:
        venv.create(home, with_pip=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *_BRIEF, PEERS[peer]]
        subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"{peer} cannot be installed here ({type(error).__name__}): left out", file=sys.stderr)
        return None
    (home / ".ready").touch()
    return python
