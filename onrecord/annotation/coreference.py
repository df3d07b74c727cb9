"""Whom "he" and "she" stand for: a ranking of the people that an article names.

Every personal pronoun of the text is given to the candidate with the greatest sum of weights, in reading order, so that
a chain of pronouns carries on; a candidate whose gender is another is none. Features are what a mention's place tells
(nearness, how it stands in its sentence, how often its bearer is named, who spoke last). A mention-ranking model in the
line of Denis & Baldridge (2008); training/pronouns.py says on what the weights were fitted.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..models.log_linear import Features, probabilities, weights
from ..text.lexicon import Gender
from ..text.outline import Outline
from ..text.titles import is_title
from .entities import Cast, Entity

PRONOUNS: Mapping[str, tuple[Gender, str]] = {
    "he": ("m", "subject"), "she": ("f", "subject"), "him": ("m", "object"), "his": ("m", "owner"),
    "her": ("f", "owner"), "hers": ("f", "owner"), "himself": ("m", "object"), "herself": ("f", "object"),
}  # fmt: skip
_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers|himself|herself)\b(?!-)", re.IGNORECASE)
#: How far back an antecedent is sought: mentions before a pronoun, and sentences.
_MENTIONS, _SENTENCES = 30, 12
#: A pronoun goes to nobody when the best candidate leads by less.
_LEAST_LEAD = 0.1
#: The same where the pronoun says who speaks: nobody is better there than somebody else.
_LEAST_LEAD_OF_SPEAKER = 0.2

_PREPOSITIONS = frozenset(
    "of by with to from for in on at about against like than as over after before under between toward towards"
    " behind via into without among near around since during despite regarding including".split()
)
_AUXILIARIES = frozenset(
    "is was has had will would did does said says are were could should can may might must also then told added has"
    " wrote argued asked noted who".split()
)
_CONJUNCTIONS = frozenset("and or but nor &".split())
_CLAUSES = frozenset("that when if while because as whether how what why where which although though once".split())


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names an entity: a name, or a pronoun that was resolved. ``before`` and ``after`` say how it
    stands in its sentence, ``speaks`` whether it is in the source of an attribution.
    """

    start: int
    end: int
    entity: Entity
    sentence: int
    quotation: int
    before: str
    after: str
    pronoun: bool = False
    speaks: bool = False


class Discourse:
    """A text as coreference sees it: sentences, quotations, and mentions of people in order.

    ``sources`` are the places of the sources of attributions, where they are known.
    """

    def __init__(self, outline: Outline, cast: Cast, sources: Sequence[tuple[int, int]] = ()) -> None:
        self.outline = outline
        self.text = outline.text
        self.cast = cast
        self.sentences = outline.sentences
        self._sources = sorted(sources)
        self._quotes = [(q.start, q.end) for q in outline.quotations]
        self._quote_starts = [a for a, _ in self._quotes]
        self.mentions: list[Mention] = []
        for name in cast.mentions:
            entity = cast.entity(name)
            if entity.kind == "person" or (entity.kind == "other" and not entity.place):
                self.mentions.append(self.mention(name.start, name.end, entity, begins=name.full_start))
        self._starts = [m.start for m in self.mentions]
        self._counts = Counter(m.entity for m in self.mentions)
        people = [e for e in self._counts if e.kind == "person"]
        self._main = max(people, key=lambda e: self._counts[e]) if people else None

    def mention(
        self, start: int, end: int, entity: Entity, *, begins: int | None = None, pronoun: bool = False
    ) -> Mention:
        """Describe a mention by its place; ``begins`` is where the titles before it do."""
        sentence, quotation = self.sentences.at(start), self.quotation(start)
        before, after = _neighbours(self.text, start, end)
        first = max(self.sentences.starts[sentence] if len(self.sentences) else 0, self._quotes_end_before(start))
        if before != "start" and _opens(self.text[first : start if begins is None else begins]):
            before = "start"
        return Mention(start, end, entity, sentence, quotation, before, after, pronoun, self.in_source(start))

    def _quotes_end_before(self, place: int) -> int:
        k = bisect_right(self._quote_starts, place) - 1
        return self._quotes[k][1] if k >= 0 and self._quotes[k][1] <= place else 0

    def begins_sentence(self, place: int) -> bool:
        """Whether a place is where a sentence starts."""
        sentences = self.sentences
        return bool(len(sentences)) and not self.text[sentences.starts[sentences.at(place)] : place].strip()

    def told_between(self, one: int, other: int) -> int:
        """How many sentences begin between two places outside of quotations: talk doesn't put people apart."""
        starts = self.sentences.starts
        return sum(self.quotation(s + 1) < 0 for s in starts[bisect_right(starts, one) : bisect_right(starts, other)])

    def in_source(self, place: int) -> bool:
        """Whether a place is in the source of an attribution."""
        k = bisect_right(self._sources, (place, 1 << 60)) - 1
        return k >= 0 and place < self._sources[k][1]

    def quotation(self, place: int) -> int:
        """The number of the quotation that holds a place, -1 outside."""
        k = bisect_right(self._quote_starts, place) - 1
        return k if k >= 0 and place < self._quotes[k][1] else -1

    def add(self, mention: Mention) -> None:
        """Put a resolved pronoun among the mentions."""
        k = bisect_left(self._starts, mention.start)
        self.mentions.insert(k, mention)
        self._starts.insert(k, mention.start)

    def candidates(self, start: int, end: int, gender: Gender, case: str) -> list[tuple[Entity, Features]]:
        """People that a pronoun may stand for, each with the features that speak for or against it."""
        here = self.mention(start, end, _NOBODY)
        k = bisect_left(self._starts, start)
        near: dict[Entity, list[Mention]] = {}
        for m in reversed(self.mentions[max(0, k - _MENTIONS) : k]):
            if here.sentence - m.sentence > _SENTENCES:
                break
            if _agree(m.entity.gender, gender):
                near.setdefault(m.entity, []).append(m)
        for m in self.mentions[k : k + 4]:
            if m.sentence == here.sentence and m.entity not in near and _agree(m.entity.gender, gender):
                near[m.entity] = [m]
        if self._main is not None and self._main not in near and _agree(self._main.gender, gender):
            near[self._main] = []
        people = [e for e in near if e.kind == "person"]
        ranks = {e: (people.index(e) if e.kind == "person" else len(people)) for e in near}
        return [
            (
                entity,
                [*self._features(here, case, entity, found, ranks[entity]), f"leaning:{_fit(entity.leaning, gender)}"],
            )
            for entity, found in near.items()
        ]

    def _features(self, here: Mention, case: str, entity: Entity, found: list[Mention], rank: int) -> Features:
        sentences = self.sentences
        features = [
            f"kind:{entity.kind}",
            f"rank:{min(rank, 4)}",
            f"rank:{case}:{min(rank, 2)}",
            f"gender:{'known' if entity.gender != '-' else 'open'}",
            f"count:{min(4, self._counts[entity].bit_length())}",
            f"named:{min(2, len(entity.name))}",
        ]
        if entity is self._main:
            features.append("main")
        if here.speaks and self._sources:
            features.append(f"spoke:{self._spoke(here, entity)}")
        if not found:
            return [*features, "far"]
        last = found[0]
        gap = here.sentence - last.sentence
        told = min(3, self.told_between(last.start, here.start)) if last.start < here.start else 0
        where = "after" if last.start > here.start else str(min(gap, 4))
        features += [
            f"gap:{where}:{case}",
            f"told:{told}:{case}:{min(1, here.quotation + 1)}",
            f"told:{told}:{last.before == 'start'}:{here.before == 'start'}",
            f"led:{told}:{self._leads(here, entity)}",
            f"line:{min(3, sentences.line[here.sentence] - sentences.line[last.sentence])}"
            if len(sentences)
            else "line",
            f"before:{last.before}:{min(gap, 2)}",
            f"after:{last.after}:{min(gap, 2)}",
            f"pronoun:{last.pronoun}:{min(gap, 2)}",
            f"quoted:{here.quotation >= 0}:{last.quotation >= 0}:{here.quotation == last.quotation}",
        ]
        between = self.text[min(last.end, here.end) : max(last.start, here.start)]
        words = between.count(" ")
        commas = min(2, between.count(","))
        features += [
            f"words:{case}:{min(6, (words + 2).bit_length())}",
            f"pair:{last.before}:{here.before}:{min(gap, 1)}",
            f"pair:{last.after}:{here.before}:{min(gap, 1)}",
            f"commas:{min(gap, 1)}:{commas}:{case}",
            f"alone:{self._alone(last)}:{min(gap, 2)}",
            f"place:{min(3, (last.start - sentences.starts[last.sentence]) // 25)}:{min(gap, 2)}:{case}",
        ]
        if self._again(here, entity):
            features += ["again", f"again:{case}"]
        if entity.kind == "other":
            features.append(f"other:{last.before}:{last.after}")
        if last.before == "start" and last.after in ("verb", "comma"):
            features.append(f"subject:{min(gap, 3)}:{case}")
        earlier = [m for m in found if m.sentence < here.sentence]
        if earlier:
            previous = earlier[0].sentence
            subject = any(m.before == "start" for m in earlier if m.sentence == previous)
            features.append(f"earlier:{min(3, here.sentence - previous)}:{subject}:{case}")
            features.append(f"times:{min(3, sum(here.sentence - m.sentence <= 3 for m in found))}")
        if gap == 0 and where != "after":
            features.append(f"same:{last.before}:{last.after}:{case}")
            features.append(f"apart:{case}:{min(4, (here.start - last.end) // 20)}")
        if any(m.sentence == here.sentence and m.before == "start" for m in found):
            features.append(f"heads:{case}")
        if any(m.sentence == here.sentence - 1 and m.before == "start" for m in found):
            features.append(f"headed:{case}:{here.before}")
        return features

    def _leads(self, here: Mention, entity: Entity) -> bool:
        """Whether a person is the last before a place with whom a sentence outside of quotations began."""
        k = bisect_left(self._starts, here.start)
        for m in reversed(self.mentions[max(0, k - _MENTIONS) : k]):
            if m.before == "start" and m.quotation < 0 and m.sentence < here.sentence:
                return m.entity is entity
        return False

    def _alone(self, mention: Mention) -> bool:
        """Whether a mention is its sentence's only person."""
        k = bisect_left(self._starts, mention.start)
        near = self.mentions[max(0, k - 3) : k + 4]
        return all(m.entity is mention.entity for m in near if m.sentence == mention.sentence)

    def _again(self, here: Mention, entity: Entity) -> bool:
        """Whether a person is named again behind a pronoun in its sentence: then the pronoun is mostly another's."""
        k = bisect_right(self._starts, here.start)
        return any(m.entity is entity and m.sentence == here.sentence for m in self.mentions[k : k + 4])

    def _spoke(self, here: Mention, entity: Entity) -> str:
        """Whether a person was the last to speak before a place, and how far back, or spoke at all."""
        k = bisect_left(self._starts, here.start)
        others = 0
        for m in reversed(self.mentions[max(0, k - _MENTIONS) : k]):
            if m.speaks:
                if m.entity is entity:
                    return f"{min(others, 2)}:{min(here.sentence - m.sentence, 4)}"
                others += 1
        return "never"

    def resolve(
        self, start: int, end: int, gender: Gender, case: str = "subject", least_lead: float = _LEAST_LEAD
    ) -> Entity | None:
        """The likeliest person for a pronoun or a phrase like "the senator"; None where two are about as likely.

        ``gender`` "-" stands for either; ``least_lead`` is the least difference of the two greatest probabilities.
        """
        candidates = self.candidates(start, end, gender, case)
        chances = probabilities([features for _, features in candidates], weights("pronouns"))
        ranked = sorted(zip(chances, candidates, strict=True), key=lambda x: -x[0])
        if not ranked:
            return None
        best = ranked[0][1][0]
        lead = ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else 0.0)
        if lead < least_lead or any(self._named_together(start, best, other) for _, (other, _) in ranked[1:3]):
            return None
        return best

    def _named_together(self, place: int, one: Entity, other: Entity) -> bool:
        """Whether two people were last named as a pair: "Ana Ortega and Clara Bell met. She ..." tells neither."""
        k = bisect_left(self._starts, place)
        last = [
            next((m for m in reversed(self.mentions[max(0, k - 4) : k]) if m.entity is e), None) for e in (one, other)
        ]
        if last[0] is None or last[1] is None:
            return False
        first, second = sorted((last[0], last[1]), key=lambda m: m.start)
        return self.text[first.end : second.start].strip() in ("and", "&")


def _agree(one: Gender, other: Gender) -> bool:
    return one == other or "-" in (one, other)


def _fit(told: Gender, asked: Gender) -> str:
    return "open" if told == "-" else "same" if told == asked else "other"


_NOBODY = Entity("other", ())


def resolve_pronouns(discourse: Discourse) -> dict[int, Entity]:
    """Give every gendered pronoun of a text to a person, in reading order; by the pronoun's offset."""
    found: dict[int, Entity] = {}
    for m in _PRONOUN.finditer(discourse.text):
        word = m.group().lower()
        lead = _LEAST_LEAD_OF_SPEAKER if discourse.in_source(m.start()) else _LEAST_LEAD
        entity = discourse.resolve(m.start(), m.end(), *PRONOUNS[word], least_lead=lead)
        if entity is not None:
            found[m.start()] = entity
            if entity.gender == "-":
                entity.gender = PRONOUNS[word][0]
            discourse.add(discourse.mention(m.start(), m.end(), entity, pronoun=True))
    return found


#: "On Thursday, ", "Asked about the toll, ": what stands before a subject.
_PREPOSED = re.compile(r"[^,]{3,80},[ \xa0]")
#: "Labour Minister ", "Former manager ", "The singer's brother, ".
_DESCRIBED = re.compile(r"(?:[\w’'-]+\.?,?[ \xa0]){1,6}")


def _opens(before: str) -> bool:
    """Whether nothing but a phrase set in front, or what somebody is, stands between a sentence's start and a name."""
    if _PREPOSED.fullmatch(before):
        first = before.split(maxsplit=1)[0].lower()
        return first in _PREPOSITIONS or first in _CLAUSES or first.endswith(("ed", "ing"))
    if not _DESCRIBED.fullmatch(before):
        return False
    words = [w.strip(",.").lower() for w in before.split()]
    apart = _PREPOSITIONS | _AUXILIARIES | _CONJUNCTIONS | _CLAUSES
    return not any(w in apart for w in words) and is_title(words[-1])


_BEFORE = re.compile(r"([\w'’]+|[^\w\s])?[\s\xa0]*$")
_AFTER = re.compile(r"(['’]s?\b)|[\s\xa0]*([\w'’]+|[^\w\s])?")


def _neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """How a mention stands in its sentence: the class of the word before and of the one behind."""
    piece = text[max(0, start - 25) : start]
    before = _BEFORE.search(piece)
    word = (before.group(1) or "") if before else ""
    lower = word.lower()
    if not word or "\n" in piece[-2:] or word in '.?!:;“"‘—–-(•”':
        first = "start"
    elif word == ",":
        first = "comma"
    elif lower in _PREPOSITIONS:
        first = "preposition"
    elif lower in _CONJUNCTIONS:
        first = "conjunction"
    elif lower in _CLAUSES:
        first = "clause"
    elif word[0].isupper() or word.endswith("."):
        first = "title"
    else:
        first = "word"
    after = _AFTER.match(text, end)
    owner, next_word = (after.group(1), after.group(2) or "") if after else (None, "")
    lower = next_word.lower()
    if owner:
        last = "owner"
    elif next_word == ",":
        last = "comma"
    elif not next_word or not next_word[0].isalnum():
        last = "end"
    elif lower in _CONJUNCTIONS:
        last = "conjunction"
    elif lower in _AUXILIARIES or lower.endswith("ed") or (lower.endswith("s") and len(lower) > 3):
        last = "verb"
    elif lower in _PREPOSITIONS:
        last = "preposition"
    else:
        last = "word"
    return first, last
