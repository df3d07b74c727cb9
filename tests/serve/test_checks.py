"""Drafts checked over the API: the check format, and that nothing of a draft stays anywhere."""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="FastAPI isn't installed (the extra web)")

from starlette.testclient import TestClient

from onrecord.record.store import Record
from onrecord.serve import tasks
from onrecord.serve.app import create_app
from onrecord.serve.safety import Safety
from tests import worked
from tests.serving import HERE, served
from tests.stories import fill

CHECKS = "/api/v1/checks"
DRAFT = (
    "Harrow Falls will not charge drivers, and the mayor has said why more than once. “A toll would hurt the people who"
    " can least afford it,” Imelda Roscoe told reporters on Monday at the town hall, where nobody was surprised."
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = str(tmp_path_factory.mktemp("checks") / "checks.db")
    with Record.open(place) as record:
        fill(record)
    return place


@pytest.fixture(scope="module")
def client(place: str) -> Iterator[TestClient]:
    """One for all: the process that checks needs seconds to begin."""
    with served(place) as client:
        yield client


def test_a_check(client: TestClient) -> None:
    answer = client.post(CHECKS, json={"text": DRAFT, "name": "toll.txt", "published": "2025-11-14"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    assert (told["format"], told["draft"]) == ("onrecord-check/1", "toll.txt")
    finding = next(f for f in told["findings"] if f["target"] == "quotation")
    assert finding["wording"] == "altered"
    start, end = finding["quote"]["start"], finding["quote"]["end"]
    assert DRAFT[start:end] == finding["quote"]["exact"]
    assert finding["evidence"][0]["speaker"] == "Imelda Roscoe"


def test_sources_may_come_with_the_draft(client: TestClient) -> None:
    draft = "“We shall paint every lamp post in the harbour blue by the summer,” Ole Strand said at the meeting of the town."
    said = "We shall paint every lamp post in the harbour blue by the summer."
    turns = [said, "Why blue?", "Because the sea is.", "Who pays for it?", "The harbour does.", "And then?", "We rest."]
    voices = ("OLE STRAND", "DANA WHITLOCK")
    interview = "\n\n".join(f"{voices[k % 2]}: {words}" for k, words in enumerate(turns))
    alone = client.post(CHECKS, json={"text": draft}).json()["findings"]
    beside = client.post(CHECKS, json={"text": draft, "sources": [{"text": interview, "name": "interview"}]})
    assert [f["wording"] for f in alone if f["target"] == "quotation"] == ["not_found"]
    (finding,) = (f for f in beside.json()["findings"] if f["target"] == "quotation")
    assert (finding["wording"], finding["standing"]) == ("verbatim", "primary")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": ""},
        {"text": "a\0b"},
        {"text": "!?"},
        {"text": DRAFT, "published": "soon"},
        {"text": DRAFT, "published": "2025-02-31"},
        {"text": DRAFT, "x": 1},
    ],
)
def test_what_can_not_be_checked(client: TestClient, body: dict[str, Any]) -> None:
    answer = client.post(CHECKS, json=body)
    assert answer.status_code == 422
    assert answer.headers["cache-control"] == "no-store"


def test_nothing_of_a_draft_stays(
    client: TestClient, place: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a temporary file")

    monkeypatch.setattr(tasks, "check_draft", worked.watched)
    client.get("/")  # the log of the database is there from now on
    client.post(CHECKS, json={"text": DRAFT})
    before = {file: file.read_bytes() for file in Path(place).parent.iterdir()}
    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    with caplog.at_level(logging.DEBUG):
        told = client.post(CHECKS, json={"text": DRAFT})
        page = client.post("/check", files={"file": ("draft.txt", DRAFT.encode() + b" " * 1_200_000)})
    after = {file: file.read_bytes() for file in Path(place).parent.iterdir()}
    assert (told.status_code, page.status_code) == (200, 200), told.text
    assert before == after
    assert "toll" not in caplog.text.replace("checked.db", "")
    assert "Roscoe" not in caplog.text


@pytest.mark.parametrize("kind", ["file", "network"])
def test_it_would_be_seen(client: TestClient, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(tasks, "check_draft", worked.leaking_file if kind == "file" else worked.leaking_network)
    assert client.post(CHECKS, json={"text": DRAFT}).status_code == 500


def test_an_error_while_checking_tells_nothing_of_the_draft(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tasks, "check_draft", worked.broken)
    answer = client.post(CHECKS, json={"text": DRAFT})
    assert answer.status_code == 500
    assert "ValueError" in answer.text
    assert "in broken" in caplog.text  # where it happened
    assert "Roscoe" not in answer.text + caplog.text


def test_a_draft_that_takes_too_long_stops_nobody(
    place: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with served(place, safety=Safety(seconds=2)) as client, ThreadPoolExecutor(2) as pool:
        assert client.post(CHECKS, json={"text": DRAFT}).status_code == 200  # the process has begun
        with monkeypatch.context() as patched:
            patched.setattr(tasks, "check_draft", worked.endless)
            hung = pool.submit(client.post, CHECKS, json={"text": DRAFT})
            time.sleep(0.2)
        waiting = pool.submit(client.post, CHECKS, json={"text": DRAFT})
        begun = time.monotonic()
        assert client.get("/search?q=toll").status_code == 200
        assert time.monotonic() - begun < 1.5
        assert not hung.done()
        refused = hung.result()
        assert refused.status_code == 503
        assert refused.json()["error"]["code"] == "too_long"
        assert "longer than 2 seconds" in refused.json()["error"]["message"]
        assert waiting.result().status_code == 200  # by the process that took its place
    assert "Roscoe" not in caplog.text


def test_what_is_pasted_is_not_longer_than_a_draft_may_be(client: TestClient) -> None:
    pasted = client.post("/check", data={"text": "Nobody said a word. " * 50_001})
    assert pasted.status_code == 422
    assert "more than 1,000,000 characters" in pasted.text


def test_a_foreign_page_can_not_have_a_draft_checked(client: TestClient) -> None:
    answer = client.post(CHECKS, json={"text": DRAFT}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


def test_uploads_stay_in_memory_up_to_the_limit(filled: str) -> None:
    from starlette.formparsers import MultiPartParser

    app = create_app(filled)
    assert MultiPartParser.spool_max_size == 10 * 1024 * 1024
    with TestClient(app, base_url=HERE):
        pass
