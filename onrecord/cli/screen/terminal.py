"""The terminal that everything laid out is printed to; what it is given can't steer it."""

from __future__ import annotations

import os
from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from ..printable import printable


class _Terminal(Console):
    """A console that obeys the layout, and nothing in the words that are laid out."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else printable(text), style, control)


def console(*, stderr: bool = False) -> Console:
    """A console as wide as COLUMNS says; else as the terminal, at most 100; 100 where nobody watches."""
    found = _Terminal(stderr=stderr, highlight=False, markup=False)
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and 20 <= int(asked) <= 1000:
        found.width = int(asked)
    else:
        found.width = min(found.width, 100) if found.is_terminal else 100
    return found
