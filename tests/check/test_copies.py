"""Which stored articles are the draft itself, an earlier version of it, or the same agency copy."""

from __future__ import annotations

import pytest

from onrecord.check.copies import Copies, story_runs
from onrecord.text.outline import Outline
from tests.passages import source
from tests.stories import article

#: A story of twenty words outside of its quotation: fifteen runs of six.
OWN = "The old ferry ran aground on a bank of sand near Port Harrow this week and nobody was badly hurt."
STORY = f"{OWN} “We were all very lucky that the sea was so calm on that night,” said Ann Holt."
QUOTED = "“We were all very lucky that the sea was so calm on that night,”"


def words(n: int) -> str:
    """The first words of the story."""
    return " ".join(OWN.split()[:n])


OTHER = "Quite unlike what other people tell of it one witness has spoken up about lights that went out before two."


@pytest.mark.parametrize(
    ("text", "copy", "reason"),
    [
        (STORY, True, "the very text"),
        (f"{OWN} He gave no name.", True, "the story's own words, whatever is quoted"),
        (f"{OTHER} {QUOTED} said Ann Holt.", False, "that two stories quote the same is no sign"),
        (f"{words(10)}. {words(5)}.", False, "five runs of six words: one too few"),
        (f"{words(11)}.", True, "six runs of six words"),
        (f"{words(11)}. {OTHER}", True, "six of twenty: a third"),
        (f"{words(11)}. {OTHER} {' '.join(reversed(OTHER.split()))}", True, "the share is of the shorter text"),
        (" ".join(reversed(OWN.split())), False, "the same words in another order"),
        ("", False, "nothing to compare"),
    ],
)
def test_a_story_is_a_copy_by_its_own_words(text: str, copy: bool, reason: str) -> None:
    draft = Copies(article(STORY, source="draft.txt"), Outline(STORY))
    assert draft.is_copy(source(text, primary=False, source="story.txt")) is copy, reason


def made(n: int, name: str) -> str:
    """So many words that no other text has."""
    return " ".join(f"{name}{k}" for k in range(n))


@pytest.mark.parametrize(
    ("shared", "of", "copy"), [(12, 30, True), (9, 30, True), (9, 31, False), (8, 35, False), (6, 15, True)]
)
def test_copies_share_three_tenths_of_the_shorter_text(shared: int, of: int, copy: bool) -> None:
    both = made(shared + 5, "both")
    mine, theirs = f"{both} {made(of - shared, 'mine')}", f"{both} {made(80, 'theirs')}"
    assert (len(story_runs(Outline(mine))), len(story_runs(Outline(both)))) == (of, shared)
    for one, other in ((mine, theirs), (theirs, mine)):
        draft = Copies(article(one, source="draft.txt"), Outline(one))
        assert draft.is_copy(source(other, primary=False, source="story.txt")) is copy


@pytest.mark.parametrize(
    ("known", "copy", "reason"),
    [
        ({"url": "https://courier.example/ferry"}, True, "an earlier version under the draft's address"),
        ({"url": "https://gazette.example/ferry"}, False, "another's address"),
        ({"source": "draft.txt"}, True, "the file itself, changed since"),
        ({"source": "draft.txt", "primary": True}, False, "a transcript isn't a version of a story"),
        ({"url": "https://courier.example/ferry", "primary": True}, True, "the draft's own address, though"),
    ],
)
def test_a_version_is_known_by_where_it_stands(known: dict[str, object], copy: bool, reason: str) -> None:
    draft = article(STORY, source="draft.txt", url="https://courier.example/ferry")
    told = {"source": "story.txt", "primary": False, **known}
    assert Copies(draft, Outline(STORY)).is_copy(source(OTHER, **told)) is copy, reason


def test_what_comes_by_standard_input_is_no_version_of_anything() -> None:
    draft = Copies(article(STORY, source="-"), Outline(STORY))
    assert not draft.is_copy(source(OTHER, primary=False, source="-"))


def test_a_draft_without_an_address_is_not_everything_without_one() -> None:
    draft = Copies(article(STORY, source="draft.txt"), Outline(STORY))
    assert not draft.is_copy(source(OTHER, primary=False, source="story.txt", url=None))


def test_the_draft_itself_is_a_copy_by_its_id() -> None:
    draft = article(STORY, source="draft.txt")
    assert Copies(draft, Outline(STORY)).is_copy(source(OTHER, article_id=draft.id))


def test_transcripts_with_the_same_words_are_no_copies() -> None:
    draft = Copies(article(STORY, source="draft.txt"), Outline(STORY))
    assert not draft.is_copy(source(STORY, primary=True))


def test_an_article_is_compared_once() -> None:
    draft = Copies(article(STORY, source="draft.txt"), Outline(STORY))
    assert draft.is_copy(source(STORY, primary=False, article_id="x", source="a.txt"))
    assert draft.is_copy(source(OTHER, primary=False, article_id="x", source="a.txt")), "known by its id"


def test_runs_leave_out_what_stands_between_marks() -> None:
    assert story_runs(Outline(QUOTED)) == frozenset()
    assert len(story_runs(Outline("One two three four five six seven."))) == 2
    inside = "One two three “four five” six seven eight nine ten eleven."
    assert story_runs(Outline(inside)) == {("6", "7", "8", "9", "10", "11")}
