"""Titles and offices before a name: which words are titles, and where the name proper begins.

Compounds are understood by rule: "then-Governor", "mayor-elect", "under-secretary-general", "actor-turned-senator".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from .lexicon import Gender, first_names, titles, word_lists

PrintedKind = Literal["person", "office", "other"]

PARTICLES = frozenset(
    "de da di du do dos das del della der den des van von zu zum ter ten te la le los el al bin bint ibn ben abu e y i"
    " 't ó ní and of the".split()
)
GENERATIONS: Mapping[str, str] = {
    **{"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr"},
    **{numeral: numeral for numeral in "ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi".split()},
}
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_PARTY_BEHIND = re.compile(r"(?<!\s)\s*+[(\[][^()\[\]]*+[)\]]\s*+$")
_RANK_BEHIND = re.compile(r"(?:1st|2nd|3rd|\dth|first|second|third)$", re.IGNORECASE)
#: What joins an office to its field: "Minister without Portfolio", "Chief Secretary to the Treasury".
_FIELD_OF = frozenset("of for to without at in".split())
_DETERMINERS = frozenset("the a an his her their its our my your".split())


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed name taken apart: ``titles`` before it, the ``name`` proper; both are pieces of what was printed.

    ``kind`` is "office" for a title or a role without a name ("the former governor"), "other" for a body, a place or
    several people, and ``name`` is empty then.
    """

    titles: str
    name: str
    kind: PrintedKind

    @property
    def gender(self) -> Gender:
        """The gender that the titles tell."""
        told = {gender for word in self.titles.split() if (gender := title_gender(word)) not in (None, "-")}
        return told.pop() or "-" if len(told) == 1 else "-"


def plain_word(word: str) -> str:
    """A word for looking it up: lower case, without stops at its ends, brackets and typographic apostrophes."""
    return word.lower().replace("’", "'").strip('.,;:()[]"“”')


@lru_cache(maxsize=16_384)
def title_gender(word: str) -> Gender | None:
    """The gender that a title or an office tells ("-": none); None for a word that is no title.

    >>> title_gender("then-Congresswoman"), title_gender("Mayor-elect"), title_gender("Holt")
    ('f', '-', None)
    """
    plain = plain_word(word)
    for form in (plain, plain.removesuffix("s"), plain.replace(".", "")):
        if form in titles():
            return titles()[form]
    roles = word_lists("roles.txt")
    if plain in roles["both"] or plain.replace(".", "") in roles["printed"]:
        return "-"
    if re.fullmatch(r"\d+-year-old", plain):
        return "-"
    if word.strip(".,").isupper() and plain.replace(".", "") in roles["letters"]:
        return "-"
    return _compound_gender(plain)


def _compound_gender(plain: str) -> Gender | None:
    parts = re.split(r"[-–]", plain.rpartition("-turned-")[2] if "-turned-" in plain else plain)
    if len(parts) == 1 and "-turned-" not in plain:
        return None
    bare = [p.strip(".") for p in parts]
    modifiers = word_lists("roles.txt")["modifiers"]
    offices = [p for p in bare if p not in modifiers] or [p for p in bare if p in titles()] or ["-"]
    if all(p in titles() for p in offices):
        return next((g for p in offices if (g := titles()[p]) != "-"), "-")
    return None


def is_title(word: str) -> bool:
    """Whether a word is a title, an office or a role that stands before a name."""
    return title_gender(word) is not None


def is_office(plain: str) -> bool:
    """Whether a word in lower case is a title or a compound of titles wherever it stands; "baker" isn't."""
    known = plain in titles() or _compound_gender(plain) is not None
    return known and plain not in word_lists("roles.txt")["work"]


def office(word: str) -> str:
    """One spelling of an office: "Sen." gives "senator"."""
    plain = plain_word(word)
    return _spelled_out().get(plain, plain)


@cache
def _spelled_out() -> Mapping[str, str]:
    return dict(pair.split("=") for pair in word_lists("roles.txt")["short"])


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int

    @property
    def plain(self) -> str:
        return _POSSESSIVE.sub("", plain_word(self.text))

    @property
    def is_title(self) -> bool:
        return is_title(_POSSESSIVE.sub("", self.text))

    @property
    def is_determiner(self) -> bool:
        return self.plain in _DETERMINERS and not self.text.endswith(".")

    @property
    def is_possessive(self) -> bool:
        return bool(re.search(r"['’]s$", self.text))

    @property
    def is_small(self) -> bool:
        """Whether it is in small letters and no particle of a name."""
        bare = self.text.strip("(“\"'‘")
        return bool(bare) and bare[0].islower() and not _has_capital_inside(bare) and self.plain not in PARTICLES


def _has_capital_inside(word: str) -> bool:
    return bool(re.match(r"(?:[a-z]{1,3}[-'’])[A-ZÀ-Þ]", word))


@lru_cache(maxsize=16_384)
def split_titles(printed: str) -> Printed:
    """Take the titles off a name as an article prints it.

    >>> split_titles("Glenmora Police Chief Tasha Lindquist")
    Printed(titles='Glenmora Police Chief', name='Tasha Lindquist', kind='person')
    """
    text = " ".join(_PARTY_BEHIND.sub("", printed).split()) or printed
    words = _without_tail([_Word(m.group(), m.start()) for m in re.finditer(r"\S+", text)])
    if not words or _is_body(words) or _are_several(words):
        return Printed("", "", "other")
    if words[-1].is_small:  # "the former governor", "Glenmora's police chief", "the Feverel brothers"
        of_office = any(w.is_title and w.is_small for w in words) and not _are_relatives(words)
        return Printed(_POSSESSIVE.sub("", text), "", "office") if of_office else Printed("", "", "other")
    first = _first_of_name(words)
    if first >= len(words):
        return Printed(_POSSESSIVE.sub("", text), "", "office")
    name = text[words[first].start : words[-1].start + len(words[-1].text)].rstrip(",;: ")
    return Printed(text[: words[first].start].rstrip(" ,"), _POSSESSIVE.sub("", name), "person")


def _without_tail(words: Sequence[_Word]) -> list[_Word]:
    """Leave out what stands behind a name: letters ("KC", "M.D."), and after a comma what the person is."""
    kept = list(words)
    for k, word in enumerate(words[:-1]):
        if word.text.endswith(",") and words[k + 1].plain.replace(".", "") not in GENERATIONS:
            before = kept[: k + 1]
            if (
                any(w.text[0].isupper() and not w.is_title for w in before)
                and not before[-1].is_small
                and (_first_of_name(before) <= k and not (before[0].plain in _DETERMINERS and len(words) > k + 3))
            ):
                kept = before
                break
    while len(kept) > 2 and _is_letters(kept[-1].text) and not _is_letters(kept[-2].text.ljust(9)):
        kept.pop()
    return kept


def _is_letters(word: str) -> bool:
    plain = word.strip(",.").replace(".", "")
    return plain.upper() != plain.lower() and plain[0].isupper() and plain.lower() in word_lists("roles.txt")["behind"]


def _is_body(words: Sequence[_Word]) -> bool:
    """Whether words name a body, a place or several people: "Judge Business School", "Bishop's Thornaby"."""
    if len(words) < 2 or any(w.is_title and n.text == "of" for w, n in pairwise(words)):
        return False
    lists = word_lists("organisations.txt")
    last, inner = words[-1], words[1:] if words[0].is_determiner else words
    if any(w.is_possessive and w.is_title and not last.is_title for w in words[:-1]):
        return True
    if last.is_small and any(w.is_small and w.is_title for w in words):
        return False
    if last.plain in lists["end"] or last.plain in lists["named_after"]:
        behind_first_name = words[-2].plain in first_names() and not words[-2].is_title
        peer = inner[0].plain in word_lists("roles.txt")["peers"] or inner[0].plain in word_lists("roles.txt")["both"]
        return not (last.plain in lists["surnames_too"] and (behind_first_name or (len(inner) == 2 and not peer)))
    if _is_plural_title(inner[0]) and inner[1].plain not in first_names():
        return not any(w.is_small for w in words)
    if inner[0].plain in lists["ground"] and all(w.is_title for w in inner[1:]):
        return True
    if inner[0].plain in lists["begin"] and len(inner) > 2 and inner[1].text == "of":
        return True
    if words[0].plain == "the" and len(words) == 2 and last.plain.endswith("s") and not last.is_small:
        return not last.is_title
    return _is_plural_title(last) and not last.is_small and not any(w.is_title for w in words[:-1])


def _is_plural_title(word: _Word) -> bool:
    """Whether a word names several people by their office ("Senators"); "Sens." may stand before one."""
    return len(word.plain) > 5 and word.plain.endswith("s") and word.plain[:-1] in titles()


def _are_several(words: Sequence[_Word]) -> bool:
    """Whether "and" joins names, not an office's fields ("Police and Crime Commissioner")."""
    for k, word in enumerate(words):
        if word.text in ("and", "&", "or") and k:
            before = words[k - 1]
            named = before.text[0].isupper() and not before.is_title and not _is_field(before)
            if word.text == "&" or (named and (k + 2 >= len(words) or not any(w.is_title for w in words[k + 1 :]))):
                return True
            if named and (any(w.is_title for w in words[:k]) or before.plain in first_names()):
                return True
    return False


def _are_relatives(words: Sequence[_Word]) -> bool:
    """Whether a family's members are meant together: "the Feverel brothers"."""
    return words[-1].plain.endswith("s") and words[-1].plain[:-1] in word_lists("roles.txt")["kin"]


def _first_of_name(words: Sequence[_Word]) -> int:
    """The number of the word with which the name begins; ``len(words)`` where there is none."""
    for k in range(len(words) - 2, -1, -1):
        if words[k].is_title and not _belongs_to_name(words, k):
            return _behind_title(words, k)
    if _is_abbreviated_office(words):
        return 1
    if words[-1].is_title and all(_makes_office(w) for w in words[:-1]) and (len(words) > 1 or not _may_name(words[0])):
        return len(words)
    first = 0
    while first < len(words) and (words[first].is_small or (first == 0 and words[0].is_determiner)):
        first += 1
    return len(words) if first == len(words) - 1 and first and words[first].is_title else first


def _belongs_to_name(words: Sequence[_Word], k: int) -> bool:
    """Whether a word that can be a title is a part of the name: "Dean Popejoy", "Ann King Lowell"."""
    word, behind = words[k], len(words) - k - 1
    roles = word_lists("roles.txt")
    if word.is_small or word.text.endswith("."):
        return False
    one_behind = behind == 1 and words[-1].plain not in first_names()
    if k == 0:
        return (word.plain in roles["both"] and behind == 1) or (word.plain == "prince" and one_behind)
    before = words[k - 1]
    if before.is_title and word.plain in roles["given"] and behind == 1:
        return before.plain not in roles["qualifying"] or word.plain in roles["both"]
    named = all(w.text[0].isupper() and not w.is_title for w in words[:k]) and words[0].plain in first_names()
    return named and behind == 1 and k <= 2 and not _is_field(words[0])


def _is_abbreviated_office(words: Sequence[_Word]) -> bool:
    """Whether the first word is short for an office that no list has: "Asm. Ana Holt", "MEC Ana Holt"."""
    word = words[0].text
    if re.fullmatch(r"[A-Z][a-zà-ÿ]{2,}\.", word):
        return len(words) > 1 and words[0].plain not in word_lists("roles.txt")["short_given"]
    return bool(re.fullmatch(r"[A-Z]{3,4}", word)) and len(words) > 2 and not words[1].text.isupper()


def _makes_office(word: _Word) -> bool:
    roles = word_lists("roles.txt")
    return word.is_title or any(word.plain in roles[key] for key in ("level", "fields", "qualifying", "modifiers"))


def _may_name(word: _Word) -> bool:
    """Whether a title alone may be somebody's name ("King")."""
    roles = word_lists("roles.txt")
    return word.plain in roles["also"] or word.plain in roles["both"] or word.plain in roles["given"]


def _is_field(word: _Word) -> bool:
    return word.plain in word_lists("roles.txt")["fields"] or bool(re.search(r"(?:tion|ment)s?$", word.plain))


def _behind_title(words: Sequence[_Word], k: int) -> int:
    """Where the name begins behind a title: after its field ("of Foreign Affairs"), its class and its brackets."""
    first, count = k + 1, len(words)
    if first < count and _RANK_BEHIND.match(words[first].text) and first + 1 < count:
        first += 2
    if first + 1 < count and words[first].text == "Class" and words[first + 1].text.isdigit():
        first += 2
    while first < count and (
        re.fullmatch(r"\([A-Za-z][a-z.]+\)", words[first].text)
        or words[first].plain in word_lists("roles.txt")["follows"]
    ):
        first += 1
    if first < count and words[first].text in _FIELD_OF:
        return _behind_field(words, first + 1)
    if first == count - 1 and words[first].is_title and not _can_be_surname(words, k):
        return count
    return first


def _can_be_surname(words: Sequence[_Word], k: int) -> bool:
    roles = word_lists("roles.txt")
    return words[-1].plain in roles["also"] and words[k].plain not in roles["qualifying"] and not words[-1].is_small


def _behind_field(words: Sequence[_Word], first: int) -> int:
    count = len(words)
    if first < count and words[first].plain == "the":
        first += 1
    start = first + 1
    for k in range(start, count - 1):
        if words[k].plain in first_names() and not _is_field(words[k]) and words[k].text[0].isupper():
            return k
    if _is_field(words[-1]):
        return count
    left = [k for k in range(start, count) if not _is_field(words[k]) and words[k].plain not in _FIELD_OF]
    return left[-2] if len(left) > 1 else left[0] if left else count
