"""Who may read and who may write: tokens, roles, sessions."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="FastAPI isn't installed (the extra web)")

from starlette.testclient import TestClient

from onrecord.errors import UnknownError, UsageError
from onrecord.record.store import Record
from onrecord.record.tokens import new_token, revoke, tokens
from onrecord.search.search import search
from onrecord.serve.access import COOKIE
from tests.command_line import records, run
from tests.serving import served
from tests.stories import fill

READ = "/api/v1/statements"


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "shared.db")


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    with Record.open(place) as record:
        fill(record)
        yield record


@pytest.fixture
def client(place: str, record: Record) -> Iterator[TestClient]:
    with served(place, demand_token=True) as client:
        yield client


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def test_a_token_is_kept_as_a_hash_only(record: Record, place: str) -> None:
    secret = new_token(record, "Dana Whitlock", "editor")
    (token,) = tokens(record)
    assert (token.name, token.role) == ("Dana Whitlock", "editor")
    assert secret not in str(token)
    record.close()
    assert secret.encode() not in b"".join(file.read_bytes() for file in Path(place).parent.glob("shared.db*"))


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "n" * 200])
def test_a_token_needs_a_name(record: Record, name: str) -> None:
    with pytest.raises(UsageError):
        new_token(record, name, "reader")


def test_one_token_a_name(record: Record) -> None:
    new_token(record, "dana", "reader")
    with pytest.raises(UsageError, match="--revoke"):
        new_token(record, "dana", "editor")
    with pytest.raises(UnknownError):
        revoke(record, "kim")


def test_without_a_token_nothing_is_told(client: TestClient) -> None:
    for headers in (
        {},
        bearer("onrecord_wrong"),
        bearer(""),
        {"authorization": "Basic eDp5"},
        {"cookie": f"{COOKIE}=x"},
    ):
        answer = client.get(READ, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["error"]["code"] == "no_token"
    page = client.get("/?q=Roscoe")
    assert (page.status_code, page.headers["location"]) == (303, "/login?next=%2F%3Fq%3DRoscoe")


def test_every_route_of_the_api_demands_a_token(client: TestClient) -> None:
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        for method in methods:
            address = path.replace("{id}", "0").replace("{other}", "0").replace("{number}", "1")
            assert client.request(method, address, json={}).status_code in (401, 422), f"{method} {path}"
            assert client.request(method, address).status_code in (401, 422), f"{method} {path}"


def test_readers_read_and_editors_write_in_their_name(client: TestClient, record: Record) -> None:
    reader, editor = new_token(record, "kim", "reader"), new_token(record, "dana", "editor")
    statement = search(record, "afford")[0].statement.id
    decision = {"statement": statement, "verdict": "accept"}
    assert client.get(READ, headers=bearer(reader)).status_code == 200
    refused = client.post("/api/v1/reviews", json=decision, headers=bearer(reader))
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not_editor")
    assert client.post("/api/v1/reviews", json=decision, headers=bearer(editor)).status_code == 200
    told = client.get(f"{READ}/{statement}", headers=bearer(reader)).json()
    assert [(review["field"], review["who"]) for review in told["reviews"]] == [("accept", "dana")]


def test_a_token_that_is_taken_back_ends_at_once(client: TestClient, record: Record) -> None:
    token = new_token(record, "dana", "editor")
    client.post("/login", data={"token": token})
    assert client.get(READ).status_code == client.get(READ, headers=bearer(token)).status_code == 200
    revoke(record, "dana")
    assert client.get(READ).status_code == client.get(READ, headers=bearer(token)).status_code == 401
    new_token(record, "dana", "editor")  # another one of the same name doesn't wake the old session
    assert client.get(READ).status_code == 401


def test_a_session(client: TestClient, record: Record) -> None:
    token = new_token(record, "dana", "reader")
    assert client.get("/login").status_code == 200
    wrong = client.post("/login", data={"token": "onrecord_guess"})
    assert wrong.status_code == 401
    assert "set-cookie" not in wrong.headers
    assert "onrecord_guess" not in wrong.text
    begun = client.post("/login", data={"token": f" {token}\n", "next": "/people"})
    assert (begun.status_code, begun.headers["location"]) == (303, "/people")
    cookie = begun.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie  # over http; the next test has https
    assert token.lower() not in cookie
    assert client.get("/").status_code == 200
    assert client.post("/logout").status_code == 303
    assert client.get(READ).status_code == 401


def test_over_https_the_cookie_stays_there(place: str, record: Record) -> None:
    token = new_token(record, "dana", "reader")
    with served(place, base="https://localhost", demand_token=True) as client:
        assert "secure" in client.post("/login", data={"token": token}).headers["set-cookie"].lower()


def test_a_foreign_page_can_not_log_in(client: TestClient, record: Record) -> None:
    token = new_token(record, "dana", "reader")
    answer = client.post("/login", data={"token": token}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/a\nb", ""])
def test_after_the_login_one_stays_here(client: TestClient, record: Record, path: str) -> None:
    token = new_token(record, "dana", "reader")
    assert client.post("/login", data={"token": token, "next": path}).headers["location"] == "/"


def test_where_no_token_is_needed_there_is_nothing_to_log_in_to(place: str, record: Record) -> None:
    with served(place) as client:
        assert client.post("/login", data={"token": "x"}).headers["location"] == "/"


def test_the_commands(place: str, record: Record) -> None:
    made = records(run("access", "Dana", "Whitlock", "--role", "editor", "--json", "--record", place))[0]
    assert made["name"] == "Dana Whitlock"
    listed = run("access", "--record", place).stdout.decode()
    assert listed.startswith("Dana Whitlock\teditor\t")
    assert made["token"] not in listed
    assert run("access", "Dana", "Whitlock", "--record", place).returncode == 2
    assert run("access", "Dana Whitlock", "--revoke", "--record", place).returncode == 0
    assert run("access", "--revoke", "--record", place).returncode == 2
    assert run("access", "--record", place).stdout == b""


def test_a_server_that_others_reach_needs_a_token_first(place: str, record: Record) -> None:
    refused = run("serve", "--host", "0.0.0.0", "--record", place)
    assert refused.returncode == 2
    assert (
        refused.stderr
        == b"onrecord: others than this machine need a token; make one first with: onrecord access NAME\n"
    )


def test_what_hinders_is_told_in_a_line(tmp_path: Path, place: str, record: Record) -> None:
    none = run("serve", "--record", str(tmp_path / "none.db"))
    assert (none.returncode, none.stderr.count(b"\n")) == (2, 1)
    assert b"no record here" in none.stderr
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = run("serve", "--record", place, "--port", port)
    assert (refused.returncode, refused.stderr.count(b"\n")) == (2, 1)
    assert b"choose another with --port" in refused.stderr


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_answers_until_it_is_interrupted(place: str, record: Record, workers: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "onrecord", "serve", "--record", place, "--port", str(port), "--workers", workers]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        assert "until you press Ctrl-C" in process.stderr.readline()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{READ}?q=toll", timeout=60) as answer:
            assert len(json.load(answer)["statements"]) == 2
        process.send_signal(signal.SIGINT)
        told = process.stderr.read()
        assert process.wait(30) == 0
    assert "toll" not in told
    assert "Traceback" not in told
