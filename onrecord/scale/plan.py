"""The plan of a job: which shards there are. It is made once and kept beside them, so that a job that is run again does
the rest of the same shards, and only what came since is split anew.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator

from .places import Place
from .shards import Shard
from .splitting import found_in, shards_of

_NAME = "plan.jsonl"

#: Splits files, many at a time, in any order.
SplitAll = Callable[[Iterable[tuple[Place, ...]]], Iterable[list[Shard]]]


def make_plan(inputs: Iterable[str], out: Place, per_shard: int, split_all: SplitAll) -> None:
    """Write the plan, or add what isn't in it yet. Raises UsageError, OSError."""
    known = {part.path for shard in planned(out) for part in shard.parts}
    new = (file for file in found_in(inputs) if file.address not in known)
    with tempfile.TemporaryFile("w+b") as file:
        for shard in planned(out):
            file.write(_line(shard))
        before = file.tell()
        for shards in split_all(shards_of(new, per_shard)):
            file.writelines(map(_line, shards))
        if file.tell() > before:
            file.seek(0)
            (out / _NAME).write(file)


def planned(out: Place) -> Iterator[Shard]:
    """The shards of a folder's plan, one at a time; none where there is no plan."""
    place = out / _NAME
    if place.exists():
        with place.open() as file:
            yield from (Shard.from_dict(json.loads(line)) for line in file)


def _line(shard: Shard) -> bytes:
    return (json.dumps(shard.to_dict(), ensure_ascii=False) + "\n").encode()
