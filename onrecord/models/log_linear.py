"""Choosing one of several candidates by weighted features: a conditional log-linear model.

A candidate is a list of features (strings); its score is the sum of their weights; scores become probabilities by
softmax. Weights lie in ``resources/`` as JSON, made by ``training/``, each with the origin of its data.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp

Features = list[str]


@cache
def weights(name: str) -> Mapping[str, float]:
    """The fitted weights of a task, by feature."""
    text = (files(__package__) / "weights" / f"{name}.json").read_text(encoding="utf-8")
    fitted: dict[str, float] = json.loads(text)["weights"]
    return fitted


def probabilities(candidates: Sequence[Features], weight: Mapping[str, float]) -> list[float]:
    """The probability of each candidate, in their order."""
    sums = [sum(weight.get(f, 0.0) for f in features) for features in candidates]
    top = max(sums, default=0.0)
    mass = [exp(s - top) for s in sums]
    total = sum(mass)
    return [m / total for m in mass]
