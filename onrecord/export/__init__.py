"""Statements for other programs: each format is a function from hits to lines of text, or to a file of its own kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from ..search.search import Hit
from .files import write_brat, write_parquet, write_sqlite, write_text
from .linked import annotation_lines, schema_lines
from .plain import csv_lines, json_lines

#: Formats that are text, line by line; docs/commands.md tells what each is for.
TEXTS: Mapping[str, Callable[[Iterable[Hit]], Iterator[str]]] = {
    "jsonl": json_lines,
    "csv": csv_lines,
    "annotations": annotation_lines,
    "schema": schema_lines,
}

#: Formats that are one file of a kind of its own.
FILES: Mapping[str, Callable[[Iterable[Hit], Path], None]] = {"parquet": write_parquet, "sqlite": write_sqlite}

__all__ = [
    "FILES",
    "TEXTS",
    "annotation_lines",
    "csv_lines",
    "json_lines",
    "schema_lines",
    "write_brat",
    "write_parquet",
    "write_sqlite",
    "write_text",
]
