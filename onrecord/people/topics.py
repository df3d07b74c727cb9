"""The words that go with a person: those that stand in his or her statements far more often than in others'."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from ..record.database import Connection, Database
from ..record.lookup import newest_number, wordings
from ..record.store import Record
from ..search.search import Filters, some
from ..text.lexicon import openers

#: Statements of others compared with, taken evenly over the record; more hardly change the first ten.
_OTHERS = 500
#: And so many of the person's, the newest ones.
_THEIRS = 400
#: A word must stand in so many statements: what is said once is no topic.
_FEWEST = 3
#: And stand in them this much more often than in others', as a logarithm: half as often again.
_DIFFERENCE = math.log(1.5)
#: What was counted of each open record, and up to which statement.
_known: WeakKeyDictionary[Database, tuple[int, Counter[str]]] = WeakKeyDictionary()
_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]{4,}(?![\w'’])")


@dataclass(frozen=True, slots=True)
class Topic:
    """A word, and in how many of the statements it stands."""

    word: str
    count: int

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {"word": self.word, "count": self.count}


def topics(record: Record, filters: Filters, *, limit: int = 16) -> tuple[Topic, ...]:
    """The words that set the statements which ``filters`` choose apart from others in the record."""
    numbers = some(record, "", filters, limit=_THEIRS)
    if numbers is None:
        return ()
    with record.database.reading() as connection:
        theirs = _counted(wordings(connection, numbers))
        others = _usual(record.database, connection)
    most, rest = max(1, sum(theirs.values())), max(1, sum(others.values()))

    def weight(word: str) -> float:
        usual = (others[word] + 1) / (rest + len(others))
        return theirs[word] * math.log(theirs[word] / most / usual)

    telling = (w for w, n in theirs.items() if n >= _FEWEST and w not in openers() and weight(w) > n * _DIFFERENCE)
    return tuple(Topic(word, theirs[word]) for word in sorted(telling, key=lambda w: (-weight(w), w))[:limit])


def _usual(database: Database, connection: Connection) -> Counter[str]:
    """In how many of some statements, taken evenly over the record, each word stands."""
    last = newest_number(connection)
    known = _known.get(database)
    if known is None or known[0] != last:
        sample = range(1, last + 1, max(1, last // _OTHERS))
        known = _known[database] = last, _counted(wordings(connection, sample))
    return known[1]


def _counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in set(_WORD.findall(text.lower())))
