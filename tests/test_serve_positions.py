"""The pages of positions, and the same in the API."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

pytest.importorskip("fastapi", reason="FastAPI isn't installed (the extra web)")

from starlette.testclient import TestClient

from onrecord.record import Record
from onrecord.who import find_people

from .harbour import POSTED, SORRY, VENN, Words, furnish
from .serving import HERE, served


@pytest.fixture
def person(tmp_path_factory: pytest.TempPathFactory, place: str) -> Iterator[str]:
    with Record.open(place) as record:
        furnish(record)
        yield find_people(record, VENN)[0].id


@pytest.fixture
def client(place: str, person: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr("onrecord.positions.bundled", Words)
    with served(place, owner="dana") as client:
        yield client


def test_a_timeline_with_stances_and_candidates(client: TestClient, person: str) -> None:
    page = client.get(f"/people/{person}/positions?about=harbour+police")
    assert page.status_code == 200
    shown = page.text
    assert "▼ against" in shown and "Candidates for a change" in shown and "apologised for" in shown
    assert shown.index(f"st-{POSTED.id}") < shown.index(f"st-{SORRY.id}")


def test_two_people_on_one_subject(client: TestClient, person: str) -> None:
    page = client.get(f"/people/{person}/positions?about=harbour+police&other=Sten+Moor")
    assert "Dora Venn" in page.text and "Sten Moor" in page.text and 'class="two"' in page.text


def test_what_was_typed_is_escaped(client: TestClient, person: str) -> None:
    page = client.get(f"/people/{person}/positions", params={"about": "police <b>x</b>", "toward": '"><script>'})
    assert "<script>" not in page.text and "<b>x</b>" not in page.text


def test_subjects(client: TestClient, person: str) -> None:
    page = client.get(f"/people/{person}/positions")
    assert page.status_code == 200 and "speaks about" in page.text


def test_an_editor_decides_and_takes_back(client: TestClient, person: str) -> None:
    asked = {
        "earlier": POSTED.id,
        "later": SORRY.id,
        "verdict": "accept",
        "note": "she says so",
        "about": "harbour police",
    }
    done = client.post(f"/people/{person}/positions", data=asked, headers={"Origin": HERE})
    assert done.status_code == 303
    page = client.get(done.headers["location"])
    assert "accept: dana" in page.text and "she says so" in page.text
    undone = client.post(f"/people/{person}/positions/undo", data={"number": "1"}, headers={"Origin": HERE})
    assert undone.status_code == 303
    assert "accept: dana" not in client.get(done.headers["location"]).text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/people/nobody/positions?about=police", 404),
        ("/people/{person}/positions?about=%3F", 400),
        ("/people/{person}/positions?about=police&other=Nemo", 404),
        ("/api/v1/people/nobody/positions?about=police", 404),
    ],
)
def test_what_cannot_be_shown_is_told(client: TestClient, person: str, path: str, status: int) -> None:
    assert client.get(path.format(person=person)).status_code == status


def test_the_api_gives_the_format(client: TestClient, person: str) -> None:
    found = client.get(f"/api/v1/people/{person}/positions?about=harbour+police").json()
    assert found["format"] == "onrecord-positions/1"
    assert client.get(f"/api/v1/people/{person}/positions").json()["format"] == "onrecord-subjects/1"
