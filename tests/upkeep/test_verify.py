"""Forgetting, checking, copying and flagging."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from onrecord.corrections.fix import fix
from onrecord.errors import ForgottenError, UnknownError, UsageError
from onrecord.people.directory import the_person
from onrecord.people.judgements import different, same
from onrecord.record.store import Record
from onrecord.search.search import every, search
from onrecord.upkeep.forget import forget_article, forget_person, holdings
from onrecord.upkeep.verify import backup, verify
from tests.command_line import records, run
from tests.stories import ONE, article, fill, statement

SECRET = "“Zanzibar is the word that nobody must ever know, she whispered to the keeper,”"
STORY = article(
    f"{SECRET} Perpetua Quillfeather said. Tom Farrow said the keeper agrees with Perpetua Quillfeather.",
    url="https://gazette.example/zanzibar", title="Quillfeather’s word", outlet="Zanzibar Gazette",
)  # fmt: skip
OTHER = "the keeper agrees with Perpetua Quillfeather"


def add(record: Record) -> None:
    fill(record)
    found = [statement(STORY, SECRET, "Perpetua Quillfeather"), statement(STORY, OTHER, "Tom Farrow", kind="indirect")]
    record.add(STORY, found, ONE)
    changed = replace(STORY, text=STORY.text + " Updated.")
    record.add(
        changed, [statement(changed, SECRET, "Perpetua Quillfeather"), statement(changed, OTHER, "Tom Farrow")], ONE
    )
    copy = article(f"{SECRET} she said.", outlet="Copy")
    record.add(copy, [statement(copy, SECRET)], ONE)
    hit = search(record, "keeper Zanzibar")[0]
    fix(
        record,
        hit.statement.id,
        {"speaker": {"name": "Perpetua Quillfeather", "type": "person"}},
        by="x",
        why="Zanzibar",
    )
    different(record, the_person(record, "Tom Farrow"), the_person(record, "Perpetua Quillfeather"), by="x")


def bytes_of(place: str) -> bytes:
    folder = Path(place).parent
    return b"".join(p.read_bytes() for p in folder.iterdir() if p.name.startswith(Path(place).name))


def test_a_forgotten_article_leaves_no_byte(tmp_path: Path) -> None:
    place = str(tmp_path / "x.db")
    with Record.open(place) as record:
        add(record)
        assert b"Quillfeather" in bytes_of(place)
        for hit in search(record, "Zanzibar"):
            forget_article(record, hit.article.id)
        assert b"uillfeather" not in bytes_of(place)
        assert b"anzibar" not in bytes_of(place)
        assert b"quillfeather" not in bytes_of(place).lower()
        assert verify(record) == []


def test_a_forgotten_article_is_gone_and_refused(place: str) -> None:
    with Record.open(place) as record:
        add(record)
        before = len(list(every(record)))
        assert forget_article(record, STORY.id) == 2
        assert len(list(every(record))) == before - 2
        assert verify(record) == []
        for again in (STORY, replace(STORY, text="Other words."), replace(STORY, url=None)):
            with pytest.raises(ForgottenError, match="was forgotten on"):
                record.add(again, [], ONE)
        with pytest.raises(UnknownError):
            forget_article(record, STORY.id)


def test_a_person_is_listed_first(place: str) -> None:
    with Record.open(place) as record:
        add(record)
        found = holdings(record, the_person(record, "Imelda Roscoe"))
        assert [(h.title, h.statements) for h in found] == [("Mayor drops toll", 2), ("Late ferries", 1)]


def test_a_redacted_person_leaves_no_byte_and_the_rest_stays(tmp_path: Path) -> None:
    place = str(tmp_path / "x.db")
    with Record.open(place) as record:
        add(record)
        copied = next(h for h in every(record) if h.article.outlet == "Copy")
        forget_article(record, copied.article.id)
        assert forget_person(record, the_person(record, "Perpetua Quillfeather"), delete_articles=False) == 2
        assert b"perpetua" not in bytes_of(place).lower()
        assert b"nobody must ever know" not in bytes_of(place)
        rest = search(record, "keeper")
        assert [h.statement.words for h in rest] == ["the keeper agrees with ████████ ████████████"]
        assert verify(record) == []
        with pytest.raises(ForgottenError):
            record.add(STORY, [], ONE)


def test_a_persons_articles_can_go_too(place: str) -> None:
    with Record.open(place) as record:
        add(record)
        assert forget_person(record, the_person(record, "Imelda Roscoe"), delete_articles=True) == 2
        assert {h.article.outlet for h in every(record)} == {"Zanzibar Gazette", "Copy"}
        assert verify(record) == []


def test_those_merged_with_a_forgotten_person_stay(place: str) -> None:
    with Record.open(place) as record:
        fill(record)
        same(record, the_person(record, "Imelda Roscoe"), the_person(record, "Ole Strand"), by="x")
        forget_article(record, next(h.article.id for h in every(record) if h.article.outlet == "Harrow Courier"))
        assert len(search(record, "ferries")) == 1
        assert verify(record) == []


def test_verify_finds_and_repairs(tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "x.db")) as record:
        add(record)
        assert verify(record) == []
        with record.database.writing() as connection:
            connection.execute(text("UPDATE statements SET words = 'never said' WHERE number = 1"))
            connection.execute(text("UPDATE statements SET shown = 1"))
            connection.execute(text("INSERT INTO clusters VALUES (99, 'x')"))
            connection.execute(text("INSERT INTO statements_fts(statements_fts) VALUES ('delete-all')"))
        found = verify(record)
        assert len(found) == 4
        assert not any(p.repaired for p in found)
        assert [p.where for p in verify(record, repair=True) if not p.repaired] == []
        assert verify(record) == []
        assert len(search(record, "afford")) == 1
        with record.database.writing() as connection:
            connection.execute(text("""UPDATE statements SET spans = '{"content":[[0,99999]]}' WHERE number = 1"""))
        (problem,) = verify(record, repair=True)
        assert (problem.repaired, "outside its text" in problem.what) == (False, True)


def test_a_backup_is_whole(tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "x.db")) as record:
        add(record)
        with record.database.reading():  # while somebody reads
            backup(record, tmp_path / "copy.db")
        with Record.open(str(tmp_path / "copy.db"), create=False) as copy:
            assert list(every(copy)) == list(every(record))
            assert verify(copy) == []
        with pytest.raises(UsageError, match="a file already"):
            backup(record, tmp_path / "copy.db")


def test_a_flag_is_shown_everywhere(place: str) -> None:
    with Record.open(place) as record:
        fill(record)
        hit = search(record, "afford")[0]
        record.flag(hit.article.id, "retracted", "the outlet withdrew it")
        assert all(h.article.flag == "retracted" for h in every(record) if h.article.id == hit.article.id)
        assert search(record, "afford")[0].to_dict()["article"]["flag_note"] == "the outlet withdrew it"
        record.flag(hit.article.id, None)
        assert search(record, "afford")[0].article.flag is None
        with pytest.raises(UnknownError):
            record.flag("nothing", "corrected")


def test_on_the_command_line(tmp_path: Path) -> None:
    place = str(tmp_path / "x.db")
    with Record.open(place) as record:
        fill(record)
        found = search(record, "ferries")[0].article.id
    assert run("flag", found, "corrected", "--note", "wrong month", "--record", place).returncode == 0
    assert b"corrected: wrong month" in b" ".join(run("search", "ferries", "--record", place).stdout.split())
    assert b"all is well" in run("verify", "--record", place).stderr
    assert run("backup", str(tmp_path / "copy.db"), "--record", place).returncode == 0
    listed = run("forget", "Imelda Roscoe", "--json", "--record", place)
    assert [h["statements"] for h in records(listed)] == [2, 1]
    assert b"say --delete-articles or --redact" in listed.stderr
    assert b"Mayor drops toll" in run("forget", "Imelda Roscoe", "--record", place).stdout
    assert b"1 versions" in run("forget", found, "--record", place).stderr
    assert b"1 articles redacted" in run("forget", "Imelda Roscoe", "--redact", "--record", place).stderr
    nobody = run("forget", "Imelda Roscoe", "--record", place)
    assert (nobody.returncode, b"nobody of this name" in nobody.stderr) == (2, True)
    with Record.open(place) as record, record.database.writing() as connection:
        connection.execute(text("UPDATE statements SET words = 'never said'"))
    broken = run("verify", "--json", "--record", place)
    assert broken.returncode == 1
    assert "words" in records(broken)[0]["what"]
    assert run("verify", "--repair", "--record", place).returncode == 1
    assert run("verify", "--record", place).returncode == 0
