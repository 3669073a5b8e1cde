"""R9: killed at any step, twice in a row, and run again: the final state is bit for bit that of the truth.

A kill is a real SIGKILL of a process that receives, at the n-th thing it does: before and after every statement and commit of
the database, every file opened for writing, every write, flush, rename and new folder. What the file system refuses (ENOSPC,
EIO) is raised where it would be. A kill cannot see a missing flush, so the order of the flushes is read from the record of the
same steps.
"""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, text

from tests.reliability.conftest import opened
from tests.reliability.material import AT, FULL, deliveries, register
from tests.reliability.state import deviations, digest_of, unanswered
from warehouse import lake
from warehouse.intake import received_together
from warehouse.manifest import LakePart, visible_parts

pytestmark = pytest.mark.trial


def _final(home: Path) -> tuple[str, tuple[str, ...]]:
    """The digest of the state and the names of the lake's files, once they are right and nothing else is left of them."""
    warehouse = opened(home)
    assert deviations(warehouse, deliveries()[1]) == []
    assert unanswered(warehouse) == []
    lake.sweep(warehouse, at=AT + timedelta(days=3650))
    with warehouse.reading() as session:
        named = sorted(part.path for dataset in ("movements", "statements") for part in visible_parts(session, dataset))
    root = warehouse.settings.lake
    assert sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()) == sorted(set(named))
    assert list(warehouse.settings.drop.rglob("*.draft")) == []
    digest = digest_of(warehouse)
    warehouse.close()
    return digest, tuple(named)


def _points(steps: int, quick: int) -> list[int]:
    """Every step in the full set, some evenly spread ones and both ends in the quick one."""
    if FULL or steps <= quick:
        return list(range(1, steps + 1))
    return sorted({1 + round(place * (steps - 1) / (quick - 1)) for place in range(quick)})


def test_killed_at_any_step_twice_in_a_row_the_final_state_is_the_same(copies, brought, run, record_property) -> None:
    home = copies()
    steps = run(home, brought)["steps"]
    finals = {_final(home)}
    points = _points(steps, 7)
    for point in points:
        home = copies()
        assert run(home, brought, fail_at=point) == {"signal": 9}, f"step {point}"
        again = run(home, brought, fail_at=point)
        assert again == {"signal": 9} or "steps" in again, again  # what is left to do may be shorter
        assert "steps" in run(home, brought)
        finals.add(_final(home))
    assert len(finals) == 1
    record_property("R9", f"SIGKILL at {len(points)} of {steps} steps, twice in a row: 1 final state")


@pytest.mark.parametrize("how", ["ENOSPC", "EIO"])
def test_what_the_file_system_refuses_leaves_nothing_and_the_next_run_all(copies, brought, run, record_property, how) -> None:
    home = copies()
    steps = run(home, brought, how=how)["steps"]
    finals = {_final(home)}
    points = _points(steps, 3)
    for point in points:
        home = copies()
        ended = run(home, brought, fail_at=point, how=how)
        assert "error" in ended or "steps" in ended, ended
        assert "steps" in run(home, brought)
        finals.add(_final(home))
    assert len(finals) == 1
    record_property("R9", f"{how} at {len(points)} of {steps} calls: 1 final state")


def test_everything_is_flushed_before_the_commit_that_speaks_of_it(copies, brought, run, tmp_path, record_property) -> None:
    trace = tmp_path / "trace.jsonl"
    run(copies(), brought, trace=trace)
    steps = [json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()]
    renames = [(place, where.split()) for place, (what, where) in enumerate(steps) if what == "os.rename"]
    assert len(renames) > 10
    for place, (draft, final) in renames:
        written = [at for at, step in enumerate(steps) if step == ["os.write", draft]]
        flushed = [at for at, step in enumerate(steps) if step == ["flushed", draft]]
        folder = [at for at, step in enumerate(steps) if step == ["flushed", str(Path(final).parent)] and at > place]
        commit = next(at for at, (what, _) in enumerate(steps) if what == "commit" and at > place)
        assert written, final
        assert flushed, final
        assert written[-1] < flushed[0] < place, final
        assert folder, final
        assert folder[0] < commit, final
    made = [(place, where) for place, (what, where) in enumerate(steps) if what == "os.mkdir" and "/lake" in where]
    for place, folder in made:
        parent = str(Path(folder).parent)
        commit = next(at for at, (what, _) in enumerate(steps) if what == "commit" and at > place)
        assert any(step == ["flushed", parent] and place < at < commit for at, step in enumerate(steps)), folder
    record_property("R9", f"{len(renames)} files written, flushed, named, folder flushed, then committed")


def test_nothing_has_its_final_name_while_it_is_written(copies, brought, run, tmp_path) -> None:
    trace = tmp_path / "trace.jsonl"
    run(copies(), brought, trace=trace)
    for what, where in map(json.loads, trace.read_text(encoding="utf-8").splitlines()):
        if what in ("open", "os.write") and "sqlite" not in where:
            assert where.endswith(".draft"), where


def test_no_acknowledgement_is_written_before_its_delivery_is_committed(copies, brought, run, tmp_path) -> None:
    trace = tmp_path / "trace.jsonl"
    run(copies(), brought, trace=trace)
    steps = [json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()]
    committed = next(place for place, (what, _) in enumerate(steps) if what == "committed")
    answered = [place for place, (what, where) in enumerate(steps) if what != "statement" and "/ack/" in where]
    assert answered
    assert min(answered) > committed


@pytest.mark.parametrize("point", range(1, 30) if FULL else [1, 9, 15])
def test_a_database_connection_cut_at_any_statement_loses_nothing(warehouse, tmp_path, point: int, record_property) -> None:
    if warehouse.engine.dialect.name != "postgresql":
        return  # SQLite has no connection that could be cut: its file is killed above
    register(warehouse, tmp_path)
    files, truth = deliveries()
    seen = 0

    def cut(connection, cursor, *_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == point:
            with warehouse.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as other:
                other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": cursor.connection.info.backend_pid})

    event.listen(warehouse.engine, "before_cursor_execute", cut)
    received_together(warehouse, [(one.bank, one.name, one.data) for one in files], at=AT)
    event.remove(warehouse.engine, "before_cursor_execute", cut)  # what is read below is the test's own
    assert deviations(warehouse, truth) == []
    with warehouse.reading() as session:
        paths = [part.path for part in session.query(LakePart)]
    assert len(paths) == len(set(paths))
    if seen >= point:  # the intake ends before the highest of the full set
        record_property("R9", f"PostgreSQL connection cut at statement {point}: the truth")
