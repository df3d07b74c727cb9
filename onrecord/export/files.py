"""Formats that are files or folders of their own: Parquet, brat stand-off."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from itertools import groupby, islice
from pathlib import Path

from ..errors import UsageError
from ..record.faults import translated
from ..record.files import whole
from ..search.search import Hit
from ..statement import Span, Statement
from .arrow import require_arrow, statement_line, statements_schema
from .rows import COLUMNS, flat

_TYPES = {"text": "TEXT", "number": "REAL", "whole": "INTEGER"}
#: Statements that are in memory at a time.
_BATCH = 10_000


def write_parquet(hits: Iterable[Hit], file: Path) -> None:
    """One statement a row (``arrow.statements_schema``). Raises UsageError when pyarrow isn't installed."""
    require_arrow()
    import pyarrow
    import pyarrow.parquet

    schema = statements_schema()
    rows = map(statement_line, hits)
    with whole(file) as partial, pyarrow.parquet.ParquetWriter(partial, schema, compression="zstd") as writer:
        while batch := list(islice(rows, _BATCH)):
            writer.write_table(pyarrow.Table.from_pylist(batch, schema))


def write_sqlite(hits: Iterable[Hit], file: Path) -> None:
    """A plain SQLite file: one table ``statements`` with the columns of the CSV and a full-text index over the words.

    ``NAME.metadata.yaml`` beside it tells Datasette the columns and three queries. Raises UsageError when there is a
    file already.
    """
    if file.exists():
        raise UsageError(f"{file}: there is a file already", remedy="choose another name or take it away")
    with whole(file) as partial, _told(file), closing(sqlite3.connect(partial)) as connection, connection:
        columns = ", ".join(f'"{name}" {_TYPES[kind]}' for name, kind in COLUMNS.items())
        connection.execute(f"CREATE TABLE statements ({columns}, PRIMARY KEY (id))")
        marks = ", ".join("?" * len(COLUMNS))
        insert = f"INSERT INTO statements VALUES ({marks})"  # noqa: S608  (no value in it)
        connection.executemany(insert, (tuple(flat(hit).values()) for hit in hits))
        for name in ("person", "outlet", "published", "said_earliest"):
            connection.execute(f"CREATE INDEX statements_{name} ON statements ({name})")
        connection.execute(
            'CREATE VIRTUAL TABLE statements_fts USING fts5(words, content="statements", tokenize="porter")'
        )
        connection.execute("INSERT INTO statements_fts (statements_fts) VALUES ('rebuild')")
    described = files(__package__).joinpath("datasette.yaml").read_text(encoding="utf-8")
    file.with_name(f"{file.stem}.metadata.yaml").write_text(described.replace("DATABASE", file.stem), encoding="utf-8")


def write_text(lines: Iterable[str], file: Path) -> None:
    """Lines of text, in UTF-8."""
    with whole(file) as partial, partial.open("w", encoding="utf-8") as stream:
        stream.writelines(line + "\n" for line in lines)


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Turn SQLite's own errors into ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise translated(error, str(file)) from error


def write_brat(hits: Iterable[Hit], folder: Path, text_of: Callable[[str], str]) -> None:
    """A pair of files an article for brat (https://brat.nlplab.org/standoff.html): ID.txt and ID.ann.

    Source, cue and content are text-bound annotations, a statement is an event of the cue (of the content where there
    is no cue). ``text_of`` gives the text of an article's id.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for article, of_article in groupby(hits, key=lambda hit: hit.article.id):
        text = text_of(article)
        (folder / f"{article}.txt").write_text(text, encoding="utf-8", newline="")
        lines = "".join(f"{line}\n" for line in _brat_lines([hit.statement for hit in of_article], text))
        (folder / f"{article}.ann").write_text(lines, encoding="utf-8", newline="")


def _brat_lines(statements: Iterable[Statement], text: str) -> Iterator[str]:
    spans = 0
    for number, statement in enumerate(statements, start=1):
        marks: dict[str, str] = {}
        for role, pieces in (("Source", statement.source), ("Cue", statement.cue), ("Content", statement.content)):
            if pieces:
                spans += 1
                marks[role] = f"T{spans}"
                words = " ".join(" ".join(s.exact.split()) for s in pieces)
                yield f"T{spans}\t{role} {';'.join(_fragments(pieces, text))}\t{words}"
        trigger = "Cue" if "Cue" in marks else "Content"
        arguments = "".join(f" {role}:{mark}" for role, mark in marks.items() if role != trigger)
        yield f"E{number}\t{trigger}:{marks[trigger]}{arguments}"
        yield f"A{number}\tKind E{number} {statement.kind}"


def _fragments(pieces: Iterable[Span], text: str) -> Iterator[str]:
    """Offsets of pieces, each cut at line breaks: brat takes none inside a fragment."""
    for piece in pieces:
        at = piece.start
        for line in text[piece.start : piece.end].splitlines(keepends=True):
            bare = line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
            if bare.strip():
                yield f"{at} {at + len(bare)}"
            at += len(line)


def spans_of(line: str) -> list[tuple[int, int]]:
    """The fragments of a text-bound annotation's line."""
    _, places, _ = line.split("\t")
    _, _, fragments = places.partition(" ")
    return [(int(a), int(b)) for a, b in (f.split() for f in fragments.split(";"))]
