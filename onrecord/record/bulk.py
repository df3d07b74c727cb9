"""Many rows at a stroke: numbers for them, writing them, asking for many values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import JSON, Connection, Table, func, insert, select

T = TypeVar("T")

#: From so many rows on, PostgreSQL's COPY pays.
_MANY = 100
#: Databases take so many values in one question, and some more.
_AT_ONCE = 5_000


def in_parts(values: Sequence[T] | set[T]) -> Iterator[list[T]]:
    """Values in portions that fit one question (``column.in_(...)``)."""
    listed = list(values)
    return (listed[k : k + _AT_ONCE] for k in range(0, len(listed), _AT_ONCE))


def next_numbers(connection: Connection, table: Table, count: int) -> range:
    """As many new numbers for rows of a table whose numbers the database gives itself."""
    if connection.dialect.name == "sqlite":
        first = connection.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one() + 1
    else:
        sequence = func.pg_get_serial_sequence(table.name, "number")
        last = connection.execute(select(func.setval(sequence, func.nextval(sequence) + count - 1))).scalar_one()
        first = int(last) - count + 1
    return range(first, first + count)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that have the same columns."""
    if not rows:
        return
    if connection.dialect.name == "sqlite" or len(rows) < _MANY:
        connection.execute(insert(table), rows)
        return
    names = list(rows[0])
    plain = [name for name in names if not isinstance(table.c[name].type, JSON)]
    cursor = connection.connection.cursor()
    columns = ", ".join(f'"{name}"' for name in names)
    with cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
        if len(plain) == len(names):
            for row in rows:
                copy.write_row(tuple(row.values()))
        else:
            for row in rows:
                copy.write_row([row[name] if name in plain else _json(row[name]) for name in names])


def _json(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
