"""What is opened: a record and nothing else, also where nothing can be written, on a full disk, on a server restarted."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import RecordError, UnreachableError
from onrecord.record import database
from onrecord.record.adding import Outcome, add_all
from onrecord.record.database import Database, patiently
from onrecord.record.store import Record
from onrecord.search.search import every, search
from onrecord.sources.transcripts.speech import as_document
from onrecord.upkeep.verify import backup, verify
from tests.command_line import records, run, run_apart
from tests.record import older
from tests.server import Server
from tests.stories import ONE, article, fill, statement


def other_program(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
        connection.execute("INSERT INTO bookmarks VALUES ('https://courier.example')")
    connection.close()


def same_name(file: Path) -> None:
    """Another program that uses Alembic, too."""
    other_program(file)
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0006')")
    connection.close()


@pytest.mark.parametrize(
    ("make", "create", "words"),
    [
        (other_program, False, "another program"),
        (other_program, True, "another program"),  # `add --record bookmarks.db` isn't meant either
        (same_name, False, "another program"),
        (same_name, True, "another program"),
        (Path.touch, False, "no record here"),  # an empty file, as a backup that was killed left it
    ],
)
def test_what_is_no_record_stays_as_it_is(tmp_path: Path, make: object, create: bool, words: str) -> None:
    file = tmp_path / "other.db"
    make(file)  # type: ignore[operator]
    before = file.read_bytes()
    for read_only in (False, True):
        with pytest.raises(RecordError, match=words):
            Record.open(str(file), create=create, read_only=read_only)
    assert file.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["other.db"]


def test_an_empty_file_becomes_a_record_where_that_is_asked(tmp_path: Path) -> None:
    (tmp_path / "new.db").touch()
    with Record.open(str(tmp_path / "new.db")) as record:
        fill(record)
    with Record.open(str(tmp_path / "new.db"), create=False) as record:
        assert len(search(record, "afford")) == 1


def test_a_server_may_hold_other_tables(server: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA shared")
        connection.execute("CREATE TABLE shared.subscribers (name text)")
    place = f"{server}&options=-csearch_path%3Dshared"
    with pytest.raises(RecordError, match="no record here"):
        Record.open(place, create=False)
    with Record.open(place) as record:
        fill(record)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "x", place], check=False).returncode:
        pytest.skip("needs the right to mount a disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.parametrize("left_open", [False, True])
def test_a_record_is_asked_where_nothing_can_be_written(disk: Path, left_open: bool, tmp_path: Path) -> None:
    place = str(disk / "x.db")
    with Record.open(place) as record:
        fill(record)
    if left_open:  # as by a camera pulled out: the words are still in the log beside the file
        copy = tmp_path / "copy.db"
        with Record.open(str(copy)) as record:
            fill(record)
            for name in ("copy.db", "copy.db-wal"):
                (disk / name).write_bytes((tmp_path / name).read_bytes())
        place = str(disk / "copy.db")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    found = run("search", "afford", "--json", "--record", place)
    if left_open:
        assert found.returncode == 2
        assert b"copy both files to where you may write" in found.stderr
        return
    assert [r["speaker"]["name"] for r in records(found)] == ["Imelda Roscoe"]
    for command in (
        ["export"],
        ["stats"],
        ["people"],
        ["verify"],
        ["who", "Roscoe"],
        ["backup", str(tmp_path / "b.db")],
    ):
        done = run(*command, "--record", place)
        assert (command, done.returncode, done.stderr.count(b"Error")) == (command, 0, 0)
    draft = tmp_path / "draft.txt"
    draft.write_text("“A toll would hit the people who can least afford it,” Imelda Roscoe said.")
    assert run("check", str(draft), "--record", place).returncode == 0
    for command in (["rename", "Imelda Roscoe", "Ida Roscoe"], ["forget", "Imelda Roscoe", "--redact"]):
        refused = run(*command, "--record", place)
        assert (refused.returncode, b"can only be read here" in refused.stderr) == (2, True), refused.stderr
    with Record.open(str(tmp_path / "b.db"), create=False) as record:
        assert verify(record) == []


def test_an_older_record_on_such_a_medium_is_told(disk: Path) -> None:
    older.make(str(disk / "x.db"))
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    with pytest.raises(RecordError, match="made by an older onrecord"):
        Record.open(str(disk / "x.db"), create=False)


def test_a_full_disk_is_told_and_leaves_nothing_half_written(disk: Path, tmp_path: Path) -> None:
    place = str(disk / "x.db")
    with Record.open(place) as record:
        fill(record)
        with pytest.raises(RecordError, match="the disk is full; make room"):
            for k in range(1000):
                words = f"“Boat {k} of pier {k} will sail,”"
                story = article(f"{words} Ann Holt said. {'All day long. ' * 500}")
                record.add(story, [statement(story, words, "Ann Holt")], ONE)
        assert verify(record) == []
        held = record.stats()["articles"]
        assert held == 2 + k
    outside = str(tmp_path / "y.db")
    with Record.open(place) as record:
        backup(record, Path(outside))
        with pytest.raises(RecordError, match="disk is full"):
            backup(record, disk / "copy.db")
    for command in (
        ["export", "--out", str(disk / "all.jsonl")], ["export", "--format", "sqlite", "--out", str(disk / "all.db")],
        ["backup", str(disk / "copy.db")],
    ):  # fmt: skip
        done = run(*command, "--record", outside)
        lines = done.stderr.decode().splitlines()
        assert (command, done.returncode, len(lines)) == (command, 2, 1)
        assert "full" in lines[0] or "No space left" in lines[0]
    assert {p.name for p in disk.iterdir()} <= {"x.db", "x.db-wal", "x.db-shm"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", [["search", "toll"], ["search", "toll", "--json"], ["export"], ["stats", "--json"]])
def test_a_full_disk_behind_standard_output_is_one_line(filled: str, command: list[str]) -> None:
    whole = [sys.executable, "-m", "onrecord", *command, "--record", filled]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(whole, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr.decode().count("\n")) == (2, 1), done.stderr
    assert b"No space left" in done.stderr


def test_a_backup_that_is_killed_leaves_no_record_under_its_name(filled: str, tmp_path: Path) -> None:
    code = (
        "import os, sqlite3, sys\n"
        "from pathlib import Path\n"
        "from onrecord.record.database import Database\n"
        "from onrecord.record.store import Record\n"
        "from onrecord.upkeep.verify import backup\n"
        "whole = Database.copy_to\n"
        "def killed(self, target):\n"
        "    whole(self, target)\n"
        "    os.kill(os.getpid(), 9)\n"
        "Database.copy_to = killed\n"
        "backup(Record.open(sys.argv[1]), Path(sys.argv[2]))\n"
    )
    copy = tmp_path / "copy.db"
    killed = subprocess.run([sys.executable, "-c", code, filled, str(copy)], check=False)
    assert killed.returncode == -9
    assert not copy.exists()
    assert run("backup", str(copy), "--record", filled).returncode == 0
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("copy")] == ["copy.db"]
    assert run_apart("verify", "--record", str(copy)).returncode == 0


def test_add_waits_for_a_server_that_is_restarted(restarted: Server) -> None:
    stories = [
        as_document(article(f"The boats of pier {k} will sail before the ice."), author="Ann Holt") for k in range(6)
    ]
    with Record.open(restarted.address) as record:
        outcomes: list[object] = []
        for outcome in add_all(record, iter(stories)):
            outcomes.append(outcome)
            if len(outcomes) == 2:
                restarted.stop()
                threading.Timer(1.5, restarted.start).start()
        assert [o.added for o in outcomes if isinstance(o, Outcome)] == ["added"] * 6
        assert record.stats()["articles"] == 6
        restarted.stop()
        with pytest.raises(UnreachableError, match="the server doesn't answer"):
            search(record, "boats")
        restarted.start()
        assert len(list(every(record))) == 6


def test_a_page_says_that_the_server_is_away_and_recovers(restarted: Server) -> None:
    from tests.serving import served

    with Record.open(restarted.address) as record:
        fill(record)
    with served(restarted.address) as client:
        assert client.get("/api/v1/statements?q=toll").status_code == 200
        restarted.stop()
        away = client.get("/api/v1/statements?q=toll")
        assert (away.status_code, away.json()["error"]["code"]) == (503, "record_busy")
        restarted.start()
        assert client.get("/api/v1/statements?q=toll").status_code == 200


def test_waiting_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    tries = iter(range(100))

    def work() -> int:
        if (k := next(tries)) < 3:
            raise UnreachableError("x: the server doesn't answer")
        return k

    assert patiently(work) == 3
    assert len(slept) == 3

    def never() -> None:
        raise UnreachableError("x: the server doesn't answer")

    with pytest.raises(UnreachableError):
        patiently(never)
    assert len(slept) == 3 + len(database._WAITS)


def test_another_error_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: pytest.fail("it waits"))
    with pytest.raises(RecordError, match="no such folder"):
        patiently(lambda: Database.open(str(tmp_path / "no" / "x.db")))
