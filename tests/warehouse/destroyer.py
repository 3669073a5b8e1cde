"""A program of its own that runs an approved plan, that can be killed at any of its steps, or meet a hold at any of them.

Steps are those of `tests.reliability.worker`: every statement and commit of the database, before and after, every file opened
for writing, written, flushed, renamed, linked, removed, every new folder. The product knows nothing of them.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.reliability.worker import Steps
from tests.warehouse.decade import LATER, ONE, THEN


class Meeting(Steps):
    """Steps at one of which a hold is placed by somebody else."""

    def __init__(self, home: Path, url: str, meet_at: int) -> None:
        super().__init__(home, 0, "kill", None)
        self.url, self.meet_at, self.met = url, meet_at, ""

    def step(self, what: str, where: str = "") -> None:
        """Count a step; at the one to meet at, try to place a hold."""
        super().step(what, where)
        if self.armed and self.count == self.meet_at and not self.met:
            self.armed = False
            self.met = place_hold(self.home, self.url, patience_ms=60)
            self.armed = True


def place_hold(home: str, url: str, *, patience_ms: int) -> str:
    """Place a hold on account ONE as another program would; gives `placed`, or `locked` when it had to wait."""
    from sqlalchemy import event
    from sqlalchemy.exc import OperationalError

    from warehouse.database import Warehouse, connect
    from warehouse.holds import place
    from warehouse.settings import Settings

    engine = connect(url)

    def hurry(connection: Any, _record: Any) -> None:
        if engine.dialect.name == "sqlite":
            connection.execute(f"PRAGMA busy_timeout = {patience_ms}")
        else:
            with connection.cursor() as cursor:
                cursor.execute(f"SET lock_timeout = {patience_ms}")
            connection.commit()

    event.listen(engine, "connect", hurry)
    try:
        place(
            Warehouse(Settings(Path(home), url), engine), scope="account", subject=ONE, ground="instruction", opening_act="act",
            authority="court", act_date=date(2036, 1, 5), by="officer", review_on=date(2036, 9, 1), at=THEN,
        )  # fmt: skip
    except OperationalError:
        return "locked"
    finally:
        engine.dispose()
    return "placed"


def destroy(told: dict[str, Any]) -> dict[str, Any]:
    """Run the plan in this process; gives how many steps it took, and whether a hold met it."""
    from warehouse.database import Warehouse, connect
    from warehouse.retention import run
    from warehouse.settings import Settings

    home, url = Path(told["home"]), told["url"]
    if told.get("meet_at"):
        steps: Steps = Meeting(home, url, told["meet_at"])
    else:
        steps = Steps(home, told.get("fail_at", 0), "kill", None)
    steps.watch_descriptors()
    sys.addaudithook(steps.audited)
    warehouse = Warehouse(Settings(home, url), connect(url))
    steps.watch_database(warehouse.engine)
    steps.armed = True
    run(warehouse, told["plan"], at=datetime.fromisoformat(told.get("at", LATER.isoformat())))
    steps.armed = False
    warehouse.close()
    return {"steps": steps.count, "met": getattr(steps, "met", "")}


def main() -> None:
    """Serve: each line of the input is one run, in a child of this warm process; how it ended is answered in one line."""
    for name in ("warehouse.retention", "warehouse.holds", "psycopg"):
        import_module(name)
    for line in sys.stdin:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            try:
                said = destroy(json.loads(line))
            except BaseException as error:
                said = {"error": f"{type(error).__name__}: {error}"[:500]}
            with os.fdopen(writer, "w", encoding="utf-8") as answer:
                answer.write(json.dumps(said))
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader, encoding="utf-8") as answer:
            said = answer.read()
        _, status = os.waitpid(child, 0)
        sys.stdout.write((json.dumps({"signal": os.WTERMSIG(status)}) if os.WIFSIGNALED(status) else said) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
