"""Choosing among rows by trees."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.annotation import anchors, occasions
from onrecord.errors import ModelError
from onrecord.models.trees import softmax, trees


def test_probabilities_of_each_choice_sum_to_one() -> None:
    chance = softmax(np.array([1.0, 1.0, 5.0, 700.0, -700.0], np.float32), np.array([0, 2, 3]))
    assert chance.tolist() == [0.5, 0.5, 1.0, 1.0, 0.0]


@pytest.mark.parametrize("task", ["date", "channel", "addressee"])
def test_trees_fit_the_columns_of_anchors(task: str) -> None:
    rows = np.full((2, len(anchors.FEATURES)), np.nan, np.float32)
    assert trees(task, anchors.FEATURES).probabilities(rows, np.array([0])).sum() == pytest.approx(1)
    assert trees(task, anchors.FEATURES).probabilities(rows[:0], np.array([], np.int64)).tolist() == []


def test_trees_of_other_columns_are_refused() -> None:
    with pytest.raises(ModelError, match="other columns"):
        trees("occasion", occasions.COLUMNS[1:])
