"""Where sentences begin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


class Sentences:
    """The sentences of a text's paragraphs, by number; a sentence ends with its paragraph at the latest.

    ``starts`` and ``ends`` are their offsets, ``line`` the number of the paragraph that each stands in.
    """

    def __init__(self, text: str, paragraphs: Sequence[tuple[int, int]]) -> None:
        from nupunkt import sent_spans

        self.starts: list[int] = []
        self.ends: list[int] = []
        self.line: list[int] = []
        for number, (a, b) in enumerate(paragraphs):
            for start, end in sent_spans(text[a:b]):
                self.starts.append(a + start)
                self.ends.append(a + end)
                self.line.append(number)

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, place: int) -> int:
        """The number of the sentence that holds a place, or the one before it; 0 at the least."""
        return max(0, bisect_right(self.starts, place) - 1)
