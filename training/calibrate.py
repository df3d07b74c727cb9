"""Fit the weights of the confidence and write them into the model folder's config.json.

``python -m training.calibrate onrecord/models/en --gold polnear:../shared/data/polnear/dev``

The network has learned its training articles, so it is too sure of itself there; a logistic regression on fourteen
numbers an attribution is fitted on articles that it has not seen. ``evaluation`` measures it by cross-fitting.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from evaluation.gold import Gold, read_gold, soft_matches
from onrecord.attribution import FEATURES_OF_CONFIDENCE, Draft, decode_windows
from onrecord.chain import Chain
from onrecord.model import Model
from onrecord.quotes import find_quotations

Rows = tuple[np.ndarray, np.ndarray]
#: Strength of the ridge; the result hardly changes between 0.1 and 10.
RIDGE = 1.0


def drafts_of(text: str, model: Model) -> list[Draft]:
    """Every attribution that the model finds, however unsure."""
    quotations = [q for q in find_quotations(text) if q.depth == 1]
    decoded = decode_windows(list(model.scores(text)), quotations, Chain.of(model.chain))
    return [d for found, _ in decoded for d in found]


def labelled(articles: Sequence[Gold], model: Model) -> list[Rows]:
    """For each article the features of its drafts, and whether each matches a gold attribution softly."""
    rows = []
    for article in articles:
        drafts = drafts_of(article.text, model)
        features = np.array([d.features for d in drafts]).reshape(len(drafts), len(FEATURES_OF_CONFIDENCE))
        rows.append((features, np.array(soft_matches(article, drafts), dtype=float)))
    return rows


def fit(rows: Sequence[Rows]) -> np.ndarray:
    """Logistic regression by Newton's method on standardised features; returns the weights for raw ones."""
    x, y = np.concatenate([r[0] for r in rows]), np.concatenate([r[1] for r in rows])
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    z = np.column_stack([np.ones(len(x)), (x - mean) / spread])
    ridge = RIDGE * np.eye(z.shape[1])
    ridge[0, 0] = 0.0
    w = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ w))
        w -= np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + ridge + 1e-9, z.T @ (p - y) + ridge @ w)
    raw = w[1:] / spread
    return np.concatenate([[w[0] - raw @ mean], raw])


def main() -> None:
    """Parse the command line, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--gold", required=True, help="polnear:FOLDER or jsonl:FILE, not the training articles")
    options = parser.parse_args()
    weights = fit(labelled(read_gold(options.gold), Model.load(options.model)))
    path = options.model / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    config["calibration"] = [round(float(w), 5) for w in weights]
    path.write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
