"""Saving from a damaged file what can still be read, into a new record.

Articles are taken one by one, each with its statements as the machine found them, and added anew; then the decisions of
people, which find their statements by their words and their people by their ids. What a damaged page held is missing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from ..errors import OnrecordError
from ..statement import Statement
from . import reviews
from .database import UNSCRUBBED
from .files import whole
from .identity import regroup
from .rows import Row, article_of, statement_of
from .store import ModelVersion, Record, is_redacted
from .tables import articles, captures, decisions, forgotten, meta, news, people, watches

#: Columns that hold JSON, by table.
_JSON = {
    "articles": ("authors",), "statements": ("spans", "machine"), "decisions": ("value", "words", "other_words"),
    "captures": ("headers",), "watches": ("filters", "feeds"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Saved:
    """Where what could be read was saved: articles, those of them that lack statements, articles lost, decisions."""

    file: Path
    articles: int
    partial: int
    lost: int
    decisions: int


def save_readable(damaged: Path, to: Path) -> Saved:
    """Make a new record of all that can be read in a damaged file. Raises RecordError."""
    with closing(sqlite3.connect(f"{damaged.absolute().as_uri()}?mode=ro", uri=True)) as source, whole(to) as partial:
        source.row_factory = sqlite3.Row
        old = {name: list(_rows(source, name)) for name in ("models", "people", "decisions", "meta", "forgotten")}
        heads, lost = _numbers(source)
        short = 0
        with closing(Record.open(str(partial))) as record:
            _copy(record, meta, [row for row in old["meta"] if row["key"] != UNSCRUBBED])
            models = {row["number"]: ModelVersion(row["name"], row["version"]) for row in old["models"]}
            numbers: dict[int, int] = {}
            for number in heads:
                found = _article(source, number)
                if found is None:
                    lost += 1
                    continue
                row, statements, complete = found
                short += not complete
                try:
                    record.add(article_of(row), statements, models.get(row["model"]))
                except OnrecordError:  # such as two rows of one statement
                    lost += 1
                else:
                    numbers[number] = _kept_as_it_was(record, row)
            _copy(record, forgotten, old["forgotten"])
            decided = _copy_decisions(record, old, numbers)
            _copy(record, watches, list(_rows(source, "watches")))
            for table in (captures, news):  # kept pages are large: one at a time
                for row in _rows(source, table.name):
                    if row["article"] in numbers:
                        _copy(record, table, [{**row, "article": numbers[row["article"]]}])
    return Saved(to, len(numbers), short, lost, decided)


def _numbers(source: sqlite3.Connection) -> tuple[list[int], int]:
    """The numbers of the articles that an index tells, and how many can't be told."""
    for query in ("SELECT number FROM articles ORDER BY number", "SELECT number FROM articles NOT INDEXED"):
        try:
            return [row[0] for row in source.execute(query)], 0
        except sqlite3.DatabaseError:
            continue
    known = {row["number"] for row in _rows(source, "articles")}
    return sorted(known), max(known, default=0) - len(known)


def _article(source: sqlite3.Connection, number: int) -> tuple[Row, list[Statement], bool] | None:
    """An article with those of its statements that can be read, and whether these are all."""
    try:
        row = _decoded("articles", source.execute("SELECT * FROM articles WHERE number = ?", (number,)).fetchone())
        text = row["text"]
    except (sqlite3.DatabaseError, ValueError, TypeError):
        return None
    found: list[Statement] = []
    complete = True
    try:
        places = [r[0] for r in source.execute("SELECT number FROM statements WHERE article = ?", (number,))]
    except sqlite3.DatabaseError:
        return row, [], False
    for place in places:
        try:
            query = "SELECT * FROM statements WHERE number = ?"
            each = _decoded("statements", source.execute(query, (place,)).fetchone())
            found.append(statement_of({**each, **(each["machine"] or {})}, text))
        except (sqlite3.DatabaseError, ValueError, TypeError, KeyError, AttributeError):
            complete = False
    return row, found, complete


def _rows(source: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    """The rows of a table that can be read, in the order in which they stand; one that can't is passed over."""
    last = _last_row(source, table)
    for number in range(1, last + 1):
        try:
            row = source.execute(f"SELECT * FROM {table} WHERE rowid = ?", (number,)).fetchone()  # noqa: S608
            if row is not None:
                yield _decoded(table, row)
        except (sqlite3.DatabaseError, ValueError):
            continue


def _last_row(source: sqlite3.Connection, table: str) -> int:
    try:
        return source.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] or 0  # noqa: S608
    except sqlite3.DatabaseError:
        return 0


def _decoded(table: str, row: sqlite3.Row) -> dict[str, Any]:
    found = dict(row)
    for name in _JSON.get(table, ()):
        found[name] = json.loads(found[name]) if found[name] is not None else None
    return found


def _copy(record: Record, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        with record.database.writing() as connection:
            connection.execute(insert(table), rows)


def _kept_as_it_was(record: Record, row: Row) -> int:
    """Give a saved article what its source doesn't tell: when it was added, its mark; return its number."""
    kept = {name: row[name] for name in ("id", "added", "flag", "flag_note")}
    if is_redacted(row["hash"]):
        kept["hash"] = row["hash"]
    of_it = articles.c.text == row["text"]
    of_it &= articles.c.url == row["url"] if row["url"] else articles.c.url.is_(None)
    with record.database.writing() as connection:
        number = connection.execute(select(articles.c.number).where(of_it)).scalar_one()
        connection.execute(articles.update().where(articles.c.number == number).values(kept))
    return int(number)


def _copy_decisions(record: Record, old: dict[str, list[dict[str, Any]]], numbers: dict[int, int]) -> int:
    """Store what people decided, where all that it is about was saved; return how much that is."""
    with record.database.writing() as connection:
        known = _people(connection, old["people"])
        places = {"article": numbers, "other_article": numbers, "person": known, "other_person": known}
        kept: list[dict[str, Any]] = []
        for row in old["decisions"]:
            about = {name: row[name] for name in places if row[name] is not None}
            if all(number in places[name] for name, number in about.items()):
                found = {name: places[name][number] for name, number in about.items()}
                kept.append({**row, **found, "statement": None})
        if kept:
            connection.execute(insert(decisions), kept)
        for number in numbers.values():
            reviews.attach(connection, number)
        regroup(connection, set(known.values()))
    return len(kept)


def _people(connection: Connection, old: list[dict[str, Any]]) -> dict[int, int]:
    """The new number of each person of before, by the id that is the same in every record."""
    new = {row.id: row.number for row in connection.execute(select(people.c.id, people.c.number))}
    return {row["number"]: new[row["id"]] for row in old if row["id"] in new}
