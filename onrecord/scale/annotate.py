"""A shard to its Parquet files, in one process and without an engine: Ray and Spark only call it."""

from __future__ import annotations

import os
import socket
import tempfile
import time
from functools import cache
from pathlib import Path

from ..annotation.annotate import annotate_all
from ..export.arrow import require_arrow
from ..models.attribution import Model
from ..sources import Hints
from .fetching import read_part
from .places import Place
from .shards import Shard, ShardOutcome, shard_files
from .writing import ShardWriter, check_made_by


def annotate_shard(
    shard: Shard | str | Path, out: str | Path, *, model: str | Path | None = None, hints: Hints | None = None
) -> ShardOutcome:
    """Annotate one input file, of any kind that ``onrecord read`` takes, and write a shard of it to a folder.

    The files appear under their names when they are whole; what couldn't be read stands beside them. A finished shard
    is left as it is. ``model`` is a name or folder as ``Model.load`` takes it; it is loaded once in a process, for one
    core. Raises UsageError when another model has made the shard, ModelError, and OSError where a place can't be
    reached.
    """
    require_arrow()
    shard = shard if isinstance(shard, Shard) else Shard.of(shard)
    folder = Place.of(out)
    files = shard_files(folder, shard.id)
    loads = loaded_model.cache_info().misses
    network = loaded_model(model)
    if files.statements.exists():
        check_made_by(network, files.statements)
        return ShardOutcome(shard.id, "present")
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="onrecord-shard-") as scratch:
        with ShardWriter(Path(scratch), network) as writer:
            for part in shard.parts:
                for found in annotate_all(read_part(part, Path(scratch), hints or Hints()), network):
                    writer.add(found)
        writer.publish(files)
    return ShardOutcome(
        shard.id, "annotated", writer.articles, writer.statements, writer.failures,
        round(time.perf_counter() - begun, 1), f"{socket.gethostname()}:{os.getpid()}",
        loaded_model.cache_info().misses > loads,
    )  # fmt: skip


@cache
def loaded_model(model: str | Path | None = None) -> Model:
    """The model of this process, for one core: it is loaded when it is first asked for and never forked."""
    return Model.load(model, threads=1)
