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
#: Whose something is: the person's, another person's, or nobody's that is told.
Owner = Literal["person", "other", "nobody"]
#: In the order of looking: an admission may be worded as a change, too.
KINDS: tuple[ChangeKind, ...] = ("admission", "reaffirmed", "softening", "hardening", "reversal")
#: A denial or a condition stands so many words before what it turns, at most; "denied that" reaches further.
_REACH = 7
#: Words that name an object have at most this strength where they aren't the subject.
_NOTHING = 0.15
#: A report is heard of a subject that stands so many characters away, if it names nothing else; a pronoun's person
#: stands so far before it.
_NEAR, _AROUND, _BACK = 600, 0.3, 600
#: A story that has words of the subject so often is on it.
_OFTEN = 3
_DENIED = re.compile(r"\b(?:denie[sd]|deny|denying|reject(?:ed|s)|dismissed)\b")
_NONE = re.compile(r"\b(?:no|any|talk of|suggestions? of|hint of|sign of|idea of)(?: an?| the)? $")
_CLAUSE = re.compile(r"[,;:—“”\"(]|\b(?:and|but|while|whereas|although|though|who|which)\b")
_WORD = re.compile(r"[\w'’-]+")
_NAME = re.compile(r"\b[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")
_PRONOUN = re.compile(r"\b(?:he|she|his|her|him)\b", re.IGNORECASE)
_SELF = re.compile(r"\b(?:I|I['’]ve|I['’]m|my|me|we|our)\b")
_PREPOSITION = re.compile(r"\b(?:of|in|from|on|with|to|for|at|against|about|over|near|like|after|since) (?:the |a )?$")
#: What a change is about stands behind these words; "for" of a time or "to" of a deed comes out as nothing.
_OBJECT = re.compile(r"\b(?:on|over|about|for|against|oppos(?:e[sd]?|ing)|support(?:s|ed|ing)?)\s+")
_STOPS = re.compile(
    r"[.,;:!?“”\"()]|\b(?:after|since|when|because|as|and|but|that|who|which|if|by|in|at|before|telling|saying|he|she|they"
    r"|to (?!the|an?|his|her|their))\b"
)
#: A thing is named with an article, a possessive or a preposition before it.
_THING = re.compile(r"\b(?:the|a|an|his|her|its|their|on|over|about|of|for|from|to|against)\b")
#: A noun for a change, and verbs whose doer may be told behind "by".
_NOUN = re.compile(
    r"(?:turn|turns|flop|face|reversal|climbdown|heart|180|eighty|turnabout|turnaround|rethink|shelved|mothballed)$",
    re.IGNORECASE,
)
_POSSESSOR = re.compile(r"(?:[\w-]++['’]s|his|her)\b")
_ABOUT = re.compile(r"(?:on|over|about) ")
_OWNER = re.compile(r"\b[a-z]++['’]s\b")
_ROLE = re.compile(r"\b(?:the |then-|former )?([a-z]++)(?:['’]s)?$", re.IGNORECASE)
_HELPERS = re.compile(
    r"(?: (?:has|have|had|is|was|also|now|since|then|later|himself|herself|[a-z]+ly|on [A-Z]\w+day)){1,6}$"
)
_OFFICES = frozenset(
    "chancellor premier principal leader councillor councilman alderman prosecutor provost abbot".split()
)
_ELSEWHERE = re.compile(r"\bother (?:things|matters|subjects|issues|questions)\b")
_THOSE = re.compile(r"\b(?:those|people|voters|members|colleagues|others|lawmakers|critics) (?:who|that) [\w ]{0,20}$")
_TITLES = ("Mr", "Ms", "Mrs", "Dr", "Sen", "Rep", "Sir ")


@dataclass(frozen=True, slots=True)
class Report:
    """Words of a story by which a position changed or stayed, and where they stand."""

    kind: ChangeKind
    span: Span
    where: Where


@dataclass(frozen=True, slots=True)
class SpokenSpan:
    """A stretch of a story that somebody says: where, and whether it is the person, somebody else, or nobody known."""

    start: int
    end: int
    by_person: bool
    named: str


@dataclass(frozen=True, slots=True)
class Story:
    """A story as it is asked: its text, headline, what is said in it, whose position is meant and on what.

    The second of the subjects is the sentence that stances are asked towards: its words speak of the same.
    """

    text: str
    title: str
    spoken: Sequence[SpokenSpan]
    person: str
    subjects: tuple[Subject, Subject | None]
    on_subject: Sequence[int]
    _sentences: list[tuple[int, int]]

    @classmethod
    def of(
        cls,
        text: str,
        title: str,
        spoken: Sequence[SpokenSpan],
        *,
        person: str,
        subjects: tuple[Subject, Subject | None],
        on: Sequence[int],
    ) -> Story:
        """Cut the text into sentences; ``on`` are the places of the person's statements on the subject."""
        from nupunkt import sent_spans

        sentences, line = [], 0
        for part in text.split("\n"):
            sentences += [(line + a, line + b) for a, b in sent_spans(part)] if part.strip() else []
            line += len(part) + 1
        return cls(text, title, spoken, person, subjects, on, sentences)

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence with an offset begins and ends."""
        return next(((a, b) for a, b in self._sentences if a <= at < b), (at, at + 1))

    def last_names(self) -> frozenset[str]:
        """The last names of those who speak in it, folded."""
        return frozenset(last_word(fold(s.named)) for s in self.spoken if s.named)


def reports_in(story: Story, vectors: Vectors) -> Iterator[Report]:
    """What a story says of the person's position on the subject; one kind a sentence."""
    taken: set[int] = set()
    for kind in KINDS:
        for m in _patterns()[kind].finditer(story.text):
            start, end = story.sentence(m.start())
            if start in taken:
                continue
            turned = "reaffirmed" if kind == "reaffirmed" else _turned(story.text[start : m.start()], kind)
            if (
                turned is None
                or not _is_theirs(story, m, (start, end))
                or not _is_meant(story, m, (start, end), vectors)
            ):
                continue
            taken.add(start)
            yield Report(turned, Span.of(story.text, *m.span()), _place(story, start))


def may_report(text: str) -> bool:
    """Whether a text has any words for a change: a quick look that spares the careful one."""
    return any(_patterns()[kind].search(text) for kind in KINDS)


def _turned(before: str, kind: ChangeKind) -> ChangeKind | None:
    """The kind that words report with what stands before them: a denied change is none, a supposed one is nothing."""
    clause = " ".join(_WORD.findall(_CLAUSE.split(before)[-1])[-_REACH:])
    if _patterns()["denied"].search(clause) or _DENIED.search(before) or _NONE.search(before):
        return "reaffirmed"
    return None if _patterns()["supposed"].search(clause) else kind


def _is_theirs(story: Story, m: re.Match[str], sentence: tuple[int, int]) -> bool:
    """Whether the change is the person's, and told by the story or by themselves."""
    start, end = sentence
    said = next((s for s in story.spoken if s.start <= m.start() < s.end), None)
    before = story.text[start : m.start()]
    if said is None and _quoted(story.text[story.text.rfind("\n", 0, start) + 1 : m.start()]):
        return False
    if (said is not None and not said.by_person) or _THOSE.search(before):
        return False
    if said is not None and _SELF.search(story.text[max(start, said.start) : m.end()]):
        return True
    if _is_headline(story, start) and not _people(story, story.text[start:end]):
        return _is_their_role(story, story.text[start : m.start()] or m.group())
    who = _who(story, before, m.group(), start)
    if who == "nobody" and _NOUN.search(m.group()):  # "in a U-turn, Roscoe said ...", "shelved by Roscoe"
        who = _first(story, story.text[m.end() : end])
    return who == "person"


def _quoted(before: str) -> bool:
    """Whether a quotation is open that nobody is known to have made: a flyer's words, a rival's."""
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _who(story: Story, before: str, words: str, start: int) -> Owner:
    """Whose change it is by who is named last before it, in the sentence or, for a pronoun, before that."""
    near = before + (words[: words.find(" ") + 1] if _POSSESSOR.match(words) else "")
    people = _people(story, near)
    last = people[-1] if people else (-1, "nobody")
    pronoun = max((m.start() for m in _PRONOUN.finditer(near)), default=-1)
    if last[0] >= pronoun and last[0] >= 0:
        return last[1]
    if _is_their_role(story, near) or any(_is_their_role(story, near[: m.end()]) for m in _OWNER.finditer(near)):
        return "person"
    if pronoun >= 0:
        return last[1] if last[0] >= 0 else _before(story, start)
    return "nobody"


def _people(story: Story, words: str) -> list[tuple[int, Owner]]:
    """The people named in some words who may be the subject of a clause, and whether each is the person."""
    found: list[tuple[int, Owner]] = []
    for m in _NAME.finditer(words):
        who = _is_person(story, m.group())
        if who != "nobody" and (m.start() == 0 or not _PREPOSITION.search(words[: m.start()])):
            found.append((m.start(), who))
    return found


def _before(story: Story, start: int) -> Owner:
    """Whom a pronoun at the head of a sentence means: whoever was named last as one who does something."""
    people = _people(story, story.text[max(0, start - _BACK) : start])
    return people[-1][1] if people else "nobody"


def _first(story: Story, behind: str) -> Owner:
    """Who is named first behind a noun for a change; "by" names the one whose it is."""
    for m in _NAME.finditer(behind):
        who = _is_person(story, m.group())
        if who != "nobody":
            return who
    return "nobody"


def _is_person(story: Story, name: str) -> Owner:
    """Whether a name is the person's, another person's, or no person's."""
    own = last_word(fold(story.person))
    words = [fold(word) for word in re.sub(r"['’]s?$", "", name).split()]
    if own in words:
        return "person"
    is_known = words[-1] in story.last_names() or (len(words) > 1 and words[0] in first_names())
    return "other" if is_known or name.startswith(_TITLES) else "nobody"


def _is_their_role(story: Story, before: str) -> bool:
    """Whether words end with a role that the story gives to the person: "the bishop has", "Bishop"."""
    found = _ROLE.search(_HELPERS.sub("", before.rstrip()))
    if not found or found[1].lower() not in word_lists("nouns.txt")["person"] | _OFFICES:
        return False
    own = re.escape(story.person.split()[-1])
    beside = rf"\b{found[1]}\b[^.\n]{{0,60}}\b{own}\b|\b{own}\b[^.\n]{{0,60}}\b{found[1]}\b"
    return re.search(beside, story.text, re.IGNORECASE) is not None


def _is_meant(story: Story, m: re.Match[str], sentence: tuple[int, int], vectors: Vectors) -> bool:
    """Whether it is on the subject: the sentence speaks of it, or of nothing else and stands beside what does."""
    start, end = sentence
    text = story.text[start:end]
    if _ELSEWHERE.search(text) or _patterns()["replaced"].search(text):
        return False
    if _strength(story, text, vectors) >= SPEAKS:
        behind = _STOPS.split(story.text[m.end() : end].lstrip(" -"))[0]
        return not (_ABOUT.match(behind) and _is_other(story, behind, vectors))
    if _patterns()["weak"].fullmatch(m.group()) and not any(start <= at < end for at in story.on_subject):
        return False
    behind = story.text[m.end() : end].lstrip(" -")
    parts = [behind] if not _NOUN.search(m.group()) or _ABOUT.match(behind) else []
    parts += [f"on {part}" for part in _OBJECT.split(text[: m.start() - start])[1:]]
    if any(_is_other(story, _STOPS.split(part)[0], vectors) for part in parts):
        return False
    if _strength(story, story.title or story.text.split("\n")[0], vectors) >= SPEAKS:
        return True
    around = story.text[max(0, start - _NEAR) : min(len(story.text), end + _NEAR)]
    beside = any(start - _NEAR <= at < end + _NEAR for at in story.on_subject)
    if beside or _strength(story, around, vectors) >= _AROUND:
        return True
    return sum(1 for _ in story.subjects[0].pattern.finditer(story.text)) >= _OFTEN


def _strength(story: Story, words: str, vectors: Vectors) -> float:
    own = set(fold(story.person).split())
    zone = [(1.0, [w for w in words_of(words) if w.text not in own])]
    return max(subject.strength(zone, vectors) for subject in story.subjects if subject)


def _is_other(story: Story, words: str, vectors: Vectors) -> bool:
    """Whether words name a thing that isn't the subject, nor in the person's statements on it: "the brown bins"."""
    if not _THING.search(words) or _strength(story, words, vectors) > _NOTHING:
        return False
    own, plain = set(fold(story.person).split()), word_lists("changes.txt")["plain"]
    beside = {w.stem for at in story.on_subject for w in words_of(story.text[slice(*story.sentence(at))])}
    telling = [
        w for w in words_of(words)[:6]
        if w.text.isalpha() and len(w.text) > 3 and w.text not in own | plain and not is_empty(w.text)
        and not w.text.endswith(("ly", "ing", "ed"))
    ]  # fmt: skip
    return bool(telling) and beside.isdisjoint(w.stem for w in telling)


def _is_headline(story: Story, start: int) -> bool:
    title = story.title.strip()
    return bool(title) and story.text[start:].lstrip().startswith(title[:40])


def _place(story: Story, start: int) -> Where:
    if _is_headline(story, start):
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
