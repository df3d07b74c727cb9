"""A quotation laid along its source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.search.alignment import Alignment, align
from onrecord.text.words import words_of

SOURCE = (
    "Well, I have lived in this harbor town for thirty years and, uh, I have never seen the ferry run aground. "
    "We will not sell the old lighthouse to anyone, because it belongs to the people. And the people, the people know "
    "that we do not have the money for a second pier. Do we want to close the school? We have asked the governor for "
    "twelve million, and he has given us nothing but kind words and a calendar."
)


def laid(quote: str, source: str = SOURCE) -> Alignment:
    found = align(words_of(quote), words_of(source))
    assert found is not None
    return found


def changes(quote: str) -> list[tuple[str, str, str, bool]]:
    draft, source = words_of(quote), words_of(SOURCE)
    found = align(draft, source)
    assert found is not None
    return [
        (p.change, *(" ".join(w.key for w in words[slice(*where)]) for words, where in ((draft, p.draft), (source, p.source))),
         p.marked)
        for p in found.parts
    ]  # fmt: skip


@pytest.mark.parametrize(
    "quote",
    [
        "I have never seen the ferry run aground",
        "I’ve lived in this harbour town for 30 years and I have never seen the ferry run aground.",
        "And we will not sell the old light-house to anyone",
        "the people know that we don't have the money",
        "He's given us nothing but kind words and a calender",
        "WE HAVE ASKED THE GOVERNOR FOR $12 MILLION",
        "we won't… we will not sell the old lighthouse".partition("… ")[2],
    ],
)
def test_the_same_words_are_laid_without_a_change(quote: str) -> None:
    assert laid(quote).parts == ()


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("We will not sell the lighthouse to anyone", [("delete", "", "old", False)]),
        ("We will not sell the … lighthouse to anyone", [("delete", "", "old", True)]),
        ("We will sell the old lighthouse to anyone", [("delete", "", "not", False)]),
        ("We will not sell the old windmill to anyone", [("replace", "windmill", "lighthouse", False)]),
        ("nothing but kind dollars", [("replace", "dollars", "words", False)]),  # no sum, so no "dollars" of one
        ("We will not sell the old [wooden] lighthouse to anyone", [("insert", "wooden", "", True)]),
        ("We will not sell [the tower] to anyone", [("replace", "tower", "old lighthouse", True)]),
        ("We will not ever sell the old lighthouse to anyone", [("insert", "ever", "", False)]),
        ("We have asked the governor for fifty million", [("replace", "50", "12", False)]),
    ],
)
def test_changes_are_told(quote: str, expected: list[tuple[str, str, str, bool]]) -> None:
    assert changes(quote) == expected


def test_a_quotation_put_together_is_found_whole() -> None:
    found = laid("I have never seen the ferry run aground, he has given us nothing but kind words and a calendar")
    assert [p.change for p in found.parts] == ["leap"] and not found.parts[0].marked
    backward = laid("he has given us nothing but kind words. I have never seen the ferry run aground")
    assert [p.change for p in backward.parts] == ["leap"]
    marked = laid("I have never seen the ferry run aground … he has given us nothing but kind words")
    assert [(p.change, p.marked) for p in marked.parts] == [("leap", True)]


def test_a_leap_is_where_the_draft_shows_it() -> None:
    source = "The mayor met the pilots. Nobody in the town had asked them to come. The pilots, the band, the clerks and all of the children of the harbor waited outside in the rain, and the pilots left by the night boat."
    found = laid("The mayor met the pilots … left by the night boat", source)
    assert [(p.change, p.marked) for p in found.parts] == [("leap", True)]


def test_a_word_that_ends_a_quotation_counts() -> None:
    assert [p.change for p in laid("We will not sell the old lighthouse to anyone because").parts] == []
    assert [p.change for p in laid("We have asked the governor because").parts] == ["replace"]


def test_other_words_have_a_low_score() -> None:
    assert laid("The council voted on Monday to approve a budget of some kind for the library").score < 0.2
    assert laid("We will not sell the old lighthouse to anyone").score > 0.95
    assert align(words_of("..."), words_of(SOURCE)) is None
    assert align(words_of("ferry"), []) is None


@given(st.lists(st.sampled_from("the ferry will not run in winter … [board] uh".split()), max_size=12),
       st.lists(st.sampled_from("the ferry will not run in winter and it sank".split()), max_size=25))  # fmt: skip
def test_links_are_sound(quote: list[str], source: list[str]) -> None:
    draft, words = words_of(" ".join(quote)), words_of(" ".join(source))
    found = align(draft, words)
    if found:
        assert len(found.links) == len(draft) and 0 <= found.score <= 1
        linked = [k for k in found.links if k >= 0]
        assert all(0 <= k < len(words) for k in linked)
        first, last = found.span
        assert first <= last
        assert all(0 <= p.draft[0] <= p.draft[1] <= len(draft) for p in found.parts)
