"""Statements of texts that stand in an Arrow table already: a plain function, and the class that Ray Data calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..annotation.annotate import Annotated, annotate_all
from ..errors import InputError, UsageError
from ..export.arrow import require_arrow, statement_line, statements_schema
from ..export.rows import hits_of
from ..models.attribution import Model
from ..sources import Item
from ..sources.columns import Columns
from ..sources.reading import Failure, Reading
from ..sources.tables.table import article_of_row
from .annotate import loaded_model

if TYPE_CHECKING:
    import pyarrow


def annotate_table(
    table: pyarrow.RecordBatch | pyarrow.Table,
    text: str = "text",
    *,
    keep: Sequence[str] = (),
    model: str | Path | None = None,
) -> pyarrow.RecordBatch:
    """Find the statements of the texts in a column: one statement a row, as ``export --format parquet`` has them.

    What the table tells of each text is understood from the usual names of columns (url, title, outlet, authors,
    published); ``keep`` names columns that stand beside each statement of their row, an id to join by for one. A row
    without an article (an empty text, another language, a date that is none) has no statements. Raises UsageError where
    a column is missing, and ModelError.
    """
    require_arrow()
    import pyarrow as pa

    schema = statements_schema()
    for name in (text, *keep):
        if name not in table.schema.names:
            raise UsageError(f"no column {name!r}", remedy=f"there are: {', '.join(table.schema.names)}")
        if name in keep and name in schema.names:
            raise UsageError(f"{name!r} is a column of statements", remedy="rename the one to keep")
    lines = [
        {**statement_line(hit), **{name: row[name] for name in keep}}
        for row, annotated in _annotated(table.to_pylist(), text, loaded_model(model))
        for hit in hits_of(annotated)
    ]
    kept = [table.schema.field(name) for name in keep]
    return pa.RecordBatch.from_pylist(lines, pa.schema([*schema, *kept]))


class TableAnnotator:
    """``annotate_table`` for Ray Data: ``dataset.map_batches(TableAnnotator, batch_format="pyarrow", ...)``.

    The constructor takes what ``annotate_table`` takes beside the table; docs/scale.md has an example.
    """

    def __init__(self, text: str = "text", *, keep: Sequence[str] = (), model: str | Path | None = None) -> None:
        self._text, self._keep, self._model = text, keep, model
        loaded_model(model)

    def __call__(self, table: pyarrow.Table) -> pyarrow.Table:
        """The statements of a batch."""
        import pyarrow as pa

        found = annotate_table(table, self._text, keep=self._keep, model=self._model)
        return pa.Table.from_batches([found])


def _annotated(
    rows: Sequence[Mapping[str, Any]], text: str, model: Model
) -> Iterator[tuple[Mapping[str, Any], Annotated]]:
    columns, reading = Columns({"text": text}), Reading()
    items = (_article(row, number, columns, reading) for number, row in enumerate(rows, start=1))
    for row, found in zip(rows, annotate_all(items, model), strict=True):
        if isinstance(found, Annotated):
            yield row, found


def _article(row: Mapping[str, Any], number: int, columns: Columns, reading: Reading) -> Item:
    source, values = f"#{number}", {name.strip().lower(): value for name, value in row.items()}
    try:
        return article_of_row(values, columns=columns, source=source, reading=reading)
    except InputError as error:
        return Failure.of(source, error)
