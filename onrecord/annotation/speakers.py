"""Who a source is: from the words that name it ("Ortega", "she", "the senator") to the fullest name in the article.

What two candidates fit as well is left open. Nothing is known about the world; a source without a name keeps the words
in which the article puts it. Each kind of source has its module: ``named_sources``, ``pronoun_sources`` ("he" and "she"
are ``coreference``), ``role_sources``, ``unstated_sources``, ``interview``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..article import Article
from ..statement import Attribution
from ..text.lexicon import word_lists
from ..text.outline import Outline
from .coreference import PRONOUNS
from .interview import find_interview, who_answers
from .named_sources import speakers_named
from .pronoun_sources import speaker_just_introduced, speaker_of_pronoun
from .role_sources import learn_roles, speaker_of_role
from .story import Resolved, ToldStory
from .unstated_sources import speaker_unstated

__all__ = ["Resolved", "ToldStory", "resolve_speakers"]

_WORD = re.compile(r"[^\W_][\w’'-]*")


def resolve_speakers(article: Article, attributions: Sequence[Attribution], outline: Outline) -> ToldStory:
    """Resolve the source of each attribution: ``speakers`` of what is returned, in their order."""
    story = ToldStory.of(article, attributions, outline)
    learn_roles(story)
    # whom "I" stands for is who says the words around it, and may be named behind them
    for k in sorted(range(len(attributions)), key=lambda k: (_says_i(attributions[k]), story.place(k))):
        story.done[k] = _resolve(story, k)
    return story


def _says_i(attribution: Attribution) -> bool:
    source = attribution.source
    return bool(source) and source[0].exact.strip().lower() in word_lists("speakers.txt")["first_person"]


def _resolve(story: ToldStory, k: int) -> Resolved:
    source, interview = story.attributions[k].source, find_interview(story.text)
    if not source:
        asked = who_answers(interview, story.cast, story.place(k)) if interview else None
        return story.named([asked]) if asked else speaker_unstated(story, k)
    start, end = source[0].start, source[-1].end
    words = [w.lower() for w in _WORD.findall(story.text[start:end])]
    if not words:
        return Resolved(None)
    lists = word_lists("speakers.txt")
    if words in (["a"], ["answer"]) or (len(words) == 1 and words[0] in lists["first_person"]):
        answering = who_answers(interview, story.cast, start) if interview else None
        if answering is not None:
            return story.named([answering])
    if words[0] in PRONOUNS and (len(words) == 1 or words[1] in lists["behind_pronoun"]):
        introduced = speaker_just_introduced(story, start, PRONOUNS[words[0]][0])
        if introduced is not None:
            return introduced
        entity = story.pronouns.get(start)
        return story.named([entity]) if entity else Resolved(None)
    acronym = end - start > 1 and story.text[start:end].isupper()  # the WHO isn't "who"
    if not acronym and (len(words) == 1 or (len(words) == 2 and words[1] in lists["behind_other_pronoun"])):
        found = speaker_of_pronoun(story, k, start, words[0])
        if found is not None:
            return found
    return speakers_named(story, start, end) or speaker_of_role(story, start, end)
