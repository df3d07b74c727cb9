"""Web pages to text and metadata."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import UnreadableError
from onrecord.page import read_page

EXAMPLE = (Path(__file__).parents[1] / "examples" / "2025-11-07-bridge.html").read_text(encoding="utf-8")
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


def test_deeply_nested_pages_do_not_crash() -> None:
    try:
        read_page("<html><body>" + "<div>" * 20_000 + BODY + "</div>" * 20_000)
    except UnreadableError:
        pass


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="<>/ap\"'=&;!-[] \n", max_size=80), st.integers(0, 400))
def test_damaged_pages_raise_nothing_else(noise: str, at: int) -> None:
    html = page()
    try:
        read_page(html[:at] + noise + html[at:])
    except UnreadableError:
        pass
