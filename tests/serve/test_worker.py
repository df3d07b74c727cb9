"""The process beside the server: its tasks, their limit, and what becomes of it."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import anyio
import pytest

pytest.importorskip("fastapi", reason="FastAPI isn't installed (the extra web)")

from onrecord.errors import StatusError, UsageError
from onrecord.serve import worker as workers
from onrecord.serve.failures import RefusedError
from onrecord.serve.worker import Worker
from tests import worked


@pytest.fixture
def worker() -> Iterator[Worker[dict[str, int]]]:
    worker = Worker(worked.tools, seconds=3)
    yield worker
    worker.close()


def run(worker: Worker[dict[str, int]], task: object, *given: object) -> object:
    return anyio.run(partial(worker.run, task, *given))  # type: ignore[arg-type]


def test_it_makes_its_tools_once_and_keeps_them(worker: Worker[dict[str, int]]) -> None:
    anyio.run(worker.warm)
    first = run(worker, worked.pid)
    assert first != os.getpid()
    assert run(worker, worked.pid) == first
    assert run(worker, worked.doubled, 21) == 42


@pytest.mark.parametrize(
    ("task", "given", "code"),
    [
        (worked.sleeping, (30,), "too_long"),
        (worked.held, (), "too_long"),  # no thread of that process could have ended it
        (worked.stopped, (), "ended"),
    ],
)
def test_what_does_not_end_well_is_told_and_the_next_task_done(
    worker: Worker[dict[str, int]], task: object, given: tuple[object, ...], code: str
) -> None:
    first = run(worker, worked.pid)
    begun = time.monotonic()
    with pytest.raises(RefusedError) as refused:
        run(worker, task, *given)
    assert time.monotonic() - begun < 12
    assert (refused.value.status, refused.value.code) == (503, code)
    assert code == "ended" or "longer than 3 seconds" in refused.value.message
    assert refused.value.remedy
    assert run(worker, worked.pid) not in (first, os.getpid())


def test_errors_that_are_raised_on_purpose_come_whole(worker: Worker[dict[str, int]]) -> None:
    with pytest.raises(UsageError, match="no such thing; try another"):
        run(worker, worked.refused)
    with pytest.raises(StatusError) as raised:
        run(worker, worked.refused_by_a_server)
    assert (raised.value.status, raised.value.remedy) == (404, "look elsewhere")


def test_without_tools_nothing_is_done() -> None:
    worker = Worker(worked.unmade, seconds=3)
    for _ in range(2):
        with pytest.raises(UsageError, match="nothing to work with"):
            anyio.run(partial(worker.run, worked.doubled, 1))
    worker.close()


def test_very_many_are_told_to_come_later(monkeypatch: pytest.MonkeyPatch, worker: Worker[dict[str, int]]) -> None:
    monkeypatch.setattr(workers, "_MOST_WAITING", 2)
    told: list[object] = []

    async def ask() -> None:
        try:
            told.append(await worker.run(worked.doubled, 1))
        except RefusedError as refused:
            told.append(refused.code)

    async def crowd() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(6):
                group.start_soon(ask)

    anyio.run(crowd)
    assert sorted(told, key=str) == [2, 2, 2, "busy", "busy", "busy"]


def test_it_ends_with_the_server_however_that_ends() -> None:
    code = """
        import anyio, os, signal
        from functools import partial
        from onrecord.serve.worker import Worker
        from tests import worked
        if __name__ == "__main__":
            print(anyio.run(partial(Worker(worked.tools, seconds=60).run, worked.pid)), flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=False, timeout=60,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == -9
    gone = Path("/proc") / done.stdout.strip()
    for _ in range(100):
        if not gone.exists():
            return
        time.sleep(0.1)
    raise AssertionError(f"{gone} is still there")
