"""Plain text: what its first lines tell of date, authors and outlet, and how bytes become text.

The text itself is kept to the letter, so that offsets are those of the file.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

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
_MONTH = r"(?P<month>(?i:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b)\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY_FORMS = (
    re.compile(rf"(?<!\d){_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}/(?P<number>\d\d?)/(?P<day>\d\d?)(?!\d)"),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+{_YEAR}"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\s*,?\s+{_YEAR}"),
    re.compile(rf"(?<!\d)(?P<number>\d{{1,2}})/(?P<day>\d{{1,2}})/{_YEAR}"),
)
_DATELINE_DAY = rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:,\s*{_YEAR})?"
#: A dateline: CITY, State, Month day, year (outlet) and a dash; a city in small letters needs the day or the outlet.
_DATELINE = re.compile(
    rf"(?P<place>[A-Z][\w.'’/-]*(?: [A-Z][\w.'’/-]*){{0,3}}(?:, (?!(?i:{'|'.join(_MONTHS)})\b)[A-Z][\w. ]{{1,20}}?)?)"
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
_UPDATED = re.compile(r"\W*(?:last\s+)?(?:updated?|modified)\b", re.IGNORECASE)
#: Bylines that name nobody: what publishing systems and desks put in an author's place, and roles beside a name.
_NOBODY = re.compile(
    r"(?:the\s+)?(?:(?:web|site)?\s*(?:admin|administrator|master|editor|editors|desk|team)|admin\w*|root|user|author|anonymous"
    r"|unknown|none|guest|contributor|contributors|editorial.*|newsroom|redaction|default|wp\w*"
    r"|.*\b(?:staff|desk|bureau|newsroom|agenc(?:y|ies)|wires?|team|editors|news service)"
    r"|.*\b(?:staff|news|political|senior|sports|special|business|chief)\s+(?:writer|reporter|correspondent|editor)s?"
    r"|.* (?:writer|reporter|correspondent|editor(?:-at-large)?)"
    r"|writer|reporter|correspondent|special to .*|for .*|jr\.?|sr\.?)",
    re.IGNORECASE,
)
#: The last part of a byline of several parts, if it is an outlet; the only part, if it is an agency.
_OUTLET = re.compile(
    r"the\s.*|.*\b(?:news|press|times|post|journal|tribune|herald|courier|gazette|reuters|magazine|radio|tv|today"
    r"|media|telegraph|chronicle|observer|guardian|star|mail|express|review|daily|weekly|[a-z]+\.(?:com|org|net))",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"the \w+ \w+.*|\w+ press|reuters|bloomberg|a[fp]p?|upi|.* news(?: service)?", re.IGNORECASE)
_NO_NAME = re.compile(r"(?:\w+day|" + "|".join(_MONTHS) + r"|now|then|all|and)\.?", re.IGNORECASE)
_BY = re.compile(r"^\s*(?:[A-Z]\w+\s+){0,2}by:?\s+", re.IGNORECASE)
_LONGEST_NAME = 60
#: So many lines at the top are looked at for dates and bylines, each no longer than a headline.
_TOP_LINES = 8
_TOP_WIDTH = 160
_TOP_LENGTH = 4000


def find_day(text: str) -> date | None:
    """Find the first full calendar date in a text ("2025-11-07", "Nov. 7, 2025", "7 November 2025", "11/7/2025")."""
    found = [(m.start(), day) for form in _DAY_FORMS for m in form.finditer(text) if (day := _day(m))]
    return min(found)[1] if found else None


def _day(m: re.Match[str]) -> date | None:
    parts = m.groupdict()
    month = int(parts["number"]) if parts.get("number") else _MONTHS[parts["month"].lower()]
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


def read_time(value: str | None) -> tuple[str | None, str | None]:
    """Read a date or date-time of metadata: the day, and the full time (ISO 8601) where it has a zone."""
    if not value:
        return None, None
    value = value.strip()
    try:
        at = datetime.fromisoformat(re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", value.replace(" UTC", "Z")))
    except ValueError:
        found = find_day(value)
        return (found.isoformat() if found else None), None
    if not 1900 <= at.year <= date.today().year + 1:  # a publishing system's "never": year 1 or 9999
        return None, None
    return at.date().isoformat(), at.isoformat() if len(value) > 10 and at.tzinfo else None


def author_names(value: str, *, outlet: str | None = None) -> tuple[str, ...]:
    """Split a byline ("By A, B and C") into names, without desks, systems ("admin") and the outlet itself."""
    names = []
    for part in re.split(r"\s*[;|]\s*|,?\s+and\s+|\s*&\s*", value):
        # A comma parts names from names or from roles and outlets; "Last, First" stays whole.
        first, *others = (p.strip() for p in _BY.sub("", part).split(","))
        if len(others) == 1 and " " not in first and not _NOBODY.fullmatch(others[0]) and not others[0].isupper():
            first, others = f"{first}, {others[0]}", []
        for piece in (first, *(p for p in others if not _is_role(p))):
            name = re.sub(r"\s+(?:for|in|at|of)\s+\S.*$", "", piece)
            if name and name not in names and _names_somebody(name, outlet):
                names.append(name)
    return tuple(names)


def _is_role(words: str) -> bool:
    """Whether what follows a name and a comma is no second name: "Staff Writer", "CNN Business", "Futurism", "MD"."""
    is_outlet = _OUTLET.fullmatch(words) or re.match(r"[A-Z]{2,5}\b(?! [A-Z]+$)", words)
    return bool(is_outlet or _NOBODY.fullmatch(words) or _NO_NAME.fullmatch(words) or len(words.split()) == 1)


def _names_somebody(name: str, outlet: str | None) -> bool:
    """Whether a name is a person's, as far as can be told: no account, desk, address, number or outlet."""

    def bare(words: str) -> str:
        return re.sub(r"\W|^the\s|\.(?:com|org|net)$", "", words.lower())

    if _NOBODY.fullmatch(name) or _NO_NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        return False
    if re.search(r"\d|@|://|www\.|\.(?:com|org|net)\b", name):
        return False
    return not outlet or not bare(outlet).startswith(bare(name))


# -- the first lines -------------------------------------------------------------------------------------------------


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
    partial = next((found.partial for found in datelines if found.partial), None)
    guess = _latest(*partial, today or date.today()) if partial and not days else None
    known = Metadata(
        title=_read_title(lines),
        outlet=next((found.outlet for found in (*bylines, *datelines) if found.outlet), None),
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
    for number, line in enumerate(lines[:-1]):
        if _line_day(line) or _read_byline(line):
            continue
        # Below a date or byline, a short paragraph is as likely as a headline; only a headline has no full stop.
        fits = len(line) <= _TOP_WIDTH and not _read_dateline(line) and (number == 0 or not line.endswith("."))
        return line if fits else None
    return None


def _read_byline(line: str) -> _Found | None:
    """Read "By NAME, OUTLET" and its kin; a sentence that begins with "By" is none."""
    found = _BYLINE.fullmatch(line) if len(line) <= _TOP_WIDTH and not line.endswith(".") else None
    if not found:
        return None
    words = [w.strip() for w in found["names"].split(",")]
    if _NO_NAME.fullmatch(words[0]) or (words[0].lower().startswith("the ") and not _AGENCY.fullmatch(words[0])):
        return None  # "By Friday, ...", "By the Numbers"
    last = words[-1]
    if len(words) == 1:
        is_outlet = bool(_AGENCY.fullmatch(last))
    else:
        in_capitals = last.isupper() and not found["names"].isupper()
        is_outlet = len(words) == 2 or in_capitals or bool(_OUTLET.fullmatch(last))
    outlet = None
    if is_outlet and " and " not in last and not _NOBODY.fullmatch(last):
        outlet = words.pop()
    elif found["rest"]:
        outlet = next((w for w in re.split(r"\s*[|–—]\s*", found["rest"]) if not re.search(r"\d", w)), None)
    if len(words) == 1 and len(words[0].split()) == 1 and outlet is None:
        return None  # "By Design" is a headline
    return _Found(author_names(", ".join(words)), outlet, find_day(line))


def _read_dateline(line: str) -> _Found | None:
    found = _DATELINE.match(line)
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
    return _Found(outlet=outlet, day=day, partial=None if day else (_MONTHS[found["month"].lower()], int(found["day"])))


def _line_day(line: str) -> date | None:
    """The date of a line that is a date and little else: "November 7, 2025", "Updated 3:04 PM EST, Fri ..."."""
    if len(line) > _TOP_WIDTH:
        return None
    rest = line
    for form in _DAY_FORMS:
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


# -- bytes -----------------------------------------------------------------------------------------------------------

#: Charsets of the web as Python names them; a declared one that is none of them (a codec such as "idna") is no charset.
_CHARSET = re.compile(r"utf-(?:8|16|32)|ascii|iso|cp\d|koi8|mac|gb|big5|euc|shift|johab|tis")
#: Files that are no text, by how they begin: PDF, ZIP (and DOCX, EPUB), PNG, JPEG, GIF, RTF, old Word.
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\xd0\xcf\x11\xe0")
_SAMPLE = 4096
#: Undeclared bytes with so many ASCII letters among their letters are taken for what the web takes them for.
_ASCII_SHARE = 0.8


def decode(data: bytes, *, declared: str | None = None) -> str:
    """Turn bytes into text: by byte order mark, as UTF-8, by the declared charset, by guess; never fails on odd bytes.

    A wrong declaration is not believed where the bytes are valid UTF-8 but for a few. Raises UnreadableError for binary
    data.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):  # fmt: skip
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    wide = _without_mark(data)
    if wide:
        return data.decode(wide, errors="replace")
    whole = _try(data, "utf-8")
    if whole is not None:
        return whole
    broken = data.decode("utf-8", errors="replace")
    if sum(not c.isascii() for c in broken) > 5 * broken.count("\ufffd"):
        return broken
    for find in (lambda _: declared, _western, _guessed):
        charset = find(data)
        text = _try(data, charset) if charset else None
        if text is not None:
            return text
    return data.decode("cp1252", errors="replace")


def _try(data: bytes, charset: str) -> str | None:
    try:
        name = codecs.lookup(charset.strip()).name
        if not _CHARSET.match(name):
            return None
        # Who says Latin-1 or ASCII means Windows-1252, as browsers know: its quotation marks are control codes there.
        return data.decode("cp1252" if name in {"iso8859-1", "ascii"} else name)
    except (LookupError, ValueError):
        return None


def _western(data: bytes) -> str | None:
    """Windows-1252 or Mac Roman for bytes that are mostly ASCII letters, so English or nearly so."""
    sample = data[:100_000]
    letters = [c for c in sample.decode("cp1252", errors="replace") if c.isalpha()]
    if sum(c.isascii() for c in letters) < _ASCII_SHARE * len(letters):
        return None
    odd = re.sub(rb"[\x00-\x7f]+", b"", sample)

    def likely(charset: str) -> int:
        return sum(c.islower() or c in "“”‘’–—…•€£«»\u00a0" for c in odd.decode(charset, errors="replace"))

    return "mac-roman" if likely("mac-roman") > likely("cp1252") else "cp1252"


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:100_000]).best()
    return best.encoding if best is not None else None


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without a byte order mark, by the zero in every second byte; raises UnreadableError for binary data."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    # A stray zero or two are a text's; more than one byte in fifty that no text has are not.
    strange = len(sample) - len(sample.translate(None, bytes([*range(9), *range(14, 27), *range(28, 32)])))
    if data.startswith(_BINARY) or strange > 0.02 * len(sample) + 1:
        raise UnreadableError("this is binary data, not text; give HTML or plain text")
    return None
