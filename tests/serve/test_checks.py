"""Drafts checked over the API: the check format, and that nothing of a draft stays anywhere."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="FastAPI isn't installed (the extra web)")

from starlette.testclient import TestClient

from onrecord.check.findings import Report
from onrecord.serve.app import create_app
from tests.serving import HERE, served

CHECKS = "/api/v1/checks"
DRAFT = (
    "Harrow Falls will not charge drivers, and the mayor has said why more than once. “A toll would hurt the people who"
    " can least afford it,” Imelda Roscoe told reporters on Monday at the town hall, where nobody was surprised."
)


@pytest.fixture
def client(filled: str) -> Iterator[TestClient]:
    with served(filled) as client:
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
    [{}, {"text": ""}, {"text": "a\0b"}, {"text": "!?"}, {"text": DRAFT, "published": "soon"}, {"text": DRAFT, "x": 1}],
)
def test_what_can_not_be_checked(client: TestClient, body: dict[str, Any]) -> None:
    answer = client.post(CHECKS, json=body)
    assert answer.status_code == 422
    assert answer.headers["cache-control"] == "no-store"


def test_nothing_of_a_draft_stays(
    filled: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a temporary file")

    with served(filled) as client:
        client.get("/")  # the log of the database is there from now on
        before = {file: file.read_bytes() for file in tmp_path.iterdir()}
        for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp", "mkdtemp"):
            monkeypatch.setattr(tempfile, name, refuse)
        with caplog.at_level(logging.DEBUG):
            client.post(CHECKS, json={"text": DRAFT})
            client.post("/check", files={"file": ("draft.txt", DRAFT.encode() + b" " * 1_200_000)})
        after = {file: file.read_bytes() for file in tmp_path.iterdir()}
    assert before == after
    assert "toll" not in caplog.text.replace("checked.db", "")
    assert "Roscoe" not in caplog.text


def test_an_error_while_checking_tells_nothing_of_the_draft(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(draft: Any, *_: Any) -> Report:
        raise ValueError(draft.article.text)

    monkeypatch.setattr("onrecord.serve.checker.check", broken)
    answer = client.post(CHECKS, json={"text": DRAFT})
    assert answer.status_code == 500
    assert "Roscoe" not in answer.text + caplog.text


def test_a_foreign_page_can_not_have_a_draft_checked(client: TestClient) -> None:
    answer = client.post(CHECKS, json={"text": DRAFT}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


def test_uploads_stay_in_memory_up_to_the_limit(filled: str) -> None:
    from starlette.formparsers import MultiPartParser

    app = create_app(filled)
    assert MultiPartParser.spool_max_size == 10 * 1024 * 1024
    with TestClient(app, base_url=HERE):
        pass
