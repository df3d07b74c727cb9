"""The adapter to Ray (https://ray.io): shards are its tasks, and a worker process keeps its model between them.

Ray places the tasks, starts workers again that were ended, and adds machines where it is told to; tasks rather than
actors, for actors that take all cores leave none for what feeds them.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from ..errors import UsageError
from ..models.folder import processor_count

T = TypeVar("T")
R = TypeVar("R")

#: A task that ends its process, or takes the machine's memory, is tried so often in all.
_TRIES = 3
#: Tasks that wait for each core of a cluster: enough to let one grow that can.
_AHEAD = 2
#: Results are a few words; Ray would take a third of the memory for them.
_STORE = 128 * 1024 * 1024


@contextmanager
def started(address: str | None = None, workers: int | None = None) -> Iterator[RayEngine]:
    """Ray on this machine with ``workers`` cores (all unless given), or the cluster at an address, which stays.

    Raises UsageError where Ray isn't installed or the cluster can't be reached.
    """
    # Before Ray is loaded: it reports its use unless told not to, and tries for ever what takes all memory.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_task_oom_retries", str(_TRIES - 1))
    try:
        import ray
    except ModuleNotFoundError as error:
        raise UsageError("scale needs Ray", remedy="install it with: pip install 'onrecord[ray]'") from error
    here: dict[str, Any] = {
        "num_cpus": workers or processor_count(), "include_dashboard": False, "object_store_memory": _STORE,
    }  # fmt: skip
    try:
        ray.init(address or "local", logging_level=logging.ERROR, log_to_driver=False, **({} if address else here))
    except (ConnectionError, ValueError, RuntimeError) as error:
        reason = " ".join(str(error).split())[:200]
        raise UsageError(f"Ray can't be started ({reason})", remedy="check --address and the cluster") from error
    try:
        yield RayEngine(ray, workers)
    finally:
        ray.shutdown()


class RayEngine:
    """Runs a function for many values as Ray's tasks, one a core."""

    def __init__(self, ray: Any, workers: int | None) -> None:
        self._ray, self._workers = ray, workers

    def each(self, work: Callable[[T], R], values: Iterable[T]) -> Iterator[tuple[T, R | Exception]]:
        """What came of each value, as it comes; only so many are handed over that memory stays flat."""
        task = self._ray.remote(num_cpus=1, max_retries=_TRIES - 1)(_call)
        shared = self._ray.put(work)
        waiting = iter(values)
        running: dict[Any, T] = {}
        while True:
            for value in islice(waiting, max(0, self._at_once() - len(running))):
                running[task.remote(shared, value)] = value
            if not running:
                return
            (done, *_), _ = self._ray.wait(list(running), num_returns=1)
            yield running.pop(done), self._result(done)

    def _at_once(self) -> int:
        return self._workers or _AHEAD * max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def _result(self, done: Any) -> Any:
        try:
            return self._ray.get(done)
        except self._ray.exceptions.RayTaskError as error:  # raised by the work itself
            return error.cause
        except self._ray.exceptions.RayError as error:  # its process was ended
            return error


def _call(work: Callable[[T], R], value: T) -> R:
    return work(value)
