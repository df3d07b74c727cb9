"""Articles and what is known about them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article import Article, Metadata

WORDS = st.text(max_size=20)
MAYBE = st.none() | WORDS
KNOWN = st.builds(
    Metadata,
    title=MAYBE, outlet=MAYBE, authors=st.lists(WORDS, max_size=2).map(tuple), published=MAYBE, published_at=MAYBE, url=MAYBE,
)  # fmt: skip
DAY, TIME = "2025-11-07", "2025-11-07T10:00:00+01:00"


@given(WORDS, WORDS, KNOWN)
def test_it_goes_to_json_and_back(source: str, text: str, known: Metadata) -> None:
    article = Article(source=source, text=text).with_metadata(known)
    assert Article.from_dict(article.to_dict()) == article


def test_the_id_is_of_address_and_text_alone() -> None:
    one = Article(source="a.txt", text="Bridge shut.", title="Bridge")
    assert one.id == Article(source="b.txt", text="Bridge shut.").id
    assert one.id != Article(source="a.txt", text="Bridge shut").id
    assert one.id != Article(source="a.txt", text="Bridge shut.", url="https://courier.example/").id
    assert Article(source="a", text="a lone \ud800 surrogate").id


@pytest.mark.parametrize(
    ("reason", "first", "second", "expected"),
    [
        ("nothing known first", Metadata(), Metadata(published=DAY, published_at=TIME), (DAY, TIME)),
        ("the time of another day isn't taken", Metadata(published="2025-11-08"), Metadata(published=DAY, published_at=TIME), ("2025-11-08", None)),
        ("the time of the same day is", Metadata(published=DAY), Metadata(published=DAY, published_at=TIME), (DAY, TIME)),
    ],
)  # fmt: skip
def test_a_time_goes_with_its_day(reason: str, first: Metadata, second: Metadata, expected: tuple) -> None:
    both = first.or_else(second)
    assert (both.published, both.published_at) == expected
    placed = Article(source="a", text="b").with_metadata(second).with_metadata(first)
    assert (placed.published, placed.published_at) == expected
