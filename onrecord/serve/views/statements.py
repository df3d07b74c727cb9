"""Statements: those that a search finds, and one with its context, its circumstances, other wordings and history."""

from __future__ import annotations

from typing import Any

from ...corrections.fix import history
from ...record.clusters import aligned, differences
from ...record.store import Record
from ...search.facets import facets
from ...search.search import Hit, same_words, search_page
from ...statement import Statement
from ...text.quotes import paragraphs
from .question import Question

#: Paragraphs of context before and after those with the statement.
_AROUND = 1


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
        "context": context(text, hit.statement),
        "elsewhere": _elsewhere(record, hit),
        "machine": told.machine.to_dict() if hit.corrected else None,
        "reviews": [review.to_dict() for review in told.reviews],
        "version": told.version,
    }


def context(text: str, of: Statement) -> dict[str, Any]:
    """The paragraphs that hold a statement and one on either side, as a slice of the article's text."""
    spans = [*of.source, *of.cue, *of.content]
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    lines = paragraphs(text)
    within = [k for k, (start, end) in enumerate(lines) if end > first and start < last]
    start = lines[max(0, within[0] - _AROUND)][0] if within else first
    end = lines[min(len(lines) - 1, within[-1] + _AROUND)][1] if within else last
    return {"start": start, "end": end, "exact": text[start:end]}


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
