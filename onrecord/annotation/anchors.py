"""Words of a story that may tell of its statements when, where or to whom they were made.

Such words (anchors) mostly stand once for a whole event: "told reporters on Tuesday" opens a briefing whose later
statements have neither. So every statement is set beside every anchor near it, and beside none of them, as a row of
numbers: where they stand, who speaks there, what lies between. Trees (occasions.py) choose by these rows.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .scene import Scene, SceneArrays

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]

#: Anchors so many sentences before a statement are looked at, so many behind it, and those of the first sentences.
_BACK, _AHEAD, _FIRST = 30, 6, 5
#: An anchor so many characters from a cue belongs to it.
_NEAR = 15


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that may tell of statements: ``value`` is what they tell, ``kind`` how they tell it.

    ``governor`` is where the word stands that governs them ("told" of "told the crowd"), -1 where none does. ``facts``
    are three numbers that mean something else for dates, channels and addressees. ``who`` is the fullest name of
    whom it names, ``written`` a day as the record writes it.
    """

    start: int
    end: int
    value: Hashable
    kind: str
    governor: int = -1
    facts: tuple[float, float, float] = (0.0, 0.0, 0.0)
    who: str | None = None
    written: str = ""


#: What a row says of its statement; a row of none has only these.
OF_STATEMENT = (
    "tense", "quoted", "nested", "headline", "sentence", "place", "share", "cue", "act", "sourced", "known", "before",
    "before_any", "after", "turn_changes", "opens_line", "source_type", "statements", "own", "back", "front",
)  # fmt: skip
#: What it says of the anchor, and of both.
OF_PAIR = (
    "gap", "lines", "apart", "in_content", "in_quotation", "direct", "in_source", "clauses", "commas", "same_speaks",
    "other_speaks", "named", "named_line", "others_between", "between", "same_between", "rivals", "rank", "count",
    "anchor_sentence", "anchor_opens", "anchor_word", "attached_same", "attached_apart", "attached_back", "fact1",
    "fact2", "fact3", "beside", "governed", "clause_words", "first_of_value",
    "speaks_itself", "spoke_before",
)  # fmt: skip
FEATURES = ("none", *OF_STATEMENT, *OF_PAIR)
_S, _P = len(OF_STATEMENT), len(OF_PAIR)


@dataclass(frozen=True, slots=True)
class Table:
    """The choices of a story's statements: a row for each anchor that one may go with, and one for none, the last.

    ``turn``: the number of the row's statement in reading order, rising. ``anchor``: the number of the anchor, -1 for
    none. ``value``: the number of what the anchor tells, -1 for none. ``features``: FEATURES.
    """

    anchors: Sequence[Anchor]
    turn: IntArray
    anchor: IntArray
    value: IntArray
    features: FloatArray

    @property
    def starts(self) -> IntArray:
        """The first row of each statement."""
        return np.flatnonzero(np.diff(self.turn, prepend=-1))


#: Words that open another clause.
_CLAUSE = re.compile(
    r"\b(?:that|who|which|whom|whose|when|where|while|after|before|because|if|as|since|and|but|until)\b|[;:—]"
)
_RELATIVE = re.compile(r"\b(?:who|whose|whom|which|where|since|until|by)\b")
_LEAD = re.compile(
    r"([A-Za-z]+)[\s\xa0]+(?:(?:an?|the|his|her|their|its|this|that|recent|latest)[\s\xa0]+)*(?:[a-z-]+[\s\xa0]+)?$"
)
_NEXT = re.compile(r"\W{0,3}\b(\w+)")


def anchor_words(text: str, anchor: Anchor) -> list[str]:
    """The words by which the lexicon of a task knows an anchor."""
    lead = _LEAD.search(text[max(0, anchor.start - 40) : anchor.start])
    following = _NEXT.match(text, anchor.end)
    told = f"lead:{lead.group(1).lower()}" if lead else "lead:"
    return [
        f"kind:{anchor.kind}",
        told,
        f"{told}:{anchor.kind}",
        f"next:{following.group(1).lower() if following else ''}",
    ]


def cue_words(cue: str) -> list[str]:
    """The words by which the lexicon of a task knows a statement's cue."""
    words = cue.split()
    return [f"cue:{cue}", *(f"word:{w}" for w in words[:6]), f"last:{words[-1] if words else ''}"]


Lexicon = Mapping[str, float]


def table(scene: Scene, anchors: Sequence[Anchor], others: Sequence[int], lexicon: Lexicon) -> Table:
    """Set the statements of a scene beside the anchors of one task.

    ``others`` are the places of other tasks' anchors (a day beside a rally is likelier to be the rally's).
    """
    anchors = sorted(anchors, key=lambda a: (a.start, a.end))
    a, s = _Anchors(scene, anchors, others, lexicon), scene.arrays
    near = _near(a, s)
    turn, anchor = np.nonzero(np.pad(near, ((0, 0), (0, 1)), constant_values=True))
    anchor[anchor == len(anchors)] = -1
    features = np.full((len(turn), 1 + _S + _P), np.nan, dtype=np.float32)
    none = anchor < 0
    features[:, 0] = none
    features[:, 1 : 1 + _S] = _of_statement(scene, a, s, near, lexicon)[turn]
    pairs = ~none
    features[pairs, 1 + _S :] = _of_pairs(a, s, turn[pairs], anchor[pairs])
    value = np.where(none, -1, a.value[anchor] if anchors else -1)
    return Table(anchors, turn, anchor, value, features)


class _Anchors:
    """The anchors of a task as columns."""

    def __init__(self, scene: Scene, anchors: Sequence[Anchor], others: Sequence[int], lexicon: Lexicon) -> None:
        text, s = scene.text, scene.arrays
        self.start = np.array([a.start for a in anchors], dtype=np.int64)
        self.end = np.array([a.end for a in anchors], dtype=np.int64)
        self.governor = np.array([a.governor for a in anchors], dtype=np.int64)
        self.facts = np.array([a.facts for a in anchors], dtype=np.float32).reshape(-1, 3)
        numbers: dict[Hashable, int] = {}
        self.value = np.array([numbers.setdefault(a.value, len(numbers)) for a in anchors], dtype=np.int64)
        self.count = np.bincount(self.value, minlength=1)[self.value] if len(anchors) else self.value
        _, first = np.unique(self.value, return_index=True)
        self.who = np.array([s.number.get(a.who, -2) if a.who else -2 for a in anchors], dtype=np.int64)
        self.first = np.isin(np.arange(len(anchors)), first)
        self.tally = np.zeros((len(anchors) + 1, len(numbers) + 1), dtype=np.int64)
        self.tally[np.arange(1, len(anchors) + 1), self.value] = 1
        self.tally = self.tally.cumsum(axis=0)
        self.word = np.array(
            [sum(lexicon.get(w, 0.0) for w in anchor_words(text, a)) for a in anchors], dtype=np.float32
        )
        self.sentence = s.sentence_of(self.start)
        self.line = s.sentence_line[self.sentence]
        self.opens = self.start - s.sentence_start[self.sentence] < _NEAR
        self.quoted = s.covered[self.start] if len(anchors) else np.zeros(0, bool)
        beside = s.sentence_of(np.array(sorted(others), dtype=np.int64))
        self.beside = np.bincount(beside, minlength=len(s.sentence_start))[self.sentence]
        self.attached, self.attached_apart = s.nearest_turn(self.start, self.end, self.sentence)


def _near(a: _Anchors, s: SceneArrays) -> npt.NDArray[np.bool_]:
    """Which anchors a statement may go with, shape (statements, anchors)."""
    gap = a.sentence[None, :] - s.sentence[:, None]
    speaks = s.spoke[a.sentence][:, s.speaker].T & (s.speaker >= 0)[:, None]
    near: npt.NDArray[np.bool_] = (
        (gap >= -_BACK) & (gap <= _AHEAD) | (a.sentence < _FIRST)[None, :] & (gap <= 0) | speaks
    )
    # a headline says beforehand what others are told to have said; else what is behind belongs to who speaks there
    anyone = np.any(s.spoke[a.sentence], axis=1)[None, :]
    named = s.named[a.sentence][:, s.speaker].T
    near &= ~((gap > 0) & anyone & ~speaks & ~named & (s.line > 0)[:, None])
    return near


def _of_statement(
    scene: Scene, a: _Anchors, s: SceneArrays, near: npt.NDArray[np.bool_], lexicon: Lexicon
) -> FloatArray:
    gap = a.sentence[None, :] - s.sentence[:, None]
    free = near & ~a.quoted[None, :]
    cue = [sum(lexicon.get(w, 0.0) for w in cue_words(t.cue)) for t in scene.turns]
    columns = {
        **s.columns,
        "cue": cue,
        "own": (free & (gap == 0)).sum(axis=1),
        "back": (free & (gap < 0) & (gap >= -3)).sum(axis=1),
        "front": (free & (gap > 0)).sum(axis=1),
    }
    return np.array([columns[name] for name in OF_STATEMENT], dtype=np.float32).T


def _of_pairs(a: _Anchors, s: SceneArrays, t: IntArray, k: IntArray) -> FloatArray:
    """The columns OF_PAIR of statements ``t`` with anchors ``k``."""
    start, end, sentence, speaker = a.start[k], a.end[k], a.sentence[k], s.speaker[t]
    gap = sentence - s.sentence[t]
    after, ahead = start - s.end[t], s.start[t] - end
    apart = np.where(start >= s.end[t], after, np.where(end <= s.start[t], -ahead, 0))
    low, high = np.minimum(end, s.end[t]), np.maximum(start, s.start[t])
    known = speaker >= 0
    before = s.turns_before(start)
    between = np.abs(before - t) - (before > t)
    mine = np.where(known, np.abs(s.spoken[before, speaker] - s.spoken[t, speaker]), 0)
    place = np.searchsorted(a.start, s.start[t])
    among = np.abs(place - k) - (place > k)
    same_value = np.abs(a.tally[place, a.value[k]] - a.tally[k, a.value[k]]) - (place > k)
    attached = a.attached[k]
    columns = {
        "gap": gap,
        "lines": a.line[k] - s.line[t],
        "apart": np.where(np.abs(gap) <= 1, apart, np.nan),
        "in_content": s.in_content(t, start, end),
        "in_quotation": a.quoted[k],
        "direct": (a.governor[k] >= s.start[t]) & (a.governor[k] <= s.end[t] + 1),
        "in_source": (start >= s.source_start[t]) & (end <= s.source_end[t]),
        "clauses": np.where(gap == 0, s.count("clause", low, high), np.nan),
        "commas": np.where(gap == 0, s.count("comma", low, high), np.nan),
        "same_speaks": s.spoke[sentence, speaker] & known,
        "other_speaks": s.spoke[sentence].sum(axis=1) - (s.spoke[sentence, speaker] & known),
        "named": s.named[sentence, speaker] & known,
        "named_line": s.named_line[a.line[k], speaker] & known,
        "others_between": between - np.minimum(mine, between),
        "between": between,
        "same_between": mine,
        "rivals": among - same_value,
        "rank": place - k,
        "count": a.count[k],
        "anchor_sentence": sentence,
        "anchor_opens": a.opens[k],
        "anchor_word": a.word[k],
        "attached_same": np.where(attached < 0, np.nan, (s.speaker[attached] == speaker) & known),
        "attached_apart": a.attached_apart[k],
        "attached_back": np.where(attached < 0, np.nan, t - attached),
        "fact1": a.facts[k, 0],
        "fact2": a.facts[k, 1],
        "fact3": a.facts[k, 2],
        "beside": a.beside[k],
        "governed": a.governor[k] >= 0,
        "clause_words": np.where(gap == 0, s.count("relative", low, high), np.nan),
        "first_of_value": a.first[k],
        "speaks_itself": a.who[k] == speaker,
        "spoke_before": a.who[k] == s.speaker_before[t],
    }
    return np.array([columns[name] for name in OF_PAIR], dtype=np.float32).T
