"""What a story itself says of a position: that it changed ("walked back"), or that it stayed ("has not changed").

Each sentence of a story, and its headline, is asked in turn: is there a word for a change; is it denied, or only
supposed; whose change is it; and what was it about? Only where the person and the subject are meant is it a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ..models.vectors import Vectors
from ..statement import Span
from ..text.lexicon import first_names, lines_of, word_lists
from ..text.person_names import fold, last_word
from .about import SPEAKS
from .subject import Subject, is_empty, words_of

ChangeKind = Literal["reversal", "softening", "hardening", "admission", "reaffirmed"]
Where = Literal["sentence", "headline", "neighbour"]
#: In the order of looking: an admission may be worded as a change, too.
KINDS: tuple[ChangeKind, ...] = ("admission", "reaffirmed", "softening", "hardening", "reversal")
#: A denial or a condition stands so many words before what it turns, at most; "denied that" reaches further.
_REACH = 7
#: An object that isn't the subject has at most this strength.
_NOTHING = 0.15
_DENIED = re.compile(r"\b(?:denie[sd]|deny|denying|reject(?:ed|s)|dismissed)\b")
_CLAUSE = re.compile(r"[,;:—“”\"(]|\b(?:and|but|while|whereas|although|though)\b")
_WORD = re.compile(r"[\w'’-]+")
_NAME = re.compile(r"\b[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")
_PRONOUN = re.compile(r"\b(?:he|she|his|her|him)\b", re.IGNORECASE)
_SELF = re.compile(r"\b(?:I|I['’]ve|I['’]m|my|me|we|our)\b")
_PREPOSITION = re.compile(
    r"\b(?:of|in|from|on|with|by|to|for|at|against|about|over|near|like|after|since) (?:the |a )?$"
)
#: What a change is about stands behind these words; "for" of a time or "to" of a deed comes out as nothing.
_OBJECT = re.compile(r"\b(?:on|over|about|for|against|to|of|from|towards?|oppos(?:e[sd]?|ing)|support(?:s|ed|ing)?)\s+")
_STOPS = re.compile(
    r"[.,;:!?“”\"()]|\b(?:after|since|when|because|as|and|but|that|who|which|if|by|in|at|before|telling|saying|he|she|they)\b"
)
#: A noun for a change has no object behind it but one with these words.
_NOUN = re.compile(
    r"(?:turn|flop|face|reversal|climbdown|heart|mind|course|180|eighty|opposition|objections?)$", re.IGNORECASE
)
_ABOUT = re.compile(r"(?:on|over|about) ")
_ROLE = re.compile(r"\bthe ([a-z]++(?: [a-z]++)?)\s*$", re.IGNORECASE)
_THOSE = re.compile(r"\b(?:those|people|voters|members|colleagues|others|lawmakers|critics) (?:who|that) [\w ]{0,20}$")
_TITLES = ("Mr", "Ms", "Mrs", "Dr", "Sen", "Rep", "Sir ")
#: A report is heard of a subject that stands so many characters away, if it names nothing else.
_NEAR, _AROUND = 400, 0.3
_ELSEWHERE = re.compile(r"\bother (?:things|matters|subjects|issues|questions)\b")


@dataclass(frozen=True, slots=True)
class Report:
    """Words of a story by which a position changed or stayed, and where they stand."""

    kind: ChangeKind
    span: Span
    where: Where


@dataclass(frozen=True, slots=True)
class Spoken:
    """A stretch of a story that somebody says: where, and whether it is the person, somebody else, or nobody known."""

    start: int
    end: int
    by_person: bool
    named: str


@dataclass(frozen=True, slots=True)
class Story:
    """A story as it is asked: its text, headline, what is said in it, and the last names of those who are named."""

    text: str
    title: str
    spoken: Sequence[Spoken]
    person: str
    subject: Subject
    on_subject: Sequence[int]
    _sentences: list[tuple[int, int]]

    @classmethod
    def of(
        cls, text: str, title: str, spoken: Sequence[Spoken], *, person: str, subject: Subject, on: Sequence[int]
    ) -> Story:
        """Cut the text into sentences; ``on`` are the places of the person's statements on the subject."""
        from nupunkt import sent_spans

        sentences, line = [], 0
        for part in text.split("\n"):
            sentences += [(line + a, line + b) for a, b in sent_spans(part)] if part.strip() else []
            line += len(part) + 1
        return cls(text, title, spoken, person, subject, on, sentences)

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence with an offset begins and ends."""
        return next(((a, b) for a, b in self._sentences if a <= at < b), (at, at + 1))

    def last_names(self) -> frozenset[str]:
        """The last names of those who speak in it, folded."""
        return frozenset(last_word(fold(s.named)) for s in self.spoken if s.named)


def reports_in(story: Story, vectors: Vectors) -> Iterator[Report]:
    """What a story says of the person's position on the subject, in the order of the text; one kind a sentence."""
    taken: set[int] = set()
    for kind in KINDS:
        for m in _patterns()[kind].finditer(story.text):
            start, end = story.sentence(m.start())
            if start in taken:
                continue
            turned = "reaffirmed" if kind == "reaffirmed" else _turned(story.text[start : m.start()], kind)
            if turned is None or not _is_theirs(story, m, start) or not _is_meant(story, m, (start, end), vectors):
                continue
            taken.add(start)
            yield Report(turned, Span.of(story.text, *m.span()), _place(story, start, vectors))


def may_report(text: str) -> bool:
    """Whether a text has any words for a change: a quick look that spares the careful one."""
    return any(_patterns()[kind].search(text) for kind in KINDS)


def _turned(before: str, kind: ChangeKind) -> ChangeKind | None:
    """The kind that words report with what stands before them: a denied change is none, a supposed one is nothing."""
    clause = " ".join(_WORD.findall(_CLAUSE.split(before)[-1])[-_REACH:])
    if _patterns()["denied"].search(clause) or _DENIED.search(before):
        return "reaffirmed"
    if kind == "admission":  # "said that he would admit that ..." apart, who admits has done it
        return kind
    return None if _patterns()["supposed"].search(clause) else kind


def _is_theirs(story: Story, m: re.Match[str], start: int) -> bool:
    """Whether the change is the person's, and told by the story or by themselves."""
    said = next((s for s in story.spoken if s.start <= m.start() < s.end), None)
    before = story.text[start : m.start()]
    if said is None and _quoted(before):
        return False
    if (said is not None and not said.by_person) or _THOSE.search(before):
        return False
    if said is not None and _SELF.search(story.text[max(start, said.start) : m.end()]):
        return True
    who = _who(story, before, m.group(), start)
    return who == "person" or (who == "nobody" and said is not None and said.by_person and not _names_thing(before))


def _quoted(before: str) -> bool:
    """Whether a quotation is open that nobody is known to have made: a flyer's words, a rival's."""
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _who(story: Story, before: str, words: str, start: int) -> Literal["person", "other", "nobody"]:
    """Whose change it is by who is named last before it, in the sentence or, for a pronoun, before that."""
    own = last_word(fold(story.person))
    near = before + words[: words.find(" ") + 1 if re.match(r"(?:[\w-]+['’]s|his|her)\b", words) else 0]
    named = [(m.start(), _is_person(story, m.group(), own)) for m in _NAME.finditer(near)]
    found = [(at, who) for at, who in named if who and (at == 0 or not _PREPOSITION.search(near[:at]))]
    pronoun = max((m.start() for m in _PRONOUN.finditer(near + words[:4])), default=-1)
    last = found[-1] if found else (-1, "")
    if last[0] > pronoun:
        return "person" if last[1] == "own" else "other"
    if pronoun >= 0 or _is_role(near):
        if last[1]:
            return "person" if last[1] == "own" else "other"
        return _before(story, start, own)
    return "nobody"


def _before(story: Story, start: int, own: str) -> Literal["person", "other", "nobody"]:
    """Whom a pronoun at the head of a sentence means: whoever was named last as one who does something."""
    earlier = story.text[max(0, start - 600) : start]
    for m in reversed(list(_NAME.finditer(earlier))):
        who = _is_person(story, m.group(), own)
        if who and not _PREPOSITION.search(earlier[: m.start()]):
            return "person" if who == "own" else "other"
    return "nobody"


def _is_person(story: Story, name: str, own: str) -> Literal["own", "other", ""]:
    """Whether a name is the person's, another person's, or no person's."""
    words = [fold(word) for word in re.sub(r"['’]s?$", "", name).split()]
    if own in words:
        return "own"
    is_known = words[-1] in story.last_names() or (len(words) > 1 and words[0] in first_names())
    return "other" if is_known or name.startswith(_TITLES) else ""


def _is_role(before: str) -> bool:
    """Whether words end with a person's role: "the bishop"."""
    found = _ROLE.search(before)
    return found is not None and found[1].split()[-1].lower() in word_lists("nouns.txt")["person"]


def _names_thing(before: str) -> bool:
    """Whether a clause has a subject of its own that isn't the person: "prices", "the heat"."""
    return bool(_WORD.findall(_CLAUSE.split(before)[-1]))


def _is_meant(story: Story, m: re.Match[str], sentence: tuple[int, int], vectors: Vectors) -> bool:
    """Whether it is on the subject: the sentence speaks of it, or of nothing else and stands beside what does."""
    start, end = sentence
    text = story.text[start:end]
    if _ELSEWHERE.search(text):
        return False
    behind = _STOPS.split(story.text[m.end() : end].lstrip(" -"))[0]
    if behind and (not _NOUN.search(m.group()) or _ABOUT.match(behind)):
        spoken = _strength(story, behind, vectors)
        if spoken <= _NOTHING and _names_other(behind, story, vectors):
            return False
    if _strength(story, text, vectors) >= SPEAKS:
        return True
    for part in _OBJECT.split(text[: m.start() - start])[1:]:
        head = _STOPS.split(part)[0]
        if _strength(story, head, vectors) <= _NOTHING and _names_other(head, story, vectors):
            return False
    if _strength(story, story.title or story.text.split("\n")[0], vectors) >= SPEAKS:
        return True
    around = story.text[max(0, start - _NEAR) : min(len(story.text), end + _NEAR)]
    return (
        any(start - _NEAR <= at < end + _NEAR for at in story.on_subject)
        or _strength(story, around, vectors) >= _AROUND
    )


def _strength(story: Story, words: str, vectors: Vectors) -> float:
    own = set(fold(story.person).split())
    return story.subject.strength([(1.0, [w for w in words_of(words) if w.text not in own])], vectors)


def _names_other(words: str, story: Story, vectors: Vectors) -> bool:
    """Whether words name something of their own: "brown bins", not "her position" nor "the letter of 2004"."""
    own = set(fold(story.person).split())
    plain = word_lists("changes.txt")["plain"]
    return any(
        w.text.isalpha() and w.text not in own and w.text not in plain and not is_empty(w.text) and len(w.text) > 2
        for w in words_of(words)[:5]
    )


def _place(story: Story, start: int, vectors: Vectors) -> Where:
    title = story.title.strip()
    if title and story.text[start:].lstrip().startswith(title[:40]):
        return "headline"
    return "sentence" if any(story.sentence(at)[0] == start for at in story.on_subject) else "neighbour"


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    rows = [line.partition(": ") for line in lines_of("changes.txt")]
    return {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, _, words in rows if kind != "plain"}


def is_past(words: str) -> bool:
    """Whether words tell that what is told beside them was the earlier: "once", "used to"."""
    return bool(_patterns()["before"].search(words))


def kinds_of(words: str) -> list[ChangeKind]:
    """The kinds of change that some words of a story report."""
    return [kind for kind in KINDS if _patterns()[kind].search(words)]
