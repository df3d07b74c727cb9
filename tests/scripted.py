"""A stand-in for the network: it scores a text's words as a test spells out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.models.attribution import Scores
from onrecord.models.confidence import FEATURES, HINGES, Calibration
from onrecord.models.labels import ROLES, TAGS, allowed_transitions
from onrecord.text.outline import Outline

SURE = 8.0
#: Every attribution is kept: log-odds of 3 whatever the features.
KEEP_ALL = Calibration((3.0, *[0.0] * len(FEATURES)), (0.0, 1.0, *[0.0] * len(HINGES)))


@dataclass(frozen=True)
class Told:
    """One attribution to be scored as sure: words as they stand in the text, first found after ``after``."""

    cue: str
    content: Sequence[str]
    source: str = ""
    after: str = ""


class Scripted:
    """A scorer for one text."""

    def __init__(self, *told: Told, loose: Sequence[str] = (), calibration: Calibration = KEEP_ALL) -> None:
        self._told = told
        self._loose = loose
        self.calibration = calibration
        self.chain = np.where(allowed_transitions(), 0.0, -1e4).astype(np.float32)

    def scores(self, outline: Outline) -> Iterator[Scores]:
        text = outline.text
        words = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
        starts = [text[:a].count("\n") for a, _ in words]
        n = len(words)
        tags = np.zeros((n, len(TAGS)), dtype=np.float32)
        tags[:, 0] = SURE / 2
        content_arc = np.full((n, n), -12.0, dtype=np.float32)
        source_arc = np.full((n, n + 1), -12.0, dtype=np.float32)
        source_arc[:, n] = -0.01

        def place(piece: str, start: int) -> range:
            found = re.compile(rf"(?<!\w){re.escape(piece)}(?!\w)").search(text, start)
            assert found is not None, f"{piece!r} is not in the text"
            at = found.start()
            inside = [k for k, (a, b) in enumerate(words) if at <= a and b <= at + len(piece)]
            return range(inside[0], inside[-1] + 1)

        def mark(where: range, role: str) -> None:
            base = TAGS.index(f"B-{role}")
            for k in where:
                tags[k, base + 1] = SURE
            tags[where[0], base] = 2 * SURE
            tags[where[-1], base + 2] = 2 * SURE
            if len(where) == 1:
                tags[where[0], base + 3] = 4 * SURE

        for t in self._told:
            start = text.index(t.after) if t.after else 0
            cue = place(t.cue, start)
            mark(cue, ROLES[1])
            for piece in t.content:
                where = place(piece, start)
                mark(where, ROLES[2])
                content_arc[where, cue[0]] = -0.01
            if t.source:
                source = place(t.source, start)
                mark(source, ROLES[0])
                source_arc[cue[0], n] = -12.0
                source_arc[cue[0], source[0]] = -0.01
        for piece in self._loose:
            mark(place(piece, 0), ROLES[2])
        yield Scores(
            start=np.array([a for a, _ in words], dtype=np.int32),
            end=np.array([b for _, b in words], dtype=np.int32),
            line=np.array(starts, dtype=np.int32),
            tags=tags,
            content_arc=content_arc,
            source_arc=source_arc,
            own=(0, n),
        )
