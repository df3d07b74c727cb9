"""The words of time expressions (of general English; put together by hand), and how names and numbers are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from .holidays import FIXED, MOVING, yearly
from .periods import PARTS

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[\r\n]+|[^\w\s]|_")
HOLIDAYS = {tuple(_TOKEN.findall(n)): yearly(r) for names, r in FIXED.items() for n in names.split("|")}
HOLIDAYS |= {tuple(name.split()): rule for name, rule in MOVING.items()}
WEEKDAYS = {w: k for k, w in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
SHORT_DAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}
_LONG_MONTHS = (
    "january february march april may june july august september october november december".split()
)  # fmt: skip
MONTHS = {w: k for k, w in enumerate(_LONG_MONTHS, 1)}
SHORT_MONTHS = {w[:3]: k for w, k in MONTHS.items() if w != "may"} | {"sept": 9}
#: Months that are also names or verbs; alone they need a word before that tells.
NAMES = frozenset("march april may june august".split())
SEASONS = {"spring": 3, "springtime": 3, "summer": 6, "summertime": 6, "fall": 9, "autumn": 9, "winter": 12}
UNITS = {"day": "day", "week": "week", "month": "month", "year": "year", "decade": "decade", "century": "century"}
PLURALS = {f"{u}s": u for u in ("day", "week", "month", "year", "decade")} | {"centuries": "century"}
COUNTED_UNITS = UNITS | PLURALS
PARTS_OF_DAY = frozenset("morning afternoon evening night".split())
NUMBERS = {w: k for k, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
NUMBERS |= {"a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "final": -1}
VAGUE = frozenset("few several many".split())
SHIFTS = {"this": 0, "last": -1, "past": -1, "next": 1, "coming": 1}
DEICTIC = {
    ("yesterday",): -1, ("today",): 0, ("tonight",): 0, ("tomorrow",): 1, ("this", "morning"): 0,
    ("this", "afternoon"): 0, ("this", "evening"): 0, ("last", "night"): -1, ("last", "evening"): -1,
    ("the", "day", "before", "yesterday"): -2, ("the", "day", "after", "tomorrow"): 2,
}  # fmt: skip
ROUGH = frozenset("about around almost nearly roughly some over than".split())
BEFORE_YEAR = frozenset("in since of by during until till before after from early late year through throughout".split())
BEFORE_MONTH = BEFORE_YEAR | frozenset("the this last next mid and or a an his her their our its my".split())
BEFORE_SEASON = frozenset("in over during since by until till throughout through into".split())
#: Before a weekday: names of days that aren't, and habits.
NOT_BEFORE_WEEKDAY = frozenset(
    "every each super duper black cyber good ash palm ruby fat most many any some other first second third fourth"
    " fifth".split()
)
PAPERS = frozenset("times mirror telegraph express mail post herald tribune independent star mercury".split())
COUNTABLE = frozenset("people percent men women votes voters dollars miles feet acres troops pages words".split())
OPENERS = frozenset("since after until till before".split())
LINKS = frozenset("to through until till and".split())
TENS = frozenset("twenty thirty forty fifty".split())
DASHES = frozenset("-–—")
APOSTROPHES = frozenset("'’‘")


def _trigger() -> re.Pattern[str]:
    """A pattern for the words that every expression has one of; by first letter, which is seven times faster."""
    words = {*WEEKDAYS, *SHORT_DAYS, *MONTHS, *SHORT_MONTHS, *SEASONS, *COUNTED_UNITS}
    words |= {h[-1] for h in HOLIDAYS}
    words |= {"weekend", "quarter", "yesterday", "today", "tonight", "tomorrow", *PARTS_OF_DAY}
    letters = sorted({w[0] for w in words})
    by_letter = [f"{c}(?:{'|'.join(sorted(w[1:] for w in words if w[0] == c))})" for c in letters]
    named = rf"(?=[{''.join(letters)}])(?:{'|'.join(by_letter)})\b"
    numbered = r"(?=\d)(?:(?:1[5-9]|20)\d\d(?!\d)|\d\d?/\d\d?/\d\d)"
    return re.compile(rf"\b(?:{named}|{numbered})|['’‘]\d0s\b", re.IGNORECASE)


_TRIGGER = _trigger()


def windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches worth reading: around words that every expression has one of."""
    low, high = start, start
    for match in _TRIGGER.finditer(text, start, end):
        if match.start() - 50 > high:
            if high > low:
                yield low, high
            low = match.start() - 50
        high = min(end, match.end() + 40)
    if high > low:
        yield low, high


#: A number (of a weekday, month, count ...) and the number of the word that follows it.
Numbered = tuple[int, int] | None


class DateWords:
    """The words of a stretch of text, by number, and what stands at a number: a month, a count, a year ..."""

    def __init__(self, text: str, start: int, end: int) -> None:
        tokens = list(_TOKEN.finditer(text, start, end))
        self._words = [m.group() for m in tokens]
        self._low = [w.lower() for w in self._words]
        self._starts = [m.start() for m in tokens]
        self._ends = [m.end() for m in tokens]

    def _at(self, i: int) -> str:
        return self._low[i] if 0 <= i < len(self._low) else ""

    def _capital(self, i: int) -> bool:
        return 0 <= i < len(self._words) and self._words[i][0].isupper()

    def _glued(self, i: int) -> bool:
        """Whether a word follows the one before without a space."""
        return 0 < i < len(self._low) and self._starts[i] == self._ends[i - 1]

    def _number(self, i: int, most: int) -> int | None:
        word = self._at(i)
        return int(word) if word.isdecimal() and len(word) <= most else None

    def _weekday_at(self, i: int) -> Numbered:
        word = self._at(i)
        if word in WEEKDAYS:
            return WEEKDAYS[word], i + 1
        if word in SHORT_DAYS and self._capital(i) and self._at(i + 1) == "." and self._glued(i + 1):
            j = i + 2 + (self._at(i + 2) == ",")
            told = self._at(i - 1) in ("on", "last", "next", "this") or self._at(j) in PARTS_OF_DAY
            if told or self._month_at(j) or self._at(j).isdecimal():
                return SHORT_DAYS[word], i + 2
        return None

    def _after_part_of_day(self, i: int) -> int:
        return i + (self._at(i) in PARTS_OF_DAY)

    def _holiday_at(self, i: int) -> tuple[Callable[[int], date], int] | None:
        if self._capital(i):
            for size in range(6, 0, -1):
                words = tuple("'" if w in APOSTROPHES else w for w in self._low[i : i + size])
                if words in HOLIDAYS and len(words) == size:
                    return HOLIDAYS[words], i + size
        return None

    def _day_number(self, i: int) -> tuple[int, int] | None:
        day = self._number(i, 2)
        if day is None or not 1 <= day <= 31 or self._at(i - 1) in ("$", "€", "£"):
            return None
        j = i + 1 + (self._at(i + 1) in ("st", "nd", "rd", "th") and self._glued(i + 1))
        sign = self._at(j)
        if sign in ("%", "percent", "million", "billion", "p", "a", "pm", "am") and sign != "a":
            return None
        if sign in (":", ".", ",", "/") and self._glued(j) and self._glued(j + 1) and self._at(j + 1).isdecimal():
            return None
        return day, j

    def _last_day(self, day: int, i: int) -> tuple[int, int]:
        """The second day of "Oct. 3-5" or "Oct. 3 and 4"; without one, the first."""
        link = self._at(i)
        last = self._day_number(i + 1) if link in LINKS or link in DASHES else None
        if last is None or last[0] <= day or (link == "and" and last[0] != day + 1):
            return day, i
        return last

    def _month_at(self, i: int) -> Numbered:
        word = self._at(i)
        if word in MONTHS:
            return MONTHS[word], i + 1
        if word in SHORT_MONTHS and self._capital(i):
            stop = self._at(i + 1) == "." and self._glued(i + 1)
            if stop or self._at(i + 1).isdecimal():
                return SHORT_MONTHS[word], i + 1 + stop
        return None

    def _year_at(self, i: int) -> int | None:
        year = self._number(i, 4)
        if year is None or not 1500 <= year <= 2099 or (self._at(i - 1) in ("$", "#", "/", ".") and self._glued(i)):
            return None
        sign = self._at(i + 1)
        if sign in COUNTABLE or sign == "%":
            return None
        count = self._at(i + 2)
        if (sign in LINKS or sign in DASHES) and len(count) > 2 and count.isdecimal() and not self._year_at(i + 2):
            return None
        more = sign in (",", ".", ":", "/") and self._glued(i + 1) and self._glued(i + 2)
        return None if more and self._at(i + 2).isdecimal() else year

    def _year_after(self, i: int, reference: date | None) -> tuple[int | None, int]:
        """The year that follows a month or a holiday: ", 2016", "of 2016", "of last year"."""
        j = i + (self._at(i) in (",", "of", "in"))
        year = self._year_at(j)
        if year is not None:
            return year, j + 1
        if reference and self._at(j) in ("last", "this", "next") and self._at(j + 1) == "year":
            return reference.year + SHIFTS[self._at(j)], j + 2
        return None, i

    def _count(self, i: int) -> tuple[int, int] | None:
        """A number in figures or words, 0 for "a few"."""
        j = i + (self._at(i) == "a" and self._at(i + 1) in ("few", "couple"))
        word = self._at(j)
        if word == "couple":
            return 2, j + 1 + (self._at(j + 1) == "of")
        if word in VAGUE:
            return 0, j + 1
        count = self._number(j, 3) or NUMBERS.get(word)
        more = NUMBERS.get(self._at(j + 2)) if self._at(j + 1) == "-" and word in TENS else None
        return ((count + more, j + 3) if more else (count, j + 1)) if count else None

    def _part(self, i: int) -> tuple[str, int]:
        """The word of "early", "mid-", "late in" or "the end of", and the number of the word that follows."""
        j = i + (self._at(i) == "the")
        part = self._at(j)
        if part not in PARTS:
            return "", i
        joined = self._at(j + 1) in ("in", "on", "of") or (self._at(j + 1) in DASHES and self._glued(j + 1))
        if part in ("beginning", "start", "middle", "end") and self._at(j + 1) != "of":
            return "", i
        return part, j + 1 + joined
