"""A text with what its markup tells of it: what is bold, what is a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

Pairs = tuple[tuple[int, int], ...]
_START = 200_000
_BOLD = re.compile(r"(\*\*|__)(?=\S)[^*_\n]{1,400}\1")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the places of its bold words and of its headings."""

    text: str
    strong: Pairs = ()
    headings: Pairs = ()

    @property
    def start(self) -> Self:
        """So much of its beginning as tells what it is."""
        if len(self.text) <= _START:
            return self
        return type(self)(
            self.text[:_START], tuple(p for p in self.strong if p[1] < _START),
            tuple(p for p in self.headings if p[1] < _START),
        )  # fmt: skip


def of_text(text: str) -> Marked:
    """A plain text; Markdown's bold words are known by their marks, which stay."""
    return Marked(text, tuple(m.span() for m in _BOLD.finditer(text)))
