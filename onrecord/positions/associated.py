"""Names that go with a subject in the record: "TPP" with trade deals. No dictionary has all of them."""

from __future__ import annotations

import re
from collections import Counter
from math import sqrt

from ..models.vectors import Vectors
from ..record.database import Connection
from ..record.lookup import wordings
from ..record.store import Record
from ..search.fulltext import count_with, newest_with
from ..text.stems import stem
from .about import SPEAKS
from .subject import Subject, words_of

#: The record's statements with the subject's words, the newest so many, tell what goes with it.
_SAMPLE = 500
#: Names that may go with a subject: how many are looked up, and in how many rounds.
_TRIED, _ROUNDS = 10, 2
#: A name is looked up when so many statements about the subject have it. It goes with the subject when the share of its
#: statements that speak of the subject surely comes to so much. Then it counts so much.
_OFTEN, _GOES_WITH, _ASSOCIATED = 3, 0.2, 0.6
_NAME = re.compile(r"\b[A-Z][\w'’]*(?:[ -][A-Z][\w'’]*)*")


def associated(record: Record, subject: Subject, vectors: Vectors) -> dict[str, float]:
    """Stems of names that go with a subject, and how much each counts.

    A name goes with the subject when a large share of the statements that have it speak of the subject (relevance
    feedback, Lavrenko & Croft 2001). A second round finds the names that go with those of the first. A subject that is
    a name itself has none: names that go with a name are others.
    """
    if any(term.is_name for part in subject.parts for term in part):
        return {}
    found: dict[str, float] = {}
    is_sqlite = record.database.is_sqlite
    with record.database.reading() as connection:
        for _ in range(_ROUNDS):
            names = _names_with(connection, subject, vectors, is_sqlite=is_sqlite)
            counts: Counter[str] = Counter(word for name in names for word in set(name))
            for word, n in counts.most_common(_TRIED):
                if n < _OFTEN:
                    break
                total = count_with(connection, (word,), is_sqlite=is_sqlite)
                if _lower_bound(n, max(n, total)) >= _GOES_WITH:
                    found[stem(word)] = _ASSOCIATED
            if subject.associated.keys() == found.keys():
                break
            whole = [name for name in names if len(name) > 2 and sum(stem(word) in found for word in name) > 1]
            found |= {"".join(word[0] for word in name): _ASSOCIATED for name in whole}
            subject = subject.with_names(found, vectors)
    return found


def _names_with(
    connection: Connection, subject: Subject, vectors: Vectors, *, is_sqlite: bool
) -> list[tuple[str, ...]]:
    """The names in the record's statements about a subject, each as its words; once a statement."""
    numbers = newest_with(subject.phrases(), limit=_SAMPLE, is_sqlite=is_sqlite)
    found: list[tuple[str, ...]] = []
    for text in wordings(connection, numbers):
        names = list(_NAME.finditer(text))
        beside = _NAME.sub(" ", text)  # the wall of "Wall Street" is none
        if subject.strength([(1.0, words_of(beside))], vectors) >= SPEAKS:
            found += {tuple(w.text for w in words_of(m.group())) for m in names if m.start() > 0}
    return [name for name in found if name]


def _lower_bound(part: int, whole: int, z: float = 1.28) -> float:
    """The share that a part surely is of a whole (Wilson 1927; one-sided 90 %)."""
    share, spread = part / whole, z * z / whole
    return (share + spread / 2 - z * sqrt(share * (1 - share) / whole + spread / (4 * whole))) / (1 + spread)
