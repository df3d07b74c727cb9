"""The first lines of a text, and bytes to text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.dates.written import find_day, read_time
from onrecord.errors import UnreadableError
from onrecord.sources.bylines import author_names
from onrecord.sources.charset import decode
from onrecord.sources.documents.plain_text import is_date_line, read_top

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
    ("byline in capitals", "Bridge stays shut\nBY DANA WHITLOCK" + BODY, ("Bridge stays shut", None, ("DANA WHITLOCK",), None)),
    ("three authors and an outlet", "Bridge stays shut\nBy Dana Whitlock, Owen Castellane and Priya Calloway, CNN" + BODY, ("Bridge stays shut", "CNN", ("Dana Whitlock", "Owen Castellane", "Priya Calloway"), None)),
    ("a role is no outlet", "Bridge stays shut\nBy Dana Whitlock, Staff Writer" + BODY, ("Bridge stays shut", None, ("Dana Whitlock",), None)),
    ("a first name like a month", "Bridge stays shut\nBy April Castellane" + BODY, ("Bridge stays shut", None, ("April Castellane",), None)),
    ("an agency is no author", "Bridge stays shut\nBy The Associated Press" + BODY, ("Bridge stays shut", "The Associated Press", (), None)),
    ("bars", "Bridge stays shut\nBy Dana Whitlock | The Courier | Nov. 7, 2025" + BODY, ("Bridge stays shut", "The Courier", ("Dana Whitlock",), "2025-11-07")),
    ("a date behind the name", "Bridge stays shut\nBy Dana Whitlock, Nov. 7, 2025" + BODY, ("Bridge stays shut", None, ("Dana Whitlock",), "2025-11-07")),
    ("a sentence is no byline", "Bridge stays shut\nBy Monday, Officials Were Worried." + BODY, ("Bridge stays shut", None, (), None)),
    ("a headline is no byline", "By Design" + BODY, ("By Design", None, (), None)),
    ("published before updated", "Bridge stays shut\nUpdated Nov. 8, 2025\nPublished Nov. 7, 2025" + BODY, ("Bridge stays shut", None, (), "2025-11-07")),
    ("the date first, the headline after", "2025-11-07\nBridge stays shut" + BODY, ("Bridge stays shut", None, (), "2025-11-07")),
    ("a press release", "Bridge stays shut\n\nHARROW FALLS, Ohio, Nov. 7, 2025 /Newswire/ -- The bridge" + BODY, ("Bridge stays shut", "Newswire", (), "2025-11-07")),
    ("two cities", "Bridge stays shut\n\nEASTHAM/HARROW FALLS, Nov 7, 2025 (Reuters) - The bridge" + BODY, ("Bridge stays shut", "Reuters", (), "2025-11-07")),
    ("an agency without a city", "Bridge stays shut\n\n(CNN) -- The bridge" + BODY, ("Bridge stays shut", "CNN", (), None)),
    ("a label is no city", "EXCLUSIVE – Bridge stays shut" + BODY, ("EXCLUSIVE – Bridge stays shut", None, (), None)),
    ("a dash in a word is no dateline", "Bridge stays shut\n\nU.S.-led engineers looked at it on Nov. 3, 2025, and left." + BODY, ("Bridge stays shut", None, (), None)),
    ("windows line ends", "Bridge stays shut\r\n\r\nBy Dana Whitlock\r\nNovember 7, 2025\r\n" + BODY, ("Bridge stays shut", None, ("Dana Whitlock",), "2025-11-07")),
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
        ("declared as latin-1, which means cp1252", WORDS.encode("cp1252"), "ISO-8859-1"),
        ("declared as what is no charset", WORDS.encode("cp1252"), "idna"),
        ("declared as nonsense", WORDS.encode("cp1252"), "utf-9\0"),
        ("undeclared and short", WORDS.encode("cp1252"), None),
        ("old Macintosh", WORDS.encode("mac-roman"), None),
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
    except UnreadableError as error:
        assert str(error)


@given(st.text(max_size=300))
def test_read_top_never_raises(text: str) -> None:
    read_top(text)


def test_one_bad_byte_does_not_spoil_the_rest() -> None:
    text = decode((WORDS * 5).encode() + b"\xff", declared="latin-1")
    assert text == WORDS * 5 + "\ufffd"


def test_a_stray_zero_is_kept() -> None:
    assert decode(b"The bridge is shut.\0 The mayor said so on Monday.") == (
        "The bridge is shut.\0 The mayor said so on Monday."
    )


@pytest.mark.parametrize("start", [b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n", b"{\\rtf1"])
def test_files_of_other_kinds_are_told(start: bytes) -> None:
    with pytest.raises(UnreadableError, match="binary"):
        decode(start + b" the words of it")


@pytest.mark.parametrize(
    ("reason", "value", "expected"),
    [
        ("plain", "Dana Whitlock", ("Dana Whitlock",)),
        ("several", "By Dana Whitlock, Owen Castellane and Priya Calloway", ("Dana Whitlock", "Owen Castellane", "Priya Calloway")),
        ("semicolons, one twice", "Dana Whitlock; Owen Castellane; Dana Whitlock", ("Dana Whitlock", "Owen Castellane")),
        ("a system", "admin", ()),
        ("a desk", "Courier Web Desk", ()),
        ("staff", "The Courier Staff", ()),
        ("the outlet itself", "Harrow Falls Courier", ()),
        ("the outlet's address", "harrowfallscourier.com", ()),
        ("a role", "Dana Whitlock, Political Reporter", ("Dana Whitlock",)),
        ("the outlet behind the name", "Dana Whitlock, CNN Business", ("Dana Whitlock",)),
        ("a place", "Dana Whitlock in Eastham", ("Dana Whitlock",)),
        ("family name first", "Whitlock, Dana", ("Whitlock, Dana",)),
        ("kind of story", "Analysis by Dana Whitlock", ("Dana Whitlock",)),
        ("address", "https://courier.example/dana", ()),
        ("mail", "dana@courier.example", ()),
        ("a month's name", "April Castellane", ("April Castellane",)),
        ("empty", "", ()),
    ],
)  # fmt: skip
def test_author_names(reason: str, value: str, expected: tuple) -> None:
    assert author_names(value, outlet="The Harrow Falls Courier") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Updated 3:04 PM EST, Fri November 7, 2025", True),
        ("First published on Friday 7 November 2025 10.30 GMT", True),
        ("2025-11-07", True),
        ("10:42 a.m.", False),
        ("The bridge was shut on November 7, 2025", False),
        ("", False),
    ],
)
def test_is_date_line(line: str, expected: bool) -> None:
    assert is_date_line(line) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-11-07T10:00:00Z", ("2025-11-07", "2025-11-07T10:00:00+00:00")),
        ("2025-11-07T10:00:00", ("2025-11-07", None)),
        ("2025-11-07 10:00:00 UTC", ("2025-11-07", "2025-11-07T10:00:00+00:00")),
        ("0001-01-01T00:00:00Z", (None, None)),
        ("Fri, 7 Nov 2025 10:00:00 +0100", ("2025-11-07", None)),
        ("soon", (None, None)),
        ("", (None, None)),
        (None, (None, None)),
    ],
)
def test_read_time(value: str | None, expected: tuple) -> None:
    assert read_time(value) == expected


LINES = [
    "By Dana Whitlock",
    "NOV. 7, 2025",
    "HARROW FALLS, Nov. 31 (AP) —",
    "By ",
    "—",
    "Updated",
    "2025-02-30",
    "A, B and",
    "\r",
]


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=30), max_size=8).map("\n".join))
def test_no_top_raises(text: str) -> None:
    read_top(text)
    author_names(text, outlet=text[:10])
    read_time(text)


@pytest.mark.parametrize(
    ("reason", "top", "title", "outlet"),
    [
        ("what stands above a release", "FOR IMMEDIATE RELEASE\nNovember 7, 2025\n\nBridge to stay shut\n", "Bridge to stay shut", None),
        ("with its dashes", "-- PRESS RELEASE --\nBridge to stay shut\n", "Bridge to stay shut", None),
        ("an outlet below the byline", "Bridge to stay shut\nBy Dana Whitlock\nThe Harrow Falls Courier\n", "Bridge to stay shut", "The Harrow Falls Courier"),
        ("an outlet above the date", "Harrow Falls Courier\nNovember 7, 2025\nBridge to stay shut\n", "Bridge to stay shut", "Harrow Falls Courier"),
        ("a headline that looks so", "Mayor Quits Council Post\nBy Dana Whitlock\n", "Mayor Quits Council Post", None),
        ("with nothing beside it", "Mayor Quits Council Post\n\nIt was a surprise\n", "Mayor Quits Council Post", None),
        ("a byline's own outlet comes first", "Toll dropped\nBy Dana Whitlock, Port Gazette\nHarrow Herald\n", "Toll dropped", "Port Gazette"),
    ],
)  # fmt: skip
def test_releases_and_outlets_of_their_own_line(reason: str, top: str, title: str, outlet: str | None) -> None:
    found = read_top(top + BODY, today=TODAY).metadata
    assert (found.title, found.outlet) == (title, outlet), reason
