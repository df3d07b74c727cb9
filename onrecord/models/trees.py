"""Choosing one of several candidates by boosted trees: a candidate is a row of numbers, its score a sum over trees.

Scores of the candidates of one choice become probabilities by softmax. The trees lie beside the weights of the
log-linear models as ONNX (made by ``training/``), with the names of their columns.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import ModelError
from .folder import open_session

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees ready to run; the lexicon (weights of words) that fills some of their columns; how much a choice is leaned
    away from rows whose first column is 1 (none).
    """

    session: Any
    lexicon: Mapping[str, float]
    lean: float

    def probabilities(self, rows: FloatArray, starts: IntArray) -> FloatArray:
        """The probability of each row among those of its choice; ``starts`` is the first row of each choice."""
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        (scores,) = self.session.run(None, {"rows": rows})
        return softmax(scores[:, 0] - self.lean * (rows[:, 0] == 1), starts)


def softmax(scores: FloatArray, starts: IntArray) -> FloatArray:
    """Probabilities within each stretch of scores that begins at ``starts``."""
    sizes = np.diff(np.append(starts, len(scores)))
    mass = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
    return np.asarray(mass / np.repeat(np.add.reduceat(mass, starts), sizes), dtype=np.float32)


@cache
def trees(name: str, columns: Sequence[str]) -> Trees:
    """Load the trees of a task; raises ModelError where they were fitted on other columns."""
    folder = files(__package__) / "weights"
    told = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    if told["columns"] != list(columns):
        raise ModelError(f"the trees of {name} were fitted on other columns", remedy="reinstall onrecord")
    session = open_session((folder / f"{name}.onnx").read_bytes(), threads=1)
    return Trees(session, told["lexicon"], told["lean"])
