"""A search as an address has it: ``?q=toll&speaker=Roscoe&said_from=2025``. The names are those of the command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self, get_args
from urllib.parse import urlencode

from ...dates import days
from ...dates.written import find_day
from ...errors import UsageError
from ...search.search import Filters
from ...search.sureness import demands, probability
from ...statement import Act, ChannelType, Happened, Kind

#: The filters that may be given more than once, and their values.
CHOICES: dict[str, tuple[str, ...]] = {
    "kind": get_args(Kind), "channel": get_args(ChannelType), "act": get_args(Act), "happened": get_args(Happened),
}  # fmt: skip
#: Statements given unless said otherwise, and at most.
USUAL, MOST = 20, 200
#: The order in which finds of words stand: the first unless said otherwise.
SORTS = ("best", "newest")
#: Most characters of the words, and of any other value; most filters in one address.
LONGEST_WORDS, LONGEST = 1000, 200
_MOST_FILTERS = 100
#: Filters of which an address holds the names as the command line has them.
_RENAMED = {"addressee": "to"}
_FIRST_DAYS, _LAST_DAYS = ("said_from", "published_from"), ("said_to", "published_to")

Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Question:
    """Words and filters, how many statements to give, and after which (the ``next`` of the page before).

    ``asked`` are the filters as they were typed; an address made from a question holds these. ``newest`` puts the
    newest first where there are words, too.
    """

    words: str = ""
    filters: Filters = field(default_factory=Filters)
    asked: tuple[tuple[str, str], ...] = ()
    limit: int = USUAL
    after: str | None = None
    newest: bool = False

    @classmethod
    def of(cls, parameters: Pairs) -> Self:
        """Read an address's parameters; empty and unknown ones ask for nothing. Raises UsageError."""
        given = [(name, value.strip()) for name, value in parameters if value.strip()]
        if len(given) > _MOST_FILTERS:
            raise UsageError(f"more than {_MOST_FILTERS} filters", remedy="ask for less at a time")
        for name, value in given:
            short(name, value, LONGEST_WORDS if name == "q" else LONGEST)
        single = dict(given)
        asked = tuple(pair for pair in given if pair[0] in _NAMES)
        limit = single.get("limit", str(USUAL))
        if not limit.isdecimal() or len(limit) > len(str(MOST)) or not 1 <= int(limit) <= MOST:
            raise UsageError(f"limit {limit!r} isn't possible", remedy=f"give a number from 1 to {MOST}")
        sort = single.get("sort", SORTS[0])
        if sort not in SORTS:
            raise UsageError(f"{sort!r} is no way to sort", remedy=f"choose one of: {', '.join(SORTS)}")
        newest = sort == "newest"
        return cls(single.get("q", ""), _filters(asked), asked, int(limit), single.get("after"), newest)

    def of_person(self, person: str) -> Self:
        """The same, of one person."""
        return replace(self, filters=replace(self.filters, person=person))

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Words and filters as parameters of an address, without the place in the pages."""
        words = [("q", self.words)] if self.words else []
        limit = [("limit", str(self.limit))] if self.limit != USUAL else []
        sort = [("sort", "newest")] if self.newest else []
        return [*words, *self.asked, *limit, *sort]

    def query(self, *, add: Pairs = (), without: Pairs = (), names: Iterable[str] = ()) -> str:
        """The parameters of an address: these, those added, without some pairs and without all pairs of some names."""
        dropped, left_out, added = set(without), set(names), list(add)
        kept = [pair for pair in self.pairs if pair not in dropped and pair[0] not in left_out and pair not in added]
        return urlencode([*kept, *added])

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON: the words, and each filter that asks for something, days as first or last day."""
        asked = {f.name: getattr(self.filters, f.name) for f in fields(self.filters)}
        plain = {name: list(value) if isinstance(value, tuple) else value for name, value in asked.items() if value}
        return {"words": self.words, "filters": plain}


_NAMES = {_RENAMED.get(f.name, f.name) for f in fields(Filters)}


def _filters(asked: Pairs) -> Filters:
    values: dict[str, Any] = {}
    for name, value in asked:
        if name in CHOICES:
            values[name] = (*values.get(name, ()), _choice(name, value))
        elif name in _FIRST_DAYS:
            values[name] = day(name, value, 0)
        elif name == "min_confidence":
            values[name] = probability("min confidence", value)
        elif name == "sure":
            values[name] = demands(value)
        elif name in _LAST_DAYS:
            values[name] = day(name, value, 1)
        else:
            values["addressee" if name == "to" else name] = value
    return Filters(**values)


def _choice(name: str, value: str) -> str:
    if value not in CHOICES[name]:
        raise UsageError(f"{value!r} is no {name}", remedy=f"choose one of: {', '.join(CHOICES[name])}")
    return value


def short(name: str, value: str, longest: int = LONGEST) -> str:
    """A value of an address. Raises UsageError where it is too long to be looked for."""
    if len(value) > longest:
        what = "the words searched for are" if name == "q" else f"{name.replace('_', ' ')} is"
        raise UsageError(f"{what} longer than {longest:,} characters", remedy="give a part of it")
    return value


def day(name: str, value: str, end: int) -> str:
    """The first (``end`` 0) or last (1) day of a year, month or day in any usual writing. Raises UsageError."""
    try:
        found = days(value)[end]
    except ValueError:
        named = find_day(value)
        found = named.isoformat() if named else None
    if found is None:
        raise UsageError(f"{name.replace('_', ' ')}: {value!r} is no date", remedy="write 2025, 2025-11 or 2025-11-07")
    return found
