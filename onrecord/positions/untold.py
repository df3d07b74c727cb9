"""Why a statement has no stance to be told: a question, a fragment, a report of others, a mere possibility.

The rules read the statement's own words before any network does; where one holds, no stance is shown. A stance that
isn't shown is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

from ..statement import Statement
from ..text.lexicon import lines_of, word_lists
from .about import Found
from .subject import is_empty, words_of

Untold = Literal["question", "fragment", "somebody else", "not said", "open", "no sentence", "unsure"]

#: Quoted words of fewer than so many words are a fragment.
_FEW = 4
_MARKS = "“”\"'‘’ "
_SENTENCE = re.compile(r"[^.?!]+[.?!]*")
_BROKEN = re.compile(r"(?:\.\.\.|…|--|—)[\"”'’]*$")
_ASKED = re.compile(r"(?:whether|if)\b", re.IGNORECASE)
_INQUIRY = re.compile(r"\b(?:ask|asks|asked|asking|wonder|wonders|wondered|wondering)\b", re.IGNORECASE)
_OPENING = re.compile(r"(?:that|and|but|so|well|now|look|yes|no|because)\b[, ]*", re.IGNORECASE)
_WORD = re.compile(r"[\w'-]+")
_DETERMINERS = frozenset("the my our his her their your some many most half all these those".split())
_PRONOUNS = frozenset("he she they".split())
_FUTURE = frozenset("will would won't wouldn't".split())


def untold(found: Found, toward: str | None) -> Untold | None:
    """Why no stance is to be told of a statement towards a sentence; None where one may be."""
    if toward is None:
        return "no sentence"
    return in_words(found.hit.statement, toward)


def in_words(statement: Statement, toward: str) -> Untold | None:
    """The same by the statement alone."""
    words = statement.words.replace("’", "'").strip(_MARKS + ",")
    if statement.happened != "yes":
        return "not said"
    cue = " ".join(span.exact for span in statement.cue)
    if _is_question(words, cue):
        return "question"
    if _BROKEN.search(words) or (statement.kind == "direct" and len(words.split()) < _FEW):
        return "fragment"
    if _is_open(words.lower()):
        return "open"
    return "somebody else" if _is_of_others(words, toward, is_quoted=statement.kind == "direct") else None


def _is_question(words: str, cue: str) -> bool:
    """Whether all that is said is asked."""
    sentences = [s.strip() for s in _SENTENCE.findall(words) if _WORD.search(s)]
    if sentences and all(s.endswith("?") for s in sentences):
        return True
    return bool(_ASKED.match(words)) and (bool(_INQUIRY.search(cue)) or words.lower().startswith("whether"))


def _is_open(words: str) -> bool:
    """Whether the words leave the matter open, or suppose something and commit to nothing."""
    if any(re.search(rf"\b{re.escape(phrase)}\b", words) for phrase in _lists()["undecided"]):
        return True
    first, _, rest = words.partition(" ")
    if first not in _lists()["suppositions"]:
        return False
    _, comma, main = rest.partition(",")
    return not comma or not _lists()["vague"].isdisjoint(_WORD.findall(main))


def _is_of_others(words: str, toward: str, *, is_quoted: bool) -> bool:
    """Whether it is told what somebody else thinks or will do: "My opponent is going to tax your truck"."""
    found = _others().match(_OPENING.sub("", words, count=1))
    who = found["who"].split() if found else []
    if (
        found is None
        or who[0].lower() in _lists()["own_subjects"]
        or not _lists()["demands"].isdisjoint(map(str.lower, who))
    ):
        return False
    if who[0].lower() in _PRONOUNS:
        return is_quoted and len(who) == 1
    named = {w.stem for w in words_of(toward) if not is_empty(w.text)}
    is_future = "'" in found["what"] or found["what"].strip() in _FUTURE
    return _is_somebody(who, is_future=is_future) and named.isdisjoint(w.stem for w in words_of(" ".join(who)))


def _is_somebody(who: list[str], *, is_future: bool) -> bool:
    """Whether words name a person, people, or an organisation: by the last of them, or as a name.

    Whoever thinks or wants something is somebody, what will do something may be a tax.
    """
    if not is_future:
        return who[0].lower() in (*_DETERMINERS, "the") or who[0][0].isupper()
    kinds = word_lists("nouns.txt")
    known, last = kinds["person"] | kinds["organisation"], who[-1].lower()
    if who[0].lower() in _DETERMINERS or (len(who) == 1 and last.endswith("s")):
        return last in known or last.removesuffix("s") in known
    return all(word[0].isupper() for word in who)


@cache
def _others() -> re.Pattern[str]:
    """Somebody and an attitude behind: "the treasurer thinks", "they'd", "loggers want"."""
    attitudes = "|".join(sorted(_lists()["attitudes"]))
    going = r"(?:'s|'re| is| are| was| were) (?:going|gonna|about)\b"
    behind = rf"'(?:ll|d)\b|{going}|(?: has| have| had|'s|'ve)? (?:{attitudes})\b"
    return re.compile(rf"(?<![\w-])(?P<who>[\w-]++(?: [\w-]++){{0,5}}?)(?P<what>{behind})", re.IGNORECASE)


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    rows = (line.partition(": ") for line in lines_of("stances.txt"))
    return {
        name: frozenset(map(str.strip, words.split("|") if name == "undecided" else words.split()))
        for name, _, words in rows
    }
