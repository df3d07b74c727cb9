"""Finding a passage again in a text that has changed: the position and quote selectors of the W3C Web Annotation model.

A passage is kept with its place, its words and a few characters before and after. It is found where it stood if the
words are still there, else where its words occur with the most of their surroundings.
"""

from __future__ import annotations

import re
from typing import Any

from ..statement import JSON, Span

#: Characters of context kept on either side.
_CONTEXT = 32


def selector(text: str, span: Span) -> dict[str, Any]:
    """Describe a passage as a TextQuoteSelector refined by its position."""
    return {
        "type": "TextQuoteSelector",
        "exact": span.exact,
        "prefix": text[max(0, span.start - _CONTEXT) : span.start],
        "suffix": text[span.end : span.end + _CONTEXT],
        "refinedBy": {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    }


def find(text: str, described: JSON) -> Span | None:
    """Find a described passage in a text; None when its words aren't there, or twice with the same surroundings."""
    exact, prefix, suffix = described["exact"], described["prefix"], described["suffix"]
    start = int(described["refinedBy"]["start"])
    end = start + len(exact)
    before, after = text[max(0, start - len(prefix)) : start], text[end : end + len(suffix)]
    if (before, text[start:end], after) == (prefix, exact, suffix):
        return Span.of(text, start, end)
    places = [m.start() for m in re.finditer(f"(?={re.escape(exact)})", text)] if exact else []
    ranked = sorted(((_agreement(text, at, described), at) for at in places), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return Span.of(text, ranked[0][1], ranked[0][1] + len(exact))


def _agreement(text: str, at: int, described: JSON) -> int:
    """How many characters before and after a place are those of the description."""
    before = text[:at][-_CONTEXT:]
    after = text[at + len(described["exact"]) :][:_CONTEXT]
    return _common(before[::-1], described["prefix"][::-1]) + _common(after, described["suffix"])


def _common(one: str, other: str) -> int:
    return next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
