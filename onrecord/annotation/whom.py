"""Phrases that tell to whom statements were made: "told the crowd", "in a letter to Ana Ortega", "asked by Vale"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..statement import Addressee, Span
from ..text.lexicon import word_lists
from .anchors import Anchor
from .entities import Entity
from .scene import Scene
from .where import MEDIA

_DETERMINER = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_TO = re.compile(
    r"\b((?:asked|pressed|questioned|quizzed|interviewed|challenged|posed) by"
    r"|told|tells|telling|tell|asked|asks|asking|ask|urged|urges|urging|warned|warns|warning|reminded|reminding"
    r"|assured|assures|assuring|informed|thanked|thanking|advised|encouraged|called on|calling on|calls on|pressed"
    r"|questioned|interviewed|emailed|e-mailed|texted|messaged|invited|ordered|begged|promised|briefed|notified"
    r"|implored|instructed|directed|persuaded|convinced|lobbied|lobbying|joined|reassured|admonished|scolded|greeted"
    r"|sat down with|spoke (?:to|with)|spoken (?:to|with)|speaking (?:to|with)|speech (?:to|before)"
    r"|speak (?:to|with)|speaks to"
    r"|talked (?:to|with)|talking (?:to|with)|talks (?:to|with)|wrote to|writing to|written to|writes to|wrote"
    r"|letters? (?:sent )?to|emails? to|e-mails? to|memo to|message to|messages to|note to|statement to|testimony to"
    r"|testimony before|testified before|testifying before|testify before|evidence to|addresse?d? to|appeal to"
    r"|interviews? (?:with|on|by)|appearance on|appearing on|appeared on|remarks (?:to|before)|comments to|addressed"
    r"|addressing|said to|says to|saying to|replied to|responded to|answering|shouted at|yelled at|apologi[sz]ed to"
    r"|complained to|explained to|confided (?:to|in)|admitted to|pitch to|plea to|answers to|challenged"
    r"|lectured|in front of"
    r"|(?:to|with|before) (?=(?:the |a |an |his |her |about |some )?(?:[\w,]+ ){0,2}(?:reporters|crowds?"
    r"|audiences?|voters|supporters|donors|journalists|activists|delegates|students|lawmakers|attendees"
    r"|viewers|jurors|members|residents|workers|mourners|investors|analysts|committee|council|parents)\b))"
    r"(?:(?<=[ \xa0])|[ \xa0]{1,2})"
)
_WORD = r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|St|[A-Z])\.|\d[\d,]*\d|[\w’'&-]+(?:\.\w+)*)"
_PHRASE = re.compile(
    r"(?:(?:the|an?|his|her|their|our|its|my|this|those|some|these|all|fellow|about)[ \xa0])?"
    rf"[“\"]?{_WORD}(?:[ \xa0]{_WORD}){{0,7}}"
)
_STOP = re.compile(
    r"[ \xa0](?:that|to|he|she|they|it|i|we|you|in|on|at|during|about|if|whether|when|what|how|why|who|whom|as|after"
    r"|before|for|of|by|from|with|and|but|not|last|this|yesterday|today|tonight|tomorrow|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|is|was|has|had|are|were|his|her|their|there|outside|inside|over|via|earlier"
    r"|recently|afterwards?|later|the|a|an|because|while|since|gathered|attending|dated|under|near|through|just|only"
    r"|would|will|could|against|without|into|across|where|which|passing|standing|waiting|directly|privately|again"
    r"|out|off|up|down|than|or|so|nothing|everything|it’s|it's|never|no|then|sent|struck|shortly|publicly|angrily"
    r"|repeatedly|quietly|simply|bluntly|flatly|curtly|briefly|said|says|once|twice"
    r"|(?:two|three|four|five|several|many|\d+)[ \xa0]times|(?:i|he|she|they|it|we|you)['’]\w+)(?=[ \xa0]|$)"
    r"|['’]s(?=[ \xa0][a-z])"
    r"|[ \xa0]\d{4}$",
    re.IGNORECASE,
)
_OCCASIONS = frozenset("interview interviews speech letter email appearance remarks testimony memo message in".split())
_PRONOUNS = frozenset("me us him her them".split())
#: "four times", "both of them".
_COUNTED = re.compile(r"(?:\w+[ \xa0])?(?:times|days?|hours?|minutes?|weeks?|months?|years?)(?![\w-])", re.IGNORECASE)
_SOME_OF = re.compile(
    r"(?:both|all|some|most|many|several|one|two|three|any|none)[ \xa0]of[ \xa0]"
    r"(?:them|us|you|(?:the|his|her|their|its)[ \xa0]\w+(?:[ \xa0]\w+)?)",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    "that it what how if whether to about a an the why when himself herself themselves on in of for it’s by at off"
    " this these there all and he she they we i you his their its my your our no not such so more then back where who"
    " which whose laughter applause cheers caution once twice again both".split()
)
_ALONE = frozenset("those some everyone everybody people all anyone".split())

_GOVERNS = re.compile(
    r"\b(to|with|on|told|tells|telling|before|at|by|for|asked|asking|of|from|against|pressed|joined|after)[ \xa0]+"
    r"(?:the[ \xa0]|[\w’'-]+[ \xa0]){0,3}[“\"]?$",
    re.IGNORECASE,
)
#: Who asks is whom the answer goes to.
_ASKS = re.compile(
    r"[”\"]?,?(?:[ \xa0]\w+){0,2}?[ \xa0](asked|asks|pressed|questioned|interviewed|wondered|suggested|pointed out|said"
    r"|interjected|interrupted|followed up|(?:was|were|is|had been|has been|been) (?:asked|told|urged|warned))\b"
)


def _audiences() -> re.Pattern[str]:
    heads = "|".join(sorted(word_lists("audiences.txt")["audience"]))
    return re.compile(
        rf"(?:\b(?:[Aa]|[Aa]n|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ur|[Tt]his|[Ss]ome|[Aa]bout"
        rf"|[Mm]ore than|[Ss]everal"
        rf"|[Hh]undreds of|[Tt]housands of|[Dd]ozens of)[ \xa0](?:[\w’'.,-]+[ \xa0]){{0,2}}?)?\b({heads})(?![\w-])"
    )


_AUDIENCE = _audiences()
#: Names of days and platforms.
_NOBODY_S_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september"
    " october november december twitter facebook instagram tiktok youtube threads bluesky telegram x".split()
)
_FORMS = ("pronoun", "noun", "name", "person", "organisation", "other", "media")


def addressee_of(text: str, anchor: Anchor | None) -> Addressee | None:
    """Whom an anchor names."""
    if anchor is None:
        return None
    name = " ".join(text[anchor.start : anchor.end].split())
    return Addressee(name, Span.of(text, anchor.start, anchor.end))


def addressee_anchors(scene: Scene) -> Iterator[Anchor]:
    """Phrases that may tell to whom statements of a scene were made."""
    taken: set[int] = set()
    entities = {n.start: scene.cast.entity(n) for n in scene.cast.mentions}
    entities |= {n.full_start: scene.cast.entity(n) for n in scene.cast.mentions}
    for anchor in _told(scene, entities):
        taken.update(range(anchor.start, anchor.end))
        yield anchor
    for m in _AUDIENCE.finditer(scene.text):
        if m.start(1) not in taken:
            words = _DETERMINER.sub("", " ".join(m.group().lower().split()))
            yield _anchor(m.start(), m.end(), words, f"audience:{m.group(1).lower()}", "noun")
    for name in scene.cast.mentions:
        entity = scene.cast.entity(name)
        if name.start in taken or entity.place or _NOBODY_S_NAMES & set(name.plain):
            continue
        before = scene.text[max(0, name.full_start - 30) : name.full_start]
        governor, asks = _GOVERNS.search(before), _ASKS.match(scene.text, name.end, name.end + 40)
        if governor is None and asks is None:
            continue
        kind = "media" if MEDIA & set(entity.plain) else entity.kind
        at = max(0, name.full_start - 30) + governor.start(1) if governor else -1
        told = f"{governor.group(1).lower()}:{kind}" if governor else ""
        asking = f"{asks.group(1).lower()}" if asks else ""
        start = name.full_start if name.title else name.start
        yield _anchor(start, name.end, " ".join(name.plain), f"{told}:{asking}", kind, at, entity)


def _anchor(
    start: int, end: int, value: str, kind: str, form: str, governor: int = -1, entity: Entity | None = None
) -> Anchor:
    facts = float(_FORMS.index(form)), float(end - start), float(kind.startswith("verb"))
    return Anchor(start, end, value, kind, governor, facts, entity.fullest if entity else None)


def _told(scene: Scene, entities: dict[int, Entity]) -> Iterator[Anchor]:
    """Phrases behind verbs of telling: "told the crowd", "an interview with Ana Ortega"."""
    for m in _TO.finditer(scene.low):
        phrase = _PHRASE.match(scene.text, m.end())
        if phrase is None:
            continue
        some = _SOME_OF.match(phrase.group())
        words = some.group() if some else _cut(phrase.group())
        plain = _DETERMINER.sub("", words.lower()).strip('“"')
        first = plain.split()[0] if plain else ""
        verb = m.group(1).split()[0]
        if first in _PRONOUNS and (words.lower() == first or first != "her"):
            end = m.end() + len(first)
            yield _anchor(m.end(), end, first, f"verb:{verb}:{first}", "pronoun", m.start())
            continue
        this = first == "this" and plain.split()[-1] in MEDIA | word_lists("audiences.txt")["audience"]
        if not plain or (first in _NOBODY and not (some or this)) or plain.endswith("ing") or _is_time(plain):
            continue
        if len(plain.split()) == 1 and first.endswith("ly"):
            continue
        if m.group(1).endswith("by") and (m.end() in entities or _AUDIENCE.match(words)):
            continue  # found as a name or an audience, by who asks
        noun = plain == _DETERMINER.sub("", words).strip('“"')
        start = m.end() + (1 if words[0] in '“"' else 0)
        way = "occasion" if verb in _OCCASIONS else "audience" if verb in ("to", "with", "before") else "verb"
        entity = None if noun else entities.get(start)
        kind = f"{way}:{'noun' if noun else 'name'}:{verb}"
        yield _anchor(start, m.end() + len(words), plain, kind, "noun" if noun else "name", m.start(), entity)


def _is_time(plain: str) -> bool:
    """Whether a phrase tells when or how often: "June 9", "four times"."""
    first, *rest = plain.split()
    return bool(_COUNTED.match(plain)) or (first in _NOBODY_S_NAMES and (not rest or rest[0][0].isdigit()))


def _cut(words: str) -> str:
    """Leave off what doesn't belong to the phrase."""
    stop = _STOP.search(words)
    if stop and stop.start() > 0:
        words = words[: stop.start()]
    return words.rstrip(" \xa0.,’'&-")
