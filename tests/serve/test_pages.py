"""The pages, asked for without a browser: what they show, what they escape, what they link to."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

pytest.importorskip("fastapi", reason="FastAPI isn't installed (the extra web)")

from starlette.testclient import TestClient

from onrecord.record.store import Record
from onrecord.search.search import Filters, search
from tests.newsroom import furnish
from tests.serving import HERE, served


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    with Record.open(place) as record:
        furnish(record)
        yield record


@pytest.fixture
def client(place: str, record: Record) -> Iterator[TestClient]:
    with served(place, owner="dana") as client:
        yield client


def get(client: TestClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    return answer.text


def person(record: Record, name: str) -> str:
    head = search(record, "", Filters(speaker=name))[0].person
    assert head is not None
    return head.id


def words(html: str) -> str:
    """The text of a page as it is read, its tags left out."""
    parts: list[str] = []
    parser = HTMLParser()
    parser.handle_data = parts.append  # type: ignore[method-assign]
    parser.feed(html)
    return " ".join("".join(parts).split())


def test_every_link_of_every_page_leads_somewhere(client: TestClient) -> None:
    waiting, seen = ["/"], set[str]()
    while waiting:
        path = waiting.pop()
        shape = re.sub(r"[0-9a-f]{12,16}|(?<==).*", "ID", path)  # one of each kind, by the first parameter
        if shape in seen or path.startswith("/api/"):
            continue
        seen.add(shape)
        answer = client.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        if answer.headers["content-type"].startswith("text/html"):
            waiting += [
                link.replace("&amp;", "&").partition("#")[0]
                for link in re.findall(r'(?:href|src)="(/[^"]*)"', answer.text)
            ]
    assert {"/people/ID", "/articles/ID", "/statements/ID", "/review/ID", "/sources", "/static/style.css"} <= seen


def test_search_page_has_words_speaker_day_source_and_counts(client: TestClient) -> None:
    page = words(get(client, "/search?q=school&speaker=Brandt"))
    assert "We will not close a single school" in page
    assert "Nadia Brandt · told · Sun 11 May 2025 · briefing · to parents" in page
    assert "○ story No school to close · Port Gazette" in page
    assert "◆ primary Council meeting" in page
    assert "3 statements" in page
    assert "Narrow down" in page


def test_a_facet_leads_to_as_many_statements_as_it_tells(client: TestClient) -> None:
    page = get(client, "/search?q=harbour")
    link, count = re.findall(r'href="(/search\?[^"]*published_from=2021[^"]*)".*?count">(\d+)<', page)[0]
    found = get(client, link.replace("&amp;", "&"))
    assert f"{count} statements" in words(found)
    assert 'aria-label="Filters in use"' in found


def test_pages_go_on_until_the_last_statement(client: TestClient) -> None:
    seen: list[str] = []
    path: str | None = "/search?speaker=Lund&limit=10"
    while path:
        page = get(client, path)
        seen += re.findall(r'id="st-(\w+)"', page)
        following = re.search(r'href="([^"]*)" rel="next"', page)
        path = following[1].replace("&amp;", "&") if following else None
    assert len(seen) == len(set(seen)) == 32


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/search?said_from=yesterday", 400, "is no date"),
        ("/search?kind=gossip", 400, "is no kind"),
        ("/search?limit=100000", 400, "a number from 1 to 200"),
        ("/search?q=school&after=elsewhere", 400, "no place to go on from"),
        ("/search?after=2025", 400, "no place to go on from"),
        ("/statements/0000", 404, "no statement with this id"),
        ("/articles/0000", 404, "no article with this id"),
        ("/people/0000", 404, "no person with this id"),
        ("/people/0000/with/0000", 404, "no person with this id"),
        ("/people/0/with/1,2,3,4", 400, "too many beside each other"),
        ("/search?q=school&sort=worst", 400, "no way to sort"),
        ("/nothing", 404, "nothing at this address"),
    ],
)
def test_what_cannot_be_shown_is_told_with_a_way_on(client: TestClient, path: str, status: int, told: str) -> None:
    page = words(get(client, path, status))
    assert told in page
    assert "Search statements" in page


@pytest.mark.parametrize("typed", ["", "?!", '"', "a" * 500, "-school", "école"])
def test_whatever_is_typed_is_searched(client: TestClient, typed: str) -> None:
    assert client.get("/search", params={"q": typed}, follow_redirects=True).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=%00", "/search?speaker=%00", "/search?person=%00&q=a", "/people/%00", "/people?name=%00", "/articles/%00",
        "/statements/%ff", "/review/%00", "/search?outlet=%ed%a0%80", "/search?after=.999999999999999999999", "/review?last=%00",
        "/search?said_from=9999999-01", "/search?said_from=2025-11-31", "/people/a/with/b?q=%00",
    ],
)  # fmt: skip
def test_odd_bytes_are_no_fault_of_the_server(client: TestClient, path: str) -> None:
    assert client.get(path, follow_redirects=True).status_code < 500


def test_odd_forms_are_no_fault_of_the_server(client: TestClient, record: Record) -> None:
    statement = search(record, "school")[0].statement.id
    for path, data in (
        ("/people/undo", {"number": "9" * 30}),
        ("/people/judge", {"person": "a\0", "other": "b", "verdict": "same"}),
        (
            f"/review/{statement}",
            {"verdict": "fix", "said": "a\0", "words": "\0", "speaker": "\ud800".encode(errors="replace")},
        ),
        (f"/review/{statement}", {"verdict": "sing"}),
        (f"/review/{statement}", {"verdict": "fix", "channel": "gossip"}),
        (f"/review/{statement}", {"verdict": "fix", "kind": "gossip"}),
        (f"/review/{statement}", {"verdict": "fix", "speaker": "X", "type": "gossip"}),
        ("/check", {"text": "\0", "published": "\0"}),
    ):
        answer = client.post(path, data=data, headers=AS_FORM)
        assert 400 <= answer.status_code < 500, (path, data)


def test_an_address_has_no_empty_fields(client: TestClient) -> None:
    answer = client.get("/search?q=toll&speaker=&kind=direct&outlet=")
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=toll&kind=direct")


def test_text_is_escaped_and_a_script_address_is_no_link(client: TestClient, record: Record) -> None:
    (hit,) = search(record, "bold")
    for path in (
        f"/statements/{hit.statement.id}",
        f"/articles/{hit.article.id}",
        "/search?q=bold",
        f"/review/{hit.statement.id}",
    ):
        page = get(client, path)
        assert "<script>alert" not in page
        assert "<b>bold" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page
        assert "alert('x')" in words(page)


def test_nothing_inline_and_nothing_from_elsewhere(client: TestClient, record: Record) -> None:
    hit = search(record, "school")[0]
    for path in (
        "/",
        "/search?q=school",
        f"/articles/{hit.article.id}",
        f"/people/{person(record, 'Lund')}",
        "/review",
    ):
        page = get(client, path)
        assert not re.search(r"<style|\sstyle=|\son\w+=\"|<script>", page), path
        assert not re.search(r'(?:src|action)="https?:|<link[^>]*href="https?:', page), path


def test_person_page_shows_names_roles_topics_and_times(client: TestClient, record: Record) -> None:
    page = get(client, f"/people/{person(record, 'Nadia Brandt')}")
    told = words(page)
    assert "Gov. May 2025" in told
    assert "county commissioner Mar 2024" in told
    assert 'role="group" aria-label="6 statements by Nadia Brandt' in page
    assert "The picture as a table" in told
    lund = get(client, f"/people/{person(record, 'Lund')}")
    assert '<path class="break"' in lund  # 2011 to 2020 has nothing
    assert "dredging" in words(lund)


def test_a_period_of_the_picture_leads_to_its_statements(client: TestClient, record: Record) -> None:
    page = get(client, f"/people/{person(record, 'Lund')}")
    dated = re.search(r'href="([^"]*said_from=2021[^"]*)" aria-label="2021: 4 said then"', page)
    undated = re.search(r'href="([^"]*published_from=2021[^"]*)" aria-label="2021: 4 undated, printed then"', page)
    assert dated and undated
    assert "4 statements" in words(get(client, dated[1].replace("&amp;", "&")))


def test_two_people_stand_on_one_axis(client: TestClient, record: Record) -> None:
    one, other = person(record, "Nadia Brandt"), person(record, "Lund")
    page = get(client, f"/people/{one}/with/{other}")
    ticks = [
        re.findall(r'class="tick[^>]*>([^<]*)', svg)
        for svg in re.findall(r"<svg class=\"timeline.*?</svg>", page, re.S)
    ]
    assert len(ticks) == 2
    assert ticks[0] == ticks[1]
    answer = client.get(f"/people/{one}/with", params={"name": "Petra Lund"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/people/{one}/with/{other}")


def test_statement_page_compares_with_other_outlets_and_cites(client: TestClient, record: Record) -> None:
    hit = next(h for h in search(record, "close county") if h.article.outlet == "Port Gazette")
    page = get(client, f"/statements/{hit.statement.id}")
    told = words(page)
    assert "<del>single</del>" in page
    assert "1 difference" in told
    assert "The parents clapped." in told  # the context
    assert "**Nadia Brandt** (quotation, said Sun 11 May 2025, briefing, to parents):" in told
    assert f"{HERE}/articles/{hit.article.id}#s-{hit.statement.id}" in told


def test_article_page_marks_and_numbers_statements(client: TestClient, record: Record) -> None:
    hit = next(h for h in search(record, "close county") if h.article.outlet == "Port Gazette")
    page = get(client, f"/articles/{hit.article.id}")
    assert f'id="s-{hit.statement.id}"' in page
    assert f'href="#n-{hit.statement.id}"' in page
    assert f'id="n-{hit.statement.id}"' in page
    assert re.search(rf'<span class="m content direct" data-s="{hit.statement.id}">“We will not', page)
    assert re.search(r'<span class="m source" data-s="\w+">Nadia Brandt</span>', page)


def test_reviewing_without_script(client: TestClient, record: Record) -> None:
    page = get(client, f"/review/{search(record, 'date set')[0].statement.id}")
    statement = re.search(r'action="/review/(\w+)" class="verdict"', page)
    version = re.search(r'name="version" value="(\w+)"', page)
    assert statement and version
    assert "no date was set" in words(page)
    here = {"Origin": HERE}
    given = {"verdict": "fix", "version": version[1], "speaker": "Nadia Brandt", "type": "person", "said": "2024-03",
             "channel": "interview", "kind": "indirect", "words": "no date was set"}  # fmt: skip
    answer = client.post(f"/review/{statement[1]}", data=given, headers=here)
    assert answer.status_code == 303
    shown = words(get(client, f"/statements/{statement[1]}"))
    assert "said: 2024-03, by dana" in shown
    assert "Mar 2024" in shown
    stale = client.post(f"/review/{statement[1]}", data={**given, "said": "2024-04"}, headers=here)
    assert stale.status_code == 409
    assert "somebody else has changed this statement" in words(stale.text)
    unchanged = client.post(f"/review/{statement[1]}", data={"verdict": "fix", "words": "not there"}, headers=here)
    assert unchanged.status_code == 400
    assert client.post(f"/review/{statement[1]}", data={"verdict": "undo"}, headers=here).status_code == 303
    assert "Nobody has looked at it" not in words(get(client, f"/statements/{statement[1]}"))


def test_people_are_joined_and_parted_again(client: TestClient, record: Record) -> None:
    page = get(client, "/people")
    assert "N. Brandt" in words(page)
    pair = dict(re.findall(r'name="(person|other)" value="(\w+)"', page))
    answer = client.post("/people/judge", data={**pair, "verdict": "same"}, headers={"Origin": HERE})
    assert answer.headers["location"] == "/people?done=same"
    joined = get(client, "/people?done=same")
    assert "They are one now." in joined
    number = re.search(r'name="number" value="(\d+)"', joined)
    assert number
    assert client.post("/people/undo", data={"number": number[1]}, headers={"Origin": HERE}).status_code == 303
    assert "undone by dana" in words(get(client, "/people"))


def test_sources_tell_what_failed(client: TestClient, record: Record) -> None:
    record.fail("broken.pdf", "no text in it")
    page = words(get(client, "/sources"))
    assert "broken.pdf: no text in it" in page
    assert "Port Gazette" in page


def test_an_empty_record_says_so(place: str) -> None:
    with Record.open(place), served(place) as client:
        for path in ("/", "/search", "/people", "/review", "/sources"):
            assert client.get(path).status_code == 200
        assert "onrecord add PATH" in client.get("/").text


DRAFT = "“We will not close a school in this county,” Nadia Brandt said. “A toll would hit the people who can least afford it,” Tom Farrow said."
AS_FORM = {"Origin": HERE}


def test_a_pasted_draft_is_checked_in_place(client: TestClient) -> None:
    answer = client.post(
        "/check", data={"text": DRAFT.replace(". ", ".\r\n\r\n")}, files={"file": ("", b"")}, headers=AS_FORM
    )
    told = words(answer.text)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["cache-control"]
    assert "The pasted draft" in told
    assert "Compared with the record." in told
    link = re.search(r'href="(/statements/\w+)">in the record', answer.text)
    assert link
    assert "In its context" in words(get(client, link[1]))


def test_an_uploaded_draft_and_a_source_beside_the_record(client: TestClient) -> None:
    said = "PETRA LUND: Every lamp post in the harbour shall be blue.\n" * 2
    draft = "“Every lamp post in the harbour shall be blue,” Petra Lund said at the meeting of the harbour board."
    files = [("file", ("draft.md", draft.encode())), ("source", ("talk.txt", said.encode()))]
    told = words(client.post("/check", files=files, data={"text": "", "published": "2026"}, headers=AS_FORM).text)
    assert "draft.md" in told
    assert "Compared with the record and 1 more." in told


@pytest.mark.parametrize(
    ("text", "published", "told"),
    [
        ("", "", "There is no draft"),
        ("   \r\n", "", "There is no draft"),
        (DRAFT, "someday", "is no date"),
    ],
)
def test_what_cannot_be_checked_is_told_and_the_draft_stays(
    client: TestClient, text: str, published: str, told: str
) -> None:
    answer = client.post(
        "/check", data={"text": text, "published": published}, files={"file": ("", b"")}, headers=AS_FORM
    )
    assert answer.status_code == 422
    assert told in words(answer.text)
    assert text.strip() in words(answer.text)
    assert "no-store" in answer.headers["cache-control"]


def test_a_draft_from_elsewhere_is_refused(client: TestClient) -> None:
    assert (
        client.post("/check", data={"text": DRAFT}, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    )


def test_a_search_leads_to_its_finds_as_files(client: TestClient) -> None:
    page = get(client, "/search?q=school&kind=direct&limit=5")
    links = [html.unescape(link) for link in re.findall(r'href="(/api/v1/[^"]+)"', page)]
    assert [link.partition("?")[0] for link in links] == ["/api/v1/export", "/api/v1/export", "/api/v1/statements"]
    for link in links:
        assert client.get(link).status_code == 200, link


def test_what_is_not_there_is_told_without_its_id_in_the_headline(client: TestClient) -> None:
    answer = client.get("/statements/0123456789abcdef")
    assert answer.status_code == 404
    assert "<h1>Not found</h1>" in answer.text
    assert "0123456789abcdef" in answer.text
