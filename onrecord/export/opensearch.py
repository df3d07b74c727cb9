"""Statements for OpenSearch and Elasticsearch: lines for ``_bulk`` and the mapping that goes with them.

The rules are those of https://docs.opensearch.org (bulk, field types). A line says what to
do and with which id, the next holds the document: put in twice, a statement stands there once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

from ..search.search import Hit
from .files import write_text
from .rows import COLUMNS, flat

INDEX = "statements"
#: Statements a file: about five megabytes, as OpenSearch advises for one request.
_AT_ONCE = 5_000
#: Words that are searched by their stems; a person is searched by a part of the name, too, and counted by all of it.
_TEXTS = frozenset({"words", "title"})
_NAMES = frozenset({"person", "speaker", "addressee"})
_DAYS = frozenset({"said_earliest", "said_latest", "published"})
_NUMBERS = {"number": "float", "whole": "integer"}
#: Shown, never searched.
_SHOWN = frozenset({"source", "cue", "article_source"})


def write_opensearch(hits: Iterable[Hit], folder: Path) -> None:
    """A folder with ``mapping.json`` and as many ``bulk-NUMBER.ndjson`` as it takes, each small enough to be sent."""
    folder.mkdir(parents=True, exist_ok=True)
    write_text([json.dumps(mapping(), indent=2)], folder / "mapping.json")
    waiting = iter(hits)
    for number in count(1):
        some = list(islice(waiting, _AT_ONCE))
        if not some:
            return
        write_text(bulk_lines(some), folder / f"bulk-{number:06}.ndjson")


def bulk_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """Two lines a statement, for ``_bulk``; unknown fields are left out."""
    for hit in hits:
        row = flat(hit)
        yield json.dumps({"index": {"_index": INDEX, "_id": row["id"]}})
        yield json.dumps({name: value for name, value in row.items() if value is not None}, ensure_ascii=False)


def mapping() -> dict[str, Any]:
    """The index's settings and the type of each field, to be sent with ``PUT /statements``."""
    return {
        "settings": {"index": {"number_of_shards": 1, "number_of_replicas": 1}},
        "mappings": {"dynamic": "strict", "properties": {name: _field(name) for name in COLUMNS}},
    }


def _field(name: str) -> dict[str, Any]:
    if name in _TEXTS:
        return {"type": "text", "analyzer": "english"}
    if name in _NAMES:
        return {"type": "text", "fields": {"whole": {"type": "keyword", "ignore_above": 256}}}
    if name in _DAYS:
        return {"type": "date", "format": "strict_date"}
    if name in _SHOWN:
        return {"type": "keyword", "index": False, "doc_values": False}
    if COLUMNS[name] in _NUMBERS:
        return {"type": _NUMBERS[COLUMNS[name]]}
    return {"type": "keyword", "ignore_above": 1024}
