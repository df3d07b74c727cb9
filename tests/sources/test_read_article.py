"""What ``read_article`` takes: a path, bytes or a text with a name, and what it says to everything else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.errors import UsageError

WORDS = "The bridge will stay shut until spring, Mayor Imelda Roscoe said on Monday."


@pytest.mark.parametrize("how", ["path", "path in words", "bytes", "text"])
def test_it_takes(how: str, tmp_path: Path) -> None:
    file = tmp_path / "2025-11-07-note.txt"
    file.write_text(WORDS)
    given: dict[str, Any] = {"path": file, "path in words": str(file), "bytes": file.read_bytes(), "text": WORDS}
    named = {"source": "2025-11-07-note.txt"} if how in ("bytes", "text") else {}
    article = onrecord.read_article(given[how], **named)
    assert (article.text, article.published) == (WORDS, "2025-11-07")
    assert article.source == named.get("source", str(file))


def test_a_page_is_known_by_its_name_or_its_tags(tmp_path: Path) -> None:
    page = "<p>The bridge will stay shut.</p><p>Nobody knows when it opens again, the mayor said.</p>"
    file = tmp_path / "page.html"
    file.write_text(page)
    assert "<p>" not in onrecord.read_article(file).text
    assert onrecord.read_article(page, source="page.html").text == onrecord.read_article(file).text


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (b"words", "name them"),
        (WORDS, "of a text give the name too"),
        ("x" * 5000, "of a text give the name too"),
        ("nul\0", "of a text give the name too"),
        ("https://courier.example/story", "is an address, not a file; fetch it"),
        (Path("no-such-file.txt"), "No such file or directory; check the path"),
        (None, "got NoneType; give a path"),
        (["a.txt"], "got list; give a path"),
    ],
)
def test_it_says_what_it_does_not_take(given: Any, told: str) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        onrecord.read_article(given)
    assert "\n" not in str(caught.value)
