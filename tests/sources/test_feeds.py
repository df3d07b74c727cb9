"""Feeds, against a net that is made up here: what is fetched, when, and what is left alone."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import pytest

from onrecord.article import Article
from onrecord.errors import FetchError, StatusError
from onrecord.sources import Failure, FeedState, Item, articles, locate, polite
from onrecord.sources.fetch import Fetched
from onrecord.sources.web import address as web
from onrecord.sources.web.feed import is_feed
from tests.made import page

FEED = "https://courier.example/feed"
RSS = """<?xml version="1.0"?><!-- made by hand --><rss version="2.0"><channel><title>The Courier</title>{}</channel></rss>"""
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><title>Ferry</title><link href="/ferry"/>'
    "<updated>2025-11-08T09:00:00Z</updated><published>2025-11-07T23:30:00+01:00</published><author><name>Dana Whitlock"
    "</name></author></entry></feed>"
)


def item(name: str, stamp: str = "Fri, 07 Nov 2025 10:00:00 GMT") -> str:
    return f"<item><title>{name}</title><link>https://courier.example/{name}</link><pubDate>{stamp}</pubDate></item>"


class Net:
    """Pages by address, and the order in which they were asked for."""

    def __init__(self, pages: Mapping[str, str | bytes | int]) -> None:
        self.pages = dict(pages)
        self.asked: list[str] = []
        self.slept: list[float] = []
        self.now = 0.0

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        self.asked.append(url)
        found = self.pages.get(url, 404)
        if isinstance(found, int):
            raise StatusError(f"the server answered {found}", found)
        if etag == str(hash(found)):
            return Fetched(url, b"", None, False, etag, unchanged=True)
        body = found.encode() if isinstance(found, str) else found
        return Fetched(url, body, "utf-8", body.startswith(b"<html"), str(hash(found)))

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def net(monkeypatch: pytest.MonkeyPatch) -> Net:
    net = Net({f"https://courier.example/{k}": page(f"Story {k}") for k in ("a", "b", "c", "ferry")})
    monkeypatch.setattr(web, "fetch", net.fetch)
    monkeypatch.setattr(polite, "fetch", net.fetch)
    monkeypatch.setattr(polite, "time", SimpleNamespace(sleep=net.sleep, monotonic=lambda: net.now))
    return net


def read(feeds: dict[str, FeedState] | None = None, url: str = FEED) -> list[Item]:
    return list(articles(locate([url])[0], feeds=feeds))


def test_the_entries_of_a_feed_are_fetched_one_by_one(net: Net) -> None:
    net.pages[FEED] = RSS.format(item("a") + item("b"))
    found = read()
    assert [f.title for f in found if isinstance(f, Article)] == ["Story a", "Story b"]
    assert [f.published for f in found if isinstance(f, Article)] == ["2025-11-07"] * 2
    assert net.asked == [FEED, "https://courier.example/robots.txt", "https://courier.example/a", "https://courier.example/b"]  # fmt: skip
    assert net.slept == [polite.PAUSE]


def test_atom_with_relative_links(net: Net) -> None:
    net.pages[FEED] = ATOM
    (article,) = read()
    assert isinstance(article, Article)
    assert (article.url, article.published, article.authors) == ("https://courier.example/ferry", "2025-11-07", ("Dana Whitlock",))  # fmt: skip


def test_only_what_is_new_is_fetched_again(net: Net) -> None:
    net.pages[FEED] = RSS.format(item("a") + item("b"))
    feeds: dict[str, FeedState] = {}
    read(feeds)
    assert FeedState.from_dict(feeds[FEED].to_dict()) == feeds[FEED]
    assert read(feeds) == []
    net.asked.clear()
    net.pages[FEED] = RSS.format(item("b", "Sat, 08 Nov 2025 10:00:00 GMT") + item("c"))
    assert len(read(feeds)) == 2
    assert net.asked[2:] == ["https://courier.example/b", "https://courier.example/c"]
    assert set(feeds[FEED].entries) == {"https://courier.example/b", "https://courier.example/c"}


def test_what_failed_is_asked_for_again(net: Net) -> None:
    net.pages[FEED] = RSS.format(item("a") + item("d"))
    feeds: dict[str, FeedState] = {}
    assert [type(f) for f in read(feeds)] == [Article, Failure]
    assert feeds[FEED].etag is None
    net.pages["https://courier.example/d"] = page("Story d")
    (article,) = read(feeds)
    assert isinstance(article, Article)
    assert article.title == "Story d"
    assert read(feeds) == []


def test_an_interrupted_reading_goes_on_where_it_stopped(net: Net) -> None:
    net.pages[FEED] = RSS.format(item("a") + item("b"))
    feeds: dict[str, FeedState] = {}
    reading = articles(locate([FEED])[0], feeds=feeds)
    next(reading)
    next(reading)
    reading.close()  # type: ignore[attr-defined]
    assert set(feeds[FEED].entries) == {"https://courier.example/a"}
    assert [f.title for f in read(feeds) if isinstance(f, Article)] == ["Story b"]


ROBOTS: list[tuple[str, str | int, bool]] = [
    ("no rules", 404, True),
    ("the server is in trouble", 503, False),
    ("too many requests", 429, False),
    ("all programs", "User-agent: *\nDisallow: /", False),
    ("another program", "User-agent: other\nDisallow: /", True),
    ("us", "User-agent: onrecord\nDisallow: /a", False),
    ("an exception", "User-agent: *\nDisallow: /\nAllow: /a$", True),
]


@pytest.mark.parametrize(("reason", "rules", "allowed"), ROBOTS, ids=[r[0] for r in ROBOTS])
def test_robots(net: Net, reason: str, rules: str | int, allowed: bool) -> None:
    net.pages |= {FEED: RSS.format(item("a")), "https://courier.example/robots.txt": rules}
    (found,) = read()
    assert isinstance(found, Article) is allowed
    assert ("https://courier.example/a" in net.asked) is allowed


def test_the_pause_that_a_host_asks_for_is_kept(net: Net) -> None:
    net.pages |= {
        FEED: RSS.format(item("a") + item("b") + item("c")),
        "https://courier.example/robots.txt": "User-agent: *\nCrawl-delay: 7",
    }
    read()
    assert net.slept == [7.0, 7.0]


def test_a_robots_file_that_cannot_be_had_means_no(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    net.pages[FEED] = RSS.format(item("a"))

    def fetch(url: str) -> Fetched:
        raise FetchError("no answer")

    monkeypatch.setattr(polite, "fetch", fetch)
    (failure,) = read()
    assert isinstance(failure, Failure)
    assert "robots.txt" in failure.reason


def test_an_entry_without_an_address_is_told(net: Net) -> None:
    net.pages[FEED] = RSS.format("<item><title>x</title></item>" + item("a"))
    assert [type(f) for f in read()] == [Failure, Article]


@pytest.mark.parametrize(
    ("start", "feed"),
    [
        (b"<?xml version='1.0'?>\n<rss version='2.0'>", True), (b"\xef\xbb\xbf<feed xmlns='x'>", True), (b"<rdf:RDF>", True),
        (b"<html><body><rss>", False), (b"<!-- a --><!-- b --><feed>", True), (b"<rsss>", False), (b"", False),
        (b"<!---->" * 500 + b"<rss>", True), (b"<!---->" * 5000, False), (b"<??>" * 5000, False), (b" " * 5000, False),
    ],
)  # fmt: skip
def test_what_begins_like_a_feed(start: bytes, feed: bool) -> None:
    assert is_feed(start) is feed


def test_a_feed_in_a_file(net: Net, tmp_path) -> None:
    (tmp_path / "feed.xml").write_text(RSS.format(item("a")))
    (article,) = articles(locate([str(tmp_path)])[0])
    assert isinstance(article, Article)


@pytest.mark.parametrize("content", ["<urlset><url/></urlset>", "nothing", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_files_that_are_no_feed(net: Net, tmp_path, content: str) -> None:
    (tmp_path / "a.xml").write_text(content)
    (failure,) = articles(locate([str(tmp_path)])[0])
    assert isinstance(failure, Failure)
    assert "no feed" in failure.reason


def test_a_record_remembers_feeds() -> None:
    from onrecord.record.feeds import known_feeds, remember_feeds
    from onrecord.record.store import Record

    state = FeedState('"abc"', "Mon, 10 Nov 2025 08:00:00 GMT", {"https://news.example/1": "one"})
    with Record.open("sqlite://") as record:
        assert known_feeds(record) == {}
        remember_feeds(record, {"https://news.example/feed": state})
        remember_feeds(record, {"https://news.example/feed": state, "https://news.example/100%": FeedState()})
        assert known_feeds(record)["https://news.example/feed"] == state
        assert len(known_feeds(record)) == 2
