"""The store: what is added comes back to the letter, once, on SQLite and on PostgreSQL."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, select, text

from onrecord.errors import RecordError, UnknownError, UnreadableError, UsageError
from onrecord.record.database import NEWEST, Database
from onrecord.record.rows import statement_of, statement_row
from onrecord.record.store import Record
from onrecord.record.tables import articles, entities, metadata, statements
from onrecord.search.search import search
from onrecord.statement import Addressee, Channel, Said, Span, Speaker, Statement
from tests.stories import ONE, TWO, article, statement

TEXT = "“The weir holds,” Ann Holt told the board on Monday. Ben Marsh agreed. “It holds,” he said."
STORY = article(TEXT, url="https://courier.example/weir", published="2025-11-07", authors=("Dana Whitlock",))


def found() -> list[Statement]:
    return [statement(STORY, "“The weir holds,”", "Ann Holt"), statement(STORY, "“It holds,”", "Ben Marsh")]


def test_what_is_added_comes_back(place: str) -> None:
    with Record.open(place) as record:
        assert record.add(STORY, found(), ONE) == "added"
        assert record.article(STORY.id) == STORY
        assert record.statements(STORY.id) == found()
    with Record.open(place, create=False) as record:
        assert record.statements(STORY.id) == found()


def test_adding_twice_adds_nothing(place: str) -> None:
    with Record.open(place) as record:
        record.add(STORY, found(), ONE)
        assert record.add(STORY, found(), ONE) == "present"
        assert record.add(STORY, [], TWO) == "present"
        assert record.statements(STORY.id) == found()
        assert record.has(STORY)
        assert record.has(STORY, ONE)
        assert not record.has(STORY, TWO)


def test_reading_again_takes_the_new_reading(place: str) -> None:
    with Record.open(place) as record:
        record.add(STORY, found(), ONE)
        assert record.add(STORY, found()[:1], TWO, again=True) == "read again"
        assert record.statements(STORY.id) == found()[:1]
        assert record.has(STORY, TWO)


def test_a_changed_text_is_a_new_version_and_the_old_one_stays(place: str) -> None:
    changed = replace(STORY, text=TEXT.replace("Monday", "Tuesday"))
    with Record.open(place) as record:
        record.add(STORY, found(), ONE)
        assert record.add(changed, [statement(changed, "“It holds,”", "Ben Marsh")], ONE) == "new version"
        assert record.statements(STORY.id) == found()
        assert [hit.article.id for hit in search(record, "holds")] == [changed.id]
        assert record.add(STORY, found(), ONE) == "present"
        assert [hit.article.id for hit in search(record, "holds")] == [changed.id]


def test_texts_without_address_are_never_versions_of_each_other(place: str) -> None:
    with Record.open(place) as record:
        assert record.add(article("“Yes,” Ann Holt said."), [], ONE) == "added"
        assert record.add(article("“No,” Ann Holt said."), [], ONE) == "added"


def test_a_failed_addition_leaves_nothing(place: str) -> None:
    same = found()[0]
    with Record.open(place) as record:
        with pytest.raises(RecordError, match="nothing of it was written"):
            record.add(STORY, [same, same], ONE)
        assert not record.has(STORY)
        assert record.add(STORY, found(), ONE) == "added"


@pytest.mark.parametrize("bad", ["a\0b said so", "a\ud800b said so"])
def test_what_cannot_be_stored_is_told(place: str, bad: str) -> None:
    with Record.open(place) as record, pytest.raises(UnreadableError, match="convert it"):
        record.add(article(bad), [], ONE)


def test_failures_stay_until_the_source_is_added(place: str) -> None:
    with Record.open(place) as record:
        record.fail("story.txt", "no words in it")
        record.fail("story.txt", "in another language")
        record.fail("other.txt", "no words in it")
        assert [(f.source, f.reason) for f in record.failures()] == [
            ("other.txt", "no words in it"), ("story.txt", "in another language"),
        ]  # fmt: skip
        record.add(STORY, found(), ONE)
        assert [f.source for f in record.failures()] == ["other.txt"]


def test_an_unknown_id_is_told(place: str) -> None:
    with Record.open(place) as record, pytest.raises(UnknownError, match="no article"):
        record.article("nothing")


def test_the_migrations_make_the_tables(place: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    database = Database.open(place)
    with database.engine.connect() as connection:
        options = {
            "include_name": lambda name, kind, _: not (kind == "table" and str(name).startswith("statements_fts"))
        }
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == NEWEST
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
        made_by_hand = {"words_index", "statements_words_index"}
        assert [d for d in differences if getattr(d[-1], "name", "") not in made_by_hand] == []
        assert set(metadata.tables) <= set(inspect(connection).get_table_names())
    database.close()


def test_words_are_stored_once_as_text_and_spans_as_offsets(place: str) -> None:
    with Record.open(place) as record:
        record.add(STORY, found(), ONE)
        with record.database.reading() as connection:
            row = connection.execute(select(statements).order_by(statements.c.number)).first()
            assert row is not None
            assert (row.words, row.spans) == ("“The weir holds,”", {"content": [[0, 17]], "speaker": [18, 26]})
            assert connection.execute(select(articles.c.text)).scalar() == TEXT
            assert set(connection.execute(select(entities.c.folded)).scalars()) == {"ann holt", "ben marsh"}


def test_no_record_is_told_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no record here"):
        Record.open(str(tmp_path / "none.db"), create=False)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("place", "error", "words"),
    [
        ("mysql://host/name", UsageError, "no such kind of record"),
        ("postgresql://", RecordError, "can't be opened"),
        ("no/such/folder/x.db", RecordError, "no such folder"),
        ("nonsense://:::", UsageError, "no database address"),
    ],
)
def test_a_wrong_place_is_told(place: str, error: type[Exception], words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "/nowhere")
    with pytest.raises(error, match=words):
        Record.open(place)


def test_a_file_that_is_no_record_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear editor, " * 100)
    with pytest.raises(RecordError, match="not a database"):
        Record.open(str(file))
    assert file.read_text() == "Dear editor, " * 100


def test_a_record_of_a_newer_onrecord_is_told(tmp_path: Path) -> None:
    place = str(tmp_path / "new.db")
    Record.open(place).close()
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(RecordError, match="newer onrecord"):
        Record.open(place)


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 40)).map(lambda p: Span.of(TEXT, p[0], p[0] + p[1]))
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
SPEAKERS = st.builds(Speaker, NAMES, st.sampled_from(["person", "group"]), st.booleans(), st.none() | SPANS)
DAYS = st.none() | st.dates().map(str)
STATEMENTS = st.builds(
    Statement,
    id=st.just("x"), kind=st.just("mixed"), act=st.just("said"), happened=st.just("yes"),
    source=st.lists(SPANS, max_size=2).map(tuple), cue=st.lists(SPANS, max_size=2).map(tuple),
    content=st.lists(SPANS, min_size=1, max_size=3).map(tuple), confidence=st.floats(0, 1),
    speaker=st.none() | SPEAKERS, other_speakers=st.lists(SPEAKERS, max_size=2).map(tuple),
    said=st.none() | st.builds(Said, NAMES, DAYS, DAYS, st.just("own"), st.none() | SPANS),
    channel=st.builds(Channel, st.sampled_from(["speech", "unspecified"]), st.none() | SPANS),
    addressee=st.none() | st.builds(Addressee, NAMES, st.none() | SPANS),
)  # fmt: skip


@given(STATEMENTS)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_rows_round_trip(given: Statement) -> None:
    assert statement_of(statement_row(given), TEXT) == given  # type: ignore[arg-type]
