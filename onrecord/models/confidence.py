"""The confidence of an attribution: how probable it is that a careful reader finds the same.

A logistic regression on what the decoder knows of the attribution, then a bend that takes out what such a regression
gets wrong at the ends (Platt 1999; the hinges make it piecewise linear in log-odds). evaluation/ fits and measures it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

#: What the confidence is computed from, all log-probabilities but for the counts and shares.
FEATURES = (
    "cue span", "cue role", "worst content span", "content role", "content links", "source span", "source role",
    "source link", "no source", "content words", "several pieces", "links kept", "all spans",
)  # fmt: skip
#: Log-odds at which the bend changes its slope.
HINGES = (0.0, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class Calibration:
    """``weights``: the constant, then one for each of FEATURES. ``bend``: constant, slope, change at each of HINGES."""

    weights: tuple[float, ...]
    bend: tuple[float, ...]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read from a model folder's config.json; raises ValueError when the numbers don't fit FEATURES."""
        weights, bend = tuple(map(float, data["weights"])), tuple(map(float, data["bend"]))
        if len(weights) != 1 + len(FEATURES) or len(bend) != 2 + len(HINGES):
            raise ValueError("the calibration has other features")
        return cls(weights, bend)

    def to_dict(self) -> dict[str, list[float]]:
        """Convert for config.json."""
        return {"weights": [round(w, 5) for w in self.weights], "bend": [round(b, 5) for b in self.bend]}

    def probability(self, features: Sequence[float]) -> float:
        """Probability for one attribution; ``features`` in the order of FEATURES."""
        odds = self.weights[0] + sum(w * f for w, f in zip(self.weights[1:], features, strict=True))
        bent = sum(b * h for b, h in zip(self.bend, bend_terms(odds), strict=True))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, bent))))


def bend_terms(odds: float) -> tuple[float, ...]:
    """The terms of the bend at some log-odds: 1, the log-odds, and how far they are above each hinge."""
    return (1.0, odds, *(max(0.0, odds - h) for h in HINGES))
