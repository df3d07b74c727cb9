"""The other end of a worker: a process that makes ready and does the tasks that come through a pipe, one by one.

It imports little itself, so that a process that only fetches is small and begins fast.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from ..errors import OnrecordError
from ..models.process import end_with_parent


@dataclass(frozen=True, slots=True)
class Done:
    """What a task gave."""

    value: Any


@dataclass(frozen=True, slots=True)
class Refused:
    """An error that onrecord raises on purpose, to be raised again by who asked."""

    error: OnrecordError


@dataclass(frozen=True, slots=True)
class BrokenOff:
    """An error that nobody foresaw: its kind and where it happened, and not its words, which may be of a draft."""

    kind: str
    where: str


Result = Done | Refused | BrokenOff


def work(pipe: Connection, make: Callable[[], object]) -> None:
    """Make ready, then do what comes until the other end of the pipe closes."""
    end_with_parent()
    made = _result(make)
    pipe.send(Done(None) if isinstance(made, Done) else made)
    while isinstance(made, Done):
        try:
            task, given = pipe.recv()
        except EOFError:
            return
        pipe.send(_result(task, made.value, *given))
        del task, given


def _result(task: Callable[..., Any], *given: object) -> Result:
    try:
        return Done(task(*given))
    except OnrecordError as error:
        return Refused(error)
    except Exception as error:
        return BrokenOff(type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))


def nothing(_: object) -> None:
    """A task that is none."""
