"""A part of a shard to its articles: it is brought to a file of this machine and read by the readers of ``sources``."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from ..sources import Hints, Item, Located, articles
from ..sources.firsthand import Prepared
from ..sources.reading import ARCHIVE_ENDINGS, ending
from .places import Place
from .shards import Part

_CHUNK = 4 * 1024 * 1024
_NUMBER = re.compile(r"\d+")


def read_part(part: Part, scratch: Path, hints: Hints) -> Iterator[Item]:
    """Read the articles of a part; ``scratch`` is a folder for a copy of it. Raises OSError where it can't be had."""
    place = Place.of(part.path)
    if place.is_local and part.is_whole:
        yield from articles([Located(part.path, Path(place.path))], hints=hints)
        return
    copy = local_copy(part, place, scratch)
    try:
        for item in articles([Located(part.path, copy)], hints=hints):
            yield _numbered(item, part)
    finally:
        copy.unlink()


def unpacked_lines(place: Place, file: BinaryIO) -> BinaryIO:
    """A file of lines as they are counted: unpacked where its name says that it is packed."""
    return gzip.open(file) if place.name.endswith(".gz") else file  # type: ignore[return-value]


def local_copy(part: Part, place: Place, scratch: Path) -> Path:
    """A file of a folder of ours with what a part holds, of the same kind. Raises OSError."""
    kind = ending(place.name)
    as_it_is = part.is_whole or kind in ARCHIVE_ENDINGS
    copy = scratch / (place.name if as_it_is else place.name.removesuffix(".gz"))
    with place.open() as file:
        if kind == ".parquet" and not part.is_whole:
            _copy_rows(file, part, copy)
        else:
            _copy_bytes(file if as_it_is else unpacked_lines(place, file), part, copy)
    return copy


def _copy_bytes(file: BinaryIO, part: Part, copy: Path) -> None:
    file.seek(part.start)
    at = part.start
    with copy.open("wb") as out:
        while chunk := file.read(_CHUNK if part.end is None else min(_CHUNK, part.end - at)):
            out.write(chunk)
            at += len(chunk)


def _copy_rows(file: BinaryIO, part: Part, copy: Path) -> None:
    """Copy some rows of a Parquet file: only the row groups that hold them are read."""
    from pyarrow import parquet

    source = parquet.ParquetFile(file)
    with parquet.ParquetWriter(copy, source.schema_arrow) as writer:
        at = 0
        for group in range(source.num_row_groups):
            rows = source.metadata.row_group(group).num_rows
            first, last = max(part.start, at), min(part.end or at + rows, at + rows)
            if first < last:
                writer.write_table(source.read_row_group(group).slice(first - at, last - first))
            at += rows


def _numbered(item: Item, part: Part) -> Item:
    """An item under the number that it has in the whole file."""
    if isinstance(item, Prepared):
        return replace(item, article=replace(item.article, source=_source(item.article.source, part)))
    return replace(item, source=_source(item.source, part))


def _source(source: str, part: Part) -> str:
    head = f"{part.path}#"
    if not part.before or not source.startswith(head):
        return source
    return head + _NUMBER.sub(lambda found: str(int(found[0]) + part.before), source[len(head) :], count=1)
