"""Exports: all that a search finds, line by line; memory stays flat however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response, StreamingResponse

from ...export import TEXTS
from ...search.search import every
from ..given import Reader, TheRecord
from ..views.question import Question
from .bodies import Search

router = APIRouter()

_TYPES = {"csv": "text/csv; charset=utf-8"}
#: Lines are sent in pieces of about so many characters; one by one each would cost a switch of threads.
_PIECE = 64 * 1024


class _Export(Search):
    """A search, and how its finds are written."""

    format: Literal["jsonl", "csv", "annotations", "schema"] = "jsonl"


@router.get("/export", response_class=StreamingResponse)
def export(record: TheRecord, visitor: Reader, asked: Annotated[_Export, Query()]) -> Response:
    """All statements that a search finds, article by article: JSON Lines unless said otherwise."""
    question = Question.of(asked.pairs())
    lines = TEXTS[asked.format](every(record, question.words, question.filters))
    name = f"statements.{'csv' if asked.format == 'csv' else 'jsonl'}"
    return StreamingResponse(
        _pieces(lines),
        media_type=_TYPES.get(asked.format, "application/x-ndjson"),
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _pieces(lines: Iterator[str]) -> Iterator[str]:
    gathered, size = [], 0
    for line in lines:
        gathered.append(f"{line}\n")
        size += len(line)
        if size >= _PIECE:
            yield "".join(gathered)
            gathered, size = [], 0
    yield "".join(gathered)
