"""The answer to a question in plain words: what was understood of it, what is found, and what was let go to find it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby, islice
from typing import Any, Literal

from ...people.directory import Person, find_people
from ...record.persons import names_among
from ...record.store import Record
from ...search.asked import Asked, understand
from ...search.facets import facets
from ...search.search import Hit, search_page
from ...search.timeline import timeline
from .question import Question, short

#: How a question is read: somebody named in it speaks, is spoken of, or all of it is words.
Reading = Literal["speaker", "subject", "words"]
#: Statements fetched, and those of them that stand first; shorter ones are folded away.
_FETCHED, _TELLING, _FEWEST_WORDS = 60, 5, 6
#: Most people of a name that are offered.
_NAMESAKES = 8
#: Who is quoted so many times as often as all others of a name together is meant by it; the page offers the others.
_STANDS_OUT = 5
#: Selections of words tried where all together find nothing, and the words (the longest) they are made of.
_TRIED, _MOST_WORDS = 24, 6


@dataclass(frozen=True, slots=True)
class _Step:
    """A search, and what is said of it where it isn't what was asked."""

    question: Question
    note: str | None = None


def answer(record: Record, typed: str, *, reading: Reading | None = None, person: str | None = None) -> dict[str, Any]:
    """What the record holds on a question; ``reading`` and ``person`` are what was chosen of several.

    Raises UsageError.
    """
    asked = understand(short("q", typed), lambda words: names_among(record, words))
    people = [p for id in ([person] if person else asked.people[:_NAMESAKES]) for p in find_people(record, id)[:1]]
    people.sort(key=lambda p: -p.statements)
    read_as: Reading = (reading or asked.part) if people else "words"
    if read_as == "words":
        asked = replace(asked, words=asked.typed if people else asked.words)
    one = people[0] if read_as != "words" and _stands_out(people) else None
    found = next((each for each in _found(record, asked, one, read_as)), None)
    step, hits = found or (_Step(_question(asked, one, read_as, asked.words)), ())
    question = step.question
    told = facets(record, question.words, question.filters)
    times = timeline(record, question.words, question.filters, unit="day")
    telling, rest = _sorted(hits)
    return {
        "typed": typed, "reading": read_as, "words": asked.words, "years": [asked.first_year, asked.last_year],
        "name": asked.name, "person": one.to_dict() if one else None, "people": [p.to_dict() for p in people],
        "note": step.note if found else None, "search": question.to_dict(), "query": question.query(),
        "facts": _facts(told.counted, times.to_dict()["periods"], [c.name for c in told.outlet], more=told.more),
        "timeline": times.to_dict(), "facets": told.to_dict(),
        "telling": [hit.to_dict() for hit in telling], "occasions": rest,
    }  # fmt: skip


def _stands_out(people: Sequence[Person]) -> bool:
    """Whether the first of those whom a name may mean is meant unless somebody else is chosen."""
    return bool(people) and people[0].statements >= _STANDS_OUT * sum(p.statements for p in people[1:])


def _found(record: Record, asked: Asked, one: Person | None, reading: Reading) -> Iterator[tuple[_Step, Sequence[Hit]]]:
    """The searches that find something, the one that was asked for first."""
    for step in _steps(asked, one, reading):
        hits = search_page(record, step.question.words, step.question.filters, limit=_FETCHED).hits
        if hits:
            yield step, hits


def _steps(asked: Asked, one: Person | None, reading: Reading) -> Iterator[_Step]:
    """What was asked, then less and less of it."""

    def step(words: str, note: str | None = None, *, when: str | None = None) -> _Step:
        return _Step(_question(asked, one, reading, words, when=when), note)

    yield step(asked.words, when="said")
    if asked.first_year or asked.last_year:
        years = _years(asked)
        yield step(asked.words, f"Nothing that is known to be said {years}. Printed {years}:", when="published")
        yield step(asked.words, f"Nothing {years}. At any time:")
    words = asked.words.replace('"', " ").split()
    if '"' in asked.words and words:
        yield step(" ".join(words), "Not in these words side by side. With all of them:")
    chosen = sorted(sorted(range(len(words)), key=lambda k: -len(words[k]))[:_MOST_WORDS])
    fewer = (c for n in range(min(len(words) - 1, len(chosen)), 0, -1) for c in combinations(chosen, n))
    for places in islice(fewer, _TRIED):
        some = [words[k] for k in places]
        yield step(" ".join(some), f"Nothing with all words. With {len(some)} of {len(words)}: {', '.join(some)}")
    if reading != "words" and words:
        who = one.name if one else asked.name
        yield step("", f"Nothing on this. All {'by' if reading == 'speaker' else 'that names'} {who}:")


def _question(asked: Asked, one: Person | None, reading: Reading, words: str, *, when: str | None = "said") -> Question:
    """What is searched for; of a name that several bear all who bear it."""
    pairs: list[tuple[str, str]] = []
    if reading == "speaker":
        pairs.append(("person", one.id) if one else ("speaker", asked.name))
    elif reading == "subject":
        words = f"{one.name.split()[-1] if one else asked.name} {words}"
    bounds = (("from", asked.first_year), ("to", asked.last_year)) if when else ()
    pairs += [(f"{when}_{end}", str(year)) for end, year in bounds if year]
    return Question.of([("q", words), *pairs])


def _years(asked: Asked) -> str:
    first, last = asked.first_year, asked.last_year
    if first == last:
        return f"in {first}"
    return " ".join([*([f"from {first}"] if first else []), *([f"to {last}"] if last else [])])


def _facts(counted: int, periods: Sequence[Any], outlets: Sequence[str], *, more: bool) -> list[str]:
    """A line of fact on what was found."""
    if not counted:
        return []
    dated = [p["edtf"] for p in periods if p["dated"]]
    many = len(outlets)
    outlet = outlets[0] if many == 1 else f"{many if many < 10 else 'ten or more'} outlets" if many else None
    return [
        f"{'more than ' if more else ''}{counted:,} statement{'s' if counted != 1 else ''}",
        *([f"said {_span(dated)}"] if dated else []),
        *([outlet] if outlet else []),
    ]


def _span(periods: Sequence[str]) -> str:
    from ...dates.in_words import day_in_words

    first, last = day_in_words(periods[0]), day_in_words(periods[-1])
    return first if first == last else f"{first} to {last}"


def _sorted(hits: Sequence[Hit]) -> tuple[list[Hit], list[dict[str, Any]]]:
    """The most telling ones, whole sentences in primary sources before others; and the rest by occasion."""
    whole = [hit for hit in hits if len(hit.statement.words.split()) >= _FEWEST_WORDS]
    telling = sorted(whole, key=lambda hit: not hit.article.primary)[:_TELLING]
    rest = sorted((hit for hit in hits if hit not in telling), key=_occasion, reverse=True)
    grouped = []
    for (day, article), members in groupby(rest, key=_occasion):
        of = list(members)
        long = [h for h in of if len(h.statement.words.split()) >= _FEWEST_WORDS]
        grouped.append({
            "day": day or None, "article": of[0].article.to_dict(), "id": article, "count": len(of),
            "statements": [h.to_dict() for h in long], "short": [h.to_dict() for h in of if h not in long],
        })  # fmt: skip
    return telling, grouped


def _occasion(hit: Hit) -> tuple[str, str]:
    said = hit.statement.said
    return (said.earliest if said and said.earliest else hit.article.published) or "", hit.article.id
