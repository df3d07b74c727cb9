"""The words of an article around a statement."""

from __future__ import annotations

from ..statement import Span, Statement
from ..text.quotes import paragraphs

#: Paragraphs before and after those with the statement.
_AROUND = 1


def context_of(statement: Statement, text: str) -> Span:
    """The paragraphs that hold a statement and one on either side, as a slice of the article's text."""
    spans = [*statement.source, *statement.cue, *statement.content]
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    lines = paragraphs(text)
    within = [k for k, (start, end) in enumerate(lines) if end > first and start < last]
    start = lines[max(0, within[0] - _AROUND)][0] if within else first
    end = lines[min(len(lines) - 1, within[-1] + _AROUND)][1] if within else last
    return Span.of(text, start, end)
