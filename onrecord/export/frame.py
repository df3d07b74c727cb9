"""Statements as a data frame, of pandas or polars."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from typing import Any, Literal

from ..annotation.annotate import Annotated
from ..errors import UsageError
from ..search.search import ArticleHead, Hit
from ..sources import Failure
from ..statement import Statement
from .rows import COLUMNS, flat, hits_of

_log = logging.getLogger(__name__)

Library = Literal["pandas", "polars"]
_LIBRARIES: tuple[Library, ...] = ("pandas", "polars")
#: Of a statement alone nothing is known about its article.
_NO_ARTICLE = ArticleHead("", "", None, None, None, None)


def to_frame(statements: Iterable[Statement | Annotated | Hit | Failure], *, library: Library | None = None) -> Any:
    """A table of statements: one a row, with the columns of ``onrecord export --format csv`` and plain values.

    Takes statements as ``annotate()`` gives them, whole articles (``annotate_all()``, whose rows tell their article
    too) and what a search of a record finds. ``library`` is "pandas" or "polars"; unless given, the one that is in use
    or installed. What couldn't be read is logged and left out. Raises UsageError where neither is installed, and for
    anything else than statements.
    """
    rows = [row for one in statements for row in _rows(one)]
    if (library or _installed()) == "pandas":
        import pandas

        types = {"text": "object", "number": "float64", "whole": "Int64"}
        columns = {
            name: pandas.Series([row[name] for row in rows], dtype=types[kind]) for name, kind in COLUMNS.items()
        }
        return pandas.DataFrame(columns)
    import polars

    kinds = {"text": polars.String, "number": polars.Float64, "whole": polars.Int64}
    return polars.DataFrame(rows, schema={name: kinds[kind] for name, kind in COLUMNS.items()})


def _rows(one: Statement | Annotated | Hit | Failure) -> Iterator[dict[str, Any]]:
    if isinstance(one, Statement):
        yield {**flat(Hit(one, _NO_ARTICLE)), "article": None, "article_source": None}
    elif isinstance(one, Annotated):
        yield from map(flat, hits_of(one))
    elif isinstance(one, Hit):
        yield flat(one)
    elif isinstance(one, Failure):
        _log.warning("%s: %s", one.source, one.reason)
    else:
        raise UsageError(
            f"to_frame() got {type(one).__name__}", remedy="give what annotate(), annotate_all() or search() give"
        )


def _installed() -> Library:
    """The library that is in use, else one that is installed. Raises UsageError where there is none."""
    in_use = (name for name in _LIBRARIES if name in sys.modules)
    here = (name for name in _LIBRARIES if find_spec(name))
    found = next(in_use, None) or next(here, None)
    if found is None:
        raise UsageError("a data frame needs pandas or polars", remedy="install one with: pip install pandas")
    return found
