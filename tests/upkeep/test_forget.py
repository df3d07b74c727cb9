"""What was forgotten is gone, from the file and from the server, whatever happens on the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from onrecord.corrections.fix import fix, history, lost
from onrecord.errors import ForgottenError, RecordError
from onrecord.people.directory import the_person
from onrecord.people.judgements import same
from onrecord.positions.decisions import decide
from onrecord.record.database import Database
from onrecord.record.holdings import held_article
from onrecord.record.store import Record
from onrecord.search.search import every, search
from onrecord.upkeep.forget import forget_article, forget_person
from onrecord.upkeep.verify import verify
from tests.stories import ONE, TWO, article, statement

NAME = "Perpetua Quillfeather"
SECRET = "“Zanzibar is the word that nobody must ever know, she whispered to the keeper,”"
AGREES = "the keeper agrees with Perpetua Quillfeather about the lamp and the oil and the long dark stairs of it"
STORY = article(
    f"{SECRET} {NAME} said. Tom Farrow told Perpetua\nQuillfeather that {AGREES}.", title="PERPETUA QUILLFEATHER’s word",
    url="https://gazette.example/2025/perpetua-quillfeather-lamp.html", outlet="Gazette", source="perpetua_quillfeather.txt",
    authors=("Dana Whitlock", NAME),
)  # fmt: skip
ELSEWHERE = article(
    f"“Nobody keeps a lamp like {NAME},” Ole Strand wrote. “The stairs are long,” said the {NAME} Foundation.",
    title="Letters", outlet="Other",
)  # fmt: skip
PRAISE = f"“Nobody keeps a lamp like {NAME},”"


def add(record: Record) -> None:
    record.add(
        STORY,
        [
            statement(STORY, SECRET, NAME),
            statement(STORY, f"that {AGREES}", "Tom Farrow", kind="indirect", addressee=NAME),
        ],
        ONE,
    )
    record.add(
        ELSEWHERE,
        [
            statement(ELSEWHERE, PRAISE, "Ole Strand"),
            statement(ELSEWHERE, "“The stairs are long,”", f"{NAME} Foundation", type="organisation"),
        ],
        ONE,
    )
    farrow, strand = search(record, "keeper agrees")[0].statement.id, search(record, "nobody keeps")[0].statement.id
    fix(record, farrow, {"act": "agreed", "words": AGREES}, by="dana", why=f"{NAME} was there")
    fix(record, strand, {"addressee": f"friends of {NAME}"}, by="dana")
    decide(record, farrow, strand, "note", by="dana", note=f"both on {NAME}")
    record.fail("https://gazette.example/perpetua-quillfeather", "404")


def traces(place: str) -> str:
    folder = Path(place).parent
    found = b"".join(p.read_bytes() for p in folder.iterdir() if p.name.startswith(Path(place).name)).lower()
    return " ".join(
        word for word in ("perpetua", "quillfeather", "zanzibar", "must ever know") if word.encode() in found
    )


def test_redacting_leaves_no_trace_and_keeps_what_others_said(tmp_path: Path) -> None:
    place = str(tmp_path / "x.db")
    with Record.open(place) as record:
        add(record)
        assert traces(place) == "perpetua quillfeather zanzibar must ever know"
        assert forget_person(record, the_person(record, NAME), delete_articles=False) == 2
        assert traces(place) == ""
        words = "the keeper agrees with ████████ ████████████ about the lamp and the oil and the long dark stairs of it"
        (farrow,) = search(record, "keeper agrees")
        assert (farrow.statement.words, farrow.statement.act, farrow.corrected) == (words, "agreed", True)
        assert farrow.statement.addressee is not None
        assert farrow.statement.addressee.name == "████████ ████████████"
        assert [(r.verdict, r.why) for r in history(record, farrow.statement.id).reviews] == [
            ("act", "████████ ████████████ was there"), ("words", "████████ ████████████ was there"),
        ]  # fmt: skip
        assert {h.statement.speaker.name for h in every(record) if h.statement.speaker} == {
            "Tom Farrow", "Ole Strand", "████████ ████████████ Foundation",
        }  # fmt: skip
        held = held_article(record, STORY.id)
        assert (held.article.title, held.article.authors) == (
            "████████ ████████████’s word", ("Dana Whitlock", "████████ ████████████"),
        )  # fmt: skip
        assert verify(record) == []
        again = [statement(STORY, f"that {AGREES}", "Tom Farrow", kind="indirect")]
        for known in (STORY, replace(STORY, url=None, text=STORY.text.replace(" ", "\n  ")), ELSEWHERE):
            with pytest.raises(ForgottenError):
                record.add(known, again, TWO, again=True)


def test_a_correction_of_others_words_finds_them_after_redacting(tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "x.db")) as record:
        add(record)
        forget_person(record, the_person(record, NAME), delete_articles=False)
        (farrow,) = search(record, "keeper agrees")
        back = history(record, farrow.statement.id)
        assert back.machine.words.startswith("that the keeper agrees with ████████")
        assert lost(record) == ()


@pytest.mark.parametrize("what", ["article", "person"])
def test_what_is_interrupted_is_finished_at_the_next_opening(
    tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = str(tmp_path / "x.db")

    def killed(_: Database) -> None:
        raise KeyboardInterrupt

    with Record.open(place) as record:
        add(record)
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(Database, "scrub", killed)
            if what == "article":
                forget_article(record, ELSEWHERE.id)
                forget_article(record, STORY.id)
            else:
                forget_person(record, the_person(record, NAME), delete_articles=True)
        assert [p.what for p in verify(record)] == ["holds traces of what was forgotten"]
        assert "perpetua" in traces(place)
    with Record.open(place, create=False, read_only=True) as record:
        assert verify(record) == []
    if what == "person":
        assert "zanzibar" not in traces(place)


def test_who_has_the_record_open_keeps_it_from_being_packed_only_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Database.scrub, "__kwdefaults__", {"patience": 0.2})
    place = str(tmp_path / "x.db")
    with Record.open(place) as reader, Record.open(place) as record:
        add(record)
        with reader.database.reading() as connection:
            connection.execute(text("SELECT count(*) FROM articles")).scalar()
            with pytest.raises(RecordError, match="next opened"):
                forget_article(record, STORY.id)
            with Record.open(place):  # still open elsewhere: it opens, and the work waits
                pass
    with Record.open(place) as record:
        assert verify(record) == []
    assert "zanzibar" not in traces(place)


def test_a_server_has_no_trace_in_its_tables_and_statistics(server: str, request: pytest.FixtureRequest) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA forgetting")
        place = f"{server}&options=-csearch_path%3Dforgetting"
        with Record.open(place) as record:
            add(record)
            same(record, the_person(record, "Ole Strand"), the_person(record, "Tom Farrow"), by="dana")
            with record.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as other:
                other.execute(text("ANALYZE"))
            held = "SELECT count(*) FROM pg_stats WHERE schemaname = 'forgetting' AND CAST(pg_stats AS text) ILIKE '%quillf%'"
            assert connection.execute(held).fetchone() != (0,)
            forget_person(record, the_person(record, NAME), delete_articles=False)
            assert connection.execute(held).fetchone() == (0,)
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'forgetting'").fetchall()
            for (table,) in tables:
                found = f"SELECT count(*) FROM forgetting.{table} AS t WHERE CAST(t AS text) ILIKE '%quillfeather%'"
                assert (table, connection.execute(found).fetchone()) == (table, (0,))
