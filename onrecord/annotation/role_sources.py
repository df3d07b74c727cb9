"""Sources that tell a role or a body and no name: "the senator", "a spokeswoman for the mill", "voters"."""

from __future__ import annotations

import re

from ..statement import Span, Speaker, SpeakerType
from ..text.lexicon import word_lists
from ..text.names import Name
from ..text.titles import title_gender
from .entities import Entity
from .story import Resolved, ToldStory

_WORD = re.compile(r"[^\W_][\w’'-]*")
_APPOSITION = re.compile(r",[ \xa0](?:who (?:is|was) )?((?:an?|the|his|her|former|then|now) [^,.;:“”\"\n]{2,90})")
_PARTY = re.compile(r",?[ \xa0]\(?([RD])[-–.]")
#: What stands before a phrase, and what only describes further whom it names.
_LEAD = re.compile(r"(?:by|from|even|of|among|to)\s+", re.IGNORECASE)
_ASIDE = re.compile(r",?\s(?:[-–—]+|\()\s?|,\s(?:who|which|including|a|an|the)\s")
#: "The former senator": so many words refer back to somebody; more of them introduce somebody.
_LONGEST_BACK_REFERENCE = 5
#: By how much the likeliest must lead there (a pronoun tells more than "the senator" does).
_LEAST_LEAD = 0.3
#: So near behind a role the name begins that tells whose it is.
_NEAR = 25
#: How many names before a phrase an organisation is looked for.
_ORGANISATIONS = 40


def speaker_of_role(story: ToldStory, start: int, end: int) -> Resolved:
    """Whom a phrase without a name refers back to; the phrase as printed where that is nobody."""
    phrase = story.text[start:end]
    head = head_of(phrase)
    words = [w.lower() for w in _WORD.findall(phrase.split(",")[0])]
    nouns = word_lists("nouns.txt")
    if len(words) == 1 and words[0] in word_lists("speakers.txt")["somebody"]:
        return as_printed(story, start, end, "person")
    named_behind = _named_behind(story, end) if words and words[0] in ("the", "this") else None
    if named_behind is not None:
        return story.named([named_behind])
    is_person = head in nouns["person"]
    definite = bool(words) and words[0] in ("the", "this")
    if (definite and (is_person or head == "year-old")) or (len(words) == 1 and is_person):
        entity = _with_role(story, head, (start, end), words)
        if entity is not None:
            return story.named([entity])
    if definite and head in nouns["organisation"] and phrase[4:].islower():
        entity = _organisation(story, head, start)
        if entity is not None:
            return story.named([entity])
    return as_printed(story, start, end, _type_of(phrase))


def _named_behind(story: ToldStory, end: int) -> Entity | None:
    """The person whose name follows a role between commas: "Asked by the judge, Ana Holt, whether"."""
    name = next(iter(story.cast.between(end, end + _NEAR)), None)
    if name is None or story.cast.entity(name).kind != "person":
        return None
    between = story.text[end : name.full_start]
    closes = story.text[name.end : name.end + 1] == ","
    return story.cast.entity(name) if closes and re.fullmatch(r",[ \xa0](?:Her |His )?", between) else None


def as_printed(story: ToldStory, start: int, end: int, kind: SpeakerType) -> Resolved:
    """A speaker under the words of the article, without what only describes further whom they mean."""
    lead = _LEAD.match(story.text[start:end])
    start += lead.end() if lead else 0
    aside = _ASIDE.search(story.text, start + 3, end)
    end = aside.start() if aside else end
    phrase = " ".join(story.text[start:end].split()).strip(" ,;:—–-")
    return Resolved(Speaker(phrase, kind, False, Span.of(story.text, start, end)))


def head_of(phrase: str) -> str:
    """The noun that a phrase is about, lower case: the last word before a preposition, a clause or a comma."""
    words = _WORD.findall(re.split(r"[,;(]", phrase.strip())[0])
    for k, word in enumerate(words):
        if k and word.lower() in word_lists("words.txt")["after_head"]:
            return str(words[k - 1]).lower()
    last = str(words[-1]).lower() if words else ""
    return "year-old" if last.endswith("year-old") else last


def learn_roles(story: ToldStory) -> None:
    """Give each person of a story the roles that stand beside the name: in front, in an apposition, in brackets."""
    persons, parties = word_lists("nouns.txt")["person"], _party_words()
    for name in story.cast.mentions:
        entity = story.cast.entity(name)
        if entity.kind != "person":
            continue
        found = _APPOSITION.match(story.text, name.end)
        words = [w.lower() for w in _WORD.findall(found.group(1))] if found else []
        stop = next((k for k, w in enumerate(words) if w in word_lists("words.txt")["after_head"]), len(words))
        entity.roles |= (persons | parties) & {*words[:stop], *_words_beside(story.text, name)}
        party = _PARTY.match(story.text, name.end)
        if party:
            entity.roles.add("republican" if party.group(1) == "R" else "democrat")


def _with_role(story: ToldStory, head: str, phrase: tuple[int, int], words: list[str]) -> Entity | None:
    """The person named before a place to whom the article gave a role, the nearest."""
    wanted = word_lists("offices.txt").get(head, frozenset({head}))
    parties = _parties(words)
    gender = title_gender(head) or "-"
    fitting: list[tuple[int, int, Entity]] = []
    for m in story.discourse.mentions:
        if m.start >= phrase[0]:
            break
        e = m.entity
        if e.kind != "person" or not e.roles & wanted or not (gender == "-" or e.gender in (gender, "-")):
            continue
        if not (parties and _parties(e.roles) - parties):
            fitting.append((len(e.roles & {*words, *parties}), m.start, e))
    if fitting:
        return max(fitting, key=lambda x: x[:2])[2]
    if len(words) > _LONGEST_BACK_REFERENCE:
        return None
    return story.discourse.resolve(*phrase, gender, least_lead=_LEAST_LEAD)


def _party_words() -> frozenset[str]:
    lists = word_lists("speakers.txt")
    return lists["republican"] | lists["democrat"]


def _parties(words: list[str] | set[str]) -> set[str]:
    lists = word_lists("speakers.txt")
    return {party for party in ("republican", "democrat") if lists[party] & set(words)}


def _words_beside(text: str, name: Name) -> list[str]:
    """The words of the noun phrase that stand before a name, its titles included, lower case."""
    found: list[str] = []
    end = name.start
    for word in reversed(list(_WORD.finditer(text, max(0, name.start - 60), name.start))):
        plain = word.group().lower()
        if text[word.end() : end].strip(" \xa0.") or plain in word_lists("words.txt")["after_head"]:
            break
        found.append(plain)
        end = word.start()
    return found[:5]


def _organisation(story: ToldStory, head: str, start: int) -> Entity | None:
    """The organisation named last before a place whose name holds the noun."""
    for name in story.cast.before(start, _ORGANISATIONS):
        entity = story.cast.entity(name)
        if entity.kind == "organisation" and head in entity.plain:
            return entity
    return None


def _type_of(phrase: str) -> SpeakerType:
    nouns, lists, head = word_lists("nouns.txt"), word_lists("speakers.txt"), head_of(phrase)
    kinds: tuple[SpeakerType, ...] = ("document", "person", "organisation")
    for kind in kinds:
        if head in nouns[kind]:
            return kind
    if head.endswith("s") or head in lists["groups"]:
        return "organisation" if head.rstrip("s") in nouns["organisation"] else "group"
    first = (_WORD.findall(phrase) or [""])[0].lower()
    return "group" if first in lists["group_openers"] else "unknown"
