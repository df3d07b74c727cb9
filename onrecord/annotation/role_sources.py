"""Sources that tell a role or a body and no name: "the senator", "a spokeswoman for the mill", "voters"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from ..statement import Span, Speaker, SpeakerType
from ..text.lexicon import titles, word_lists
from ..text.names import Name
from ..text.titles import title_gender
from .entities import Entity
from .story import Resolved, ToldStory

_WORD = re.compile(r"[^\W_][\w’'-]*")
_APPOSITION = re.compile(r",[ \xa0](?:who (?:is|was) )?((?:an?|the|his|her|former|then|now) [^,.;:“”\"\n]{2,90})")
#: "The mayor of Velden, Ana Ortega, said".
_BEFORE = re.compile(
    r"(?:^|[ \xa0])((?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Tt]hen|[Ff]ormer|[A-Z][\w-]+)"
    r"[ \xa0][^,.;:“”\"\n]{2,60}),[ \xa0]"
    r"(?:an?[ \xa0][^,.;:“”\"\n]{2,40}[ \xa0]named[ \xa0]|(?:Mr|Mrs|Ms|Dr)\.?[ \xa0])?$"
)
_PARTY = re.compile(r",?[ \xa0]\(?([RD])[-–.]")
#: What stands before a phrase, and what only describes further whom it names.
_LEAD = re.compile(r"(?:by|from|even|of|among|to)\s+", re.IGNORECASE)
_ASIDE = re.compile(r",?\s(?:[-–—]+|\()\s?|,\s(?:who|which|including|a|an|the)\s")
#: When is no part of who: "the Home Office today", "an arbitration panel in 2001".
_TRAILING_TIME = re.compile(
    r"(?:[ \xa0](?:being[ \xa0])?(?:released|published|conducted|issued|taken|posted))?"
    r"(?:[ \xa0]on)?[ \xa0](?:today|yesterday|(?:late[ \xa0]|early[ \xa0])?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|in[ \xa0](?:19|20)\d\d|(?:last|this)[ \xa0](?:week|month|year)"
    r"|(?:in|last|this)[ \xa0](?:late[ \xa0]|early[ \xa0]|mid-)?(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)(?:[ \xa0](?:19|20)\d\d)?)$"
)
#: "The former senator": so many words refer back to somebody; more of them introduce somebody.
_LONGEST_BACK_REFERENCE = 5
#: By how much the likeliest must lead there (a pronoun tells more than "the senator" does).
_LEAST_LEAD = 0.3
#: So near behind a role the name begins that tells whose it is.
_NEAR = 25
#: So many sentences on, "the company" is the one that spoke last.
_REACH = 3
#: So many sentences before somebody is named, a role may mean her; in a headline it does from everywhere.
_AHEAD = 4
#: A role has so many words at the most, and fewer than these in a headline that leaves out "the".
_MANY, _FEW = 7, 4
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
    is_person = head in roles()
    definite = bool(words) and words[0] in ("the", "this")
    if (definite and (is_person or head == "year-old")) or (len(words) == 1 and is_person):
        entity = _with_role(story, head, (start, end), words)
        if entity is not None:
            return story.named([entity])
    alone = words[:1] in (["a"], ["an"], ["the"]) or 0 < len(words) < _FEW
    introduced = _introduced_later(story, head, start) if is_person and alone and len(words) <= _MANY else None
    if introduced is not None:
        return story.named([introduced])
    if definite and head in nouns["organisation"] and phrase.split(",")[0][4:].islower():
        entity = _organisation(story, head, start)
        if entity is not None:
            return story.named([entity])
        spoke = _spoke_last(story, start) if head in word_lists("speakers.txt")["any_body"] else None
        if spoke is not None:
            return spoke
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
    time = _TRAILING_TIME.search(story.text, start, end)
    end = time.start() if time else end
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


@cache
def roles() -> frozenset[str]:
    """Words that say what a person is, and by which the story may mean the person again: "the mayor", "the caterer"."""
    lists = word_lists("roles.txt")
    offices = {word for word in lists["work"] | titles().keys() if not word.endswith("s")}
    return word_lists("nouns.txt")["person"] | (offices - lists["courtesy"] - lists["weak"])


def learn_roles(story: ToldStory) -> None:
    """Give each person of a story the roles that stand beside the name: in front, in an apposition, in brackets."""
    persons, parties = roles(), _party_words()
    for name in story.cast.mentions:
        entity = story.cast.entity(name)
        if entity.kind != "person":
            continue
        found = _APPOSITION.match(story.text, name.end)
        words = [w.lower() for w in _WORD.findall(found.group(1))] if found else []
        stop = next((k for k, w in enumerate(words) if w in word_lists("words.txt")["after_head"]), len(words))
        beside = _words_beside(story, name)
        before = _BEFORE.search(story.text[max(0, name.full_start - 110) : name.full_start])
        if before and story.text[name.end : name.end + 1] in (",", ".", ";"):
            beside = [*_office_of(before.group(1)), *beside]
        entity.roles |= (persons | parties) & {*words[:stop], *beside}
        entity.roles |= _compounds(words[:stop]) | _compounds(beside[::-1])
        party = _PARTY.match(story.text, name.end)
        if party:
            entity.roles.add("republican" if party.group(1) == "R" else "democrat")


def _compounds(words: Sequence[str]) -> set[str]:
    """The offices of two words among words: "vice president", "prime minister"."""
    return {f"{a} {b}" for a, b in pairwise(words) if f"{a}_{b}" in word_lists("speakers.txt")["compounds"]}


def _with_role(story: ToldStory, head: str, phrase: tuple[int, int], words: list[str]) -> Entity | None:
    """The person named before a place to whom the article gave a role, the nearest."""
    wanted = word_lists("offices.txt").get(head, frozenset({head}))
    parties = _parties(words)
    gender = title_gender(head) or "-"
    compounds = {c for c in _compounds(words) if c.endswith(head)}
    fitting: list[tuple[int, int, Entity]] = []
    for m in story.discourse.mentions:
        if m.start >= phrase[0]:
            break
        e = m.entity
        if e.kind != "person" or not e.roles & wanted or not (gender == "-" or e.gender in (gender, "-")):
            continue
        if compounds != {c for c in e.roles if c.endswith(f" {head}")}:
            continue
        if not (parties and _parties(e.roles) - parties):
            fitting.append((len(e.roles & {*words, *parties}), m.start, e))
    if fitting:
        return max(fitting, key=lambda x: x[:2])[2]
    if head in word_lists("speakers.txt")["unnamed"]:
        return None
    if len(words) > _LONGEST_BACK_REFERENCE or compounds or head in word_lists("speakers.txt")["one_holder"]:
        return None  # "the prime minister" may be known to every reader and named nowhere
    return story.discourse.resolve(*phrase, gender, least_lead=_LEAST_LEAD)


def _office_of(phrase: str) -> list[str]:
    """What a phrase in front of a name says that the person is, the last word first: "of Velden" is left out."""
    words = [w.lower() for w in _WORD.findall(phrase)]
    ends = (k for k, w in enumerate(words) if k and w in word_lists("words.txt")["after_head"])
    return words[: next(ends, len(words))][::-1]


def _party_words() -> frozenset[str]:
    lists = word_lists("speakers.txt")
    return lists["republican"] | lists["democrat"]


def _parties(words: list[str] | set[str]) -> set[str]:
    lists = word_lists("speakers.txt")
    return {party for party in ("republican", "democrat") if lists[party] & set(words)}


def _words_beside(story: ToldStory, name: Name) -> list[str]:
    """The words of the noun phrase that stand before a name, its titles included, lower case."""
    found: list[str] = []
    text, end = story.text, name.start
    before = story.cast.before(name.start, 1)
    start = max(0, name.start - 60, before[0].end if before else 0)
    for word in reversed(list(_WORD.finditer(text, start, name.start))):
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


def _spoke_last(story: ToldStory, start: int) -> Resolved | None:
    """The organisation that was the last to speak before a place, not far from there: "the company"."""
    earlier = [j for j in story.done if story.place(j) < start]
    last = story.done[max(earlier, key=story.place)].speaker if earlier else None
    near = earlier and story.discourse.told_between(max(map(story.place, earlier)), start) <= _REACH
    if not near or last is None or not last.named or last.type != "organisation":
        return None
    return Resolved(last)


def _introduced_later(story: ToldStory, head: str, start: int) -> Entity | None:
    """The only person of a role, where the story names her behind a place: "A judge says no ... Judge Ana Holt"."""
    apart = word_lists("speakers.txt")["unnamed"] | word_lists("roles.txt")["kin"]
    if head in apart or title_gender(head) is None:
        return None
    bearers = [e for e in story.cast.entities if e.kind == "person" and head in e.roles]
    if len(bearers) != 1:
        return None
    first = bearers[0].mentions[0].start
    near = story.sentence_line(start) == 0 or story.discourse.told_between(start, first) <= _AHEAD
    return bearers[0] if first > start and near else None


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
