"""Plain text: what its first lines tell of date, authors and outlet, and how bytes become text.

The text itself is kept to the letter, so that offsets are those of the file.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from datetime import date

from .article import Metadata
from .errors import UnreadableError

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY_FORMS = (
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)\b"),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)/(?P<number>\d\d?)/(?P<day>\d\d?)\b"),
    re.compile(_MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(
        r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH + r"\s*,?\s+(?P<year>(?:19|20)\d\d)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?P<number>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:19|20)\d\d)\b"),
)  # fmt: skip
#: A dateline: CITY (State), Month day (outlet) and a dash.
_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z .'’-]+(?:,\s*(?!(?i:" + _MONTH.replace("?P<month>", "?:") + r")\s+\d)[A-Z][\w. ]{1,20}?)?)"
    r"(?:,?\s+(?P<date>(?i:" + _MONTH + r")\s+(?P<day>\d{1,2})(?:,\s*(?P<year>\d{4}))?))?"
    r"\s*(?:\((?P<outlet>[^()\n]{2,40})\))?\s*(?:—|–|--|-)\s"
)  # fmt: skip
_NAME = r"[A-Z][\w.'’-]*(?:\s+(?:[A-Z][\w.'’-]*|de|van|von|der|bin|al))*"
_BYLINE = re.compile(
    rf"^(?:(?:date|published|posted)?:?\s*[\d/-]{{8,10}}\s+)?[Bb][Yy]:?\s+(?P<names>{_NAME}(?:(?:,\s+(?=\S+\s+\S+\s+and\b)|\s+and\s+|\s*&\s*){_NAME})*)"
    rf"(?:\s*[,|–—-]\s*(?P<outlet>[^\n,|]{{2,60}}?))?(?:\s*[,|]\s.*)?\s*$"
)  # fmt: skip
_DATE_LINE = re.compile(r"(?:updated?|published|posted|date|last modified|first published)\b|^\W*\w+\W", re.IGNORECASE)
#: So many lines at the top are looked at for dates and bylines, each no longer than a headline.
_TOP_LINES = 8
_TOP_WIDTH = 160


def find_day(text: str) -> date | None:
    """Find the first full calendar date in a text ("2025-11-07", "Nov. 7, 2025", "7 November 2025", "11/7/2025")."""
    best: tuple[int, date] | None = None
    for form in _DAY_FORMS:
        for m in form.finditer(text):
            found = _day(m)
            if found and (best is None or m.start() < best[0]):
                best = m.start(), found
                break
    return best[1] if best else None


def _day(m: re.Match[str]) -> date | None:
    parts = m.groupdict()
    month = int(parts["number"]) if parts.get("number") else _MONTHS[parts["month"].lower()]
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Top:
    """What the first lines tell; ``guess`` is the day of a dateline without a year, the latest such day up to now."""

    metadata: Metadata
    guess: str | None = None


def read_top(text: str, *, today: date | None = None) -> Top:
    """Read headline, byline, dateline and date from the first lines of a plain text.

    ``today`` is the day of reading unless given.
    """
    lines = [line.strip() for line in text[:4000].splitlines() if line.strip()][:_TOP_LINES]
    title = outlet = None
    authors: tuple[str, ...] = ()
    day: date | None = None
    partial: tuple[int, int] | None = None
    for number, line in enumerate(lines):
        if found := _BYLINE.match(line):
            authors = authors or tuple(re.split(r"\s*(?:,|&|\band\b)\s*", found["names"]))
            outlet = outlet or found["outlet"]
        if len(line) <= _TOP_WIDTH and number and (day is None) and (_is_date_line(line) or found):
            day = find_day(line)
        if (place := _DATELINE.match(line)) and _is_place(place["place"]):
            outlet = outlet or place["outlet"]
            if place["date"]:
                partial = _MONTHS[place["month"].lower()], int(place["day"])
                if place["year"]:
                    day = day or find_day(place["date"])
    if lines and len(lines) > 1 and len(lines[0]) <= _TOP_WIDTH and not _BYLINE.match(lines[0]):
        title = None if _is_date_line(lines[0]) or _DATELINE.match(lines[0]) else lines[0]
    if day is None and lines and _is_date_line(lines[0]):
        day = find_day(lines[0])
    guess = _latest(*partial, today or date.today()) if partial and day is None else None
    known = Metadata(title=title, outlet=outlet, authors=authors, published=day.isoformat() if day else None)
    return Top(known, guess.isoformat() if guess else None)


def _is_place(words: str) -> bool:
    city = words.split(",", maxsplit=1)[0]
    return city.isupper() and len(city) > 2


def _is_date_line(line: str) -> bool:
    """A line that is a date and little else: "November 7, 2025", "Updated 3:04 PM EST, Fri November 7, 2025"."""
    rest = line
    for form in _DAY_FORMS:
        rest, count = form.subn("", rest, count=1)
        if count:
            words = re.findall(r"[A-Za-z]{2,}", rest)
            known = r"(?i)updated?|published|posted|date|on|at|last|modified|first|[ap]m|[a-z]{2,4}|\w+day|\w{3}|by"
            return len(words) <= 6 and all(re.fullmatch(known, w) for w in words)
    return False


def _latest(month: int, day: int, today: date) -> date | None:
    for year in (today.year, today.year - 1, today.year - 4):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None


#: Undeclared bytes with so many ASCII letters are English or nearly so, and then what the web takes them for: cp1252.
_ASCII_SHARE = 0.8


def decode(data: bytes, *, declared: str | None = None) -> str:
    """Turn bytes into text: by byte order mark, as UTF-8, by the declared charset, by guess; never fails on odd bytes.

    A wrong declaration is not believed where the bytes are valid UTF-8. Raises UnreadableError for binary data.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):  # fmt: skip
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    if b"\x00" in data[:4096]:
        return _without_nulls(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared:
        try:
            return data.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass
    western = data.decode("cp1252", errors="replace")
    letters = [c for c in western[:100_000] if c.isalpha()]
    if sum(c.isascii() for c in letters) >= _ASCII_SHARE * len(letters):
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data[:100_000]).best()
    if best is not None:
        try:
            return data.decode(best.encoding)
        except (LookupError, UnicodeDecodeError):
            pass
    return western


def _without_nulls(data: bytes) -> str:
    """UTF-16 without a byte order mark has a zero in every second byte; other zeros mean binary data."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.7 * half and even < 0.05 * half:
        return data.decode("utf-16-le", errors="replace")
    if even > 0.7 * half and odd < 0.05 * half:
        return data.decode("utf-16-be", errors="replace")
    raise UnreadableError("this is binary data, not text; give HTML or plain text")
