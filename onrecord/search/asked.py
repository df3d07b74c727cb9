"""What a question in plain words asks for: who speaks or is spoken of, on what, when.

"what did Roscoe say about the toll in 2016", "Roscoe on the toll", "Roscoe", a quotation, or words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..record.persons import BorneName
from ..text.lexicon import word_lists
from ..text.person_names import fold

#: How somebody who is named comes into it.
Part = Literal["speaker", "subject"]
#: Finds the names that people of the record bear whose word for looking up, or first word, is among some.
Known = Callable[[Iterable[str]], Sequence[BorneName]]

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_QUOTED = re.compile(r"[“\"„«]\s*+([^“”\"„«»]{3,}+)[”\"“»]")
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_YEAR = r"((?:19|20)\d\d)"
_IN = rf"(?:\b(?:in|of|during|from)\s+)?(?:\b(?:early|mid|late)[- ])?(?:\b(?:{_MONTHS})\.?\s+)?"
#: Forms of a time, and what each of their years bounds; the first that fits holds.
_TIMES: tuple[tuple[re.Pattern[str], Literal["both", "from", "to", "decade", "before", "after"]], ...] = tuple(
    (re.compile(form, re.IGNORECASE), kind)  # type: ignore[misc]
    for form, kind in (
        (rf"\b(?:from|between)\s+{_YEAR}\s*(?:to|and|until|-|–)\s*{_YEAR}\b", "both"),
        (rf"\b{_YEAR}\s*(?:to|-|–)\s*{_YEAR}\b", "both"),
        (r"\b(?:in|from|of|during)?\s*\b(?:the\s+)?((?:19|20)\d)0['’]?s\b", "decade"),
        (rf"\bsince\s+{_YEAR}\b", "from"),
        (rf"\bafter\s+{_YEAR}\b", "after"),
        (rf"\bbefore\s+{_YEAR}\b", "before"),
        (rf"\b(?:until|till|up to|by)\s+{_YEAR}\b", "to"),
        (rf"{_IN}\b{_YEAR}\b", "both"),
    )
)
#: A name has so many words at most.
_LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What was understood of a question.

    ``words`` are looked for as a search has them. ``people`` are the ids of those whom the ``name`` in it may mean:
    one, who is meant, or several, of whom none is chosen. ``part`` tells how they come into it. ``first_year`` and
    ``last_year`` bound when it was said. ``typed`` is the question.
    """

    typed: str
    words: str
    name: str = ""
    people: tuple[str, ...] = ()
    part: Part = "speaker"
    first_year: int | None = None
    last_year: int | None = None

    @property
    def person(self) -> str | None:
        """The one who is meant."""
        return self.people[0] if len(self.people) == 1 else None


@dataclass(frozen=True, slots=True)
class _Token:
    """A word as typed and as compared, with its place."""

    typed: str
    folded: str
    at: int


def understand(typed: str, known: Known) -> Asked:
    """Read a question; ``known`` finds people of the record by words of their names."""
    quoted = [m[1].rstrip() for m in _QUOTED.finditer(typed) if len(m[1].split()) > 1]
    if _is_quotation(typed):
        return Asked(typed, f'"{quoted[0]}"' if quoted else typed)
    plain = _QUOTED.sub(lambda m: " " * len(m[0]) if len(m[1].split()) > 1 else m[0], typed)
    plain, first, last = _without_time(plain)
    tokens = [_Token(m[0], _folded(m[0]), m.start()) for m in _WORD.finditer(plain)]
    asked = Asked(typed, "", first_year=first, last_year=last)
    asks = "?" in typed or _begins_as_question(tokens)
    span, people = _named(tokens, known)
    if span:
        behind = tokens[: span[0]]
        name = " ".join(t.typed for t in tokens[span[0] : span[1]])
        asked = replace(asked, name=re.sub(r"['’]s$", "", name), people=people, part=_part(behind))
        tokens = [*behind, *tokens[span[1] :]]
    words = _subject(tokens, asks=asks or bool(asked.people) or bool(quoted))
    return replace(asked, words=" ".join([*(f'"{q}"' for q in quoted), *words]))


def _begins_as_question(tokens: Sequence[_Token]) -> bool:
    """Whether words begin with "what", "show", "quotes about" and the like."""
    first, second = ([t.folded for t in tokens[:2]] + ["", ""])[:2]
    return first in _list("opening") or (first in _list("saying") and second in _list("about"))


def _is_quotation(typed: str) -> bool:
    """Whether nothing but a quotation was typed, or a long piece of text pasted."""
    bare = typed.strip()
    return bool(re.fullmatch(r"[“\"„«].*[”\"“»]", bare, re.DOTALL)) and len(_QUOTED.findall(bare)) == 1


def _without_time(typed: str) -> tuple[str, int | None, int | None]:
    """The question without a time that it tells, and the first and last year of that."""
    for form, kind in _TIMES:
        if m := form.search(typed):
            years = [int(g) for g in m.groups() if g]
            rest = typed[: m.start()] + " " * len(m[0]) + typed[m.end() :]
            bounds: dict[str, tuple[int | None, int | None]] = {
                "both": (min(years), max(years)), "decade": (years[0] * 10, years[0] * 10 + 9),
                "from": (years[0], None), "to": (None, years[0]), "after": (years[0] + 1, None),
                "before": (None, years[0] - 1),
            }  # fmt: skip
            return (rest, *bounds[kind])
    return typed, None, None


def _folded(word: str) -> str:
    return re.sub(r"['’]s$", "", fold(word) or word.casefold())


def _named(tokens: Sequence[_Token], known: Known) -> tuple[tuple[int, int] | None, tuple[str, ...]]:
    """Where somebody of the record is named, in the most words, and who that may be."""
    places: dict[str, list[tuple[int, int]]] = {}
    for k in range(len(tokens)):
        for n in range(1, min(_LONGEST_NAME, len(tokens) - k) + 1):
            run = [t.folded for t in tokens[k : k + n]]
            for joined in {" ".join(run), "-".join(run)} if n < 3 else {" ".join(run)}:
                places.setdefault(joined, []).append((k, k + n))
    found: dict[tuple[int, int], set[str]] = {}
    whole: set[tuple[int, int]] = set()
    for name in known({part for joined in places for part in (joined, joined.rpartition(" ")[2])}):
        for form in {name.folded, name.last, name.folded.partition(" ")[0] if name.family_first else name.folded}:
            for span in places.get(form, ()):
                if form == name.folded and " " in form:
                    whole.add(span)
                if _may_be_name(tokens, span, name):
                    found.setdefault(span, set()).add(name.person)
    if not found:
        return None, ()
    span = max(found, key=lambda s: (s in whole, s[1] - s[0], -s[0]))
    return _with_title(tokens, span), tuple(sorted(found[span]))


def _may_be_name(tokens: Sequence[_Token], span: tuple[int, int], name: BorneName) -> bool:
    """Whether words where they stand may be a name: of one word, one with a capital, a hyphen, or where names stand."""
    if span[1] - span[0] > 1:
        return True
    token = tokens[span[0]]
    if token.folded in _list("function") | _list("opening") | _list("saying"):
        return False
    if name.type not in ("person", "unknown"):
        return token.folded == name.folded and token.typed[0].isupper()
    before = tokens[span[0] - 1].folded if span[0] else ""
    return token.typed[0].isupper() or "-" in token.typed or not before or before in _list("asking")


def _with_title(tokens: Sequence[_Token], span: tuple[int, int]) -> tuple[int, int]:
    """The place of a name with the titles before it ("Senator")."""
    from ..text.titles import is_title

    start = span[0]
    while start and is_title(tokens[start - 1].typed):
        start -= 1
    return start, span[1]


def _part(before: Sequence[_Token]) -> Part:
    """Whether somebody named behind some words is spoken of."""
    last = before[-1].folded if before else ""
    return "subject" if last in _list("about") and before[0].folded not in ("on",) else "speaker"


def _subject(tokens: Sequence[_Token], *, asks: bool) -> list[str]:
    """The words that tell on what: of a question those that are no part of the asking, else all."""
    passed = _list("function") | _list("saying") | _list("opening") if asks else frozenset()
    return [re.sub(r"['’]s$", "", t.typed) for t in tokens if t.folded not in passed]


def _list(name: str) -> frozenset[str]:
    return word_lists("asked.txt")[name]
