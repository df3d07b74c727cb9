"""The chain against enumeration of all label sequences."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from onrecord.models.chain import Chain, decode

K = 3


def brute(scores: np.ndarray, breaks: np.ndarray, chain: Chain) -> dict[tuple[int, ...], float]:
    """Score of every label sequence."""
    found = {}
    for labels in product(range(K), repeat=len(scores)):
        total = chain.first[labels[0]] + chain.last[labels[-1]] + sum(scores[t, k] for t, k in enumerate(labels))
        for t in range(1, len(scores)):
            total += (chain.across if breaks[t] else chain.inner)[labels[t - 1], labels[t]]
        found[labels] = float(total)
    return found


@pytest.fixture
def chain() -> Chain:
    rng = np.random.default_rng(3)
    matrix = rng.normal(size=(K + 2, K + 2)).astype(np.float32)
    matrix[1, 2] = -1e4  # a pair that can't be
    matrix[K, 2] = -1e4  # 2 opens nothing, 1 closes nothing
    matrix[1, K + 1] = -1e4
    return Chain.of(matrix)


def test_many_sequences_at_once_equal_enumeration(chain: Chain) -> None:
    rng = np.random.default_rng(5)
    sequences = [rng.normal(size=(n, K)).astype(np.float32) * 2 for n in (4, 1, 6, 3)]
    breaks = [rng.random(len(s)) < 0.4 for s in sequences]
    for b in breaks:
        b[0] = False
    for scores, new, found in zip(sequences, breaks, decode(sequences, breaks, chain), strict=True):
        ways = brute(scores, new, chain)
        assert tuple(found.labels) == max(ways, key=ways.__getitem__)
        total = np.logaddexp.reduce(list(ways.values()))
        assert found.total == pytest.approx(total, abs=1e-3)
        marginals = found.marginals()
        for t, k in product(range(len(scores)), range(K)):
            share = [v for labels, v in ways.items() if labels[t] == k]
            assert marginals[t, k] == pytest.approx(np.exp(np.logaddexp.reduce(share) - total), abs=1e-3)


def test_probability_of_a_span(chain: Chain) -> None:
    scores = np.random.default_rng(8).normal(size=(5, K)).astype(np.float32)
    breaks = np.zeros(5, dtype=bool)
    (found,) = decode([scores], [breaks], chain)
    ways = brute(scores, breaks, chain)
    total = np.logaddexp.reduce(list(ways.values()))
    for start, labels in ((0, [0, 1]), (1, [2, 2, 0]), (4, [2])):
        share = [v for way, v in ways.items() if list(way[start : start + len(labels)]) == labels]
        assert found.span_log_probability(labels, start) == pytest.approx(np.logaddexp.reduce(share) - total, abs=1e-3)


def test_no_span_goes_on_over_a_break(chain: Chain) -> None:
    shut = chain.across
    assert (shut[1] <= -1e3).all(), "label 1 closes nothing, so nothing may follow it over a break"
    assert (shut[:, 2] <= -1e3).all(), "label 2 opens nothing, so it may follow nothing over a break"


def test_long_sequences_stay_finite(chain: Chain) -> None:
    scores = np.random.default_rng(1).normal(size=(3000, K)).astype(np.float32) * 8
    (found,) = decode([scores], [np.zeros(3000, dtype=bool)], chain)
    assert np.isfinite(found.total)
    assert np.allclose(found.marginals().sum(axis=1), 1, atol=0.02)


def test_nothing_gives_nothing(chain: Chain) -> None:
    assert decode([], [], chain) == []
