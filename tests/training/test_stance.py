"""What the stance network learns from: sentences turned into their opposite, and persons with other names."""

from __future__ import annotations

import random

import pytest

from evaluation.stance import macro_f
from evaluation.stance_sets import renamed
from onrecord.models.stance_input import StatementText
from training.stance_data import Pair
from training.stance_vary import full_names, negated, turned, vary


@pytest.mark.parametrize(
    ("sentence", "opposite"),
    [
        ("The toll should go.", "The toll should not go."),
        ("The town can pay.", "The town cannot pay."),
        ("Pell needs to go.", "Pell does not need to go."),
        ("The toll should not go.", None),  # its opposite would have to lose a word
        ("Abolish the toll.", None),
    ],
)
def test_a_sentence_is_negated_at_its_auxiliary(sentence: str, opposite: str | None) -> None:
    assert negated(sentence) == opposite


def test_an_opposite_sentence_changes_for_and_against_only() -> None:
    said = StatementText.of("The toll has to go.")
    seen = set()
    for seed in range(200):
        for stance in ("for", "mixed", "none"):
            found = vary(Pair("The toll should be abolished.", said, stance=stance), random.Random(seed))
            seen.add((found.toward, stance, found.stance))
    kept = {(s, f) for toward, s, f in seen if toward == "The toll should be abolished."}
    changed = {(s, f) for toward, s, f in seen if toward != "The toll should be abolished."}
    assert kept == {("for", "for"), ("mixed", "mixed"), ("none", "none")}
    assert changed == {("for", "against"), ("mixed", "mixed"), ("none", "none")}
    assert ("The toll should be kept.", "for", "against") in seen


def test_statements_change_places() -> None:
    pair = Pair("We want trams.", StatementText.of("Trams are dear."), relation="inconsistent")
    assert turned(turned(pair)) == pair
    assert turned(pair).toward == "Trams are dear."


def test_other_names_move_the_places_along() -> None:
    text = "On Monday Roscoe ripped into Gordon Pell, and Pell laughed."
    at = text.index
    content, cue = (at("Gordon"), at(", and")), (at("ripped"), at(" Gordon"))
    found = renamed(
        StatementText(text, (content,), (cue,), speaker="Imelda Roscoe"), {"Pell": "Castellanos", "Roscoe": "Ode"}
    )
    assert found.text == "On Monday Ode ripped into Gordon Castellanos, and Castellanos laughed."
    assert found.text[slice(*found.content[0])] == "Gordon Castellanos"
    assert found.text[slice(*found.cue[0])] == "ripped into"
    assert found.speaker == "Imelda Ode"


def test_full_names_begin_with_a_first_name() -> None:
    assert full_names("Gordon Pell met Imelda Roscoe at Fog Harbor.") == [("Gordon", "Pell"), ("Imelda", "Roscoe")]


def test_macro_f_counts_the_labels_that_occur() -> None:
    assert macro_f(["for", "for", "none"], ["for", "for", "none"]) == 100
    assert macro_f(["for", "none"], ["for", "mixed"]) == 50
