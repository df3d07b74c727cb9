"""Who a source is: from the words that name it ("Ortega", "she", "the senator") to the fullest name in the article.

What two candidates fit as well is left open. Nothing is known about the world; a source without a name keeps the words
in which the article puts it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..article import Article
from ..statement import Attribution, Span, Speaker, SpeakerType
from ..text.lexicon import titles, word_lists
from ..text.names import Name
from ..text.quotes import find_quotations
from .coreference import PRONOUNS, Discourse, resolve_pronouns
from .entities import Cast, Entity

_TYPES: dict[str, SpeakerType] = {"person": "person", "organisation": "organisation", "other": "unknown"}
_RELATIVE = frozenset("who whom whose which that".split())
_FIRST_PERSON = frozenset("i me my mine myself".split())
_PLURAL = frozenset("they them their theirs themselves these those both".split())
_THING = frozenset("it its itself this".split())
#: Titles that stay with a name of one word.
_STYLES = frozenset("pope king queen prince princess emperor saint".split())
_ROLE_WORDS = {
    "senator": {"sen", "senator"}, "congressman": {"rep", "congressman", "representative"},
    "congresswoman": {"rep", "congresswoman", "representative"}, "representative": {"rep", "representative"},
    "lawmaker": {"sen", "rep", "senator", "representative", "congressman", "congresswoman"},
    "governor": {"gov", "governor"}, "nominee": {"nominee", "candidate"}, "candidate": {"candidate", "nominee"},
    "billionaire": {"billionaire", "mogul", "businessman", "tycoon"}, "general": {"gen", "general"},
    "professor": {"prof", "professor"}, "doctor": {"dr", "doctor"}, "justice": {"justice", "judge"},
}  # fmt: skip
_PARTIES = {"republican": "republican", "gop": "republican", "democrat": "democrat", "democratic": "democrat"}
_APPOSITION = re.compile(r",[ \xa0](?:who (?:is|was) )?((?:an?|the|his|her|former|then|now) [^,.;:“”\"\n]{2,90})")
_PARTY = re.compile(r",?[ \xa0]\(?([RD])[-–.]")
#: What stands before a phrase, and what only describes further whom it names.
_LEAD = re.compile(r"(?:by|from|even|of|among|to)\s+", re.IGNORECASE)
_ASIDE = re.compile(r",?\s(?:[-–—]+|\()\s?|,\s(?:who|which|including|a|an|the)\s")
_WORD = re.compile(r"[^\W_][\w’'-]*")
#: A turn of an interview set as questions and answers.
_TURN = re.compile(r"^[^\S\r\n]*(Q|A|Question|Answer)(?:[:.]|[ ]?[—–-])", re.MULTILINE)
_FEWEST_TURNS = 4
#: "The former senator": so many words refer back to somebody; more of them introduce somebody.
_LONGEST_BACK_REFERENCE = 5
#: By how much the likeliest must lead there (a pronoun tells more than "the senator" does).
_LEAST_LEAD = 0.3
#: How many sentences back a source without a name may be the one before.
_REACH = 3


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who speaks: the speaker (None: nobody is named or implied), and with whom."""

    speaker: Speaker | None
    others: tuple[Speaker, ...] = ()


class SpeakerResolver:
    """Resolves the sources of one article; ``cast`` is whom the article names."""

    def __init__(self, article: Article, attributions: Sequence[Attribution]) -> None:
        self.article = article
        self.text = article.text
        self.attributions = attributions
        self.cast = Cast(self.text)
        sources = [(a.source[0].start, a.source[-1].end) for a in attributions if a.source]
        self.discourse = Discourse(self.text, self.cast, find_quotations(self.text), sources)
        self.pronouns = resolve_pronouns(self.discourse)
        self.done: dict[int, Resolved] = {}
        self.roles_known = False
        self.turns = list(_TURN.finditer(self.text))

    def resolve(self) -> list[Resolved]:
        """Resolve the source of each attribution, in their order."""
        # whom "I" stands for is who says the words around it, and may be named behind them
        order = sorted(range(len(self.attributions)), key=lambda k: (self._says_i(k), self._place(k)))
        for k in order:
            self.done[k] = self._one(k)
        return [self.done[k] for k in range(len(self.attributions))]

    def _says_i(self, k: int) -> bool:
        source = self.attributions[k].source
        return bool(source) and source[0].exact.strip().lower() in _FIRST_PERSON

    def _place(self, k: int) -> int:
        a = self.attributions[k]
        return (a.source or a.cue or a.content)[0].start

    def _one(self, k: int) -> Resolved:
        source = self.attributions[k].source
        if not source:
            return self._unstated(k)
        start, end = source[0].start, source[-1].end
        words = [w.lower() for w in _WORD.findall(self.text[start:end])]
        if not words:
            return Resolved(None)
        answering = self._answering(start, words)
        if answering is not None:
            return self._of([answering])
        if words[0] in PRONOUNS and (len(words) == 1 or words[1] in ("also", "himself", "herself", "then", "later")):
            entity = self.pronouns.get(start)
            return self._of([entity]) if entity else Resolved(None)
        if len(words) == 1 or (len(words) == 2 and words[1] in ("all", "both", "also", "myself")):
            found = self._pronoun(k, start, words[0])
            if found is not None:
                return found
        return self._named(start, end) or self._nominal(start, end)

    def _answering(self, start: int, words: list[str]) -> Entity | None:
        """Who is asked in an interview of questions and answers, where a source is "A" or an answer's "I"."""
        if len(self.turns) < _FEWEST_TURNS or not (
            words in (["a"], ["answer"]) or (len(words) == 1 and words[0] in _FIRST_PERSON)
        ):
            return None
        turn = next((t for t in reversed(self.turns) if t.start() <= start), None)
        if turn is None or not turn.group(1).startswith("A"):
            return None
        people = [e for n in self.cast.between(0, self.turns[0].start()) if (e := self.cast.entity(n)).kind == "person"]
        return max(people, key=people.count) if people else None

    # -- names -------------------------------------------------------------------------------------------------------

    def _named(self, start: int, end: int) -> Resolved | None:
        """The names that are the heads of a source phrase."""
        inside = [n for n in self.cast.between(start, end) if n.end <= end + 2]
        heads: list[Name] = []
        for name in inside:
            if self._is_head(name, start, end, heads):
                heads.append(name)
        entities: list[Entity] = []
        for name in heads:
            entity = self.cast.entity(name)
            if entity not in entities:
                entities.append(entity)
        return self._of(entities) if entities else None

    def _is_head(self, name: Name, start: int, end: int, heads: list[Name]) -> bool:
        """Whether a name is what a phrase is about, not a part of what describes it."""
        text = self.text
        if name.possessive and name.end < end - 3:
            return False
        before = text[start : name.full_start].rstrip()
        after = text[name.end : end].strip(" \xa0,")
        words_before = _WORD.findall(before)
        last = words_before[-1].lower() if words_before else ""
        if heads:  # after the first head only "X and Y" counts
            between = text[heads[-1].end : name.full_start].strip().lower()
            return bool(re.fullmatch(r"(?:,|,? ?and|&|,? ?or|along with)(?: the)?", between))
        following = _WORD.match(after.lstrip('”" \xa0'))
        beside = not before.endswith(",") and text[name.end : name.end + 1] in ' \xa0”"'
        if following and beside and following.group().lower() not in word_lists("words.txt")["after_head"]:
            return False
        if text[name.end : name.end + 1] in ("/", "-"):
            return False
        if before.endswith(",") or not words_before:
            return True
        if last in (
            "of",
            "for",
            "by",
            "with",
            "to",
            "from",
            "at",
            "in",
            "on",
            "against",
            "about",
            "behind",
            "like",
            "as",
            "than",
            "near",
        ):
            return False
        entity = self.cast.entity(name)
        if any(w.lower() in ("who", "whose", "which", "that") for w in words_before):
            return False
        if entity.kind == "other" and last not in ("the", "a", "an") and len(words_before) > 1:
            return last in titles()
        return True

    # -- pronouns other than he and she --------------------------------------------------------------------------------

    def _pronoun(self, k: int, start: int, word: str) -> Resolved | None:
        if word in _RELATIVE:
            return self._antecedent(start)
        if word in _FIRST_PERSON:
            outer = self._around(k)
            if outer is not None:
                return self.done.get(outer, Resolved(None))
            author = self.article.authors[0] if len(self.article.authors) == 1 else None
            return Resolved(Speaker(author or self.text[start : start + len(word)], "person", author is not None))
        if word in _PLURAL:
            return self._before(k, ("group",)) or self._as_printed(start, start + len(word), "group")
        if word in _THING:
            return self._before(k, ("organisation", "document")) or self._as_printed(
                start, start + len(word), "unknown"
            )
        if word in ("we", "us", "our"):
            return self._as_printed(start, start + len(word), "group")
        return None

    def _around(self, k: int) -> int | None:
        """The attribution whose content holds the source of this one."""
        place = self._place(k)
        holding = [
            (span.end - span.start, other)
            for other, attribution in enumerate(self.attributions)
            for span in attribution.content
            if other != k and span.start <= place < span.end
        ]
        return min(holding)[1] if holding else None

    def _antecedent(self, start: int) -> Resolved:
        """What stands before a relative pronoun."""
        sentence = (
            self.discourse.sentences.starts[self.discourse.sentences.at(start)] if len(self.discourse.sentences) else 0
        )
        before = [n for n in self.cast.before(start, 6) if n.start >= sentence]
        if before and not self.text[before[0].end : start].strip(" \xa0,)"):
            person = self.text[start : start + 3].lower() == "who"
            # "Ana Ortega, a professor at Velden, who": whom the apposition describes
            bearer = next((e for e in map(self.cast.entity, before) if e.kind == "person"), None) if person else None
            entity = self.cast.entity(before[0])
            if entity.kind != "person" and bearer is not None:
                entity = bearer
            if entity.kind != "other" or not person:
                return self._of([entity])
        a, b = self._phrase_before(start)
        return self._nominal(a, b) if b > a else Resolved(None)

    def _phrase_before(self, start: int) -> tuple[int, int]:
        """The noun phrase that ends before a place: up to five words back to a determiner or to a word that can't be
        in one.
        """
        words = list(_WORD.finditer(self.text, max(0, start - 80), start))[-5:]
        if not words:
            return start, start
        first = len(words) - 1
        while first > 0:
            word = words[first - 1]
            if (
                self.text[word.end() : words[first].start()].strip(" \xa0")
                or word.group().lower() in word_lists("words.txt")["after_head"]
            ):
                break
            first -= 1
            if word.group().lower() in word_lists("words.txt")["determiners"]:
                break
        return words[first].start(), words[-1].end()

    # -- phrases without a name ----------------------------------------------------------------------------------------

    def _nominal(self, start: int, end: int) -> Resolved:
        phrase = self.text[start:end]
        head = _head(phrase)
        words = [w.lower() for w in _WORD.findall(phrase)]
        persons = word_lists("nouns.txt")["person"]
        if (words[0] in ("the", "this") and (head in persons or head == "year-old")) or (
            len(words) == 1 and head in persons
        ):
            entity = self._with_role(head, start, end, words)
            if entity is not None:
                return self._of([entity])
        if words[0] in ("the", "this") and head in word_lists("nouns.txt")["organisation"] and phrase[4:].islower():
            entity = self._organisation(head, start)
            if entity is not None:
                return self._of([entity])
        return self._nominal_phrase(start, end)

    def _nominal_phrase(self, start: int, end: int) -> Resolved:
        return self._as_printed(start, end, _type_of(self.text[start:end]))

    def _with_role(self, head: str, start: int, end: int, words: list[str]) -> Entity | None:
        """The person named before a place to whom the article gave a role, the nearest."""
        if not self.roles_known:
            self._learn_roles()
        wanted = _ROLE_WORDS.get(head, {head})
        party = {_PARTIES[w] for w in words if w in _PARTIES}
        gender = titles().get(head, "-")
        fitting: list[tuple[int, int, Entity]] = []
        for m in self.discourse.mentions:
            if m.start >= start:
                break
            e = m.entity
            if e.kind != "person" or not e.roles & wanted or not (gender == "-" or e.gender in (gender, "-")):
                continue
            if party and {_PARTIES[w] for w in e.roles if w in _PARTIES} - party:
                continue
            fitting.append((len(e.roles & {*words, *party}), m.start, e))
        if fitting:
            return max(fitting, key=lambda x: x[:2])[2]
        if len(words) > _LONGEST_BACK_REFERENCE:
            return None
        return self.discourse.resolve(start, end, gender, least_lead=_LEAST_LEAD)

    def _learn_roles(self) -> None:
        self.roles_known = True
        persons = word_lists("nouns.txt")["person"]
        for name in self.cast.mentions:
            entity = self.cast.entity(name)
            if entity.kind != "person":
                continue
            found = _APPOSITION.match(self.text, name.end)
            words = [w.lower() for w in _WORD.findall(found.group(1))] if found else []
            stop = next((k for k, w in enumerate(words) if w in word_lists("words.txt")["after_head"]), len(words))
            entity.roles |= (persons | _PARTIES.keys()) & {*words[:stop], *self._words_beside(name)}
            party = _PARTY.match(self.text, name.end)
            if party:
                entity.roles.add("republican" if party.group(1) == "R" else "democrat")

    def _words_beside(self, name: Name) -> list[str]:
        """The words of the noun phrase that stand before a name, its titles included, lower case."""
        found: list[str] = []
        end = name.start
        for word in reversed(list(_WORD.finditer(self.text, max(0, name.start - 60), name.start))):
            plain = word.group().lower()
            if self.text[word.end() : end].strip(" \xa0.") or plain in word_lists("words.txt")["after_head"]:
                break
            found.append(plain)
            end = word.start()
        return found[:5]

    def _organisation(self, head: str, start: int) -> Entity | None:
        """The organisation named last before a place whose name holds the noun."""
        for name in self.cast.before(start, 40):
            entity = self.cast.entity(name)
            if entity.kind == "organisation" and head in entity.plain:
                return entity
        return None

    # -- no words for the source ---------------------------------------------------------------------------------------

    def _unstated(self, k: int) -> Resolved:
        """Whoever governs the cue in its sentence: "..., Ortega said, adding that ..."."""
        attribution = self.attributions[k]
        if not attribution.cue:
            return Resolved(None)
        cue = attribution.cue[0]
        first = cue.exact.split()[0].lower()
        before = self.text[max(0, cue.start - 6) : cue.start].split()
        if not first.endswith("ing") and not (before and before[-1].lower() in ("and", "but")):
            return Resolved(None)
        sentences = self.discourse.sentences
        here = sentences.at(cue.start)
        cues = {j: a.cue[0].start for j in self.done if (a := self.attributions[j]).source and a.cue}
        near = [j for j, start in cues.items() if start < cue.start and sentences.at(start) == here]
        if near:
            return self.done[max(near, key=lambda j: cues[j])]
        subject = next(
            (n for n in self.cast.between(sentences.starts[here], cue.start) if self.cast.entity(n).kind == "person"),
            None,
        )
        if (
            subject is not None
            and not self.text[sentences.starts[here] : subject.full_start].strip(' \xa0“"')
            and first.endswith("ing")
        ):
            return self._of([self.cast.entity(subject)])
        return Resolved(None)

    def _before(self, k: int, types: tuple[str, ...]) -> Resolved | None:
        """The source before, if it is near and of one of the types."""
        here = self.discourse.sentences.at(self._place(k))
        earlier = [j for j in self.done if self._place(j) < self._place(k)]
        for j in sorted(earlier, key=self._place, reverse=True)[:4]:
            if here - self.discourse.sentences.at(self._place(j)) > _REACH:
                break
            speaker = self.done[j].speaker
            if speaker is not None and (speaker.type in types or ("group" in types and self.done[j].others)):
                return self.done[j]
        return None

    # -- results -------------------------------------------------------------------------------------------------------

    def _of(self, entities: list[Entity]) -> Resolved:
        speakers = [self._speaker(e) for e in entities]
        return Resolved(speakers[0], tuple(speakers[1:]))

    def _speaker(self, entity: Entity) -> Speaker:
        best = next((n for n in entity.mentions if n.words == entity.name), entity.mentions[0])
        name = entity.fullest.replace("\xa0", " ")
        style = next((n for n in entity.mentions if n.title in _STYLES), None)
        if style is not None and len(entity.name) == 1:
            name = f"{(style.title or '').capitalize()} {name}"
        kind = _TYPES[entity.kind]
        if entity.kind == "organisation" and entity.plain[-1] in word_lists("organisations.txt")["document"]:
            kind = "document"
        return Speaker(name, kind, True, Span.of(self.text, best.start, best.end))

    def _as_printed(self, start: int, end: int, kind: SpeakerType) -> Resolved:
        words = self.text[start:end]
        lead = _LEAD.match(words)
        start += lead.end() if lead else 0
        aside = _ASIDE.search(self.text, start + 3, end)
        end = aside.start() if aside else end
        phrase = " ".join(self.text[start:end].split()).strip(" ,;:—–-")
        return Resolved(Speaker(phrase, kind, False, Span.of(self.text, start, end)))


def _head(phrase: str) -> str:
    """The noun that a phrase is about, lower case: the last word before a preposition, a clause or a comma."""
    words = _WORD.findall(re.split(r"[,;(]", phrase.strip())[0])
    for k, word in enumerate(words):
        if k and word.lower() in word_lists("words.txt")["after_head"]:
            return str(words[k - 1]).lower()
    last = str(words[-1]).lower() if words else ""
    return "year-old" if last.endswith("year-old") else last


def _type_of(phrase: str) -> SpeakerType:
    nouns, head = word_lists("nouns.txt"), _head(phrase)
    first = (_WORD.findall(phrase) or [""])[0].lower()
    if head in nouns["document"]:
        return "document"
    if head in nouns["person"]:
        return "person"
    if head in nouns["organisation"]:
        return "organisation"
    if head.endswith("s") or head in (
        "people",
        "men",
        "women",
        "children",
        "percent",
        "public",
        "others",
        "some",
        "many",
        "most",
        "several",
    ):
        return "organisation" if head.rstrip("s") in nouns["organisation"] else "group"
    return (
        "group" if first in ("some", "many", "most", "several", "few", "all", "both", "these", "those") else "unknown"
    )
