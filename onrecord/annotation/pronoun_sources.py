"""Sources that are pronouns other than "he" and "she": "who", "I", "they", "it", "we"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..statement import Speaker
from ..text.lexicon import Gender, word_lists
from ..text.titles import title_gender
from .role_sources import as_printed, head_of, speaker_of_role
from .story import Resolved, ToldStory

_WORD = re.compile(r"[^\W_][\w’'-]*")
_GENDERS: Mapping[str, Gender] = {"man": "m", "boy": "m", "woman": "f", "girl": "f"}
#: How many sentences back a source without a name may be the one before, and how many sources.
_REACH, _SOURCES = 3, 4
#: "The prime minister" may go on as "she"; what has more words than these describes somebody named before.
_SHORT = 4
#: Names before a relative pronoun that are looked at.
_NAMES = 6


def speaker_of_pronoun(story: ToldStory, k: int, start: int, word: str) -> Resolved | None:
    """Whom a pronoun at ``start``, the source of attribution ``k``, stands for; None for no pronoun."""
    lists, end = word_lists("speakers.txt"), start + len(word)
    if word in lists["relative"]:
        return _antecedent(story, start)
    if word in lists["first_person"]:
        return _first_person(story, k, start, end)
    if word in lists["plural"]:
        return _before(story, k, ("group",)) or as_printed(story, start, end, "group")
    if word in lists["thing"]:
        return _before(story, k, ("organisation", "document")) or as_printed(story, start, end, "unknown")
    if word in lists["we"]:
        return as_printed(story, start, end, "group")
    return None


def speaker_just_introduced(story: ToldStory, start: int, gender: Gender) -> Resolved | None:
    """The person without a name who spoke last and whom "she" goes on with: "A nurse said no. ... , she said."

    Only where nobody has been named since, outside of quotations.
    """
    earlier = [j for j in story.done if story.attributions[j].source and story.place(j) < start]
    if not earlier:
        return None
    last = max(earlier, key=story.place)
    speaker, source = story.done[last].speaker, story.attributions[last].source
    if speaker is None or speaker.named or speaker.type != "person" or not source:
        return None
    first, head = speaker.name.split()[0].lower(), head_of(speaker.name)
    introduces = first in word_lists("words.txt")["determiners"] and first not in ("this", "that")
    introduces = introduces and (first != "the" or len(speaker.name.split()) <= _SHORT)
    told = title_gender(head) or _GENDERS.get(head, "-")
    near = story.discourse.told_between(source[0].start, start) <= 1
    opens = story.discourse.begins_sentence(source[0].start)
    since = (m for m in story.discourse.mentions if source[-1].end <= m.start < start and m.quotation < 0)
    fits = told in ("-", gender) and introduces
    return story.done[last] if near and opens and fits and all(m.pronoun for m in since) else None


def _first_person(story: ToldStory, k: int, start: int, end: int) -> Resolved:
    """Who says the words around "I"; the article's author where nobody does."""
    outer = _around(story, k)
    if outer is not None:
        return story.done.get(outer, Resolved(None))
    author = story.article.authors[0] if len(story.article.authors) == 1 else None
    return Resolved(Speaker(author or story.text[start:end], "person", author is not None))


def _around(story: ToldStory, k: int) -> int | None:
    """The attribution whose content holds the source of this one."""
    place = story.place(k)
    holding = [
        (span.end - span.start, other)
        for other, attribution in enumerate(story.attributions)
        for span in attribution.content
        if other != k and span.start <= place < span.end
    ]
    return min(holding)[1] if holding else None


def _antecedent(story: ToldStory, start: int) -> Resolved:
    """What stands before a relative pronoun."""
    sentences = story.discourse.sentences
    sentence = sentences.starts[sentences.at(start)] if len(sentences) else 0
    before = [n for n in story.cast.before(start, _NAMES) if n.start >= sentence]
    if before and not story.text[before[0].end : start].strip(" \xa0,)"):
        person = story.text[start : start + 3].lower() == "who"
        # "Ana Ortega, a professor at Velden, who": whom the apposition describes
        bearer = next((e for e in map(story.cast.entity, before) if e.kind == "person"), None) if person else None
        entity = story.cast.entity(before[0])
        if entity.kind != "person" and bearer is not None:
            entity = bearer
        if entity.kind != "other" or not person:
            return story.named([entity])
    a, b = _phrase_before(story.text, start)
    return speaker_of_role(story, a, b) if b > a else Resolved(None)


def _phrase_before(text: str, start: int) -> tuple[int, int]:
    """The noun phrase that ends before a place: up to five words back to a determiner or to a word that can't be in
    one.
    """
    lists = word_lists("words.txt")
    words = list(_WORD.finditer(text, max(0, start - 80), start))[-5:]
    if not words:
        return start, start
    first = len(words) - 1
    while first > 0:
        word = words[first - 1]
        apart = text[word.end() : words[first].start()].strip(" \xa0")
        if apart or word.group().lower() in lists["after_head"]:
            break
        first -= 1
        if word.group().lower() in lists["determiners"]:
            break
    return words[first].start(), words[-1].end()


def _before(story: ToldStory, k: int, types: tuple[str, ...]) -> Resolved | None:
    """The source before, if it is near and of one of the types."""
    here = story.sentence(k)
    earlier = [j for j in story.done if story.place(j) < story.place(k)]
    for j in sorted(earlier, key=story.place, reverse=True)[:_SOURCES]:
        if here - story.sentence(j) > _REACH:
            break
        speaker = story.done[j].speaker
        if speaker is not None and (speaker.type in types or ("group" in types and story.done[j].others)):
            return story.done[j]
    return None
