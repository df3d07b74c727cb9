"""The API: every route, paging, ETag, errors, and that no request at all breaks it."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="FastAPI isn't installed (the extra web)")

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from starlette.testclient import TestClient

from onrecord.record.adding import Outcome
from onrecord.record.store import Record
from onrecord.search.search import Filters, Hit, every, search
from onrecord.serve.app import create_app
from onrecord.serve.desk import Desk
from onrecord.serve.safety import Safety
from tests.serving import HERE, served
from tests.stories import fill

API = "/api/v1"
STORY = "“We will mend the road,” Mayor Imelda Roscoe said on Monday. Nobody in Harrow Falls was surprised by the news."


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    with Record.open(place) as record:
        fill(record)
        yield record


@pytest.fixture
def client(place: str, record: Record) -> Iterator[TestClient]:
    with served(place, owner="dana") as client:
        yield client


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One for all who leave the record as it is: the process beside it needs seconds to begin."""
    place = str(tmp_path_factory.mktemp("standing") / "standing.db")
    with Record.open(place) as record:
        fill(record)
    with served(place) as client:
        yield client


def get(client: TestClient, path: str, **parameters: Any) -> Any:
    answer = client.get(f"{API}{path}", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def the_id(record: Record, words: str) -> str:
    return search(record, words)[0].statement.id


def person_id(record: Record, name: str) -> str:
    person = search(record, "", Filters(speaker=name))[0].person
    assert person
    return person.id


def test_search_gives_what_search_gives(client: TestClient, record: Record) -> None:
    found = get(client, "/statements", q="toll", kind=["direct", "mixed"], speaker="Roscoe")
    hits = search(record, "toll", Filters(kind=("direct", "mixed"), speaker="Roscoe"))
    assert found["statements"] == json.loads(json.dumps([hit.to_dict() for hit in hits]))
    assert [Hit.from_dict(line) for line in found["statements"]] == hits
    assert found["words"] == "toll"
    assert found["next"] is None


@pytest.mark.parametrize("path", ["/statements", "/articles"])
def test_pages_follow_one_another(client: TestClient, path: str) -> None:
    (name,) = {"statements", "articles"} & set(get(client, path))
    whole = get(client, path)[name]
    gathered, after = [], {}
    while True:
        page = get(client, path, limit=1, **after)
        gathered += page[name]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert gathered == whole
    assert len(whole) > 1


def test_articles_by_outlet_and_day(client: TestClient) -> None:
    (article,) = get(client, "/articles", outlet="port gazette")["articles"]
    assert (article["title"], article["statements"]) == ("Late ferries", 2)
    assert [a["title"] for a in get(client, "/articles", published_from="2025-11")["articles"]] == ["Mayor drops toll"]
    assert [a["title"] for a in get(client, "/articles", published_to="2025-10")["articles"]] == ["Late ferries"]
    whole = get(client, f"/articles/{article['id']}")
    assert whole["article"]["text"].startswith("“The ferries")
    assert len(whole["statements"]) == 2


def test_a_statement_a_person_and_two(client: TestClient, record: Record) -> None:
    statement = get(client, f"/statements/{the_id(record, 'afford')}")
    assert statement["statement"]["person"]["name"] == "Imelda Roscoe"
    assert statement["context"]["exact"]
    roscoe, strand = person_id(record, "Roscoe"), person_id(record, "Strand")
    assert len(get(client, f"/people/{roscoe}", q="toll")["statements"]) == 2
    both = get(client, f"/people/{roscoe}/with/{strand}")["people"]
    assert [p["person"]["name"] for p in both] == ["Imelda Roscoe", "Ole Strand"]
    assert [p["id"] for p in get(client, "/people", name="Roscoe")["people"]] == [roscoe]
    assert get(client, "/people")["people"][0]["id"] == roscoe


def test_sources(client: TestClient, record: Record) -> None:
    record.fail("https://gazette.example/gone", "the server answered 404")
    told = get(client, "/sources")
    assert told["counts"]["articles"] == 2
    assert [f["source"] for f in told["failures"]] == ["https://gazette.example/gone"]


def test_an_answer_that_the_client_has_is_not_sent_again(client: TestClient, record: Record) -> None:
    address = f"{API}/statements/{the_id(record, 'afford')}"
    first = client.get(address)
    assert first.headers["cache-control"] == "private, no-cache"
    mark = {"if-none-match": f'"other", {first.headers["etag"]}'}
    again = client.get(address, headers=mark)
    assert (again.status_code, again.content) == (304, b"")
    client.post(f"{API}/reviews", json={"statement": the_id(record, "afford"), "verdict": "accept"})
    assert client.get(address, headers=mark).status_code == 200


def test_exports(client: TestClient, record: Record) -> None:
    lines = client.get(f"{API}/export")
    assert lines.headers["content-type"] == "application/x-ndjson"
    assert [Hit.from_dict(json.loads(line)) for line in lines.text.splitlines()] == list(every(record))
    rows = list(csv.DictReader(io.StringIO(client.get(f"{API}/export", params={"format": "csv", "q": "toll"}).text)))
    assert {row["person"] for row in rows} == {"Imelda Roscoe"}
    assert client.get(f"{API}/export", params={"q": "zebra"}).text == ""


def test_reviews(client: TestClient, record: Record) -> None:
    queue = get(client, "/reviews", limit=2)
    assert queue["progress"]["statements"] == 5
    first, second = queue["tasks"]
    decision = {"statement": first["id"], "version": first["version"]}
    changes = {"speaker": {"name": "Tom Farrow"}, "said": None, "channel": "interview"}
    fixed = client.post(f"{API}/reviews", json={**decision, "verdict": "fix", "changes": changes, "why": "heard it"})
    assert fixed.status_code == 200
    assert (fixed.json()["speaker"]["name"], fixed.json()["channel"]["type"]) == ("Tom Farrow", "interview")
    late = client.post(f"{API}/reviews", json={**decision, "verdict": "accept"})
    assert (late.status_code, late.json()["error"]["code"]) == (409, "changed_meanwhile")
    assert "look at it again" in late.json()["error"]["remedy"]
    back = client.post(f"{API}/reviews/undo", json={"statement": first["id"], "version": fixed.json()["version"]})
    assert back.json()["speaker"] == first["speaker"]
    client.post(f"{API}/reviews", json={"statement": second["id"], "verdict": "skip"})
    assert second["id"] not in [task["id"] for task in get(client, "/reviews")["tasks"]]
    assert get(client, "/reviews", second=True)["tasks"] == []
    assert get(client, "/reviews/agreement")["statements"] == 0


@pytest.mark.parametrize(
    "body",
    [
        {"verdict": "fix"},
        {"verdict": "accept", "changes": {"channel": "speech"}},
        {"verdict": "maybe"},
        {"verdict": "fix", "changes": {}},
        {"verdict": "fix", "changes": {"colour": "red"}},
        {"verdict": "fix", "changes": {"channel": "pigeon"}},
        {"verdict": "fix", "changes": {"channel": None}},
        {"verdict": "fix", "changes": {"said": "soon"}},
        {"verdict": "fix", "changes": {"words": "not in the article"}},
        {"verdict": "fix", "changes": {"speaker": {"name": "\ud800"}}},
        {"verdict": "fix", "changes": {"speaker": {"name": "a\0b"}}},
    ],
)
def test_what_can_not_be_decided_is_told_and_changes_nothing(
    client: TestClient, record: Record, body: dict[str, Any]
) -> None:
    statement = the_id(record, "afford")
    before = get(client, f"/statements/{statement}")
    answer = client.post(f"{API}/reviews", content=json.dumps({"statement": statement, **body}))
    assert answer.status_code in (400, 422)
    assert answer.json()["error"]["message"]
    assert get(client, f"/statements/{statement}") == before


def test_people_are_judged_and_it_is_taken_back(client: TestClient, record: Record) -> None:
    one, other = person_id(record, "Farrow"), person_id(record, "Strand")
    judged = client.post(f"{API}/people/judgements", json={"verdict": "same", "person": one, "other": other}).json()
    assert len(get(client, f"/people/{one}")["statements"]) == 2
    assert get(client, "/people/suggestions")["judgements"][0]["who"] == "dana"
    refused = client.post(f"{API}/people/judgements", json={"verdict": "different", "person": one, "other": other})
    assert refused.status_code == 400
    undone = client.post(f"{API}/people/judgements/{judged['judgement']}/undo")
    assert undone.json()["undone_by"] == "dana"
    assert client.post(f"{API}/people/judgements/{judged['judgement']}/undo").status_code == 404
    client.post(f"{API}/people/judgements", json={"verdict": "rename", "person": one, "name": "Thomas Farrow"})
    assert get(client, f"/people/{one}")["person"]["name"] == "Thomas Farrow"
    for wrong in ({"verdict": "same", "person": one}, {"verdict": "rename", "person": one, "other": other}):
        assert client.post(f"{API}/people/judgements", json=wrong).status_code == 422


def test_an_article_is_added_once(client: TestClient, record: Record) -> None:
    body = {"text": STORY, "title": "Road", "outlet": "Harrow Courier", "published": "2025-12-01"}
    added = client.post(f"{API}/articles", json=body)
    assert (added.status_code, added.json()["articles"][0]["outcome"]) == (201, "added")
    article = get(client, f"/articles/{added.json()['articles'][0]['article']}")["article"]
    assert (article["outlet"], article["published"], article["source"]) == ("Harrow Courier", "2025-12-01", "Road")
    again = client.post(f"{API}/articles", json=body)
    assert (again.status_code, again.json()["articles"][0]["outcome"]) == (200, "present")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"url": "http://127.0.0.1/"}, 422),
        ({"url": "http://localhost/story"}, 422),
        ({"url": "http://[::ffff:127.0.0.1]/"}, 422),
        ({"url": "http://169.254.169.254/latest/meta-data/"}, 422),  # where clouds keep their keys
        ({"url": "http://2130706433/"}, 422),  # 127.0.0.1 as one number
        ({"url": "http://192.168.0.1/"}, 422),
        ({"url": "http://user:secret@example.com/"}, 422),
        ({"url": "http://example.com:22/"}, 422),
        ({"url": "file:///etc/passwd"}, 422),
        ({"url": "/etc/passwd"}, 422),
        ({"text": "!?"}, 422),
        ({"text": "a\0b"}, 422),
        ({}, 422),
        ({"text": STORY, "published": "yesterday"}, 422),
    ],
)
def test_what_can_not_or_must_not_be_added(standing: TestClient, body: dict[str, str], status: int) -> None:
    answer = standing.post(f"{API}/articles", json=body)
    assert answer.status_code == status
    assert answer.json()["error"]["message"]
    assert get(standing, "/sources")["counts"]["articles"] == 2


def test_the_document_tells_all_errors_and_nothing_of_pages(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert all(path.startswith(API) for path in document["paths"])
    for operations in document["paths"].values():
        for operation in operations.values():
            for status in ("400", "404", "422"):
                schema = operation["responses"][status]["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/ErrorBody"}


def test_every_route_is_told_in_the_docs(client: TestClient) -> None:
    told = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    for path, operations in client.get("/openapi.json").json()["paths"].items():
        for method in operations:
            assert f"{method.upper()} {path.removeprefix(API)}`" in told, f"{method} {path}"


def test_no_request_breaks_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the document allows, and what it doesn't, at random: no answer is an error of the server."""
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis isn't installed (the extra dev)")
    place = str(tmp_path / "fuzz.db")
    with Record.open(place) as record:
        fill(record)
        hit, *_ = search(record, "afford")
        known = {"statements": hit.statement.id, "articles": hit.article.id, "people": person_id(record, "Roscoe")}

    async def add(*_: Any) -> list[Outcome]:
        return [Outcome("x", "x", "present")]

    monkeypatch.setattr(Desk, "add_address", add)  # nothing is fetched
    app = create_app(place, safety=Safety(rate=1e9, burst=1e9))
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, headers={"host": "localhost"})
    with TestClient(app, base_url=HERE, follow_redirects=False) as client:
        answers = [
            answer
            for operation in schema.get_all_operations()
            for mode in schemathesis.GenerationMode
            for answer in asked_at_random(operation.ok().as_strategy(generation_mode=mode), client, known)
        ]
    assert answers
    assert not [told for status, told in answers if status >= 500]


def asked_at_random(cases: Any, client: TestClient, known: dict[str, str]) -> list[tuple[int, str]]:
    """Ask, half of the time, of what there is; the statuses of the answers, with what was asked and told."""
    answers: list[tuple[int, str]] = []

    @given(case=cases, real=st.booleans())
    @settings(
        max_examples=500 if os.environ.get("ONRECORD_SOAK") else 10,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any, real: bool) -> None:
        if real and "id" in (case.path_parameters or {}):
            case.path_parameters["id"] = known[case.path.split("/")[3]]
        if real and isinstance(case.body, dict) and "statement" in case.body:
            case.body["statement"] = known["statements"]
        answer = case.call(session=client)
        answers.append((answer.status_code, f"{case.as_curl_command()}: {answer.text}"))
        assert answer.status_code < 500, answers[-1][1]  # here, too, so that the smallest such request is looked for

    with suppress(Unsatisfiable):  # what has no parameters can't be asked wrongly
        ask()
    return answers
