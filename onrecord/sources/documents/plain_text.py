"""Plain text: what its first lines tell of date, authors and outlet.

The text itself is kept to the letter, so that offsets are those of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ...article import Metadata
from ...dates.written import DAY_FORMS, MONTH, MONTHS, YEAR, find_day
from ..bylines import AGENCY, NO_NAME, NOBODY, OUTLET, author_names

_DATELINE_DAY = rf"{MONTH}\s+(?P<day>\d{{1,2}})(?:,\s*{YEAR})?"
#: A dateline: CITY, State, Month day, year (outlet) and a dash; a city in small letters needs the day or the outlet.
_DATELINE = re.compile(
    rf"(?P<place>[A-Z][\w.'’/-]*(?: [A-Z][\w.'’/-]*){{0,3}}(?:, (?!(?i:{'|'.join(MONTHS)})\b)[A-Z][\w. ]{{1,20}}?)?)"
    rf"(?:,?\s+(?P<date>{_DATELINE_DAY}))?"
    r"\s*(?:\((?P<outlet>[^()\n]{2,40})\)|/(?P<wire>[^/\n]{2,40})/)?\s*(?:—|–|--|-)\s*(?=[\w\"“‘'])"
)
# Headlines begin so too, but with no place.
_LABEL = re.compile(r"(?:EXCLUSIVE|BREAKING|UPDATED?|WATCH|VIDEO|LIVE|OPINION|ANALYSIS|EDITORIAL|REPORT|POLL)\b")
_WIRE_ONLY = re.compile(r"\((?P<outlet>[A-Z][\w. ]{1,30})\)\s*(?:—|–|--|-)")
# "CITY - text" needs its dash apart: it is no dateline in "U.S.-led".
_TIGHT_DASH = re.compile(r"\w-\Z")
_NAME = r"[A-Z][\w.'’-]*(?:\s+(?:[A-Z][\w.'’-]*|de|van|von|der|den|bin|al|la|el|di|da|dos))*"
_NAMES = rf"{_NAME}(?:(?:,\s+|\s+and\s+|,\s+and\s+|\s*&\s*){_NAME})*"
_BYLINE = re.compile(
    rf"(?:(?i:date|published|posted):?\s*)?(?:[\d/-]{{8,10}}\s+)?(?:[Bb]y|BY):?\s+(?P<names>{_NAMES})"
    r"(?:\s*[|–—]\s*(?P<rest>\S.*)|,\s+.*\d{4}.*)?"
)
#: Words of the lines that give a date and nothing else, beside the date itself: "Updated 3:04 PM EST, Fri ...".
_DATE_WORDS = re.compile(
    r"(?i:updated?|published|posted|date|on|at|last|modified|first|[ap]\.?m|by|original(?:ly)?|print"
    r"|[ecmp][sd]?t|gmt|utc|bst|cet|ist|\w+day|mon|tues?|wed|thurs?|fri|sat|sun)"
)
#: What stands above a release and is no headline.
_RELEASE = re.compile(
    r"\W*(?:for (?:immediate )?release|embargoed?\b.{0,60}|(?:press|news|media) (?:release|advisory|statement))\W*",
    re.IGNORECASE,
)
#: An outlet's name on a line of its own; it counts beside a byline or a date only, for headlines may look so, too.
_OUTLET_LINE = re.compile(
    r"(?:The )?(?:[A-Z][\w.'’-]{0,20}+ ){0,4}(?:News|Press|Times|Post|Journal|Tribune|Herald|Courier|Gazette|Reuters"
    r"|Bloomberg|Magazine|Telegraph|Chronicle|Observer|Guardian|Star|Mail|Express|Review|Independent|Dispatch|Record"
    r"|Sentinel|Bulletin|Daily|Weekly)"
)
_UPDATED = re.compile(r"\W*(?:last\s+)?(?:updated?|modified)\b", re.IGNORECASE)
#: Lines at the top that may hold dates and bylines, each no longer than a headline.
_TOP_LINES = 8
_TOP_WIDTH = 160
_TOP_LENGTH = 4000


@dataclass(frozen=True, slots=True)
class Top:
    """What the first lines tell; ``guess`` is the day of a dateline without a year, the latest such day up to now."""

    metadata: Metadata
    guess: str | None = None


def read_top(text: str, *, today: date | None = None) -> Top:
    """Read headline, byline, dateline and date from the first lines of a plain text.

    The date of a line that gives one ("Updated 3:04 PM EST, Fri November 7, 2025"), of a byline or a dateline counts;
    a date of publication before one of updating. ``today`` is the day of reading unless given.
    """
    lines = list(_top_lines(text))
    bylines = [found for line in lines if (found := _read_byline(line))]
    datelines = [found for line in lines if (found := _read_dateline(line))]
    days = [(bool(_UPDATED.match(line)), day) for line in lines if (day := _line_day(line))]
    days += [(False, found.day) for found in (*bylines, *datelines) if found.day]
    own_line = next((line for line, is_outlet in zip(lines, _outlet_lines(lines), strict=True) if is_outlet), None)
    partial = next((found.partial for found in datelines if found.partial), None)
    guess = _latest(*partial, today or date.today()) if partial and not days else None
    known = Metadata(
        title=_read_title(lines),
        outlet=next((found.outlet for found in (*bylines, *datelines) if found.outlet), own_line),
        authors=next((found.names for found in bylines if found.names), ()),
        published=min(days, key=lambda d: d[0])[1].isoformat() if days else None,
    )
    return Top(known, guess.isoformat() if guess else None)


@dataclass(frozen=True, slots=True)
class _Found:
    """What one line tells."""

    names: tuple[str, ...] = ()
    outlet: str | None = None
    day: date | None = None
    partial: tuple[int, int] | None = None  # month and day of a dateline without a year


def _top_lines(text: str) -> Iterator[str]:
    lines = (line.strip() for line in text[:_TOP_LENGTH].splitlines())
    return (line for _, line in zip(range(_TOP_LINES), filter(None, lines), strict=False))


def _read_title(lines: list[str]) -> str | None:
    """The first line that is neither date nor byline, if it is short and something follows it."""
    for number, (line, is_outlet) in enumerate(zip(lines[:-1], _outlet_lines(lines), strict=False)):
        if is_outlet or _line_day(line) or _read_byline(line) or _RELEASE.fullmatch(line[:_TOP_WIDTH]):
            continue
        # Below a date or byline, a short paragraph is as likely as a headline; only a headline has no full stop.
        fits = len(line) <= _TOP_WIDTH and not _read_dateline(line) and (number == 0 or not line.endswith("."))
        return line if fits else None
    return None


def _outlet_lines(lines: list[str]) -> list[bool]:
    """For each line whether it is an outlet's name, beside a byline or a date; at the top above date and headline."""
    heads = [bool(_read_byline(line) or _line_day(line)) for line in lines]
    beside = [any(heads[max(0, k - 1) : k + 2]) for k in range(len(lines))]
    named = [bool(_OUTLET_LINE.fullmatch(line[:_TOP_WIDTH])) and near for line, near in zip(lines, beside, strict=True)]
    headed = len(lines) > 2 and bool(_line_day(lines[1])) and not lines[2].endswith((".", "”", '"'))
    return [name and (k > 0 or headed) for k, name in enumerate(named)]


def _read_byline(line: str) -> _Found | None:
    """Read "By NAME, OUTLET" and its kin; a sentence that begins with "By" is none."""
    found = _BYLINE.fullmatch(line) if len(line) <= _TOP_WIDTH and not line.endswith(".") else None
    if not found:
        return None
    words = [w.strip() for w in found["names"].split(",")]
    if NO_NAME.fullmatch(words[0]) or (words[0].lower().startswith("the ") and not AGENCY.fullmatch(words[0])):
        return None  # "By Friday, ...", "By the Numbers"
    last = words[-1]
    if len(words) == 1:
        is_outlet = bool(AGENCY.fullmatch(last))
    else:
        in_capitals = last.isupper() and not found["names"].isupper()
        is_outlet = len(words) == 2 or in_capitals or bool(OUTLET.fullmatch(last))
    outlet = None
    if is_outlet and " and " not in last and not NOBODY.fullmatch(last):
        outlet = words.pop()
    elif found["rest"]:
        outlet = next((w.strip() for w in re.split(r"[|–—]", found["rest"]) if not re.search(r"\d", w)), None)
    if len(words) == 1 and len(words[0].split()) == 1 and outlet is None:
        return None  # "By Design" is a headline
    return _Found(author_names(", ".join(words)), outlet, find_day(line))


def _read_dateline(line: str) -> _Found | None:
    found = _DATELINE.match(line, 0, _TOP_WIDTH)
    if found is None or _LABEL.match(line):
        wire = _WIRE_ONLY.match(line)
        return _Found(outlet=wire["outlet"]) if wire else None
    outlet = found["outlet"] or found["wire"]
    city = found["place"].split(",")[0]
    if not (found["date"] or outlet) and (not city.isupper() or len(city) < 3 or _TIGHT_DASH.search(found.group())):
        return None
    if not found["date"]:
        return _Found(outlet=outlet)
    day = find_day(found["date"])
    return _Found(outlet=outlet, day=day, partial=None if day else (MONTHS[found["month"].lower()], int(found["day"])))


def _line_day(line: str) -> date | None:
    """The date of a line that is a date and little else: "November 7, 2025", "Updated 3:04 PM EST, Fri ..."."""
    if len(line) > _TOP_WIDTH:
        return None
    rest = line
    for form in DAY_FORMS:
        rest = form.sub(" ", rest)
    words = re.findall(r"[^\W\d_]{2,}", rest)
    if rest == line or len(words) > 8 or not all(_DATE_WORDS.fullmatch(w) for w in words):
        return None
    return find_day(line)


def is_date_line(line: str) -> bool:
    """Whether a line is a date and little else."""
    return _line_day(line) is not None


def _latest(month: int, day: int, today: date) -> date | None:
    for year in (today.year, today.year - 1, *range(today.year - 2, today.year - 9, -1)):  # 29 February: 8 years
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None
