"""What steps ask of a text again and again, looked for once: paragraphs, quotations, sentences."""

from __future__ import annotations

from functools import cached_property

from .quotes import Quotation, find_quotations, inside_quotation, paragraphs
from .sentences import Sentences


class Outline:
    """A text with its paragraphs, quotations and sentences, each found when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Offsets of the lines that hold more than white space."""
        return paragraphs(self.text)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """The outermost quotations, in order of their opening marks."""
        return [q for q in find_quotations(self.text, self.paragraphs) if q.depth == 1]

    @cached_property
    def quoted(self) -> bytearray:
        """Of each character: 0 outside, 1 between quotation marks, 2 a mark itself."""
        return inside_quotation(len(self.text), self.quotations)

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences, by number."""
        return Sentences(self.text, self.paragraphs)
