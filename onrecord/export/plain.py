"""JSON Lines and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..search.search import Hit
from .rows import COLUMNS, flat

#: Spreadsheets take a cell that begins with one of these for a formula (OWASP, "CSV Injection"), some a line within it.
_FORMULA = re.compile(r"^(?=[=+\-@\t\r＝＋－＠])|(?<=[\r\v\f\x85\u2028\u2029])(?=[=+\-@\t＝＋－＠])", re.MULTILINE)


def json_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """One statement a line, with its article."""
    return (json.dumps(hit.to_dict(), ensure_ascii=False) for hit in hits)


def csv_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """A table with a head, one statement a row, that no spreadsheet takes for formulas."""
    yield _csv_line(COLUMNS)
    for hit in hits:
        yield _csv_line(flat(hit).values())


def _csv_line(values: Iterable[Any]) -> str:
    line = io.StringIO()
    # A cell with a line break is quoted for the sake of the line's own end: before Python 3.13 only then.
    csv.writer(line, lineterminator="\r\n").writerow([_safe(v) for v in values])
    return line.getvalue().removesuffix("\r\n")


def _safe(value: Any) -> Any:
    return _FORMULA.sub("'", value) if isinstance(value, str) else value
