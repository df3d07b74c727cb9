"""Watches: what is news, that it is told once, and the ways in which it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from xml.etree import ElementTree

import pytest

from onrecord.errors import UsageError
from onrecord.record.captures import note
from onrecord.record.store import Record
from onrecord.record.watches import Watch, all_watches
from onrecord.watch.run import Told, begin, tell
from onrecord.watch.telling import signature
from tests.command_line import records, run
from tests.stories import ONE, TWO, article, fill, statement

ROSCOE = Watch("roscoe", "", {"speaker": "Imelda Roscoe"})
STORY = article(
    "“We will mend the road,” Imelda Roscoe said.", url="https://courier.example/road", outlet="Harrow Courier"
)


def add(record: Record, story: Any = STORY, words: str = "“We will mend the road,”", **known: Any) -> None:
    record.add(story, [statement(story, words, "Imelda Roscoe", **known)], ONE)


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    with Record.open(place) as record:
        fill(record)
        yield record


def told(record: Record, watch: Watch = ROSCOE) -> list[tuple[str, str]]:
    found: list[Told] = []
    tell(record, watch, found.append)
    return [(t.news.kind, t.statement.statement.words if t.statement else t.article.id) for t in found]


def test_only_what_is_new_is_told_and_once(record: Record) -> None:
    assert begin(record, ROSCOE) == 3
    assert told(record) == []
    add(record)
    other = article("“No,” Tom Farrow said.")
    record.add(other, [statement(other, "“No,”", "Tom Farrow")], ONE)
    assert told(record) == [("statement", "“We will mend the road,”")]
    assert told(record) == []


def test_a_second_reading_is_no_news(record: Record) -> None:
    begin(record, ROSCOE)
    add(record)
    assert len(told(record)) == 1
    again = statement(STORY, "“We will mend the road,”", "Imelda Roscoe", source=(), confidence=0.5)
    record.add(STORY, [replace(again, id="f" * 16)], TWO, again=True)
    assert told(record) == []


def test_what_a_crash_leaves_untold_is_told_by_the_next_round(record: Record) -> None:
    begin(record, ROSCOE)
    add(record)
    second = article("“The road is mended,” Imelda Roscoe said.", url="https://courier.example/mended")
    add(record, second, "“The road is mended,”")
    seen: list[str] = []

    def crash(news: Told) -> None:
        if seen:
            raise KeyboardInterrupt
        seen.append(news.statement.statement.words)  # type: ignore[union-attr]

    with pytest.raises(KeyboardInterrupt):
        tell(record, ROSCOE, crash)
    assert seen == ["“We will mend the road,”"]
    assert told(record) == [("statement", "“The road is mended,”")]


@pytest.mark.parametrize("what", ["retracted", "changed", "gone", "unreachable"])
def test_what_becomes_of_a_source_is_told(record: Record, what: str) -> None:
    begin(record, ROSCOE)
    add(record)
    told(record)
    if what == "retracted":
        record.flag(STORY.id, "retracted", "never said")
    elif what == "changed":
        record.add(replace(STORY, text="“We may mend the road,” Imelda Roscoe said."), [], ONE)
    else:
        note(record, STORY.id, str(STORY.url), what, status=410, page=None)  # type: ignore[arg-type]
    assert told(record) == ([] if what == "unreachable" else [(what, STORY.id)])
    assert told(record) == []


def test_what_was_there_before_is_told_when_it_is_retracted(record: Record) -> None:
    begin(record, ROSCOE)
    with record.database.reading() as connection:
        bridge = connection.exec_driver_sql("SELECT id FROM articles WHERE url IS NOT NULL").scalar_one()
    record.flag(bridge, "retracted")
    assert told(record) == [("retracted", bridge)]


def test_names_are_taken_once(record: Record) -> None:
    begin(record, ROSCOE)
    with pytest.raises(UsageError, match="choose another"):
        begin(record, ROSCOE)
    assert [w.name for w in all_watches(record)] == ["roscoe"]


class _Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((dict(self.headers), body))  # type: ignore[attr-defined]
        self.send_response(self.server.answers)  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def hook() -> Iterator[Any]:
    with HTTPServer(("127.0.0.1", 0), _Hook) as server:
        server.taken, server.answers = [], 500  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_on_the_command_line_with_a_webhook(filled: str, hook: Any) -> None:
    address = f"http://127.0.0.1:{hook.server_port}/news"
    (made,) = records(
        run("watch", "add", "roscoe", "--speaker", "Roscoe", "--webhook", address, "--json", "--record", filled)
    )
    assert (made["present"], made["filters"]) == (3, {"speaker": "Roscoe"})
    assert "secret" not in records(run("watch", "list", "--json", "--record", filled))[0]
    assert run("watch", "run", "--record", filled).returncode == 0
    with Record.open(filled) as record:
        add(record)
    failed = run("watch", "run", "--record", filled)
    assert (failed.returncode, failed.stdout, b"answered 500; it is told again" in failed.stderr) == (2, b"", True)
    hook.answers = 204
    done = run("watch", "run", "roscoe", "--record", filled)
    assert done.returncode == 1
    assert done.stdout.decode().startswith("roscoe: Imelda Roscoe: “We will mend the road,” (quotation, undated")
    assert run("watch", "run", "--record", filled).returncode == 0
    (first, body), (second, again) = hook.taken
    assert (
        json.loads(body)["id"]
        == json.loads(again)["id"]
        == json.loads(body)["watch"] + "/" + json.loads(body)["id"].partition("/")[2]
    )
    for headers, sent in ((first, body), (second, again)):
        made_of = signature(made["secret"], headers["X-Onrecord-Time"], sent)
        assert headers["X-Onrecord-Signature"] == f"sha256={made_of}"
    assert run("watch", "remove", "roscoe", "--record", filled).returncode == 0
    assert run("watch", "list", "--record", filled).stdout == b""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["add", "roscoe"], "give --query, --speaker"),
        (["add", "a/b", "--query", "toll"], "letters, digits"),
        (["add", "toll", "--query", "toll", "--webhook", "file:///etc/passwd"], "no http or https address"),
        (["run", "nobody"], "no watch of this name"),
        (["remove", "nobody"], "no watch of this name"),
    ],
)
def test_refusals(filled: str, arguments: list[str], expected: str) -> None:
    result = run("watch", *arguments, "--record", filled)
    assert (result.returncode, expected in result.stderr.decode()) == (2, True)


def test_a_feed_is_read(filled: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def add_all(record: Record, items: Any, **_: Any) -> Iterator[Any]:
        asked.append(items)
        add(record)
        yield from ()

    monkeypatch.setattr("onrecord.watch.run.add_all", add_all)
    run("watch", "add", "roscoe", "--speaker", "Roscoe", "--feed", "https://courier.example/feed", "--record", filled)
    (news,) = records(run("watch", "run", "--json", "--record", filled))
    assert (news["kind"], news["statement"]["article"]["url"], len(asked)) == ("statement", STORY.url, 1)


def test_the_server_publishes_a_feed(filled: str) -> None:
    pytest.importorskip("fastapi", reason="FastAPI isn't installed (the extra web)")
    from tests.serving import HERE, served

    with Record.open(filled) as record:
        begin(record, ROSCOE)
        add(record)
        add(
            record,
            article("“Bell \x07 & <toll>,” Imelda Roscoe said.", url="https://courier.example/b"),
            "“Bell \x07 & <toll>,”",
        )
        told(record)
        record.flag(STORY.id, "corrected")
        told(record)
    with served(filled) as client:
        answer = client.get("/watches/roscoe.atom")
        assert client.get("/watches/nobody.atom").status_code == 404
    feed = ElementTree.fromstring(answer.content)
    atom = "{http://www.w3.org/2005/Atom}"
    titles = [e.findtext(f"{atom}title") for e in feed.iter(f"{atom}entry")]
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert (
        titles[0] == "https://courier.example/road corrected by its outlet (https://courier.example/road)"
        or "corrected by its outlet" in titles[0]
    )
    assert "“Bell  & <toll>,”" in titles[1]
    assert len(titles) == 3
    assert feed.find(f"{atom}entry/{atom}link").get("href").startswith(HERE)
