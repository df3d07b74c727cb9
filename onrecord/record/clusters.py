"""The same words in several articles: quotations that share a run of eight words gather in a cluster.

Candidates are found by winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document
fingerprinting", 2003): of every four neighbouring runs of five words one is kept as a fingerprint, always the same one,
so that two quotations which share eight words in a row share a fingerprint. What shares one is then compared in full.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import blake2b, sha256
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from ..text.quotes import find_quotations
from ..text.words import Word, words_of
from .bulk import in_parts, insert_rows
from .tables import clusters, fingerprints, statements

#: Words in a row that must be the same: shorter runs are common phrases ("the people of the United States").
RUN = 8
_SHINGLE = 5
_WINDOW = RUN - _SHINGLE + 1
#: A fingerprint in more statements than this is boilerplate; it is passed over.
_COMMONPLACE = 500
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

WordKeys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordingDifference:
    """Where two wordings part: the words of each, "" where it has none."""

    kind: Literal["replace", "delete", "insert"]
    first: str
    other: str

    def to_dict(self) -> dict[str, str]:
        """Convert to JSON."""
        return {"kind": self.kind, "first": self.first, "other": self.other}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that two wordings have in common ("equal", each as printed there), or where they part."""

    kind: Literal["equal", "replace", "delete", "insert"]
    first: str
    other: str

    def to_dict(self) -> dict[str, str]:
        """Convert to JSON."""
        return {"kind": self.kind, "first": self.first, "other": self.other}


def quoted_words(kind: str, words: str) -> list[WordKeys]:
    """The words of a statement that stand as said: all of a quotation, of a mixed statement those between marks."""
    if kind == "direct":
        return [_plain(words)]
    if kind == "mixed":
        return [_plain(words[slice(*q.inner)]) for q in find_quotations(words) if q.depth == 1]
    return []


def aligned(first: str, other: str) -> list[Stretch]:
    """Lay two wordings beside each other: stretches of words in both, each as printed, and of words where they part.

    What an editor doesn't count (case, marks, spelling) is no difference.
    """
    a, b = ([w for w in words_of(text) if w.sort != "gap"] for text in (first, other))
    matcher = SequenceMatcher(None, [w.key for w in a], [w.key for w in b], autojunk=False)
    return [
        Stretch(kind, _printed(first, a[i:j]), _printed(other, b[k:m])) for kind, i, j, k, m in matcher.get_opcodes()
    ]


def differences(first: str, other: str) -> list[WordingDifference]:
    """Compare two wordings word by word; what an editor doesn't count (case, marks, spelling) is no difference."""
    return [WordingDifference(s.kind, s.first, s.other) for s in aligned(first, other) if s.kind != "equal"]


def join(connection: Connection, new: Sequence[int]) -> None:
    """Fingerprint new statements and put each into the cluster of those of other articles that share its words."""
    rows = {row.number: row for row in _quoted(connection, new)}
    prints = {number: _fingerprints(quoted_words(row.kind, row.words)) for number, row in rows.items()}
    values = [{"hash": h, "statement": number} for number, hashes in prints.items() for h in hashes]
    if not values:
        return
    insert_rows(connection, fingerprints, values)
    known = _holders(connection, {v["hash"] for v in values})
    candidates = {number: {n for h in prints[number] for n in known[h]} - {number} for number in sorted(rows)}
    others = {n for near in candidates.values() for n in near} - rows.keys()
    rows |= {row.number: row for row in _quoted(connection, sorted(others))}
    linked = _Links(rows)
    for number, near in candidates.items():
        for other in near:
            linked.compare(number, other)
    _store(connection, linked)


def leave(connection: Connection, numbers: Sequence[int]) -> None:
    """Take statements out of their clusters; what remains gathers anew, for they may have been the link."""
    s = statements.c
    left = set(connection.execute(select(s.cluster).where(s.number.in_(numbers), s.cluster.is_not(None))).scalars())
    connection.execute(delete(fingerprints).where(fingerprints.c.statement.in_(numbers)))
    if not left:
        return
    others = connection.execute(select(s.number).where(s.cluster.in_(left), s.number.not_in(numbers))).scalars().all()
    connection.execute(delete(fingerprints).where(fingerprints.c.statement.in_(others)))
    connection.execute(update(statements).where(s.cluster.in_(left)).values(cluster=None))
    connection.execute(delete(clusters).where(clusters.c.number.in_(left)))
    join(connection, others)


class _Links:
    """Which statements, and which clusters that there are already, belong together."""

    def __init__(self, rows: Mapping[int, Any]) -> None:
        self._rows = rows
        self._runs: dict[int, set[WordKeys]] = {}
        self._above: dict[int, int] = {}

    def compare(self, one: int, other: int) -> None:
        """Link two statements of different articles that share a run of words."""
        if self._rows[one].article == self._rows[other].article or self._top(one) == self._top(other):
            return
        if not self._runs_of(one).isdisjoint(self._runs_of(other)):
            for number in (one, other):
                if (cluster := self._rows[number].cluster) is not None:
                    self._link(number, -cluster)  # clusters count below zero
            self._link(one, other)

    def groups(self) -> Iterator[tuple[list[int], list[int]]]:
        """The statements that belong together, and the clusters that they are in so far, both in order."""
        together: dict[int, list[int]] = defaultdict(list)
        for node in self._above:
            together[self._top(node)].append(node)
        for nodes in together.values():
            yield sorted(n for n in nodes if n > 0), sorted(-n for n in nodes if n < 0)

    def _runs_of(self, number: int) -> set[WordKeys]:
        if number not in self._runs:
            row = self._rows[number]
            self._runs[number] = _runs(quoted_words(row.kind, row.words))
        return self._runs[number]

    def _link(self, one: int, other: int) -> None:
        a, b = self._top(one), self._top(other)
        self._above[max(a, b)] = self._above[min(a, b)] = min(a, b)

    def _top(self, node: int) -> int:
        while self._above.get(node, node) != node:
            node = self._above[node]
        return node


def _quoted(connection: Connection, numbers: Sequence[int]) -> Iterator[Any]:
    """Statements with words that stand as said."""
    s = statements.c
    query = select(s.number, s.article, s.kind, s.words, s.cluster).where(s.kind.in_(("direct", "mixed")))
    for some in in_parts(numbers):
        yield from connection.execute(query.where(s.number.in_(some)))


def _store(connection: Connection, linked: _Links) -> None:
    """Put what belongs together into one cluster: the oldest of theirs, or a new one."""
    s = statements.c
    members: list[dict[str, int]] = []
    for numbers, joined in linked.groups():
        cluster = joined[0] if joined else _begin(connection, numbers[0])
        members += [{"of": number, "into": cluster} for number in numbers]
        if joined[1:]:
            connection.execute(update(statements).where(s.cluster.in_(joined[1:])).values(cluster=cluster))
            connection.execute(delete(clusters).where(clusters.c.number.in_(joined[1:])))
    if members:
        into = update(statements).where(s.number == bindparam("of")).values(cluster=bindparam("into"))
        connection.execute(into, members)


def _holders(connection: Connection, hashes: set[int]) -> dict[int, list[int]]:
    """The statements that have each fingerprint."""
    found: dict[int, list[int]] = defaultdict(list)
    f = fingerprints.c
    for some in in_parts(hashes):
        for row in connection.execute(select(f.hash, f.statement).where(f.hash.in_(some))):
            found[row.hash].append(row.statement)
    return defaultdict(list, {h: numbers for h, numbers in found.items() if len(numbers) <= _COMMONPLACE})


def _begin(connection: Connection, first: int) -> int:
    """Make a cluster, named after its first statement."""
    statement = connection.execute(select(statements.c.id).where(statements.c.number == first)).scalar_one()
    number = connection.execute(select(func.coalesce(func.max(clusters.c.number), 0) + 1)).scalar_one()
    name = sha256(f"cluster {statement}".encode()).hexdigest()[:12]
    connection.execute(insert(clusters).values(number=number, id=name))
    return int(number)


def _plain(words: str) -> WordKeys:
    plain = unicodedata.normalize("NFKC", words).replace("’", "'").casefold()
    return tuple(_WORD.findall(plain))


def _printed(text: str, words: Sequence[Word]) -> str:
    return text[words[0].start : words[-1].end] if words else ""


def _runs(segments: Iterable[WordKeys]) -> set[WordKeys]:
    return {words[k : k + RUN] for words in segments for k in range(len(words) - RUN + 1)}


def _fingerprints(segments: Iterable[WordKeys]) -> set[int]:
    return {h for words in segments if len(words) >= RUN for h in _winnow([_hash(s) for s in _shingles(words)])}


def _shingles(words: WordKeys) -> Iterator[str]:
    return (" ".join(words[k : k + _SHINGLE]) for k in range(len(words) - _SHINGLE + 1))


def _winnow(hashes: Sequence[int]) -> Iterator[int]:
    return (min(hashes[k : k + _WINDOW]) for k in range(len(hashes) - _WINDOW + 1))


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big", signed=True)
