"""Names for comparing: titles, case, accents and stops taken off, and whether two can be one person's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from .lexicon import word_lists

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady sen senator rep representative congressman congresswoman"
    " gov governor mayor president judge justice sheriff gen general col colonel capt captain lt sgt sergeant maj"
    " adm rev reverend father sister bishop pastor rabbi imam secretary ambassador chancellor minister the".split()
)
#: What stands behind a name and says what the person is, up to the word that says of what.
_APPOSITION = re.compile(r"(?:,? who (?:is|was)|,|,? (?:is|was)) ((?:(?!of|in|from|at|for|who|and)\w[\w'’-]* ?){1,5})")
#: Words of which names of bodies consist that every town has.
_GENERIC = frozenset(
    "city town county state village parish borough district local regional national federal council police sheriff's"
    " sheriff fire health public school schools board court supreme department dept office ministry government"
    " commission committee agency authority university college hospital church library museum company party team"
    " of and the for".split()
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in lower case: given names, the last name, the generation ("jr")."""

    given: tuple[str, ...]
    last: str
    generation: str | None

    @classmethod
    def of(cls, folded: str) -> PersonName:
        """Take a folded name apart."""
        words = folded.split()
        generation = _GENERATIONS.get(words[-1]) if len(words) > 1 else None
        if generation:
            words.pop()
        return cls(tuple(words[:-1]), words[-1] if words else "", generation)


@lru_cache(maxsize=16_384)
def fold(name: str) -> str:
    """A name for comparing: "Dr. José Ruiz-Peña" gives "jose ruiz-pena"."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = [w.removesuffix("'s") for w in _WORD.findall(plain)]
    while len(words) > 1 and words[0] in _TITLES:
        words.pop(0)
    return " ".join(words)


def last_word(folded: str) -> str:
    """The word under which a folded name is looked up: the last name of a person."""
    words = folded.split()
    return PersonName.of(folded).last if words else ""


def is_generic(folded: str) -> bool:
    """Whether a body's name is one that many places have ("city council")."""
    return all(word in _GENERIC for word in folded.split())


def may_be_same(one: PersonName, other: PersonName) -> bool:
    """Whether two full names can be one person's: no given name, middle name or generation speaks against it."""
    if one.last != other.last or one.generation != other.generation or not one.given or not other.given:
        return False
    return _alike(one.given[0], other.given[0]) and _middle_fits(one.given[1:], other.given[1:])


def is_spelled_out(name: PersonName) -> bool:
    """Whether a first name stands in full: "J. Smith" may be many people."""
    return any(len(word) > 1 for word in name.given)


def _middle_fits(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or all(_alike(a, b, nick=False) for a, b in zip(one, other, strict=False))


def _alike(one: str, other: str, *, nick: bool = True) -> bool:
    """The same given name, its initial, or (with ``nick``) a short form of it."""
    if one == other:
        return True
    if 1 in (len(one), len(other)):
        return one[0] == other[0]
    return nick and (other in _short_forms(one) or one in _short_forms(other))


@cache
def _short_forms(name: str) -> frozenset[str]:
    return frozenset(_namer().nicknames_of(name))


@cache
def _namer() -> Any:
    from nicknames import NickNamer

    return NickNamer()


@cache
def _walks() -> Mapping[str, str]:
    return {word: walk for walk, words in word_lists("walks.txt").items() for word in words}


def walks_beside(text: str, start: int, end: int) -> frozenset[str]:
    """Walks of life told just before or after a name: "coach Ann Holt", "Ann Holt, a fisherman from Pell,"."""
    before = re.split(r"[.;:!?\n,](?=\s)", text[max(0, start - 40) : start])[-1].split()[-2:]
    after = _APPOSITION.match(text, end, end + 80)
    words = _WORD.findall(f"{' '.join(before)} {after[1] if after else ''}".casefold())
    return frozenset(_walks()[w] for w in words if w in _walks())
