"""Pages kept as they were fetched, looked at again, and written as WARC."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator

from onrecord.errors import FetchError, StatusError, UnknownError
from onrecord.export.warc import write_warc
from onrecord.people.directory import the_person
from onrecord.record.captures import body_of, captures_of, keep
from onrecord.record.store import Record
from onrecord.search.search import every
from onrecord.sources.fetch import Fetched
from onrecord.upkeep.forget import forget_article, forget_person
from onrecord.upkeep.recheck import recheck
from tests.command_line import records, run
from tests.stories import fill

WORDS = (
    "Mayor Imelda Roscoe dropped the toll on Monday, and told the council that nobody in Harrow Falls would pay to cross.",
    "The bridge has been shut since the spring, and engineers expect the repairs to take until the end of next year.",
)
PAGE = f"<html><head><title>Toll</title></head><body><article><p>{WORDS[0]}</p><p>{WORDS[1]}</p></article></body></html>".encode()
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Encoding", "gzip"),
    ("Set-Cookie", "a=1"),
    ("Set-Cookie", "b=2"),
)
URL = "https://courier.example/toll"
FETCHED = Fetched(URL, PAGE, "utf-8", True, headers=HEADERS)


@pytest.fixture
def record(place: str):
    with Record.open(place) as record:
        fill(record)
        yield record


@pytest.fixture
def kept(record: Record) -> str:
    with record.database.reading() as connection:
        article = connection.exec_driver_sql("SELECT id FROM articles WHERE url IS NOT NULL").scalar_one()
    assert keep(record, article, FETCHED)
    return article


def test_what_is_kept_comes_back_to_the_byte(record: Record, kept: str) -> None:
    assert not keep(record, kept, FETCHED), "the same bytes are kept once"
    (capture,) = captures_of(record, [kept])
    assert (capture.state, capture.status, capture.url, capture.headers) == ("kept", 200, URL, HEADERS)
    assert body_of(record, capture.number) == PAGE
    assert capture.hash == sha256(PAGE).hexdigest()
    with pytest.raises(UnknownError):
        body_of(record, capture.number + 1)


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        (None, "same", "white space apart"),
        (PAGE, "changed", "other words"),
        (StatusError("the server answered 410", 410), "gone", "taken away"),
        (StatusError("the server answered 503", 503), "unreachable", "out of order isn't gone"),
        (FetchError("no answer"), "unreachable", "no connection"),
        (b"\0", "unreachable", "no page any more"),
    ],
)
def test_another_look(record: Record, kept: str, answer: object, state: str, reason: str) -> None:
    asked: list[str] = []

    def visit(url: str) -> Fetched:
        asked.append(url)
        if isinstance(answer, Exception):
            raise answer
        body = answer if isinstance(answer, bytes) else record.article(kept).text.replace(" ", "  ").encode()
        return Fetched(url, body, "utf-8", answer == PAGE)

    (looked,) = recheck(record, visit=visit, keep=True)
    assert (looked.state, asked) == (state, [URL]), reason
    first, second = captures_of(record, [kept])
    assert (second.state, second.hash is not None) == (state, state == "changed")
    assert list(recheck(record, days=1, visit=visit)) == [], "just looked at"
    assert body_of(record, first.number) == PAGE


def test_what_is_forgotten_takes_its_pages_along(record: Record, kept: str) -> None:
    forget_article(record, kept)
    with record.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM captures").scalar() == 0


def test_redacting_a_person_takes_the_pages_that_hold_the_words(record: Record, kept: str) -> None:
    forget_person(record, the_person(record, "Imelda Roscoe"), delete_articles=False)
    assert list(captures_of(record, [kept])) == []
    assert not keep(record, kept, FETCHED), "nor are they kept anew"


def test_a_warc_that_others_read(record: Record, kept: str, tmp_path: Path) -> None:
    out = tmp_path / "pages.warc.gz"
    assert write_warc(record, every(record), out) == 1
    with out.open("rb") as stream:
        assert all(r.verify_block_digest() for r in ArchiveIterator(stream, parse_http=False))
    with out.open("rb") as stream:
        info, response = [
            (r.headers["WARC-Type"], r.headers.get("WARC-Target-URI"), str(r.http_headers), r.reader.read())
            for r in ArchiveIterator(stream)
        ]
    assert info[0] == "warcinfo"
    assert (response[0], response[1], response[3]) == ("response", URL, PAGE)
    assert "Content-Encoding" not in response[2]


def test_our_own_reader_reads_it_back(record: Record, kept: str, tmp_path: Path) -> None:
    write_warc(record, every(record), tmp_path / "pages.warc.gz")
    (read,) = records(run("read", "--json", str(tmp_path / "pages.warc.gz")))
    assert read["article"]["url"] == URL
    assert all(words in read["article"]["text"] for words in WORDS)


def test_on_the_command_line(tmp_path: Path) -> None:
    place, story = str(tmp_path / "x.db"), tmp_path / "story.txt"
    story.write_text("The bridge will stay shut, Mayor Ann Holt said on Monday.")
    assert run("add", str(story), "--keep-source", "--record", place).returncode == 0
    assert run("add", str(story), "--keep-source", "--record", place).returncode == 0
    with Record.open(place) as record, record.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*), min(url) FROM captures").one() == (1, story.as_uri())
    none = run("recheck", "--record", place)
    assert (none.returncode, b"no page of the web" in none.stderr) == (0, True)
    out = tmp_path / "x.warc.gz"
    assert run("export", "--format", "warc", "--out", str(out), "--record", place).returncode == 0
    assert run("add", str(out), "--record", str(tmp_path / "y.db")).returncode in (0, 1)


def test_without_pages_a_warc_is_refused(filled: str, tmp_path: Path) -> None:
    refused = run("export", "--format", "warc", "--out", str(tmp_path / "x.warc.gz"), "--record", filled)
    assert (refused.returncode, b"onrecord add --keep-source" in refused.stderr) == (2, True)


def test_the_statements_page_links_to_it(filled: str) -> None:
    pytest.importorskip("fastapi", reason="FastAPI isn't installed (the extra web)")
    from tests.serving import served

    with Record.open(filled) as record:
        with record.database.reading() as connection:
            article = connection.exec_driver_sql("SELECT id FROM articles WHERE url IS NOT NULL").scalar_one()
        keep(record, article, FETCHED)
        statement = record.statements(article)[0].id
    with served(filled) as client:
        page = client.get(f"/statements/{statement}")
        assert "kept as it was read" in page.text
        assert sha256(PAGE).hexdigest() in page.text
        fetched = client.get("/captures/1")
        assert fetched.content == PAGE
        assert fetched.headers["content-type"] == "application/octet-stream"
        assert fetched.headers["content-disposition"].startswith("attachment")
        assert client.get("/captures/99").status_code == 404
