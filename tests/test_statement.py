"""Records survive the way to JSON and back."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from onrecord.article import Article
from onrecord.record.rows import statement_of, statement_row
from onrecord.statement import (
    KINDS,
    Addressee,
    Attribution,
    Channel,
    Said,
    Span,
    Speaker,
    Statement,
    Sure,
    statement_id,
)

spans = st.builds(Span, st.integers(0, 99), st.integers(100, 199), st.text(max_size=9))
speakers = st.builds(
    Speaker, st.text(max_size=9), st.sampled_from(["person", "group"]), st.booleans(), st.none() | spans
)
days = st.none() | st.dates().map(str)
statements = st.builds(
    Statement,
    id=st.text(max_size=9),
    kind=st.sampled_from(KINDS),
    source=st.lists(spans, max_size=2).map(tuple),
    cue=st.lists(spans, max_size=2).map(tuple),
    content=st.lists(spans, min_size=1, max_size=3).map(tuple),
    act=st.sampled_from(["said", "wrote", "denied"]),
    happened=st.sampled_from(["yes", "no", "hypothetical"]),
    confidence=st.floats(0, 1),
    speaker=st.none() | speakers,
    other_speakers=st.lists(speakers, max_size=2).map(tuple),
    said=st.none() | st.builds(Said, st.text(max_size=9), days, days, st.sampled_from(["own", "event"]), spans),
    channel=st.builds(Channel, st.sampled_from(["speech", "unspecified"]), st.none() | spans),
    addressee=st.none() | st.builds(Addressee, st.text(max_size=9), st.none() | spans),
    occasion=st.none() | st.integers(1, 9),
    sure=st.none() | st.builds(Sure, *[st.floats(0, 1)] * 4),
)
articles = st.builds(
    Article,
    source=st.text(max_size=9),
    text=st.text(max_size=50),
    url=st.none() | st.text(max_size=9),
    title=st.none() | st.text(max_size=9),
    outlet=st.none() | st.text(max_size=9),
    authors=st.lists(st.text(max_size=9), max_size=2).map(tuple),
    published=days,
)


@given(statements)
def test_statement_round_trip(statement: Statement) -> None:
    assert Statement.from_dict(json.loads(json.dumps(statement.to_dict()))) == statement


def test_the_record_keeps_occasion_and_how_sure_each_field_is() -> None:
    text = "Ortega said so."
    content = (Span.of(text, 12, 14),)
    kept = Statement("x", "indirect", (), (), content, "said", "yes", 0.9, occasion=2, sure=Sure(0.9, 0.8, 0.7, 0.6))
    for statement in (kept, replace(kept, occasion=None, sure=None)):
        assert statement_of(statement_row(statement), text) == statement


@given(articles)
def test_article_round_trip(article: Article) -> None:
    again = Article.from_dict(json.loads(json.dumps(article.to_dict())))
    assert again == article
    assert again.id == article.id


def test_an_id_depends_on_article_and_place_only() -> None:
    text = "He said so. He said so."
    first = Attribution((), (Span.of(text, 3, 7),), (Span.of(text, 8, 10),), "indirect", 0.5)
    surer = Attribution((), (Span.of(text, 3, 7),), (Span.of(text, 8, 10),), "indirect", 0.9)
    second = Attribution((), (Span.of(text, 15, 19),), (Span.of(text, 20, 22),), "indirect", 0.5)
    assert statement_id("a", first) == statement_id("a", surer)
    assert len({statement_id("a", first), statement_id("b", first), statement_id("a", second)}) == 3


def test_words_join_the_pieces() -> None:
    text = "“The bridge,” he said,\n“is  shut.”"
    content = (Span.of(text, 0, 13), Span.of(text, 23, len(text)))
    statement = Statement("x", "direct", (), (), content, "said", "yes", 0.9)
    assert statement.words == "“The bridge,” … “is shut.”"


def test_a_turn_reads_on_behind_its_pages_end() -> None:
    text = "We asked the fami-\nlies of twenty-\nfour farms my-\n\nRecord, page 2\n\nself last spring."
    content = (Span.of(text, 0, text.index("\n\nR")), Span.of(text, text.index("self"), len(text)))
    turn = Statement("x", "direct", (), (), content, "said", "yes", 1.0, said_at=83.0)
    assert turn.words == "We asked the families of twenty-four farms myself last spring."
    assert Statement.from_dict(turn.to_dict()) == turn
