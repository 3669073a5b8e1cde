"""What made a certificate: the product, the migration of its database, and the libraries that wrote and read the data."""

from __future__ import annotations

import sys
from importlib.metadata import version

from sqlalchemy import text
from sqlalchemy.orm import Session

LIBRARIES = ("polars", "pyarrow", "sqlalchemy", "cryptography")


def versions(session: Session) -> dict[str, str]:
    """Give name and version of each."""
    schema = str(session.scalar(text("SELECT version_num FROM alembic_version")) or "")
    python = ".".join(str(part) for part in sys.version_info[:3])
    return {"quater": version("quater"), "schema": schema, "python": python, **{name: version(name) for name in LIBRARIES}}
