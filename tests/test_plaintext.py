"""The first lines of a text, and bytes to text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UnreadableError
from onrecord.plaintext import decode, find_day, read_top

DAYS = [
    ("2025-11-07", "2025-11-07"),
    ("on 2025/11/7", "2025-11-07"),
    ("Nov. 7, 2025", "2025-11-07"),
    ("November 7th, 2025", "2025-11-07"),
    ("Fri November 7, 2025", "2025-11-07"),
    ("7 November 2025", "2025-11-07"),
    ("the 7th of Sept 2025", "2025-09-07"),
    ("11/7/2025", "2025-11-07"),
    ("published 1 May 2025, updated 3 May 2025", "2025-05-01"),
    ("February 30, 2025", None),
    ("13/45/2025", None),
    ("November", None),
    ("he may 7 times", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_find_day(text: str, expected: str | None) -> None:
    found = find_day(text)
    assert (found.isoformat() if found else None) == expected


BODY = "\n\nThe bridge will stay shut, the mayor said on Monday, and nobody knew for how long.\n"
TODAY = date(2026, 1, 15)
TOPS = [
    ("byline with outlet", "Bridge stays shut\n\nBy Dana Whitlock, Harrow Falls Courier" + BODY, ("Bridge stays shut", "Harrow Falls Courier", ("Dana Whitlock",), None)),
    ("date and byline in a line", "Bridge stays shut\n\ndate 2025-11-07 By Dana Whitlock, Courier" + BODY, ("Bridge stays shut", "Courier", ("Dana Whitlock",), "2025-11-07")),
    ("a line that is a date", "Bridge stays shut\n\nNovember 7, 2025" + BODY, ("Bridge stays shut", None, (), "2025-11-07")),
    ("updated", "Bridge stays shut\nUpdated 3:04 PM EST, Fri November 7, 2025" + BODY, ("Bridge stays shut", None, (), "2025-11-07")),
    ("two authors", "Bridge stays shut\nBy Dana Whitlock and Owen Castellane" + BODY, ("Bridge stays shut", None, ("Dana Whitlock", "Owen Castellane"), None)),
    ("dateline with year and agency", "Bridge stays shut\n\nHARROW FALLS, Nov. 7, 2025 (AP) — The bridge will stay shut." + BODY, ("Bridge stays shut", "AP", (), "2025-11-07")),
    ("a date in running text is not the publication date", "Bridge stays shut\n\nThe bridge was opened on May 3, 1911, by the mayor of the day, who walked over it first." + BODY, ("Bridge stays shut", None, (), None)),
    ("no headline", "The bridge will stay shut, the mayor said on Monday.", (None, None, (), None)),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "expected"), TOPS, ids=[t[0] for t in TOPS])
def test_read_top(reason: str, text: str, expected: tuple) -> None:
    found = read_top(text, today=TODAY).metadata
    assert (found.title, found.outlet, found.authors, found.published) == expected


def test_a_dateline_without_year_is_a_guess() -> None:
    top = read_top("Bridge stays shut\n\nHARROW FALLS, Nov. 7 (AP) — The bridge." + BODY, today=TODAY)
    assert top.metadata.published is None
    assert top.guess == "2025-11-07"
    assert top.metadata.outlet == "AP"


WORDS = "“Über die Brücke”, said Señor Núñez"


@pytest.mark.parametrize(
    ("reason", "data", "declared"),
    [
        ("utf-8", WORDS.encode(), None),
        ("utf-8 with mark", b"\xef\xbb\xbf" + WORDS.encode(), None),
        ("utf-8, wrongly declared", WORDS.encode(), "latin-1"),
        ("declared", WORDS.encode("cp1252"), "cp1252"),
        ("utf-16 with mark", WORDS.encode("utf-16"), None),
        ("utf-16 without mark", WORDS.encode("utf-16-le"), None),
        ("utf-16, big end first", WORDS.encode("utf-16-be"), None),
    ],
)
def test_decode(reason: str, data: bytes, declared: str | None) -> None:
    assert decode(data, declared=declared) == WORDS


def test_an_undeclared_old_charset_is_guessed() -> None:
    text = (WORDS + ", and the café on the bridge was shut. ") * 20
    assert decode(text.encode("cp1252")) == text


def test_line_ends_stay_as_they_are() -> None:
    assert decode(b"a\r\nb\rc\n") == "a\r\nb\rc\n"


def test_binary_data_is_told() -> None:
    with pytest.raises(UnreadableError, match="binary"):
        decode(bytes(range(256)) * 4)


@given(st.binary(max_size=300))
def test_decode_raises_nothing_else(data: bytes) -> None:
    try:
        assert isinstance(decode(data), str)
    except UnreadableError:
        pass


@given(st.text(max_size=300))
def test_read_top_never_raises(text: str) -> None:
    read_top(text)
