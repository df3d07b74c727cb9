"""The file of ``--metadata``: what is known about articles beside their text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ..article import Metadata, is_url
from ..errors import InputError, MetadataError, UnreadableError
from .columns import NAMES, Columns, text_value
from .reading import stem
from .tables.rows import BadRow, Row, rows


def read_metadata(path: str | Path) -> dict[str, Metadata]:
    """Read a metadata file: JSON Lines, CSV or TSV with a column ``name`` (file stem), ``filename`` or ``url``.

    Other columns: published, outlet, title, authors, or the usual other names for them. Returns metadata by name.
    Raises MetadataError.
    """
    path = Path(path)
    columns = Columns()
    found: dict[str, Metadata] = {}
    try:
        with closing(rows(path, columns=columns.names())) as table:
            for row in table:
                for key, known in _keys(row, columns):
                    found[key] = known
    except OSError as error:
        raise MetadataError(f"{path}: {error.strerror or error}", remedy="check the path") from error
    except InputError as error:
        raise MetadataError(f"{path}: {error.message}", remedy=error.remedy) from error
    return found


def _keys(row: Row | BadRow, columns: Columns) -> Iterator[tuple[str, Metadata]]:
    """What a row of a metadata file tells, under each name by which it is looked up. Raises UnreadableError."""
    if isinstance(row, BadRow):
        raise UnreadableError(f"row {row.number} is {row.reason}")
    names = [text_value(row.values[k]) for k in NAMES if row.values.get(k)]
    if not names:
        raise UnreadableError(f"row {row.number} has no name, filename or url", remedy="add such a column")
    try:
        known = columns.metadata(row.values)
    except UnreadableError as error:
        raise UnreadableError(f"row {row.number}: {error.message}", remedy=error.remedy) from error
    for name in names:
        yield name, known
        if not is_url(name):
            yield stem(name), known
