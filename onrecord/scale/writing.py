"""The files of a shard: written beside, published when they are whole, marked with the model that made them."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from ..annotation.annotate import Annotated
from ..errors import InputError, UsageError
from ..export.arrow import article_line, articles_schema, statement_line, statements_schema
from ..export.rows import hits_of
from ..models.attribution import Model
from ..record.rows import check_storable
from ..sources import Failure
from .places import Place
from .shards import ShardFiles

if TYPE_CHECKING:
    import pyarrow

#: The mark in a shard's files, and the key under which it stands in their metadata.
FORMAT, KEY = "onrecord-shard/1", b"onrecord"
#: Articles that are in memory at a time.
_BATCH = 200


def made_by(file: Place) -> tuple[str, str]:
    """The name and version of the model that made a shard's file. Raises UsageError where it is no shard's."""
    from pyarrow import ArrowException, parquet

    try:
        with file.open() as stream:
            told = json.loads((parquet.read_schema(stream).metadata or {}).get(KEY, b"{}"))
    except (ArrowException, ValueError) as error:
        raise UsageError(f"{file.address}: can't be read ({error})", remedy="delete it and run this again") from error
    if told.get("format") != FORMAT:
        raise UsageError(f"{file.address}: no shard of onrecord", remedy="choose a folder of its own")
    return told["model"], told["version"]


def check_made_by(model: Model, file: Place) -> None:
    """Raise UsageError where another model has made a shard."""
    made = made_by(file)
    if made != (model.name, model.version):
        raise UsageError(
            f"{file.address}: made by model {' '.join(made)}, and this is {model.name} {model.version}",
            remedy="choose another folder, or the model that began this one",
        )


class ShardWriter:
    """Writes what is found in articles to local files, and publishes them when all are whole."""

    def __init__(self, scratch: Path, model: Model) -> None:
        self.articles = self.statements = self.failures = 0
        self._scratch = scratch
        told = json.dumps({"format": FORMAT, "model": model.name, "version": model.version})
        self._metadata = {KEY: told.encode()}
        self._waiting: list[Annotated] = []
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        from pyarrow.parquet import ParquetWriter

        def table(name: str, schema: pyarrow.Schema) -> Any:
            file = self._scratch / f"{name}.parquet"
            return self._opened.enter_context(
                ParquetWriter(file, schema.with_metadata(self._metadata), compression="zstd")
            )

        self._tables = table("statements", statements_schema()), table("articles", articles_schema())
        self._failures = self._opened.enter_context((self._scratch / "failures.jsonl").open("w", encoding="utf-8"))
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()
        self._opened.close()

    def add(self, found: Annotated | Failure) -> None:
        """Write an article with its statements, or note what is wrong with it."""
        if isinstance(found, Annotated):
            try:
                check_storable(found.article)
            except InputError as error:
                found = Failure.of(found.article.source, error)
        if isinstance(found, Failure):
            self.failures += 1
            self._failures.write(json.dumps({"source": found.source, "reason": found.reason}) + "\n")
            return
        self.articles += 1
        self.statements += len(found.statements)
        self._waiting.append(found)
        if len(self._waiting) == _BATCH:
            self._flush()

    def publish(self, files: ShardFiles) -> None:
        """Let the files appear in the folder of shards; the statements last, for they say that the shard is finished.

        Failures have a file only where there are any.
        """
        for name, place in (("failures.jsonl", files.failures), ("articles.parquet", files.articles)):
            if name != "failures.jsonl" or self.failures:
                self._publish(name, place)
        self._publish("statements.parquet", files.statements)

    def _publish(self, name: str, place: Place) -> None:
        with (self._scratch / name).open("rb") as file:
            place.write(file)

    def _flush(self) -> None:
        import pyarrow

        lines = (
            [statement_line(hit) for annotated in self._waiting for hit in hits_of(annotated)],
            [article_line(annotated) for annotated in self._waiting],
        )
        for table, rows in zip(self._tables, lines, strict=True):
            if rows:
                table.write_table(pyarrow.Table.from_pylist(rows, table.schema))
        self._waiting.clear()
