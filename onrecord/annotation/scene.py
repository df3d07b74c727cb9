"""A story as its statements see it: where each stands, who speaks, in what tense, what is quoted.

What chooses dates, channels and addressees (anchors.py, occasions.py) asks here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

import numpy as np
import numpy.typing as npt

from ..article import Article
from ..statement import Attribution, SpeakerType
from .coreference import Discourse
from .cues import act_number, tense_of
from .speakers import Resolved

IntArray = npt.NDArray[np.int64]


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
    """The statements of a story in reading order (``turns``), and what stands around them."""

    def __init__(
        self, article: Article, attributions: Sequence[Attribution], resolved: Sequence[Resolved], discourse: Discourse
    ) -> None:
        self.article = article
        self.text = article.text
        self.attributions = attributions
        self.resolved = resolved
        self.discourse = discourse
        self.cast = discourse.cast
        self.sentences = discourse.sentences
        #: The text in lower case, character for character: patterns are found there faster than regardless of case.
        self.low = low_text(self.text)
        #: Which characters stand between quotation marks; which are part of what somebody said.
        self.quoted = discourse.outline.quoted
        self.covered = np.zeros(len(self.text), dtype=bool)
        for a in attributions:
            for s in a.content:
                self.covered[s.start : s.end] = True
        turns = [self._turn(k, a, r) for k, (a, r) in enumerate(zip(attributions, resolved, strict=True))]
        self.turns = sorted(turns, key=lambda t: (t.start, t.number))
        self._spoken = Counter(t.speaker for t in self.turns if t.speaker)

    def _turn(self, number: int, attribution: Attribution, resolved: Resolved) -> SceneStatement:
        spans = attribution.cue or attribution.source or attribution.content
        start, end = spans[0].start, spans[-1].end
        cue = " ".join(s.exact for s in attribution.cue)
        k = self.sentences.at(start)
        line = self.sentences.line[k] if len(self.sentences) else 0
        speaker = resolved.speaker.name if resolved.speaker else None
        return SceneStatement(
            number, start, end, k, line, speaker, tense_of(cue), cue.lower(), bool(self.covered[start])
        )

    @cached_property
    def arrays(self) -> SceneArrays:
        """The same as columns of numbers."""
        return SceneArrays(self)

    def spoken(self, speaker: str | None) -> int:
        """How many of the statements a speaker makes."""
        return self._spoken[speaker] if speaker else 0


#: What lies between a statement and an anchor is counted in these.
_MARKS = {
    "clause": re.compile(
        r"\b(?:that|who|which|whom|whose|when|where|while|after|before|because|if|as|since|and|but|until)\b|[;:—]"
    ),
    "comma": re.compile(","),
    "relative": re.compile(r"\b(?:who|whose|whom|which|where|since|until|by)\b"),
}
_SPEAKERS = {kind: k for k, kind in enumerate(get_args(SpeakerType))}
_TENSES = "past perfect pluperfect present modal ing to other none".split()
_FAR = 99


class SceneArrays:
    """A scene's statements and sentences as columns, statements in reading order.

    ``speaker`` is a number, -1 where nobody is known (it then looks up the empty last column of ``spoke`` and
    ``named``: who speaks in a sentence, who is named there).
    """

    def __init__(self, scene: Scene) -> None:
        turns, sentences = scene.turns, scene.sentences
        self._text = scene.text
        self.covered = scene.covered
        self.start = _column(t.start for t in turns)
        self.end = _column(t.end for t in turns)
        self.sentence = _column(t.sentence for t in turns)
        self.line = _column(t.line for t in turns)
        self.sentence_start = _column(sentences.starts or [0])
        self.sentence_line = _column(sentences.line or [0])
        number: dict[str, int] = {}
        for t in turns:
            if t.speaker is not None:
                number.setdefault(t.speaker, len(number))
        self.number: Mapping[str, int] = number
        self.speaker = _column(number[t.speaker] if t.speaker is not None else -1 for t in turns)
        self.speaker_before = np.concatenate(([-1], self.speaker[:-1])) if turns else self.speaker
        attributions = [scene.attributions[t.number] for t in turns]
        self.source_start = _column(a.source[0].start if a.source else -1 for a in attributions)
        self.source_end = _column(a.source[-1].end if a.source else -1 for a in attributions)
        self._content = [[(s.start, s.end) for s in a.content] for a in attributions]
        self.content_start = _column(min((s.start for s in a.content), default=0) for a in attributions)
        self.content_end = _column(max((s.end for s in a.content), default=0) for a in attributions)
        self.spoke = np.zeros((len(self.sentence_start), len(number) + 1), dtype=bool)
        self.spoke[self.sentence, self.speaker] = True
        self.spoke[:, -1] = False
        self.named = self._named(scene, number)
        self.named_line = np.zeros((int(self.sentence_line.max(initial=0)) + 1, len(number) + 1), dtype=bool)
        np.logical_or.at(self.named_line, self.sentence_line, self.named)
        self.spoken = np.zeros((len(turns) + 1, len(number) + 1), dtype=np.int64)
        self.spoken[np.arange(1, len(turns) + 1), self.speaker] = 1
        self.spoken = self.spoken.cumsum(axis=0)
        self._marks: dict[str, IntArray] = {}
        self.columns = self._columns(scene)

    def _named(self, scene: Scene, number: Mapping[str, int]) -> npt.NDArray[np.bool_]:
        found = np.zeros((len(self.sentence_start), len(number) + 1), dtype=bool)
        places = [(m.start, number.get(m.entity.fullest)) for m in scene.discourse.mentions]
        places += [(n.start, number.get(scene.cast.entity(n).fullest)) for n in scene.cast.mentions]
        known = [(start, k) for start, k in places if k is not None]
        if known:
            found[self.sentence_of(_column(s for s, _ in known)), [k for _, k in known]] = True
        return found

    def _columns(self, scene: Scene) -> dict[str, npt.NDArray[np.float32]]:
        """What is known of statements whatever is asked of them."""
        turns = scene.turns
        attributions = [scene.attributions[t.number] for t in turns]
        resolved = [scene.resolved[t.number] for t in turns]
        before, after = self._same_speaker()
        n = max(1, len(turns))
        found = {
            "tense": [_TENSES.index(t.tense) for t in turns],
            "quoted": [("indirect", "mixed", "direct").index(a.kind) for a in attributions],
            "nested": [t.nested for t in turns],
            "headline": [t.line == 0 for t in turns],
            "sentence": self.sentence,
            "place": [k / n for k in range(len(turns))],
            "share": [scene.spoken(t.speaker) / n for t in turns],
            "act": [act_number(t.cue) for t in turns],
            "sourced": [bool(a.source) for a in attributions],
            "known": self.speaker >= 0,
            "before": before,
            "before_any": np.diff(self.sentence, prepend=-_FAR) if len(turns) else [],
            "after": after,
            "turn_changes": np.diff(self.speaker, prepend=-2) != 0 if len(turns) else [],
            "opens_line": self._opens_line(),
            "source_type": [_SPEAKERS[r.speaker.type] if r.speaker else -1 for r in resolved],
            "statements": np.full(len(turns), n),
        }
        return {name: np.asarray(values, dtype=np.float32) for name, values in found.items()}

    def _opens_line(self) -> npt.NDArray[np.bool_]:
        opens: npt.NDArray[np.bool_] = np.diff(self.sentence_line, prepend=-1) != 0
        return opens[self.sentence]

    def _same_speaker(self) -> tuple[IntArray, IntArray]:
        """Sentences from the speaker's statement before, and to the one behind."""
        before, after = np.full(len(self.start), _FAR), np.full(len(self.start), _FAR)
        last: dict[int, int] = {}
        for k, speaker in enumerate(self.speaker.tolist()):
            if speaker in last and speaker >= 0:
                before[k] = after[last[speaker]] = self.sentence[k] - self.sentence[last[speaker]]
            last[speaker] = k
        return before, after

    def sentence_of(self, places: IntArray) -> IntArray:
        """The numbers of the sentences that hold places."""
        return np.maximum(np.searchsorted(self.sentence_start, places, side="right") - 1, 0)

    def turns_before(self, places: IntArray) -> IntArray:
        """How many statements' cues begin before places."""
        return np.asarray(np.searchsorted(self.start, places), dtype=np.int64)

    def count(self, mark: str, low: IntArray, high: IntArray) -> IntArray:
        """How many marks of a kind stand from ``low`` to ``high``."""
        found = self._marks.get(mark)
        if found is None:
            found = self._marks[mark] = _column(m.start() for m in _MARKS[mark].finditer(self._text))
        between = np.searchsorted(found, high) - np.searchsorted(found, low)
        return np.asarray(np.maximum(between, 0), dtype=np.int64)

    def in_content(self, turn: IntArray, start: IntArray, end: IntArray) -> npt.NDArray[np.bool_]:
        """Whether words are part of what their statement itself says."""
        maybe = (start >= self.content_start[turn]) & (end <= self.content_end[turn])
        for k in np.flatnonzero(maybe):
            maybe[k] = any(a <= start[k] and end[k] <= b for a, b in self._content[turn[k]])
        return maybe

    def nearest_turn(
        self, start: IntArray, end: IntArray, sentence: IntArray
    ) -> tuple[IntArray, npt.NDArray[np.float32]]:
        """The statement of the same sentence whose cue is nearest to words (-1: none), and how many characters away."""
        nearest, apart = np.full(len(start), -1), np.full(len(start), np.nan, dtype=np.float32)
        if not len(self.start):
            return nearest, apart
        place = np.searchsorted(self.start, start)
        for shift in (-2, -1, 0, 1):
            k = place + shift
            fits = (k >= 0) & (k < len(self.start))
            k = np.clip(k, 0, len(self.start) - 1)
            fits &= self.sentence[k] == sentence
            far = np.maximum(np.maximum(start - self.end[k], self.start[k] - end), 0)
            better = fits & ~(apart <= far)
            nearest, apart = np.where(better, k, nearest), np.where(better, far, apart).astype(np.float32)
        return nearest, apart


def low_text(text: str) -> str:
    """A text in lower case, of the same length: "İ" and the like, whose lower case is longer, stay."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _column(values: Iterable[int]) -> IntArray:
    return np.array(list(values), dtype=np.int64)
