"""Whom a draft means as the speaker of words: by a name, by "she", by "the captain", or by the run of the story."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from ..annotation.entities import Cast, Entity
from ..statement import Span, Speaker, Statement
from ..text.lexicon import Gender, word_lists
from ..text.names import Name
from ..text.outline import Outline
from ..text.person_names import fold, folded_words, last_word
from ..text.roles import role_beside

#: The last few names before a quotation, no further away than so many characters.
_NEAREST = 4
_SHORTLY = 200
#: So far before a quotation the person may be named whom "the captain" means.
_DESCRIBED = 800
_PRONOUNS: dict[str, Gender] = {"he": "m", "she": "f"}
#: Somebody of whom the draft says no more than that it was one of many.
_ANYBODY = re.compile(r"(?:an?|one|another|some|any)\b|(?:some|any)(?:one|body)\b", re.IGNORECASE)
#: What begins the part of a description that says of what or where.
_OF_WHAT = re.compile(r"[,(]|\s(?:of|for|from|in|at|on|who|whose|near|with|behind|beside)\s")
_MARKS = "\"'“‘«"


class People:
    """The people whom a draft names, sentence by sentence."""

    def __init__(self, outline: Outline) -> None:
        self._text = outline.text
        self._outline = outline
        self._bearers = lru_cache(maxsize=256)(self._find_bearers)

    @cached_property
    def cast(self) -> Cast:
        """Everyone whom the text names."""
        return Cast(self._text)

    def beside(self, quote: Span) -> Speaker | None:
        """The only person named in a quotation's sentence outside of the quotation; None where there are several."""
        people = self._in_sentence(quote)
        return self._speaker(*people[0]) if len(people) == 1 else None

    def _in_sentence(self, quote: Span) -> list[tuple[Entity, Name]]:
        """Who is named in a quotation's sentence outside of the quotation."""
        sentences = self._outline.sentences
        if not len(sentences):
            return []
        first, last = sentences.at(quote.start), sentences.at(quote.end)
        names = self.cast.between(sentences.starts[first], sentences.ends[last])
        outside = [n for n in names if not quote.start <= n.start < quote.end]
        return list({id(e): (e, n) for n in outside if _may_be_a_person(e := self.cast.entity(n))}.values())

    def named_beside(self, quote: Span) -> frozenset[str]:
        """The last names of those whom a quotation's sentence names outside of the quotation."""
        return frozenset(last_word(fold(entity.fullest)) for entity, _ in self._in_sentence(quote))

    def meant(self, statement: Statement) -> Speaker | None:
        """Whom "he", "she" or a bare surname means if it is the person named last before a statement, by that surname;
        None where the source is nothing of that.
        """
        printed = fold(" ".join(s.exact for s in statement.source))
        gender = _PRONOUNS.get(printed)
        if not statement.content or (gender is None and (not printed or " " in printed)):
            return None
        start = min(s.start for s in (*statement.content, *statement.source))
        for name in self.cast.before(start, _NEAREST):
            entity = self.cast.entity(name)
            if not _may_be_a_person(entity) or start - name.start > _SHORTLY:
                continue
            if gender:
                return self._speaker(entity, name) if entity.gender in (gender, "-") else None
            if last_word(fold(entity.fullest)) == printed:
                return self._speaker(entity, name)
        return None

    def is_sure(self, quote: Span, speaker: Speaker, printed: str) -> bool:
        """Whether a draft says beyond doubt that a quotation is a speaker's.

        It does where the name stands in the quotation's paragraph (behind the quotation only where it ``printed`` it),
        or where the paragraph opens with the quotation behind one with the name. Else a reading may have taken the
        wrong one.
        """
        last = last_word(fold(speaker.name))
        end, quoted = quote.end, quote.start
        if last in folded_words(printed):
            end = self._text.find("\n", quote.end)
            end = len(self._text) if end < 0 else end
        while end > 0:
            begin = self._text.rfind("\n", 0, quoted) + 1
            if last in folded_words(self._text[begin:end]):
                return True
            if self._text[begin:end].lstrip()[:1] not in _MARKS:
                return False
            end = quoted = len(self._text[:begin].rstrip())
        return False

    def may_be(self, quote: Span, label: str | None, name: str, source: str) -> bool:
        """Whether a draft that doesn't name a quotation's speaker means somebody whose words they are in a source.

        "The captain" is whom draft or ``source`` calls so, else one of those whom the draft named shortly before.
        Where it says nobody (``label`` None) it is whom it named last. "A woman" is nobody that is known.
        """
        last = last_word(fold(name))
        if not last or (label and (_ANYBODY.match(label) or label.casefold() in _PRONOUNS)):
            return False
        if label is None:
            return self._named_last(quote) == last
        what = folded_words(_OF_WHAT.split(label, maxsplit=1)[0])[-1:]
        if not what or not _is_person(what[0]):
            return False
        if bearers := self._bearers(what[0]):
            return last in bearers
        return _calls(source, what[0], last) or last in self._named_before(quote)

    def _find_bearers(self, what: str) -> frozenset[str]:
        """The last names of the people whom the draft calls by a word: "the harbour master, Ann Holt"."""
        found = set()
        for name in self.cast.mentions:
            entity = self.cast.entity(name)
            role = role_beside(self._text, name.start, name.end) if _may_be_a_person(entity) else None
            if role and what in folded_words(role):
                found.add(last_word(fold(entity.fullest)))
        return frozenset(found)

    def _named_last(self, quote: Span) -> str | None:
        """The last name of the person named last before a quotation, or alone in its sentence."""
        beside = self.named_beside(quote)
        if beside:
            return next(iter(beside)) if len(beside) == 1 else None
        return next(iter(self._named_before(quote)), None)

    def _named_before(self, quote: Span) -> list[str]:
        """The last names of those named shortly before a quotation, the nearest first."""
        near = (n for n in self.cast.before(quote.start, 2 * _NEAREST) if quote.start - n.start < _DESCRIBED)
        people = (e for n in near if _may_be_a_person(e := self.cast.entity(n)))
        return list(dict.fromkeys(last_word(fold(e.fullest)) for e in people))

    def _speaker(self, entity: Entity, name: Name) -> Speaker:
        return Speaker(entity.fullest, "person", named=True, mention=Span.of(self._text, name.start, name.end))


def _may_be_a_person(entity: Entity) -> bool:
    """Whether a name is a person's, or of two words or more and nothing else's that is known."""
    return entity.kind == "person" or (entity.kind == "other" and not entity.place and len(entity.name) > 1)


def _is_person(what: str) -> bool:
    """Whether a word can say what one person is: "captain", "harbour master", and not "authority" or "crowd"."""
    others = (words for kind, words in word_lists("nouns.txt").items() if kind != "person")
    return what not in word_lists("transcripts.txt")["role"] and not any(what in words for words in others)


def _calls(text: str, what: str, last: str) -> bool:
    """Whether a text calls somebody by a word: "CAPTAIN HOLT", "Ann Holt, the harbour's captain"."""
    one, other = re.escape(what), re.escape(last)
    near = (
        rf"\b{one}\b[^\w\n]{{1,3}}(?:\w+[^\w\n]{{1,2}}){{0,2}}{other}\b"
        rf"|\b{other}\b[^\w\n]{{1,3}}(?:[\w'’]+[^\w\n:]{{1,3}}){{0,4}}{one}\b"
    )
    return re.search(near, text, re.IGNORECASE) is not None
