"""Shards: what one worker reads at a time, and the files that come of it.

A folder of shards holds ``statements/ID.parquet`` and ``articles/ID.parquet``, ``failures/ID.jsonl`` for what couldn't
be read of a shard, and ``plan.jsonl``. A shard is finished when its statements are there: they come last.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from ..sources.reading import stem
from .places import Place

_UNFIT = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 60
_FINISHED = ".parquet"


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or a stretch of one: bytes of an archive, bytes of (unpacked) lines, rows of a Parquet file.

    ``before`` is the number of records that stand before the stretch.
    """

    path: str
    start: int = 0
    end: int | None = None
    before: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole file."""
        return self.start == 0 and self.end is None


@dataclass(frozen=True, slots=True)
class Shard:
    """Files, or a stretch of one, that are read together; the same parts always make the same ``id``."""

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, path: str | Path) -> Self:
        """One file as a shard of its own."""
        return cls((Part(Place.of(path).address),))

    @property
    def id(self) -> str:
        """A name that tells what is in it and a hash of where that lies."""
        places = "\n".join(f"{p.path} {p.start} {p.end}" for p in self.parts)
        name = _UNFIT.sub("-", stem(self.parts[0].path))[:_LONGEST_NAME]
        return f"{name}-{hashlib.sha256(places.encode()).hexdigest()[:12]}"

    def to_dict(self) -> dict[str, Any]:
        """Convert to a line of the plan."""
        return {"id": self.id, "parts": [[p.path, p.start, p.end, p.before] for p in self.parts]}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read from a line of the plan."""
        return cls(tuple(Part(*part) for part in data["parts"]))


@dataclass(frozen=True, slots=True)
class ShardOutcome:
    """What came of a shard; ``worker`` is the process that did it, ``loaded`` whether it loaded the model for it."""

    shard: str
    outcome: Literal["annotated", "present"]
    articles: int = 0
    statements: int = 0
    failures: int = 0
    seconds: float = 0.0
    worker: str = ""
    loaded: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Convert to a line of ``scale --json``."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class ShardFiles:
    """Where the files of one shard are."""

    statements: Place
    articles: Place
    failures: Place


def shard_files(out: Place, shard_id: str) -> ShardFiles:
    """Where the files of a shard are in a folder of shards."""
    return ShardFiles(
        out / "statements" / f"{shard_id}{_FINISHED}",
        out / "articles" / f"{shard_id}{_FINISHED}",
        out / "failures" / f"{shard_id}.jsonl",
    )


def finished(out: Place) -> Iterator[str]:
    """The ids of the finished shards in a folder, sorted."""
    for file in (out / "statements").files():
        if file.name.endswith(_FINISHED):
            yield file.name.removesuffix(_FINISHED)
