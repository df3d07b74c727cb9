"""The confidence and its folder format."""

from __future__ import annotations

import pytest

from onrecord.models.confidence import FEATURES, HINGES, Calibration, bend_terms

ZEROS = [0.0] * len(FEATURES)


def test_probability_grows_with_a_weighted_feature() -> None:
    weights = (0.0, 1.0, *ZEROS[1:])
    calibration = Calibration(weights, (0.0, 1.0, *[0.0] * len(HINGES)))
    low, high = (calibration.probability([x, *ZEROS[1:]]) for x in (-2.0, 2.0))
    assert 0 < low < 0.5 < high < 1
    assert low == pytest.approx(1 - high)


def test_the_bend_starts_at_its_hinges() -> None:
    assert bend_terms(-1.0) == (1.0, -1.0, 0.0, 0.0, 0.0)
    assert bend_terms(1.5) == (1.0, 1.5, 1.5, 0.5, 0.0)


def test_round_trip_and_refusal() -> None:
    calibration = Calibration((0.5, *[0.25] * len(FEATURES)), (0.1, 0.9, *[0.5] * len(HINGES)))
    assert Calibration.from_dict(calibration.to_dict()) == calibration
    with pytest.raises(ValueError, match="other features"):
        Calibration.from_dict({"weights": [1.0], "bend": [1.0]})


def test_extreme_odds_stay_probabilities() -> None:
    calibration = Calibration((1e6, *ZEROS), (0.0, 1.0, *[0.0] * len(HINGES)))
    assert calibration.probability(ZEROS) == pytest.approx(1.0)
