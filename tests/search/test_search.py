"""Finding statements again, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.record.store import Record
from onrecord.search.fulltext import Query
from onrecord.search.search import Filters, Hit, every, search, search_page
from tests.stories import fill

TOLL, CLOSE, DATE = (
    "“A toll would hit the people who can least afford it,”",
    "the bridge may close",
    "“We never promised a date,”",
)
FERRIES, TOLLS = "“The ferries are running late again,”", "when the new tolls begin"


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    with Record.open(place) as record:
        fill(record)
        yield record


def words(hits: Iterator[Hit] | list[Hit]) -> list[str]:
    return [hit.statement.words for hit in hits]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("toll", {TOLL, TOLLS}),  # by the stem
        ("TOLLS", {TOLL, TOLLS}),
        ("toll afford", {TOLL}),  # all words
        ("toll -afford", {TOLLS}),
        ('"running late"', {FERRIES}),
        ('"late running"', set()),  # in this order
        ("“running late", {FERRIES}),  # a curly mark, and none that closes it
        ('-toll -"may close"', {DATE, FERRIES}),
        ("zebra", set()),
        ("?!", set()),
    ],
)
def test_words(record: Record, typed: str, expected: set[str]) -> None:
    assert set(words(search(record, typed))) == expected
    assert set(words(every(record, typed))) == expected


def test_the_closest_match_comes_first(record: Record) -> None:
    assert words(search(record, "bridge close"))[0] == CLOSE


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"speaker": "Imelda Roscoe"}, {TOLL, DATE, TOLLS}),
        ({"speaker": "roscoe"}, {TOLL, DATE, TOLLS}),
        ({"speaker": "Mayor Roscoe"}, {TOLL, DATE, TOLLS}),
        ({"speaker": "Oscoe"}, set()),
        ({"speaker": "100%"}, set()),
        ({"said_from": "2025-11-03"}, {TOLL}),
        ({"said_to": "2025-11-02"}, {FERRIES}),
        ({"said_from": "2025-10-10", "said_to": "2025-10-12"}, {FERRIES}),  # said some time in October: overlap
        ({"published_from": "2025-11-01"}, {TOLL, CLOSE, DATE}),
        ({"published_to": "2025-10-31"}, {FERRIES, TOLLS}),
        ({"channel": ("post", "speech")}, {FERRIES}),
        ({"kind": ("indirect",)}, {CLOSE, TOLLS}),
        ({"act": ("denied",)}, {DATE}),
        ({"happened": ("no",)}, {TOLLS}),
        ({"outlet": "port gazette"}, {FERRIES, TOLLS}),
        ({"addressee": "Reporter"}, {TOLL}),
        ({"addressee": "%"}, set()),
        ({"speaker": "Roscoe", "kind": ("direct",), "outlet": "Harrow Courier"}, {TOLL, DATE}),
    ],
)
def test_filters_alone_and_with_words(record: Record, filters: dict[str, Any], expected: set[str]) -> None:
    asked = Filters(**filters)
    assert set(words(search(record, "", asked))) == expected
    assert set(words(every(record, "", asked))) == expected
    assert set(words(search(record, "toll", asked))) == expected & {TOLL, TOLLS}


def test_without_words_the_newest_come_first_and_the_limit_holds(record: Record) -> None:
    assert words(search(record)) == [DATE, CLOSE, TOLL, TOLLS, FERRIES]
    assert words(search(record, limit=2)) == [DATE, CLOSE]


@pytest.mark.parametrize("typed", ["", "the"])
def test_batches_give_the_same_as_one_search(record: Record, typed: str) -> None:
    gathered, after = [], None
    while (batch := search_page(record, typed, limit=2, after=after)).next:
        gathered += batch.hits
        after = batch.next
    assert [*gathered, *batch.hits] == search(record, typed)


@pytest.mark.parametrize(
    ("typed", "after"), [("", "x"), ("", "."), ("", "2025-01-01.x"), ("toll", "-1"), ("toll", "9" * 30)]
)
def test_a_wrong_place_is_told(record: Record, typed: str, after: str) -> None:
    with pytest.raises(UsageError, match="begin anew"):
        search_page(record, typed, after=after)


def test_a_person_is_found_by_id(record: Record) -> None:
    (hit,) = search(record, "afford")
    assert hit.person is not None
    assert hit.person.name == "Imelda Roscoe"
    assert set(words(search(record, "", Filters(person=hit.person.id)))) == {TOLL, DATE, TOLLS}


def test_a_hit_is_the_statement_with_its_article(record: Record) -> None:
    (hit,) = search(record, "afford")
    line = json.loads(json.dumps(hit.to_dict()))
    assert line["article"] == {
        "id": hit.article.id, "source": "story.txt", "url": "https://courier.example/toll", "title": "Mayor drops toll",
        "outlet": "Harrow Courier", "published": "2025-11-07",
    }  # fmt: skip
    assert line["said"]["edtf"] == "2025-11-03"
    assert line["person"]["name"] == "Imelda Roscoe"
    assert Hit.from_dict(line) == hit


@given(typed=st.text(st.characters(codec="utf-8"), max_size=30))
@settings(max_examples=200)
def test_what_is_typed_becomes_quoted_words(typed: str) -> None:
    query = Query.of(typed)
    assert all(word.isalnum() for phrase in (*query.wanted, *query.unwanted) for word in phrase)


def found_among_all(record: Record, typed: str) -> bool:
    """Whether the best finds of a search are among all of its finds."""
    best, everything = search(record, typed), list(every(record, typed))
    return {hit.statement.id for hit in best} <= {hit.statement.id for hit in everything}


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "a AND",
        "NEAR(a b)",
        "words:toll",
        "a*",
        "^a",
        "it's",
        "c++",
        "(",
        "-",
        "x\0y",
        "NOT",
        "'; DROP",
        "toll & |",
        ":*",
    ],
)
def test_nothing_typed_is_an_error(record: Record, typed: str) -> None:
    assert found_among_all(record, typed)


@given(typed=st.text(st.characters(codec="utf-8"), max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_is_an_error(record: Record, typed: str) -> None:
    assert found_among_all(record, typed)
