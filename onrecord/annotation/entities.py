"""Who occurs in an article: which names name the same person or organisation.

A surname, a first name or an acronym goes to the fuller form that the article gives. Nothing is known about who is who.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..text.lexicon import Gender, first_names, places, word_lists
from ..text.names import ACRONYM, GENERATION, LINE, Name, NameKind, find_names, is_headline, plain_words
from ..text.person_names import PersonName, compare_names
from ..text.titles import title_gender

#: What a person does beside whose bare surname it stands.
_SPEAKS = re.compile(
    r"[ \xa0](?:(?:also|then|later|has|had)[ \xa0])?"
    r"(?:said|says|told|added|tweeted|joked|continued|asked|argued|wrote|explained|noted|replied|thinks|believes)\b"
)
#: Words with which a surname begins; "Al" is a first name as often.
_SURNAME_PARTICLES = frozenset("ó ní mac van von der den de del della di da du dos la le el bin ibn ter ten".split())
#: Words before a place's name.
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|across|the|toward|[a-z]*ern|outside|throughout)[ \xa0]$", re.IGNORECASE)


_LAST_WORD = re.compile(r"\b([a-z]+)[ \xa0]$")


@dataclass(eq=False, slots=True)
class Entity:
    """A person, an organisation, or something else with a name; ``mentions`` in the order of the text."""

    kind: NameKind
    name: tuple[str, ...]
    gender: Gender = "-"
    mentions: list[Name] = field(default_factory=list)
    #: What a bare first name would tell; it may be a surname.
    leaning: Gender = "-"
    #: Whether it stands where only places and things stand ("in Velden", "the Senate").
    place: bool = False
    #: Lower-case words that the article puts beside the name: "senator", "nominee", "agency".
    roles: set[str] = field(default_factory=set)

    @property
    def fullest(self) -> str:
        """The fullest form that the article gives."""
        return " ".join(self.name)

    @property
    def plain(self) -> tuple[str, ...]:
        """Words of the fullest form, lower case without stops."""
        return plain_words(self.name)


class Cast:
    """Everyone and everything that an article names.

    ``entities`` in the order of first mention; ``mentions`` in the order of the text, each with its entity.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        found, headlines = find_names(text)
        self.entities: list[Entity] = []
        self._by_word: dict[str, list[Entity]] = {}
        placed: dict[Name, Entity] = {}
        for name in (n for n in found if len(n.words) > 1 and not _is_surname(n)):
            placed[name] = self._gather(name)
        for name in headlines:
            if name.kind == "person" and not self._fitting(name):
                placed[name] = self._gather(name)
        taken = {n.start for n in placed}
        rest = [*found, *(n for n in _known_in_headlines(text, self.entities) if n.start not in taken)]
        for name in sorted(
            rest, key=lambda n: title_gender(n.title or "") in (None, "-")
        ):  # "Ms. Ortega" before "Ortega"
            if name not in placed:
                entity = self._short(name, placed)
                if entity is not None:
                    placed[name] = entity
        self.mentions = sorted(placed, key=lambda n: (n.start, n.end))
        self._starts = [n.start for n in self.mentions]
        self._entity = placed
        for name in self.mentions:
            placed[name].mentions.append(name)
        self.entities = sorted((e for e in self.entities if e.mentions), key=lambda e: e.mentions[0].start)
        for entity in self.entities:
            if entity.kind == "other":
                entity.place = bool(places() & set(entity.plain)) or any(
                    _PLACE_BEFORE.search(text[max(0, n.start - 12) : n.start]) for n in entity.mentions
                )
                if _is_called_a_body(text, entity):
                    entity.kind = "organisation"
                elif _acts_like_a_person(text, entity):
                    entity.kind = "person"
            _describe(entity)

    def entity(self, name: Name) -> Entity:
        """Whom a mention names."""
        return self._entity[name]

    def between(self, start: int, end: int) -> list[Name]:
        """The mentions that begin in ``start:end``."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, place: int, count: int) -> list[Name]:
        """Up to ``count`` mentions that begin before a place, the nearest first."""
        k = bisect_right(self._starts, place - 1)
        return self.mentions[max(0, k - count) : k][::-1]

    def _gather(self, name: Name) -> Entity:
        """Give a full name to the entity that bears it, or to a new one."""
        last = next((w for w in reversed(name.plain) if w not in GENERATION), name.plain[-1])
        for entity in self._by_word.get(last, ()):
            person = "person" in (entity.kind, name.kind) and "organisation" not in (entity.kind, name.kind)
            if _same(entity.plain, name.plain, person=person):
                entity.kind = min(entity.kind, name.kind, key=("person", "organisation", "other").index)
                if _weight(name.words) > _weight(entity.name):
                    entity.name = name.words
                    self._index(entity, name)
                return entity
        entity = Entity(name.kind, name.words)
        self.entities.append(entity)
        self._index(entity, name)
        return entity

    def _index(self, entity: Entity, name: Name) -> None:
        keys = {w for w in name.plain if w not in GENERATION}
        if entity.kind == "organisation":
            keys.add(acronym(name.words).lower())
        for key in keys:
            known = self._by_word.setdefault(key, [])
            if entity not in known:
                known.append(entity)

    def _fitting(self, name: Name) -> list[Entity]:
        """Entities that a short form may stand for, the likeliest first."""
        plain = name.plain
        found = []
        for entity in self._by_word.get(plain[-1], ()):
            whole = entity.plain
            short = entity.kind == "person" and set(plain) <= set(whole) | GENERATION
            fits = short or (entity.kind != "person" and _is_short_for(name, entity))
            if fits and _gender_fits(name, entity):
                found.append(entity)
        return found

    def _short(self, name: Name, placed: Mapping[Name, Entity]) -> Entity | None:
        """Give a short form ("Ortega", "Ms. Ortega", "ICE") to a fuller one; make an entity of a name without one."""
        fitting = self._fitting(name)
        people = [e for e in fitting if e.kind == "person"]
        if people and name.kind != "organisation":
            surname = [e for e in people if len(e.name) == 1 or e.plain[0] != name.plain[-1]] or people
            if len(surname) == 1:
                return surname[0]
            return _likeliest(name, surname, placed)
        others = [e for e in fitting if e.kind != "person"]
        if others and (name.kind != "person" or _keeps_name(others[0], name)):
            known = len(others[0].name) in (2, 3) and others[0].kind == "other" and _keeps_name(others[0], name)
            if known and others[0].plain[0] not in word_lists("organisations.txt")["ground"]:
                others[0].kind = "person"
            return others[0]
        if name.kind == "other" and not name.title:
            entity = next((e for e in self._by_word.get(name.plain[-1], ()) if e.name == name.words), None)
            if entity is None:
                entity = Entity("other", name.words)
                self.entities.append(entity)
                self._index(entity, name)
            return entity
        return self._gather(name)


def _is_surname(name: Name) -> bool:
    """Whether a name of two words is one surname: "Ó Conghaile", "Van Buren"."""
    return len(name.words) == 2 and name.plain[0] in _SURNAME_PARTICLES


def _is_short_for(name: Name, entity: Entity) -> bool:
    """Whether a name may be short for an organisation's or a thing's: "ICE", "the Commission", "Peabody" (Energy)."""
    plain, whole = name.plain, entity.plain
    if whole[-2:] == ("white", "house") or (len(plain) == 1 and plain[0] in places()):
        return plain == whole
    firm = whole[0] == plain[-1] and 1 < len(whole) < 4 and set(whole[1:]) <= word_lists("organisations.txt")["firm"]
    behind = whole[0] != plain[-1] and set(plain) <= set(whole)
    return acronym(entity.name).lower() == plain[0] or behind or firm or _keeps_name(entity, name)


def _keeps_name(entity: Entity, name: Name) -> bool:
    """Whether a short form is the family's name: the last word, or the first of a name like "Zhao Yiming"."""
    families = word_lists("given_names.txt")["family_first"]
    first = len(entity.name) > 1 and entity.plain[0] == name.plain[-1] and entity.plain[0] in families
    return entity.plain[-1] == name.plain[-1] or first


def acronym(words: tuple[str, ...]) -> str:
    """The first letters of a name's capitalised words; the name itself when it is an acronym."""
    if len(words) == 1:
        return words[0].replace(".", "").rstrip("s") if ACRONYM.fullmatch(words[0]) else words[0]
    return "".join(w[0] for w in words if w[0].isupper())


def _weight(words: tuple[str, ...]) -> int:
    return sum(len(w) for w in words)


def _same(one: tuple[str, ...], other: tuple[str, ...], *, person: bool) -> bool:
    """Whether two full names are forms of one: "William J. Ortega", "Bill Ortega", "William Ortega".

    Within a story what may be the same is, if it begins or ends alike: "Ana Marsh", "Ana Marsh Ortega", "Marsh Ortega".
    """
    if one == other:
        return True
    if not person:
        return False
    a, b = (PersonName.printed(" ".join(words)) for words in (one, other))
    likeness = compare_names(a, b)
    shorter, longer = sorted((one, other), key=len)
    begins_or_ends_alike = one[0] == other[0] or longer[-len(shorter) :] == shorter
    enough = len(shorter) > 1 and begins_or_ends_alike and a.generation == b.generation
    return likeness == "yes" or (likeness == "maybe" and enough)


def _gender_fits(name: Name, entity: Entity) -> bool:
    told = title_gender(name.title or "") or "-"
    known = first_names().get(entity.plain[0], "-") if entity.kind == "person" and len(entity.name) > 1 else "-"
    return told == "-" or known == "-" or told == known


def _likeliest(name: Name, fitting: list[Entity], placed: Mapping[Name, Entity]) -> Entity | None:
    """Of several bearers of a surname the one that the story is about: named in full more often than the others, or
    the only one named in full before, or, where none is yet, the first one.
    """
    counts = Counter(e for n, e in placed.items() if e in fitting)
    before = {e for n, e in placed.items() if e in fitting and n.start < name.start}
    if len(before) == 1:
        return before.pop()
    ranked = sorted(fitting, key=lambda e: -counts[e])
    if counts[ranked[0]] > counts[ranked[1]]:
        return ranked[0]
    if not before:  # a headline means whom the story names first
        return min(((n.start, e) for n, e in placed.items() if e in fitting), key=lambda x: x[0], default=(0, None))[1]
    nearest = [(n.start, e) for n, e in placed.items() if e in fitting and n.start < name.start]
    return max(nearest, key=lambda x: x[0])[1] if nearest and len({e for _, e in nearest}) == 1 else None


def _acts_like_a_person(text: str, entity: Entity) -> bool:
    """Whether a name of unknown kind speaks, or is a first name that never stands where places stand."""
    if any(_SPEAKS.match(text, n.end) for n in entity.mentions):
        return True
    return first_names().get(entity.plain[0], "-") != "-" and not entity.place


def _is_called_a_body(text: str, entity: Entity) -> bool:
    """Whether a name of unknown kind stands beside what it is: "aircraft manufacturer Brindle"."""
    bodies = word_lists("nouns.txt")["organisation"] | word_lists("speakers.txt")["any_body"]
    before = (_LAST_WORD.search(text[max(0, n.full_start - 20) : n.full_start]) for n in entity.mentions)
    return not entity.place and any(m is not None and m.group(1) in bodies for m in before)


def _describe(entity: Entity) -> None:
    """Gather the roles and the gender that titles and the first name tell."""
    told = Counter(title_gender(n.title) for n in entity.mentions if n.title)
    entity.roles |= {n.title for n in entity.mentions if n.title}
    if told["f"] != told["m"]:
        entity.gender = "f" if told["f"] > told["m"] else "m"
    elif len(entity.name) > 1:
        entity.gender = first_names().get(entity.plain[0], "-") if entity.kind == "person" else "-"
    else:
        entity.leaning = first_names().get(entity.plain[0], "-")


def _known_in_headlines(text: str, entities: list[Entity]) -> list[Name]:
    """Mentions of entities of the running text in lines set like headlines."""
    forms: dict[str, NameKind] = {}
    for entity in entities:
        forms[" ".join(entity.name)] = entity.kind
        if entity.kind == "person":
            forms.setdefault(entity.name[-1], "other")
            if len(entity.name) > 2:
                forms.setdefault(f"{entity.name[0]} {entity.name[-1]}", "person")
    if not forms:
        return []
    known = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(forms, key=len, reverse=True)))})\b", re.IGNORECASE)
    found = []
    for line in LINE.finditer(text):
        if not is_headline(line.group()):
            continue
        for m in known.finditer(text, *line.span()):
            if m.group()[0].isupper():
                words = tuple(w if not w.isupper() or len(w) < 4 else w.title() for w in m.group().split())
                possessive = bool(re.match(r"['’]s", text[m.end() : m.end() + 2]))
                found.append(Name(m.start(), m.end(), words, "other", None, m.start(), possessive))
    return found
