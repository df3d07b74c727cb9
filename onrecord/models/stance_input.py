"""A statement as it stands in its text, made ready for the stance model: which words are the content, cue and source.

What is paired with a sentence is the printed sentence that holds the statement, not the content alone: "Trump" says
nothing, "Clinton ripped into Trump" does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from ..statement import Spans
from ..text.outline import Outline
from .word_pieces import WordPieces

#: What a word of a pair is, in the order of the network's table of roles.
ROLES = ("toward", "content", "cue", "source", "around")
#: Most word pieces of the sentence that stance is asked towards, and of a whole pair.
TOWARD_PIECES = 64
PAIR_PIECES = 192

Places = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class StatementText:
    """The sentences in which a statement stands.

    ``content``, ``cue``, ``source``: places (offsets, end-exclusive) in ``text``; ``start``: where ``text`` stands in
    its article; ``speaker``: the speaker's name, "" when unknown.
    """

    text: str
    content: Places
    cue: Places = ()
    source: Places = ()
    speaker: str = ""
    start: int = 0

    @classmethod
    def of(cls, words: str, *, speaker: str = "") -> Self:
        """Take words that are all of them the statement."""
        return cls(words, ((0, len(words)),), speaker=speaker)

    @classmethod
    def cut(cls, text: str, content: Places, cue: Places, source: Places, *, speaker: str = "") -> Self:
        """Cut the sentences that hold a statement out of its article."""
        marked = (*content, *cue, *source)
        begin, close = min(a for a, _ in marked), max(b for _, b in marked)
        line = text.rfind("\n", 0, begin) + 1
        stop = text.find("\n", close)
        sentences = Outline(text[line : stop if stop >= 0 else len(text)]).sentences
        start = line + sentences.starts[sentences.at(begin - line)]
        end = line + sentences.ends[sentences.at(close - 1 - line)]

        def moved(found: Places) -> Places:
            return tuple((a - start, b - start) for a, b in found)

        shown = text[start:end].rstrip()
        return cls(shown, moved(content), moved(cue), moved(source), speaker, start)


def places(spans: Spans) -> Places:
    """The offsets of spans."""
    return tuple((s.start, s.end) for s in spans)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A pair as the network reads it: ids and roles of its pieces; ``offsets`` in the passage, None for the others."""

    ids: list[int]
    roles: list[int]
    offsets: list[tuple[int, int] | None]


def encode(toward: str, passage: StatementText, vocabulary: WordPieces) -> Encoded:
    """Lay out ``[CLS] toward [SEP] speaker : passage [SEP]``; a long passage is cut to where it speaks of the same."""
    opening, closing, colon = (vocabulary.number(t) for t in ("[CLS]", "[SEP]", ":"))
    asked = vocabulary.read(toward).ids[:TOWARD_PIECES]
    name = vocabulary.read(passage.speaker).ids[:12]
    named = [*name, colon] if name else []
    shown = vocabulary.read(passage.text)
    offsets = list(zip(shown.starts, shown.ends, strict=True))
    role = [_role(a, b, passage) for a, b in offsets]
    room = PAIR_PIECES - len(asked) - len(named) - 3
    first = _window(shown.ids, role, set(asked), room)
    kept = slice(first, first + room)
    head = [opening, *asked, closing, *named]
    return Encoded(
        [*head, *shown.ids[kept], closing],
        [*[0] * (len(asked) + 2), *[ROLES.index("source")] * len(named), *role[kept], 0],
        [*[None] * len(head), *offsets[kept], None],
    )


def _role(start: int, end: int, passage: StatementText) -> int:
    for name, found in (("content", passage.content), ("cue", passage.cue), ("source", passage.source)):
        if any(a < end and start < b for a, b in found):
            return ROLES.index(name)
    return ROLES.index("around")


def _window(ids: Sequence[int], roles: Sequence[int], asked: set[int], room: int) -> int:
    """Where to begin so that ``room`` pieces hold most of what the sentence speaks of, and most of the content."""
    content = ROLES.index("content")
    worth = [(4 if i in asked else 0) + (1 if r == content else 0) for i, r in zip(ids, roles, strict=True)]
    best, at, here = -1, 0, sum(worth[:room])
    for k in range(max(1, len(ids) - room + 1)):
        if here > best:
            best, at = here, k
        if k + room < len(ids):
            here += worth[k + room] - worth[k]
    return at
