"""People: the most quoted, one with all that is known, two beside each other, and those who may be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from ...errors import UnknownError, UsageError
from ...people.directory import Person, find_people, most_quoted
from ...people.judgements import Candidate, candidates, judged
from ...people.profile import profile, roles
from ...record.persons import beginning_with, names_by_id, years_of
from ...record.store import Record
from ...search.search import Filters, search_page
from ...search.timeline import UNITS, timeline
from .question import Question, short

#: Articles looked at for a role while somebody types.
_FOR_A_ROLE = 4
#: Most people beside each other.
_MOST_BESIDE = 4
#: Likeliest pairs looked at, and how many people that one may be make a group of their own.
_PAIRS, _ALIKE = 200, 2


def directory(record: Record, name: str = "", *, limit: int = 30) -> dict[str, Any]:
    """The people whom a name may mean, or those with the most statements."""
    found = find_people(record, short("name", name))[:limit] if name else most_quoted(record, limit=limit)
    return {"name": name, "people": [each.to_dict() for each in found]}


def names_begun(record: Record, typed: str, *, limit: int = 6) -> list[dict[str, Any]]:
    """The people whom a name typed so far may become: with a role, how many statements, and how many a year."""
    found = beginning_with(record, short("name", typed), limit=limit)
    return [
        {
            **each.to_dict(),
            "role": next((role.role for role in roles(record, each, articles=_FOR_A_ROLE)), None),
            "years": dict(years_of(record, each.id)),
        }
        for each in found
    ]


def most_quoted_of_each_type(record: Record, *, limit: int = 30) -> dict[str, Any]:
    """Those with the most statements: people, and apart from them organisations and groups."""
    persons = most_quoted(record, limit=limit, types=("person", "unknown"))
    others = most_quoted(record, limit=limit // 2, types=("organisation", "group"))
    return {
        "name": "", "people": [each.to_dict() for each in persons], "bodies": [each.to_dict() for each in others],
    }  # fmt: skip


def person(record: Record, person_id: str, question: Question) -> dict[str, Any]:
    """One person's names, roles, topics and times, and the statements that a search finds. Raises UnknownError."""
    return _person(record, _one(record, person_id), question)


def beside_each_other(record: Record, ids: Sequence[str], question: Question) -> dict[str, Any]:
    """Two to four people and what each said, found by the same search, with their timelines by day (``days``).

    Raises UnknownError, or UsageError where there are more.
    """
    if len(ids) > _MOST_BESIDE:
        raise UsageError(f"{len(ids)} people are too many beside each other", remedy=f"give {_MOST_BESIDE} at most")
    persons = [_one(record, each) for each in ids]
    if len({each.id for each in persons}) < len(persons):
        raise UsageError(f"{persons[0].name} can't stand beside themselves", remedy="give each person once")
    people = [_person(record, each, question) for each in persons]
    for each in people:
        theirs = question.of_person(each["person"]["id"])
        each["days"] = timeline(record, theirs.words, theirs.filters, unit="day").to_dict()
    return {**question.to_dict(), "people": people}


def two_people(record: Record, one: str, other: str, question: Question) -> dict[str, Any]:
    """Two people and what each said, found by the same search. Raises UnknownError."""
    both = [_person(record, _one(record, each), question) for each in (one, other)]
    units = [each["timeline"]["unit"] for each in both]
    longer = max(units, key=UNITS.index)
    for each in both:
        if each["timeline"]["unit"] != longer:
            theirs = question.of_person(each["person"]["id"])
            each["timeline"] = timeline(record, theirs.words, theirs.filters, unit=longer).to_dict()
    return {**question.to_dict(), "people": both}


def suggestions(record: Record, *, limit: int = 20) -> dict[str, Any]:
    """People who may be one, with the reasons, and what was judged so far, the last judgement first.

    ``alike`` are those of them whom several others may be, each of the others with a statement, to be decided at once.
    """
    decided = judged(record)[::-1]
    found = candidates(record, limit=_PAIRS)
    alike = _alike(record, found)
    told = {other["person"]["id"] for group in alike for other in group["others"]}
    alone = [c for c in found if c.person.id not in told and c.other.id not in told][:limit]
    return {
        "alike": alike,
        "candidates": [candidate.to_dict() for candidate in alone],
        "judgements": [judgement.to_dict() for judgement in decided],
        "names": names_by_id(record, (each for j in decided for each in j.of)),
    }


def _alike(record: Record, found: Sequence[Candidate]) -> list[dict[str, Any]]:
    """Those whom several people with fewer statements may be, where none of these may be somebody else, too."""
    of: dict[str, list[Candidate]] = defaultdict(list)
    fuller: dict[str, set[str]] = defaultdict(set)
    for candidate in found:
        of[candidate.person.id].append(candidate)
        fuller[candidate.other.id].add(candidate.person.id)
    # Others of the same name are no reason to doubt: they are asked about, too.
    groups = sorted(of.values(), key=len, reverse=True)
    listed, taken = [], set[str]()
    for group in groups:
        theirs = {c.other.id for c in group}
        sure = [c for c in group if c.other.id not in taken and fuller[c.other.id] <= theirs | {c.person.id}]
        if len(sure) >= _ALIKE and group[0].person.id not in taken:
            taken |= {c.other.id for c in sure}
            others = [{"person": c.other.to_dict(), "sample": _sample(record, c.other)} for c in sure]
            listed.append({"person": group[0].person.to_dict(), "others": others})
    return listed


def _sample(record: Record, whom: Person) -> dict[str, Any] | None:
    """The newest statement of somebody."""
    hits = search_page(record, "", Filters(person=whom.id), limit=1).hits
    return hits[0].to_dict() if hits else None


def _person(record: Record, whom: Person, question: Question) -> dict[str, Any]:
    theirs = question.of_person(whom.id)
    page = search_page(
        record, theirs.words, theirs.filters, limit=theirs.limit, after=theirs.after, newest=theirs.newest
    )
    return {
        **profile(record, whom, theirs.words, theirs.filters).to_dict(),
        **question.to_dict(),
        "statements": [hit.to_dict() for hit in page.hits],
        "next": page.next,
    }


def _one(record: Record, person_id: str) -> Person:
    """The person with an id, or as whom that one is shown since both were judged the same."""
    for found in find_people(record, person_id):
        return found
    raise UnknownError(f"{person_id}: no person with this id in the record", remedy="look for the name at /people")
