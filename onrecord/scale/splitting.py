"""What there is to annotate, cut into shards: folders by their files, archives and tables by their records.

Nothing is copied: a shard says where its stretch begins and ends. The same input always makes the same shards.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from ..errors import InputError, UsageError
from ..sources import Hints
from ..sources.columns import Columns
from ..sources.locate import locate
from ..sources.reading import ARCHIVE_ENDINGS, ENDINGS, FEED_ENDINGS, TABLE_ENDINGS, ending
from ..sources.tables.rows import Row, rows
from ..sources.tables.table import form_of
from .fetching import local_copy, unpacked_lines
from .places import Place
from .shards import Part, Shard

#: Articles a shard: half an hour of one core, so that little is lost with a worker.
PER_SHARD = 2_000
_LINES = frozenset({".jsonl", ".ndjson"})
#: Kinds of files that may hold more than a shard.
_LARGE = ARCHIVE_ENDINGS | TABLE_ENDINGS | FEED_ENDINGS

#: The number of a record and where it begins.
Start = tuple[int, int]


def found_in(inputs: Iterable[str]) -> Iterator[Place]:
    """All files in some files and folders, here or in an object store. Raises UsageError where there is nothing."""
    for given in inputs:
        if given.startswith(("http://", "https://")) or given == "-":
            raise UsageError(f"{given}: scale reads files", remedy="fetch it first, or use: onrecord add")
        place = Place.of(given)
        if not place.exists():
            raise UsageError(f"{given}: no such file or folder", remedy="check the path")
        if place.is_local:
            yield from (Place.of(located.source) for located in locate([place.path])[0])
        elif place.info().is_file:
            yield place
        else:
            yield from (file for file in place.files() if ending(file.name) in ENDINGS)


def shards_of(files: Iterable[Place], per_shard: int = PER_SHARD) -> Iterator[tuple[Place, ...]]:
    """Sort files into those that are split by themselves, alone, and single articles, ``per_shard`` together."""
    single = []
    for file in files:
        if ending(file.name) in _LARGE:
            yield (file,)
        else:
            single.append(file)
            if len(single) == per_shard:
                yield tuple(single)
                single.clear()
    if single:
        yield tuple(single)


def split(files: tuple[Place, ...], hints: Hints, per_shard: int = PER_SHARD) -> list[Shard]:
    """The shards of one large file, or of single articles that make one. Raises OSError."""
    (first, *others) = files
    if others or ending(first.name) not in _LARGE:
        return [Shard(tuple(Part(file.address) for file in files))]
    starts = list(_starts(first, per_shard))
    if len(starts) < 2 or not _is_of_articles(first, starts[1], hints):
        return [Shard((Part(first.address),))]
    parts = [Part(first.address, at, end, number) for (number, at), (_, end) in pairwise(starts)]
    number, at = starts[-1]
    return [Shard((part,)) for part in (*parts, Part(first.address, at, None, number))]


def _is_of_articles(file: Place, second: Start, hints: Hints) -> bool:
    """Whether each record is an article: the rows of a transcript belong together, posts need what lies beside them."""
    if ending(file.name) in ARCHIVE_ENDINGS:
        return True
    columns = Columns(hints.columns)
    stretch = Part(file.address, 0, second[1])
    with tempfile.TemporaryDirectory(prefix="onrecord-split-") as scratch:
        try:
            found = rows(local_copy(stretch, file, Path(scratch)), columns=columns.names())
            first = next((row.values for row in found if isinstance(row, Row)), None)
            return first is not None and (hints.form or form_of(first, columns)) == "articles"
        except InputError:  # to be told when it is read
            return False


def _starts(file: Place, per_shard: int) -> Iterator[Start]:
    """Where each stretch of a file begins, and how many records stand before it; nothing where it can't be split."""
    kind = ending(file.name)
    if file.name.endswith(".zst"):  # frames may need a dictionary that stands at the beginning
        return
    if kind in ARCHIVE_ENDINGS:
        yield from _of_archive(file, per_shard)
    elif kind in _LINES:
        yield from _of_lines(file, per_shard)
    elif kind == ".parquet":
        yield from _of_rows(file, per_shard)


def _of_archive(file: Place, per_shard: int) -> Iterator[Start]:
    """A stretch holds ``per_shard`` answers of servers; behind a broken record the rest is one."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    pages = per_shard
    with file.open() as stream:
        try:
            for number, record in enumerate(ArchiveIterator(stream, parse_http=False, fsspec_args=False)):
                if pages == per_shard:
                    yield number, record.stream_pos
                    pages = 0
                pages += record.record_type in (WarcRecordType.response, WarcRecordType.resource)
        except (OSError, ValueError):
            return


def _of_lines(file: Place, per_shard: int) -> Iterator[Start]:
    at = number = 0
    with file.open() as packed, unpacked_lines(file, packed) as lines:
        for line in lines:
            if line.strip():
                if number % per_shard == 0:
                    yield number, at
                number += 1
            at += len(line)


def _of_rows(file: Place, per_shard: int) -> Iterator[Start]:
    from pyarrow import parquet

    with file.open() as stream:
        rows = parquet.read_metadata(stream).num_rows
    yield from ((at, at) for at in range(0, rows, per_shard))
