"""What the program is made of: a bill of materials of what is installed, and whether a vulnerability of it is known.

`make sbom` writes the bill (CycloneDX, JSON) of the environment that was installed from `constraints.txt`, every file of which
is checked against its hash. `make audit` asks the open vulnerability database for each pinned version; where the network does
not allow that, it says that it was skipped. Exit codes of the audit: 0 nothing known, or skipped; 3 something is known.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from console.output import say, show_table

ROOT = Path(__file__).resolve().parents[1]
CONSTRAINTS = ROOT / "constraints.txt"
BILL = ROOT / "build" / "sbom.json"
KNOWN = 3
UNREACHABLE = ("ConnectionError", "ConnectTimeout", "NameResolutionError", "ProxyError", "ServiceError")


def write_bill(path: Path = BILL) -> dict[str, Any]:
    """Write the bill of what is installed beside this interpreter, the same bytes for the same installation; give it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    what = ("environment", "--output-reproducible", "--no-validate", "--pyproject", str(ROOT / "pyproject.toml"))
    command = [sys.executable, "-m", "cyclonedx_py", *what, "--of", "JSON", "--sv", "1.6", "-o", str(path), sys.executable]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    bill: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return bill


def audit(constraints: Path = CONSTRAINTS) -> int:
    """Ask for known vulnerabilities of the pinned versions and print them; give the exit code."""
    asked = ("-s", "osv", "--timeout", "10", "--disable-pip", "--no-deps", "--progress-spinner", "off", "-f", "json")
    command = [sys.executable, "-m", "pip_audit", *asked, "-r", str(constraints)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if not done.stdout.strip():
        complaint = done.stderr.strip().rpartition("\n")[2]
        if any(word in complaint for word in UNREACHABLE):
            say("audit skipped: the vulnerability database cannot be reached from here")
            return 0
        raise RuntimeError(f"pip-audit failed: {complaint}")
    packages = json.loads(done.stdout)["dependencies"]
    found = [
        (one["name"], one["version"], known["id"], ", ".join(known["fix_versions"]))
        for one in packages
        for known in one.get("vulns", ())
    ]
    show_table("Known vulnerabilities", ("package", "version", "id", "mended in"), found)
    say(f"{len(found)} known vulnerabilities in {len(packages)} pinned packages")
    return KNOWN if found else 0


def main(words: list[str]) -> int:
    """`sbom` or `audit`; gives the exit code."""
    if words == ["audit"]:
        return audit()
    if words != ["sbom"]:
        say("usage: python -m tests.supply_chain sbom|audit")
        return 2
    say(f"{BILL.relative_to(ROOT)}: {len(write_bill()['components'])} components")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
