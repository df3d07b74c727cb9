"""Whether a stored article is a draft itself: an earlier version of it, or the same agency copy in another paper.

Told by the story's own words, those between quotation marks left out: that two stories quote the same is no sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..article import Article
from ..text.outline import Outline
from ..text.words import words_of

if TYPE_CHECKING:
    from ..search.passages import Source

#: Runs of so many words; so many of them, and such a share of the shorter text's, make a copy.
_RUN = 6
_FEWEST = 6
_SHARE = 0.3

Runs = frozenset[tuple[str, ...]]


class Copies:
    """Tells which articles are copies of a draft."""

    def __init__(self, draft: Article, outline: Outline) -> None:
        self._draft = draft
        self._runs = story_runs(outline)
        self._known: dict[str, bool] = {}

    def is_copy(self, source: Source) -> bool:
        """Whether an article is the draft, an earlier version of it, or shares its story."""
        if source.article_id not in self._known:
            self._known[source.article_id] = self._compare(source)
        return self._known[source.article_id]

    def _compare(self, source: Source) -> bool:
        if source.article_id == self._draft.id or (source.url and source.url == self._draft.url):
            return True
        if source.primary:
            return False
        if source.source == self._draft.source != "-":
            return True
        other = story_runs(Outline(source.text))
        shared = len(self._runs & other)
        return shared >= _FEWEST and shared >= _SHARE * min(len(self._runs), len(other))


def story_runs(outline: Outline) -> Runs:
    """Runs of words outside of quotation marks."""
    found: set[tuple[str, ...]] = set()
    at = 0
    text = outline.text
    for start, end in [*((q.start, q.end) for q in outline.quotations), (len(text), len(text))]:
        keys = [w.key for w in words_of(text, at, max(at, start))]
        found.update(tuple(keys[k : k + _RUN]) for k in range(len(keys) - _RUN + 1))
        at = max(at, end)
    return frozenset(found)
