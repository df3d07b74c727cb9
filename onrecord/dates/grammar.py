"""The grammar: one rule for each kind of time expression, by the first word of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .holidays import nth_weekday
from .periods import (
    ANY_DAY,
    PARTS,
    Period,
    days,
    latest,
    moved,
    narrowed,
    one_day,
    recent_weekend,
    recently,
    season_near,
    up_to_day,
    whole_months,
    whole_unit,
    whole_week,
    written,
)
from .words import (
    APOSTROPHES,
    BEFORE_MONTH,
    BEFORE_SEASON,
    BEFORE_YEAR,
    COUNTED_UNITS,
    DASHES,
    DEICTIC,
    HOLIDAYS,
    LINKS,
    MONTHS,
    NAMES,
    NOT_BEFORE_WEEKDAY,
    NUMBERS,
    OPENERS,
    ORDINALS,
    PAPERS,
    PLURALS,
    ROUGH,
    SEASONS,
    SHIFTS,
    SHORT_DAYS,
    SHORT_MONTHS,
    UNITS,
    VAGUE,
    WEEKDAYS,
    DateWords,
    windows,
)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time, without "on" or "in"; the first and last day that they mean (None: open)."""

    start: int
    end: int
    edtf: str
    earliest: str | None
    latest: str | None


def find_times(text: str, published: str | None, start: int = 0, end: int | None = None) -> list[TimeExpression]:
    """Find the days, months, years and other times that a text (or ``text[start:end]``) names, in order.

    ``published`` is the day of publication ("2016-10-04"); without it only full dates are found, and "Monday" isn't.
    None overlaps another.
    """
    reference = date.fromisoformat(published) if published else None
    found: list[TimeExpression] = []
    for low, high in windows(text, start, len(text) if end is None else end):
        found += _Reader(text, low, high, reference).read()
    return found


#: What was read, and the number of the word that follows it.
_Hit = tuple[Period, int]

#: A day without a year that comes so soon after publication is that one, not last year's: news gives notice of it.
_SOON = timedelta(days=60)


class _Reader(DateWords):
    """Reads a stretch of text; every rule takes the number of a word and gives a period and the number of the next."""

    def __init__(self, text: str, start: int, end: int, reference: date | None) -> None:
        super().__init__(text, start, end)
        self._reference = reference
        self._listed = -1

    def read(self) -> list[TimeExpression]:
        found, i = [], 0
        while i < len(self._low):
            hit = self._expression(i) if self._low[i] in _STARTS or self._low[i].isdigit() else None
            if hit is None:
                i += 1
                continue
            period, j = hit
            edtf = written(period)
            found.append(TimeExpression(self._starts[i], self._ends[j - 1], edtf, *days(edtf)))
            self._listed, i = (j if len(edtf) == 4 else -1), j
        return found

    # Expressions: one time, from one to another, open at an end

    def _expression(self, i: int) -> _Hit | None:
        try:
            return self._range(i) or self._open(i) or self._point(i, self._reference)
        except (ValueError, OverflowError):  # no calendar has it: "Feb. 30", "5000 years ago"
            return None

    def _range(self, i: int) -> _Hit | None:
        lead = self._at(i)
        begin = i + (lead in ("from", "between"))
        first = self._point(begin, self._reference or ANY_DAY, free=begin > i)
        if first is None:
            return None
        link = self._at(first[1])
        second = self._point(first[1] + 1, self._reference, free=True) if link in LINKS or link in DASHES else None
        if second is None:
            return None
        low, high = first[0], second[0]
        if low.first > high.first or (high.first - low.first).days > 366 or self._reference is None:
            first = self._point(begin, high.first, free=begin > i)
            low = first[0] if first else low
        if low.first > high.first or (link == "and" and lead != "between" and low.last + timedelta(1) != high.first):
            return None
        if begin == i and abs(low.length - high.length) > 1:
            return None
        return Period(low.first, high.last, low.about or high.about), second[1]

    def _open(self, i: int) -> _Hit | None:
        word = self._at(i)
        if word not in OPENERS or self._at(i - 1) in COUNTED_UNITS:
            return None
        point = self._point(i + 1, self._reference, free=word in ("since", "until", "till"))
        if point is None or (self._at(point[1]) in APOSTROPHES and self._glued(point[1])):
            return None
        period, j = point
        if word in ("since", "after"):
            return replace(period, last=date.max), j
        return Period(date.min, period.first - timedelta(1) if word == "before" else period.last, period.about), j

    def _point(self, i: int, reference: date | None, free: bool = False) -> _Hit | None:
        part, j = self._part(i)
        hit = self._whole(j, reference, free=True) or self._named(j, reference) if part else None
        if hit:
            return narrowed(hit[0], part, reference), hit[1]
        hit = self._whole(i, reference, free=free)
        if hit and reference and self._at(hit[1] - 1) == "week" and hit[0].first <= reference <= hit[0].last:
            return Period(hit[0].first, reference), hit[1]
        return hit

    def _named(self, i: int, reference: date | None) -> _Hit | None:
        """The week and the year after "earlier in"."""
        unit = self._at(i + 1)
        if reference is None or self._at(i) != "the" or unit not in ("week", "month", "year", "decade"):
            return None
        return whole_unit(unit, reference, 0), i + 2

    def _whole(self, i: int, reference: date | None, free: bool) -> _Hit | None:
        """The longest reading of any rule that an expression's first word leads to."""
        word = self._at(i)
        return self._longest(_NUMBER_RULES if word.isdecimal() else _RULES.get(word, ()), i, reference, free)

    def _longest(self, rules: tuple[_Rule, ...], i: int, reference: date | None, free: bool) -> _Hit | None:
        hits = [hit for rule in rules if (hit := rule(self, i, reference, free))]
        return max(hits, key=lambda h: h[1], default=None)

    # Days

    def weekday(self, i: int, reference: date | None, free: bool) -> _Hit | None:
        found = self._weekday_at(i)
        joined = self._glued(i) and self._at(i - 1) in DASHES and self._at(i - 2) not in PARTS
        if found is None or self._at(i - 1) in NOT_BEFORE_WEEKDAY or (joined and not free):
            return None
        number, j = found
        title = self._capital(j) and self._at(j) in PAPERS
        if title or (self._at(j) == "night" and self._at(j + 1) in ("live", "football", "raw")):
            return None
        j = self._after_part_of_day(j)
        dated = self.month_day(j + (self._at(j) == ","), reference, free)
        if dated or reference is None:
            return dated
        week = self.relative(j + 1, reference, free) if self._at(j) == "of" else None
        if week and week[0].length == 7:
            return one_day(week[0].first + timedelta(number)), week[1]
        return one_day(reference - timedelta((reference.weekday() - number) % 7)), j

    def deictic(self, i: int, reference: date | None, free: bool) -> _Hit | None:
        if reference is None:
            return None
        for words, shift in DEICTIC.items():
            j = i + len(words)
            if tuple(self._low[i:j]) == words:
                title = self._words[i] == "Today" and (self._capital(i - 1) or self._at(i - 1) in ("the", "s"))
                return None if title else (one_day(reference + timedelta(shift)), self._after_part_of_day(j))
        return None

    def holiday(self, i: int, reference: date | None, free: bool) -> _Hit | None:
        found = self._holiday_at(i)
        if found is None:
            return None
        rule, j = found
        year, k = self._year_after(j, reference)
        if year is None and reference is None:
            return None
        day = rule(year) if year else latest(rule, reference or ANY_DAY)
        if day is None or self._at(k) != "weekend":
            return (one_day(day), k) if day else None
        saturday = day + timedelta((8 - day.weekday()) % 7 - 3)
        return Period(min(day, saturday), max(day, saturday + timedelta(1))), k + 1

    def numeric(self, i: int, reference: date | None, free: bool) -> _Hit | None:
        """10/3/2016 in the order of the United States (unless only the other one is a date), and 2016-10-03."""
        sign = self._at(i + 1)
        if sign not in ("-", "/") or self._at(i + 3) != sign or not all(map(self._glued, range(i + 1, i + 5))):
            return None
        a, b, c = (self._number(k, 4) for k in (i, i + 2, i + 4))
        if a is None or b is None or c is None:
            return None
        if len(self._at(i)) == 4:
            return one_day(date(a, b, c)), i + 5
        if sign == "-" or len(self._at(i + 4)) not in (2, 4):
            return None
        soon = reference.year + 10 if reference else 2050
        year = c if c > 99 else c + (1900 if c + 2000 > soon else 2000)
        return one_day(date(year, b, a) if a > 12 else date(year, a, b)), i + 5

    def month_day(self, i: int, reference: date | None, free: bool) -> _Hit | None:
        """Read "Oct. 3", "October 3rd, 2016", "3 October", "the 3rd of October", "Oct. 3-5"."""
        found = self._month_then_day(i) or self._day_then_month(i)
        if found is None:
            return None
        month, day, last, j = found
        year, j = self._year_after(j, reference)
        if year is None and reference is None:
            return None
        first = (
            date(year, month, day) if year else latest(lambda y: date(y, month, day), (reference or ANY_DAY) + _SOON)
        )
        return (Period(first, first.replace(day=last)), j) if first else None

    def _month_then_day(self, i: int) -> tuple[int, int, int, int] | None:
        """Month, first day, last day, next word."""
        month = self._month_at(i)
        if month is None or not (self._capital(i) or (self._at(i) in MONTHS and self._at(i) not in NAMES)):
            return None
        day = self._day_number(month[1] + (self._at(month[1]) == "the"))
        return (month[0], day[0], *self._last_day(*day)) if day else None

    def _day_then_month(self, i: int) -> tuple[int, int, int, int] | None:
        day = self._day_number(i + (self._at(i) == "the"))
        if day is None:
            return None
        last, j = self._last_day(*day)
        j += self._at(j) == "of"
        month = self._month_at(j)
        return (month[0], day[0], last, month[1]) if month and self._capital(j) else None

    # Months, seasons, years

    def month(self, i: int, reference: date | None, free: bool) -> _Hit | None:
        found = self._month_at(i)
        word = self._at(i)
        if found is None or not (self._capital(i) or (word in MONTHS and word not in NAMES)):
            return None
        month, j = found
        year, k = self._year_after(j, reference)
        if year is not None:
            return whole_months(year, month), k
        told = free or self._at(i - 1) in BEFORE_MONTH
        named = word in NAMES and (self._capital(j) or self._at(j) in ("on", "for"))
        if reference is None or named or not (told or word in MONTHS.keys() - NAMES):
            return None
        return whole_months(reference.year - (month > reference.month), month), j

    def season(self, i: int, reference: date | None, free: bool) -> _Hit | None:
        j = i + (self._at(i) == "the")
        month = SEASONS.get(self._at(j))
        if month is None:
            return None
        year, k = self._year_after(j + 1, reference)
        if year is not None:
            return whole_months(year, month, 3), k
        told = free or self._at(i - 1) in BEFORE_SEASON
        if reference is None or not told or self._at(j + 1) == "of" or self._capital(j + 1):
            return None
        return season_near(month, reference, "begun"), j + 1

    def year(self, i: int, reference: date | None, free: bool) -> _Hit | None:
        """Read "2016" after a word such as "in", "the year 2016"."""
        i += 2 if self._low[i : i + 2] == ["the", "year"] else 0
        year, before = self._year_at(i), self._at(i - 1)
        listed = self._listed == i - 1 and before in ("and", "or", ",")
        if year is None or not (free or listed or before in BEFORE_YEAR or before == "year"):
            return None
        word = self._at(i + 1)
        counted = word.endswith("s") and len(word) > 3 and before in ("of", "from", "by", "after", "before", "until")
        return None if counted and not free else (whole_months(year, 1, 12), i + 1)

    def decade(self, i: int, reference: date | None, free: bool) -> _Hit | None:
        """Read "the 1990s", "the '90s", "the 19th century"."""
        j = i + (self._at(i) == "the")
        short = self._at(j) in APOSTROPHES and self._glued(j + 1)
        number = self._number(j + short, 2 if short else 4)
        if number is None:
            return None
        k = j + short + 1
        if self._at(k) == "s" and self._glued(k) and number % 10 == 0 and (short or 1500 <= number <= 2099):
            year = number + (1900 if number > 10 else 2000) if short else number
            return whole_months(year, 1, 1200 if year < 1900 and year % 100 == 0 else 120), k + 1
        if self._at(k) in ("st", "nd", "rd", "th") and self._at(k + 1) == "century" and 0 < number < 100:
            return whole_months(100 * number - 100, 1, 1200), k + 2
        return None

    def ordinal(self, i: int, reference: date | None, free: bool) -> _Hit | None:
        """Read "the first week of October", "the third quarter of 2016", "the last Friday in June"."""
        j = i + (self._at(i) == "the")
        nth, unit = ORDINALS.get(self._at(j)), self._at(j + 1)
        told = nth and self._at(j + 2) in ("of", "in")
        whole = self._longest(_LONG_RULES, j + 3, reference, free=True) if told else None
        if nth is None or whole is None:
            return None
        first, last = whole[0].first, whole[0].last
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        size = {"month": 1, "quarter": 3, "half": months // 2}.get(unit, 0)
        if unit in WEEKDAYS and months == 1:
            part = one_day(nth_weekday(first.year, first.month, WEEKDAYS[unit], nth))
        elif unit == "week":
            begin = first + timedelta(7 * nth - 7) if nth > 0 else last - timedelta(6)
            part = Period(begin, begin + timedelta(6))
        elif size:
            part = whole_months(first.year, first.month + (size * (nth - 1) if nth > 0 else months - size), size)
        else:
            return None
        return (part, whole[1]) if first <= part.first and part.last <= last else None

    # Times told from the day of publication

    def relative(self, i: int, reference: date | None, free: bool) -> _Hit | None:
        """Read "last week", "this past Friday", "next June", "the past three months"."""
        article = self._at(i) == "the"
        word, j = self._at(i + article), i + article + 1
        if reference is None or word not in SHIFTS or (self._at(i - 1) == "the" and not article):
            return None
        rolling = self._count(j) if word in ("last", "past") else None
        count, k = rolling if rolling else (1, j)
        unit = COUNTED_UNITS.get(self._at(k))
        if unit and (rolling or ((article or word == "past") and word in ("last", "past"))):
            period = up_to_day(unit, count, reference) if count else recently(unit, reference)
            return (period, k + 1) if period and self._at(k + 1) != "of" else None
        if word == "this" and self._at(j) in ("past", "coming"):
            word, j = self._at(j), j + 1
        elif (word == "past" and not article) or (article and word not in ("past", "coming")):
            return None
        return self._shifted(j, word, reference)

    def _shifted(self, i: int, word: str, reference: date) -> _Hit | None:
        """The week, month, weekday, month's name ... that "last", "this" or "next" stands before."""
        shift, noun = SHIFTS[word], self._at(i)
        if noun in UNITS or noun == "quarter":
            other = self._words[i].istitle() or noun == "day" or self._at(i + 1) == "of"
            return None if other else (whole_unit(noun, reference, shift), i + 1)
        if noun == "weekend":
            back = {0: 0, -1: 2 if word == "last" and reference.weekday() > 4 else 0, 1: -7}[shift]
            return recent_weekend(reference - timedelta(back)), i + 1
        weekday = self._weekday_at(i)
        if weekday:
            ahead = (weekday[0] - reference.weekday()) % 7
            day = {0: whole_week(reference).first + timedelta(weekday[0]), -1: reference + timedelta(ahead - 7),
                   1: reference + timedelta(ahead or 7)}[shift]  # fmt: skip
            return one_day(day), self._after_part_of_day(weekday[1])
        if noun in SEASONS:
            return season_near(SEASONS[noun], reference, {0: "this", -1: "ended", 1: "next"}[shift]), i + 1
        return self._shifted_date(i, shift, reference)

    def _shifted_date(self, i: int, shift: int, reference: date) -> _Hit | None:
        dated, month, holiday = self.month_day(i, reference, True), self._month_at(i), self._holiday_at(i)
        if dated:
            day = dated[0].first
            return one_day(moved(lambda y: day.replace(year=y), shift, reference)), dated[1]
        if holiday:
            return one_day(moved(holiday[0], shift, reference)), holiday[1]
        if month and self._capital(i):
            first = moved(lambda y: date(y, month[0], 1), shift, reference.replace(day=1))
            return whole_months(first.year, first.month), month[1]
        return None

    def ago(self, i: int, reference: date | None, free: bool) -> _Hit | None:
        """Read "three days ago", "a year and a half ago", "weeks ago", as exact as people mean it."""
        count, j = self._count(i) or (0, i)
        if tuple(self._low[j : j + 3]) == ("and", "a", "half"):
            j += 3
        unit = COUNTED_UNITS.get(self._at(j))
        j += 1 + 3 * (tuple(self._low[j + 1 : j + 4]) == ("and", "a", "half"))
        if reference is None or unit is None or self._at(j) != "ago":
            return None
        if not count:
            period = recently(unit, reference)
            return (period, j + 1) if period else None
        years = {"decade": 10, "century": 100}.get(unit, 0) * count
        period = whole_unit("year", reference, -years) if years else whole_unit(unit, reference, -count)
        rough = bool(years) or self._at(i - 1) in ROUGH or self._at(j - 1) == "half"
        return replace(period, about=rough), j + 1

    def recent(self, i: int, reference: date | None, free: bool) -> _Hit | None:
        unit = PLURALS.get(self._at(i + 1))
        period = recently(unit, reference) if unit and reference else None
        return (period, i + 2) if period else None

    def weekend(self, i: int, reference: date | None, free: bool) -> _Hit | None:
        """Read "the weekend", "a weekend interview"."""
        j = i + (self._at(i) in ("the", "a"))
        if reference is None or self._at(j) != "weekend" or self._at(j + 1) == "of":
            return None
        attribute = self._at(j + 1).isalpha() and self._at(j + 1) not in BEFORE_YEAR | LINKS | PARTS.keys()
        if self._at(i) == "the" or (attribute and self._at(i - 1) not in ("every", "each", "long")):
            return recent_weekend(reference), j + 1
        return None

    def week_of(self, i: int, reference: date | None, free: bool) -> _Hit | None:
        """Read "the week of Oct. 3", Monday to Sunday."""
        if self._low[i : i + 2] != ["the", "week"] or self._at(i + 2) not in ("of", "starting", "beginning"):
            return None
        dated = self.month_day(i + 3, reference, free)
        return (whole_week(dated[0].first), dated[1]) if dated else None


_Rule = Callable[[_Reader, int, "date | None", bool], "_Hit | None"]
_NUMBER_RULES: tuple[_Rule, ...] = (_Reader.numeric, _Reader.month_day, _Reader.year, _Reader.decade, _Reader.ago)
#: Of what there is a first or last week, quarter, half.
_LONG_RULES: tuple[_Rule, ...] = (_Reader.month, _Reader.year, _Reader.relative, _Reader.season, _Reader.decade)
#: The rules by an expression's first word.
_RULES: dict[str, tuple[_Rule, ...]] = {
    "the": (_Reader.month_day, _Reader.decade, _Reader.season, _Reader.year, _Reader.ordinal, _Reader.relative,
            _Reader.deictic, _Reader.weekend, _Reader.week_of),
    "recent": (_Reader.recent,), "weekend": (_Reader.weekend,),
}  # fmt: skip


def _rules_by_word() -> None:
    for words, rule in (
        ((*WEEKDAYS, *SHORT_DAYS), _Reader.weekday), ((*MONTHS, *SHORT_MONTHS), _Reader.month_day),
        ((*MONTHS, *SHORT_MONTHS), _Reader.month), (SEASONS, _Reader.season), (SHIFTS, _Reader.relative),
        (ORDINALS, _Reader.ordinal),
        ((*NUMBERS, *VAGUE, "couple", *PLURALS), _Reader.ago), (APOSTROPHES, _Reader.decade),
        (("a",), _Reader.weekend), ({w[0] for w in DEICTIC}, _Reader.deictic),
        ({w[0] for w in HOLIDAYS}, _Reader.holiday),
    ):  # fmt: skip
        for word in words:
            if rule not in _RULES.get(word, ()):
                _RULES[word] = (*_RULES.get(word, ()), rule)


_rules_by_word()
_STARTS = frozenset(_RULES) | PARTS.keys() | OPENERS | {"from", "between"}
