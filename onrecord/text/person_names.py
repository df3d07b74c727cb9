"""Names for comparing: what a name folds to, how it is taken apart, and whether two can be one person's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from .given_names import Likeness, alike, is_english, is_misprint
from .lexicon import first_names, word_lists
from .titles import GENERATIONS, PARTICLES, Printed, is_title, office, split_titles, title_gender

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_NICKNAME = re.compile(r"(?<!\s)\s*+(?:[\"“”(]|(?<!\w)['‘])([^\W\d_][\w-]+)(?:[\"“”)]|['’](?!\w))")
_PARTY = re.compile(r"\(([A-Z])[.]?[-–,][ ]?([^()]*)\)")
#: Letters that no accent makes of others.
_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "’": "'", "–": "-"}
)
#: What stands behind a name and says what the person is, up to the word that says of what.
_APPOSITION = re.compile(r"(?:,? who (?:is|was)|,|,? (?:is|was)) ((?:(?!of|in|from|at|for|who|and)\w[\w'’-]* ?){1,5})")
#: Words of which names of bodies consist that every town has.
_GENERIC = frozenset(
    "city town county state village parish borough district local regional national federal council police sheriff's"
    " sheriff fire health public schools board court supreme department dept office ministry government"
    " commission committee agency authority university college hospital church library museum company party team"
    " of and the for".split()
)
#: Particles that are a first name where they open one: "Ben Holt", "Yosef ben Haim".
_FIRST_NAMES = frozenset({"ben", "della"})
_ORDER: tuple[Likeness, ...] = ("no", "maybe", "yes")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in lower case: given names, the last name, the generation ("jr"), and nicknames in quotes."""

    given: tuple[str, ...]
    last: str
    generation: str | None
    also: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, folded: str) -> PersonName:
        """Take a folded name apart."""
        words = folded.split()
        generation = GENERATIONS.get(words[-1]) if len(words) > 1 else None
        if generation:
            words.pop()
        return cls(tuple(words[:-1]), words[-1] if words else "", generation)

    @classmethod
    def printed(cls, name: str) -> PersonName:
        """Take a name apart that stands without titles: "Walter “Bud” Krantz"."""
        also = tuple(_plain(m[1]) for m in _NICKNAME.finditer(name))
        found = cls.of(" ".join(folded_words(_NICKNAME.sub("", name))))
        return cls(found.given, found.last, found.generation, also)

    @property
    def words(self) -> tuple[str, ...]:
        """All of it but the generation, particles left out: a particle comes and goes with the newspaper."""
        found: list[str] = []
        parts = [*self.given, self.last]
        for k, word in enumerate(parts):
            if k and parts[k - 1] in ("bin", "ibn", "bint") and k < len(parts) - 1:
                continue  # a father's name before the family's
            if word in PARTICLES and k < len(parts) - 1 and (k or word not in _FIRST_NAMES):
                continue
            bare = re.sub(r"^(?:al|el|d|o)[-'](?=\w{3})", lambda m: "o" if m[0][0] == "o" else "", word)
            bare = re.sub(r"^abd(?:el|ul|ol|ur|er)(?:-|$|(?=\w{4}))", "abdul", bare)
            bare = "saint" if bare == "st" and k else bare
            if found and (found[-1] in ("mc", "o", "ni") or (found[-1] in ("mac", "saint") and len(found) > 1)):
                found[-1] += bare
            else:
                found.append(bare.replace("'", ""))
        return tuple(found)


@lru_cache(maxsize=16_384)
def fold(name: str) -> str:
    """A name for comparing: "Dr. José Ruiz-Peña" gives "jose ruiz-pena"."""
    split = split_titles(name)
    words = folded_words(split.name or name)
    while len(words) > 1 and (words[0] == "the" or (split.kind == "office" and name.islower() and is_title(words[0]))):
        words.pop(0)
    return " ".join(words)


def _plain(printed: str) -> str:
    plain = unicodedata.normalize("NFKD", printed.replace("’", "'")).casefold().translate(_LETTERS)
    return "".join(c for c in plain if not unicodedata.combining(c))


def folded_words(printed: str) -> list[str]:
    """The words of any text in lower case, without accents and possessive endings."""
    spaced = re.sub(r"(?<=\b\w)\.(?=\w\.)", ". ", printed)  # "C.J."
    spaced = re.sub(r"^([A-Z])([A-Z])(?= \w*[a-zà-ÿ])", r"\1 \2", spaced)  # "CJ"
    return [w.removesuffix("'s") for w in _WORD.findall(_plain(spaced))]


def last_word(folded: str) -> str:
    """The word under which a folded name is looked up: the last name of a person."""
    words = folded.split()
    return PersonName.of(folded).last if words else ""


def is_generic(folded: str) -> bool:
    """Whether a body's name is one that many places have ("city council")."""
    return all(word in _GENERIC for word in folded.split())


def compare(one: str, other: str) -> Likeness:
    """Whether two printed names can be one person's.

    "yes": one is a shorter or other form of the other. "maybe": nothing speaks against it, and too little for it (a
    bare surname, an office). "no": names, initials, generation, gender or kind speak against it.

    >>> compare("Sen. Bill Hargreve", "William Hargreve"), compare("Hargreve", "Ann Hargreve")
    ('yes', 'maybe')
    """
    a, b = split_titles(one), split_titles(other)
    if one.casefold() == other.casefold():
        return "yes"
    if "other" in (a.kind, b.kind) or _parties_differ(one, other) or _titles_conflict(a, b):
        return "no"
    if "office" in (a.kind, b.kind):
        return _compare_office(a, b)
    first, second = (_with_generation(PersonName.printed(x.name), x.titles) for x in (a, b))
    if _gender_conflicts(a, second) or _gender_conflicts(b, first):
        return "no"
    found = compare_names(first, second)
    bare = 1 in (len(first.words), len(second.words))
    return "yes" if bare and found == "maybe" and _same_office(a, b) and _named_alike(first, second, a) else found


def compare_names(one: PersonName, other: PersonName) -> Likeness:
    """The same for names taken apart, without titles."""
    generation: Likeness = "yes" if one.generation == other.generation else "maybe"
    if one.generation and other.generation and generation != "yes":
        return "no"
    a, b = one.words, other.words
    if not a or not b:
        return "no"
    if 1 in (len(a), len(b)):
        return _compare_bare(*sorted((a, b), key=len))
    if _joined(a) == _joined(b) or _joined((*one.given, one.last)) == _joined((*other.given, other.last)):
        return generation
    if a[1:] + a[:1] == b or b[1:] + b[:1] == a:  # "Szalontay Bence", "Bence Szalontay"
        first = word_lists("given_names.txt")["family_first"]
        return generation if {a[0], b[0]} & first or not (is_english(a[0]) or is_english(b[0])) else "no"
    return min(generation, _compare_full(one, other), key=_ORDER.index)


def _joined(words: tuple[str, ...]) -> str:
    """One word of all, umlauts as one letter: "Müllner" and "Muellner" are one."""
    return re.sub(r"(?<=[aou])e", "", re.sub(r"[-']", "", "".join(words)))


def is_spelled_out(name: PersonName) -> bool:
    """Whether a first name stands in full: "J. Smith" may be many people."""
    return any(len(word) > 1 for word in name.given)


def _compare_full(one: PersonName, other: PersonName) -> Likeness:
    a, b = one.words, other.words
    last = _compare_last(a, b)
    if last == "no":
        return "no"
    dropped = last == "maybe" and a[-1] != b[-1] and not is_misprint(a[-1], b[-1])
    middles = ((), ()) if dropped else (a[1:-1], b[1:-1])
    given = _compare_given((a[0], *middles[0]), (b[0], *middles[1]))
    if any(alike(x, y) == "yes" for x, y in (*((n, b[0]) for n in one.also), *((n, a[0]) for n in other.also))):
        given = "yes"
    return min(last, given, key=_ORDER.index)


def _compare_last(a: tuple[str, ...], b: tuple[str, ...]) -> Likeness:
    if a[-1] == b[-1]:
        return "yes"
    one, other = a[-1].split("-"), b[-1].split("-")
    if len(one) != len(other) and (set(one) < set(other) or set(other) < set(one)):
        return "yes"  # a second surname taken on or left out
    if len(a) != len(b) and (b[-1] in a[1:-1] or a[-1] in b[1:-1]):
        return "maybe"
    if set(one) == set(other):
        return "maybe"
    return "maybe" if len(one) == len(other) == 1 and is_misprint(a[-1], b[-1]) else "no"


def _compare_given(a: tuple[str, ...], b: tuple[str, ...]) -> Likeness:
    first = alike(a[0], b[0])
    if first != "no":
        fits = all(alike(x, y) == "yes" and (x[0] == y[0]) for x, y in zip(a[1:], b[1:], strict=False))
        return first if fits else "no"
    short, long = sorted((a, b), key=len)
    if len(short) == 1 and len(long) > 1 and len(short[0]) > 1 and alike(short[0], long[1]) == "yes":
        return "yes" if len(long[0]) == 1 and len(long[1]) > 1 else "maybe"  # "W. Mitt Harlan" goes by his second name
    return "no"


def _compare_bare(bare: tuple[str, ...], full: tuple[str, ...]) -> Likeness:
    word = bare[0]
    if len(full) == 1:
        if word == full[0] or is_misprint(word, full[0]):
            return "maybe"
        return (
            "maybe" if is_english(word) != is_english(full[0]) and not {word, full[0]} <= first_names().keys() else "no"
        )
    if word in full or word in full[-1].split("-") or is_misprint(word, full[-1]):
        return "maybe"
    return "maybe" if alike(word, full[0]) == "yes" and len(word) > 1 else "no"


def _with_generation(name: PersonName, titles: str) -> PersonName:
    """Count "the elder Fenwright" as the father."""
    told = {"elder": "sr", "younger": "jr"}
    generation = next((told[w] for w in titles.split() if w in told), name.generation)
    return PersonName(name.given, name.last, generation, name.also)


def _compare_office(a: Printed, b: Printed) -> Likeness:
    office_of, named = (a, b) if a.kind == "office" else (b, a)
    if named.kind == "office":
        changed = word_lists("roles.txt")["modifiers"]
        one, other = (set(re.findall(r"\w+", x.titles.lower())) & changed for x in (a, b))
        return "maybe" if one == other else "no"
    words = office_of.titles.split()
    owner = re.match(r"(.+)['’]s? ", office_of.titles)
    if owner and words[-1].lower() in word_lists("roles.txt")["kin"] and compare(owner[1], named.name) != "no":
        return "no"  # "Ann Holtby's husband" is not Ann Holtby
    return "no" if _gender_conflicts(office_of, PersonName.printed(named.name)) else "maybe"


def _offices(printed: Printed) -> frozenset[str]:
    """The offices among the titles; "Mr." is none."""
    roles = word_lists("roles.txt")
    words = (office(w) for w in printed.titles.split() if title_gender(w) is not None)
    return frozenset(w for w in words if w not in roles["past"] and w not in roles["courtesy"])


def _same_office(a: Printed, b: Printed) -> bool:
    return bool(_offices(a)) and _offices(a) == _offices(b)


def _named_alike(one: PersonName, other: PersonName, title: Printed) -> bool:
    """Whether beside a shared title a bare name is the surname, or a first name that such a title takes."""
    bare, full = sorted((one.words, other.words), key=len)
    if bare[0] in (full[-1], *full[-1].split("-")):
        return True
    return bare[0] == full[0] and bool(set(title.titles.lower().split()) & word_lists("roles.txt")["first_name_behind"])


def _titles_conflict(a: Printed, b: Printed) -> bool:
    """Whether titles can't be one person's: of a man and of a woman, of two faiths."""
    if "-" not in (a.gender, b.gender) and a.gender != b.gender:
        return True
    roles = word_lists("roles.txt")
    faiths = [{f for f in ("christian", "jewish", "muslim") if _offices(x) & roles[f]} for x in (a, b)]
    return bool(faiths[0] and faiths[1] and not faiths[0] & faiths[1])


def _gender_conflicts(titled: Printed, name: PersonName) -> bool:
    first = first_names().get(name.words[0], "-") if len(name.words) > 1 else "-"
    return "-" not in (titled.gender, first) and titled.gender != first


def _parties_differ(one: str, other: str) -> bool:
    a, b = _PARTY.search(one), _PARTY.search(other)
    return bool(a and b and (a[1], a[2].strip(" .").lower()) != (b[1], b[2].strip(" .").lower()))


@cache
def _walks() -> Mapping[str, str]:
    return {word: walk for walk, words in word_lists("walks.txt").items() for word in words}


def walks_beside(text: str, start: int, end: int) -> frozenset[str]:
    """Walks of life told just before or after a name: "coach Ann Holt", "Ann Holt, a fisherman from Pell,"."""
    before = re.split(r"[.;:!?\n,](?=\s)", text[max(0, start - 40) : start])[-1].split()[-2:]
    after = _APPOSITION.match(text, end, end + 80)
    words = _WORD.findall(f"{' '.join(before)} {after[1] if after else ''}".casefold())
    return frozenset(_walks()[w] for w in words if w in _walks())
