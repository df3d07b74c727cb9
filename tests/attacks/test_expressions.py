"""No expression of the package takes more than linear time, whatever is given to it."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.attacks.expressions import BOUNDED, SOAK, Expression, slow_forms

#: Seconds for all of them together: a hundred times what they take.
HARD_LIMIT = 3600 if SOAK else 600


@pytest.fixture(scope="module")
def told() -> list[str]:
    """What the attack on all of them tells, in a process of its own: one that hangs can only be stopped with that."""
    command = [sys.executable, "-m", "tests.attacks.expressions"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=HARD_LIMIT)
    except subprocess.TimeoutExpired as hanging:
        pytest.fail(f"hangs: {str(hanging.stdout)[-300:]}")
    return done.stdout.splitlines()


def test_no_expression_is_slow(told: list[str]) -> None:
    assert [line for line in told if line.startswith("SLOW")] == []


def test_those_that_only_see_short_texts_are_still_there(told: list[str]) -> None:
    assert {f"... {where}" for where in BOUNDED} <= set(told)


@pytest.mark.parametrize(
    ("pattern", "way", "slow"),
    [
        (r"(?:a+)+$", "match", True),  # each way to part a row of letters
        (rb"(?:<!--.*?-->\s*)*<rss", "match", True),  # a comment may end at any later end of a comment
        (r"(?:\w+|\d+)*!", "match", True),  # two ways to read each figure
        (r"\s+$", "search", True),  # from each place of a run of white space
        (r"\s*,?\s*x", "match", True),  # each way to part a run of white space
        (r"(?:\w+ )?\w+ x\b", "finditer", True),
        (r"\s+$", "match", False),
        (r"(?<!\s)\s++$", "search", False),
        (r"(?:a++)++$", "match", False),
        (r"[^\n]{0,60}x", "search", False),  # a bound, though a high one
    ],
)
def test_the_attack_finds_what_is_slow(pattern: str | bytes, way: str, slow: bool) -> None:
    found = list(slow_forms(Expression("here", re.compile(pattern), frozenset({way}))))
    assert bool(found) is slow, found
