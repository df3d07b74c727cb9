"""The same words in several articles."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import Article
from onrecord.errors import UnknownError
from onrecord.record.clusters import RUN, _fingerprints, differences, quoted_words
from onrecord.record.store import Record
from onrecord.search.search import every, same_words
from tests.stories import ONE, TWO, article, statement

LONG = "We will keep the ferry running all winter, and nobody will pay more for it."
TRIMMED = "keep the ferry running all winter, and nobody will"
REWORDED = "We will keep the boat running all winter, and nobody shall pay more for it."


def add(record: Record, words: str, kind: str = "direct", **known: str) -> Article:
    story = article(f"“{words}” Ole Strand said. {known}", **known)
    record.add(story, [statement(story, f"“{words}”", "Ole Strand", kind=kind)], ONE)
    return story


def clusters(record: Record) -> list[set[str]]:
    found: dict[str, set[str]] = {}
    for hit in every(record):
        if hit.cluster:
            found.setdefault(hit.cluster, set()).add(hit.article.outlet or "")
    return list(found.values())


def test_the_same_words_gather_first_publication_first(place: str) -> None:
    with Record.open(place) as record:
        add(record, LONG, outlet="Late", published="2025-12-02")
        add(record, TRIMMED, outlet="Early", published="2025-12-01", kind="mixed")
        add(record, "Something quite different was said about the ferry and its winter.", outlet="Other")
        add(record, TRIMMED, outlet="Paraphrase", kind="indirect")
        assert clusters(record) == [{"Late", "Early"}]
        late = next(h for h in every(record) if h.article.outlet == "Late")
        assert [h.article.outlet for h in same_words(record, late.statement.id)] == ["Early", "Late"]
        assert late.cluster is not None
        assert [h.article.outlet for h in same_words(record, late.cluster)] == ["Early", "Late"]
        with pytest.raises(UnknownError, match="no statement with this id"):
            same_words(record, "nothing")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (LONG, LONG.upper(), True),  # case
        (LONG, LONG.replace(",", " –"), True),  # marks
        ("It isn't over, not by a long way, I say", "It isn’t over not by a long way", True),  # apostrophes
        (LONG, REWORDED, False),  # six words in a row
        ("one two three four five six seven", "one two three four five six seven", False),  # too few
        ("one two three four five six seven eight", "x one two three four five six seven eight", True),
    ],
)
def test_eight_words_in_a_row_make_them_the_same(place: str, one: str, other: str, same: bool) -> None:
    with Record.open(place) as record:
        add(record, one, outlet="A")
        add(record, other, outlet="B")
        assert clusters(record) == ([{"A", "B"}] if same else [])


def test_a_link_joins_clusters_and_parts_them_when_it_goes(place: str) -> None:
    first = "all the boats in the harbour will leave before dawn"
    second = "the lighthouse keeper has seen none of them since"
    with Record.open(place) as record:
        for outlet, words in (("A", first), ("B", first), ("C", second), ("D", second)):
            add(record, words, outlet=outlet)
        assert len(clusters(record)) == 2
        link = add(record, f"{first} and {second}", outlet="E")
        assert clusters(record) == [{"A", "B", "C", "D", "E"}]
        record.add(link, [], TWO, again=True)
        assert sorted(map(sorted, clusters(record))) == [["A", "B"], ["C", "D"]]


def test_one_article_and_its_older_versions_are_no_cluster(place: str) -> None:
    story = article(f"“{LONG}” Ole Strand said. Again: “{LONG} Really.”", url="https://gazette.example/1", outlet="A")

    def found(of: Article) -> list:
        return [statement(of, f"“{LONG}”"), statement(of, f"“{LONG} Really.”")]

    changed = replace(story, text=story.text + " Updated.")
    with Record.open(place) as record:
        record.add(story, found(story), ONE)
        record.add(changed, found(changed), ONE)
        assert clusters(record) == []
        add(record, LONG, outlet="B")
        assert clusters(record) == [{"A", "B"}]


def test_differences_are_told_word_by_word() -> None:
    found = [(d.kind, d.first, d.other) for d in differences(f"“{LONG}”", f"“{REWORDED} Yes.”")]
    assert found == [("replace", "ferry", "boat"), ("replace", "will", "shall"), ("insert", "", "Yes")]
    assert differences("“We will, of course,”", "We will of Course") == []


def test_only_quoted_words_count() -> None:
    assert quoted_words("mixed", "that the toll is “the only fair way” to pay") == [("the", "only", "fair", "way")]
    assert quoted_words("indirect", "“Yes,” he said") == []


WORD = st.sampled_from("a b c d e f g".split())


@given(st.lists(WORD, max_size=6), st.lists(WORD, min_size=RUN, max_size=12), st.lists(WORD, max_size=6))
def test_a_shared_run_always_shares_a_fingerprint(before: list[str], run: list[str], after: list[str]) -> None:
    assert _fingerprints([tuple(run)]) & _fingerprints([(*before, *run, *after)])
