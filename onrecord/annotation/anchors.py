"""Which words of a story tell of a statement when it was made, where, or to whom.

Such words (anchors) mostly stand once for a whole event: "told reporters on Tuesday" opens a briefing whose later
statements have neither. So every statement ranks all anchors near it, and none of them, by where they stand, who speaks
there, what lies between, and what the same speaker's statement before was given. One log-linear model a question
(ranking.py), fitted by training/circumstances.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from ..models.log_linear import Features, probabilities
from .scene import Scene, SceneStatement

#: Anchors so many sentences before a statement are looked at, and so many behind it; and the first ones of the story.
_BACK, _AHEAD, _FIRST = 9, 4, 3
#: An anchor so many characters from a cue belongs to it.
_NEAR = 15


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that may tell of statements: ``value`` is what they tell, ``kind`` how they tell it.

    ``governor`` is where the word stands that governs them ("told" of "told the crowd"), -1 where none does.
    """

    start: int
    end: int
    value: Hashable
    kind: str
    governor: int = -1


class Ranker:
    """Ranks the anchors of one story for its statements, in reading order."""

    def __init__(self, scene: Scene, anchors: Sequence[Anchor]) -> None:
        self.scene = scene
        self.anchors = sorted(anchors, key=lambda a: (a.start, a.end))
        self._sentence = [scene.sentences.at(a.start) for a in self.anchors]
        self._count = Counter(a.value for a in self.anchors)
        self._speaking = [scene.speaking(k) for k in self._sentence]
        self._quoted = [scene.quoted(a.start) for a in self.anchors]
        self._lead = [_lead(scene.text, a.start) for a in self.anchors]
        self._last: tuple[SceneStatement, Hashable] | None = None
        self._by_speaker: dict[str | None, tuple[SceneStatement, Hashable]] = {}
        self._kept: dict[str | None, tuple[SceneStatement, int]] = {}

    def candidates(self, turn: SceneStatement) -> list[tuple[Anchor | None, Features]]:
        """The anchors that a statement may go with, and none, each with its features."""
        low = bisect_left(self._sentence, turn.sentence - _BACK)
        high = bisect_right(self._sentence, turn.sentence + _AHEAD)
        kept = self._kept.get(turn.speaker)
        numbers = [*range(min(_FIRST, low)), *range(low, high)]
        if kept is not None and kept[1] < low and kept[1] >= _FIRST:
            numbers.append(kept[1])
        numbers = [n for n in numbers if not self._of_another(turn, n)]
        found: list[tuple[Anchor | None, Features]] = [(self.anchors[n], self._features(turn, n)) for n in numbers]
        own = any(self._sentence[n] == turn.sentence and not self._quoted[n] for n in numbers)
        return [*found, (None, self._none(turn, own=own, some=bool(numbers)))]

    def _of_another(self, turn: SceneStatement, number: int) -> bool:
        """Whether an anchor belongs to somebody else's cue, in a sentence that doesn't name the speaker."""
        speakers = self._speaking[number]
        if not speakers or any(t.speaker == turn.speaker for t in speakers):
            return False
        anchor = self.anchors[number]
        near = any(max(anchor.start - t.end, t.start - anchor.end) < _NEAR for t in speakers)
        return near and turn.speaker not in self.scene.named(self._sentence[number])

    def decide(self, turn: SceneStatement, weight: Mapping[str, float]) -> Anchor | None:
        """The anchor of a statement; of anchors that tell the same the one most like it.

        A statement without a cue (a quotation that layout attributes, or nobody) has none: the models saw no such ones.
        """
        if not turn.cue:
            return None
        found = self.candidates(turn)
        chances = probabilities([f for _, f in found], weight)
        by_value: Counter[Hashable] = Counter()
        for (anchor, _), chance in zip(found, chances, strict=True):
            by_value[anchor.value if anchor else None] += chance  # type: ignore[assignment]
        value = max(by_value, key=lambda v: by_value[v])
        if value is None:
            return None
        fitting = [(c, a) for (a, _), c in zip(found, chances, strict=True) if a is not None and a.value == value]
        return max(fitting, key=lambda x: x[0])[1]

    def follow(self, turn: SceneStatement, anchor: Anchor | None) -> None:
        """Note what a statement was given; later ones look back at it."""
        value = anchor.value if anchor else None
        self._last = (turn, value)
        self._by_speaker[turn.speaker] = (turn, value)
        if anchor is not None:
            self._kept[turn.speaker] = (turn, self.anchors.index(anchor))

    def _features(self, turn: SceneStatement, number: int) -> Features:
        scene, anchor, sentence = self.scene, self.anchors[number], self._sentence[number]
        gap = sentence - turn.sentence
        side = "own" if gap == 0 else "back" if gap < 0 else "ahead"
        far = _bucket(abs(gap))
        quoted = (
            "mine"
            if scene.in_own_content(turn, anchor.start, anchor.end)
            else "theirs"
            if self._quoted[number]
            else "no"
        )
        speakers = self._speaking[number]
        same = "same" if any(t.speaker == turn.speaker for t in speakers) else "other" if speakers else "nobody"
        about = turn.speaker in scene.named(sentence)
        between = min(2, scene.others_between(sentence, turn.sentence, turn.speaker))
        rivals = self._rivals(turn, number)
        features = [
            f"at:{side}{far}",
            f"at:{side}{far}:{turn.tense}",
            f"line:{side}{_bucket(abs(scene.line(sentence) - turn.line))}",
            f"quoted:{quoted}:{side}",
            f"who:{same}:{side}",
            f"between:{side}:{between}",
            f"between:{side}:{between}:{same}",
            f"rivals:{side}:{rivals}",
            f"kind:{anchor.kind}",
            f"kind:{anchor.kind}:{side}",
            f"about:{about}:{same}:{side}",
            f"about:{about}:{side}{far}",
            f"early:{min(3, sentence // 3)}:{scene.share(turn.speaker)}:{about or same == 'same'}",
            f"value:{anchor.value if isinstance(anchor.value, str) else ''}:{side}",
            f"lead:{self._lead[number]}",
            f"lead:{self._lead[number]}:{side}",
            f"count:{min(3, self._count[anchor.value])}",
        ]
        if turn.start <= anchor.governor <= turn.end + 1:
            features += ["direct", f"direct:{anchor.kind}", f"direct:{quoted}", f"direct:{turn.tense}"]
        if gap == 0 and quoted != "mine":
            where = "after" if anchor.start >= turn.end else "before" if anchor.end <= turn.start else "in"
            apart = max(anchor.start - turn.end, turn.start - anchor.end, 0)
            words = scene.text[min(turn.end, anchor.end) : max(turn.start, anchor.start)]
            clauses = min(2, len(_CLAUSE.findall(words)))
            features += [f"clause:{where}:{clauses}", f"clause:{clauses}:{anchor.kind}"]
            features += [
                f"own:{where}:{min(4, apart // 15)}",
                f"own:{where}:{anchor.kind}",
                f"own:{where}:{turn.tense}",
            ]
        if turn.line == 0:
            features.append(f"headline:{side}{far}:{same}")
        if number == 0:
            features.append(f"first:{side}")
        if turn.nested:
            features.append(f"nested:{side}")
        features += self._chain(turn, anchor.value, side)
        return features

    def _chain(self, turn: SceneStatement, value: Hashable, side: str) -> Features:
        features = []
        before = self._by_speaker.get(turn.speaker)
        if before is not None:
            relation = "same" if before[1] == value else "none" if before[1] is None else "other"
            gap = _bucket(turn.sentence - before[0].sentence)
            features += [f"chain:{relation}:{gap}", f"chain:{relation}:{turn.tense}", f"chain:{relation}:{side}"]
        kept = self._kept.get(turn.speaker)
        if kept is not None and before is not None and before[1] is None:
            same = self.anchors[kept[1]].value == value
            features.append(f"kept:{same}:{_bucket(turn.sentence - kept[0].sentence)}")
        if self._last is not None and self._last[0].speaker != turn.speaker:
            relation = "same" if self._last[1] == value else "none" if self._last[1] is None else "other"
            features.append(f"last:{relation}:{_bucket(turn.sentence - self._last[0].sentence)}")
        return features

    def _rivals(self, turn: SceneStatement, number: int) -> int:
        """How many anchors of another value stand between a statement and this one."""
        anchor = self.anchors[number]
        step = 1 if anchor.start < turn.start else -1
        count, n = 0, number + step
        while 0 <= n < len(self.anchors) and count < 2:
            between = self.anchors[n].start < turn.start if step == 1 else self.anchors[n].start > turn.start
            if not between:
                break
            count += self.anchors[n].value != anchor.value
            n += step
        return count

    def _none(self, turn: SceneStatement, *, own: bool, some: bool) -> Features:
        features = ["none", f"none:{turn.tense}", f"none:own:{own}:{turn.tense}", f"none:some:{some}"]
        features += [f"none:headline:{turn.line == 0}", f"none:nested:{turn.nested}"]
        features.append(f"none:kind:{self.scene.attributions[turn.number].kind}")
        features += [f"none:cue:{w}" for w in turn.cue.split()[-2:]]
        before = self._by_speaker.get(turn.speaker)
        if before is None:
            features.append(f"none:new:{turn.speaker is None}")
        else:
            gap = _bucket(turn.sentence - before[0].sentence)
            features += [f"none:chain:{before[1] is None}:{gap}", f"none:chain:{before[1] is None}:{turn.tense}"]
        if self._last is not None and self._last[0].speaker != turn.speaker:
            features.append(f"none:last:{self._last[1] is None}:{_bucket(turn.sentence - self._last[0].sentence)}")
        return features


#: Words that open another clause.
_CLAUSE = re.compile(
    r"\b(?:that|who|which|whom|whose|when|where|while|after|before|because|if|as|since|and|but|until)\b|[;:—]"
)
_LEAD = re.compile(
    r"([A-Za-z]+)[\s\xa0]+(?:(?:an?|the|his|her|their|its|this|that|recent|latest)[\s\xa0]+)*(?:[a-z-]+[\s\xa0]+)?$"
)


def _lead(text: str, start: int) -> str:
    """The word that governs an anchor: "in" of "in a recent interview"."""
    found = _LEAD.search(text[max(0, start - 40) : start])
    return found.group(1).lower() if found else ""


def _bucket(distance: int) -> int:
    """0 1 2 3 4 stand for none, one, two or three, up to seven, more."""
    return (0, 1, 2, 2, 3, 3, 3, 3)[distance] if 0 <= distance < 8 else 4
