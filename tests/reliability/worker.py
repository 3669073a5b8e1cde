"""A program of its own that receives deliveries, and that can be made to fail at any of its steps.

Nothing in the product knows of it: steps are what CPython's audit hooks tell of (opening, renaming, making a folder) and the
calls of `os.fsync`, `os.write`, the database's statements and its commit, which are counted from outside. A killed run is a
real SIGKILL of a real process.
"""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

LOADED = ("warehouse.intake", "warehouse.coverage.bank_days", "holidays.countries", "alembic.command", "pandas")
"""What a run loads, most of it when it first needs it."""
AUDITED = {"open", "os.rename", "os.mkdir", "os.link", "os.remove"}
REFUSED_BY_A_DISK = ("open", "os.rename", "os.mkdir", "os.fsync", "os.write")


class Steps:
    """Counts the steps that touch this installation, and fails at the n-th."""

    def __init__(self, home: Path, fail_at: int, how: str, trace: Path | None) -> None:
        self.home = str(home)
        self.fail_at = fail_at
        self.how = how
        self.trace = trace.open("a", encoding="utf-8", buffering=1) if trace else None
        self.count = 0
        self.armed = False
        self.names: dict[int, str] = {}

    def step(self, what: str, where: str = "") -> None:
        """Count one step; does not come back when it is the one to be killed at."""
        if not self.armed:
            return
        if self.how in ("ENOSPC", "EIO") and (what not in REFUSED_BY_A_DISK or "sqlite" in where):
            return
        self.count += 1
        if self.trace is not None:
            self.trace.write(json.dumps([what, where]) + "\n")
        if self.count == self.fail_at:
            if self.how == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            number = getattr(errno, self.how)
            raise OSError(number, os.strerror(number))

    def audited(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook."""
        if event not in AUDITED:
            return
        where = str(arguments[0])
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            return
        if where.startswith(self.home):
            self.step(event, " ".join(str(one) for one in arguments[:2] if isinstance(one, str) and one.startswith("/")))

    def watch_descriptors(self) -> None:
        """Count writing and flushing, by the name of what is written."""
        write, fsync = os.write, os.fsync

        def counted_write(descriptor: int, data: Any) -> int:
            self.step("os.write", _named(descriptor))
            return write(descriptor, data)

        def counted_fsync(descriptor: int) -> None:
            self.step("os.fsync", _named(descriptor))
            fsync(descriptor)
            self.step("flushed", _named(descriptor))

        os.write, os.fsync = counted_write, counted_fsync  # type: ignore[assignment]

    def watch_database(self, engine: Any) -> None:
        """Count statements before and after, and commits before and after."""
        from sqlalchemy import event

        def before(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
            self.step("statement", statement.split("\n")[0][:60])

        def after(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
            self.step("executed", statement.split("\n")[0][:60])

        event.listen(engine, "before_cursor_execute", before)
        event.listen(engine, "after_cursor_execute", after)
        commit = engine.dialect.do_commit

        def counted_commit(connection: Any) -> None:
            self.step("commit")
            commit(connection)
            self.step("committed")

        engine.dialect.do_commit = counted_commit


def _named(descriptor: int) -> str:
    try:
        return str(Path(f"/proc/self/fd/{descriptor}").readlink())
    except OSError:
        return ""


def main() -> None:
    """Serve: every line of the input is one run, in a child of this warm process; its end is answered in one line."""
    import_module("tests.reliability.planting")  # first: a fault that is planted is planted here too
    for name in LOADED:  # once, so that a run takes a moment
        import_module(name)

    for line in sys.stdin:
        told = json.loads(line)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            _run(told, writer)
        os.close(writer)
        with os.fdopen(reader, encoding="utf-8") as answer:
            said = answer.read()
        _, status = os.waitpid(child, 0)
        ended = {"signal": os.WTERMSIG(status)} if os.WIFSIGNALED(status) else json.loads(said)
        sys.stdout.write(json.dumps(ended) + "\n")
        sys.stdout.flush()


def _run(told: dict[str, Any], writer: int) -> None:
    """Do one run and end this child, whatever happens."""
    try:
        if told.get("most_bytes"):
            resource.setrlimit(resource.RLIMIT_FSIZE, (told["most_bytes"], resource.RLIM_INFINITY))
        trace = Path(told["trace"]) if told.get("trace") else None
        steps = received(Path(told["home"]), Path(told["folder"]), told.get("fail_at", 0), told.get("how", "kill"), trace)
        said = {"steps": steps}
    except BaseException as error:
        said = {"error": f"{type(error).__name__}: {error}"[:300]}
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with os.fdopen(writer, "w", encoding="utf-8") as answer:
        answer.write(json.dumps(said))
    os._exit(0)


def received(home: Path, folder: Path, fail_at: int = 0, how: str = "kill", trace: Path | None = None) -> int:
    """Receive the folder in this process, failing where told; gives how many steps it took."""
    from tests.reliability.material import AT
    from warehouse.database import open_warehouse
    from warehouse.intake import ingest_paths
    from warehouse.settings import load_settings

    steps = Steps(home, fail_at, how, trace)
    steps.watch_descriptors()
    sys.addaudithook(steps.audited)
    warehouse = open_warehouse(load_settings(home, environ={}))
    steps.watch_database(warehouse.engine)
    steps.armed = True
    ingest_paths(warehouse, [folder], at=AT, moment=0)
    steps.armed = False
    warehouse.close()
    return steps.count


if __name__ == "__main__":
    main()
