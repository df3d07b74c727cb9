"""Statements as predictions for Label Studio (https://labelstud.io), where people correct them.

Offsets are code points, as Label Studio has stored them since its version 1.4; a region's id tells its statement.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from ..record.files import whole
from ..search.search import Hit
from ..statement import Span, Statement


def write_label_studio(hits: Iterable[Hit], file: Path, text_of: Callable[[str], str]) -> None:
    """Write one task an article, its statements as a prediction. ``text_of`` gives the text of an article's id."""
    with whole(file) as partial, partial.open("w", encoding="utf-8") as stream:
        before = "[\n"
        for article, of_article in groupby(hits, key=lambda hit: hit.article.id):
            stream.write(before + json.dumps(_task(article, text_of(article), list(of_article)), ensure_ascii=False))
            before = ",\n"
        stream.write("]\n" if before == ",\n" else "[]\n")


def _task(article: str, text: str, hits: list[Hit]) -> dict[str, Any]:
    results = [result for hit in hits for result in _results(hit.statement)]
    head = hits[0].article
    return {
        "data": {"text": text, "article": article, "title": head.title, "outlet": head.outlet},
        "predictions": [{"model_version": "onrecord", "result": results}],
    }


def _results(statement: Statement) -> Iterator[dict[str, Any]]:
    for label, spans in (("Source", statement.source), ("Cue", statement.cue), ("Content", statement.content)):
        for number, span in enumerate(spans):
            yield _result(f"{statement.id}.{label}.{number}", "labels", "label", span, labels=[label])
    if statement.speaker:
        name = [statement.speaker.name]
        yield _result(f"{statement.id}.Content.0", "textarea", "speaker", statement.content[0], text=name)


def _result(region: str, kind: str, of: str, span: Span, **value: Any) -> dict[str, Any]:
    place = {"start": span.start, "end": span.end}
    if kind == "labels":
        place["text"] = span.exact  # type: ignore[assignment]
    return {"id": region, "type": kind, "from_name": of, "to_name": "text", "value": {**place, **value}}
