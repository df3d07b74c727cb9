"""What a person speaks about: names and phrases that stand in several statements, with counts by year."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..models.vectors import Vectors
from ..people.directory import Person
from ..record.lookup import newest_number, newest_wordings
from ..record.store import Record
from ..search.fulltext import count_with
from ..text.lexicon import first_names, word_lists
from ..text.stems import stem
from .subject import POSSESSIVE, is_empty, words_of
from .voice import Voice

#: Of a person's statements the newest so many are read.
_READ = 5000
#: A subject stands in so many statements.
_FEWEST = 3
#: A phrase is told by two words where so large a share of the rarer word's statements have both.
_PHRASE = 0.4
#: A subject is left out when so many of its statements have been counted under a kindred one above it.
_COVERED = 0.5
#: A phrase is a noun phrase when it stands behind one of ``_BEFORE_NOUNS`` so often.
_NOUN = 0.4
#: What so large a share of others' statements speaks of is a subject of one person only if they speak of it more often.
_COMMON = 0.05
#: Names whose first word is a common one: "New York", "North Korea".
_PLACE_HEADS = frozenset("new north south east west".split())
#: What a name or a phrase of two words is worth beside a single word.
_TELLS_MORE = 1.5
_BEFORE_NOUNS = frozenset(
    "the a an his her its their our my your this that these those of on about for against in no".split()
)
_NAME = re.compile(r"(?<![.!?“\"'] )(?<!^)\b[A-Z][\w'’]*(?:[ -][A-Z][\w'’]*)*")
_OWN_PLACES = frozenset("mr mrs ms dr sen gov president senator".split())


@dataclass(frozen=True, slots=True)
class SpokenSubject:
    """A subject of a person: its words, in how many statements it stands, and in how many of each year."""

    words: str
    count: int
    years: tuple[tuple[str, int], ...]

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {"subject": self.words, "count": self.count, "years": dict(self.years)}


@dataclass(frozen=True, slots=True)
class Subjects:
    """The subjects of a person, the most frequent first."""

    person: Person
    subjects: tuple[SpokenSubject, ...]

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {
            "format": "onrecord-subjects/1",
            "person": {"id": self.person.id, "name": self.person.name},
            "subjects": [t.to_dict() for t in self.subjects],
        }


def subjects_of(record: Record, voice: Voice, *, limit: int = 40) -> Subjects:
    """What a person's statements are about."""
    with record.database.reading() as connection:
        rows = newest_wordings(connection, voice.any(), limit=_READ)
        own = {stem(word) for name in (voice.person.name, *voice.person.names) for word in name.lower().split()}
        topics = _topics([(words, day[:4]) for words, day in rows], own)
        others = max(1, newest_number(connection) - len(rows))
        found: list[SpokenSubject] = []
        for topic in topics:
            phrase = tuple(topic.words.lower().split())
            among = (count_with(connection, phrase, is_sqlite=record.database.is_sqlite) - topic.count) / others
            if among < _COMMON or topic.count / len(rows) > among:
                found.append(topic)
            if len(found) == limit:
                break
    return Subjects(voice.person, tuple(sorted(found, key=lambda topic: -topic.count)))


def _topics(rows: list[tuple[str, str]], own: set[str]) -> Iterator[SpokenSubject]:
    """Phrases that tell something, the most telling first; one whose statements another has is left out."""
    where: dict[tuple[str, ...], set[int]] = defaultdict(set)
    printed: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    nouns: Counter[tuple[str, ...]] = Counter()
    for number, (text, _) in enumerate(rows):
        for key, words, is_noun in _phrases(text):
            if own.isdisjoint(key):
                where[key].add(number)
                printed[key][words] += 1
                nouns[key] += is_noun
    vectors = Vectors.load()
    weight: dict[tuple[str, ...], float] = {}
    shown = {key: _shown(forms) for key, forms in printed.items() if len(where[key]) >= _FEWEST}
    for key, words in shown.items():
        count, rarity = len(where[key]), max(vectors.rarity_of(w.text) for w in words_of(words))
        is_phrase = words[0].isupper() or len(key) > 1
        if is_phrase and nouns[key] < _NOUN * printed[key].total():
            continue
        if len(key) == 2 and not words[0].isupper() and count < _PHRASE * min(len(where.get((r,), ())) for r in key):
            continue
        weight[key] = count * rarity * (_TELLS_MORE if is_phrase else 1.0)
    taken: list[tuple[tuple[str, ...], set[int]]] = []
    for key in sorted(weight, key=lambda k: (-weight[k], k)):
        numbers = where[key]
        kindred = [held for other, held in taken if not set(key).isdisjoint(other)]
        if any(len(numbers & held) >= _COVERED * len(numbers) for held in kindred):
            continue
        taken.append((key, numbers))
        years = Counter(rows[n][1] or "no date" for n in numbers)
        yield SpokenSubject(shown[key], len(numbers), tuple(sorted(years.items())))


def _shown(forms: Counter[str]) -> str:
    """How a phrase is printed: the full form of a name that stands most often, else the most frequent."""
    usual = forms.most_common(1)[0][0]
    fuller = {form: count for form, count in forms.items() if count > 1 and form[0].isupper() and " " in form}
    return max(fuller, key=lambda form: (fuller[form], len(form)), default=usual) if usual[0].isupper() else usual


def _phrases(text: str) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """Names, pairs of words that stand together, single words: stems, as printed, whether it stands as a noun."""
    for m in _NAME.finditer(text):
        parts = words_of(m.group())
        name = [
            w for k, w in enumerate(parts)
            if w.text not in _OWN_PLACES and (not is_empty(w.text) or (w.text in _PLACE_HEADS and k + 1 < len(parts)))
        ]  # fmt: skip
        if len(name) == 1 and (name[0].text in first_names() or name[0].text in _lists()["no_names"]):
            continue
        if name and len(name[-1].text) > 2 and not any("'" in w.text or "’" in w.text for w in name):
            is_person = len(name) > 1 and name[0].text in first_names()
            printed = text[m.start() + name[0].start : m.start() + name[-1].end]
            yield tuple(w.stem for w in (name[-1:] if is_person else name)), POSSESSIVE.sub("", printed), True
    words = words_of(text)
    for k, word in enumerate(words):
        if is_empty(word.text) or len(word.text) < 4 or not word.text.isalpha() or text[word.start].isupper():
            continue
        is_noun = k > 0 and words[k - 1].text in _BEFORE_NOUNS
        if word.text in _lists()["fields"]:
            yield (word.stem,), word.text, is_noun
        if word.text in _lists()["generic"]:
            continue
        if k + 1 < len(words):
            other = words[k + 1]
            together = text[word.end : other.start] in (" ", "-") and not text[other.start].isupper()
            tells = len(other.text) > 3 and not is_empty(other.text) and other.text not in _lists()["generic"]
            if together and tells:
                yield (word.stem, other.stem), text[word.start : other.end].lower(), is_noun


def _lists() -> Mapping[str, frozenset[str]]:
    return word_lists("subjects.txt")
