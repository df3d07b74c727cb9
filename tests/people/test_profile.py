"""What is counted and told of a person: facets, timeline, topics, roles, and the pages of a search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from onrecord.errors import UsageError
from onrecord.people.directory import find_people, most_quoted
from onrecord.people.profile import profile
from onrecord.people.topics import topics
from onrecord.record.store import Record
from onrecord.search.facets import facets
from onrecord.search.search import Filters, search, search_page
from onrecord.search.timeline import timeline
from onrecord.text.roles import role_beside
from tests.newsroom import furnish
from tests.stories import ONE, article, statement


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    with Record.open(place) as record:
        furnish(record)
        yield record


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mayor @Imelda Roscoe@ dropped it", "Mayor"),
        ("the former U.S. Sen. @Tom Farrow@ said", "former U.S. Sen."),
        ("Velden campaign manager @Ann Holt@ wrote", "campaign manager"),
        ("@Ann Holt@, a fisherman from Pell, said", "a fisherman from Pell"),
        ("@Tom Farrow@, who is the chief engineer, said", "the chief engineer"),
        ("@Ann Holt@, mayor of Pell, said", "mayor of Pell"),
        ("@Tom Farrow@ said", None),
        ("Mr. @Tom Farrow@ said", None),  # a courtesy tells nothing
        ("He thanked his aide. @Ann Holt@ left", None),  # the sentence before
        ("The reporters @Ann Holt@ met", None),  # several people
        ("@Ann Holt@, sitting at a table, said", None),
        ("@Ann Holt@, as the mayor left, said", None),
    ],
)
def test_the_role_beside_a_name(text: str, expected: str | None) -> None:
    before, name, behind = text.split("@")
    plain = before + name + behind
    found = role_beside(plain, len(before), len(before) + len(name))
    assert found == expected
    assert found is None or found in plain


def test_facets_count_what_is_found(record: Record) -> None:
    found = facets(record, "harbour")
    assert (found.counted, found.more) == (32, False)
    assert [(c.name, c.count) for c in found.person] == [("Petra Lund", 32)]
    assert [(c.value, c.count) for c in found.published] == [("2023", 8), ("2022", 8), ("2021", 8), ("2010", 8)]
    assert [(c.value, c.count) for c in found.said] == [("2023", 4), ("2022", 4), ("2021", 4), ("2010", 4)]
    assert facets(record, "?!").counted == 0


def test_a_timeline_has_dated_and_undated_apart(record: Record) -> None:
    found = timeline(record, "", Filters(speaker="Lund"))
    assert found.unit == "year"
    assert [p.edtf for p in found.periods] == ["2010", "2021", "2022", "2023"]
    assert found.periods[0].dated == found.periods[0].undated == Counter(indirect=4)
    assert (found.periods[0].first, found.periods[0].last) == ("2010-01-01", "2010-12-31")
    assert timeline(record, "", Filters(speaker="Lund", published_from="2023-01-01")).unit == "month"
    assert timeline(record, "zebra").periods == ()


def test_topics_are_words_that_others_use_less(record: Record) -> None:
    (lund,) = find_people(record, "Lund")
    assert (
        {"dredging", "harbour", "item", "needs"} >= {t.word for t in topics(record, Filters(person=lund.id))} != set()
    )


def test_a_profile_tells_roles_by_time(record: Record) -> None:
    (brandt, *_) = find_people(record, "Nadia Brandt")
    found = profile(record, brandt, "", Filters(person=brandt.id))
    assert [(r.role, r.first, r.articles) for r in found.roles] == [
        ("Gov.", "2025-05-11", 1),
        ("county commissioner", "2024-03-02", 1),
    ]
    assert found.names == (("Nadia Brandt", 6),)
    assert set(found.to_dict()) == {"person", "names", "roles", "topics", "timeline", "facets"}


def test_the_most_quoted_come_first(record: Record) -> None:
    assert [p.name for p in most_quoted(record, limit=2)] == ["Petra Lund", "Nadia Brandt"]


@pytest.mark.parametrize("words", ["", "harbour"])
def test_pages_follow_each_other_without_gap_or_repetition(record: Record, words: str) -> None:
    filters = Filters(speaker="Lund")
    seen: list[str] = []
    after: str | None = None
    while True:
        page = search_page(record, words, filters, limit=5, after=after)
        seen += [hit.statement.id for hit in page.hits]
        after = page.next
        if after is None:
            break
    assert seen == [hit.statement.id for hit in search(record, words, filters, limit=100)]
    assert len(set(seen)) == 32


@pytest.mark.parametrize("after", ["elsewhere", "-1", "1.", "2025-01-01.x", "1e9"])
def test_a_made_up_place_to_go_on_is_refused(record: Record, after: str) -> None:
    for words in ("", "harbour"):
        with pytest.raises(UsageError, match="no place to go on"):
            search_page(record, words, after=after)


def test_of_two_matches_the_one_that_says_more_is_better(place: str) -> None:
    text = "Ann Holt wants the pier. The pier is the only way for the boats of the whole bay to land, Ann Holt said."
    story = article(text)
    short = statement(story, "the pier", "Ann Holt", kind="indirect")
    long = statement(
        story, "The pier is the only way for the boats of the whole bay to land", "Ann Holt", kind="indirect"
    )
    with Record.open(place) as record:
        record.add(story, [short, long], ONE)
        assert [hit.statement.id for hit in search(record, "pier")] == [long.id, short.id]
