"""Is a part of Airflow well? `python probe.py PART` ends with 0 when the API server says so, else with 1.

PART is `metadatabase`, `scheduler`, `dag_processor` or `triggerer`. AIRFLOW__CORE__EXECUTION_API_SERVER_URL says where to ask,
and AIRFLOW__API__SSL_CA_FILE, where it is set, vouches for its certificate. Standard library only: starting Airflow to ask the
same costs seconds of a processor, every half minute in every container.
"""

from __future__ import annotations

import json
import os
import ssl
import sys
from urllib.request import urlopen


def well(part: str) -> bool:
    """Ask the API server about one part."""
    address = os.environ["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"].removesuffix("/").removesuffix("/execution")
    authority = os.environ.get("AIRFLOW__API__SSL_CA_FILE")
    context = ssl.create_default_context(cafile=authority) if authority else None
    with urlopen(f"{address}/api/v2/monitor/health", timeout=8, context=context) as answer:  # noqa: S310 our own server
        told = json.load(answer)
    return bool(told[part]["status"] == "healthy")


if __name__ == "__main__":
    raise SystemExit(0 if well(sys.argv[1]) else 1)
