"""A job: many inputs to a folder of shards, on an engine that runs the same function for many values.

What is finished is left as it is, so that a job that was ended in whatever way does the rest when it is run again.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol, TypeVar

from ..errors import OnrecordError
from ..sources import Hints
from .annotate import annotate_shard, loaded_model
from .places import Place
from .plan import make_plan, planned
from .shards import Shard, ShardOutcome, finished, shard_files
from .splitting import PER_SHARD, split
from .writing import check_made_by

T = TypeVar("T")
R = TypeVar("R")

_FAILURES = "failures.jsonl"


class Engine(Protocol):
    """Whatever runs a function for many values, in any order: what came of each value, or what it failed with."""

    def each(self, work: Callable[[T], R], values: Iterable[T]) -> Iterator[tuple[T, R | Exception]]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A shard that couldn't be annotated, and why; the next run tries it again."""

    shard: str
    source: str
    reason: str

    def to_dict(self) -> dict[str, str]:
        """Convert to a line of ``failures.jsonl``."""
        return {"source": self.source, "reason": self.reason, "shard": self.shard}


@dataclass(frozen=True, slots=True)
class Job:
    """Inputs to read, the folder for their shards, and how they are read."""

    inputs: tuple[str, ...]
    out: str
    per_shard: int = PER_SHARD
    model: str | None = None
    hints: Hints = field(default_factory=lambda: Hints(columns={}))  # as it can be sent to a worker

    def prepare(self, engine: Engine) -> int:
        """Clear up after an ended run and plan what is new; return how many shards are still to be made.

        Raises UsageError where there is nothing to read, or another model has begun the folder, and OSError.
        """
        out = Place.of(self.out)
        out.sweep()
        first = next(finished(out), None)
        if first is not None:
            check_made_by(loaded_model(self.model), shard_files(out, first).statements)
        splitting = partial(split, hints=self.hints, per_shard=self.per_shard)
        make_plan(self.inputs, out, self.per_shard, lambda files: _all_good(engine.each(splitting, files)))
        return sum(1 for _ in self._unfinished(out))

    def run(self, engine: Engine) -> Iterator[ShardOutcome | GivenUp]:
        """Make the shards that aren't finished, and gather what failed in ``failures.jsonl``.

        Raises the errors of onrecord that hold for all shards: a model that can't be loaded, a column that isn't there.
        """
        out = Place.of(self.out)
        work = partial(annotate_shard, out=self.out, model=self.model, hints=self.hints)
        with tempfile.TemporaryFile() as failures:
            for shard, result in engine.each(work, self._unfinished(out)):
                if isinstance(result, OnrecordError):
                    raise result
                if isinstance(result, Exception):
                    given_up = GivenUp(shard.id, shard.parts[0].path, _told(result))
                    failures.write(json.dumps(given_up.to_dict()).encode() + b"\n")
                    yield given_up
                else:
                    yield result
            for file in (out / "failures").files():
                failures.write(file.read())
            failures.seek(0)
            (out / _FAILURES).write(failures)

    @staticmethod
    def _unfinished(out: Place) -> Iterator[Shard]:
        done = set(finished(out))
        return (shard for shard in planned(out) if shard.id not in done)


def _all_good(results: Iterable[tuple[object, R | Exception]]) -> Iterator[R]:
    for _, result in results:
        if isinstance(result, Exception):
            raise result
        yield result


def _told(error: Exception) -> str:
    """What an engine or the system says of a failure, in one line."""
    return f"given up ({type(error).__name__}: {' '.join(str(error).split())[:300]})"
