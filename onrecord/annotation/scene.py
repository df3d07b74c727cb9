"""A story as its statements see it: where each stands, who speaks, in what tense, what is quoted.

What ranks dates, channels and addressees (anchors.py) asks here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..article import Article
from ..statement import Attribution
from .coreference import Discourse
from .speakers import Resolved

_PERFECT = re.compile(r"\b(?:has|have|['’]s|['’]ve)\b", re.IGNORECASE)
_PAST_PERFECT = re.compile(r"\bhad\b", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:will|would|could|can|may|might|should|must)\b", re.IGNORECASE)
_IRREGULAR = frozenset(
    "said told wrote spoke thought knew felt made gave took saw swore found held began went put sought heard read"
    " was were did got left kept let meant met quoth rebuked shot struck stood understood".split()
)


@dataclass(frozen=True, slots=True)
class SceneStatement:
    """A statement's place in its story: where its cue stands, who speaks, how the cue is put."""

    number: int
    start: int
    end: int
    sentence: int
    line: int
    speaker: str | None
    tense: str
    cue: str
    nested: bool


class Scene:
    """The turns of a story in reading order, and questions about its places."""

    def __init__(
        self, article: Article, attributions: Sequence[Attribution], resolved: Sequence[Resolved], discourse: Discourse
    ) -> None:
        self.article = article
        self.text = article.text
        self.attributions = attributions
        self.cast = discourse.cast
        self.sentences = discourse.sentences
        self._covered = bytearray(len(self.text))
        for a in attributions:
            for s in a.content:
                self._covered[s.start : s.end] = b"\x01" * (s.end - s.start)
        turns = [self._turn(k, a, r) for k, (a, r) in enumerate(zip(attributions, resolved, strict=True))]
        self.turns = sorted(turns, key=lambda t: (t.start, t.number))
        self._spoken = Counter(t.speaker for t in self.turns)
        self._named: dict[int, set[str]] = {}
        self._turn_sentences = [t.sentence for t in self.turns]

    def _turn(self, number: int, attribution: Attribution, resolved: Resolved) -> SceneStatement:
        spans = attribution.cue or attribution.source or attribution.content
        start, end = spans[0].start, spans[-1].end
        cue = " ".join(s.exact for s in attribution.cue)
        k = self.sentences.at(start)
        line = self.sentences.line[k] if len(self.sentences) else 0
        speaker = resolved.speaker.name if resolved.speaker else None
        return SceneStatement(
            number, start, end, k, line, speaker, tense_of(cue), cue.lower(), bool(self._covered[start])
        )

    def line(self, sentence: int) -> int:
        """The number of the paragraph that holds a sentence."""
        return self.sentences.line[sentence]

    def quoted(self, place: int) -> bool:
        """Whether a place is inside what somebody said."""
        return bool(self._covered[place])

    def in_own_content(self, turn: SceneStatement, start: int, end: int) -> bool:
        """Whether words are part of what the turn itself says."""
        return any(s.start <= start and end <= s.end for s in self.attributions[turn.number].content)

    def speaking(self, sentence: int) -> list[SceneStatement]:
        """The turns whose cue stands in a sentence."""
        return self.turns[bisect_left(self._turn_sentences, sentence) : bisect_right(self._turn_sentences, sentence)]

    def named(self, sentence: int) -> set[str]:
        """The fullest names of those whom a sentence names."""
        found = self._named.get(sentence)
        if found is None:
            names = self.cast.between(self.sentences.starts[sentence], self.sentences.ends[sentence])
            found = self._named[sentence] = {self.cast.entity(n).fullest for n in names}
        return found

    def share(self, speaker: str | None) -> int:
        """How much of the story a speaker says: 0 little, 1 a quarter or more, 2 half or more."""
        part = self._spoken[speaker] / max(1, len(self.turns)) if speaker else 0.0
        return 2 if part >= 0.5 else 1 if part >= 0.25 else 0

    def others_between(self, one: int, other: int, speaker: str | None) -> int:
        """How many turns of other speakers stand in the sentences between two."""
        low, high = min(one, other), max(one, other)
        a, b = bisect_right(self._turn_sentences, low), bisect_left(self._turn_sentences, high)
        return sum(t.speaker != speaker for t in self.turns[a:b])


def tense_of(cue: str) -> str:
    """The form of a cue's verb: past, perfect, pluperfect, present, modal, ing, to, other, none."""
    words = cue.lower().split()
    if not words:
        return "none"
    if _MODAL.search(cue):
        return "modal"
    if _PERFECT.search(cue):
        return "perfect"
    if _PAST_PERFECT.search(cue):
        return "pluperfect"
    if words[0] == "to":
        return "to"
    if any(w.endswith("ed") or w in _IRREGULAR for w in words):
        return "past"
    if words[0].endswith("ing"):
        return "ing"
    return "present" if any(w.endswith("s") and len(w) > 3 for w in words) else "other"
