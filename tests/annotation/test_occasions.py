"""Which statements were made on one occasion."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.annotation.occasions import COLUMNS, NONE, OWN, Links, gathered
from tests.annotation.test_circumstances import circumstances

#: For each statement in reading order the chances of joining an earlier one, of an occasion of its own, of none.
Chances = list[dict[int, float]]

#: Why, chances, occasions.
GATHERED: list[tuple[str, Chances, list[int | None]]] = [
    ("nothing", [], []),
    ("each its own", [{OWN: 0.9, NONE: 0.1}, {0: 0.2, OWN: 0.7, NONE: 0.1}], [1, 2]),
    ("the second joins the first", [{OWN: 0.9, NONE: 0.1}, {0: 0.6, OWN: 0.3, NONE: 0.1}], [1, 1]),
    ("none tells", [{OWN: 0.4, NONE: 0.6}, {0: 0.2, OWN: 0.2, NONE: 0.6}], [None, None]),
    ("joining one of no occasion is to have none", [{OWN: 0.1, NONE: 0.9}, {0: 0.8, OWN: 0.1, NONE: 0.1}], [None, None]),
    ("those of one occasion count together", [{OWN: 1.0, NONE: 0.0}, {0: 0.9, OWN: 0.1, NONE: 0.0}, {1: 0.3, 0: 0.3, OWN: 0.4, NONE: 0.0}], [1, 1, 1]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "chances", "expected"), GATHERED)
def test_gathered(why: str, chances: Chances, expected: list[int | None]) -> None:
    turn = np.array([k for k, each in enumerate(chances) for _ in each], dtype=np.int64)
    earlier = np.array([e for each in chances for e in each], dtype=np.int64)
    found = Links(turn, earlier, np.zeros((len(turn), len(COLUMNS)), np.float32))
    assert gathered(found, np.array([p for each in chances for p in each.values()], np.float32)) == expected


def test_statements_of_one_news_conference_share_an_occasion() -> None:
    text = (
        "A toll is dropped\n\n"
        "Mayor Ana Ortega met reporters at a news conference on Tuesday. “The toll is gone,” she told reporters.\n\n"
        "“The bridge is safe,” she said."
    )
    first, second = circumstances(
        text, ("she", "told", "“The toll is gone,”"), ("she", "said", "“The bridge is safe,”")
    )
    assert first.occasion == second.occasion == 1


def test_a_belief_has_no_occasion() -> None:
    (found,) = circumstances("Ana Ortega has long believed that the toll is wrong.", ("Ana Ortega", "has long believed", "that the toll is wrong"))  # fmt: skip
    assert found.occasion is None


def test_how_sure_each_field_is() -> None:
    (found,) = circumstances("Ana Ortega told reporters on Tuesday that the toll is gone.", ("Ana Ortega", "told", "that the toll is gone"))  # fmt: skip
    assert all(0.5 < p <= 1 for p in found.sure.to_dict().values())
