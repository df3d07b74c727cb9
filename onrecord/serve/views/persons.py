"""People: the most quoted, one with all that is known, two beside each other, and those who may be one."""

from __future__ import annotations

from typing import Any

from ...errors import UnknownError
from ...people.directory import Person, find_people, most_quoted
from ...people.judgements import candidates, judged
from ...people.profile import profile
from ...record.persons import names_by_id
from ...record.store import Record
from ...search.search import search_page
from ...search.timeline import UNITS, timeline
from .question import Question, short


def directory(record: Record, name: str = "", *, limit: int = 30) -> dict[str, Any]:
    """The people whom a name may mean, or those with the most statements."""
    found = find_people(record, short("name", name))[:limit] if name else most_quoted(record, limit=limit)
    return {"name": name, "people": [each.to_dict() for each in found]}


def person(record: Record, person_id: str, question: Question) -> dict[str, Any]:
    """One person's names, roles, topics and times, and the statements that a search finds. Raises UnknownError."""
    return _person(record, _one(record, person_id), question)


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
    """People who may be one, with the reasons, and what was judged so far, the last judgement first."""
    decided = judged(record)[::-1]
    return {
        "candidates": [candidate.to_dict() for candidate in candidates(record, limit=limit)],
        "judgements": [judgement.to_dict() for judgement in decided],
        "names": names_by_id(record, (each for j in decided for each in j.of)),
    }


def _person(record: Record, whom: Person, question: Question) -> dict[str, Any]:
    theirs = question.of_person(whom.id)
    page = search_page(record, theirs.words, theirs.filters, limit=theirs.limit, after=theirs.after)
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
