"""Where this installation of Quater keeps things, and which database it uses.

Everything that Quater writes lies below one folder, `QUATER_HOME` (or `--home DIR`; `./var` when neither is given), so that
an operator can back it up, move it or destroy it as a whole. The database is SQLite inside that folder unless
`QUATER_DATABASE_URL` names a PostgreSQL server, or `QUATER_DATABASE_URL_FILE` a file that holds such an address: where secrets
are files, the password stands in no process's environment.

>>> settings = load_settings("/srv/quater", environ={})
>>> settings.database_url
'sqlite:////srv/quater/quater.sqlite'
>>> str(settings.lake)
'/srv/quater/lake'
>>> load_settings(None, environ={"QUATER_HOME": "/data", "QUATER_DATABASE_URL": "postgresql+psycopg://db/quater"}).database_url
'postgresql+psycopg://db/quater'
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

HOME_VARIABLE = "QUATER_HOME"
DATABASE_VARIABLE = "QUATER_DATABASE_URL"
DATABASE_FILE_VARIABLE = "QUATER_DATABASE_URL_FILE"
DEFAULT_HOME = "var"


@dataclass(frozen=True)
class Settings:
    """One installation: its folder and its database."""

    home: Path
    database_url: str = field(repr=False)
    """It may hold a password, so no error and no log shows it."""

    @property
    def lake(self) -> Path:
        """Root of the Parquet datasets."""
        return self.home / "lake"

    @property
    def drop(self) -> Path:
        """Working folder of the receiving dock: one folder per bank, claimed files and acknowledgements."""
        return self.home / "drop"

    @property
    def reports(self) -> Path:
        """Drafted and released pieces, one folder per report."""
        return self.home / "reports"

    @property
    def outbox(self) -> Path:
        """Sealed files for the bâtonniers, one folder per recipient."""
        return self.home / "outbox"

    @property
    def models(self) -> Path:
        """Model artefacts, named by their hash."""
        return self.home / "models"

    @property
    def working(self) -> Path:
        """What runs of detection leave for their tasks and for the next run (`warehouse.working_files`)."""
        return self.home / "working"

    @property
    def data_docs(self) -> Path:
        """Great Expectations' pages on the quality of what the banks delivered."""
        return self.home / "data_docs"

    @property
    def certificates(self) -> Path:
        """Certificates of destruction."""
        return self.home / "certificates"

    @property
    def secrets(self) -> Path:
        """Keys made at the first run; readable by the owner only, never in the repository."""
        return self.home / "secrets"

    @property
    def airflow(self) -> Path:
        """AIRFLOW_HOME: the scheduler's own database and logs."""
        return self.home / "airflow"


def load_settings(home: str | Path | None = None, *, environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the argument, else the environment, else the defaults; the home is made absolute."""
    variables = os.environ if environ is None else environ
    folder = Path(home or variables.get(HOME_VARIABLE) or DEFAULT_HOME).expanduser().absolute()
    url = variables.get(DATABASE_VARIABLE) or _kept_url(variables) or f"sqlite:///{folder / 'quater.sqlite'}"
    return Settings(home=folder, database_url=url)


def _kept_url(variables: Mapping[str, str]) -> str:
    """Read the address from its file; empty where none is named. A file that is named and cannot be read stops the program."""
    path = variables.get(DATABASE_FILE_VARIABLE)
    return Path(path).read_text(encoding="utf-8").strip() if path else ""
