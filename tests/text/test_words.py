"""Words as they are compared: what an editor doesn't count gives the same keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.words import is_bleep, is_misprint, same, same_letters, words_of


def keys(text: str) -> list[str]:
    return [w.key for w in words_of(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We don’t know, and we can't say.", "we do not know and we cannot say"),
        ("They've said they'll come; I'm sure we're ready", "They have said they will come I am sure we are ready"),
        ("I'm gonna wanna go", "I am going to want to go"),
        ("Mr. Strand and Dr. Holt", "Mister Strand and Doctor Holt"),
        ("the U.S. and the USA", "the United States and the United States"),
        ("25% of it", "twenty-five per cent of it"),
        ("a million crowns", "1 million crowns"),
        ("2,000 of 1,500,000", "two thousand of 1500000"),
        ("$3 million", "three million"),
        ("the first and the 2nd", "the 1st and the second"),
        ("colour, organised, centre, travelled, defence, analysed", "color organized center traveled defense analyzed"),
        ("towards the grey programme", "toward the gray program"),
        ("café society", "CAFE society"),
        ("[W]e want[ed] it", "we wanted it"),
        ("bread & butter", "bread and butter"),
    ],
)
def test_what_an_editor_does_not_count_is_the_same(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("four", "for"),
        ("our harbour", "or harbor"),
        ("15", "50"),
        ("it is", "it was"),
        ("cans", "can not"),
        ("1.5", "15"),
    ],
)
def test_what_counts_is_not_the_same(one: str, other: str) -> None:
    assert keys(one) != keys(other)


def test_what_is_heard_but_not_printed_is_told_apart() -> None:
    words = words_of("Well, uh, the ferry (Applause) is, you know, late [sic] ... very late.")
    assert [w.key for w in words if w.sort == "word"] == ["well", "the", "ferry", "is", "late", "very", "late"]
    assert [w.key for w in words if w.sort == "filler"] == ["uh", "you", "know"]
    assert [w.key for w in words if w.sort == "aside"] == ["applause", "sic"]
    assert sum(w.sort == "gap" for w in words) == 1


def test_square_brackets_hold_what_is_not_the_speakers() -> None:
    words = words_of("He told [the harbour board] that (in May) it sank")
    assert [w.key for w in words if w.sort == "aside"] == ["the", "harbor", "board"]


@pytest.mark.parametrize("printed", ["s—", "s---", "s**t", "[expletive]"])
def test_unprinted_words_are_known(printed: str) -> None:
    assert any(is_bleep(w) for w in words_of(f"This is {printed} and no more"))


def test_contractions_may_mean_two_words() -> None:
    assert same("'s", "is") and same("has", "'s") and same("had", "'d") and same("s*t", "shirt")
    assert not same("is", "has")
    assert same_letters(["health", "care"], ["healthcare"]) and not same_letters([], [])


@pytest.mark.parametrize(
    ("printed", "meant"),
    [("goverment", "government"), ("recieve", "receive"), ("govemment", "government"), ("comrnittee", "committee")],
)
def test_slips_are_no_other_words(printed: str, meant: str) -> None:
    assert is_misprint(printed, meant)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [("want", "went"), ("threatens", "threaten"), ("law", "war"), ("wanted", "wants"), ("15", "16")],
)
def test_other_words_are_no_slips(printed: str, meant: str) -> None:
    assert not is_misprint(printed, meant)


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    words = words_of(text)
    assert all(0 <= w.start < w.end <= len(text) for w in words)
    assert [w.start for w in words] == sorted(w.start for w in words)
