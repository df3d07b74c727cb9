"""Tables to rows: JSON Lines, JSON, CSV, TSV and Parquet, row by row, however long the table is.

A bad row is a BadRow and the rest goes on; what turns out to be no table raises UnreadableError.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

from ...errors import UnreadableError
from ..charset import byte_order_mark, decode
from ..limits import LARGEST_FILE, check_size, damaged
from ..reading import ending

#: A longer line is no row. (A row holds one article; the longest text that is read has 4 million characters.)
LONGEST_LINE = 16 * 1024 * 1024
#: Text that packs better than this is a trap (JSON Lines of pages reach about 20), from so many characters on.
_BEST_PACKING = 50
_ENOUGH_TO_TELL = 8 * 1024 * 1024
_HEAD = 1024 * 1024
#: What an archive of a social network puts before its JSON.
_ASSIGNMENT = re.compile(r"\s*+window\.[\w.]++\s*+=\s*+(?=\[)")
_DOUBLED = re.compile(r'"(?:[^"]|"")*"')
#: Lines from which to tell how a table is written.
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number (from 1, a header not counted) and its values by column, the column in small letters.

    The columns of a table without a header are "1", "2", ...
    """

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that can't be read, and why."""

    number: int
    reason: str


def rows(path: Path, *, columns: Iterable[str] = ()) -> Generator[Row | BadRow, None, None]:
    """Read a table. A first row that names any of ``columns`` is its header; who stops early closes the generator.

    Raises UnreadableError, OSError.
    """
    if ending(path.name) == ".parquet":
        yield from _parquet(path)
        return
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        stream = gzip.GzipFile(fileobj=raw) if packed else raw
        try:
            head = stream.read(_HEAD)
            stream.seek(0)
            decode(head)  # refuses binary data
            with io.TextIOWrapper(stream, _encoding(head), errors="replace", newline="") as text:
                yield from _rows(text, raw, ending(path.name), frozenset(columns))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise UnreadableError(f"the gzip data is damaged ({error})", remedy="fetch the file again") from error


def _rows(text: io.TextIOWrapper, raw: BinaryIO, kind: str, columns: frozenset[str]) -> Iterator[Row | BadRow]:
    head = text.read(_HEAD).lstrip()
    text.seek(0)
    if kind == ".json" or head.startswith("[") or _ASSIGNMENT.match(head):
        yield from _json(text)
    elif kind in {".jsonl", ".ndjson"} or head.startswith("{"):
        yield from _json_lines(_lines(text, raw))
    else:
        yield from _table(_lines(text, raw), columns, tabs=kind == ".tsv")


def _encoding(head: bytes) -> str:
    _, marked = byte_order_mark(head)
    if marked:  # the names under which Python drops the mark, again after going back to the start
        return "utf-8-sig" if marked == "utf-8" else marked[: len("utf-16")]
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _lines(text: io.TextIOWrapper, raw: BinaryIO) -> Iterator[str]:
    """Line by line; one that is too long is cut, so that its row is bad and the next one good."""
    unpacked = 0
    while line := text.readline(LONGEST_LINE):
        unpacked += len(line)
        if unpacked > _ENOUGH_TO_TELL and unpacked > _BEST_PACKING * raw.tell():
            raise UnreadableError("packed far more tightly than text can be", remedy="unpack it and look into it")
        yield line
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            _skip_line(text)


def _skip_line(text: io.TextIOWrapper) -> None:
    for _ in range(LARGEST_FILE // LONGEST_LINE):
        rest = text.readline(LONGEST_LINE)
        if not rest or rest.endswith("\n"):
            return
    raise UnreadableError(f"a line of more than {LARGEST_FILE >> 20} million characters", remedy="the file is no table")


def _json(text: io.TextIOWrapper) -> Iterator[Row | BadRow]:
    """Read an array of objects, an object that holds one, or one object."""
    whole = text.read(LARGEST_FILE + 1)
    check_size(len(whole))
    try:
        assigned = _ASSIGNMENT.match(whole)
        found = json.loads(whole[assigned.end() :] if assigned else whole)
    except (ValueError, RecursionError) as error:
        if "\n" in whole.strip():
            yield from _json_lines(whole.splitlines(keepends=True))
            return
        raise UnreadableError(f"not JSON ({error})") from error
    items = found if isinstance(found, list) else [found]
    if isinstance(found, dict):
        lists = [v for v in found.values() if isinstance(v, list) and v and all(isinstance(i, dict) for i in v)]
        items = _with_users(lists[0], found.get("includes")) if len(lists) == 1 else items
    for number, item in enumerate(items, start=1):
        yield _object(number, item)


def _with_users(items: list[dict[str, Any]], includes: Any) -> list[dict[str, Any]]:
    """Items with whom their ``author_id`` means, as an answer of X's service tells it beside them."""
    users = includes.get("users") if isinstance(includes, dict) else None
    known = {u.get("id"): u for u in users if isinstance(u, dict)} if isinstance(users, list) else {}
    return [{**item, "user": known[key]} if (key := item.get("author_id")) in known else item for item in items]


def _json_lines(lines: Iterable[str]) -> Iterator[Row | BadRow]:
    number = 0
    for line in lines:
        if not line.strip():
            continue
        number += 1
        if len(line) >= LONGEST_LINE:
            yield BadRow(number, f"a line of more than {LONGEST_LINE >> 20} million characters")
            continue
        try:
            yield _object(number, json.loads(line))
        except (ValueError, RecursionError) as error:
            yield BadRow(number, f"not JSON ({error})")


def _object(number: int, item: Any) -> Row | BadRow:
    if not isinstance(item, dict):
        return BadRow(number, "no JSON object")
    if len(item) == 1:  # {"tweet": {...}}
        (inner,) = item.values()
        item = inner if isinstance(inner, dict) else item
    return Row(number, {k.strip().lower(): v for k, v in item.items()})


def _table(lines: Iterator[str], columns: frozenset[str], *, tabs: bool) -> Iterator[Row | BadRow]:
    sample = list(islice(lines, _SAMPLE))
    first = sample[0] if sample else ""
    delimiter = "\t" if tabs or "\t" in first else ";" if first.count(";") > first.count(",") else ","
    quoted = delimiter != "\t" or len({line.count("\t") for line in sample if line.strip()}) > 1
    header: list[str] | None = None
    number = 0
    for cells in _cells(chain(sample, lines), delimiter, quoted=quoted):
        if header is None and not isinstance(cells, str):
            names = [c.strip().lower() for c in cells]
            if columns.intersection(names):
                header = names
                continue
            header = [str(k) for k in range(1, len(cells) + 1)]
        number += 1
        if isinstance(cells, str):
            yield BadRow(number, cells)
        else:
            yield Row(number, dict(zip(header or (), cells, strict=False)))


def _cells(lines: Iterator[str], delimiter: str, *, quoted: bool) -> Iterator[list[str] | str]:
    """The cells of each row, or what is wrong with it.

    Where all lines have as many tabs, a quotation mark is a quotation mark; only where the marks within a cell are
    doubled, a program has put them there.
    """
    csv.field_size_limit(LONGEST_LINE - 1)
    reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"no readable row ({error})"
            continue
        if not quoted:
            cells = [c[1:-1].replace('""', '"') if '""' in c and _DOUBLED.fullmatch(c) else c for c in cells]
        if any(cells):
            yield cells


def _parquet(path: Path) -> Iterator[Row | BadRow]:
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise UnreadableError("reading Parquet needs pyarrow", remedy="run: pip install 'onrecord[parquet]'") from error
    number = 0
    with path.open("rb") as raw, damaged("the Parquet file", "fetch it again"):
        for batch in parquet.ParquetFile(raw).iter_batches(batch_size=64):
            for item in batch.to_pylist():
                number += 1
                yield _object(number, item)
