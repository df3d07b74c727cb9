"""Occasions: which statements of a story were made at one event or in one communication (a rally, a post).

Every statement is set beside the ones before it, beside an occasion of its own, and beside none that the story tells;
trees choose, as in a mention-ranking model of coreference (Denis & Baldridge 2008). What they go by is who speaks, what
lies between, and whether both are likely to have the same day, channel and addressee.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from ..models.trees import FloatArray, IntArray
from .anchors import Table
from .scene import Scene

#: How many statements back one may join another's occasion.
_BACK = 20
#: In place of an earlier statement: an occasion of its own; none that the story tells.
OWN, NONE = -1, -2

_STATEMENT = (
    "tense", "quoted", "nested", "headline", "sentence", "place", "share", "act", "sourced", "known", "before",
    "before_any", "opens_line", "source_type", "statements",
)  # fmt: skip
_EARLIER = ("tense", "quoted", "nested", "headline", "act", "source_type")
_PAIR = ("sentences", "lines", "apart", "same_speaker", "both_unknown", "same_between", "others_between")
_TASK = ("agree", "both_none", "none", "earlier_none", "here", "earlier_here", "since", "top")
_TASKS = ("date", "channel", "addressee")
COLUMNS = (
    "own", "none", *_STATEMENT, *(f"earlier_{name}" for name in _EARLIER), *_PAIR,
    *(f"{task}_{name}" for task in _TASKS for name in _TASK),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Links:
    """The choices of a story's statements, in reading order: an earlier statement (its number), OWN or NONE a row."""

    turn: IntArray
    earlier: IntArray
    rows: FloatArray

    @property
    def starts(self) -> IntArray:
        """The first row of each statement."""
        return np.flatnonzero(np.diff(self.turn, prepend=-1))


def links(scene: Scene, tables: Mapping[str, Table], chances: Mapping[str, FloatArray]) -> Links:
    """Set each statement beside the earlier ones."""
    n = len(scene.turns)
    numbers = np.arange(n)
    apart = numbers[:, None] - numbers[None, :]
    s, t = np.nonzero((apart > 0) & (apart <= _BACK))
    turn = np.concatenate([s, numbers, numbers])
    earlier = np.concatenate([t, np.full(n, OWN), np.full(n, NONE)])
    order = np.lexsort((-earlier, turn))
    turn, earlier = turn[order], earlier[order]
    rows = np.full((len(turn), len(COLUMNS)), np.nan, dtype=np.float32)
    pair = earlier >= 0
    rows[:, 0], rows[:, 1] = earlier == OWN, earlier == NONE
    of_statement = np.array([scene.arrays.columns[name] for name in _STATEMENT], dtype=np.float32).T
    rows[:, 2 : 2 + len(_STATEMENT)] = of_statement[turn]
    k = 2 + len(_STATEMENT)
    between = _between(scene, turn[pair], earlier[pair])
    rows[pair, k : k + between.shape[1]] = between
    k += between.shape[1]
    for task in _TASKS:
        found = _Expected(scene, tables[task], chances[task])
        rows[:, k : k + len(_TASK)] = found.columns(turn, earlier, pair)
        k += len(_TASK)
    return Links(turn, earlier, rows)


def _between(scene: Scene, s: IntArray, t: IntArray) -> FloatArray:
    """What is known of two statements but their circumstances."""
    a = scene.arrays
    same = (a.speaker[s] == a.speaker[t]) & (a.speaker[s] >= 0)
    mine = a.spoken[s, a.speaker[s]] - a.spoken[t + 1, a.speaker[s]]
    columns: list[npt.NDArray[Any]] = [a.columns[name][t] for name in _EARLIER]
    columns += [
        a.sentence[s] - a.sentence[t],
        a.line[s] - a.line[t],
        s - t,
        same,
        (a.speaker[s] < 0) & (a.speaker[t] < 0),
        mine,
        s - t - 1 - mine,
    ]
    return np.array(columns, dtype=np.float32).T


class _Expected:
    """What one task's anchors are likely to tell of each statement."""

    def __init__(self, scene: Scene, found: Table, chance: FloatArray) -> None:
        n, values = len(scene.turns), int(found.value.max(initial=-1)) + 1
        #: Shape (statements, values and none).
        cell = found.turn * (values + 1) + np.where(found.value < 0, values, found.value)
        self.mass = np.bincount(cell, weights=chance, minlength=n * (values + 1)).reshape(n, values + 1)
        place = np.array([*(a.start for a in found.anchors), -1])[found.anchor]
        sentence = np.where(found.anchor < 0, -1, scene.arrays.sentence_of(place))
        own = chance * (sentence == scene.arrays.sentence[found.turn])
        self.here = np.bincount(found.turn, weights=own, minlength=n)
        #: Probability that a statement's anchor stands behind another statement's cue, shape (statements, statements).
        later = (place[:, None] > scene.arrays.start[None, :]) * chance[:, None]
        self.since = np.add.reduceat(later, found.starts, axis=0)

    def columns(self, turn: IntArray, earlier: IntArray, pair: npt.NDArray[np.bool_]) -> FloatArray:
        s, t = turn[pair], earlier[pair]
        some, none = self.mass[:, :-1], self.mass[:, -1]
        rows = np.full((len(turn), len(_TASK)), np.nan, dtype=np.float32)
        rows[pair, 0] = np.einsum("ij,ij->i", some[s], some[t])
        rows[pair, 1] = none[s] * none[t]
        rows[:, 2] = none[turn]
        rows[pair, 3] = none[t]
        rows[:, 4] = self.here[turn]
        rows[pair, 5] = self.here[t]
        rows[pair, 6] = self.since[s, t]
        rows[:, 7] = some.max(axis=1, initial=0.0)[turn]
        return rows


def gathered(found: Links, chance: FloatArray) -> list[int | None]:
    """The number of each statement's occasion, from 1 in reading order; None where the story tells none."""
    numbers: list[int | None] = []
    count = 0
    bounds = [*found.starts.tolist(), len(found.turn)]
    for a, b in pairwise(bounds):
        mass: dict[int | None, float] = {}
        for earlier, p in zip(found.earlier[a:b].tolist(), chance[a:b].tolist(), strict=True):
            # to join a statement of no occasion is to have one of one's own with it, which nothing tells
            where = None if earlier == NONE else 0 if earlier == OWN else numbers[earlier]
            mass[where] = mass.get(where, 0.0) + p
        best = max(mass, key=lambda w: mass[w])
        if best == 0:
            count += 1
            best = count
        numbers.append(best)
    return numbers
