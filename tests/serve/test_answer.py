"""The answer page: from a question to statements, what was understood, and what is let go where nothing is found."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="FastAPI isn't installed (the extra web)")

from starlette.testclient import TestClient

from onrecord.record.store import Record
from tests.serving import served
from tests.stories import ONE, article, span, statement


@pytest.fixture
def client(filled: str) -> Iterator[TestClient]:
    with served(filled) as client:
        yield client


def answered(client: TestClient, question: str, **chosen: str) -> Any:
    answer = client.get("/api/v1/answers", params={"q": question, **chosen})
    assert answer.status_code == 200, answer.text
    return answer.json()


def words_of(found: Any) -> list[str]:
    hits = [*found["telling"], *(h for o in found["occasions"] for h in (*o["statements"], *o["short"]))]
    return [" … ".join(span["exact"] for span in hit["content"]) for hit in hits]


def test_a_question_is_answered(client: TestClient) -> None:
    found = answered(client, "what did Roscoe say about a toll in 2025?")
    assert (found["person"]["name"], found["reading"], found["words"]) == ("Imelda Roscoe", "speaker", "toll")
    assert (found["years"], found["note"]) == ([2025, 2025], None)
    assert words_of(found) == ["“A toll would hit the people who can least afford it,”"]
    assert found["facts"] == ["1 statement", "said Mon 3 Nov 2025", "Harrow Courier"]


@pytest.mark.parametrize(
    ("question", "note", "first"),
    [
        ("Roscoe toll 2019", "Nothing in 2019. At any time:", "“A toll would hit the people"),
        ("Roscoe on a toll for zebras", "Nothing with all words. With 1 of 2: toll", "“A toll would hit the people"),
        ("Roscoe on zebras", "Nothing on this. All by Imelda Roscoe:", "“"),
        ("“toll would hit least”", "Not in these words side by side. With all of them:", "“A toll would hit"),
    ],
)
def test_where_nothing_is_found_less_is_asked_and_told(
    client: TestClient, question: str, note: str, first: str
) -> None:
    found = answered(client, question)
    assert found["note"] == note
    assert words_of(found)[0].startswith(first)


def test_who_stands_out_is_meant_and_the_namesakes_are_offered(filled: str) -> None:
    with Record.open(filled) as record:
        story = article("“No,” Gordon Roscoe said.", source="namesake.txt")
        record.add(story, [statement(story, "“No,”", "Gordon Roscoe")], None)
        for k in range(9):
            more = article(f"“Yes, {k},” Imelda Roscoe said.", source=f"more{k}.txt")
            record.add(more, [statement(more, f"“Yes, {k},”", "Imelda Roscoe")], None)
    with served(filled) as client:
        found = answered(client, "what did Roscoe say about a toll?")
        assert found["person"]["name"] == "Imelda Roscoe"
        assert [p["name"] for p in found["people"]] == ["Imelda Roscoe", "Gordon Roscoe"]
        assert "Or of the same name" in client.get("/ask?q=what+did+Roscoe+say+about+a+toll").text


def test_the_tray_keeps_its_order_and_tells_what_is_gone(client: TestClient) -> None:
    ids = [hit["id"] for hit in client.get("/api/v1/statements", params={"limit": 3}).json()["statements"]]
    asked = ",".join([*reversed(ids), "0123456789ab"])
    page = client.get("/tray", params={"ids": asked, "title": "Toll <b>"})
    assert page.status_code == 200
    assert re.findall(r'id="st-(\w+)"', page.text) == ids[::-1]
    assert "no longer in the record: 0123456789ab" in page.text
    assert "Toll &lt;b&gt;" in page.text
    assert "1. " in page.text
    table = client.get("/tray/statements.csv", params={"ids": asked})
    assert table.text.count("\n") == 1 + len(ids)
    assert client.get("/tray", params={"ids": "'; --"}).status_code == 400
    assert client.get("/tray", params={"ids": ",".join(f"{k:012x}" for k in range(101))}).status_code == 400
    assert "Nothing is pinned yet" in client.get("/tray").text


def test_where_nothing_is_left_nothing_is_shown(client: TestClient) -> None:
    found = answered(client, "zebras on bicycles")
    assert (words_of(found), found["facts"], found["note"]) == ([], [], None)
    page = client.get("/ask?q=zebras+on+bicycles")
    assert page.status_code == 200
    assert "Nothing found" in page.text


def test_the_other_reading_is_beside_it(client: TestClient) -> None:
    page = client.get("/ask", params={"q": "Roscoe toll"}).text
    assert "said by" in page
    link = html.unescape(re.findall(r'href="(/ask\?[^"]*reading=subject[^"]*)"', page)[0])
    about = client.get(link).text
    assert re.search(r'chip-name">about</span> <bdi>Imelda Roscoe', about)
    words = answered(client, "Roscoe toll", reading="words")
    assert (words["person"], words["reading"]) == (None, "words")


def test_somebody_alone_is_their_page(client: TestClient) -> None:
    person = answered(client, "imelda roscoe")["person"]["id"]
    answer = client.get("/ask?q=imelda+roscoe")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/people/{person}")
    answer = client.get("/ask?q=Roscoe+2025")
    assert answer.headers["location"] == f"/people/{person}?said_from=2025&said_to=2025"
    assert client.get("/ask?q=").headers["location"] == "/search"


@pytest.mark.parametrize("typed", ['"', "“”", "?", "<b>x</b>", "-", "a" * 999, "2016", "\u202eabc", "%", "' OR 1=1"])
def test_whatever_is_typed_is_answered(client: TestClient, typed: str) -> None:
    answer = client.get("/ask", params={"q": typed})
    assert answer.status_code in (200, 303, 400)
    assert "<b>x" not in answer.text


def test_a_question_that_is_too_long_is_told(client: TestClient) -> None:
    assert client.get("/ask", params={"q": "word " * 300}).status_code == 400


def test_of_a_name_that_several_bear_all_are_shown_and_one_can_be_chosen(tmp_path: Path) -> None:
    place = str(tmp_path / "two.db")
    with Record.open(place) as record:
        for name in ("Nadia Brandt", "Otto Brandt"):
            story = article(f"“The school stays open,” {name} said.", title=name)
            record.add(
                story, [statement(story, "“The school stays open,”", name, source=(span(story.text, name),))], ONE
            )
    with served(place) as client:
        found = answered(client, "Brandt on the school")
        assert (found["person"], len(found["people"]), len(words_of(found))) == (None, 2, 2)
        page = client.get("/ask", params={"q": "Brandt on the school"}).text
        assert "Who is meant?" in page
        chosen = answered(client, "Brandt on the school", person=found["people"][0]["id"])
        assert (chosen["person"]["name"], len(words_of(chosen))) == (found["people"][0]["name"], 1)
