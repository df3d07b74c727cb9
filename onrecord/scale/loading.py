"""Finished shards into a record, each in one transaction; what was loaded isn't loaded again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..annotation.annotate import Annotated
from ..errors import UsageError
from ..export.arrow import article_of_line, require_arrow, with_days
from ..export.rows import hits_of
from ..record.loading import is_loaded, load
from ..record.rows import statement_of
from ..record.store import Record
from ..search.search import Hit
from ..statement import Statement
from .places import Place
from .shards import ShardFiles, finished, shard_files
from .writing import made_by

#: What a statement is made of.
_COLUMNS = (
    "id", "article", "kind", "act", "happened", "confidence", "speaker", "speaker_type", "speaker_named", "said",
    "said_earliest", "said_latest", "said_basis", "channel", "addressee", "spans",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of one shard: how many articles were added, became new versions, were there, and new statements."""

    shard: str
    outcomes: Counter[str] = field(default_factory=Counter)

    def to_dict(self) -> dict[str, object]:
        """Convert to a line of ``add --json``."""
        return {"shard": self.shard, **self.outcomes}


def unloaded(record: Record, folder: str) -> list[str]:
    """The ids of the finished shards in a folder that aren't in the record. Raises UsageError where there are none."""
    require_arrow()
    out = Place.of(folder)
    ids = list(finished(out))
    if not ids:
        raise UsageError(f"{folder}: no finished shards in it", remedy="make them with: onrecord scale")
    made_by(shard_files(out, ids[0]).statements)
    return [shard for shard in ids if not is_loaded(record, shard)]


def load_shards(record: Record, folder: str, shards: list[str]) -> Iterator[Loaded]:
    """Load shards of a folder, one after the other. Raises RecordError, OSError."""
    out = Place.of(folder)
    for shard in shards:
        yield Loaded(shard, load(record, read_shard(shard_files(out, shard)), shard))


def hits_in(folder: str) -> Iterator[Hit]:
    """The statements of all finished shards in a folder, as a search gives them: to be exported without a record."""
    out = Place.of(folder)
    for shard in finished(out):
        for annotated in read_shard(shard_files(out, shard)):
            yield from hits_of(annotated)


def read_shard(files: ShardFiles) -> Iterator[Annotated]:
    """The articles of a shard with their statements, as they were annotated."""
    from pyarrow import parquet

    found: dict[str, list[dict[str, object]]] = {}
    with files.statements.open() as stream:
        for row in parquet.read_table(stream, columns=list(_COLUMNS)).to_pylist():
            found.setdefault(row["article"], []).append(row)
    with files.articles.open() as stream:
        for batch in parquet.ParquetFile(stream).iter_batches(batch_size=500):
            for row in batch.to_pylist():
                article = article_of_line(row)
                # Of an article that stands in the input twice both statements are the same.
                rows = {str(one["id"]): one for one in found.pop(row["id"], ())}
                statements = tuple(_statement(one, article.text) for one in rows.values())
                yield Annotated(article, statements, row["model"], row["model_version"])


def _statement(row: dict[str, object], text: str) -> Statement:
    return statement_of({**with_days(row), "spans": json.loads(str(row["spans"]))}, text)
