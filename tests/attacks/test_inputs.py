"""What nobody would type, and files that nobody would name so, get an answer of one line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from onrecord import Article
from onrecord.errors import UsageError
from onrecord.record.store import Record
from onrecord.search.fulltext import MOST_WORDS, Query
from onrecord.sources import Failure, articles
from onrecord.sources.reading import Located
from tests.command_line import STORY, records, run, run_apart

WORDS = " ".join(f"Aw{k}" for k in range(1100))
NAME = " ".join(f"Aw{k}" for k in range(200))


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("search", WORDS), "a search for 1100 words; give up to"),
        (("search", f'"{WORDS}"'), "a search for 1100 words; give up to"),
        (("search", "--", "-" + WORDS.replace(" ", " -")), "a search for 1100 words; give up to"),
        (("export", WORDS), "a search for 1100 words; give up to"),
        (("search", "toll " * 3000), ""),  # one word, however often
        (("search", "--speaker", NAME), "nothing found"),
        (("search", "--limit", "9" * 40), "not in the range"),
        (("search", "toll", "--said-from", "2025-02-30"), "is no date"),
        (("who", WORDS), "nobody of this name"),
        (("people", NAME), "nobody found"),
        (("same", WORDS, "Imelda Roscoe"), "nobody of this name"),
        (("rename", "Imelda Roscoe", NAME), "give one of up to"),
        (("positions", NAME), "nobody of this name"),
        (("undo", "9" * 30), "not in the range"),
        (("change", "--undo", "9" * 30), "not in the range"),
        (("forget", WORDS), "nobody of this name"),
    ],
)
def test_what_nobody_would_type_gets_one_line(filled: str, command: tuple[str, ...], told: str) -> None:
    at = command.index("--") if "--" in command else len(command)
    result = run(*command[:at], "--record", filled, *command[at:])
    assert told in result.stderr.decode()
    assert len(result.stderr.decode().splitlines()) <= 4
    assert result.returncode in (0, 2)


def test_equal_words_are_looked_for_once() -> None:
    assert Query.of("toll -bridge toll -bridge") == Query((("toll",),), (("bridge",),))
    assert len(Query.of(" ".join(f"w{k}" for k in range(MOST_WORDS))).wanted) == MOST_WORDS
    with pytest.raises(UsageError, match="up to"):
        Query.of(" ".join(f"w{k}" for k in range(MOST_WORDS + 1)))


def test_pages_refuse_what_nobody_would_ask(filled: str) -> None:
    pytest.importorskip("fastapi", reason="FastAPI isn't installed (the extra web)")
    from onrecord.serve.safety import Safety
    from tests.serving import served

    with served(filled, safety=Safety(rate=1e9, burst=1e9)) as client:
        for page in ("/search", "/api/v1/search", "/api/v1/statements"):
            for asked in ("&".join(["kind=direct"] * 4000), f"q={WORDS[:900]}".replace(" ", "+")):
                answer = client.get(f"{page}?{asked}")
                assert answer.status_code in (400, 404, 422), (page, asked[:30])
        assert client.get("/search", params={"speaker": NAME[:900]}).status_code == 400
        assert client.get("/people", params={"name": NAME[:900]}).status_code == 400


def test_a_bad_file_name_ends_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "stories"
    folder.mkdir()
    for name in (b"a.txt", b"b-caf\xe9.txt", b"c\x1b]0;x\x07.txt", b"d\n.txt"):
        folder.joinpath(os.fsdecode(name)).write_text(STORY.replace("spring", name[:1].decode() * 3))
    for name in (b"e.txt", b"f-\xe9.txt"):
        folder.joinpath(os.fsdecode(name)).write_text("")
    place = str(tmp_path / "x.db")
    result = run_apart("add", "--json", str(tmp_path / "stories"), "--record", place)
    assert result.returncode == 1, result.stderr
    assert b"Traceback" not in result.stderr
    assert [r["outcome"] for r in records(result)] == ["added"] * 4 + ["failed"] * 2
    (stats,) = records(run("stats", "--json", "--record", place))
    assert [Path(f["source"]).name for f in stats["failures"]] == ["e.txt", "f-\ufffd.txt"]
    read = run_apart("read", str(tmp_path / "stories"))
    assert read.returncode == 1
    assert b"Traceback" not in read.stderr


def test_what_cannot_be_stored_is_replaced_where_an_article_is_made(tmp_path: Path) -> None:
    story = Article(source="a\udce9\0", text=STORY, url="https://x.example/\0", title="\ud800", authors=("a\0",))
    assert (story.source, story.url, story.title) == ("a\ufffd\ufffd", "https://x.example/\ufffd", "\ufffd")
    assert story.authors == ("a\ufffd",)
    with Record.open(str(tmp_path / "x.db")) as record:
        record.fail("\ud800", "\0")
        assert [(f.source, f.reason) for f in record.failures()] == [("\ufffd", "\ufffd")]


def test_an_error_of_a_reader_stops_none_of_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(place: Located, reading: object) -> Iterator[Article]:
        if place.source == "bad":
            raise ValueError("embedded null byte")
        yield Article(source=place.source, text=STORY)

    monkeypatch.setattr(import_module("onrecord.sources.locate"), "_read", read)
    found = list(articles([Located("bad", tmp_path / "x\0.txt"), Located("good", tmp_path)]))
    assert isinstance(found[0], Failure)
    assert "an error of onrecord (ValueError: embedded null byte); please report it" in found[0].reason
    assert isinstance(found[1], Article)
