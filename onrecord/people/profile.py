"""What the record tells of one person: names with how often they are used, roles printed beside them, topics, times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..record.persons import Person, named_places, names_in_use
from ..record.store import Record
from ..search.facets import Facets, facets
from ..search.search import Filters
from ..search.timeline import Timeline, timeline
from ..text.roles import role_beside
from .topics import Topic, topics

#: Roles are read in the newest so many articles: each article's text must be looked at.
_ARTICLES = 150


@dataclass(frozen=True, slots=True)
class Role:
    """What articles print beside the name, as first printed; the days of the first and last of them, and how many."""

    role: str
    first: str | None
    last: str | None
    articles: int

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {"role": self.role, "first": self.first, "last": self.last, "articles": self.articles}


@dataclass(frozen=True, slots=True)
class Profile:
    """A person with what all of the statements tell (``names``, ``roles``, ``topics``) and what those found tell."""

    person: Person
    names: tuple[tuple[str, int], ...]
    roles: tuple[Role, ...]
    topics: tuple[Topic, ...]
    timeline: Timeline
    facets: Facets

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {
            "person": self.person.to_dict(),
            "names": [{"name": name, "count": count} for name, count in self.names],
            "roles": [role.to_dict() for role in self.roles],
            "topics": [topic.to_dict() for topic in self.topics],
            "timeline": self.timeline.to_dict(),
            "facets": self.facets.to_dict(),
        }


def profile(record: Record, person: Person, words: str, filters: Filters) -> Profile:
    """Describe a person; timeline and facets are of what ``words`` and ``filters`` (of that person) find."""
    return Profile(
        person,
        names_in_use(record, person.id),
        roles(record, person),
        topics(record, Filters(person=person.id)),
        timeline(record, words, filters),
        facets(record, words, filters),
    )


def roles(record: Record, person: Person, *, articles: int = _ARTICLES) -> tuple[Role, ...]:
    """The roles that the newest articles print beside a person's full name, the last printed first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for published, role in _printed(record, person, articles):
        found.setdefault(role.casefold().removeprefix("the ").rstrip("."), []).append((published, role))
    listed = [
        Role(uses[0][1], min(days, default=None), max(days, default=None), len(uses))
        for uses in found.values()
        for days in [[day for day, _ in uses if day]]
    ]
    return tuple(sorted(listed, key=lambda r: (r.last or "", r.first or "", r.role), reverse=True))


def _printed(record: Record, person: Person, articles: int) -> Iterator[tuple[str, str]]:
    """For each of the newest articles its day and the role it prints."""
    for place in named_places(record, person.id, limit=articles):
        role = role_beside(place.text, place.start, place.end)
        if role:
            yield place.published or "", " ".join(role.split())
