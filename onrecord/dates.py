"""When: English time expressions to dates, and the date of each statement.

The grammar is a table of rules, each a pattern and what it means, for expressions that name a day or something coarser;
clock times are passed over. Relative expressions are anchored on the publication day as news uses them: a weekday is the
most recent such day, the day of publication included. Dates are written in EDTF level 1 (Library of Congress 2019):
days, months, years, intervals with open ends (".."), "~" for approximate.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .anchors import Anchor, Ranker
from .ranking import weights
from .scene import Scene
from .statement import Basis, Said, Span

Bounds = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression in a text: its words ``text[start:end]`` (without "on" or "in") and what they mean.

    ``earliest`` and ``latest`` are the first and last day as YYYY-MM-DD, None where the date is open on that side.
    """

    start: int
    end: int
    edtf: str
    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True)
class _Meaning:
    """First and last day (None: open), and the EDTF text."""

    first: date | None
    last: date | None
    edtf: str


# -- days and spans of days --------------------------------------------------------------------------------------------


def _day(day: date) -> _Meaning:
    return _Meaning(day, day, day.isoformat())


def _month(year: int, month: int) -> _Meaning:
    last = calendar.monthrange(year, month)[1]
    return _Meaning(date(year, month, 1), date(year, month, last), f"{year:04}-{month:02}")


def _year(year: int) -> _Meaning:
    return _Meaning(date(year, 1, 1), date(year, 12, 31), f"{year:04}")


def _interval(first: date, last: date) -> _Meaning:
    return _day(first) if first == last else _Meaning(first, last, f"{first.isoformat()}/{last.isoformat()}")


def _months(first: tuple[int, int], last: tuple[int, int]) -> _Meaning:
    a, b = _month(*first), _month(*last)
    return _Meaning(a.first, b.last, f"{a.edtf}/{b.edtf}")


def _years(first: int, last: int) -> _Meaning:
    return _Meaning(date(first, 1, 1), date(last, 12, 31), f"{first:04}/{last:04}")


def _join(a: _Meaning, b: _Meaning) -> _Meaning | None:
    """From the first day of one to the last day of the other."""
    if a.first is None or b.last is None or a.first > b.last:
        return None
    return _Meaning(a.first, b.last, f"{a.edtf.partition('/')[0]}/{b.edtf.rpartition('/')[2]}")


def _shift_months(year: int, month: int, by: int) -> tuple[int, int]:
    k = year * 12 + month - 1 + by
    return k // 12, k % 12 + 1


def days(edtf: str) -> Bounds:
    """The first and the last day of an EDTF date or interval as this module writes them; an open end is None."""

    def one(part: str, *, last: bool) -> str | None:
        numbers = [int(n) for n in part.strip("~?%").split("-") if n] if part not in ("", "..") else []
        if not numbers:
            return None
        year, month = numbers[0], numbers[1] if len(numbers) > 1 else (12 if last else 1)
        day = numbers[2] if len(numbers) > 2 else (calendar.monthrange(year, month)[1] if last else 1)
        return date(year, month, day).isoformat()

    first, slash, second = edtf.partition("/")
    return one(first, last=False), one(second if slash else first, last=True)


# -- words -------------------------------------------------------------------------------------------------------------

_MONTH_NAMES = "january february march april may june july august september october november december".split()
_MONTHS = {name[:3]: k + 1 for k, name in enumerate(_MONTH_NAMES)}
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAYS = {name: k for k, name in enumerate("mon tue wed thu fri sat sun".split())}
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri)\.)"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_NUMBERS = {
    word: k + 1
    for k, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1, "couple": 2, "few": 3, "several": 3, "thirty": 30, "forty": 40, "fifty": 50}
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
_SEASON = "(?:spring|summer|fall|autumn|winter)"
_S = r"[\s\xa0]+"
_PART = rf"(?:{_S}(?:morning|afternoon|evening|night|noon|midday))?"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _month_number(word: str) -> int:
    return _MONTHS[word[:3].lower()]


@dataclass(frozen=True, slots=True)
class _Context:
    """What an expression is anchored on: the publication day and the expression before it."""

    published: date | None
    before: _Meaning | None


Reader = Callable[[re.Match[str], _Context], _Meaning | None]
_RULES: list[tuple[str, Reader]] = []


def _rule(pattern: str) -> Callable[[Reader], Reader]:
    """Enter a rule in the table; the first rule that fits the longest words wins."""

    def enter(reader: Reader) -> Reader:
        _RULES.append((pattern, reader))
        return reader

    return enter


# -- dates that stand on their own -------------------------------------------------------------------------------------


@_rule(rf"(?P<y>{_YEAR})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)")
def _iso(m: re.Match[str], _: _Context) -> _Meaning | None:
    return _day(date(int(m["y"]), int(m["m"]), int(m["d"])))


@_rule(r"(?<![\d/])(?P<m>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d|0?[1-9])/(?P<y>\d{4}|\d\d)(?![\d/])")
def _slashed(m: re.Match[str], _: _Context) -> _Meaning | None:
    year = int(m["y"])
    return _day(date(year + (2000 if year < 70 else 1900) if year < 100 else year, int(m["m"]), int(m["d"])))


@_rule(
    rf"(?:{_WEEKDAY},?{_S})?(?P<m>{_MONTH}){_S}(?:the{_S})?(?P<d>{_DAY})(?![\d:%]|{_S}(?:percent|million))"
    rf"(?:{_S}?(?:-|–|to|through|and){_S}?(?P<d2>{_DAY})(?![\d:]))?(?:,?{_S}(?P<y>{_YEAR})\b)?"
)
def _month_day(m: re.Match[str], c: _Context) -> _Meaning | None:
    month, day = _month_number(m["m"]), _digits(m["d"])
    year = int(m["y"]) if m["y"] else _past_year(c, month, day)
    if year is None:
        return None
    first = date(year, month, day)
    return _interval(first, date(year, month, _digits(m["d2"]))) if m["d2"] and _digits(m["d2"]) > day else _day(first)


@_rule(
    rf"(?:{_WEEKDAY},?{_S})?(?:the{_S})?(?P<d>{_DAY}){_S}(?:of{_S})?(?P<m>{_MONTH})(?![\w])(?:,?{_S}(?P<y>{_YEAR})\b)?"
)
def _day_month(m: re.Match[str], c: _Context) -> _Meaning | None:
    return _month_day_of(_month_number(m["m"]), _digits(m["d"]), m["y"], c)


def _month_day_of(month: int, day: int, year: str | None, c: _Context) -> _Meaning | None:
    found = int(year) if year else _past_year(c, month, day)
    return None if found is None else _day(date(found, month, day))


def _digits(word: str) -> int:
    return int(word.rstrip("stndrh"))


#: A day without a year that comes so many days after publication is that one.
_SOON = 14


def _past_year(c: _Context, month: int, day: int = 1) -> int | None:
    """The year of the most recent such month or day, the publication day included."""
    if c.published is None:
        return None
    late = (month, day) > (c.published.month, c.published.day)
    if late and 0 < (date(c.published.year, month, day) - c.published).days <= _SOON:
        return c.published.year  # a notice of what comes, not a memory of last year
    return c.published.year - late


_THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


@_rule(
    rf"(?:(?P<part>early|mid|late|the{_S}(?:beginning|start|middle|end){_S}of)[\s\xa0-]+)?(?:(?P<which>last|this|next|this{_S}past){_S})?"
    rf"(?P<m>{_MONTH})(?!\w)(?:(?:,|{_S}of)?{_S}(?P<y>{_YEAR})\b)?"
    rf"(?:{_S}?(?:-|–|to|through){_S}?(?P<m2>{_MONTH})(?!\w)(?:,?{_S}(?P<y2>{_YEAR})\b)?)?"
)
def _month_year(m: re.Match[str], c: _Context) -> _Meaning | None:
    month = _month_number(m["m"])
    year = int(m["y"]) if m["y"] else _year_of_month(c, month, m["which"])
    if m["m2"]:
        year = int(m["y2"]) if m["y2"] and not m["y"] else year
        last_year = int(m["y2"]) if m["y2"] else year
        return None if year is None or last_year is None else _months((year, month), (last_year, _month_number(m["m2"])))
    if year is None:
        return None
    if not m["part"]:
        if _is_verb(m):
            return None
        return _month(year, month)
    words = m["part"].lower()
    part = words if words in _THIRDS else "early" if re.search("beginning|start", words) else "mid" if "middle" in words else "late"
    low, high = _THIRDS[part]
    return _interval(date(year, month, low), date(year, month, min(high, calendar.monthrange(year, month)[1])))


def _is_verb(m: re.Match[str]) -> bool:
    """ "May" and "March" alone are months only behind a preposition ("in May"), "Mar" and the like only with a stop."""
    word = m["m"].lower()
    if len(word) == 3 and word != "may":
        return True
    if m["y"] or m["which"] or word not in ("may", "march"):
        return False
    before = m.string[max(0, m.start() - 10) : m.start()].lower().split()
    return not before or before[-1] not in ("in", "since", "of", "until", "by", "during", "from", "through", "and")


def _year_of_month(c: _Context, month: int, which: str | None) -> int | None:
    if c.published is None:
        return None
    now = c.published
    word = (which or "").lower()
    if word == "this":
        return now.year
    if word == "next":
        return now.year + (month <= now.month)
    if word == "last":
        return now.year - (month >= now.month)
    return now.year - (month > now.month)


@_rule(rf"(?:the{_S})?(?:(?P<part>early|mid|late)[\s\xa0-]+)?(?P<c>1[5-9]|20)?(?P<q>['’])?(?P<d>\d0)(?:['’]?s)\b")
def _decade(m: re.Match[str], _: _Context) -> _Meaning | None:
    if not m["c"] and not m["q"]:
        return None
    start = int(m["c"] or "19") * 100 + int(m["d"])
    if not m["part"]:
        return _years(start, start + 9)
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[m["part"].lower()]
    return _years(start + low, start + high)


@_rule(
    rf"(?:the{_S})?(?:(?P<which>last|this|next|this{_S}past){_S})?(?P<s>{_SEASON})\b(?:(?:{_S}of)?{_S}(?P<y>{_YEAR})\b)?"
)
def _season(m: re.Match[str], c: _Context) -> _Meaning | None:
    month = _SEASONS[m["s"].lower()]
    word = (m["which"] or "").lower()
    if m["y"]:
        year = int(m["y"])
    elif c.published is None or not (word or _behind(m, ("in", "over", "during", "since"))):
        return None
    elif word == "next":
        year = c.published.year + (month <= c.published.month)
    elif word == "last":
        year = c.published.year - (month + 2 >= c.published.month)
    else:
        year = c.published.year - (month > c.published.month)
    return _months((year, month), _shift_months(year, month, 2))


def _behind(m: re.Match[str], words: tuple[str, ...]) -> bool:
    """Whether one of some words stands right before an expression."""
    before = re.findall(r"[\w'’]+", m.string[max(0, m.start() - 14) : m.start()].lower())
    start = m.string[m.start() :].lower()
    return bool(before) and (before[-1] in words or (before[-1] == "the" and len(before) > 1 and before[-2] in words)) or start.startswith("the ") and bool(before) and before[-1] in words


@_rule(rf"(?:(?P<part>early|mid|late)[\s\xa0-]+)?(?P<a>{_YEAR})(?:{_S}?(?:-|–|to|through|and){_S}?(?P<b>{_YEAR}))?(?![\d,%-]|\.\d|{_S}(?:people|votes|percent))")
def _years_alone(m: re.Match[str], c: _Context) -> _Meaning | None:
    known = ("in", "since", "of", "by", "during", "until", "before", "after", "from", "between", "through", "late", "early", "mid", "year", "back")
    if m["b"]:
        return _years(int(m["a"]), int(m["b"])) if int(m["a"]) < int(m["b"]) and _behind(m, ("between", "from", *known)) else None
    if m["part"]:
        year = int(m["a"])
        low, high = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[m["part"].lower()]
        return _months((year, low), (year, high))
    return _year(int(m["a"])) if _behind(m, known) else None


# -- relative to the publication day -----------------------------------------------------------------------------------


@_rule(
    rf"(?:(?P<which>last|next|this|this{_S}(?:past|coming)|the{_S}(?:following|previous)|coming){_S})?(?:(?:early|late|midday){_S}(?:on{_S})?)?"
    rf"(?P<w>{_WEEKDAY})(?!\w){_PART}(?P<week>{_S}of{_S}last{_S}week)?"
)
def _weekday(m: re.Match[str], c: _Context) -> _Meaning | None:
    if c.published is None:
        return None
    number = _WEEKDAYS[m["w"][:3].lower()]
    back = (c.published.weekday() - number) % 7
    word = " ".join((m["which"] or "").lower().split())
    if word in ("next", "coming", "this coming"):
        return _day(c.published + timedelta(days=7 - back))
    if m["week"]:
        return _day(c.published - timedelta(days=c.published.weekday() + 7 - number))
    if word == "the following" and c.before and c.before.last:
        ahead = (number - c.before.last.weekday()) % 7 or 7
        return _day(c.before.last + timedelta(days=ahead))
    if word == "last" and back == 0:
        back = 7
    return _day(c.published - timedelta(days=back))


@_rule(
    rf"(?P<yesterday>(?:earlier{_S}|late{_S}|early{_S})?yesterday{_PART})|(?P<last>last{_S}(?:night|evening))"
    rf"|(?P<today>(?:earlier{_S}|later{_S}|late{_S}|early{_S})?(?:today|tonight|this{_S}(?:morning|afternoon|evening))\b)"
    rf"|(?P<tomorrow>tomorrow{_PART})|(?P<two>the{_S}day{_S}before{_S}yesterday)|(?P<after>the{_S}day{_S}after{_S}tomorrow)"
)
def _near(m: re.Match[str], c: _Context) -> _Meaning | None:
    by = {"yesterday": -1, "last": -1, "today": 0, "tomorrow": 1, "two": -2, "after": 2}
    return _day(c.published + timedelta(days=by[m.lastgroup or "today"])) if c.published else None


@_rule(
    rf"(?:(?P<part>earlier|later|late|early){_S})?(?:in{_S})?(?P<which>last|this|next|this{_S}past|the{_S}(?:past|previous)){_S}(?P<u>weekend|week|month|year|decade|quarter)\b"
)
def _calendar(m: re.Match[str], c: _Context) -> _Meaning | None:
    if c.published is None:
        return None
    now, part, unit = c.published, (m["part"] or "").lower(), m["u"].lower()
    step = {"last": -1, "this": 0, "next": 1}.get(m["which"].lower().split()[0], -1)
    if m["which"].lower().split()[-1] in ("past", "previous"):
        step = -1
    monday = now - timedelta(days=now.weekday())
    if unit == "week":
        if step == 0:
            return _interval(monday, now if part != "later" else monday + timedelta(days=6))
        return _interval(monday + timedelta(days=7 * step), monday + timedelta(days=7 * step + 6))
    if unit == "weekend":
        return _weekend(now, step)
    if unit == "month":
        year, month = _shift_months(now.year, now.month, step)
        if step == 0:
            return _interval(date(year, month, 1), now) if part == "earlier" else _month(year, month)
        if part in ("late", "early"):
            low, high = _THIRDS[part]
            return _interval(date(year, month, low), date(year, month, min(high, calendar.monthrange(year, month)[1])))
        return _month(year, month)
    if unit == "year":
        if step == 0 and part == "earlier":
            return _interval(date(now.year, 1, 1), now)
        if part in ("late", "early"):
            year = now.year + step
            return _months((year, 9), (year, 12)) if part == "late" else _months((year, 1), (year, 4))
        return _year(now.year + step)
    if unit == "decade":
        start = now.year // 10 * 10 + 10 * step
        return _years(start, start + 9)
    year, month = _shift_months(now.year, (now.month - 1) // 3 * 3 + 1, 3 * step)
    return _months((year, month), _shift_months(year, month, 2))


def _weekend(now: date, step: int) -> _Meaning:
    """ "Last weekend" and "the weekend" are the most recent one, "this weekend" that of this week, once it has begun."""
    saturday = now - timedelta(days=(now.weekday() - 5) % 7)
    if step == 1 or (step == 0 and now.weekday() in (2, 3, 4)):
        saturday += timedelta(days=7)
    elif step == -1 and now.weekday() >= 5:
        saturday -= timedelta(days=7)
    return _interval(saturday, saturday + timedelta(days=1))


@_rule(rf"(?:the|over{_S}the){_S}weekend\b(?!{_S}of)")
def _the_weekend(m: re.Match[str], c: _Context) -> _Meaning | None:
    if c.published is None:
        return None
    saturday = c.published - timedelta(days=(c.published.weekday() - 5) % 7)
    return _interval(saturday, saturday + timedelta(days=1))


@_rule(
    rf"(?:(?P<about>about|around|roughly|nearly|almost|some|more{_S}than|over|less{_S}than|just){_S})?(?:a{_S}(?=few|couple))?(?P<n>{_NUMBER})(?:{_S}of)?{_S}"
    rf"(?P<u>day|week|month|year|decade)s?{_S}(?P<when>ago|earlier|before|later|from{_S}now)\b(?:{_S}(?P<w>{_WEEKDAY})(?!\w))?"
)
def _ago(m: re.Match[str], c: _Context) -> _Meaning | None:
    when, number, unit = m["when"].lower(), _number(m["n"]), m["u"].lower()
    if when in ("earlier", "before", "later"):
        base = c.before.last if c.before and c.before.first == c.before.last else None
    else:
        base = c.published
    if base is None:
        return None
    sign = 1 if when in ("later", "from now") or when.startswith("from") else -1
    vague = bool(m["about"]) or m["n"].lower() in ("few", "couple", "several")
    if m["w"]:
        back = (base.weekday() - _WEEKDAYS[m["w"][:3].lower()]) % 7
        return _day(base - timedelta(days=back + 7 * number))
    if unit == "day":
        return _approximate(_day(base + timedelta(days=sign * number)), vague)
    if unit == "week":
        day = base + timedelta(days=7 * sign * number)
        monday = day - timedelta(days=day.weekday())
        return _interval(monday, monday + timedelta(days=6)) if when == "ago" else _day(day)
    if unit == "month":
        return _approximate(_month(*_shift_months(base.year, base.month, sign * number)), vague)
    years = number * (10 if unit == "decade" else 1)
    return _approximate(_year(base.year + sign * years), vague or unit == "decade")


def _approximate(meaning: _Meaning, vague: bool) -> _Meaning:
    return _Meaning(meaning.first, meaning.last, f"{meaning.edtf}~") if vague else meaning


@_rule(rf"(?:the{_S}|these{_S})?(?P<w>recent|past|last|previous)(?:{_S}(?P<n>{_NUMBER}))?{_S}(?P<u>day|week|month|year|hour)s\b")
def _recent(m: re.Match[str], c: _Context) -> _Meaning | None:
    if c.published is None:
        return None
    now, unit, number = c.published, m["u"].lower(), m["n"]
    if not number:
        return {
            "day": _approximate(_month(now.year, now.month), True), "week": _approximate(_month(now.year, now.month), True),
            "month": _approximate(_year(now.year), True), "year": None, "hour": None,
        }[unit]  # fmt: skip
    count = _number(number)
    if unit in ("day", "week", "hour"):
        back = count * {"day": 1, "week": 7, "hour": 0}[unit] or count // 24
        return _interval(now - timedelta(days=back), now)
    if unit == "month":
        year, month = _shift_months(now.year, now.month, -count)
        return _Meaning(date(year, month, 1), now, f"{year:04}-{month:02}/{now.isoformat()}")
    return _Meaning(date(now.year - count, 1, 1), now, f"{now.year - count:04}/{now.isoformat()}")


@_rule(
    rf"(?:on{_S})?(?P<w>the{_S}(?:next|following){_S}day|a{_S}day{_S}later|the{_S}(?:previous{_S}day|day{_S}before)|a{_S}day{_S}earlier|(?:that|the{_S}same){_S}(?:day|night|evening|afternoon|morning)|(?:later{_S}|earlier{_S})?that{_S}(?:month|year|week))\b"
)
def _back_reference(m: re.Match[str], c: _Context) -> _Meaning | None:
    if c.before is None or c.before.first is None or c.before.last is None:
        return None
    words = m["w"].lower()
    first, last = c.before.first, c.before.last
    if words.endswith("month"):
        return _month(last.year, last.month)
    if words.endswith("year"):
        return _year(last.year)
    if words.endswith("week"):
        monday = last - timedelta(days=last.weekday())
        return _interval(monday, monday + timedelta(days=6))
    if first != last:
        return None
    by = 1 if re.search("next|following|later", words) else -1 if re.search("previous|before|earlier", words) else 0
    return _day(last + timedelta(days=by))


# -- holidays ----------------------------------------------------------------------------------------------------------

_FIXED = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "valentine's day": (2, 14), "independence day": (7, 4),
    "the fourth of july": (7, 4), "july fourth": (7, 4), "halloween": (10, 31), "veterans day": (11, 11),
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "st. patrick's day": (3, 17),
}  # fmt: skip
#: Month, weekday (Monday 0) and which such weekday of the month (-1: the last), of the United States.
_FLOATING = {
    "martin luther king jr. day": (1, 0, 3), "martin luther king day": (1, 0, 3), "presidents' day": (2, 0, 3),
    "presidents day": (2, 0, 3), "mother's day": (5, 6, 2), "memorial day": (5, 0, -1), "father's day": (6, 6, 3),
    "labor day": (9, 0, 1), "columbus day": (10, 0, 2), "thanksgiving": (11, 3, 4), "thanksgiving day": (11, 3, 4),
}  # fmt: skip
_HOLIDAYS = sorted([*_FIXED, *_FLOATING, "election day", "easter", "easter sunday", "good friday"], key=len, reverse=True)
_HOLIDAY = "|".join(re.escape(h).replace("'", "['’]").replace(r"\ ", _S) for h in _HOLIDAYS)


@_rule(rf"(?:(?P<which>last|this|next){_S})?(?P<h>{_HOLIDAY})(?!\w)(?:,?{_S}(?P<y>{_YEAR})\b)?")
def _holiday(m: re.Match[str], c: _Context) -> _Meaning | None:
    name = " ".join(m["h"].lower().replace("’", "'").split())
    if m["y"]:
        return _day(_holiday_in(int(m["y"]), name))
    if c.published is None:
        return None
    word = (m["which"] or "").lower()
    this_year = _holiday_in(c.published.year, name)
    if word == "this":
        return _day(this_year)
    if word == "next":
        return _day(this_year if this_year > c.published else _holiday_in(c.published.year + 1, name))
    return _day(this_year if this_year <= c.published else _holiday_in(c.published.year - 1, name))


def _holiday_in(year: int, name: str) -> date:
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _FLOATING:
        return _nth_weekday(year, *_FLOATING[name])
    if name == "election day":
        return _nth_weekday(year, 11, 0, 1) + timedelta(days=1)
    return _easter(year) - timedelta(days=2 if name == "good friday" else 0)


def _nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    if which < 0:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


# -- finding -----------------------------------------------------------------------------------------------------------

#: Every expression holds one of these; where none stands, no rule is tried.
_TRIGGER = re.compile(
    rf"\b(?:{_MONTH}|{_WEEKDAY}|{_YEAR}|\d{{1,2}}/\d{{1,2}}/\d|\d0s|today|tonight|yesterday|tomorrow|night|morning|evening"
    rf"|afternoon|weekend|weeks?|months?|years?|days?|decades?|quarter|{_SEASON}|{_HOLIDAY}|hours)",
    re.IGNORECASE,
)
_COMPILED = [(re.compile(rf"\b(?:{p})" if not p.startswith("(?<!") else p, re.IGNORECASE), reader) for p, reader in _RULES]
#: So many characters before a trigger an expression may begin.
_LEAD = 40
_OPENING = re.compile(rf"\b(since|after|until|before|through|by){_S}(?:the{_S})?$", re.IGNORECASE)
_BETWEEN = re.compile(rf"{_S}?(?:and|to|through|until|-|–){_S}?")


def find_times(text: str, published: str | None, start: int = 0, end: int | None = None) -> list[TimeExpression]:
    """Find the time expressions of a text that name a day or something coarser, in order and apart.

    ``published`` is the day (YYYY-MM-DD) on which relative ones are anchored; without it they are left out.
    """
    anchor = date.fromisoformat(published) if published else None
    end = len(text) if end is None else end
    found: list[TimeExpression] = []
    before: _Meaning | None = None
    at = start
    for trigger in _TRIGGER.finditer(text, start, end):
        if trigger.start() < at:
            continue
        best = _longest(text, max(at, trigger.start() - _LEAD), trigger, end, _Context(anchor, before))
        if best is None:
            continue
        a, b, meaning = best
        at = b
        before = meaning
        shown = _open_ended(text, a, b, meaning)
        found.append(_expression(a, b, shown))
    return list(_paired(text, found))


def _longest(
    text: str, low: int, trigger: re.Match[str], end: int, context: _Context
) -> tuple[int, int, _Meaning] | None:
    """The longest expression around a trigger that a rule reads."""
    best: tuple[int, int, _Meaning] | None = None
    for pattern, reader in _COMPILED:
        for m in pattern.finditer(text, low, min(end, trigger.end() + 60)):
            if m.start() > trigger.start():
                break
            if m.end() < trigger.end() or (best and m.end() - m.start() <= best[1] - best[0]):
                continue
            try:
                meaning = reader(m, context)
            except (ValueError, OverflowError):  # 30 February, year 0
                meaning = None
            if meaning is not None:
                lead = re.match(rf"(?:on|in|over){_S}", m.group(), re.IGNORECASE)
                best = (m.start() + (lead.end() if lead else 0), m.end(), meaning)
    return best


def _open_ended(text: str, start: int, end: int, meaning: _Meaning) -> _Meaning:
    """ "Since Monday" has no end, "until Monday" no beginning; "after Monday's debate" is about the debate's day."""
    opening = _OPENING.search(text[max(0, start - 16) : start])
    if opening is None or re.match(r"['’]s\b", text[end : end + 3]):
        return meaning
    word = opening.group(1).lower()
    if word in ("since", "after") and meaning.first is not None:
        return _Meaning(meaning.first, None, f"{meaning.edtf.partition('/')[0]}/..")
    if word in ("until", "before", "through") and meaning.last is not None:
        return _Meaning(None, meaning.last, f"../{meaning.edtf.rpartition('/')[2]}")
    return meaning


def _expression(start: int, end: int, meaning: _Meaning) -> TimeExpression:
    first, last = (d.isoformat() if d else None for d in (meaning.first, meaning.last))
    return TimeExpression(start, end, meaning.edtf, first, last)


def _paired(text: str, found: list[TimeExpression]) -> Iterator[TimeExpression]:
    """Join "between June and August", "from Monday to Wednesday", "Monday and Tuesday"."""
    k = 0
    while k < len(found):
        one = found[k]
        if k + 1 < len(found):
            two = found[k + 1]
            between = text[one.end : two.start]
            lead = re.search(r"\b(?:between|from)[\s\xa0]+$", text[max(0, one.start - 10) : one.start], re.IGNORECASE)
            dash = between.strip() in ("-", "–") and one.earliest == one.latest and two.earliest == two.latest
            if (lead or dash) and _BETWEEN.fullmatch(between) and one.earliest and two.latest and one.earliest <= two.latest:
                edtf = f"{one.edtf.partition('/')[0]}/{two.edtf.rpartition('/')[2]}"
                yield TimeExpression(one.start, two.end, edtf, one.earliest, two.latest)
                k += 2
                continue
        yield one
        k += 1


# -- when a statement was made -----------------------------------------------------------------------------------------


def time_anchors(scene: Scene) -> Iterator[Anchor]:
    """The time expressions of a story, as anchors: value is the first and last day."""
    published = scene.article.published
    for t in find_times(scene.text, published):
        if published and t.earliest and t.earliest > published:
            kind = "future"
        else:
            words = scene.text[t.start : t.end].lower()
            kind = next((k for k, pattern in _KINDS if pattern.search(words)), "other")
        if re.match(r"['’]s\b", scene.text[t.end : t.end + 3]):
            kind += ":owner"
        yield Anchor(t.start, t.end, (t.earliest, t.latest), kind)


_KINDS = [
    ("weekday", re.compile(_WEEKDAY, re.IGNORECASE)),
    ("near", re.compile("yesterday|today|tonight|this (?:morning|afternoon|evening)|last (?:night|evening)")),
    ("ago", re.compile("ago|earlier|later|recent|past|previous")),
    ("relative", re.compile("last|this|next|weekend|that|following")),
    ("day", re.compile(rf"{_MONTH}{_S}\d", re.IGNORECASE)),
    ("month", re.compile(_MONTH, re.IGNORECASE)),
    ("year", re.compile(r"\d{4}")),
]


def when_said(scene: Scene) -> list[Said | None]:
    """The date of each attribution of a scene, in their order; None where the story doesn't tell."""
    times = {(t.start, t.end): t for t in find_times(scene.text, scene.article.published)}
    ranker = Ranker(scene, list(time_anchors(scene)))
    found: dict[int, Said | None] = {}
    for turn in scene.turns:
        anchor = ranker.decide(turn, weights("date"))
        ranker.follow(turn, anchor)
        found[turn.number] = None
        if anchor is not None:
            time = times[anchor.start, anchor.end]
            own = scene.sentences.at(anchor.start) == turn.sentence
            basis: Basis = "own" if own else "event"
            span = Span.of(scene.text, time.start, time.end)
            found[turn.number] = Said(time.edtf, time.earliest, time.latest, basis, span)
    return [found[k] for k in range(len(scene.attributions))]
