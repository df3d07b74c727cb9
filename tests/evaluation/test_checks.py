"""The made checks mean what they say: each edit does what its type names, places are right, verdicts are read as told."""

from __future__ import annotations

import random

import pytest

from evaluation.checks import Judged
from evaluation.drafts import write_drafts
from evaluation.edits import TYPES, content_words
from evaluation.findings import Verdict, verdict
from evaluation.planted import Expected, Quote, invented, stories
from evaluation.speeches import Corpus, Speech
from onrecord import Article, Span
from onrecord.check.findings import Finding

ADDRESS = (
    "We will not sell the harbor to the first bidder, and it is our duty to mend 12 bridges before winter. "
    "The town is proud of its ferries -- old as they are -- and we never forget those who row them. "
    "Mr. Speaker, will the council listen?"
)


@pytest.fixture
def corpus():
    text = f"{ADDRESS} Every neighbor knows the organized crews of the ferries."
    return Corpus([Speech(Article("address.txt", text), "Imelda Roscoe", 1961, "1961", ((0, len(text)),))])


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("number changed", "our duty to mend 12 bridges before winter", "bridges before winter"),
        ("negation dropped", "We will not sell the harbor", "We will sell the harbor"),
        ("negation added", "The town is proud of its ferries", "is "),
        ("contraction", "it is our duty", "it's our duty"),
        ("British spelling", "Every neighbor knows the crews", "Every neighbour knows the crews"),
        ("title", "Mr. Speaker, will the council listen", "Speaker, will the council listen"),
        ("question as statement", "will the council listen?", "will the council listen"),
        ("hesitations dropped", "we -- we never, uh, forget those", "we never forget those"),
        ("case", "the Nation and its ferries", "the nation and its ferries"),
        ("number style", "mend 12 bridges", "mend twelve bridges"),
        ("opening dropped", "And we never forget", "We never forget"),
    ],
)
def test_an_edit_does_what_its_type_names(corpus, name, words, expected) -> None:
    edit = next(t for t in TYPES if t.name == name).edit
    changed = edit(words, random.Random(1), corpus)
    assert changed != words
    assert expected in changed


@pytest.mark.parametrize("name", ["word swapped", "word dropped", "misprint", "OCR", "ellipsis", "bracket", "tense"])
def test_an_edit_changes_little(corpus, name) -> None:
    """What a type changes leaves most of the words standing."""
    edit = next(t for t in TYPES if t.name == name).edit
    words = ADDRESS.partition(".")[0]
    for seed in range(20):
        changed = edit(words, random.Random(seed), corpus)
        if changed is not None:
            assert changed != words
            assert 2 * len(set(content_words(changed)) & set(content_words(words))) >= len(content_words(words)) - 1


def test_drafts_hold_their_quotations_at_the_places_given() -> None:
    rng = random.Random(3)
    names = ["Imelda Roscoe", "Gordon Pell", "Ada Roscoe", "Tobias Anker"]
    expected = Expected(("not_found",), None)
    quotes = [
        Quote("invented", long, invented(rng, long=long), name, " in 1961", expected)
        for name in names
        for long in (True, False)
    ]
    drafts = list(write_drafts(quotes, 1))
    assert sum(len(d.quotes) for d in drafts) == len(quotes)
    for draft in drafts:
        assert len({q.speaker for q, _ in draft.quotes if "Roscoe" in q.speaker}) <= 1
        for quote, places in draft.quotes:
            assert " ".join(draft.article.text[a:b] for a, b in places) == quote.words


def test_stories_carry_their_quotations() -> None:
    for story in stories(5):
        (content,) = story.statement.content
        assert content.exact == story.words
        assert story.article.text[content.start : content.end] == story.words


def finding(start: int, end: int, wording: str, standing: str | None, *warnings: str) -> Finding:
    quote = Span(start, end, "x" * (end - start))
    return Finding("quotation", quote, None, wording, False, standing, "unknown", warnings=warnings)


def test_pieces_are_taken_together_the_worst_counting() -> None:
    pieces = [finding(0, 10, "verbatim", "primary"), finding(20, 30, "altered", "primary", "number changed")]
    assert verdict(pieces, [(0, 10), (20, 30)]) == Verdict("altered", "primary", warnings=("number changed",))
    assert verdict(pieces[:1], [(0, 10), (12, 30)]).wording is None  # less than half of it is reported


@pytest.mark.parametrize(
    ("expected", "said", "right"),
    [
        (Expected(("verbatim",), "primary"), Verdict("verbatim", "primary"), True),
        (Expected(("verbatim",), "primary"), Verdict("verbatim", "unknown"), False),
        (Expected(("verbatim",), "primary"), Verdict("verbatim", "primary", warnings=("number changed",)), False),
        (Expected(("trimmed",), "primary", marked=True), Verdict("trimmed", "primary"), False),
        (Expected(("verbatim",), "primary", warning="date"), Verdict("verbatim", "primary"), False),
        (Expected(("altered", "not_found"), "primary"), Verdict("not_found"), True),
        (Expected(("altered", "not_found"), "primary"), Verdict("verbatim", "primary"), False),
    ],
)
def test_right_is_all_that_must_be_said(expected, said, right) -> None:
    quote = Quote("some type", True, "words", "Imelda Roscoe", " in 1961", expected)
    assert Judged(quote, said, "draft.txt", "words").right is right
