"""Statements: those that a search finds, and one with its context, its circumstances, other wordings and history."""

from __future__ import annotations

from typing import Any

from ...corrections.fix import history
from ...display.context import context_of
from ...record.captures import captures_of
from ...record.clusters import aligned, differences
from ...record.store import Record
from ...search.facets import facets
from ...search.search import Hit, same_words, search_page
from .question import Question


def found(record: Record, question: Question) -> dict[str, Any]:
    """What a search finds: statements, where the next page begins, and counts by facet."""
    page = search_page(record, question.words, question.filters, limit=question.limit, after=question.after)
    return {
        **question.to_dict(),
        "statements": [hit.to_dict() for hit in page.hits],
        "next": page.next,
        "facets": facets(record, question.words, question.filters).to_dict(),
    }


def statement(record: Record, statement_id: str) -> dict[str, Any]:
    """One statement in its context, the same words elsewhere, and what people corrected. Raises UnknownError."""
    told = history(record, statement_id)
    hit = told.shown
    text = record.article(hit.article.id).text
    return {
        "statement": hit.to_dict(),
        "context": context_of(hit.statement, text).to_dict(),
        "elsewhere": _elsewhere(record, hit),
        "machine": told.machine.to_dict() if hit.corrected else None,
        "reviews": [review.to_dict() for review in told.reviews],
        "version": told.version,
        "captures": [c.to_dict() for c in captures_of(record, [hit.article.id])],
    }


def _elsewhere(record: Record, hit: Hit) -> list[dict[str, Any]]:
    """The statements of other articles that share the words, each compared with these."""
    if hit.cluster is None:
        return []
    words = hit.statement.words
    return [
        {
            "statement": other.to_dict(),
            "differences": [d.to_dict() for d in differences(words, other.statement.words)],
            "aligned": [s.to_dict() for s in aligned(words, other.statement.words)],
        }
        for other in same_words(record, hit.cluster)
        if other.statement.id != hit.statement.id
    ]
