"""The gate fails when it must. The figures themselves are measured by ``make gate``."""

from __future__ import annotations

import json

import numpy as np
import pytest

from evaluation import __main__ as evaluation
from evaluation.confidence import cross_fitted, fit, reliability
from evaluation.gold import SHARED
from onrecord.models.confidence import FEATURES


@pytest.fixture
def floors(tmp_path, monkeypatch):
    path = tmp_path / "floors.json"
    monkeypatch.setattr(evaluation, "FLOORS", path)
    return path


class Corpus:
    name, sha256 = "polnear dev", "abc"


def test_the_gate_lets_noise_through_and_nothing_more(floors) -> None:
    kept = {"sha256": "abc", "figures": {"linked_soft_f": 73.0, "speaker_wrong": 5.0}}
    floors.write_text(json.dumps({"margin": 0.7, "corpora": {"polnear dev": kept}}))

    def fails(soft: float, wrong: float) -> list[str]:
        return evaluation.gate({"polnear dev": {"linked_soft_f": soft, "speaker_wrong": wrong}}, [Corpus])

    assert fails(72.4, 5.6) == []
    assert "linked_soft_f is 72.2" in fails(72.2, 5.0)[0]
    assert "speaker_wrong is 5.8" in fails(73.0, 5.8)[0]
    Corpus.sha256 = "other"
    assert "another corpus" in fails(73.0, 5.0)[0]
    Corpus.sha256 = "abc"


def test_floors_fall_only_when_told(floors) -> None:
    evaluation.write_floors({"polnear dev": {"linked_soft_f": 73.0, "speaker_wrong": 5.0}}, [Corpus], may_lower=False)
    evaluation.write_floors({"polnear dev": {"linked_soft_f": 72.0, "speaker_wrong": 6.0}}, [Corpus], may_lower=False)
    kept = json.loads(floors.read_text())["corpora"]["polnear dev"]["figures"]
    assert kept == {"linked_soft_f": 73.0, "speaker_wrong": 5.0}
    evaluation.write_floors({"polnear dev": {"linked_soft_f": 72.0, "speaker_wrong": 6.0}}, [Corpus], may_lower=True)
    assert json.loads(floors.read_text())["corpora"]["polnear dev"]["figures"]["linked_soft_f"] == 72.0


def test_the_fit_learns_a_known_rule_and_is_calibrated() -> None:
    rng = np.random.default_rng(0)
    rows = []
    for _ in range(40):
        x = rng.normal(size=(50, len(FEATURES)))
        rows.append((x, (rng.random(50) < 1 / (1 + np.exp(-2 * x[:, 0]))).astype(float)))
    chances, matched = cross_fitted(rows)
    bins, error = reliability(chances, matched)
    assert error < 0.05
    assert sum(b.count for b in bins) == 2000
    best = fit(rows)
    assert max(range(len(FEATURES)), key=lambda k: abs(best.weights[k + 1])) == 0


@pytest.mark.corpus
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.skipif(not (SHARED / "tools/score.py").exists(), reason="no corpora beside the project (../shared)")
def test_soft_matching_agrees_with_the_scorer() -> None:
    """Our own labels for the calibration count what the shared scorer counts."""
    from evaluation.confidence import drafts_of
    from evaluation.gold import POLNEAR_DEV, read_gold, scorer, soft_matches
    from onrecord import Model

    article = read_gold(POLNEAR_DEV)[0]
    drafts = drafts_of(article.text, Model.load())
    spans = [
        {
            role: [{"start": a, "end": b, "exact": article.text[a:b]} for a, b in getattr(d, role)]
            for role in ("source", "cue", "content")
        }
        for d in drafts
    ]
    record = {"article": {"source": f"{article.name}.txt", "text": article.text}, "statements": spans}
    result = scorer().score([record], {article.name: (article.text, article.attributions)}, {})
    share = 100 * sum(soft_matches(article, drafts)) / len(drafts)
    assert result["linked_soft_p"] == pytest.approx(share, abs=0.06)
