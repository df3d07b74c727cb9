"""Choosing one of several candidates by weighted features: a conditional log-linear model.

A candidate is a list of features (strings); its score is the sum of their weights; scores become probabilities by
softmax. Weights lie in ``resources/`` as JSON, made by ``training/``, each with the origin of its data.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import repeat
from math import exp

import numpy as np
import numpy.typing as npt

Features = list[str]


@cache
def weights(name: str) -> Mapping[str, float]:
    """The fitted weights of a task, by feature."""
    text = (files(__package__) / "weights" / f"{name}.json").read_text(encoding="utf-8")
    fitted: dict[str, float] = json.loads(text)["weights"]
    return fitted


@cache
def class_weights(name: str, classes: tuple[str, ...]) -> Mapping[str, npt.NDArray[np.float64]]:
    """The weights of a task whose candidates are classes: by feature, a weight for each class."""
    number = {each: k for k, each in enumerate(classes)}
    found: dict[str, npt.NDArray[np.float64]] = {}
    for key, weight in weights(name).items():
        of, _, feature = key.partition(" ")
        found.setdefault(feature, np.zeros(len(classes)))[number[of]] = weight
    return found


def likeliest_class(features: Features, name: str, classes: tuple[str, ...]) -> int:
    """The number of the class that features speak for most."""
    table = class_weights(name, classes)
    return int(sum((table[f] for f in features if f in table), np.zeros(len(classes))).argmax())


def probabilities(candidates: Sequence[Features], weight: Mapping[str, float]) -> list[float]:
    """The probability of each candidate, in their order."""
    sums = [sum(map(weight.get, features, repeat(0.0))) for features in candidates]
    top = max(sums, default=0.0)
    mass = [exp(s - top) for s in sums]
    total = sum(mass)
    return [m / total for m in mass]
