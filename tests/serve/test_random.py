"""Pages asked for with whatever parameters and forms: no answer is an error of the server."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="FastAPI isn't installed (the extra web)")

from onrecord.record.store import Record
from onrecord.search.search import search
from onrecord.serve.safety import Safety
from tests.serving import served
from tests.stories import fill

TIMES = 10_000 if os.environ.get("ONRECORD_SOAK") else 150
NAMES = (
    "q limit after speaker person said_from said_to published_from published_to kind channel act happened outlet to article"
    " cluster name second last done next verdict version said words why addressee type text published token other number"
).split()
VALUES = (
    "", "x", "9" * 5000, "-1", "٣", "0", "2025", "2025-13", "0000", "10000-01-01", "-0001", "2025-11-04.5", "direct",
    "speech", '"', "%", "\x01", "a" * 3000, "true", "..", "2025-11-04." + "9" * 12, "~", "1e9", "(", "'", "-x", "<b>",
    "fix", "accept", "reject", "skip", "undo", "same", "different", "person", "toll", "“A toll",
)  # fmt: skip


def test_no_page_breaks(tmp_path: Path) -> None:
    place = str(tmp_path / "random.db")
    with Record.open(place) as record:
        fill(record)
        hit, *_ = search(record, "afford")
    assert hit.person
    article, statement, person = hit.article.id, hit.statement.id, hit.person.id
    pages = ["/", "/search", "/people", f"/people/{person}", f"/people/{person}/with", f"/people/{person}/with/{person}",
             f"/articles/{article}", f"/statements/{statement}", "/sources", "/review", f"/review/{statement}", "/check",
             "/login", "/people/x", "/articles/x", "/statements/x", "/review/x"]  # fmt: skip
    forms = [f"/review/{statement}", "/review/x", "/people/judge", "/people/undo", "/login", "/logout"]
    pick = random.Random(7)
    with served(place, safety=Safety(rate=1e9, burst=1e9)) as client:
        for _ in range(TIMES):
            asked = {pick.choice(NAMES): pick.choice(VALUES) for _ in range(pick.randint(0, 4))}
            page, form = pick.choice(pages), pick.choice(forms)
            sent = {**asked, "verdict": pick.choice(["fix", "accept", "undo", "same"])}
            assert client.get(page, params=asked).status_code < 500, f"{page} {asked}"
            assert client.post(form, data=sent).status_code < 500, f"{form} {sent}"
