"""What was changed behind the record's back is seen; of a damaged file what can be read is saved; nothing is a traceback."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from onrecord.corrections.fix import fix, history
from onrecord.errors import DamagedError
from onrecord.people.directory import the_person
from onrecord.people.judgements import judged, rename, same
from onrecord.positions.decisions import decide
from onrecord.record.salvage import save_readable
from onrecord.record.store import Record
from onrecord.search.search import every, search
from onrecord.upkeep.verify import verify
from tests.command_line import records, run
from tests.stories import ONE, article, fill, statement

PAGE = 4096
SOAK = bool(os.environ.get("ONRECORD_SOAK"))


@pytest.mark.parametrize(
    ("change", "told", "repaired"),
    [
        ("UPDATE articles SET text = replace(text, 'dropped', 'doubled')", "isn't the one that was added", False),
        ("UPDATE articles SET url = 'https://other.example'", "its address isn't the one", False),
        ("UPDATE statements SET speaker = 'Ole Strand'", "its speaker isn't the one it is filed under", True),
        ("UPDATE statements SET speaker_type = 'group'", "its speaker isn't the one it is filed under", True),
        ("UPDATE statements SET said_earliest = '2024-01-01' WHERE said IS NOT NULL", "its first day isn't", True),
        ("UPDATE statements SET said_latest = NULL WHERE said IS NOT NULL", "its last day isn't", True),
        ("UPDATE statements SET day = '2024-01-01'", "sorted under another day", True),
        ("UPDATE statements SET words = 'never said'", "its words aren't those of the text", True),
        ("""UPDATE statements SET spans = '{"content":[[0,9]]}'""", "its spans aren't those", False),
        ("""UPDATE statements SET spans = '{"content":[[0,99999]]}'""", "outside its text", False),
        ("UPDATE statements SET spans = '[]'", "can't be read; read the article again", False),
        ("UPDATE statements SET act = 'sang'", "its act has no value that it can have", False),
        ("UPDATE statements SET channel = 'smoke'", "its channel has no value", False),
        ("UPDATE statements SET confidence = 7", "its confidence has no value", False),
    ],
)
def test_a_changed_value_is_seen(place: str, change: str, told: str, repaired: bool) -> None:
    with Record.open(place) as record:
        fill(record)
        assert verify(record) == []
        with record.database.writing() as connection:
            connection.execute(text(change))
        found = verify(record, repair=True)
        assert any(told in p.what for p in found), found
        assert {p.repaired for p in found if told in p.what} == {repaired}
        assert not repaired or verify(record) == []


def test_what_people_corrected_is_no_fault(place: str) -> None:
    with Record.open(place) as record:
        fill(record)
        words = {"words": "hit the people", "said": "2025-11", "speaker": None, "kind": "mixed", "reject": True}
        fix(record, search(record, "afford")[0].statement.id, words, by="dana")
        assert verify(record) == []


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A record of 120 articles with decisions of all kinds, in one file."""
    file = tmp_path / "large.db"
    with Record.open(str(file)) as record:
        for k in range(120):
            words = f"“The boats of pier {k} will sail before the ice comes back,”"
            story = article(f"{words} Ann Holt said. Ole Strand of pier {k} agreed. {'All day long. ' * 200}")
            record.add(story, [statement(story, words, "Ann Holt"), statement(story, "agreed", "Ole Strand")], ONE)
        hits = search(record, "boats", limit=200)
        for hit in hits[:20]:
            fix(record, hit.statement.id, {"channel": "speech"}, by="dana")
        same(record, the_person(record, "Ann Holt"), the_person(record, "Ole Strand"), by="dana")
        rename(record, the_person(record, "Ann Holt"), "Ann Strand", by="dana")
        decide(record, hits[0].statement.id, hits[1].statement.id, "accept", by="dana")
    return file


def test_all_of_a_sound_record_is_saved(large: Path, tmp_path: Path) -> None:
    saved = save_readable(large, tmp_path / "saved.db")
    assert (saved.articles, saved.partial, saved.lost, saved.decisions) == (120, 0, 0, 23)
    with Record.open(str(large)) as record, Record.open(str(tmp_path / "saved.db"), create=False) as copy:
        assert verify(copy) == []
        assert [h.to_dict() for h in every(copy)] == [h.to_dict() for h in every(record)]
        assert [d.to_dict() for d in judged(copy)] == [d.to_dict() for d in judged(record)]
        one = next(h for h in every(record) if h.corrected).statement.id
        assert history(copy, one).to_dict() == history(record, one).to_dict()


def damage(file: Path, chance: random.Random, pages: int) -> None:
    """Write over whole pages, as a failing disk does: of those that hold rows and entries, not of those that lead there,
    for without them nobody finds what they lead to."""
    held = file.read_bytes()
    leaves = [page for page in range(2, len(held) // PAGE) if held[page * PAGE] in (0x0A, 0x0D)]
    with file.open("r+b") as stream:
        for page in chance.sample(leaves, pages):
            stream.seek(page * PAGE)
            stream.write(chance.randbytes(PAGE))


COMMANDS: list[list[str]] = [
    ["search", "boats"], ["search", "--like", "the boats will sail"], ["who", "Ann Holt"], ["people"], ["stats"],
    ["people", "--judged"], ["history"], ["export"], ["verify"], ["people", "--candidates"], ["cluster", "x"],
]  # fmt: skip


@pytest.mark.parametrize("seed", range(100 if SOAK else 2))
def test_a_damaged_file_is_told_in_a_line_and_what_can_be_read_is_saved(large: Path, seed: int, tmp_path: Path) -> None:
    damage(large, random.Random(seed), 8)
    before = large.read_bytes()
    for command in COMMANDS:
        done = run(*command, "--record", str(large))
        assert done.returncode in (0, 1, 2), command
        assert b"Traceback" not in done.stderr
        if command[0] != "verify":
            assert done.stderr.count(b"\n") <= 1
    assert large.read_bytes() == before
    done = run("verify", "--repair", "--json", "--record", str(large))
    assert done.returncode == 1, done.stderr
    told = [p["what"] for p in records(done)]
    assert any("are saved in" in what for what in told), told
    with Record.open(str(tmp_path / "large.saved.db"), create=False) as saved:
        assert verify(saved) == []
        held: Any = saved.stats()["articles"]
        assert held >= 60
    again = run("verify", "--repair", "--record", str(large))
    assert b"there is a file" in again.stderr


def test_a_damaged_value_is_told_in_a_line(large: Path) -> None:
    with closing(sqlite3.connect(large)) as connection, connection:
        connection.execute("UPDATE statements SET spans = '{\"content\": [[0,' WHERE number = 3")
        connection.execute("UPDATE decisions SET value = 'speech' WHERE number = 1")
    with Record.open(str(large)) as record:
        with pytest.raises(DamagedError, match="onrecord verify"):
            list(every(record))
        assert any("can't be read" in p.what for p in verify(record))
    for command in COMMANDS:
        done = run(*command, "--record", str(large))
        assert (command, b"Traceback" in done.stderr, done.returncode in (0, 1, 2)) == (command, False, True)


def test_a_file_cut_short_is_told(large: Path, tmp_path: Path) -> None:
    for size in (PAGE // 2, PAGE, 5 * PAGE, large.stat().st_size // 2):
        cut = tmp_path / f"cut{size}.db"
        shutil.copy(large, cut)
        with cut.open("r+b") as stream:
            stream.truncate(size)
        for command in (["search", "boats"], ["verify"]):
            done = run(*command, "--record", str(cut))
            assert done.returncode in (1, 2), (size, command, done)
            assert b"Traceback" not in done.stderr
            assert b"damaged" in done.stderr or b"malformed" in done.stderr or b"can't be opened" in done.stderr


@pytest.mark.parametrize("begins", [b"", b"SQLite format 3\0"])
def test_what_cannot_be_opened_is_neither_repaired_nor_touched(tmp_path: Path, begins: bytes) -> None:
    file = tmp_path / "noise.db"
    file.write_bytes(begins + random.Random(4).randbytes(9000))
    before = file.read_bytes()
    done = run("verify", "--repair", "--record", str(file))
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    assert b"can't be opened" in done.stderr
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["noise.db"], "nothing is left beside it"
