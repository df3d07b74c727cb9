"""Statements for other programs: each format is a function from hits to lines of text, or a file of its own kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ..search import Hit
from .plain import csv_lines, json_lines

#: Formats that are text, line by line; see docs/export.md.
TEXTS: Mapping[str, Callable[[Iterable[Hit]], Iterator[str]]] = {"jsonl": json_lines, "csv": csv_lines}

__all__ = ["TEXTS", "csv_lines", "json_lines"]
