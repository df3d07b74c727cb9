"""Where a statement was made and to whom; what act it is, and whether it happened at all.

The words of an occasion ("a rally", "told reporters", "in an interview with The Velden Herald") and of an audience are
found by small lists and patterns and given to statements by a ranking (anchors.py). Act and whether it happened are
classes of a log-linear model over the cue and what stands around it; its strongest features are a list of verbs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast, get_args

from ..models.log_linear import Features, probabilities, weights
from ..statement import Act, Addressee, Attribution, Channel, ChannelType, Happened, Span
from ..text.lexicon import word_lists
from .anchors import Anchor, Ranker
from .scene import Scene, SceneStatement, tense_of
from .speakers import Resolved

ACTS: tuple[Act, ...] = get_args(Act)
HAPPENED: tuple[Happened, ...] = get_args(Happened)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How a statement was made. Unknown is None (for the channel: "unspecified")."""

    act: Act
    happened: Happened
    channel: Channel
    addressee: Addressee | None


def find_circumstances(scene: Scene, resolved: Sequence[Resolved]) -> list[Circumstances]:
    """The circumstances of each attribution of a scene, in their order."""
    channels = Ranker(scene, list(channel_anchors(scene, resolved)))
    addressees = Ranker(scene, list(addressee_anchors(scene)))
    found: dict[int, Circumstances] = {}
    for turn in scene.turns:
        attribution, speaker = scene.attributions[turn.number], resolved[turn.number]
        act = act_of(attribution, speaker)
        where = channels.decide(turn, weights("channel"))
        channels.follow(turn, where)
        whom = addressees.decide(turn, weights("addressee"))
        addressees.follow(turn, whom)
        found[turn.number] = Circumstances(
            act=act,
            happened=happened(scene, turn),
            channel=Channel() if act == "wrote" and where and where.value in _SPOKEN else _channel(scene.text, where),
            addressee=_addressee(scene.text, whom),
        )
    return [found[k] for k in range(len(scene.attributions))]


#: What is written wasn't said there.
_SPOKEN = frozenset({"speech", "briefing", "debate", "interview", "conversation"})


def _channel(text: str, anchor: Anchor | None) -> Channel:
    if anchor is None:
        return Channel()
    return Channel(cast(ChannelType, anchor.value), Span.of(text, anchor.start, anchor.end))


def _addressee(text: str, anchor: Anchor | None) -> Addressee | None:
    if anchor is None:
        return None
    name = " ".join(text[anchor.start : anchor.end].split())
    return Addressee(name, Span.of(text, anchor.start, anchor.end))


# -- where -----------------------------------------------------------------------------------------------------------

_MEDIA = frozenset(
    "news post times journal cnn nbc msnbc abc cbs fox npr bbc ap reuters bloomberg press radio magazine show herald"
    " tribune globe gazette chronicle star sun observer examiner guardian tv network c-span today daily weekly politico"
    " television broadcasting media newspaper".split()
)
_TOLD = re.compile(r"(?:told|tells|telling|tell|with|to|on)[ \xa0](?:the[ \xa0])?$", re.IGNORECASE)


@cache
def _channel_words() -> tuple[re.Pattern[str], dict[str, ChannelType]]:
    kinds: dict[str, ChannelType] = {}
    for kind, words in word_lists("channels.txt").items():
        for word in words:
            kinds[word.replace("_", " ")] = cast(ChannelType, kind)
    choice = "|".join(re.escape(w).replace(r"\ ", r"[ \xa0]") for w in sorted(kinds, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{choice})(?![\w-])", re.IGNORECASE), kinds


def channel_anchors(scene: Scene, resolved: Sequence[Resolved]) -> Iterator[Anchor]:
    """Words that may tell where statements of a scene were made."""
    pattern, kinds = _channel_words()
    named = {n.start for n in scene.cast.mentions if scene.cast.entity(n).kind == "person"}
    for m in pattern.finditer(scene.text):
        if m.start() in named:  # "Bill"
            continue
        word = m.group().lower().replace("\xa0", " ")
        yield Anchor(m.start(), m.end(), kinds[word], word)
    for name in scene.cast.mentions:
        entity = scene.cast.entity(name)
        if entity.kind == "person":
            continue
        before = _TOLD.search(scene.text[max(0, name.full_start - 14) : name.full_start])
        if before:
            media = "media" if _MEDIA & set(entity.plain) else entity.kind
            yield Anchor(name.start, name.end, "interview", f"{before.group().split()[0].lower()}:{media}")
    for attribution, found in zip(scene.attributions, resolved, strict=True):
        if not attribution.source or found.speaker is None:
            continue
        start, end = attribution.source[0].start, attribution.source[-1].end
        words = set(re.findall(r"[\w-]+", found.speaker.name.lower()))
        if _MEDIA & words and found.speaker.type == "organisation":
            yield Anchor(start, end, "news", "source:media")
        elif found.speaker.type == "document":
            poll = words & word_lists("channels.txt")["poll"]
            yield Anchor(start, end, "poll" if poll else "document", "source:poll" if poll else "source:document")


# -- to whom ---------------------------------------------------------------------------------------------------------

_DETERMINER = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_TO = re.compile(
    r"\b(told|tells|tell|telling|asked|asks|asking|ask|urged|urges|urging|warned|warns|warning|reminded|reminding"
    r"|assured|assuring|informed|thanked|advised|encouraged|called on|calling on|pressed|questioned|interviewed"
    r"|emailed|invited|ordered|begged|promised|briefed|notified|spoke (?:to|with)|spoken (?:to|with)|speaking (?:to"
    r"|with)|speech to|speak (?:to|with)|talked (?:to|with)|talking (?:to|with)|talks (?:to|with)|wrote to|writing to"
    r"|letter to|email to|interview (?:with|on)|appearance on|remarks to|addressed|addressing|said to|challenged"
    r"|lectured|in front of|(?:to|with|before) (?=(?:the |a |his |her |an )?(?:\w+ ){0,2}(?:reporters|crowds?"
    r"|audiences?|voters|supporters|donors|journalists|activists|delegates|students|lawmakers|attendees"
    r"|viewers)\b))(?:(?<=[ \xa0])|[ \xa0]{1,2})",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    r"(?:(?:the|an?|his|her|their|our|those|some|these|all|fellow)[ \xa0])?[“\"]?[\w’'.&-]+(?:[ \xa0][\w’'.&-]+){0,7}"
)
_STOP = re.compile(
    r"[ \xa0](?:that|to|he|she|they|it|i|we|you|in|on|at|during|about|if|whether|when|what|how|why|who|whom|as|after"
    r"|before|for|of|by|from|with|and|but|not|last|this|yesterday|today|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|is|was|has|had|are|were|his|her|their|there|outside|inside|over|via|earlier|recently|afterward"
    r"|later|the|a|an|because|while|since|gathered|attending)(?=[ \xa0]|$)|['’]s(?=[ \xa0][a-z])",
    re.IGNORECASE,
)
_OCCASIONS = frozenset("interview speech letter email appearance remarks in".split())
_NOBODY = frozenset("that him her them you it what how if whether to about a the why when himself herself".split())


_GOVERNS = re.compile(
    r"\b(to|with|on|told|tells|telling|before|at|by|for|asked|asking|of|from|against)[ \xa0]+(?:the[ \xa0]"
    r"|[\w’']+[ \xa0]){0,3}$",
    re.IGNORECASE,
)
_AUDIENCE = re.compile(
    r"\b(?:(?:[Aa]|[Tt]he|[Hh]is|[Hh]er|[Tt]heir)[ \xa0])?(?:[\w’'-]+[ \xa0])?(reporters|crowd|crowds|audience"
    r"|supporters|voters|donors|journalists|attendees|delegates|viewers|students|listeners|readers|staff|followers"
    r"|lawmakers|moderator|interviewer|host)\b"
)


def addressee_anchors(scene: Scene) -> Iterator[Anchor]:
    """Phrases that may tell to whom statements of a scene were made."""
    taken: set[int] = set()
    for anchor in _told(scene):
        taken.update(range(anchor.start, anchor.end))
        yield anchor
    for m in _AUDIENCE.finditer(scene.text):
        if m.start(1) not in taken:
            words = _DETERMINER.sub("", " ".join(m.group().lower().split()))
            yield Anchor(m.start(), m.end(), words, f"audience:{m.group(1).lower()}")
    for name in scene.cast.mentions:
        entity = scene.cast.entity(name)
        governor = _GOVERNS.search(scene.text[max(0, name.full_start - 30) : name.full_start])
        if name.start in taken or entity.place or governor is None:
            continue
        kind = "media" if _MEDIA & set(entity.plain) else entity.kind
        at = max(0, name.full_start - 30) + governor.start(1)
        yield Anchor(name.start, name.end, " ".join(name.plain), f"{governor.group(1).lower()}:{kind}", at)


def _told(scene: Scene) -> Iterator[Anchor]:
    """Phrases behind verbs of telling: "told the crowd", "an interview with Ana Ortega"."""
    for m in _TO.finditer(scene.text):
        phrase = _PHRASE.match(scene.text, m.end())
        if phrase is None:
            continue
        words = phrase.group()
        stop = _STOP.search(words)
        if stop and stop.start() > 0:
            words = words[: stop.start()]
        words = words.rstrip(" \xa0.,’'")
        plain = _DETERMINER.sub("", words.lower())
        if not plain or plain.split()[0] in _NOBODY or plain.endswith("ing"):
            continue
        verb = m.group(1).split()[0].lower()
        noun = "noun" if plain == _DETERMINER.sub("", words) else "name"
        start = m.end() + (1 if words[0] in '“"' else 0)
        way = "occasion" if verb in _OCCASIONS else "audience" if verb in ("to", "with", "before") else "verb"
        yield Anchor(start, m.end() + len(words), plain.strip('“"'), f"{way}:{noun}", m.start())


# -- what act, and whether it happened ---------------------------------------------------------------------------------


@cache
def _act_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, words in word_lists("acts.txt").items():
        for word in words:
            found.setdefault(word, []).append(key)
    return {word: tuple(keys) for word, keys in found.items()}


def act_features(attribution: Attribution, resolved: Resolved) -> Features:
    """What speaks for one act or another."""
    cue = " ".join(s.exact for s in attribution.cue).lower().replace("’", "'")
    words = re.findall(r"[\w'-]+", cue)
    told = [_listed(w) for w in words]
    acts = [a for found in told for a in found]
    content = attribution.content[0].exact.lower().split()[:1]
    features = ["any", f"kind:{attribution.kind}", f"tense:{tense_of(cue)}", f"begins:{content[0] if content else ''}"]
    features += [f"word:{w}" for w in words] + [f"stem:{w[:5]}" for w in words]
    features += [f"list:{a}" for a in sorted(set(acts))] + [f"last:{a}" for a in acts[-1:]]
    features += [f"cue:{cue}", f"end:{words[-1] if words else ''}"]
    features.append(f"source:{resolved.speaker.type if resolved.speaker else 'nobody'}")
    return features


def _listed(word: str) -> tuple[str, ...]:
    """The acts that a word of a cue may tell, inflected as it is."""
    table = _act_words()
    for form in _uninflected(word):
        if form in table:
            return table[form]
    return ()


def _uninflected(word: str) -> Iterator[str]:
    yield word
    for ending, others in (
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
    ):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            yield from (stem + other for other in others)
            if len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]


def act_of(attribution: Attribution, resolved: Resolved) -> Act:
    """Name the act of an attribution; "said" where nothing tells another."""
    features = act_features(attribution, resolved)
    chances = probabilities([[f"{act} {f}" for f in features] for act in ACTS], weights("act"))
    return ACTS[chances.index(max(chances))]


_NOT = re.compile(
    r"\b(?:not|never|no longer|no|declin\w+|refus\w+|without|fail(?:ed|s|ing)?|neither|nor|unable|stopped short"
    r"|avoid\w*|rarely|unclear|silent|nothing|hardly|reluctan\w+|cannot)\b|n['’]t\b",
    re.IGNORECASE,
)
_MAYBE = re.compile(
    r"\b(?:would|could|might|may|should|must|if|can|will|shall|unless|whether|need(?:s|ed)?|have to|has to|had to"
    r"|want\w*|plan\w*|expected|likely|going to|supposed|ready|hop\w+|urg\w+|ask\w*|call\w* on|try\w*|tried|let"
    r"|please|to)\b|['’](?:ll|d)\b",
    re.IGNORECASE,
)


_NOBODY_SPEAKS = re.compile(r"(?:nobody|no one|neither|none)\b")


def happened_features(scene: Scene, turn: SceneStatement) -> Features:
    """What speaks for and against a statement's having been made."""
    attribution = scene.attributions[turn.number]
    cue = turn.cue
    sentence = scene.sentences.starts[turn.sentence] if len(scene.sentences) else 0
    before = scene.text[max(sentence, turn.start - 60) : turn.start].lower()
    near = re.findall(r"[\w'’-]+", before)[-3:]
    end = scene.sentences.ends[turn.sentence] if len(scene.sentences) else len(scene.text)
    features = ["any", f"tense:{turn.tense}", f"kind:{attribution.kind}", f"nested:{turn.nested}"]
    features += [f"not:{m.group().lower()}" for m in _NOT.finditer(cue)] + (["not"] if _NOT.search(cue) else [])
    features += [f"maybe:{m.group().lower()}" for m in _MAYBE.finditer(cue)] + (["maybe"] if _MAYBE.search(cue) else [])
    features += [f"near:{w}" for w in near] + [f"next:{w}" for w in near[-1:]]
    features += [f"before:{m.group().lower()}" for m in _MAYBE.finditer(before)]
    features += [f"before:{m.group().lower()}" for m in _NOT.finditer(before)]
    features += [f"cue:{w}" for w in cue.split()[:6]] + [f"first:{w}" for w in cue.split()[:1]]
    asked = scene.text[sentence:end].rstrip(' ”’"').endswith("?")
    features.append(f"question:{asked}")
    features.append(f"source:{bool(attribution.source)}:{turn.tense}")
    if attribution.source:
        who = " ".join(s.exact for s in attribution.source).lower().split()
        features += [f"who:{who[0]}", f"after:{attribution.source[0].start > turn.start}"]
    return features


def happened(scene: Scene, turn: SceneStatement) -> Happened:
    """Tell whether a statement was made: "no" ("declined to say"), "hypothetical" ("might say"), else "yes"."""
    source = " ".join(s.exact for s in scene.attributions[turn.number].source).lower()
    if _NOBODY_SPEAKS.match(source):
        return "no"
    features = happened_features(scene, turn)
    chances = probabilities([[f"{value} {f}" for f in features] for value in HAPPENED], weights("happened"))
    return HAPPENED[chances.index(max(chances))]
