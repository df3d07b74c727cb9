"""Fit the weights of ranking models (onrecord/models/log_linear.py)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from onrecord.models.log_linear import Features, probabilities

WEIGHTS = Path(__file__).parents[1] / "onrecord/models/weights"
#: Candidates, and the numbers of those that are right.
Example = tuple[list[Features], set[int]]


def fit(rows: Sequence[Example], *, penalty: float = 2.0, steps: int = 400, fewest: int = 3) -> dict[str, float]:
    """Maximise the likelihood that a right candidate is chosen, less an L2 penalty (Adagrad).

    A feature counts when it occurs in ``fewest`` examples or more.
    """
    seen = Counter(f for candidates, _ in rows for f in {f for features in candidates for f in features})
    names = sorted(f for f, count in seen.items() if count >= fewest)
    number = {name: k for k, name in enumerate(names)}
    group: list[int] = []
    column: list[int] = []
    starts: list[int] = []
    gold: list[float] = []
    for candidates, right in rows:
        starts.append(len(gold))
        for k, features in enumerate(candidates):
            known = [number[f] for f in features if f in number]
            group += [len(gold)] * len(known)
            column += known
            gold.append(float(k in right))
    row, columns, is_right = np.array(group), np.array(column), np.array(gold)
    owner = np.repeat(np.arange(len(rows)), np.diff([*starts, len(gold)]))
    weight, squares = np.zeros(len(names)), np.full(len(names), 1e-6)
    for _ in range(steps):
        sums = np.bincount(row, weights=weight[columns], minlength=len(gold))
        mass = np.exp(sums - np.maximum.reduceat(sums, starts)[owner])
        chance = mass / np.add.reduceat(mass, starts)[owner]
        hit = np.add.reduceat(chance * is_right, starts)[owner]
        pull = chance * is_right / np.maximum(hit, 1e-12) - chance
        gradient = np.bincount(columns, weights=pull[row], minlength=len(names)) - penalty * weight
        squares += gradient**2
        weight += 0.3 * gradient / np.sqrt(squares)
    return {name: round(float(w), 3) for name, w in zip(names, weight, strict=True) if abs(w) > 0.005}


def accuracy(rows: Sequence[Example], weight: Mapping[str, float]) -> float:
    """Per cent of examples whose likeliest candidate is right."""
    hits = 0
    for candidates, right in rows:
        chances = probabilities(candidates, weight)
        hits += chances.index(max(chances)) in right
    return 100 * hits / max(1, len(rows))


def write(task: str, origin: str, weight: Mapping[str, float]) -> None:
    """Write a task's weights where the package reads them."""
    path = WEIGHTS / f"{task}.json"
    path.write_text(json.dumps({"origin": origin, "weights": weight}, indent=0) + "\n", encoding="utf-8")
