"""What the server lets in and what it tells: names, origins, limits, headers, failures."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

pytest.importorskip("fastapi", reason="FastAPI isn't installed (the extra web)")

from starlette.testclient import TestClient

from onrecord.record.store import Record
from onrecord.serve import views
from onrecord.serve.rate import Rate
from onrecord.serve.running import Place
from onrecord.serve.safety import Safety
from onrecord.serve.views.question import Question
from tests.serving import HERE, served

LONG = "+".join(f"Word{k}" for k in range(1100))
READ, WRITE = "/api/v1/statements", "/api/v1/reviews/undo"


@pytest.fixture
def client(filled: str) -> Iterator[TestClient]:
    with served(filled) as client:
        yield client


@pytest.mark.parametrize("path", ["/", READ, "/static/style.css", "/nothing/here", "/api/v1/nothing"])
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in policy
    assert "server" not in headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("LOCALHOST:99", 200),
        ("[::1]:8000", 200),
        ("evil.example", 400),  # a name that its owner has pointed here: DNS rebinding
        ("127.0.0.1.evil.example", 400),
        ("localhost.evil.example:8000", 400),
        ("192.0.2.7", 400),  # an address, but not one of this machine's own
        ("", 400),
        ("[", 400),
    ],
)
def test_only_its_own_names_are_answered(client: TestClient, host: str, status: int) -> None:
    answer = client.get(READ, headers={"host": host})
    assert answer.status_code == status
    if status != 200:
        assert answer.json()["error"]["code"] == "foreign_host"


def test_names_of_a_server_that_others_reach() -> None:
    safety = Place("0.0.0.0", 80, ("Desk.Example",)).safety(50)
    assert "desk.example" in safety.hosts
    assert safety.by_address
    assert not Place("127.0.0.1", 80).safety(50).by_address
    assert [Place(host, 80).is_local for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "desk.example")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert Place("::", 8000).address == "http://127.0.0.1:8000/"
    assert Place("::1", 8000).address == "http://[::1]:8000/"


@pytest.mark.parametrize(
    ("headers", "let_in"),
    [
        ({}, True),  # a program, which no other site can make write
        ({"origin": HERE}, True),
        ({"origin": HERE, "sec-fetch-site": "same-origin"}, True),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "null"}, False),  # a sandboxed frame
        ({"origin": "http://127.0.0.1:8001"}, False),  # another program's page on this machine
        ({"origin": "https://127.0.0.1:8000"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
    ],
)
def test_pages_of_others_may_not_write(client: TestClient, headers: dict[str, str], let_in: bool) -> None:
    answer = client.post(WRITE, json={"statement": "0" * 16}, headers=headers)
    assert answer.status_code == (404 if let_in else 403)  # 404: it was let in, and there is no such statement
    assert client.get(READ, headers=headers).status_code == 200


def test_what_is_too_large_is_refused_by_what_it_says_and_by_what_comes(filled: str) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(40):
            yield b" " * 1000

    with served(filled, safety=Safety(body=20_000)) as client:
        told = client.post("/api/v1/articles", content=b" " * 40_000)
        came = client.post("/api/v1/articles", content=pieces())
        assert "content-length" not in came.request.headers
        for answer in (told, came):
            assert answer.status_code == 413
            assert answer.json()["error"]["code"] == "too_large"


def test_who_asks_for_too_much_waits(filled: str) -> None:
    with served(filled, safety=Safety(rate=0.5, burst=3)) as client:
        assert [client.get(READ).status_code for _ in range(4)] == [200, 200, 200, 429]
        refused = client.get(READ)
        assert int(refused.headers["retry-after"]) >= 1
        assert refused.json()["error"] == {
            "code": "too_many", "message": "too many requests at a time",
            "remedy": f"wait {refused.headers['retry-after']} seconds, then go on",
        }  # fmt: skip
        assert client.get("/static/style.css").status_code == 200


def test_the_bucket_fills_again_for_each_client() -> None:
    now = [0.0]
    rate = Rate(10, 40, lambda: now[0])
    assert [rate.wait("192.0.2.1", "POST", "/api/v1/checks") for _ in range(3)] == [0, 0, 2]
    assert rate.wait("192.0.2.2", "GET", "/search") == 0
    now[0] = 2.0
    assert rate.wait("192.0.2.1", "POST", "/api/v1/checks") == 0
    assert rate.wait("2001:db8::1", "POST", "/login") == rate.wait("2001:db8::2", "POST", "/login") == 0
    assert rate.wait("2001:db8::3", "POST", "/login") == 2  # one network, one client
    assert rate.wait("2001:db8:0:1::1", "POST", "/login") == 0


@pytest.mark.parametrize(
    ("method", "path", "times"),
    [
        ("POST", "/check", 2),
        ("POST", "/api/v1/articles", 2),
        ("GET", "/people/8c1/positions", 2),  # the stance model reads 120 statements
        ("GET", "/people/8c1/with/77f/positions", 2),
        ("GET", "/api/v1/people/8c1/positions", 2),
        ("GET", "/people/8c1", 40),
        ("HEAD", "/search", 40),
        ("GET", "/people/8c1/with/77f", 40),
        ("POST", "/review/8c1", 10),
    ],
)
def test_what_costs_much_is_let_in_less_often(method: str, path: str, times: int) -> None:
    rate = Rate(1, 40, lambda: 0.0)
    assert [rate.wait("192.0.2.1", method, path) == 0 for _ in range(times + 1)] == [True] * times + [False]


def test_clients_are_forgotten_so_that_memory_stays_flat() -> None:
    rate = Rate(1, 1, lambda: 0.0)
    for k in range(20_000):
        rate.wait(f"10.0.{k // 256}.{k % 256}", "GET", "/")
    assert rate.clients <= 10_000


def test_an_unforeseen_error_tells_the_client_and_the_log_nothing_of_the_words(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: Record, question: Question) -> None:
        raise ValueError(question.words)

    monkeypatch.setattr(views, "found", broken)
    with caplog.at_level(logging.ERROR, "onrecord.serve"):
        answer = client.get(f"{READ}?q=confidential")
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "error"
    assert answer.headers["content-security-policy"]
    for told in (answer.text, caplog.text):
        assert "confidential" not in told
    assert "Traceback" not in answer.text
    assert "broken" in caplog.text  # where it happened


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nothing", 404, "unknown"),
        ("GET", "/api/v1/statements/0000000000000000", 404, "unknown"),
        ("GET", "/api/v1/articles/0000000000000000", 404, "unknown"),
        ("GET", "/api/v1/people/000000000000", 404, "unknown"),
        ("DELETE", READ, 405, "no_such_method"),
        ("GET", f"{READ}?limit=0", 422, "invalid"),
        ("GET", f"{READ}?speeker=Roscoe", 422, "invalid"),  # a name that isn't understood is told, not passed over
        ("GET", f"{READ}?said_from=once", 400, "wrong_usage"),
        ("GET", f"{READ}?after=zebra", 400, "wrong_usage"),
        ("GET", f"{READ}?q=%00", 400, "wrong_usage"),
        ("POST", WRITE, 422, "invalid"),
        ("GET", f"{READ}?said_from=2025-02-31", 400, "wrong_usage"),  # days that there are in no calendar
        ("GET", f"{READ}?said_to=2025-13", 400, "wrong_usage"),
        ("GET", "/api/v1/articles?published_from=2025-02-31", 400, "wrong_usage"),
        ("GET", "/api/v1/articles?published_to=2025-13", 400, "wrong_usage"),
        ("GET", f"{READ}?speaker={LONG}", 422, "invalid"),
        ("GET", f"{READ}?q={LONG}", 422, "invalid"),
        ("GET", f"/api/v1/people?name={LONG}", 422, "invalid"),
    ],
)
def test_errors_have_one_body(client: TestClient, method: str, path: str, status: int, code: str) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert error["code"] == code
    assert set(error) <= {"code", "message", "remedy"}
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (f"/search?q={LONG}", "the words searched for are longer than 1,000 characters"),
        (f"/search?speaker={LONG}", "speaker is longer than 200 characters"),
        (f"/people?name={LONG}", "name is longer than 200 characters"),
        (f"/people/x/with?name={LONG}", "name is longer than 200 characters"),
        ("/search?said_from=2025-02-31", "is no date"),
        (f"/search?{'kind=direct&' * 4000}", "too many parameters in the address"),
    ],
)
def test_pages_say_what_is_too_much(client: TestClient, path: str, told: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert told in answer.text


@pytest.mark.parametrize("path", ["/", "/search?q=toll", READ, "/nothing/here", "/static/style.css"])
def test_a_head_is_what_a_get_would_be_without_a_body(client: TestClient, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert head.status_code == get.status_code
    assert head.headers["content-type"] == get.headers["content-type"]
    assert head.content == b""


def test_errors_of_pages_are_pages(client: TestClient) -> None:
    answer = client.get("/nothing/here")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "there is nothing at this address" in answer.text
