"""How true the confidence is: fitting it, and measuring it on articles that the fit has not seen.

The network has learned its training articles, so it is too sure of itself there; the confidence is a logistic
regression on what the decoder knows of an attribution, fitted on articles that the network has not seen, and measured
by cross-fitting (each fifth of the articles by a fit on the other four).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.annotation.attributions import DecodedAttribution, decode_windows
from onrecord.models.attribution import Model
from onrecord.models.chain import Chain
from onrecord.models.confidence import FEATURES, HINGES, Calibration
from onrecord.text.outline import Outline

from .gold import Gold, soft_matches

Floats = npt.NDArray[np.float64]
Rows = tuple[Floats, Floats]
#: Strength of the ridge; the result hardly changes between 0.1 and 10.
RIDGE = 1.0
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Bin:
    """Attributions of like confidence: mean confidence, share that match, how many."""

    confidence: float
    matched: float
    count: int


def drafts_of(text: str, model: Model) -> list[DecodedAttribution]:
    """Every attribution that the model finds, however unsure."""
    outline = Outline(text)
    decoded = decode_windows(list(model.scores(outline)), outline.quotations, Chain.of(model.chain))
    return [d for found, _ in decoded for d in found]


def labelled(articles: Sequence[Gold], model: Model) -> list[Rows]:
    """For each article the features of its drafts, and whether each matches a gold attribution softly."""
    rows = []
    for article in articles:
        drafts = drafts_of(article.text, model)
        features = np.array([d.features for d in drafts]).reshape(len(drafts), len(FEATURES))
        rows.append((features, np.array(soft_matches(article, drafts), dtype=float)))
    return rows


def fit(rows: Sequence[Rows]) -> Calibration:
    """Fit the regression on all rows, and its bend on log-odds from fits that have not seen the article."""
    weights = _regression(rows)
    parts = []
    for fold in range(FOLDS):
        inner = _regression([r for k, r in enumerate(rows) if k % FOLDS != fold])
        parts += [(_bend_terms(inner[0] + f @ inner[1:]), y) for f, y in rows[fold::FOLDS]]
    return Calibration(tuple(map(float, weights)), tuple(map(float, _regression(parts))))


def _bend_terms(odds: Floats) -> Floats:
    return np.column_stack([odds, *(np.maximum(0.0, odds - h) for h in HINGES)])


def _regression(rows: Sequence[Rows]) -> Floats:
    """Logistic regression by Newton's method on standardised features; returns the weights for raw ones."""
    x, y = np.concatenate([r[0] for r in rows]), np.concatenate([r[1] for r in rows])
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    z = np.column_stack([np.ones(len(x)), (x - mean) / spread])
    ridge = RIDGE * np.eye(z.shape[1])
    ridge[0, 0] = 0.0
    w = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ w))
        w -= np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + ridge, z.T @ (p - y) + ridge @ w)
    raw = w[1:] / spread
    return np.concatenate([[w[0] - raw @ mean], raw])


def cross_fitted(rows: Sequence[Rows]) -> tuple[Floats, Floats]:
    """Confidence of each draft by a fit that has not seen its article, and whether it matches."""
    chances, matched = [], []
    for fold in range(FOLDS):
        fitted = fit([r for k, r in enumerate(rows) if k % FOLDS != fold])
        for features, y in rows[fold::FOLDS]:
            chances += [fitted.probability(f.tolist()) for f in features]
            matched += y.tolist()
    return np.array(chances), np.array(matched)


def reliability(chances: Floats, matched: Floats) -> tuple[list[Bin], float]:
    """Ten bins of equal width, and the expected calibration error (Naeini et al. 2015)."""
    bins, error = [], 0.0
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (chances >= low) & (chances < low + 0.1 + 1e-9 * (low > 0.85))
        if inside.any():
            bins.append(Bin(float(chances[inside].mean()), float(matched[inside].mean()), int(inside.sum())))
            error += float(inside.mean()) * abs(bins[-1].confidence - bins[-1].matched)
    return bins, error
