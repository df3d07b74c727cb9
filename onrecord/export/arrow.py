"""Statements and articles as Arrow tables: one schema for ``export --format parquet`` and for the shards of ``scale``.

A statement's row has the columns of the CSV, days as dates, and what else it takes to make the statement anew
(``record.rows.statement_of``): nothing is lost on the way.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from ..annotation.annotate import Annotated
from ..article import Article
from ..errors import UsageError
from ..record.rows import statement_row
from ..search.search import Hit
from .rows import COLUMNS, flat

if TYPE_CHECKING:
    import pyarrow

#: What a statement is made of beside the columns of the CSV; ``spans`` are all its offsets, as JSON.
DETAILS = ("speaker_named", "said_basis", "spans")
_ARTICLE = ("id", "source", "url", "title", "outlet", "authors", "published", "published_at", "language", "text")
#: What read an article.
READER = ("model", "model_version")
_DAYS = ("said_earliest", "said_latest", "published")


def require_arrow() -> None:
    """Raise UsageError where pyarrow isn't installed."""
    try:
        import pyarrow  # noqa: F401
    except ModuleNotFoundError as error:
        raise UsageError("Parquet needs pyarrow", remedy="install it with: pip install 'onrecord[parquet]'") from error


@cache
def statements_schema() -> pyarrow.Schema:
    """The columns of a table of statements."""
    return _schema((*COLUMNS, *DETAILS))


@cache
def articles_schema() -> pyarrow.Schema:
    """The columns of a table of articles."""
    return _schema((*_ARTICLE, *READER))


def _schema(columns: tuple[str, ...]) -> pyarrow.Schema:
    import pyarrow as pa

    kinds = {"text": pa.string(), "number": pa.float64(), "whole": pa.int64()}
    types = {
        **{name: kinds[kind] for name, kind in COLUMNS.items()},
        **dict.fromkeys(_DAYS, pa.date32()), "authors": pa.list_(pa.string()), "speaker_named": pa.bool_(),
    }  # fmt: skip
    return pa.schema([(name, types.get(name, pa.string())) for name in columns])


def statement_line(hit: Hit) -> dict[str, Any]:
    """A statement as a row of its table."""
    row = statement_row(hit.statement)
    spans = json.dumps(row["spans"], ensure_ascii=False, separators=(",", ":"))
    return _with_dates({**flat(hit), **{name: row[name] for name in DETAILS}, "spans": spans})


def article_line(annotated: Annotated) -> dict[str, Any]:
    """An article, and what read it, as a row of their table."""
    return _with_dates({**annotated.article.to_dict(), "model": annotated.model, "model_version": annotated.version})


def article_of_line(row: Mapping[str, Any]) -> Article:
    """Read an article from such a row."""
    return Article.from_dict(with_days(row))


def with_days(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its dates as the record writes days ("2016-10-04")."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def _with_dates(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: _date(row[name]) for name in _DAYS if row.get(name)}


def _date(day: str) -> date | None:
    try:
        return date.fromisoformat(day)
    except ValueError:  # of an article that wasn't read by onrecord: a month, a year
        return None
