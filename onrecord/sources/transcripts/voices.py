"""The speakers of one transcript: short heads ("Mr. HOLT") under the fullest name that the transcript gives."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from ...statement import Span, Speaker
from ...text.lexicon import first_names, openers, places, titles, word_lists
from ...text.names import find_names
from .introduced import introduced
from .labels import is_initials, is_role, last_word, plain_name

#: So much before and after a last name is looked at for the names that go with it.
_BEFORE = 60
#: So much of what stands before the first head is looked through for people.
_FRONT = 6000
_BEHIND = re.compile(
    r",\s+(?P<titled>(?:Hon|Dr|Mr|Mrs|Ms|Rep|Sen)\.\s+)?(?P<first>[A-Z][a-z][\w'’-]*(?:\s[A-Z]\.)?)(?=[,.;\s])"
)
_NAME_WORD = re.compile(r"[A-Z][\w'’-]*\.?")
#: "I'm Anna Holt".
_INTRODUCES = re.compile(r"\b(?:I['’]m|I am|[Mm]y name is|[Mm]y name['’]s|[Tt]his is|[Nn]ame is)\s+(?:\w+\.?\s+)?$")
_TITLED = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sen|Rep|Gov|Hon|Rev|Capt|Gen|Col|Sgt|Sir|Dame|Lady|Lord)\.?", re.IGNORECASE
)


class Voices:
    """The speakers of one transcript, each under the fullest name that the transcript gives.

    ``heads`` are the places of all labels in it, ``full`` names known beside the text; in ``text``, where it is given,
    the names are looked for that go with heads of a last name only. Before the first head everything may introduce a
    speaker, behind it what others say; of a speaker's own words only "I'm ...": "my father, Fred Holt" is no name of
    Holt's.
    """

    def __init__(self, heads: Sequence[Span], full: Iterable[str] = (), *, text: str = "") -> None:
        self._names: dict[str, str] = {}
        self._offices: dict[str, str] = {}
        found = {(label := " ".join(head.exact.split())): plain_name(label) for head in heads}
        known = [*full, *(name for name in found.values() if name)]
        self._learn(known)
        alone = {name for name in found.values() if name and " " not in name and name.casefold() not in self._names}
        if text and alone:
            whose = [(head.start, _last(found[" ".join(head.exact.split())])) for head in heads]
            self._learn([*known, *_full_names(text, alone, whose)])
        self._initials = _initials_of([*self._names.values(), *_people(text, heads)], found)
        self._introduced = introduced(text, heads) if text else {}
        for label, name in found.items():
            if name and " " in (office := _outer(label)) and plain_name(office) is None:
                self._offices.setdefault(office.casefold(), name)
        for label in found if text else ():
            chair = _office(label)
            if chair and (holder := _presiding(text, chair)):
                self._offices.setdefault(chair, holder)

    def _learn(self, known: Iterable[str]) -> None:
        """Note under each last name, and each first name, the one full name that it stands for."""
        fullest: dict[str, set[str]] = {}
        for name in known:
            words = name.split()
            if len(words) > 1:
                fullest.setdefault(last_word(name), set()).add(name)
        for last, names in fullest.items():
            people = {(n.split()[0].casefold(), n.split()[-1].casefold()) for n in names}
            if len(people) == 1:
                self._names[last] = max(sorted(names), key=len)
        firsts: dict[str, set[str]] = {}
        for name in self._names.values():
            firsts.setdefault(name.split()[0].casefold(), set()).add(name)
        for first, names in firsts.items():
            if len(names) == 1:
                self._names.setdefault(first, *names)

    def _holder(self, office: str) -> str | None:
        """Who holds an office that stands in place of a name, in full or shortened ("The Minister of State")."""
        held = {name for full, name in self._offices.items() if full == office or full.startswith(f"{office},")}
        return held.pop() if len(held) == 1 else None

    def speaker(self, label: str, mention: Span) -> Speaker | None:
        """The speaker whom a label names; None where it is no name and no role, or only a note."""
        name = plain_name(label)
        if name is None:
            name = self._holder(_outer(label).casefold()) or self._initials.get(_letters(label))
        if name is None:
            name = self._introduced.get(label.casefold())
        if name is None:
            known = is_role(label) or _office(label) or is_initials(label)
            return unnamed(label, mention) if known else None
        if " " not in name:
            name = self._names.get(name.casefold(), name)
        elif len(name.split()[-1].strip(".")) == 1:
            name = self._introduced.get(label.casefold(), name)
        return Speaker(name, "person", named=True, mention=mention)


def _outer(label: str) -> str:
    """A label without what stands in brackets."""
    return re.sub(r"[\[(][^()\[\]]*[\])]?", "", label).strip(" .*_")


def _people(text: str, heads: Sequence[Span]) -> list[str]:
    """Full names of people in the lines before the first head."""
    front = text[: heads[0].start][:_FRONT] if heads else ""
    return [" ".join(n.words) for n in find_names(front)[0] if n.kind == "person" and len(n.words) > 1]


def _initials_of(names: Iterable[str], labels: Iterable[str]) -> dict[str, str]:
    """The one name behind each label that is only initials."""
    wanted = {_letters(label) for label in labels if is_initials(label)}
    found: dict[str, set[str]] = {}
    for name in names:
        letters = "".join(word[0] for word in re.split(r"[\s-]", name) if word[:1].isupper())
        if letters in wanted:
            found.setdefault(letters, set()).add(name)
    return {letters: names.pop() for letters, names in found.items() if len(names) == 1}


def _letters(label: str) -> str:
    return "".join(c for c in label if c.isalpha()) if is_initials(label) else ""


def unnamed(label: str, mention: Span | None) -> Speaker:
    """Somebody whose name isn't told: an office, a role, or a head that isn't understood."""
    return Speaker(" ".join(label.split()).strip("*_ "), "unknown", named=False, mention=mention)


def _office(label: str) -> str | None:
    """An office that stands in place of a name: "The Secretary of State for Ports"; None for a name or a mere role."""
    outer = _outer(label).casefold()
    return outer if outer.startswith("the ") and outer not in {"the court", "the witness"} else None


def _presiding(text: str, office: str) -> str | None:
    """Who holds an office, where a text says who took the chair: "The SPEAKER (Hon. Ann Holt) took the chair"."""
    bare = re.escape(office.removeprefix("the "))
    m = re.search(rf"\b{bare}\s\((?P<name>[^()\n]{{4,60}})\)", text, re.IGNORECASE) or re.search(
        rf"\b(?i:{bare})\s+(?P<name>(?:[A-Z][\w.'’-]*\s+){{1,3}}[A-Z][\w'’-]+)\s+(?:presiding|in\sthe\schair)\b", text
    )
    name = plain_name(" ".join(m["name"].split())) if m else None
    return name if name and " " in name else None


def _last(name: str | None) -> str:
    return last_word(name) if name else ""


def _full_names(text: str, alone: set[str], whose: Sequence[tuple[int, str]]) -> list[str]:
    """Names of two words or more in a text that end in one of some last names; ``whose`` is who speaks from where."""
    starts = [at for at, _ in whose]
    front = starts[0] if starts else 0
    wanted = {name.casefold(): name for name in alone}
    forms = sorted({form for name in alone for form in (name, name.upper())}, key=len, reverse=True)
    found: list[str] = []
    for m in re.finditer(rf"\b(?:{'|'.join(map(re.escape, forms))})\b", text):
        last = wanted[m.group().casefold()]
        before = _words_before(text, m.start(), in_capitals=m.group().isupper())
        if before is None:
            behind = _BEHIND.match(text, m.end(), m.end() + 40) if m.start() < front else None
            first = behind["first"] if behind and (behind["titled"] or not m.group().isupper()) else ""
            if first and first.casefold() not in wanted and first.casefold().rstrip(".") not in _no_names():
                found.append(f"{first} {last}")
            continue
        words, titled, at = before
        speaks = whose[bisect_right(starts, at) - 1][1] if at >= front and starts else ""
        own = speaks == last.casefold()
        if own and not _INTRODUCES.search(text, max(0, at - 30), at):
            continue
        if own or at < front or titled or m.group().isupper() or words[0].casefold() in first_names():
            found.append(" ".join([*words, last]))
    return found


def _words_before(text: str, at: int, *, in_capitals: bool) -> tuple[list[str], bool, int] | None:
    """The words of a name before its last one, whether a title stands before them, and where they begin."""
    begins = at
    words = text[max(0, at - _BEFORE) : at]
    if words.endswith("\n\n") or not words[-1:].isspace():
        return None
    taken: list[str] = []
    for word in reversed(re.split(r"[ \t]+|\n[ \t]*", words)[:-1]):
        if (
            not _NAME_WORD.fullmatch(word)
            or word.endswith(("'s", "’s"))
            or word.strip(".").casefold() in _no_names()
            or len(taken) == 3
        ):
            titled = bool(_TITLED.fullmatch(word)) or word.strip(".").casefold() in titles()
            if word.casefold() == "of" and len(taken) > 1:  # "Secretary of Waters Ada Quill": the field is no name
                cut = next((n for n, w in enumerate(taken) if w.casefold() in first_names()), len(taken) - 1)
                taken = taken[cut:]
            break
        if in_capitals and not word.isupper():
            titled = False
            break
        if word.endswith(".") and len(word) > 2:  # the end of a sentence
            titled = False
            break
        begins = text.rindex(word, 0, begins)
        taken.insert(0, word.capitalize() if len(word) > 2 and word.isupper() else word)
    else:
        titled = False
    return (taken, titled, begins) if taken and len(taken[0].strip(".")) > 1 else None


def _no_names() -> frozenset[str]:
    return word_lists("transcripts.txt")["no_name"] | openers() | titles().keys() | places()
