"""The pages of positions: subjects, one person over time, two people, and decisions on candidates for a change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytest.importorskip("fastapi", reason="FastAPI isn't installed (the extra web)")

from starlette.testclient import TestClient

from onrecord.record.store import Record
from onrecord.search.search import Filters, search
from onrecord.serve.pictures.stances import stance_picture
from tests.newsroom import furnish
from tests.serving import HERE, served
from tests.stories import ONE, article, span, statement


@pytest.fixture
def place(tmp_path: Path) -> str:
    place = str(tmp_path / "positions.db")
    with Record.open(place) as record:
        furnish(record)
        for day, words in (
            ("2020-03-01", "“A bridge toll is the only fair way to pay for the repair of the bridge,”"),
            ("2025-11-07", "“I am against the bridge toll, and it will not come,”"),
        ):
            text = f"{words} Mayor Imelda Roscoe told reporters, who asked her about the bridge toll."
            text += " Roscoe no longer supports the bridge toll." if day > "2021" else ""
            story = article(text, title="Toll", outlet="Harrow Courier", published=day)
            name = (span(text, "Imelda Roscoe"),)
            record.add(
                story, [statement(story, words, "Imelda Roscoe", source=name, said=day, channel="briefing")], ONE
            )
    return place


@pytest.fixture
def client(place: str) -> Iterator[TestClient]:
    with served(place, owner="dana") as client:
        yield client


def ids(place: str, *names: str) -> list[str]:
    with Record.open(place) as record:
        heads = [search(record, "", Filters(speaker=name))[0].person for name in names]
    return [head.id for head in heads if head]


def test_one_person_on_a_subject_and_a_decision(client: TestClient, place: str) -> None:
    (roscoe,) = ids(place, "Roscoe")
    asked = {"about": "bridge toll", "toward": "Drivers should pay to cross the bridge."}
    page = client.get(f"/people/{roscoe}/positions", params=asked)
    assert page.status_code == 200
    assert "no verdicts" in page.text and "the story says “no longer supports”" in page.text
    pair = dict(re.findall(r'name="(earlier|later)" value="(\w+)"', page.text))
    given = {**pair, "verdict": "accept", **asked, "note": "five years"}
    answer = client.post(f"/people/{roscoe}/changes", data=given, headers={"Origin": HERE})
    assert answer.status_code == 303
    decided = client.get(answer.headers["location"]).text
    assert re.search(r"accept by dana, .*: five years", decided)
    number = re.search(r'name="number" value="(\d+)"', decided)
    assert number
    undone = {"number": number[1], "about": "bridge toll"}
    assert client.post(f"/people/{roscoe}/changes/undo", data=undone, headers={"Origin": HERE}).status_code == 303


def test_a_bare_subject_has_no_marks_and_offers_sentences(client: TestClient, place: str) -> None:
    (roscoe,) = ids(place, "Roscoe")
    page = client.get(f"/people/{roscoe}/positions", params={"about": "bridge toll"}).text
    assert "no stance is told" in page
    assert not re.search("▲ for|▼ against|◆ mixed|○ no stance", page)


def test_subjects_and_two_people(client: TestClient, place: str) -> None:
    roscoe, brandt = ids(place, "Roscoe", "Nadia Brandt")
    assert "on what?" in client.get(f"/people/{roscoe}/positions").text
    both = client.get(f"/people/{roscoe}/with/{brandt}/positions", params={"about": "school"})
    assert both.status_code == 200
    assert "No statement about this" in both.text or "Nadia Brandt" in both.text
    assert client.get("/people/0000/positions", params={"about": "school"}).status_code == 404
    assert client.get("/people/0000/positions").status_code == 404


def test_the_picture_has_a_shape_for_each_stance() -> None:
    head = {"published": "2025-02-01"}
    statements = [
        {"id": f"s{k}", "stance": stance, "said": None if k else {"earliest": "2024-01-05", "latest": None}, "article": head}
        for k, stance in enumerate(("for", "against", "mixed", "none"))
    ]  # fmt: skip
    root = ElementTree.fromstring(str(stance_picture(statements, name="Ann")))
    paths = [e.attrib for e in root.iter() if e.tag.endswith("path")]
    assert len({p["d"] for p in paths}) == 4
    assert [p["class"] for p in paths] == ["mark-said", *["mark-printed"] * 3]
    assert stance_picture([], name="Ann") == ""


def test_the_api_gives_what_the_page_shows(client: TestClient, place: str) -> None:
    (roscoe,) = ids(place, "Roscoe")
    told = client.get(f"/api/v1/people/{roscoe}/positions", params={"about": "bridge toll"}).json()
    assert told["format"] == "onrecord-positions/1"
    assert len(told["statements"]) >= 2
    assert client.get(f"/api/v1/people/{roscoe}/positions").json()["format"] == "onrecord-subjects/1"
    assert client.get("/api/v1/people/0000/positions").status_code == 404
    one, other = (s["id"] for s in told["statements"][:2])
    given = {"earlier": one, "later": other, "verdict": "reject"}
    decided = client.post("/api/v1/changes", json=given, headers={"Origin": HERE}).json()
    assert (decided["verdict"], decided["who"]) == ("reject", "dana")
    undone = client.post(f"/api/v1/changes/{decided['number']}/undo", headers={"Origin": HERE})
    assert undone.json()["undone"]
    assert client.post("/api/v1/changes/999/undo", headers={"Origin": HERE}).status_code == 404
    assert client.post("/api/v1/changes", json={**given, "later": one}, headers={"Origin": HERE}).status_code == 400


def test_somebody_to_be_set_beside_is_named_in_the_form(client: TestClient, place: str) -> None:
    roscoe, lund = ids(place, "Roscoe", "Lund")
    asked = {"about": "bridge toll", "other": "Lund", "toward": ""}
    chosen = client.get(client.get(f"/people/{roscoe}/positions", params=asked).headers["location"])
    assert (chosen.status_code, chosen.headers["location"]) == (
        303, f"/people/{roscoe}/with/{lund}/positions?about=bridge+toll",
    )  # fmt: skip
