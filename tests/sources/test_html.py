"""Web pages to text and metadata."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UnreadableError
from onrecord.sources.documents.html import read_page

EXAMPLE = (Path(__file__).parents[2] / "examples" / "2025-11-07-bridge.html").read_text(encoding="utf-8")
BODY = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "The bridge at Harrow Falls will stay shut until spring, the mayor said on Monday, after engineers found cracks in it.",
        "“We will mend it,” Mayor Imelda Roscoe told reporters outside the town hall. “It will take until the spring.”",
        "The harbour office had asked for the work to be done in summer, when the ferry runs more often than in the winter.",
        "Gordon Pell, a council member, said that the town should have acted years ago and that he had warned it more than once.",
    )
)


def page(body: str = BODY, head: str = "", around: str = "") -> str:
    return f"<html><head>{head}</head><body><article><h1>Bridge stays shut</h1>{body}</article>{around}</body></html>"


def json_ld(**fields: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_the_example_page() -> None:
    text, known = read_page(EXAMPLE)
    blocks = text.split("\n\n")
    assert blocks[0] == known.title == "Mayor drops bridge toll she once called “the only fair way”"
    assert known.outlet == "The Harrow Falls Courier"
    assert known.authors == ("Dana Whitlock",)
    assert (known.published, known.published_at) == ("2025-11-07", "2025-11-07T18:40:00-05:00")
    assert known.url == "https://courier.example/2025/11/07/bridge-toll-dropped"
    assert any(b.startswith("Mayor Imelda Roscoe, left, speaks") for b in blocks), "the caption is kept"
    assert "— Imelda Roscoe (@mayorroscoe) June 12, 2020" in blocks, "an embedded post keeps author and date"
    assert text.count("A toll would hit the people who can least afford it") == 1, "the pull quote isn't read twice"
    for furniture in ("Share", "Tweet", "Read more", "newsletter", "You may also like", "All rights reserved", "Home"):
        assert furniture not in text


@pytest.mark.parametrize(
    ("reason", "head", "expected"),
    [
        ("json-ld with zone", json_ld(datePublished="2025-11-07T23:40:00-05:00"), ("2025-11-07", "2025-11-07T23:40:00-05:00")),
        ("zone without colon", json_ld(datePublished="2025-11-07T23:40:00-0500"), ("2025-11-07", "2025-11-07T23:40:00-05:00")),
        ("zulu", json_ld(datePublished="2025-11-07T23:40:00Z"), ("2025-11-07", "2025-11-07T23:40:00+00:00")),
        ("day only", json_ld(datePublished="2025-11-07"), ("2025-11-07", None)),
        ("opengraph", '<meta property="article:published_time" content="2025-11-07T10:00:00+01:00">', ("2025-11-07", "2025-11-07T10:00:00+01:00")),
        ("json-ld beats opengraph", json_ld(datePublished="2025-11-07") + '<meta property="article:published_time" content="2025-01-01">', ("2025-11-07", None)),
        ("in a graph", '<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": ["Article"], "datePublished": "2025-11-07"}]}</script>', ("2025-11-07", None)),
        ("words", json_ld(datePublished="November 7, 2025"), ("2025-11-07", None)),
    ],
)  # fmt: skip
def test_publication_time(reason: str, head: str, expected: tuple) -> None:
    _, known = read_page(page(head=head))
    assert (known.published, known.published_at) == expected


def test_names_in_markup_are_cleaned() -> None:
    head = json_ld(
        headline="Bridge &amp; <em>ferry</em>", author=[{"name": "By Dana Whitlock"}, "admin", "https://x.example/a"]
    )
    _, known = read_page(page(head=head))
    assert known.title == "Bridge & ferry"
    assert known.authors == ("Dana Whitlock",)


def test_broken_json_ld_is_passed_over() -> None:
    _, known = read_page(page(head='<script type="application/ld+json">{"@type": "Article",}</script>'))
    assert known.title == "Bridge stays shut"


def test_the_outlet_falls_back_to_the_host() -> None:
    _, known = read_page(page(), url="https://www.courier.example/a")
    assert known.outlet == "courier.example"


def test_lists_headings_and_block_quotes_are_kept_apart() -> None:
    body = (
        BODY
        + "<h2>What comes next</h2><ul><li>The council meets on Tuesday evening.</li><li>The ferry runs on.</li></ul>"
    )
    body += "<blockquote><p>“Nobody asked us,” the ferry captain wrote in a letter to the council.</p></blockquote>"
    blocks = read_page(page(body))[0].split("\n\n")
    for block in ("What comes next", "The council meets on Tuesday evening.", "The ferry runs on."):
        assert block in blocks
    assert any(b.startswith("“Nobody asked us,”") for b in blocks)


def test_questions_and_answers_stay_on_their_own_lines() -> None:
    body = BODY + "<p><b>Q: When will it open?</b></p><p>A: In the spring, if the weather lets us work on it.</p>"
    blocks = read_page(page(body))[0].split("\n\n")
    assert "Q: When will it open?" in blocks
    assert "A: In the spring, if the weather lets us work on it." in blocks


def test_odd_spaces_are_plain_ones() -> None:
    text, _ = read_page(
        page(BODY + "<p>Ten\u00a0thousand soft\u00adhyphens and zero\u200bwidth signs were counted there.</p>")
    )
    assert "Ten thousand softhyphens and zerowidth signs" in text


@pytest.mark.parametrize(
    "html", ["", "<html></html>", "<p>", "<html><body><nav><a href='/'>Home</a></nav></body></html>"]
)
def test_a_page_without_article_is_told(html: str) -> None:
    with pytest.raises(UnreadableError):
        read_page(html)


def assert_read_or_told(html: str) -> None:
    """A page gives text, or the one error that says why it doesn't."""
    try:
        text, _ = read_page(html)
    except UnreadableError as error:
        assert str(error)
    else:
        assert text.strip()


def test_deeply_nested_pages_do_not_crash() -> None:
    assert_read_or_told("<html><body>" + "<div>" * 20_000 + BODY + "</div>" * 20_000)


@given(st.text(alphabet="<>/ap\"'=&;!-[] \n", max_size=80), st.integers(0, 400))
def test_damaged_pages_raise_nothing_else(noise: str, at: int) -> None:
    html = page()
    assert_read_or_told(html[:at] + noise + html[at:])


def blocks_of(html: str, url: str | None = None) -> list[str]:
    return read_page(html, url=url)[0].split("\n\n")


CANONICAL = '<link rel="canonical" href="https://courier.example/bridge">'
MORE = [
    ("a link to another story", '<p><a href="/ferry">Ferry captain denies he ignored warning</a></p>', "Ferry captain denies", False),
    ("the same in bold", '<p><strong><a href="https://courier.example/f">FERRY CAPTAIN DENIES</a></strong></p>', "FERRY CAPTAIN", False),
    ("a link elsewhere, as in a list of sources", '<p><a href="https://council.example/minutes">Minutes of the council meeting</a></p>', "Minutes of the council", True),
    ("a link that is a sentence", '<p><a href="/ferry">The ferry captain denied it on Monday.</a></p>', "The ferry captain denied", True),
    ("a link in a sentence", '<p>The <a href="/ferry">ferry captain</a> denied it on Monday.</p>', "ferry captain denied it", True),
    ("read more", "<p>Read more: Ferry captain denies he ignored warning</p>", "Ferry captain", False),
    ("who took the picture", "<p>Photo: Owen Castellane, Courier</p>", "Castellane", False),
    ("who owns the page", "<p>© 2025 The Harrow Falls Courier. All rights reserved.</p>", "rights", False),
    ("newsletter", "<p>Sign up for our morning newsletter</p>", "newsletter", False),
    ("a time in a live blog", "<h3>10:42 a.m.</h3><p>The council has gone into a closed session, a clerk said.</p>", "10:42 a.m.", True),
    ("a date further down", "<p>November 3, 2025</p><p>That was the day on which the first crack was seen by a diver.</p>", "November 3, 2025", True),
    ("a card over a name", '<p>The clerk, <span><a href="/p/1">Clara Ferreira</a><span><img src="a.png"><a href="/p/1">Clara Maria Ferreira</a><a href="/s/2">Clerk wins prize</a></span></span>, said that it was too late.</p>', "wins prize", False),
    ("a caption", '<figure><img src="a.png"><figcaption>Divers look at the piers of the bridge on Monday.</figcaption></figure>', "Divers look", True),
    ("a wrapped post", '<div class="social-media-embed"><blockquote class="twitter-tweet"><p>A toll would hit the poor.</p>— Gordon Pell (@pell) <a href="https://x.example/1">June 12, 2020</a></blockquote></div>', "— Gordon Pell (@pell) June 12, 2020", True),
    ("the words of a post", '<blockquote class="twitter-tweet"><p>A toll would hit the poor.</p>— Gordon Pell (@pell)</blockquote>', "A toll would hit the poor.", True),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "html", "words", "kept"), MORE, ids=[m[0] for m in MORE])
def test_what_belongs_to_the_story(reason: str, html: str, words: str, kept: bool) -> None:
    text, _ = read_page(
        page(BODY + html + BODY.replace("bridge", "old bridge").replace("ferry", "boat"), head=CANONICAL)
    )
    assert (words in text) is kept


def test_date_byline_and_a_second_headline_at_the_top_are_dropped() -> None:
    head = json_ld(headline="Bridge stays shut, mayor says", author="Dana Whitlock", publisher={"name": "The Courier"})
    top = "<p>By Dana Whitlock, The Courier</p><p>Updated November 7, 2025, 10:30 a.m.</p>"
    blocks = blocks_of(page(top + BODY, head=head))
    assert blocks[0] == "Bridge stays shut, mayor says"
    assert blocks[1].startswith("The bridge at Harrow Falls")


@pytest.mark.parametrize(
    ("reason", "head", "field", "expected"),
    [
        ("the outlet behind the headline", '<meta property="og:title" content="Bridge shut | Courier"><meta property="og:site_name" content="Courier">', "title", "Bridge shut"),
        ("the outlet is no author", json_ld(author={"name": "The Courier"}, publisher={"name": "Courier"}), "authors", ()),
        ("one author twice", json_ld(author=[{"name": "Dana Whitlock"}, "Dana Whitlock"]), "authors", ("Dana Whitlock",)),
        ("two in one field", '<meta name="author" content="By Dana Whitlock and Owen Castellane">', "authors", ("Dana Whitlock", "Owen Castellane")),
        ("referred to in the graph", '<script type="application/ld+json">{"@graph": [{"@type": "Article", "author": {"@id": "#d"}}, {"@id": "#d", "@type": "Person", "name": "Dana Whitlock"}]}</script>', "authors", ("Dana Whitlock",)),
        ("the publisher too", '<script type="application/ld+json">{"@graph": [{"@type": "Article", "publisher": {"@id": "#o"}}, {"@id": "#o", "name": "Courier"}]}</script>', "outlet", "Courier"),
        ("JSON hidden from XML", '<script type="application/ld+json">//<![CDATA[\n{"@type": "NewsArticle", "headline": "Bridge shut"}\n//]]></script>', "title", "Bridge shut"),
        ("odd kinds", '<script type="application/ld+json">[{"@type": [null, 3]}, 4, {"@type": {"a": 1}}, {"@type": "Report", "headline": "Bridge shut"}]</script>', "title", "Bridge shut"),
    ],
)  # fmt: skip
def test_markup(reason: str, head: str, field: str, expected: object) -> None:
    assert getattr(read_page(page(head=head))[1], field) == expected


def test_a_long_page_is_read_in_bounded_time() -> None:
    many = "".join(
        f"<p>The council counted bridge number {k} and found it shut as before, said the clerk.</p>"
        for k in range(4000)
    )
    start = time.perf_counter()
    assert len(blocks_of(page(many))) > 3900
    assert time.perf_counter() - start < 10


@given(st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda v: st.lists(v, max_size=3) | st.dictionaries(st.sampled_from(["@type", "@id", "@graph", "name", "author", "publisher", "headline", "datePublished", "url"]), v | st.just("Article"), max_size=4), max_leaves=12))  # fmt: skip
def test_any_json_ld_is_borne(data: object) -> None:
    text, _ = read_page(page(head=f'<script type="application/ld+json">{json.dumps(data)}</script>'))
    assert text.endswith(read_page(page())[0].split("\n\n")[-1])
