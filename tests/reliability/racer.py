"""Workers that race: processes of their own, each with its own connection, that receive the same round at the same moment."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import Any

from sqlalchemy.pool import NullPool  # noqa: F401 - loaded before the workers are forked

from tests.reliability.material import AT
from warehouse.database import Warehouse, connect
from warehouse.intake import received_together
from warehouse.settings import Settings

Round = list[tuple[str, str, bytes]]


def raced(home: Path, url: str, workers: int, rounds: list[list[Round]]) -> list[list[list[str]]]:
    """Let the workers receive every round; `rounds` says what each brings. Gives states by worker, round and delivery."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    barrier, answers = context.Barrier(workers), context.SimpleQueue()
    work = [context.Process(target=_work, args=(index, home, url, barrier, rounds, answers)) for index in range(workers)]
    for process in work:
        process.start()
    told: dict[int, Any] = dict(answers.get() for _ in work)
    for process in work:
        process.join()
    return [told[index] for index in range(workers)]


def _work(index: int, home: Path, url: str, barrier: Any, rounds: list[list[Round]], answers: Any) -> None:
    warehouse = Warehouse(Settings(home=home, database_url=url), connect(url))
    said: list[list[str]] = []
    for brought in rounds:
        barrier.wait()
        try:
            said.append([receipt.state for receipt in received_together(warehouse, brought[index], at=AT)])
        except Exception as error:
            said.append([repr(error)[:300]])
    warehouse.close()
    answers.put((index, said))
