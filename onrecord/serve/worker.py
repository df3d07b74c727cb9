"""A process that does one task at a time beside the server; one that takes too long is ended and replaced.

Whatever takes long with a text or a page that somebody sends runs here, never in the server: it goes on answering
meanwhile, and when the time is over, processor and memory are free again. What goes to a worker and back passes through
a pipe, in memory.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from multiprocessing import get_context
from typing import Generic, TypeVar

from anyio import CapacityLimiter, to_thread

from .failures import RefusedError, unforeseen
from .process import BrokenOff, Done, Refused, Result, nothing, work

T = TypeVar("T")
R = TypeVar("R")

_log = logging.getLogger("onrecord.serve")
#: More who wait for one worker are told to come later.
_MOST_WAITING = 16
#: Importing and loading what tasks need takes a few seconds; a machine that is busy gets much longer.
_LONGEST_START = 120.0
#: A live process of which a part is a thread or an open model can't be copied safely: workers begin afresh.
_processes = get_context("spawn")


class Worker(Generic[T]):
    """One process with what its tasks need, made there by ``make`` once; it starts with the first task.

    A task is a function of what ``make`` gave and of further values; like ``make`` it stands at the top of a module.
    ``seconds`` is how long one may take. Those who wait for their turn hold no thread.
    """

    def __init__(self, make: Callable[[], T], *, seconds: float) -> None:
        self._make, self._seconds = make, seconds
        self._turn, self._asked = CapacityLimiter(1), 0
        self._process: _Process | None = None

    async def run(self, task: Callable[..., R], *given: object) -> R:
        """Do a task. Raises what it raises, and RefusedError where it takes too long or too many wait."""
        if self._asked > _MOST_WAITING:
            raise RefusedError(503, "busy", "too much is being read at the moment", "try again in a minute")
        self._asked += 1
        try:
            result = await to_thread.run_sync(self._run, task, given, limiter=self._turn)
        finally:
            self._asked -= 1
        if isinstance(result, Refused):
            raise result.error
        if isinstance(result, BrokenOff):
            _log.error("%s in a worker\n%s", result.kind, result.where)
            raise unforeseen(result.kind)
        value: R = result.value
        return value

    async def warm(self) -> None:
        """Let the process begin before its first task comes."""
        if self._process is None:
            await self.run(nothing)

    def close(self) -> None:
        """End the process; a task that it is at is refused."""
        if self._process:
            self._process.end()

    def _run(self, task: Callable[..., R], given: tuple[object, ...]) -> Result:
        if self._process is None or not self._process.lives:
            self._process = _Process(self._make)
        try:
            return self._process.ask(task, given, self._seconds)
        except TimeoutError:
            self._process.end()
            self._process = _Process(self._make)  # ready when the next task comes
            message = f"this took longer than {self._seconds:g} seconds, which is the limit here"
            remedy = "send less at a time, or use the command line, which has no limit"
            raise RefusedError(503, "too_long", message, remedy) from None
        except (EOFError, OSError):
            self._process.end()
            message = "the process that does this was ended from outside (out of memory?)"
            remedy = "try again, with less at a time if it happens once more"
            raise RefusedError(503, "ended", message, remedy) from None


class _Process:
    """A process, and this end of the pipe to it."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._pipe, other_end = _processes.Pipe()
        self._process = _processes.Process(target=work, args=(other_end, make), daemon=True)
        self._process.start()
        other_end.close()  # so that the pipe ends with the process
        self._is_ready = False

    @property
    def lives(self) -> bool:
        return self._process.is_alive()

    def ask(self, task: Callable[..., object], given: tuple[object, ...], seconds: float) -> Result:
        """Have a task done. Raises TimeoutError, and EOFError or OSError where the process ends."""
        if not self._is_ready:
            made = self._answer(_LONGEST_START)
            if not isinstance(made, Done):
                self.end()
                return made
            self._is_ready = True
        self._pipe.send((task, given))
        return self._answer(seconds)

    def _answer(self, seconds: float) -> Result:
        if not self._pipe.poll(seconds):
            raise TimeoutError
        result: Result = self._pipe.recv()
        return result

    def end(self) -> None:
        self._process.kill()  # SIGTERM would wait until a long call of the network or an expression comes back
        self._process.join()
